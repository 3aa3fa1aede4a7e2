"""The enlarged card: text that can be read, a target that is whole, a picture that is sharp."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.cards import crop
from annotator.cards.geometry import Rect, rect_of
from annotator.model import Box, MarkedTarget, PictureKind

AREA = Rect(0, 124, 720, 1052)
GOALS = crop.Legibility()


def _close(size: tuple[int, int], *marks: MarkedTarget) -> crop.CloseUp:
    return crop.plan_close_up(size, marks, AREA, GOALS)


@pytest.mark.parametrize(
    ("size", "outline", "box"),
    [
        ((1080, 2400), (66, 1400, 948, 150), (430, 1450, 220, 50)),
        ((1080, 2400), (0, 2250, 1080, 150), (40, 2300, 300, 44)),
        ((1440, 900), (1260, 95, 150, 36), (1280, 104, 112, 17)),
        ((2880, 1800), (40, 40, 300, 60), (60, 52, 200, 30)),
        ((1440, 900), (0, 400, 1440, 60), (30, 420, 130, 16)),
        ((720, 1280), (300, 700, 160, 60), (330, 715, 100, 26)),
    ],
)
def test_the_targets_own_text_is_at_least_28_px_high(
    size: tuple[int, int], outline: tuple[int, ...], box: tuple[int, ...]
) -> None:
    close = _close(size, MarkedTarget(Box(*outline), Box(*box)))
    text = close.view.to_card(rect_of(Box(*box)))
    assert text.height >= 28 - 1e-6
    assert close.view.scale <= crop.MAX_SCALE
    assert AREA.contains(text)
    ((_, target),) = close.targets
    assert AREA.inflated(-18).contains(close.view.to_card(target)), "the outline has room around the target"


@settings(deadline=None)
@given(
    width=st.integers(200, 3000),
    height=st.integers(200, 3000),
    shares=st.tuples(*[st.floats(0, 1)] * 4),
    text=st.integers(1, 80),
)
def test_no_target_is_ever_cut(width: int, height: int, shares: tuple[float, ...], text: int) -> None:
    left, top = int(shares[0] * (width - 2)), int(shares[1] * (height - 2))
    outline = Box(left, top, 1 + int(shares[2] * (width - left - 1)), 1 + int(shares[3] * (height - top - 1)))
    box = Box(left, top, min(outline.w, text * 3), min(outline.h, text))
    close = _close((width, height), MarkedTarget(outline, box))
    assert 0 < close.view.scale <= crop.MAX_SCALE
    for _, target in close.targets:
        assert AREA.inflated(0.01).contains(close.view.to_card(target))
    assert AREA.inflated(0.01).contains(close.view.to_card(rect_of(box)))


def test_a_short_word_is_shown_with_what_is_around_it() -> None:
    close = _close((1080, 2400), MarkedTarget(Box(400, 1200, 120, 60), Box(410, 1210, 90, 40)))
    assert close.view.to_screenshot(AREA).width >= 3 * 120


def test_several_targets_are_shown_together_where_they_can_be_read() -> None:
    marks = [MarkedTarget(Box(60, y, 500, 90), Box(80, y + 20, 200, 50), n) for n, y in enumerate((300, 500, 700), 1)]
    close = _close((1080, 2400), *marks)
    assert [index for index, _ in close.targets] == [0, 1, 2]


def test_targets_too_far_apart_leave_the_first_readable() -> None:
    first = MarkedTarget(Box(40, 60, 200, 40), Box(50, 70, 100, 18), 1)
    last = MarkedTarget(Box(2500, 1700, 200, 40), Box(2510, 1710, 100, 18), 2)
    close = _close((2880, 1800), first, last)
    assert [index for index, _ in close.targets] == [0]
    assert close.view.to_card(rect_of(first.box)).height >= 28 - 1e-6


def test_the_edges_of_a_card_do_not_cut_words_where_a_small_shift_helps() -> None:
    mark = MarkedTarget(Box(300, 1180, 400, 80), Box(350, 1195, 300, 50))
    plain = _close((1080, 2400), mark)
    edge = plain.view.to_screenshot(AREA).top
    words = Rect(100, edge - 12, 600, edge + 22)
    moved = crop.plan_close_up((1080, 2400), [mark], AREA, GOALS, [words]).view.to_screenshot(AREA)
    assert moved.top <= words.top or moved.top >= words.bottom


def test_a_scrolled_screenshot_is_shown_as_one_screenful_around_the_target() -> None:
    marks = [MarkedTarget(Box(0, 5000, 1080, 100), Box(0, 5000, 200, 50))]
    part = crop.choose_visible_part((1080, 9000), marks, PictureKind("phone", "scrolling"))
    assert part.height == pytest.approx(2.2 * 1080)
    assert part.top < 5000 < part.bottom
    assert crop.choose_visible_part((1080, 2400), [], PictureKind()) == Rect(0, 0, 1080, 2400)


def test_margins_around_a_screen_are_left_out_unless_a_mark_is_there() -> None:
    kind, inside, outside = PictureKind(screen=Box(100, 50, 800, 1700)), Box(150, 90, 90, 90), Box(20, 900, 60, 60)
    shown = crop.choose_visible_part((1000, 1800), [MarkedTarget(inside, inside)], kind)
    assert shown == Rect(100, 50, 900, 1750)
    wider = crop.choose_visible_part((1000, 1800), [MarkedTarget(outside, outside)], kind)
    assert (wider.left, wider.right) == (20, 900)

"""The enlarged card: the whole element with what belongs to it, cut nowhere, and larger than on the whole screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.cards.geometry import Rect
from annotator.cards.plan import crop, framing
from annotator.cards.plan.contents import Contents
from annotator.model import Box, MarkedTarget, PictureKind, Screen, StepCard, StepNumber, Theme

AREA = Rect(0, 124, 720, 1052)
GOALS = crop.Legibility(control=0)
"""What must be high enough to press is tested with the layouts."""
PHONE = (1080, 2400)
BUTTON = Rect(400, 1200, 700, 1290)
LABEL = Rect(470, 1225, 630, 1265)


def _contents(target: Rect = BUTTON, label: Rect | None = LABEL, **more: tuple[Rect, ...]) -> Contents:
    return Contents(PHONE, (target,), (label,), **more)


def _window(contents: Contents, min_scale: float = 0.6) -> Rect:
    close = crop.plan_close_up(contents, AREA, GOALS, min_scale, min_scale)
    assert close is not None
    return close.view.to_screenshot(AREA)


def test_a_target_has_24_px_around_it() -> None:
    window = _window(_contents(Rect(30, 1200, 1050, 1290)))
    assert window.width >= 1080 - 1e-6
    scale = 720 / window.width
    assert 30 - window.left >= 24 / scale - 1e-6 or window.left == 0


def test_a_row_as_wide_as_the_screen_is_not_cut() -> None:
    window = _window(_contents(Rect(0, 1200, 1080, 1290)))
    assert window.left <= 0
    assert window.right >= 1080


def test_what_is_no_larger_than_on_the_whole_screen_is_not_enlarged() -> None:
    wide = Contents((1440, 900), (Rect(0, 400, 1440, 460),), (Rect(30, 420, 160, 436),))
    assert crop.plan_close_up(wide, AREA, GOALS, 0.46, 1.6 * 0.46) is None
    assert crop.plan_close_up(wide, AREA, GOALS, 0.46, 0.46) is not None


def test_the_switch_of_a_row_and_the_logo_before_a_button_are_shown() -> None:
    switch = Rect(960, 1215, 1050, 1275)
    row = _contents(Rect(40, 1190, 800, 1300), Rect(60, 1225, 160, 1265), icons=(switch,))
    assert _window(row).right >= 1050
    logo, name = Rect(50, 1160, 220, 1330), Rect(250, 1225, 600, 1265)
    install = _contents(Rect(760, 1200, 1030, 1290), Rect(800, 1225, 990, 1265), icons=(logo,), texts=(name,))
    assert _window(install).left <= 50


def test_where_two_icons_do_not_fit_the_nearer_one_is_shown() -> None:
    size, target = (1440, 900), Rect(400, 400, 1000, 440)
    far, near = Rect(180, 405, 210, 435), Rect(1060, 405, 1090, 435)
    texts = tuple(Rect(60, y, 260, y + 16) for y in range(100, 380, 40))
    close = crop.plan_close_up(
        Contents(size, (target,), (None,), texts=texts, icons=(far, near)), AREA, GOALS, 0.75, 0.75
    )
    assert close is not None
    window = close.view.to_screenshot(AREA)
    assert window.contains(near)
    assert window.left >= far.right


def test_a_face_is_shown_whole_or_not_at_all() -> None:
    for top in range(400, 1200, 37):
        face = Rect(300, top, 780, top + 560)
        window = _window(_contents(Rect(300, 1700, 760, 1800), Rect(350, 1730, 700, 1770), faces=(face,)))
        assert window.contains(face) or not window.overlaps(face)


@pytest.mark.parametrize("area", [AREA, Rect(0, 194, 720, 662)], ids=["film", "chat"])
@pytest.mark.parametrize(
    ("size", "target", "label"),
    [
        ((373, 812), Rect(33, 285, 340, 322), Rect(45, 295, 120, 312)),
        ((320, 569), Rect(12, 316, 308, 348), Rect(60, 325, 120, 341)),
        ((1280, 2400), Rect(40, 700, 1240, 790), Rect(590, 728, 690, 762)),
        ((1366, 768), Rect(240, 200, 1126, 236), Rect(250, 210, 330, 226)),
    ],
    ids=["a field", "a row with a switch", "a wide button", "a field on a laptop"],
)
def test_a_wide_element_is_not_cut(area: Rect, size: tuple[int, int], target: Rect, label: Rect) -> None:
    whole = 0.95 * min(area.width / size[0], area.height / size[1])
    contents = Contents(size, (target,), (label,), texts=(label,))
    close = crop.plan_close_up(contents, area, crop.Legibility(), whole, crop.MIN_ENLARGEMENT * whole)
    assert close is None or close.view.to_screenshot(area).contains(target)
    assert close is not None or area is AREA or size[0] > size[1]


def test_what_the_sentence_names_is_shown_or_the_whole_screen_unless_nobody_could_read_that() -> None:
    near, far, letters = Rect(60, 700, 300, 740), Rect(60, 100, 300, 140), (LABEL,)
    assert _window(_contents(named=(near,), texts=letters)).contains(near)
    apart = _contents(named=(far, Rect(60, 2300, 300, 2340)), texts=letters)
    assert crop.plan_close_up(apart, AREA, GOALS, 0.38, 0.6) is None
    close = crop.plan_close_up(apart, AREA, GOALS, 0.2, 0.32)
    assert close is not None
    assert close.view.to_screenshot(AREA).contains(BUTTON)


def test_the_icon_before_a_text_without_a_border_belongs_to_it() -> None:
    text, plus, other = Box(120, 500, 160, 40), Box(60, 500, 36, 40), Box(700, 500, 40, 40)
    screen = Screen("s", texts=(text,), icons=(plus, other), size=PHONE)
    card = StepCard("close", StepNumber(1), 1, screen, Theme(), "tap", marks=(MarkedTarget(text, text),))
    assert Contents.of(card, PHONE).targets == (Rect(60, 500, 280, 540),)
    button = replace(card, marks=(MarkedTarget(Box(105, 480, 400, 80), text),))
    assert Contents.of(button, PHONE).targets == (Rect(105, 480, 505, 560),)
    icon = replace(card, marks=(MarkedTarget(other, Box(702, 500, 38, 40)),))
    assert Contents.of(icon, PHONE).targets == (Rect(700, 500, 740, 540),)


def test_what_the_script_keeps_is_shown_and_without_room_for_it_the_whole_screen_stays() -> None:
    kept = Rect(100, 400, 900, 700)
    assert _window(_contents(kept=(kept,))).contains(kept)
    assert crop.plan_close_up(_contents(kept=(Rect(0, 0, 1080, 100),)), AREA, GOALS, 0.37, 1.6 * 0.37) is not None
    assert crop.plan_close_up(_contents(kept=(Rect(0, 0, 1080, 2400),)), AREA, GOALS, 0.37, 1.6 * 0.37) is None


def test_no_word_of_the_row_is_cut_where_another_scale_helps() -> None:
    size = (1440, 900)
    target, label = Rect(600, 400, 760, 440), Rect(630, 412, 730, 428)
    for left in range(800, 1300, 30):
        beside = Rect(left, 410, left + 120, 430)
        close = crop.plan_close_up(Contents(size, (target,), (label,), texts=(label, beside)), AREA, GOALS, 0.75, 0.75)
        assert close is not None
        window = close.view.to_screenshot(AREA)
        assert beside.right <= window.right or beside.left >= window.right


def test_edges_do_not_cut_words_where_a_shift_helps() -> None:
    plain = _window(_contents())
    words = Rect(100, plain.top - 12, 600, plain.top + 22)
    moved = _window(_contents(texts=(words,)))
    assert moved.top <= words.top or moved.top >= words.bottom


def test_several_targets_are_shown_together_where_they_fit() -> None:
    targets = tuple(Rect(60, y, 560, y + 90) for y in (300, 500, 700))
    close = crop.plan_close_up(Contents(PHONE, targets, (None,) * 3), AREA, GOALS, 0.6, 0.6)
    assert close is not None
    assert close.targets == (0, 1, 2)
    far = (*targets[:1], Rect(60, 2200, 560, 2290))
    close = crop.plan_close_up(Contents(PHONE, far, (None,) * 2), AREA, GOALS, 0.6, 0.6)
    assert close is not None
    assert close.targets == (0,)


@settings(deadline=None)
@given(
    width=st.integers(200, 3000),
    height=st.integers(200, 3000),
    shares=st.tuples(*[st.floats(0, 1)] * 4),
    least=st.floats(0.05, 1.0),
)
def test_no_target_is_ever_cut(width: int, height: int, shares: tuple[float, ...], least: float) -> None:
    left, top = shares[0] * (width - 2), shares[1] * (height - 2)
    target = Rect(left, top, left + 1 + shares[2] * (width - left - 1), top + 1 + shares[3] * (height - top - 1))
    close = crop.plan_close_up(Contents((width, height), (target,), (None,)), AREA, GOALS, least, least)
    if close is not None:
        assert least - 1e-9 <= close.view.scale <= crop.MAX_SCALE
        assert AREA.inflated(0.01).contains(close.view.to_card(target))


def test_a_scrolled_screenshot_is_shown_as_one_screenful_around_the_target() -> None:
    marks = [MarkedTarget(Box(0, 5000, 1080, 100), Box(0, 5000, 200, 50))]
    part = crop.choose_visible_part((1080, 9000), marks, PictureKind("phone", "scrolling"))
    assert part.height == pytest.approx(2.2 * 1080)
    assert part.top < 5000 < part.bottom
    assert crop.choose_visible_part((1080, 2400), [], PictureKind()) == Rect(0, 0, 1080, 2400)


def test_marks_further_apart_than_a_screenful_show_the_first_one() -> None:
    marks = tuple(MarkedTarget(Box(60, y, 500, 90), Box(60, y, 200, 50), n) for n, y in enumerate((300, 5500), 1))
    screen = Screen("s", kind=PictureKind("phone", "scrolling"), size=(1080, 6000))
    card = StepCard("whole", StepNumber(1), 1, screen, Theme(), "tap", marks=marks)
    whole = framing.frame_whole(card, AREA, screen.size)
    assert whole.part.top <= 300 < 5500
    assert whole.part.bottom < 5500
    assert whole.shown == (0,)


def test_margins_around_a_screen_are_left_out_unless_a_mark_is_there() -> None:
    kind, inside, outside = PictureKind(screen=Box(100, 50, 800, 1700)), Box(150, 90, 90, 90), Box(20, 900, 60, 60)
    shown = crop.choose_visible_part((1000, 1800), [MarkedTarget(inside, inside)], kind)
    assert shown == Rect(100, 50, 900, 1750)
    wider = crop.choose_visible_part((1000, 1800), [MarkedTarget(outside, outside)], kind)
    assert (wider.left, wider.right) == (20, 900)


def test_contents_tell_a_row_from_the_rest() -> None:
    beside, above, logo = Rect(750, 1225, 900, 1265), Rect(400, 1000, 700, 1040), Rect(100, 1150, 300, 1340)
    contents = _contents(texts=(LABEL, beside, above), icons=(logo,))
    assert contents.row_of(BUTTON) == [beside, logo]
    assert contents.own_icons(BUTTON) == [logo]
    assert replace(contents, texts=(LABEL, Rect(320, 1225, 390, 1265))).own_icons(BUTTON) == []

"""Signs and sources: legible, inside the card, beside the target and off everything that is known of the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from annotator.cards import palette, shapes, signs
from annotator.cards.geometry import Rect
from annotator.cards.plan import cost_map, framing, layout
from annotator.model import Box, Colors, MarkedTarget, PictureKind, Screen, Source, StepCard, StepNumber, Theme
from tests.helpers.layout_rules import sign_faults

COLORS = palette.derive_palette(Colors())
ROWS = tuple(Box(40, y, 420, 40) for y in range(60, 1500, 120))
TARGET = MarkedTarget(Box(20, 750, 680, 100), Box(40, 780, 420, 40))
OTHER = MarkedTarget(Box(20, 990, 680, 100), Box(40, 1020, 420, 40))
CARD = StepCard("whole", StepNumber(2), 5, Screen("s", (), ROWS), Theme(), "tap", None, (TARGET,))
AREA = Rect(0, 124, 720, 1052)
DRAWN = {
    **{sign: replace(CARD, sign=sign) for sign in ("delete", "send", "lift", "together", "stay")},
    **{action: replace(CARD, action=action) for action in ("look", "wait", "listen", "done", "say")},
}
"""A card for each sign that is drawn."""


def _planned(card: StepCard) -> layout.Layout:
    frame = framing.frame(card, AREA, (720, 1560))
    left, top, right, bottom = frame.screen.rounded()
    return layout.plan_layout(card, frame, np.full((bottom - top, right - left, 3), 250, np.uint8))


@pytest.mark.parametrize("name", [name for name in DRAWN if name != "send"])
@pytest.mark.parametrize("view", ["whole", "close"])
def test_a_sign_is_near_its_target_and_large_enough_to_read(name: str, view: str) -> None:
    planned = _planned(replace(DRAWN[name], view=view))
    assert planned.sign is not None
    assert planned.sign.side >= 64
    assert sign_faults(planned) == []


def test_a_warning_is_a_triangle_and_what_refuses_or_is_ones_own_has_no_sign() -> None:
    for sign in ("delete", "pay", "share"):
        warning = signs.sign_of(replace(CARD, sign=sign))
        assert warning is not None
        assert warning.pictogram == "warning"
        aside = replace(CARD, sign=sign, number=StepNumber(2, 1))
        assert signs.sign_of(aside) is None, "it is in the strip above"
    assert signs.sign_of(replace(CARD, sign="refuse")) is None
    assert signs.sign_of(replace(CARD, sign="yours")) is None
    assert signs.sign_of(replace(CARD, action=None)) is None, "an eye means one thing"


def test_a_paper_plane_is_in_the_header_where_nobody_takes_it_for_a_button() -> None:
    planned = _planned(replace(CARD, sign="send"))
    assert planned.sign is None
    assert planned.header_sign is not None
    assert planned.header_sign.pictogram == "send"


@pytest.mark.parametrize("source", get_args(Source))
@pytest.mark.parametrize("view", ["whole", "close"])
def test_a_source_points_into_its_field(source: str, view: str) -> None:
    planned = _planned(replace(CARD, action="type", source=source, view=view))
    placed, outer = planned.source, planned.outlines[0].outer
    assert placed is not None
    assert placed.side >= 84
    assert sign_faults(planned) == []
    assert outer.left < placed.tip[0] < outer.right
    assert outer.top < placed.tip[1] < outer.bottom


def test_two_buttons_pressed_at_once_have_a_finger_each_and_no_numbers() -> None:
    both = (replace(TARGET, number=1), replace(OTHER, number=2))
    planned = _planned(replace(CARD, action="hold", marks=both, sign="together"))
    assert [pointer.kind for pointer in planned.pointers] == ["arrow-ring", "arrow-ring"]
    assert planned.badges == ()
    for pointer, outline in zip(planned.pointers, planned.outlines, strict=True):
        near = outline.outer.inflated(14)
        assert near.left <= pointer.tip[0] <= near.right
        assert near.top <= pointer.tip[1] <= near.bottom
    one_after_the_other = _planned(replace(CARD, action="hold", marks=both))
    assert len(one_after_the_other.pointers) == 1
    assert [number for _, number in one_after_the_other.badges] == [1, 2]


def test_no_room_gives_no_place_and_the_sign_is_in_the_header() -> None:
    costs = cost_map.CostMap(Rect(0, 0, 80, 80), np.zeros((20, 20)))
    assert not len(layout.find_free_places((96, 96), Rect(10, 10, 70, 70), costs, 150))
    assert layout.place_source("paper", Rect(10, 10, 70, 70), costs) is None
    crowded = tuple(Box(x, y, 60, 30) for x in range(0, 700, 70) for y in range(0, 1540, 40))
    planned = _planned(replace(CARD, action="wait", view="close", screen=replace(CARD.screen, texts=crowded)))
    assert planned.sign is None
    assert planned.header_sign is not None
    assert planned.header_sign.pictogram == "wait"


def test_a_lifted_finger_has_light_and_neither_outline_nor_arrow() -> None:
    planned = _planned(replace(CARD, action="hold", sign="lift"))
    assert planned.outlines == planned.pointers == ()
    assert len(planned.lights) == 1


def test_light_on_a_button_is_on_its_word_alone() -> None:
    (light,) = _planned(replace(CARD, action="look", view="close")).lights
    planned = _planned(replace(CARD, view="close"))
    assert light.width < 0.8 * planned.outlines[0].inner.width
    (word,) = planned.framing.on_card([Rect(40, 780, 460, 820)])
    assert light.contains(word)


def _drawn(name: str) -> np.ndarray:
    sign = signs.sign_of(DRAWN[name])
    assert sign is not None
    image = Image.new("RGB", (260, 160), "#808080")
    signs.draw_sign(image, signs.PlacedSign(sign, (130, 80), 104), COLORS)
    return shapes.to_pixels(image).reshape(80, 2, 130, 2, 3).mean(axis=(1, 3))


def test_signs_differ_in_form_on_a_photocopy() -> None:
    seen = {name: _drawn(name) @ np.array([0.299, 0.587, 0.114]) for name in DRAWN}
    names = list(DRAWN)
    for one in names:
        for other in names[: names.index(one)]:
            assert (np.abs(seen[one] - seen[other]) > 60).sum() > 250, (one, other)


def test_a_warning_is_red_and_nothing_else() -> None:
    red = np.array(palette.WARNING)
    colored = {name for name in DRAWN if (np.abs(_drawn(name) - red).max(axis=2) < 12).sum() > 200}
    assert colored == {"delete"}
    assert palette.contrast_ratio(palette.WARNING, palette.WHITE) >= palette.MIN_TEXT_CONTRAST


@pytest.mark.parametrize("action", ["wait", "listen", "say", "done"])
@pytest.mark.parametrize("view", ["whole", "close"])
def test_where_nothing_is_marked_a_large_sign_says_what_to_do(action: str, view: str) -> None:
    planned = _planned(replace(CARD, action=action, marks=(), view=view))
    assert planned.outlines == planned.lights == ()
    assert planned.sign is not None
    assert planned.sign.side >= 96
    assert sign_faults(planned) == []


@pytest.mark.parametrize(("action", "direction"), [(None, None), ("swipe", "left"), ("scroll", "down")])
def test_a_path_or_a_step_without_an_action_needs_no_sign(action: str | None, direction: str | None) -> None:
    planned = _planned(replace(CARD, action=action, direction=direction, marks=()))
    assert planned.sign is None
    assert bool(planned.pointers) == (direction is not None)


@pytest.mark.parametrize(
    ("action", "direction", "tail"),
    [
        ("scroll", "down", 90),
        ("scroll", "up", 270),
        ("scroll", "right", 0),
        ("scroll", "left", 180),
        ("swipe", "up", 90),
    ],
)
def test_the_path_is_the_fingers_own_and_on_a_laptop_a_scroll_is_a_key(action: str, direction: str, tail: int) -> None:
    card = replace(CARD, action=action, direction=direction, marks=())
    assert [pointer.degrees for pointer in _planned(card).pointers] == [tail]
    planned = _planned(replace(card, screen=replace(card.screen, kind=PictureKind("laptop"))))
    assert bool(planned.pointers) == (action == "swipe")
    assert (planned.sign and planned.sign.sign.pictogram) == (f"key-{direction}" if action == "scroll" else None)

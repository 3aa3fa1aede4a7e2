"""Signs and sources: legible, inside the card, beside the target and off words."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from annotator.cards import marks, palette, shapes, signs
from annotator.cards.geometry import Rect, rect_of
from annotator.cards.plan import cost_map, framing, layout, sign_position
from annotator.model import Box, Colors, MarkedTarget, Screen, Sign, Source, StepCard, StepNumber, Theme

COLORS = palette.derive_palette(Colors())
SIGNS = [*get_args(Sign), "stay", "lift", "together"]
ROWS = tuple(Box(40, y, 420, 40) for y in range(60, 1500, 120))
TARGET = MarkedTarget(Box(20, 750, 680, 100), Box(40, 780, 420, 40))
OTHER = MarkedTarget(Box(20, 990, 680, 100), Box(40, 1020, 420, 40))
CARD = StepCard("whole", StepNumber(2), 5, Screen("s", (), ROWS), Theme(), "tap", None, (TARGET,))
AREA = Rect(0, 124, 720, 1052)


def _planned(card: StepCard) -> layout.Layout:
    frame = framing.frame(card, AREA, (720, 1560))
    left, top, right, bottom = frame.screen.rounded()
    return layout.plan_layout(card, frame, np.full((bottom - top, right - left, 3), 250, np.uint8))


def _tile(center: tuple[float, float], size: tuple[float, float], scale: float) -> Rect:
    wide, high = size[0] * scale / 2, size[1] * scale / 2
    return Rect(center[0] - wide, center[1] - high, center[0] + wide, center[1] + high)


def _overlap(one: Rect, other: Rect) -> float:
    shared = one.clipped(other)
    return max(0.0, shared.width) * max(0.0, shared.height)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("view", ["whole", "close"])
def test_a_sign_is_beside_its_target_off_words_and_large_enough_to_read(sign: str, view: str) -> None:
    planned = _planned(replace(CARD, sign=sign, view=view))
    assert planned.sign is not None
    assert planned.sign.sign == sign
    tile = _tile(planned.sign.center, signs.size_of(sign), planned.sign.scale)
    assert min(tile.width, tile.height) >= 64
    assert AREA.inflated(1).contains(tile)
    assert _overlap(tile, planned.outlines[0].inner) == 0
    assert sum(_overlap(tile, word) for word in planned.words) <= 0.02 * tile.width * tile.height
    assert bool(planned.pointers) == (sign != "lift")
    points = [point for pointer in planned.pointers for point in marks.points_of(pointer)]
    inside = tile.inflated(-6)
    assert not any(inside.left < x < inside.right and inside.top < y < inside.bottom for x, y in points)


@pytest.mark.parametrize("source", get_args(Source))
@pytest.mark.parametrize("view", ["whole", "close"])
def test_a_source_points_into_its_field(source: str, view: str) -> None:
    planned = _planned(replace(CARD, action="type", source=source, view=view))
    placed, outer = planned.source, planned.outlines[0].outer
    assert placed is not None
    tile = _tile(placed.center, (signs.SOURCE_PX,) * 2, placed.scale)
    assert tile.width >= 84
    assert AREA.contains(tile)
    assert _overlap(tile, outer) == 0
    assert outer.left < placed.tip[0] < outer.right
    assert outer.top < placed.tip[1] < outer.bottom
    assert sum(_overlap(tile, word) for word in planned.words) <= 0.02 * tile.width * tile.height


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


def test_no_room_gives_no_sign() -> None:
    costs = cost_map.CostMap(Rect(0, 0, 80, 80), np.zeros((20, 20)))
    assert sign_position.place_sign(Rect(10, 10, 70, 70), (96, 96), costs) is None
    assert sign_position.place_source(Rect(10, 10, 70, 70), (96, 96), costs) is None


def _drawn(sign: str) -> np.ndarray:
    image = Image.new("RGB", (260, 160), "#808080")
    signs.draw_sign(image, signs.PlacedSign(sign, (130, 80)), COLORS)
    return shapes.to_pixels(image).reshape(80, 2, 130, 2, 3).mean(axis=(1, 3))


def test_signs_differ_in_form_on_a_photocopy() -> None:
    seen = {sign: _drawn(sign) @ np.array([0.299, 0.587, 0.114]) for sign in SIGNS}
    for one in SIGNS:
        for other in SIGNS[: SIGNS.index(one)]:
            assert (np.abs(seen[one] - seen[other]) > 60).sum() > 250, (one, other)


def test_what_takes_away_is_red_and_nothing_else() -> None:
    red = np.array(palette.WARNING)
    colored = {sign for sign in SIGNS if (np.abs(_drawn(sign) - red).max(axis=2) < 12).sum() > 200}
    assert colored == {"delete", "refuse"}
    assert palette.contrast_ratio(palette.WARNING, palette.WHITE) >= palette.MIN_TEXT_CONTRAST


@pytest.mark.parametrize("action", ["wait", "listen", "say", "done"])
@pytest.mark.parametrize("view", ["whole", "close"])
def test_where_nothing_is_marked_a_large_badge_says_what_to_do(action: str, view: str) -> None:
    planned = _planned(replace(CARD, action=action, marks=(), view=view))
    assert planned.outlines == ()
    assert planned.action_badge is not None
    radius = signs.BADGE_RADIUS_PX * planned.badge_scale
    assert radius > 1.5 * signs.BADGE_RADIUS_PX
    badge = _tile(planned.action_badge, (2 * radius, 2 * radius), 1)
    assert planned.framing.screen.inflated(1).contains(badge)
    assert sum(_overlap(badge, word) for word in planned.words) <= 0.02 * badge.width * badge.height


@pytest.mark.parametrize(("action", "direction"), [(None, None), ("swipe", "left"), ("scroll", "down")])
def test_a_path_or_a_step_without_an_action_needs_no_badge(action: str | None, direction: str | None) -> None:
    planned = _planned(replace(CARD, action=action, direction=direction, marks=()))
    assert planned.action_badge is None
    assert bool(planned.pointers) == (direction is not None)


def test_a_sign_covers_no_face_and_nothing_that_is_kept() -> None:
    free = _planned(replace(CARD, sign="send", view="close"))
    assert free.sign is not None
    taken = free.framing.view.to_screenshot(signs.rect_of(free.sign)).rounded()
    box = Box(taken[0], taken[1], taken[2] - taken[0], taken[3] - taken[1])
    faces = replace(CARD, sign="send", view="close", screen=replace(CARD.screen, faces=(box,)))
    planned = _planned(faces)
    assert planned.sign is not None
    assert _overlap(signs.rect_of(planned.sign), planned.framing.on_card((rect_of(box),))[0]) < 200

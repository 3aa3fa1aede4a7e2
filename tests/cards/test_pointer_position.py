"""The pointer on more than thirty layouts: inside the card, off texts and outlines, its tip on the outline."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotator.cards import card as cards
from annotator.cards import outlines, pointers
from annotator.cards.geometry import Rect
from annotator.cards.plan import cost_map, layout, pointer_position
from annotator.model import Box, MarkedTarget, Screen, StepCard, StepNumber, Theme

WIDTH, HEIGHT = 720, 1560
TARGETS = {
    "top left": (8, 60, 180, 70),
    "top right": (530, 60, 180, 70),
    "bottom left": (8, 1430, 180, 70),
    "bottom right": (530, 1430, 180, 70),
    "very top left": (0, 0, 60, 40),
    "very top right": (660, 0, 60, 40),
    "very bottom left": (0, 1520, 60, 40),
    "very bottom right": (660, 1520, 60, 40),
    "tiny": (354, 700, 12, 12),
    "tiny in a corner": (4, 4, 12, 12),
    "tiny at the right edge": (708, 800, 12, 12),
    "tiny at the bottom": (350, 1546, 12, 12),
    "as wide as the screen": (0, 600, 720, 90),
    "top row, whole width": (0, 0, 720, 60),
    "bottom row, whole width": (0, 1490, 720, 70),
    "button": (40, 1000, 640, 100),
    "middle": (260, 700, 200, 80),
    "tall": (300, 300, 120, 900),
    "large": (60, 200, 600, 600),
    "tile": (380, 420, 150, 150),
}
LAYOUTS = [(name, view) for name in TARGETS for view in ("whole", "close")]


def _screenshot() -> np.ndarray:
    picture = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    picture[::97, 30:690] = 200
    return picture


def _texts(target: Box) -> tuple[Box, ...]:
    """Rows of words all over the screen, except where the target is."""
    rows = [Box(40, y, 300, 34) for y in range(90, 1500, 130)]
    return tuple(
        row
        for row in rows
        if row.bottom < target.y or row.y > target.bottom or row.right < target.x or row.x > target.right
    )


def _card(box: tuple[int, int, int, int], view: str, pointer: str = "arrow", action: str = "tap") -> StepCard:
    target = Box(*box)
    mark = MarkedTarget(target, target if target.h < 60 else Box(target.x + 4, target.y + target.h // 2 - 18, 60, 36))
    return StepCard(
        view, StepNumber(1), 4, Screen("s", (), _texts(target)), Theme(pointer=pointer), action, None, (mark,)
    )


def _seen(card: StepCard, monkeypatch: pytest.MonkeyPatch) -> tuple[pointers.Pointer | None, Rect, cost_map.CostMap]:
    """Render a card: the pointer that was chosen, the target's outer edge, and the costs."""
    seen: dict[str, object] = {}
    original = pointer_position.place_pointer

    def spy(kind: str, target: Rect, radius: float, costs: cost_map.CostMap) -> pointers.Pointer | None:
        seen["found"] = original(kind, target, radius, costs)
        seen["target"], seen["costs"] = target, costs
        return seen["found"]

    monkeypatch.setattr(layout.pointer_position, "place_pointer", spy)
    cards.draw_card(card, lambda digest: _screenshot())
    return seen["found"], seen["target"], seen["costs"]


def _points(pointer: pointers.Pointer) -> np.ndarray:
    angle = math.radians(pointer.degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return pointers.footprint(pointer.kind) * pointer.scale @ turn.T + np.array(pointer.tip)


def _distance(rect: Rect, x: float, y: float) -> float:
    """How far a point is from a rectangle's edge, inside or outside."""
    outside = math.hypot(max(rect.left - x, 0, x - rect.right), max(rect.top - y, 0, y - rect.bottom))
    return outside or min(x - rect.left, rect.right - x, y - rect.top, rect.bottom - y)


@pytest.mark.parametrize(("name", "view"), LAYOUTS)
def test_the_arrow_touches_its_target_and_covers_no_text(name: str, view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    card = _card(TARGETS[name], view)
    pointer, target, costs = _seen(card, monkeypatch)
    assert pointer is not None, "there is room on each of these cards"
    # A round corner lies up to 12 px inside the rectangle.
    assert _distance(target, *pointer.tip) <= 13
    points = _points(pointer)
    area = costs.area.inflated(1)
    assert ((points[:, 0] >= area.left) & (points[:, 0] <= area.right)).all()
    assert ((points[:, 1] >= area.top) & (points[:, 1] <= area.bottom)).all()
    columns = ((points[:, 0] - costs.area.left) // cost_map.CELL_PX).astype(int).clip(0, costs.costs.shape[1] - 1)
    rows = ((points[:, 1] - costs.area.top) // cost_map.CELL_PX).astype(int).clip(0, costs.costs.shape[0] - 1)
    covered = float((costs.costs[rows, columns] >= cost_map.TEXT_COST).mean())
    assert covered <= 0.02, f"{covered:.0%} of the arrow lies on words"
    inner = target.inflated(-outlines.OUTLINE_PX)
    on_target = (
        (points[:, 0] > inner.left)
        & (points[:, 0] < inner.right)
        & (points[:, 1] > inner.top)
        & (points[:, 1] < inner.bottom)
    )
    assert not on_target.any()


@pytest.mark.parametrize("kind", ["arrow", "hand"])
@pytest.mark.parametrize("action", ["tap", "hold", "type"])
def test_the_same_card_gets_the_same_pointer(kind: str, action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    card = _card(TARGETS["button"], "whole", kind, action)
    first, _, _ = _seen(card, monkeypatch)
    monkeypatch.undo()
    second, _, _ = _seen(card, monkeypatch)
    assert first is not None
    assert first == second
    assert first.kind == (f"{kind}-ring" if action == "hold" else kind)


def test_the_arrow_comes_from_outside_a_phone_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    pointer, target, _ = _seen(_card(TARGETS["button"], "whole"), monkeypatch)
    assert pointer is not None
    points = _points(pointer)
    assert ((points[:, 0] > target.right - 12) | (points[:, 0] < target.left + 12)).all()


def test_no_room_gives_no_pointer() -> None:
    costs = cost_map.CostMap(Rect(0, 0, 200, 200), np.zeros((50, 50)))
    assert pointer_position.place_pointer("arrow", Rect(10, 10, 190, 190), 20, costs) is None


@pytest.mark.parametrize(("direction", "degrees"), [("left", 0.0), ("up", 90.0), ("right", 180.0), ("down", 270.0)])
def test_a_path_runs_in_its_direction_and_stays_off_words(direction: str, degrees: float) -> None:
    area = Rect(0, 0, 720, 928)
    body = np.full((928, 720, 3), 255, np.uint8)
    words = [Rect(40, 420, 680, 470)]
    costs = cost_map.build_cost_map(area, body, Rect(160, 10, 560, 918), words)
    found = pointer_position.place_path(direction, None, Rect(160, 10, 560, 918), costs)
    assert found is not None
    assert found.degrees == degrees
    points = _points(found)
    assert not ((points[:, 1] > 424) & (points[:, 1] < 466)).any()


@pytest.mark.parametrize("direction", ["left", "right", "up", "down"])
def test_a_path_from_a_target_stays_on_the_screen_and_off_words(direction: str) -> None:
    area, phone = Rect(0, 0, 720, 928), Rect(160, 10, 560, 918)
    body = np.full((928, 720, 3), 255, np.uint8)
    start = Rect(170, 760, 470, 820)
    words = [Rect(170, y, 470, y + 34) for y in (560, 620, 690)]
    found = pointer_position.place_path(direction, start, phone, cost_map.build_cost_map(area, body, phone, words))
    assert found is not None
    points = _points(found)
    assert ((points[:, 0] > phone.left) & (points[:, 0] < phone.right)).all()
    assert ((points[:, 1] > phone.top) & (points[:, 1] < phone.bottom)).all()
    for rect in [*words, start]:
        kept = rect.inflated(-8)
        inside = (points[:, 0] > kept.left) & (points[:, 0] < kept.right)
        assert not (inside & (points[:, 1] > kept.top) & (points[:, 1] < kept.bottom)).any()

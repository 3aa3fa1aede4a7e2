"""Layouts of random screens obey the rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.cards import outlines, small_map
from annotator.cards.geometry import Rect, Sides, View
from annotator.cards.plan import framing, layout, outline_rects, pointer_position
from annotator.cards.plan.contents import Contents
from annotator.cards.plan.cost_map import CELL_PX, CostMap
from annotator.cards.plan.layout import Layout
from annotator.cards.plan.pointer_position import BLOCKED_COST
from annotator.model import Box, MarkedTarget, PictureKind, Screen, StepCard, StepNumber, Theme
from tests.helpers.layout_rules import crop_faults, look_faults, pointer_faults, sign_faults
from tests.helpers.random_screens import RandomScreen, random_screens

CHAT_AREA = Rect(0, 194, 720, 662)
TEXTS = tuple(Box(40, y, 300, 40) for y in range(100, 2300, 160))
BUTTON = MarkedTarget(Box(640, 1180, 260, 100), Box(700, 1210, 120, 40))
PHONE = Screen("s", (), (*TEXTS, BUTTON.box), PictureKind("phone"), (1080, 2340))
CLOSE = StepCard("close", StepNumber(1), 4, PHONE, Theme(), "tap", None, (BUTTON,))


def _layout(card: StepCard, size: tuple[int, int], area: Rect = framing.FILM_AREA) -> Layout:
    framed = framing.frame(card, area, size)
    left, top, right, bottom = framed.screen.rounded()
    return layout.plan_layout(card, framed, np.full((bottom - top, right - left, 3), 250, np.uint8))


def _has_free_place(planned: Layout) -> bool:
    """Whether the smallest pointer could be anywhere around the first outline without covering anything."""
    outline, area = planned.outlines[0], planned.framing.area
    shape = int(area.height) // CELL_PX, int(area.width) // CELL_PX
    free = CostMap(area, np.zeros(shape))
    free = free.with_occupied([*layout.find_neighbors(planned.framing, outline), *planned.controls], BLOCKED_COST)
    free = free.with_occupied([outline.outer.clipped(planned.framing.screen).inflated(-8)])
    radius = outlines.corner_radius(outline.inner, outline.scale) + outlines.OUTLINE_PX * outline.scale
    found = pointer_position.place_pointer("arrow", outline.outer.clipped(planned.framing.screen), radius, free)
    return found is not None and not pointer_faults(replace(planned, pointers=(found,)))


@pytest.mark.parametrize("view", ["whole", "close"])
@pytest.mark.parametrize("area", [framing.FILM_AREA, CHAT_AREA])
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_layouts_obey_the_rules(view: str, area: Rect, data: st.DataObject) -> None:
    screen: RandomScreen = data.draw(random_screens(view=view))
    planned = _layout(screen.card, screen.size, area)
    assert crop_faults(planned) == []
    if pointer_faults(planned):
        assert not _has_free_place(planned)


@pytest.mark.parametrize("view", ["whole", "close"])
@pytest.mark.parametrize("action", ["tap", "type", "look", "wait", "done", "listen", "say", "swipe"])
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_only_what_is_pressed_has_an_outline_and_signs_are_off_all_that_is_known(
    view: str, action: str, data: st.DataObject
) -> None:
    screen: RandomScreen = data.draw(random_screens(view=view))
    sign = data.draw(st.sampled_from((None, "delete", "share", "send"))) if action == "tap" else None
    source = data.draw(st.sampled_from((None, "paper", "message"))) if action == "type" else None
    direction = "left" if action == "swipe" else None
    card = replace(screen.card, action=action, sign=sign, source=source, direction=direction)
    planned = _layout(card, screen.size, CHAT_AREA)
    assert look_faults(planned, card) == []
    assert sign_faults(planned) == []
    assert (planned.sign is None) or (planned.header_sign is None)


def test_an_enlarged_card_says_where_on_the_phone() -> None:
    place = Rect(624, 8, 708, 186)
    for area in (framing.FILM_AREA, CHAT_AREA):
        small = small_map.lay_out_map(framing.frame(CLOSE, area, PHONE.size), PHONE.kind, place)
        assert small is not None
        assert place.contains(small.screen)
        assert small.screen.height > 150
        assert small.dot[0] == pytest.approx(small.screen.left + small.screen.width * 770 / 1080, abs=1)
    whole = framing.frame(replace(CLOSE, view="whole"), framing.FILM_AREA, PHONE.size)
    assert small_map.lay_out_map(whole, PHONE.kind, place) is None


def test_a_control_is_44_px_high_on_a_phone_and_a_wide_row_of_a_laptop_stays_whole() -> None:
    laptop = Screen("s", (), (Box(60, 420, 130, 16),), PictureKind("laptop"), (1440, 900))
    row = replace(CLOSE, screen=laptop, marks=(MarkedTarget(Box(0, 405, 1440, 44), Box(60, 420, 130, 16)),))
    assert _layout(row, laptop.size, CHAT_AREA).outlines[0].open == Sides()
    assert framing.find_unseen(row, CHAT_AREA) == [Box(0, 405, 1440, 44)], "nobody can read it"
    assert framing.find_unseen(CLOSE, CHAT_AREA) == []
    apart = (TEXTS[0], TEXTS[-1])
    assert framing.find_unseen(replace(CLOSE, named=apart), CHAT_AREA) == list(apart)
    link = MarkedTarget(TEXTS[5], TEXTS[5])
    (outline,) = _layout(replace(CLOSE, marks=(link,)), PHONE.size, CHAT_AREA).outlines
    assert outline.inner.height >= 88


def test_a_step_without_a_target_stays_whole() -> None:
    assert not framing.enlarges(replace(CLOSE, marks=()))
    assert _layout(replace(CLOSE, marks=(), action="say"), PHONE.size).framing.form == "phone"


def test_only_what_helps_is_enlarged_and_a_chat_picture_is_judged_by_itself() -> None:
    laptop = Screen("s", (), (), PictureKind("laptop"), (1440, 900))
    wide = replace(CLOSE, screen=laptop, marks=(MarkedTarget(Box(20, 300, 1400, 190), Box(40, 420, 100, 16)),))
    assert not framing.enlarges(wide)
    assert framing.enlarges(CLOSE)
    assert framing.enlarges(CLOSE, CHAT_AREA)


def test_a_laptop_without_room_for_its_keyboard_is_drawn_without() -> None:
    card = replace(CLOSE, view="whole", screen=Screen("s", (), (), PictureKind("laptop"), (1440, 900)), marks=())
    assert framing.frame_whole(card, framing.FILM_AREA, (1440, 900)).has_deck
    in_chat = framing.frame_whole(card, CHAT_AREA, (1440, 900))
    assert not in_chat.has_deck
    assert CHAT_AREA.contains(in_chat.screen)


# ---------------------------------------------------------------- outlines

SHOWN = Rect(0, 0, 720, 900)


def _outline(target: Rect, label: Rect | None, *things: Rect, cut: bool = False) -> outline_rects.Outline:
    own = () if label is None else (label,)
    return outline_rects.place_outline(target, label, [*own, *things], [], SHOWN, may_go_on=cut)


def test_an_outline_between_lines_takes_half_of_the_gap_and_a_button_keeps_its_own() -> None:
    own, above, below = Rect(100, 200, 500, 240), Rect(100, 140, 400, 182), Rect(100, 262, 400, 304)
    link = _outline(own, own, above, below)
    assert (above.bottom + own.top) / 2 <= link.outer.top < link.inner.top <= own.top
    assert own.bottom <= link.inner.bottom < link.outer.bottom <= (own.bottom + below.top) / 2
    assert link.scale < 1, "thinner lines"
    button = _outline(Rect(80, 160, 520, 280), own, Rect(100, 60, 400, 100))
    assert button.scale == 1
    assert button.outer == Rect(60, 140, 540, 300)


def test_an_outline_stays_inside_the_picture() -> None:
    row = _outline(Rect(0, 300, 720, 400), Rect(60, 330, 200, 370))
    assert SHOWN.contains(row.outer)
    assert row.open == Sides()


def test_an_outline_is_open_where_the_element_goes_on() -> None:
    beyond = _outline(Rect(-200, 300, 300, 400), Rect(60, 330, 200, 370))
    assert beyond.open == Sides(left=True)
    assert beyond.outer.left < 0
    cut_out = _outline(Rect(0, 300, 720, 400), Rect(60, 330, 200, 370), cut=True)
    assert cut_out.open == Sides(left=True, right=True)


def test_an_icon_at_the_edge_of_the_screen_has_an_open_outline_of_full_strength() -> None:
    icon = Rect(620, 500, 720, 600)
    outline = outline_rects.place_outline(icon, icon, [], [icon], SHOWN)
    assert outline.open == Sides(right=True)
    assert outline.scale == 1


def test_the_rim_of_an_icon_between_others_may_be_covered() -> None:
    key, before, after = Rect(300, 500, 400, 600), Rect(200, 500, 294, 600), Rect(406, 500, 500, 600)
    outline = outline_rects.place_outline(key, key, [], [before, key, after], SHOWN)
    assert (before.right + key.left) / 2 <= outline.outer.left < outline.outer.right <= (key.right + after.left) / 2
    assert outline.scale > 0.7


def test_a_pointer_does_not_cover_the_button_below() -> None:
    size, screen = (720, 1280), Rect(0, 124, 720, 1052)
    texts = (Rect(260, 512, 460, 552), Rect(260, 622, 460, 662))
    picture = np.full((928, 720, 3), 250, np.uint8)
    for top in (376, 486):
        picture[top : top + 84, 120:600] = 220
    contents = Contents(size, (Rect(120, 500, 600, 584),), texts[:1], texts=texts)
    view = View(1.0, 0.0, 0.0)
    framed = framing.Framing(screen, view, screen, screen, None, (0,), contents, Rect(0, 0, *size))
    planned = layout.plan_layout(CLOSE, framed, picture)
    (below,) = planned.controls
    assert below.contains(Rect(140, 626, 580, 680))
    assert pointer_faults(planned) == []
    on_it = replace(planned.pointers[0], tip=(200.0, 598.0), degrees=90.0)
    assert any("control" in fault for fault in pointer_faults(replace(planned, pointers=(on_it,))))

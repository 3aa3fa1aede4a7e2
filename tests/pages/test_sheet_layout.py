"""The grid of a hand-out's page: all cells are on it, apart from each other, with pictures as large as can be."""

from __future__ import annotations

import itertools

import pytest

from annotator.pages.paper import sheet_layout
from annotator.pages.paper.sheet_layout import Area, TextHeight

AREA = Area(30, 104, 552, 658)
FOOTER = 86.0


def words(letters: int) -> TextHeight:
    """The height of a text with so many letters, each half as wide as high."""
    return lambda size, width: -(-letters * size // (2 * width)) * size * 1.25


@pytest.mark.parametrize("letters", [20, 80, 160])
@pytest.mark.parametrize("steps", range(1, 10))
def test_cells_are_on_the_page_and_apart(steps: int, letters: int) -> None:
    layout = sheet_layout.choose_layout([words(letters)] * steps, AREA, FOOTER)
    places = [*layout.cells, *([layout.panel] if layout.panel else [])]
    assert len(layout.cells) == steps
    bottom = AREA.top + AREA.height - (0 if layout.panel else FOOTER)
    for each in places:
        assert each.left >= AREA.left
        assert each.left + each.width <= AREA.left + AREA.width + 0.01
        assert each.top >= AREA.top
        assert each.top + each.height <= bottom + 0.01
    for one, other in itertools.combinations(places, 2):
        beside = one.left + one.width <= other.left or other.left + other.width <= one.left
        below = one.top + one.height <= other.top or other.top + other.height <= one.top
        assert beside or below
    assert layout.picture[0] <= layout.cells[0].width
    assert layout.text_size >= sheet_layout.MIN_TEXT


def test_fewer_steps_have_larger_pictures_and_text() -> None:
    layouts = [sheet_layout.choose_layout([words(150)] * steps, AREA, FOOTER) for steps in (1, 4, 9)]
    widths = [layout.picture[0] for layout in layouts]
    assert widths == sorted(widths, reverse=True)
    assert layouts[0].text_size > layouts[2].text_size >= sheet_layout.EASY_TEXT


def test_seven_steps_leave_a_corner_for_the_person_to_ask() -> None:
    layout = sheet_layout.choose_layout([words(120)] * 7, AREA, FOOTER)
    assert layout.panel is not None
    assert layout.panel.top == layout.cells[-1].top
    full = sheet_layout.choose_layout([words(120)] * 9, AREA, FOOTER)
    assert full.panel is None
    assert layout.picture[1] > full.picture[1]


@pytest.mark.parametrize(("steps", "pages"), [(1, 1), (9, 1), (10, 1), (12, 1), (20, 2), (40, 3)])
def test_pages_are_as_few_as_have_large_pictures(steps: int, pages: int) -> None:
    counts = sheet_layout.split_pages([words(40)] * steps, [False] * steps, AREA, FOOTER)
    assert sum(counts) == steps
    assert len(counts) == pages
    assert max(counts) - min(counts) <= 1


def test_no_page_begins_with_an_aside() -> None:
    asides = [False] * 24
    asides[12] = asides[13] = True
    counts = sheet_layout.split_pages([words(40)] * 24, asides, AREA, FOOTER)
    assert counts == [11, 13]


def test_a_step_that_fits_no_page_has_one_of_its_own() -> None:
    assert sheet_layout.split_pages([words(20_000)] * 2, [False] * 2, AREA, FOOTER) == [1, 1]

"""The rules find the faults of the shipped tutorials as they were before the rules.

``tests/fixtures/before`` holds numbers only. ``films.json``: the length of each film, of its opening and its closing, and
when its picture and its caption changed, in seconds, spoken by Pico. ``layouts.json``: the cards on which a fault was seen, as
rectangles (see `tests.helpers.recorded_layouts`), with words of what a rule must say of each. ``kept`` there is what a sentence
names, though the scripts of before had no line to say so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.frame_rules import find_frame_faults
from tests.helpers.jumps import pair_jumps
from tests.helpers.layout_rules import crop_faults, pointer_faults
from tests.helpers.recorded_layouts import recorded_layout
from tests.helpers.shipped import LANGUAGES, NAMES

BEFORE = Path(__file__).resolve().parents[1] / "fixtures" / "before"
LAYOUTS: list[dict[str, Any]] = json.loads((BEFORE / "layouts.json").read_text(encoding="utf-8"))
FILMS: dict[str, Any] = json.loads((BEFORE / "films.json").read_text(encoding="utf-8"))


def test_every_film_of_before_is_recorded() -> None:
    assert set(FILMS) == {f"{name}/{lang}" for name in NAMES for lang in LANGUAGES}


@pytest.mark.parametrize("film", FILMS)
def test_films_of_before_had_too_much_frame_and_jumped_twice(film: str) -> None:
    row = FILMS[film]
    faults = find_frame_faults(row["opening"], row["closing"], row["seconds"])
    assert [fault.split()[1] for fault in faults] == ["opening", "closing", "steps"]
    assert pair_jumps(row["cuts"], row["captions"])


@pytest.mark.parametrize("row", LAYOUTS, ids=[row["card"] for row in LAYOUTS])
def test_cards_of_before_break_the_rules_where_it_was_seen(row: dict[str, Any]) -> None:
    planned = recorded_layout(row)
    faults = [*crop_faults(planned), *pointer_faults(planned)]
    assert [words for words in row["seen"] if not any(words in fault for fault in faults)] == []

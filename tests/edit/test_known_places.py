"""What the list of items has found is what a build finds, and a card of it is not searched again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator import assets, script
from annotator.cache import Cache
from annotator.edit import known_places, picture_items
from annotator.edit.step_pictures import StepPictures
from annotator.model import Action, Query
from annotator.screen.locate import targets

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["allow-microphone-and-camera", "mute-and-unmute"])
def test_it_is_what_a_build_finds(name: str, warm: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = assets.shipped_tutorials() / name
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    known = 0
    for index, step in enumerate(tutorial.steps[:3]):
        seen = StepPictures(warm).open(folder, tutorial, index, tutorial.languages[0])
        items = picture_items.list_items(seen).items
        action = step.action.kind if step.action else "tap"
        for item in items:
            query = Query(item.target, action)
            found = known_places.find_known(seen, query)
            if found is not None:
                known += 1
                assert (found,) == seen.find([query])
    assert known > 5


def test_a_card_of_a_listed_item_is_not_searched_again(warm: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    folder: Path = assets.shipped_tutorials() / "join-class-on-zoom"
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    seen = StepPictures(warm).open(folder, tutorial, 2, "es")
    item = next(item for item in picture_items.list_items(seen).items if item.text == "Unirse")
    step = replace(tutorial.steps[2], action=Action("tap", item.target), marks=())
    changed = replace(tutorial, steps=(*tutorial.steps[:2], step, *tutorial.steps[3:]))
    again = StepPictures(warm).open(folder, changed, 2, "es")
    known_places.recall(again)
    monkeypatch.setattr(targets, "find", lambda *_: pytest.fail("it was searched again"))
    (found,) = again.find([Query(item.target, "tap")])
    assert found.outline == item.outline

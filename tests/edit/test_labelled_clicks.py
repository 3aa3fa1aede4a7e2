"""Clicks on a real page: what is written leads a build to what was clicked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator import assets, script
from annotator.cache import Cache
from annotator.edit.pointing import places as pointing
from annotator.edit.pointing.picture_requests import answer_request
from annotator.edit.pointing.robust_targets import find_outline, same_outline
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.pointing.step_pictures import StepPicture, StepPictures
from annotator.edition.scan.picture_analysis import PictureAnalysis
from annotator.model import Action, BoxTarget, Query, Said, Step, TextTarget, Tutorial
from annotator.screen.element.compact_marks import is_word
from annotator.script import parse_target, write_target
from tests.helpers.screens import Drawn

pytestmark = pytest.mark.slow

SET = Path(__file__).parents[1] / "labelled"
LABELS: list[dict[str, Any]] = json.loads((SET / "labels.json").read_text(encoding="utf-8"))
CHOSEN = "school-site-es"


@pytest.fixture(scope="module")
def seen(warm: Cache) -> StepPicture:
    file = next(label["file"] for label in LABELS if label["file"].startswith(CHOSEN))
    tutorial = Tutorial((Said("es", "Entrar"),), (Step(file, Action("tap")),))
    return StepPictures(warm).open(ShownStep(SET, tutorial, 0, "es"))


def test_every_click_on_a_word_leads_back_to_what_is_pressed_there(seen: StepPicture) -> None:
    words = [line for line in seen.texts if is_word(line)]
    named = 0
    for line in words:
        pointed = pointing.point_at(seen, line.box.x + line.box.w / 2, line.box.y + line.box.h / 2)
        chosen = pointed.candidates[pointed.chosen]
        assert parse_target(write_target(chosen.target)) == chosen.target
        outline = find_outline(seen, chosen.target)
        assert outline == chosen.outline, line.text
        named += isinstance(chosen.target, TextTarget)
        assert not isinstance(chosen.target, BoxTarget) or len(pointed.candidates) > 1
    assert named >= 0.95 * sum(not seen.is_private(line) for line in words)


def test_every_listed_item_leads_to_its_place(seen: StepPicture) -> None:
    listed = pointing.list_items(seen)
    texts = [item for item in listed.items if isinstance(item.target, TextTarget)]
    right = sum(same_outline(find_outline(seen, item.target), item.outline) for item in texts)
    assert right >= 0.9 * len(texts) > 0


def test_what_the_list_has_found_is_what_a_build_finds(seen: StepPicture, warm: Cache) -> None:
    queries = [Query(item.target, "tap") for item in pointing.list_items(seen).items[::4]]
    anew = PictureAnalysis(warm).find(seen.picture, None, queries, seen.scanner.icon_path)
    assert StepPictures(warm).open(ShownStep(SET, seen.tutorial, 0, "es")).find(queries) == anew


def test_a_guess_names_a_field_and_an_icon(warm: Cache) -> None:
    folder = assets.shipped_tutorials() / "join-class-on-zoom"
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    asked: list[Any] = [
        answer_request(warm.root, "guesses", ShownStep(folder, tutorial, index, "es"), index + 1) for index in (1, 2)
    ]
    field, call = ([guess.action.target for guess in guesses] for guesses in asked)
    assert TextTarget(("Su nombre",)) in field, "it holds the account's name already, and a button follows it"
    assert TextTarget(("Audio",)) in call, "an icon by its caption"


def test_a_guess_to_wait_has_no_words_since_they_will_be_gone(warm: Cache, tmp_path: Path) -> None:
    screen = Drawn()
    screen.text("Enviando el código a", 42, 300)
    screen.text("555 010 0234", 42, 360)
    Image.fromarray(screen.pixels).save(tmp_path / "1.png")
    tutorial = Tutorial((Said("es", "Entrar"),), (Step("1.png"), Step("1.png")))
    shown = ShownStep(tmp_path, tutorial, 0, "es")
    guesses: Any = answer_request(warm.root, "guesses", shown, 1)
    assert [guess.action for guess in guesses if guess.action.kind == "wait"] == [Action("wait", guess=True)]

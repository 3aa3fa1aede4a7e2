"""The list of what is covered on a picture, why, and what would show it: the same covers as a build draws."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from annotator.edit.pointing import step_covers
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, BoxTarget, Decision, Hide, PointTarget, Show, Step, TextTarget, Tutorial
from annotator.screen import covers, faces
from tests.helpers.pointed_screens import NO_TUTORIAL, PointedScreens
from tests.helpers.screens import BOLD, Drawn

FACE = Box(300, 900, 60, 60)


@pytest.fixture
def screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PointedScreens:
    monkeypatch.setattr(faces, "read_faces", lambda *_: (FACE,))
    (tmp_path / "school.toml").write_text('name = "Los Robles"\nnames = "names.txt"\n', encoding="utf-8")
    (tmp_path / "names.txt").write_text("Pánfilo Quintanilla\n", encoding="utf-8")
    return PointedScreens(tmp_path, monkeypatch)


def screen() -> Drawn:
    drawn = Drawn(size=(540, 1100))
    lines = (
        "Hola, Lupita Torres",
        "Marta Ruiz 120.50",
        "Quintanilla, Pánfilo",
        "familia.ruiz@example.org",
        "Clave: abc123",
    )
    for number, text in enumerate(lines):
        drawn.text(text, 60, 100 + 120 * number, font=BOLD)
    return drawn


def again(seen: StepPicture, tutorial: Tutorial) -> StepPicture:
    return seen.owner.open(ShownStep(seen.folder, tutorial, seen.index, seen.lang))


def decided(tutorial: Tutorial, decision: Decision) -> Tutorial:
    assert isinstance(decision.line, Show)
    if decision.everywhere:
        return replace(tutorial, shows=(decision.line,))
    return replace(tutorial, steps=(replace(tutorial.steps[0], shows=(decision.line,)), *tutorial.steps[1:]))


def test_each_automatic_cover_says_its_kind_and_text_and_what_shows_it(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": screen()})
    covers = step_covers.list_covers(seen)
    assert [(cover.kind, cover.text) for cover in covers.automatic] == [
        ("name", "Quintanilla, Pánfilo"),
        ("email", "familia.ruiz@example.org"),
        ("meeting", "abc123"),
        ("face", ""),
    ]
    everywhere = {cover.kind: cover.show.everywhere for cover in covers.automatic}
    assert everywhere["name"] and everywhere["email"] and not everywhere["face"]
    for cover in covers.automatic:
        left = step_covers.list_covers(again(seen, decided(seen.tutorial, cover.show)))
        assert [one for one in left.automatic if one.kind == cover.kind] == [], cover
        assert len(left.automatic) == len(covers.automatic) - 1
        assert len(left.shows) == 1 and left.shows[0].boxes


def test_a_cover_without_a_text_that_would_be_found_is_shown_at_its_place(screens: PointedScreens) -> None:
    drawn = screen()
    drawn.text("12", 300, 700, font=BOLD)
    drawn.text("PIN:", 60, 700, font=BOLD)
    shows = {
        cover.text: cover.show.line.target
        for cover in step_covers.list_covers(screens.open({"1.png": drawn})).automatic
    }
    assert all(isinstance(shows[text], PointTarget) for text in shows if len(text) < 3)


def test_lines_of_the_script_and_where_they_are(screens: PointedScreens) -> None:
    box, marta = Hide(BoxTarget(10, 80, 20, 10)), Hide(TextTarget(("Marta Ruiz",)), "Luna")
    elsewhere = (Hide(TextTarget(("Nadie Aquí",))), Hide(PointTarget(50, 50)))
    tutorial = replace(
        NO_TUTORIAL, steps=(replace(NO_TUTORIAL.steps[0], hides=(box,)), Step("1.png", hides=elsewhere)), hides=(marta,)
    )
    covers = step_covers.list_covers(screens.open({"1.png": screen()}, tutorial=tutorial))
    assert [(line.line, line.step, len(line.boxes)) for line in covers.hides] == [
        (marta, None, 1),
        (box, 0, 1),
        (elsewhere[0], 1, 0),
    ], "a place on another step's picture is not on this one"


def test_possible_names_are_asked_about_until_somebody_decides(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": screen()})
    [ask] = [ask for ask in step_covers.list_covers(seen).asks if ask.text == "Lupita Torres"]
    assert ask.why == "greeting"
    lupita = TextTarget(("Lupita Torres",))
    assert ask.hide == Decision(Hide(lupita, "Luna"), everywhere=True)
    assert ask.show == Decision(Show(lupita), everywhere=True)
    for changed in (
        replace(seen.tutorial, hides=(Hide(lupita, "Luna"),)),
        replace(seen.tutorial, shows=(Show(lupita),)),
    ):
        asks = step_covers.list_covers(again(seen, changed)).asks
        assert [ask for ask in asks if ask.text == "Lupita Torres"] == []


def test_what_could_be_covered_besides_holds_nothing_that_is(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": screen()})
    covers = step_covers.list_covers(seen)
    labels = [one.label for one in covers.others]
    assert "Lupita Torres" in labels and "Marta Ruiz" in " ".join(labels)
    assert not {"Quintanilla, Pánfilo", "familia.ruiz@example.org"} & set(labels)


def test_the_picture_is_drawn_as_a_build_covers_it(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": screen()})
    drawn = step_covers.draw_covered(seen)
    automatic, requested = seen.decide_covers((FACE,))
    assert np.array_equal(drawn, covers.draw_redactions(seen.picture.pixels, (*automatic, *requested)))
    assert not np.array_equal(drawn, seen.picture.pixels)

"""What a click covers: the name under it and no more, on every picture; where there is no text, the place that it is on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edit.errors import PictureError
from annotator.edit.pointing import cover_candidates
from annotator.edit.pointing.cover_candidates import find_span, strip_span
from annotator.edit.pointing.pointed import Candidate
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, BoxTarget, Hide, TextTarget
from annotator.screen import faces
from tests.helpers.pointed_screens import NO_TUTORIAL, PointedScreens
from tests.helpers.screens import BOLD, Drawn


@pytest.fixture
def screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PointedScreens:
    monkeypatch.setattr(faces, "read_faces", lambda *_: (Box(300, 900, 60, 60),))
    return PointedScreens(tmp_path, monkeypatch)


def screen(*lines: str) -> Drawn:
    drawn = Drawn(size=(540, 1100))
    for number, text in enumerate(lines):
        drawn.text(text, 60, 100 + 120 * number, font=BOLD)
    return drawn


def point(seen: StepPicture, word: str) -> tuple[Candidate, ...]:
    """A click in the middle of a word: the chosen candidate, then the others."""
    line = next(one for one in seen.texts if word in one.text)
    before, within = (BOLD.getlength(line.text[: line.text.index(word)]), BOLD.getlength(word))
    pointed = cover_candidates.point_at(seen, line.box.x + before + within / 2, line.box.y + line.box.h / 2)
    others = (one for at, one in enumerate(pointed.candidates) if at != pointed.chosen)
    return (pointed.candidates[pointed.chosen], *others) if pointed.candidates else ()


def texts(candidates: tuple[Candidate, ...]) -> list[str]:
    return [one.target.wordings[0] for one in candidates if isinstance(one.target, TextTarget)]


@pytest.mark.parametrize(
    ("line", "word", "chosen"),
    [
        ("Marta Ruiz", "Ruiz", "Marta Ruiz"),
        ("Marta Ruiz 120.50", "Marta", "Marta Ruiz"),
        ("Hola, Lupita Torres", "Lupita", "Lupita Torres"),
        ("Ana de la Cruz", "Cruz", "Ana de la Cruz"),
        ("clase de Marta", "Marta", "Marta"),
        ("el saldo es de 120.50 pesos", "120", "120.50"),
        ("(Pendiente)", "Pendiente", "Pendiente"),
        ("familia.ruiz@example.org", "ruiz", "familia.ruiz@example.org"),
        ("Tel. 443-555-0177", "555", "443-555-0177"),
    ],
)
def test_a_click_takes_what_is_private_there_and_no_more(
    screens: PointedScreens, line: str, word: str, chosen: str
) -> None:
    found = point(screens.open({"1.png": screen(line, "Otra cosa")}), word)
    assert texts(found[:1]) == [chosen]
    assert found[0].everywhere
    assert found[0].example not in (chosen, "")


def test_again_takes_less_or_more_and_ends_with_the_place(screens: PointedScreens) -> None:
    found = point(screens.open({"1.png": screen("Hola, Lupita Torres")}), "Lupita")
    assert texts(found) == ["Lupita Torres", "Lupita", "Hola, Lupita Torres"]
    assert [one.example for one in found[:3]] == ["Luna", "Luna", None]
    assert isinstance(found[-1].target, BoxTarget) and not found[-1].everywhere
    sizes = [one.outline.w * one.outline.h for one in found[1:]]
    assert sizes == sorted(sizes)


def test_where_there_is_no_text_a_face_or_what_is_pressed_is_covered_here(screens: PointedScreens) -> None:
    drawn = screen("Marta Ruiz")
    drawn.disc(100, 600, 80)
    seen = screens.open({"1.png": drawn})
    pointed = cover_candidates.point_at(seen, 140, 640)
    [disc] = [pointed.candidates[pointed.chosen]]
    assert isinstance(disc.target, BoxTarget) and not disc.everywhere and disc.example is None
    assert abs(disc.box.x - 100) < 15 and abs(disc.box.w - 80) < 30
    pointed = cover_candidates.point_at(seen, 330, 930)
    assert pointed.candidates[pointed.chosen].target == BoxTarget(55.6, 81.8, 11.1, 5.5)


def test_a_letter_is_covered_as_a_place_since_it_is_everywhere(screens: PointedScreens) -> None:
    assert texts(point(screens.open({"1.png": screen("MR", "Marta Ruiz")}), "MR")) == []


def test_what_is_covered_already_is_not_covered_again(screens: PointedScreens) -> None:
    hidden = replace(NO_TUTORIAL, hides=(Hide(TextTarget(("Marta Ruiz",)), "Luna"),))
    seen = screens.open({"1.png": screen("Marta Ruiz", "Ana Soto")}, tutorial=hidden)
    assert point(seen, "Marta") == ()
    assert point(seen, "Ana")[0].example == "Sol", "Luna stands for somebody else"


def test_a_click_beside_the_picture_is_refused(screens: PointedScreens) -> None:
    with pytest.raises(PictureError):
        cover_candidates.point_at(screens.open({"1.png": screen("Ana")}), 540, 5)


def test_spans(screens: PointedScreens) -> None:
    seen = screens.open({"1.png": screen("«Hola», Ana.")})
    [line] = seen.texts
    assert find_span(line, line.box) == (0, len(line.text))
    assert find_span(line, Box(500, 0, 10, 10)) == (0, 0)
    assert strip_span(line.text, 0, 8) == (1, 5)
    assert cover_candidates.make_text_target("ab") is None
    assert cover_candidates.make_text_target("x" * 100) is None
    assert cover_candidates.make_text_target("50% 30%") == TextTarget(("50% 30%",))

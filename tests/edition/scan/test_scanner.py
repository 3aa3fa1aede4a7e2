"""A picture is opened once, its targets are looked for, what is private is covered, and what is on it is remembered whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PIL import Image

from annotator import model
from annotator.cache import Cache
from annotator.cache.keys import plain, restored
from annotator.edition import privacy_checks
from annotator.edition.scan import scanner, step_view, tutorial_scan
from annotator.edition.scan.picture_analysis import PictureAnalysis, PictureFindings
from annotator.edition.scan.scanner import Scanner
from annotator.edition.scan.step_view import StepView
from annotator.errors import ProblemsError
from annotator.model import (
    Action,
    Box,
    Found,
    Hide,
    IconTarget,
    Mark,
    PictureKind,
    Problem,
    School,
    Show,
    Step,
    TargetName,
    TextLine,
    TextTarget,
    Tutorial,
)
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy, collect_privacy
from annotator.screen import faces, ocr
from annotator.screen.match.looks import Looks
from tests.helpers import editions
from tests.helpers.screens import draw_texts

TEXTS = {"Hola Ana": 60, "ana.perez@example.org": 260, "Unirse": 600, "Salir": 760}
VIEW = step_view.StepView("1.png")
SEEN = PictureFindings(
    "abc",
    (1080, 2400),
    (TextLine("Unirse", Box(5, 6, 7, 8), 0.97, (5, 7, 12)), TextLine("Ana Ruiz", Box(1, 2, 3, 4), 0.9)),
    PictureKind("phone", "whole", Box(0, 1, 2, 3)),
    (Box(9, 9, 2, 2),),
    (Box(8, 8, 3, 3),),
    Looks("0a", ("f", ""), dark=True),
    (
        Found(TextTarget(("Unirse", "Join"), 2), Box(1, 1, 2, 2), None, "Unirse", 0.93, (Box(0, 0, 1, 1),), ("Salir",)),
        Found(TextTarget(("Zoom",)), Box(1, 2, 3, 4)),
    ),
)
STEP = Step("1.png", Action("look", TextTarget(("Zoom",))), marks=(Mark(IconTarget("mic.png")),))


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts are known without OCR; gives the names of the pictures that were read."""
    names: list[str] = []

    def read_texts(picture: object, _cache: Cache) -> tuple[TextLine, ...]:
        names.append(picture.name)  # type: ignore[attr-defined]
        return tuple(TextLine(text, Box(60, top + 5, 18 * len(text), 44), 0.99) for text, top in TEXTS.items())

    monkeypatch.setattr(ocr, "read_texts", read_texts)
    monkeypatch.setattr(faces, "read_faces", lambda *_: ())
    return names


def scan(folder: Path, step: Step, **tutorial: object) -> scanner.StepScanResult:
    draw_texts(folder / "1.png", TEXTS)
    whole = Tutorial(editions.TUTORIAL.titles, (step,), **tutorial)  # type: ignore[arg-type]
    matcher = Matcher(collect_privacy(whole, editions.SCHOOL))
    opened = Scanner(folder, whole, matcher, Cache(folder / "cache"))
    return opened.scan(step, VIEW)


def test_targets_marks_and_covers_are_found(tmp_path: Path) -> None:
    step = Step("1.png", Action("tap", TextTarget(("Unirse", "Join")), line=8), marks=(Mark(TextTarget(("Salir",))),))
    scanned = scan(tmp_path, step)
    assert scanned.problems == ()
    assert scanned.scan is not None
    assert scanned.scan.action is not None
    assert scanned.scan.target_name == TargetName("Unirse")
    assert scanned.scan.also == ("Join",)
    assert [mark.matched for mark in scanned.scan.marks] == ["Salir"]
    assert [hidden.kind for hidden in scanned.scan.screen.hidden] == ["email"]
    assert scanned.scan.texts == tuple(TEXTS)


def test_a_line_of_the_script_covers_or_shows(tmp_path: Path) -> None:
    tap = Step("1.png", Action("tap", TextTarget(("Unirse",)), line=8))
    hidden = scan(tmp_path, replace(tap, hides=(Hide(TextTarget(("Hola Ana",)), "Hola Luna", 9),))).scan
    assert hidden is not None
    assert [(cover.kind, cover.example) for cover in hidden.screen.hidden] == [("email", None), ("chosen", "Hola Luna")]
    above = scan(tmp_path, tap, hides=(Hide(TextTarget(("Hola Ana",)), "Hola Luna", 3),)).scan
    assert above is not None
    assert above.screen.hidden == hidden.screen.hidden
    shown = scan(tmp_path, replace(tap, shows=(Show(TextTarget(("ana.perez@example.org",)), 9),))).scan
    assert shown is not None
    assert shown.screen.hidden == ()


def test_a_hidden_name_over_two_lines_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the tiles of a meeting, another name is between its two lines in reading order."""
    rows = [("Ximena", 40, 300), ("Mateo", 300, 300), ("Bautista", 40, 340), ("Ortiz", 300, 340)]
    texts = tuple(TextLine(text, Box(x, y, 15 * len(text), 30), 0.99) for text, x, y in rows)
    monkeypatch.setattr(ocr, "read_texts", lambda *_: texts)
    step = Step("1.png", Action("look", TextTarget(("Mateo",)), line=8))
    hides = (Hide(TextTarget(("Ximena Bautista",)), "Luna", 3),)
    scanned = scan(tmp_path, step, hides=hides).scan
    assert scanned is not None
    assert [ask.text for ask in scanned.asks] == ["Mateo Ortiz", "Mateo Ortiz"]
    tutorial = replace(editions.TUTORIAL, hides=hides)
    matcher = Matcher(collect_privacy(tutorial, editions.SCHOOL))
    assert list(privacy_checks.find_unmatched_hides(tutorial, matcher, {0: [scanned]})) == []


def test_one_text_may_be_tapped_and_hidden(tmp_path: Path) -> None:
    """Equal targets are found once; that one of them is a cover makes the other no cover."""
    both = TextTarget(("Hola Ana",))
    scanned = scan(tmp_path, Step("1.png", Action("tap", both, line=8), hides=(Hide(both, "Hola Luna", 9),)))
    assert scanned.problems == ()
    assert scanned.scan is not None
    assert scanned.scan.target_name == TargetName("Hola Luna", is_example=True)


def test_what_is_not_there_and_a_mark_on_a_cover_are_problems(tmp_path: Path) -> None:
    missing = scan(tmp_path, Step("1.png", Action("tap", TextTarget(("Continuar",)), line=8)))
    assert [(p.line, p.message) for p in missing.problems] == [(8, "“Continuar” is not on 1.png.")]
    covered = scan(tmp_path, Step("1.png", Action("tap", TextTarget(("ana.perez@example.org",)), line=8)))
    assert "looks private (email)" in covered.problems[0].message
    (tmp_path / "mic.png").write_bytes(b"no picture")
    icon = scan(tmp_path, Step("1.png", Action("tap", IconTarget("mic.png"), line=8)))
    assert icon.scan is None
    assert icon.problems[0].line == 8


@pytest.mark.parametrize("name", ["damaged", "wide"])
def test_a_picture_that_cannot_be_used_is_told_at_its_step(tmp_path: Path, name: str) -> None:
    from PIL import Image

    if name == "wide":
        Image.new("RGB", (900, 20), "white").save(tmp_path / "1.png")
    else:
        (tmp_path / "1.png").write_bytes(b"no picture")
    opened = Scanner(
        tmp_path, editions.TUTORIAL, Matcher(collect_privacy(editions.TUTORIAL, editions.SCHOOL)), Cache(tmp_path)
    )
    (problem,) = opened.scan(editions.TUTORIAL.steps[0], VIEW).problems
    assert (problem.file, problem.line) == ("tutorial.md", editions.TUTORIAL.steps[0].line)


def test_each_picture_is_read_once_and_a_second_time_not_even_opened(tmp_path: Path, read: list[str]) -> None:
    for name in ("1.png", "2.png"):
        draw_texts(tmp_path / name, TEXTS)
    script = editions.script_of(editions.TUTORIAL, tmp_path)
    matcher = Matcher(collect_privacy(editions.TUTORIAL, editions.SCHOOL))
    told: list[tuple[str, int, int]] = []
    first = tutorial_scan.scan_tutorial(script, matcher, Cache(tmp_path / "cache"), lambda *said: told.append(said))
    assert read == ["1.png", "2.png"]
    assert told == [("pictures", done, 2) for done in (0, 1, 2)]
    again = tutorial_scan.scan_tutorial(script, matcher, Cache(tmp_path / "cache"))
    assert read == ["1.png", "2.png"]
    assert again.steps("es") == first.steps("es") == first.steps("en")
    assert again.scanner.screens == first.scanner.screens
    assert {index: len(seen) for index, seen in first.screens().items()} == {0: 2, 1: 2}


def test_a_picture_that_is_missing_leaves_what_is_known_without_it(tmp_path: Path) -> None:
    draw_texts(tmp_path / "1.png", TEXTS)
    matcher = Matcher(collect_privacy(editions.TUTORIAL, editions.SCHOOL))
    scanned = tutorial_scan.scan_tutorial(
        editions.script_of(editions.TUTORIAL, tmp_path), matcher, Cache(tmp_path / "cache")
    )
    assert scanned.find(1, "es") is None
    _, second = scanned.steps("es")
    assert (second.screen.digest, second.target_name.text) == ("", "Salir")


def test_another_school_reads_no_picture_again_and_decides_for_itself(tmp_path: Path, read: list[str]) -> None:
    for name in ("1.png", "2.png"):
        draw_texts(tmp_path / name, TEXTS)
    script = editions.script_of(editions.TUTORIAL, tmp_path)

    def covers(school: School) -> list[list[str]]:
        matcher = Matcher(collect_privacy(editions.TUTORIAL, school))
        scanned = tutorial_scan.scan_tutorial(script, matcher, Cache(tmp_path / "cache"))
        return [[cover.kind for cover in step.screen.hidden] for step in scanned.steps("es")]

    assert covers(editions.SCHOOL) == [["email"], ["email"]]
    assert covers(replace(editions.SCHOOL, name="Las Palmas", names=("Wanda Zielinski",))) == [["email"], ["email"]]
    assert covers(replace(editions.SCHOOL, names=("Ana Ruiz",))) == [["name", "email"], ["name", "email"]]
    assert read == ["1.png", "2.png"]


def test_a_scan_hands_on_what_a_crop_must_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    face = Box(300, 100, 80, 90)
    monkeypatch.setattr(faces, "read_faces", lambda *_: (face,))
    scanned = scan(tmp_path, Step("1.png", Action("tap", TextTarget(("Unirse",)), line=8))).scan
    assert scanned is not None
    with Image.open(tmp_path / "1.png") as picture:
        assert scanned.screen.size == picture.size
    assert scanned.screen.faces == (face,)
    assert len(scanned.screen.texts) == len(TEXTS)


class Analysis:
    """Finds ``SEEN`` on every picture, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def load(self, path: Path, name: str, *, film: bool) -> SimpleNamespace:
        if not path.is_file():
            raise ProblemsError([Problem(name, 0, "is missing", "")])
        return SimpleNamespace(width=1080, height=2400)

    def analyse(self, *_: object) -> PictureFindings:
        self.asked += 1
        return SEEN


ANALYSIS = Analysis()


def is_looked_for(folder: Path, step: Step = STEP, view: StepView = VIEW, device: str | None = None) -> bool:
    """Whether a picture was looked at, since nothing was kept of it."""
    tutorial = Tutorial((), (step,), device=device)
    before, analysis = ANALYSIS.asked, cast("PictureAnalysis", ANALYSIS)
    scanner = Scanner(folder, tutorial, Matcher(Privacy()), Cache(folder / "cache"), analysis)
    assert scanner.analyse(step, view) == SEEN
    return ANALYSIS.asked > before


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    (tmp_path / "1.png").write_bytes(b"one")
    (tmp_path / "mic.png").write_bytes(b"icon")
    return tmp_path / "1.png"


def test_everything_comes_back_as_it_was() -> None:
    assert restored(plain(SEEN), {**vars(model), "PictureFindings": PictureFindings, "Looks": Looks}) == SEEN


def test_what_is_on_a_picture_is_kept_until_picture_target_icon_or_device_changes(
    tmp_path: Path, picture: Path
) -> None:
    assert is_looked_for(tmp_path)
    assert not is_looked_for(tmp_path)
    assert is_looked_for(tmp_path, device="iPad")
    assert is_looked_for(tmp_path, replace(STEP, marks=()))
    assert is_looked_for(tmp_path, replace(STEP, action=replace(STEP.action, kind="tap")))  # type: ignore[arg-type,type-var]
    assert is_looked_for(tmp_path, view=replace(VIEW, begin=2.0))
    (tmp_path / "mic.png").write_bytes(b"another icon")
    assert is_looked_for(tmp_path)
    picture.write_bytes(b"another picture")
    assert is_looked_for(tmp_path)
    assert not is_looked_for(tmp_path)
    picture.unlink()
    with pytest.raises(ProblemsError, match="is missing"):
        is_looked_for(tmp_path)


@pytest.mark.parametrize(
    "stored",
    [
        b"[1, 2]",
        b"{",
        b'{"": "Gone"}',
        b'{"": "Path"}',
        b'{"": "Box", "x": 1, "y": 1, "w": 1, "h": 1}',
        b'{"": "PictureFindings", "colour": "blue"}',
    ],
    ids=["a list", "cut off", "unknown class", "no value", "another value", "unknown field"],
)
def test_what_this_version_cannot_read_is_looked_for_anew(tmp_path: Path, picture: Path, stored: bytes) -> None:
    assert is_looked_for(tmp_path)
    [entry] = (tmp_path / "cache" / "look").glob("*/*.json")
    entry.write_bytes(stored)
    assert is_looked_for(tmp_path)

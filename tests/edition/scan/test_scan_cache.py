"""What is on a picture is remembered whole, for all schools, and forgotten when anything that shapes it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from annotator import model
from annotator.cache import Cache
from annotator.cache.keys import plain, restored
from annotator.edition.scan.scanner import Scanner
from annotator.edition.scan.step_view import PictureAnalysis, PictureFindings, StepView
from annotator.errors import ProblemsError
from annotator.model import (
    Action,
    Box,
    Found,
    IconTarget,
    Mark,
    PictureKind,
    Problem,
    Step,
    TextLine,
    TextTarget,
    Tutorial,
)
from annotator.privacy.matcher import Matcher, Privacy
from annotator.screen.match.looks import Looks

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
VIEW = StepView("1.png")


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
STEP = Step("1.png", Action("look", TextTarget(("Zoom",))), marks=(Mark(IconTarget("mic.png")),))


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

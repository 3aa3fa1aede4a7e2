"""What the child answers, and how it names what goes wrong."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.edit.picture_answers import PictureError
from annotator.edit.reading_worker import Requests
from annotator.edit.step_pictures import StepPictures
from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError
from annotator.model import Problem


def _full() -> OutputError:
    error = OutputError("It cannot be written.", "Make room.")
    error.__cause__ = OSError(errno.ENOSPC, "full")
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PictureError("refused", "No."), "refused"),
        (ProblemsError([Problem("1.png", 0, "is damaged.", "Take it again.")]), "unreadable-picture"),
        (MissingError("No models.", "Install them."), "missing"),
        (_full(), "disk-full"),
        (OutputError("It cannot be written."), "not-writable"),
        (AnnotatorError("No.", "Ask."), "refused"),
        (ZeroDivisionError(), "internal"),
        (MemoryError(), "internal"),
    ],
)
def test_errors_have_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str) -> None:
    def fail(*_: Any) -> None:
        raise error

    requests = Requests(Cache(tmp_path))
    monkeypatch.setattr(StepPictures, "open", fail)
    kind, answer = requests.answer("marks", (tmp_path, None, 0, "es"))
    assert kind == "error"
    assert isinstance(answer, tuple) and answer[0] == code and answer[1]


def test_an_unreadable_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"no picture")
    kind, answer = Requests(Cache(tmp_path / "cache")).answer("texts", (tmp_path / "1.png",))
    assert kind == "error" and isinstance(answer, tuple)
    assert answer[:2] == ("unreadable-picture", "1.png is not a picture that can be read.")
    assert Requests(Cache(tmp_path / "cache")).answer("start", ()) == ("answer", None)

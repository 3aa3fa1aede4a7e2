"""What the speaking child answers, and how it names what goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.cache import Cache
from annotator.edit import step_sound
from annotator.edit.item_lines import NothingSaidError
from annotator.edit.not_listed import NotListedError
from annotator.edit.sound_answers import Sound
from annotator.edit.sound_worker import NO_VOICE, Requests
from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError, ServiceError
from annotator.model import Problem


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotListedError("No step.", "Look."), "unknown"),
        (NothingSaidError("Nothing."), "nothing-said"),
        (MissingError("No voice.", "Install it."), NO_VOICE),
        (ServiceError("Offline.", "Wait."), "service"),
        (ProblemsError([Problem("1.ogg", 0, "is damaged.", "Record it again.")]), "refused"),
        (OutputError("It cannot be written."), "not-writable"),
        (AnnotatorError("No.", "Ask."), "refused"),
        (ZeroDivisionError(), "internal"),
    ],
)
def test_errors_have_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(step_sound, "make_now", fail)
    kind, answer = Requests(Cache(tmp_path)).answer("now", (tmp_path, "0", "es"))
    assert kind == "error"
    assert isinstance(answer, tuple) and answer[0] == code and answer[1]


@pytest.mark.parametrize(("name", "ahead"), [("ahead", True), ("final", False)])
def test_what_nobody_waits_for_is_made_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, ahead: bool
) -> None:
    asked = []

    def make(*args: Any, **options: Any) -> Sound:
        asked.append((args[:3], options))
        return Sound(tmp_path, is_final=True)

    monkeypatch.setattr(step_sound, "make_final", make)
    assert Requests(Cache(tmp_path)).answer(name, (tmp_path, "0", "es")) == ("answer", Sound(tmp_path, is_final=True))
    assert asked == [((tmp_path, "0", "es"), {"ahead": ahead})]

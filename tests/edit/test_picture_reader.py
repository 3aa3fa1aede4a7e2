"""Pictures are read in child processes: what a person looks at first, and nothing stays behind."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import script
from annotator.edit.errors import PictureError
from annotator.edit.pointing import picture_requests
from annotator.edit.pointing.picture_reader import PictureReader
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.work.helper import Helper
from annotator.model import Action, Step, Tutorial
from annotator.screen import load
from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.slow


def until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@contextmanager
def reading(cache: Path) -> Iterator[tuple[PictureReader, tuple[Helper, Helper]]]:
    """A reader with its helpers."""
    quick, slow = Helper(), Helper()
    yield PictureReader(cache, quick, slow), (quick, slow)
    for helper in (quick, slow):
        helper.close()


@pytest.fixture(scope="module")
def shared(private_cache: Path) -> Iterator[PictureReader]:
    """One reader for the tests that don't end its children."""
    with reading(private_cache) as (reader, _):
        yield reader


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "entrar"
    made.mkdir()
    draw_buttons(made / "1.png", "Unirse", "Cancelar")
    draw_buttons(made / "1.en.png", "Join", "Cancel")
    draw_buttons(made / "2.png", "Salir")
    (made / "tutorial.md").write_text(
        "# es: Entrar a la clase\n# en: Join class\n\n- device: Android phone\n\n"
        "![](1.png)\n- tap: Unirse | Join\n\n![](2.png)\n- tap: Salir\n",
        encoding="utf-8",
    )
    return made


def read(folder: Path) -> Tutorial:
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    return tutorial


def test_pictures_are_read_in_the_background(shared: PictureReader, folder: Path) -> None:
    (folder / "3.png").write_bytes(b"no picture")
    names = ("1.png", "1.en.png", "2.png", "3.png", "___04.png")
    shared.queue.read_ahead(folder, names, "Android phone", "2.png")
    settled = ("ready", "failed")
    assert until(lambda: all(shared.queue.state(folder / name).state in settled for name in names[:4]))
    assert shared.queue.state(folder / "2.png").size == (540, 1100)
    assert shared.queue.state(folder / "3.png").state == "failed"
    assert "not a picture" in (shared.queue.state(folder / "3.png").problem or "")
    assert shared.queue.state(folder / "___04.png").state == "waiting"


def test_a_missing_picture_is_said_at_once(shared: PictureReader, folder: Path) -> None:
    tutorial = replace(read(folder), steps=(Step("___01.png", Action("wait")),))
    for ask in (shared.marks, shared.items):
        with pytest.raises(PictureError) as caught:
            ask(ShownStep(folder, tutorial, 0, "es"))
        assert caught.value.code == "unreadable-picture"


def test_after_a_crash_the_next_request_is_answered(private_cache: Path, folder: Path) -> None:
    with reading(private_cache) as (reader, helpers):
        tutorial = read(folder)
        reader.draw_card(ShownStep(folder, tutorial, 1, "es"), "close")
        for helper in helpers:
            if helper.pid is not None:
                os.kill(helper.pid, 9)
        assert until(lambda: not any(helper.pid for helper in helpers))
        assert reader.draw_card(ShownStep(folder, tutorial, 1, "es"), "whole")
        draw_buttons(folder / "2.png", "Salir", "Otra cosa")
        assert reader.draw_card(ShownStep(folder, tutorial, 1, "es"), "whole")
    assert not any(helper.pid for helper in helpers)


def test_a_known_picture_is_not_decoded(private_cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(name: str, what: str, *more: str) -> object:
        return picture_requests.answer_request(private_cache, what, folder / name, *more)

    read_first = ask("1.png", "texts")
    ask("1.png", "details", "Android phone")
    (folder / "same.png").write_bytes((folder / "1.png").read_bytes())
    monkeypatch.setattr(load, "load", lambda *_: pytest.fail("decoded"))
    assert ask("same.png", "texts") == read_first
    ask("same.png", "details", "Android phone")

"""A story: whatever operation of the disk is refused, or the last before a kill: nothing of a person is gone, undo goes on."""

from __future__ import annotations

import contextlib
import datetime
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from annotator.edit.recordings.consents import read_entries
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.tutorial import picture_changes, picture_files
from annotator.edit.tutorial.history import History
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial.session_state import Change
from annotator.errors import AnnotatorError
from annotator.model import Said
from annotator.script import Consent
from annotator.script.consent import write_consents

pytestmark = pytest.mark.slow
SCRIPT = """# es: Zoom
# en: Zoom

![](01.png)
- tap: Unirse
- es: Toque Unirse.

![](___02.png)
- wait:

![](03.png)
- tap: Salir

![](03.png)
- hold: Salir
"""
PEOPLE = {"01.es.m4a": "Rosa", "___02.es.m4a": "José", "03.es.m4a": "Ana"}
PRIMITIVES: tuple[tuple[Any, str], ...] = (
    *((Path, name) for name in ("replace", "rename", "unlink", "touch", "chmod", "mkdir", "write_bytes", "write_text")),
    (os, "fsync"),
    (shutil, "copyfile"),
    (tempfile, "mkstemp"),
)


class Killed(BaseException):
    """Nothing comes after it."""


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No disk is waited for: whether it is asked to write is what counts."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


class Disk:
    """Lets so many operations pass; refuses the next one, or ends the program there."""

    def __init__(self, patch: pytest.MonkeyPatch, passes: int, fault: str) -> None:
        self.passes = passes
        self._fault = fault
        for owner, name in PRIMITIVES:
            patch.setattr(owner, name, self._counted(getattr(owner, name)))

    @property
    def is_reached(self) -> bool:
        """Whether the fault has come."""
        return self.passes < 0

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            self.passes -= 1
            if self._fault == "killed" and self.is_reached:
                raise Killed
            if self.passes == -1:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str([*args, *more.values()][0]))
            return real(*args, **more)

        return run


def draw() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 80), "red").save(made, "PNG")
    return made.getvalue()


PICTURE = draw()


def begin(root: Path) -> Path:
    folder = root / "zoom"
    folder.mkdir(parents=True)
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    for name in ("01.png", "03.png", "04.png", "05.png", "01.en.png", *PEOPLE):
        (folder / name).write_bytes(name.encode())
    until = datetime.date(2031, 1, 1)
    consents = [Consent(name, who, ("chat",), until) for name, who in PEOPLE.items()]
    (folder / "consent.toml").write_text(write_consents(consents), encoding="utf-8")
    takes = TakeFolder(folder)
    for number in range(2):
        with takes.incoming() as sound:
            sound.write_bytes(b"take %d" % number)
            takes.add(Take(".ogg", "es"), sound)
    return folder


def start(folder: Path) -> Session:
    return Session(folder, History(folder.parent / "history", folder))


def say(session: Session, text: str) -> None:
    first, *rest = session.tutorial.steps
    steps = (replace(first, narration=(Said("es", text),)), *rest)
    session.apply(session.revision, Change("set-sentence", replace(session.tutorial, steps=steps)))


def attach(session: Session) -> None:
    name = picture_files.receive(session.folder, "nueva.png", [PICTURE])
    session.refresh()
    change = picture_changes.add_pictures(session.tutorial, session.files, [name])
    session.apply(session.revision, change)


def exchange(step: int, picture: str) -> Callable[[Session], None]:
    def act(session: Session) -> None:
        change = picture_changes.replace_picture(session.tutorial, session.files, step, picture)
        session.apply(session.revision, change)

    return act


def localise(session: Session) -> None:
    change = picture_changes.set_language_picture(session.tutorial, session.files, 0, "en", "05.png")
    session.apply(session.revision, change)


def throw_away(session: Session) -> None:
    takes = TakeFolder(session.folder)
    takes.throw_away(takes.list()[0])


def undo(session: Session) -> None:
    session.undo(session.revision)


def redo(session: Session) -> None:
    session.redo(session.revision)


ACTIONS: dict[str, tuple[Callable[[Session], None], ...]] = {
    "a sentence": (lambda session: say(session, "Toque."),),
    "its undo": (lambda session: say(session, "Toque."), undo),
    "a picture": (attach,),
    "another picture": (exchange(0, "04.png"),),
    "its redo": (exchange(0, "04.png"), undo, redo),
    "the undo of a copy": (exchange(2, "04.png"), undo),
    "the undo of another picture for a language": (localise, undo),
    "a take thrown away": (throw_away,),
}
"""Each is prepared by all but its last."""


def contents(folder: Path) -> set[bytes]:
    """What a person put into the folder, whatever its name by now; of the takes the one that stays."""
    sounds = [path for path in (folder / ".takes").iterdir() if path.suffix == ".ogg"]
    paths = [path for path in folder.iterdir() if path.suffix in (".png", ".m4a")]
    return {path.read_bytes() for path in (*paths, *sounds)} - {b"take 0", PICTURE}


def check(session: Session, before: set[bytes]) -> None:
    folder = session.folder
    assert session.unsaved is None
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path.stat().st_size for path in files)
    assert contents(folder) == before
    for entry in read_entries(folder):
        voice = folder / entry.file
        assert not voice.exists() or PEOPLE[voice.read_text()] == entry.who, "the voice of somebody else"


@pytest.mark.parametrize("fault", ["refused", "killed"])
@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_is_gone_and_undo_goes_on(name: str, fault: str, tmp_path: Path) -> None:
    *prepare, act = ACTIONS[name]
    for passes in range(200):
        folder = begin(tmp_path / str(passes))
        before = contents(folder)
        session = start(folder)
        for each in prepare:
            each(session)
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, passes, fault)
            with contextlib.suppress(AnnotatorError, Killed):
                act(session)
        if not disk.is_reached:
            break
        if fault == "killed":
            TakeFolder(folder).remove_unfinished()
            session = start(folder)
        session.refresh()
        check(session, before)
        say(session, "Y sigue.")
        while session.undo_name:
            session.undo(session.revision)
        check(session, before)
        assert session.tutorial.steps[0].said("es") == "Toque Unirse."
        shutil.rmtree(folder.parent)
    assert passes > 3, "there was something to refuse"
    assert not disk.is_reached

"""Change ``school.toml`` whole or not at all, and never over a version that the person at the form has not seen.

Each reading has a ``version``, a digest of the file's bytes, and a change can name the version that the person saw::

    seen = store.read().version
    store.change({("help", "person"): "Rosa"}, seen)    # SchoolChangedError if the file has changed since

A store knows the texts that it has seen, for undo and redo as long as the editor runs.
"""

import os
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from annotator.cache import digest
from annotator.errors import AnnotatorError, writing
from annotator.media.files import read_file, replacing
from annotator.messages import Message
from annotator.model import Problem, School
from annotator.script import SCHOOL, read_school
from annotator.script.folder import ASK_FOR_ACCESS, decode_with_mark
from annotator.script.school_edit import Key, Value, set_keys
from annotator.script.school_file import MAX_LEVELS_UP
from annotator.script.toml_lines import find_value
from annotator.voice import choose

Turn = Literal["undo", "redo"]
LOCK: Final = threading.RLock()
"""Held while a school's file is read and written."""


class SchoolChangedError(AnnotatorError):
    """The file on disk isn't the one that the form shows."""

    code = "stale"


@dataclass(frozen=True)
class SchoolFile:
    """The current content of a ``school.toml``.

    Attributes:
        path: the path of the file, which may not exist yet.
        exists: whether the file exists.
        table: its keys and values as typed; empty if it can't be read.
        school: the settings that annotator reads from it.
        problems: all problems of the file, with their lines.
        broken: whether the file can't be read at all; then it isn't changed either.
        version: a digest of the file's bytes; that of no bytes if it is missing or can't be read.
    """

    path: Path
    exists: bool
    table: Mapping[str, Any]
    school: School
    problems: tuple[Problem, ...]
    broken: bool
    version: str

    def find(self, key: Key) -> Any:
        """The value of a key as it is typed in the file, or None."""
        return find_value(self.table, key)


def find_place(root: Path, tutorial: Path | None = None) -> Path:
    """The path of the ``school.toml`` of the tutorials in ``root``, which may not exist yet.

    Args:
        root: the folder with the tutorials.
        tutorial: a tutorial that may have a file of its own.
    """
    places = [*([tutorial] if tutorial else []), root, *list(root.parents)[: MAX_LEVELS_UP - 1]]
    return next((place / SCHOOL for place in places if os.path.lexists(place / SCHOOL)), root / SCHOOL)


@dataclass
class SchoolStore:
    """The ``school.toml`` of the tutorials in a folder. Thread-safe."""

    _root: Path
    _tutorial: Path | None = None
    _known: tuple[Path, str] | None = field(default=None, init=False)
    """The path and the latest text of the file, as far as it was looked at."""
    _others: dict[Turn, list[str]] = field(default_factory=lambda: {"undo": [], "redo": []}, init=False)
    """The texts to go back to, or forth, the next one last."""

    @property
    def path(self) -> Path:
        """The file that is found from the tutorials, or the one that the first change makes."""
        return find_place(self._root, self._tutorial)

    def read(self) -> SchoolFile:
        """The file as it is now."""
        path = self.path
        try:
            data = _read_bytes(path)
            if data is None:
                return SchoolFile(path, False, {}, School(), (), False, digest(b""))
            text = decode_with_mark(data)
        except AnnotatorError as error:
            problem = Problem(SCHOOL, 0, error.message, error.remedy)
            return SchoolFile(path, True, {}, School(), (problem,), True, digest(b""))
        school, problems = read_school(text, SCHOOL, path.parent, choose.CHOICES)
        table = _parse(text)
        return SchoolFile(path, True, table or {}, school, problems, table is None, digest(data))

    def turns(self) -> tuple[Turn, ...]:
        """Which of undo and redo are possible: ``("undo",)`` after the first change."""
        with LOCK:
            try:
                self._note(self.path, decode_with_mark(_read_bytes(self.path) or b""))
            except AnnotatorError:
                return ()
            return tuple(way for way, others in self._others.items() if others)

    def change(self, values: Mapping[Key, Value], seen: str | None = None) -> None:
        """Set or remove keys of the file, which is made if it is missing.

        Args:
            values: the new value of each key.
            seen: the ``version`` that the person saw; None for whatever is there.

        Raises:
            SchoolChangedError: somebody else changed it after it was seen. Nothing is written.
            AnnotatorError: it can't be read, is a link to another place, or can't hold a value.
            OutputError: it can't be written.
        """
        with LOCK:
            path = self.path
            data = _read_if_as_seen(path, seen)
            text = decode_with_mark(data or b"")
            changed_text = set_keys(text, values)
            if changed_text != text:
                self._note(path, text)
                _write(path, changed_text.encode(), data)
                self._note(path, changed_text)

    def turn(self, way: Turn, seen: str) -> None:
        """Put back the version before, or the one after it. Raises what `change` raises."""
        with LOCK:
            path = self.path
            data = _read_if_as_seen(path, seen)
            text = decode_with_mark(data or b"")
            self._note(path, text)
            if others := self._others[way]:
                _write(path, others[-1].encode() or None, data)
                self._known = path, others.pop()
                self._others["redo" if way == "undo" else "undo"].append(text)

    def _note(self, path: Path, text: str) -> None:
        """Note the current text; if it differs from the last one noted, whoever changed it, undo goes back to that."""
        known_path, known_text = self._known or (path, text)
        if known_path != path:
            self._others = {"undo": [], "redo": []}
        elif known_text != text:
            self._others = {"undo": [*self._others["undo"], known_text], "redo": []}
        self._known = path, text


def _read_if_as_seen(path: Path, seen: str | None) -> bytes | None:
    """The bytes of the file. Raises SchoolChangedError if they aren't those that were seen."""
    data = _read_bytes(path)
    if seen not in (None, digest(data or b"")):
        raise _changed_meanwhile()
    return data


def _read_bytes(path: Path) -> bytes | None:
    """The bytes of the file; None if there is none. Raises AnnotatorError for a link, and if it can't be opened."""
    if path.is_symlink():
        raise AnnotatorError("{school} is a link to another file.", "Put the file itself there.", school=SCHOOL)
    try:
        return read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AnnotatorError(
            Message("{school} cannot be read: {error}.", school=SCHOOL, error=error.strerror or error), ASK_FOR_ACCESS
        ) from error


def _write(path: Path, new: bytes | None, expected: bytes | None) -> None:
    """Replace the file, if it has the expected bytes; None removes it. Raises SchoolChangedError, OutputError."""
    with writing(SCHOOL, "Make room on the disk, or choose another folder."):
        try:
            if new is None:
                path.unlink(missing_ok=True)
                return
            with replacing(path, exclusive=expected is None) as temporary:
                temporary.write_bytes(new)
                if _read_bytes(path) != expected:
                    raise _changed_meanwhile()
        except FileExistsError as error:
            raise _changed_meanwhile() from error


def _parse(text: str) -> dict[str, Any] | None:
    """The keys and values of a file; None if it isn't TOML."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return None


def _changed_meanwhile() -> SchoolChangedError:
    """The error for a file that isn't the one that the person saw."""
    return SchoolChangedError(
        "{school} was changed elsewhere in the meantime.",
        "This page shows it as it is now. Make your change again.",
        school=SCHOOL,
    )

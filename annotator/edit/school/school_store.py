"""Read and change ``school.toml``.

Each reading has a ``version``, a digest of the file's bytes, and a change can name the version that the person saw::

    version = store.read().version
    store.change({("help", "person"): "Rosa"}, version)    # SchoolChangedError if the file has changed since

A store keeps the versions before and after its changes for undo and redo, as long as the editor runs.
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
from annotator.model import Problem, School
from annotator.script import SCHOOL, read_school
from annotator.script.files.text_files import ASK_FOR_ACCESS, decode_with_mark
from annotator.script.school_edit import Key, Value, set_keys
from annotator.script.school_file import MAX_LEVELS_UP
from annotator.script.toml_lines import find_value
from annotator.voice import choose

Direction = Literal["undo", "redo"]
LOCK: Final = threading.RLock()
"""Held from reading a school's file until it is written; one for all stores, since several may have the same file."""


class SchoolChangedError(AnnotatorError):
    """The file on disk isn't the one that the form shows."""

    code = "stale"


@dataclass(frozen=True)
class SchoolFile:
    """The current content of a ``school.toml``.

    Attributes:
        path: the path of the file, which may not exist yet.
        exists: whether the file exists.
        table: its keys and values as typed; empty if it is broken.
        school: the settings that annotator reads from it.
        problems: all problems of the file, with their lines.
        broken: whether it can't be opened, or isn't TOML in UTF-8; then `SchoolStore` doesn't change it.
        version: a digest of the file's bytes; that of no bytes if it is missing, can't be opened, or isn't UTF-8.
    """

    path: Path
    exists: bool
    table: Mapping[str, Any] = field(default_factory=dict)
    school: School = field(default_factory=School)
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    version: str = digest(b"")

    def find(self, key: Key) -> Any:
        """The value of a key as it is typed in the file, or None."""
        return find_value(self.table, key)


@dataclass
class _History:
    """The versions of one file to go back to, or forth, the next one last; None stands for no file."""

    path: Path
    current: str | None
    versions: dict[Direction, list[str | None]] = field(default_factory=lambda: {"undo": [], "redo": []})

    def note(self, text: str | None) -> None:
        """Make ``text`` the current version; if it is another one, whoever wrote it, undo goes back to the one before."""
        if text != self.current:
            self.versions["undo"].append(self.current)
            self.versions["redo"].clear()
            self.current = text


@dataclass
class SchoolStore:
    """The ``school.toml`` of the tutorials in a folder. Threads may share it.

    Attributes:
        root: the folder with the tutorials.
        tutorial: a tutorial that may have a file of its own.
    """

    root: Path
    tutorial: Path | None = None
    _history: _History | None = field(default=None, init=False)

    @property
    def path(self) -> Path:
        """The file that is found from the tutorials, or the one in the root that the first change makes."""
        above = list(self.root.parents)[: MAX_LEVELS_UP - 1]  # a tutorial is one level below the root
        for folder in (*([self.tutorial] if self.tutorial else []), self.root, *above):
            if os.path.lexists(folder / SCHOOL):
                return folder / SCHOOL
        return self.root / SCHOOL

    def read(self) -> SchoolFile:
        """The file as it is now."""
        path = self.path
        try:
            data = _read_bytes(path)
            text = decode_with_mark(data or b"")
        except AnnotatorError as error:
            problem = Problem(SCHOOL, 0, error.message, error.remedy)
            return SchoolFile(path, exists=True, problems=(problem,), broken=True)
        if data is None:
            return SchoolFile(path, exists=False)
        school, problems = read_school(text, SCHOOL, path.parent, choose.CHOICES)
        try:
            table, broken = tomllib.loads(text.removeprefix("\ufeff")), False
        except tomllib.TOMLDecodeError:
            table, broken = {}, True
        return SchoolFile(
            path, exists=True, table=table, school=school, problems=problems, broken=broken, version=digest(data)
        )

    def list_directions(self) -> tuple[Direction, ...]:
        """Which of undo and redo are possible: ``("undo",)`` after the first change; none if it can't be read.

        Notes a change by another program.
        """
        with LOCK:
            try:
                history = self._note(self.path, _read_text(self.path))
            except AnnotatorError:
                return ()
            return tuple(direction for direction, versions in history.versions.items() if versions)

    def change(self, values: Mapping[Key, Value], version: str | None = None) -> None:
        """Set or remove keys of the file, which is made if it is missing.

        Args:
            values: the new value of each key.
            version: the one that the person saw; None for any.

        Raises:
            SchoolChangedError: somebody else changed it after it was seen. Nothing is written.
            AnnotatorError: it can't be read, is a link to another place, or can't hold a value.
            OutputError: it can't be written.
        """
        with LOCK:
            path = self.path
            text = _read_text(path, version)
            changed_text = set_keys(text or "", values)
            if changed_text != (text or ""):
                history = self._note(path, text)
                _write(path, changed_text, text)
                history.note(changed_text)

    def restore(self, direction: Direction, version: str) -> None:
        """Put back the version before (``undo``), or the one after it. Raises what `change` raises."""
        with LOCK:
            path = self.path
            text = _read_text(path, version)
            history = self._note(path, text)
            if versions := history.versions[direction]:
                _write(path, versions[-1], text)
                history.versions["redo" if direction == "undo" else "undo"].append(text)
                history.current = versions.pop()

    def _note(self, path: Path, text: str | None) -> _History:
        """The history, with ``text`` as the current version; a new one if the school has another file now."""
        if self._history is None or self._history.path != path:
            self._history = _History(path, text)
        self._history.note(text)
        return self._history


def _read_text(path: Path, version: str | None = None) -> str | None:
    """The text of the file; None if there is none.

    Raises SchoolChangedError if it has another ``version``, and AnnotatorError if it can't be read.
    """
    data = _read_bytes(path)
    if version not in (None, digest(data or b"")):
        raise _changed_meanwhile()
    if data is None:
        return None
    return set_keys(decode_with_mark(data), {})


def _read_bytes(path: Path) -> bytes | None:
    """The bytes of the file; None if there is none. Raises AnnotatorError for a link, and if it can't be opened."""
    if path.is_symlink():
        raise AnnotatorError("{school} is a link to another file.", "Put the file itself there.", school=SCHOOL)
    try:
        return read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        message = "{school} cannot be read: {error}."
        raise AnnotatorError(message, ASK_FOR_ACCESS, school=SCHOOL, error=error.strerror or error) from error


def _write(path: Path, new: str | None, old: str | None) -> None:
    """Replace the file, if it still has the ``old`` text; None stands for no file. Raises SchoolChangedError, OutputError."""
    with writing(SCHOOL, "Make room on the disk, or choose another folder."):
        try:
            if new is None:
                _require_text(path, old)
                path.unlink()
                return
            with replacing(path, exclusive=old is None) as temporary:
                temporary.write_bytes(new.encode())
                _require_text(path, old)
        except FileExistsError as error:
            raise _changed_meanwhile() from error


def _require_text(path: Path, text: str | None) -> None:
    """Raise SchoolChangedError unless the file has this text; None stands for no file."""
    if _read_bytes(path) != (None if text is None else text.encode()):
        raise _changed_meanwhile()


def _changed_meanwhile() -> SchoolChangedError:
    """The error for a file that isn't the one that the person saw."""
    remedy = "This page shows it as it is now. Make your change again."
    return SchoolChangedError("{school} was changed elsewhere in the meantime.", remedy, school=SCHOOL)

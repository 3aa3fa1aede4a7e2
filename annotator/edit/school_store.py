"""Keep the ``school.toml`` that a folder of tutorials belongs to: read it, change keys of it, take the last change back.

It is written whole or not at all, and never over a version that the person at the form has not seen.
"""

from __future__ import annotations

import os
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.cache import digest
from annotator.errors import AnnotatorError, OutputError
from annotator.media.files import read_file, replacing
from annotator.messages import Message
from annotator.model import Problem, School
from annotator.script import SCHOOL, BadValueError, read_school
from annotator.script.folder import ASK_FOR_ACCESS, decode
from annotator.script.school_edit import Key, Value, set_keys
from annotator.script.school_file import MAX_LEVELS_UP
from annotator.voice import choose

_NOTHING_SEEN = object()


class SchoolChangedError(AnnotatorError):
    """The file on disk is another one than the form shows."""

    code = "stale"


@dataclass(frozen=True)
class SchoolFile:
    """A ``school.toml`` as it is now.

    Attributes:
        path: where it is, or will be.
        exists: whether it is there.
        table: its keys and values as typed; empty if it can't be read.
        school: what annotator makes of it.
        problems: everything that is wrong with it, with lines.
        broken: whether it can't be read at all; then it isn't changed either.
        version: a digest of its bytes.
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
        found: Any = self.table
        for part in key:
            found = found.get(part) if isinstance(found, Mapping) else None
        return found


def find_place(root: Path, tutorial: Path | None = None) -> Path:
    """Where the ``school.toml`` of the tutorials in ``root`` is, or belongs.

    Args:
        root: the folder with the tutorials.
        tutorial: the only one that is open, which may have a file of its own.
    """
    places = [*([tutorial] if tutorial else []), root, *list(root.parents)[: MAX_LEVELS_UP - 1]]
    return next((place / SCHOOL for place in places if os.path.lexists(place / SCHOOL)), root / SCHOOL)


class SchoolStore:
    """The ``school.toml`` of the tutorials in a folder. Thread-safe."""

    def __init__(self, root: Path, tutorial: Path | None = None) -> None:
        self._root = root
        self._tutorial = tutorial
        self._seen: object = _NOTHING_SEEN
        self._shown: SchoolFile | None = None
        self._before: tuple[bytes | None, bytes | None] | None = None
        self.lock = threading.RLock()

    @property
    def path(self) -> Path:
        """The file that is found from the tutorials, or the one that the first change makes."""
        return find_place(self._root, self._tutorial)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back, and nobody else changed the file since."""
        with self.lock:
            try:
                return self._before is not None and self._look() == self._before[1]
            except AnnotatorError:
                return False

    def read_shown(self) -> SchoolFile:
        """The file as the form shows it; as it is now if it was never read."""
        with self.lock:
            return self._shown or self.read()

    def read(self) -> SchoolFile:
        """The file as it is now. From here on it is the version that the form shows."""
        with self.lock:
            self._shown = self._read()
            return self._shown

    def _read(self) -> SchoolFile:
        path = self.path
        try:
            self._seen = data = self._look()
            if data is None:
                return SchoolFile(path, False, {}, School(), (), False, digest(b""))
            text = _text_of(data)
        except AnnotatorError as error:
            problem = Problem(SCHOOL, 0, error.message, error.remedy)
            return SchoolFile(path, True, {}, School(), (problem,), True, digest(b""))
        school, problems = read_school(text, SCHOOL, path.parent, choose.CHOICES)
        table = _parse(text)
        return SchoolFile(path, True, table or {}, school, problems, table is None, digest(data))

    def change(self, values: Mapping[Key, Value]) -> None:
        """Set keys of the file, or take them away; it is made if it is missing.

        Raises:
            SchoolChangedError: somebody else changed it after it was shown. Nothing is written.
            AnnotatorError: it can't be read, or is a link to another place.
            OutputError: it can't be written.
        """
        with self.lock:
            data = self._check_seen()
            text = "" if data is None else _text_of(data)
            try:
                made = set_keys(text, values).encode()
            except BadValueError as bad:
                raise AnnotatorError(bad.message, bad.remedy) from bad
            if made == (data or b""):
                return
            self._write(made, data)
            self._before = data, made

    def undo(self) -> None:
        """Put back what was there before the last change; a second time, the change itself.

        Raises SchoolChangedError, and OutputError as `change` does.
        """
        with self.lock:
            if self._before is None:
                return
            old, new = self._before
            if self._check_seen() != new:
                raise _changed_meanwhile()
            if old is None:
                self._remove()
            else:
                self._write(old, new)
            self._before = new, old

    def _check_seen(self) -> bytes | None:
        data = self._look()
        if self._seen is not _NOTHING_SEEN and data != self._seen:
            raise _changed_meanwhile()
        return data

    def _look(self) -> bytes | None:
        """The bytes of the file; None if there is none. Raises AnnotatorError for a link, and if it can't be opened."""
        path = self.path
        if path.is_symlink():
            raise AnnotatorError("{school} is a link to another file.", "Put the file itself there.", school=SCHOOL)
        try:
            return read_file(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise AnnotatorError(
                Message("{school} cannot be read: {error}.", school=SCHOOL, error=error.strerror or error),
                ASK_FOR_ACCESS,
            ) from error

    def _write(self, made: bytes, expected: bytes | None) -> None:
        path = self.path
        try:
            mode = path.stat().st_mode & 0o777 if expected is not None else None
            with replacing(path, exclusive=expected is None) as temporary:
                temporary.write_bytes(made)
                if self._look() != expected:
                    raise _changed_meanwhile()
            if mode is not None:
                path.chmod(mode)
        except FileExistsError as error:
            raise _changed_meanwhile() from error
        except OSError as error:
            raise _not_written(error) from error
        self._seen = made

    def _remove(self) -> None:
        try:
            self.path.unlink()
        except OSError as error:
            raise _not_written(error) from error
        self._seen = None


def _text_of(data: bytes) -> str:
    """The text with its byte-order mark, if it has one. Raises AnnotatorError if it is not UTF-8."""
    try:
        decode(data)
    except BadValueError as bad:
        raise AnnotatorError(bad.message, bad.remedy) from bad
    return data.decode("utf-8")


def _parse(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return None


def _changed_meanwhile() -> SchoolChangedError:
    return SchoolChangedError(
        "{school} was changed elsewhere in the meantime.",
        "This page shows it as it is now. Make your change again.",
        school=SCHOOL,
    )


def _not_written(error: OSError) -> OutputError:
    return OutputError.not_written(SCHOOL, error, "Make room on the disk, or choose another folder.")

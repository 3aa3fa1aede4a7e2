"""Keep recordings that belong to the user alone: takes that wait, parts of a memo, files not yet placed, memos replaced.

Each is a file in the user's data folder, with a row of facts beside it. Nothing of it is in a tutorial's folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from annotator.edit.data_root import RECORDINGS, data_root
from annotator.edit.not_listed import NotListedError
from annotator.errors import OutputError

RecordingKind = Literal["take", "part", "sound", "memo"]
"""A take that waits for a decision; a sentence kept for a memo; a dropped file; a memo that is not in the folder now."""
_KINDS: tuple[RecordingKind, ...] = get_args(RecordingKind)
_NAME = re.compile(r"[0-9a-f]{12}\.[a-z0-9]{1,8}")
_ROW, _HEARD = ".json", ".heard.m4a"
_INCOMING = ".incoming-"
_MAX_ROW_BYTES = 100_000
_PRIVATE_FILE = 0o600


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording on the shelf.

    Attributes:
        file: its name on the shelf.
        kind: what it waits for.
        lang: the language that is spoken.
        slot: the stem of the memo that it is for (``03-unirse``, ``title``); empty if that isn't known.
        part: ``all``, or the index of a sentence.
        sentence: what was to be said.
        picture: the digest of the picture that was shown, or empty.
        seconds: how long it is, cleaned.
        faults: what is wrong with it, although it can be used: ``quiet``, ``clipped``.
        heard: whether it was played to its end.
        name: the name that a dropped file, or a memo in the folder, had.
        modified: when a dropped file was modified; 0 if that isn't known.
        chosen: whether a person chose the slot of a dropped file.
        consent: of a memo, the entry in ``consent.toml`` that goes with it: who, use, until, says, picture.
    """

    file: str
    kind: RecordingKind
    lang: str = ""
    slot: str = ""
    part: str = "all"
    sentence: str = ""
    picture: str = ""
    seconds: float = 0.0
    faults: tuple[str, ...] = ()
    heard: bool = False
    name: str = ""
    modified: int = 0
    chosen: bool = False
    consent: dict[str, Any] | None = None

    @property
    def id(self) -> str:
        """The opaque name by which a page knows it."""
        return self.file.partition(".")[0]


class Shelf:
    """The recordings of one tutorial. ``folder`` is made when it is needed, and only its owner may open it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, tutorial_folder: Path) -> Shelf:
        """The shelf of the tutorial in a folder, below the user's data folder."""
        name = hashlib.sha256(os.fsencode(tutorial_folder.resolve())).hexdigest()[:32]
        return cls(data_root() / RECORDINGS / name)

    def path(self, file: str) -> Path:
        """Where a recording is. Raises NotListedError for a name that is none of the shelf's."""
        if not _NAME.fullmatch(file):
            raise _gone()
        return self.folder / file

    def heard_path(self, recording: Recording) -> Path:
        """Where the recording is as a family will hear it."""
        return self.path(recording.file).with_name(recording.id + _HEARD)

    def new_name(self, suffix: str) -> str:
        """A name that no recording has."""
        return f"{secrets.token_hex(6)}{suffix}"

    def find(self, recording_id: str, *kinds: RecordingKind) -> Recording:
        """The recording with an id, of one of the kinds. Raises NotListedError."""
        for recording in self.list(*kinds):
            if recording.id == recording_id:
                return recording
        raise _gone()

    def list(self, *kinds: RecordingKind) -> tuple[Recording, ...]:
        """The recordings of these kinds, or all; the oldest first."""
        found = []
        for path in self._paths():
            row = self.read_row(path.name)
            if row is not None and (not kinds or row.kind in kinds):
                with contextlib.suppress(OSError):
                    found.append((path.stat().st_ctime_ns, row.file, row))
        return tuple(row for _, _, row in sorted(found, key=lambda each: each[:2]))

    def read_row(self, file: str) -> Recording | None:
        """The facts about a file on the shelf; None for one without."""
        try:
            text = self.path(file).with_suffix(_ROW).read_bytes()[:_MAX_ROW_BYTES]
            row = json.loads(text)
            known = Recording(**{**row, "file": file, "faults": tuple(row["faults"])})
            return known if known.kind in _KINDS else None
        except (OSError, ValueError, KeyError, TypeError, NotListedError):
            return None

    def write_row(self, recording: Recording) -> None:
        """Keep the facts about a recording. Raises OutputError."""
        with self._turning_errors():
            self._make_folder()
            path = self.path(recording.file).with_suffix(_ROW)
            handle, name = tempfile.mkstemp(prefix=_INCOMING, dir=self.folder)  # readable by its owner alone
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(asdict(recording), file, ensure_ascii=False)
                Path(name).replace(path)
            finally:
                Path(name).unlink(missing_ok=True)

    def change(self, recording: Recording, **facts: Any) -> Recording:
        """The recording with other facts, which are kept. Raises OutputError."""
        changed = replace(recording, **facts)
        self.write_row(changed)
        return changed

    @contextlib.contextmanager
    def incoming(self, suffix: str = "") -> Iterator[Path]:
        """An empty private file on the shelf, gone at the end unless `adopt` took it. Raises OutputError."""
        with self._turning_errors():
            self._make_folder()
            handle, name = tempfile.mkstemp(prefix=_INCOMING, suffix=suffix, dir=self.folder)
            os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def adopt(self, path: Path, recording: Recording) -> Recording:
        """Make a file that was written into the shelf's folder a recording. Raises OutputError."""
        self.write_row(recording)
        with self._turning_errors():
            path.chmod(_PRIVATE_FILE)
            path.replace(self.path(recording.file))
        return recording

    def adopt_heard(self, path: Path, recording: Recording) -> None:
        """Keep a file that was written into the shelf's folder as what a family will hear. Raises OutputError."""
        with self._turning_errors():
            path.chmod(_PRIVATE_FILE)
            path.replace(self.heard_path(recording))

    @contextlib.contextmanager
    def holding_heard(self, recordings: Iterable[Recording]) -> Iterator[None]:
        """Let what is heard of recordings outlast a change that fails; if it is made, that goes."""
        held = [(self.heard_path(each), self.folder / f"{_INCOMING}{each.id}") for each in recordings]
        for path, aside in held:
            with contextlib.suppress(OSError):
                path.rename(aside)
        try:
            yield
        except BaseException:
            for path, aside in held:
                with contextlib.suppress(OSError):
                    aside.rename(path)
            raise
        finally:
            for _, aside in held:
                aside.unlink(missing_ok=True)

    def remove(self, recording: Recording) -> None:
        """Remove a recording, and all that was made of it. Raises OutputError if it can't be removed."""
        with self._turning_errors():
            for path in (self.path(recording.file), self.heard_path(recording)):
                path.unlink(missing_ok=True)
            self.path(recording.file).with_suffix(_ROW).unlink(missing_ok=True)

    def empty(self) -> int:
        """Remove everything; return how many recordings that were. Raises OutputError."""
        count = len(self._paths())
        with self._turning_errors():
            if self.folder.is_dir():
                shutil.rmtree(self.folder)
        return count

    def remove_unneeded(self, needed: Iterable[str]) -> None:
        """Remove memos that no undo entry needs, and what was half written when the editor was killed."""
        kept = set(needed)
        with contextlib.suppress(OSError):
            for path in sorted(self.folder.iterdir()):
                row = self.read_row(path.name) if _NAME.fullmatch(path.name) and path.suffix != _ROW else None
                if row is not None and row.kind == "memo" and row.file not in kept:
                    self.remove(row)
                elif path.name.startswith(_INCOMING):
                    _remove_remnant(path)

    def _paths(self) -> tuple[Path, ...]:
        """The recordings' own files."""
        try:
            found = sorted(self.folder.iterdir())
        except OSError:
            return ()
        return tuple(path for path in found if _NAME.fullmatch(path.name) and path.suffix != _ROW)

    def _make_folder(self) -> None:
        self.folder.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.folder.parent, self.folder):
            folder.chmod(0o700)

    @contextlib.contextmanager
    def _turning_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                "The recording could not be kept: {strerror}.",
                "Make room on the disk, or set ANNOTATOR_DATA to a folder that you may write to.",
                strerror=error.strerror or error,
            ) from error


def _remove_remnant(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _gone() -> NotListedError:
    return NotListedError("This recording is not there any more.", "Record it again.")

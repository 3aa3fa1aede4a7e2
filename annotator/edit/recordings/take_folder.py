"""Keep the takes of a tutorial in a folder of it that only the user may open, until a person deletes them.

A take is a sound, a row of facts, and the sound as a family will hear it::

    .takes/0123456789ab.ogg
    .takes/0123456789ab.json
    .takes/0123456789ab.heard.m4a

A memo is a copy of a take, so a folder without its takes builds all the same.
"""

import contextlib
import datetime
import filecmp
import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from annotator import errors
from annotator.edit.data_root import make_private, write_private
from annotator.edit.errors import BadFieldError, NotListedError
from annotator.edit.json_codec import from_json, to_json
from annotator.edit.tutorial_list import list_quietly
from annotator.errors import AnnotatorError
from annotator.media.files import UNFINISHED, flush, remove_unfinished
from annotator.script.consent import Consent

NAME: Final = ".takes"
EMPTY: Final = "Nothing was recorded."
_FILE: Final = re.compile(r"[0-9a-f]{12}\.[a-z0-9]{1,8}")


class BadTakeError(AnnotatorError):
    """A recording that can't be used."""

    code = "bad-take"


@dataclass(frozen=True, slots=True)
class Take:
    """A recording made for one place, or a dropped file, which may have no place yet.

    Attributes:
        file: the file name of the sound (``0123456789ab.ogg``).
        lang: the language that is spoken.
        slot: the stem of the memo that it is for (``03-unirse``, ``title``); empty if that isn't known.
        sentence: the text that was to be said.
        picture: the digest of the picture that was shown, or empty.
        seconds: the duration as a family will hear it; 0 if unknown.
        faults: the defects with which it can still be used: ``quiet``, ``clipped``.
        number: a counter for the order in which takes came in, or were used last; the newest has the largest.
        recorded: the time at which it came in, in ISO 8601, to the minute (``2026-11-24T10:12+01:00``).
        heard: whether it was played to its end.
        heard_for: the slot that a dropped file had then: beside another picture it counts as not played.
        waiting: whether a person has to decide about it.
        used: whether it was made a memo.
        name: the name of a dropped file on the person's computer.
        modified: the modification time of a dropped file; 0 if unknown.
        chosen: whether a person chose the slot of a dropped file.
        consent: its entry for ``consent.toml``, for no file yet.
    """

    file: str
    lang: str
    slot: str = ""
    sentence: str = ""
    picture: str = ""
    seconds: float = 0.0
    faults: tuple[str, ...] = ()
    number: int = 0
    recorded: str = ""
    heard: bool = False
    heard_for: str = ""
    waiting: bool = False
    used: bool = False
    name: str = ""
    modified: int = 0
    chosen: bool = False
    consent: Consent | None = None

    @property
    def id(self) -> str:
        """The opaque id that pages use for it."""
        return self.file.partition(".")[0]


class TakeFolder:
    """The takes of one tutorial. Their folder is made when it is needed."""

    def __init__(self, tutorial: Path) -> None:
        self.tutorial = tutorial
        self.folder = tutorial / NAME

    def path(self, take: Take) -> Path:
        """The sound of a take, of which a memo is a copy."""
        return self.folder / take.file

    def heard_path(self, take: Take) -> Path:
        """The sound of a take as a family will hear it."""
        return self.folder / f"{take.id}.heard.m4a"

    def list(self) -> tuple[Take, ...]:
        """All takes, the oldest first."""
        rows = [path for path in list_quietly(self.folder) if path.suffix == ".json"]
        takes = [take for take in map(self._read, rows) if take is not None]
        return tuple(sorted(takes, key=lambda take: (take.number, take.file)))

    def find(self, take_id: str) -> Take:
        """The take with an id. Raises NotListedError."""
        for take in self.list():
            if take.id == take_id:
                return take
        raise NotListedError("This recording is not there any more.", "Record it again.")

    def find_same(self, sound: Path) -> Take | None:
        """The take with the same bytes as a file; the one used last of several."""
        with contextlib.suppress(OSError):
            size = sound.stat().st_size
            for take in reversed(self.list()):
                path = self.path(take)
                if path.stat().st_size == size and filecmp.cmp(path, sound, shallow=False):
                    return take
        return None

    @contextlib.contextmanager
    def incoming(self, suffix: str = "") -> Iterator[Path]:
        """An empty private file among the takes, gone at the end unless it was added. Raises OutputError."""
        with writing(self.folder):
            make_private(self.folder)
            handle, name = tempfile.mkstemp(prefix=UNFINISHED, suffix=suffix, dir=self.folder)
            os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def add(self, take: Take, sound: Path, heard: Path | None = None) -> Take:
        """Make an `incoming` file the newest take; ``take.file`` is its suffix. Raises OutputError."""
        name, now = f"{secrets.token_hex(6)}{take.file}", datetime.datetime.now().astimezone()
        named = replace(take, file=name, number=self._next_number(), recorded=now.isoformat(timespec="minutes"))
        with writing(self.folder):
            if heard is not None:
                self.add_heard(named, heard)
            self._write(named)
            _rename_durably(sound, self.path(named))  # last: a row without its sound doesn't count
        return named

    def add_heard(self, take: Take, heard: Path) -> None:
        """Keep an `incoming` file as the sound of a take that a family will hear. Raises OutputError."""
        with writing(self.folder):
            _rename_durably(heard, self.heard_path(take))

    def change(self, take: Take, *, newest: bool = False, **facts: Any) -> Take:
        """Change facts of a take, make it the ``newest`` if that is wanted, and return it. Raises OutputError."""
        changed = replace(take, **facts, number=self._next_number() if newest else take.number)
        with writing(self.folder):
            self._write(changed)
        return changed

    def throw_away(self, take: Take) -> None:
        """Remove a take. Raises OutputError."""
        with writing(self.folder):
            for path in (self.path(take), self.heard_path(take), self._row(take)):
                path.unlink(missing_ok=True)
            flush(self.folder)

    def remove_unfinished(self) -> None:
        """Delete half-written files, here or beside the script, that a killed editor left."""
        remove_unfinished(self.folder)
        remove_unfinished(self.tutorial)

    def _row(self, take: Take) -> Path:
        """The file with the facts of a take."""
        return self.folder / f"{take.id}.json"

    def _read(self, path: Path) -> Take | None:
        """The take of a row; None if it is damaged, or its sound is gone."""
        with contextlib.suppress(OSError, ValueError, RecursionError, BadFieldError):
            take: Take = from_json(json.loads(path.read_bytes()), Take)
            is_take = _FILE.fullmatch(take.file) and self._row(take) == path and self.path(take).is_file()
            return take if is_take else None
        return None

    def _write(self, take: Take) -> None:
        """Write the row of a take, for the user alone."""
        write_private(self._row(take), json.dumps(to_json(take, Take), ensure_ascii=False))

    def _next_number(self) -> int:
        """The number for a new or newest take."""
        return 1 + max((take.number for take in self.list()), default=0)


def _rename_durably(new: Path, path: Path) -> None:
    """Rename a finished file so that it has its name even after a power cut."""
    flush(new)
    new.replace(path)
    flush(path.parent)


def writing(folder: Path) -> contextlib.AbstractContextManager[None]:
    """Raise OutputError in place of an OSError within the block, in which the folder is written."""
    return errors.writing(folder, "Make room on the disk, and see that the folder may be written to.")

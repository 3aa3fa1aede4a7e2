"""Keep the editor's private data outside of the tutorials, so that no shared folder carries it.

It is in the user's data folder, as the system has it; on Linux::

    ~/.local/share/annotator/history/9f3a….3.json    the undo entries of each tutorial, and of each ``school.toml``
    ~/.local/share/annotator/answers/                answers to families (`annotator.edit.answers`)
    ~/.local/share/annotator/drafts/                 packs that were made to look at
    ~/.local/share/annotator/jobs/                   the jobs that a sudden end of the editor would interrupt
    ~/.local/share/annotator/servers/                port and secret of each running editor, locks of open tutorials

Only the user may open these folders, whatever the umask says. The second half of this module is `History`, the file that lets
undo reach back over a restart.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from annotator.cache import named_folder
from annotator.edit.tutorial.changes import MalformedError, from_json, to_json
from annotator.edit.tutorial.file_moves import FileMove
from annotator.errors import OutputError
from annotator.media.files import UNFINISHED, flush

HISTORY, DRAFTS, SERVERS, ANSWERS, JOBS = "history", "drafts", "servers", "answers", "jobs"
"""The folders in the data folder."""
LAST_FOLDER = "last-folder.json"
"""The file that names the folder for which the editor was started last."""
FITS = "fits.json"
"""The file with the digests of findings that somebody has accepted (`annotator.edit.words.differences`)."""
_PRIVATE: Final = 0o700


def data_root() -> Path:
    """The user's data folder: ``$ANNOTATOR_DATA``, or the system's usual place. It may not exist yet."""
    from platformdirs import user_data_path

    return named_folder("ANNOTATOR_DATA") or user_data_path("annotator", appauthor=False)


def make_private_folder(*parts: str) -> Path:
    """A folder below `data_root` that only the user may open, made if it is missing. Raises OutputError."""
    folder = data_root()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            _make_private(folder)
        for part in parts:
            folder = folder / part
            _make_private(folder)
    except OSError as error:
        raise OutputError(
            "The folder {folder} cannot be written: {strerror}.",
            "Make room on the disk, or set ANNOTATOR_DATA to a folder that you may write to.",
            folder=folder,
            strerror=error.strerror or error,
        ) from error
    return folder


def _make_private(folder: Path) -> None:
    """Make a folder that only the user may open, or close one that exists. Raises OSError."""
    folder.mkdir(mode=_PRIVATE, exist_ok=True)
    folder.chmod(_PRIVATE)


def write_private(path: Path, text: str) -> None:
    """Replace a file in a private folder, whole or not at all; only the user may read it. No link is followed.

    Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, suffix=path.suffix, dir=path.parent)  # made with mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        flush(temporary)
        temporary.replace(path)
        flush(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


MAX_ENTRIES = 200
MAX_BYTES = 2_000_000
"""The most undo entries of a tutorial, and the most characters in their scripts; the oldest entries are dropped."""

_FORMAT = 3
"""The version of the file's format, which is in its name; a file of another version is left alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A state of the script that undo or redo restores.

    Attributes:
        name: the name of the change that led away from it (``set-sentence``).
        script: the text of the script in that state, with its byte-order mark and carriage returns.
        moves: the files that the change renamed or copied, in order: ``(FileMove("04.png", "03.png"),)``.
    """

    name: str
    script: str
    moves: tuple[FileMove, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredHistory:
    """The history of a tutorial as stored between two runs.

    Attributes:
        revision: the tutorial's revision, a number that grows with every change.
        script: the latest text of the script.
        undo: the entries to undo, oldest first.
        redo: the entries to redo, in reverse order: the next one is last.
    """

    revision: int
    script: str
    undo: tuple[Entry, ...] = ()
    redo: tuple[Entry, ...] = ()

    def within_limits(self) -> StoredHistory:
        """Without the oldest entries to undo, if there are too many."""
        undo = self.undo[-MAX_ENTRIES:]
        while sum(len(entry.script) for entry in undo) > MAX_BYTES:
            undo = undo[1:]
        return replace(self, undo=undo)


class History:
    """The file with a tutorial's history.

    Args:
        folder: the folder of all histories, usually ``data_root() / "history"``; made when it is needed.
        tutorial_folder: the tutorial's folder.
    """

    def __init__(self, folder: Path, tutorial_folder: Path) -> None:
        name = hashlib.sha256(os.fsencode(tutorial_folder.resolve())).hexdigest()[:32]
        self.path = folder / f"{name}.{_FORMAT}.json"

    def load(self) -> StoredHistory | None:
        """The stored history; None if there is none, or if it can't be read."""
        try:
            row = json.loads(self.path.read_bytes())
            if not isinstance(row, dict) or row.pop("format", None) != _FORMAT:
                return None
            return cast("StoredHistory", from_json(row, StoredHistory))
        except (OSError, ValueError, RecursionError, MalformedError):
            return None

    def set_aside(self) -> bool:
        """Rename an unreadable history out of the way; return whether there was one. Raises OSError."""
        if not os.path.lexists(self.path):
            return False
        self.path.rename(self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}"))
        return True

    def remove(self) -> None:
        """Delete the history, and any that was set aside. Raises OSError."""
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink(missing_ok=True)

    def save(self, stored: StoredHistory) -> None:
        """Replace the file, whole or not at all, in a folder that only the user may open. Raises OSError."""
        self.path.parent.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        _make_private(self.path.parent)
        write_private(self.path, json.dumps({"format": _FORMAT, **to_json(stored, StoredHistory)}))

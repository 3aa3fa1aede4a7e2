"""Keep a tutorial's undo history in a file outside of its folder, so that it survives a restart."""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from annotator.edit.data_root import PRIVATE, make_private, write_private
from annotator.edit.errors import BadFieldError
from annotator.edit.json_codec import from_json, to_json
from annotator.edit.tutorial.file_moves import FileMove

MAX_ENTRIES = 200
MAX_CHARS = 2_000_000
"""Maximum number of a tutorial's entries to undo, and of the characters in their scripts; the oldest are dropped."""
_FORMAT = 3
"""The version of the file's format, which is in its name; a file of another version is not read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A state of the script, which undo or redo restores.

    Attributes:
        name: the name of the change that is undone or redone (``set-sentence``).
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

    def within_limits(self) -> "StoredHistory":
        """Without the oldest entries to undo, if they are too many or too long."""
        undo = self.undo[-MAX_ENTRIES:]
        while sum(len(entry.script) for entry in undo) > MAX_CHARS:
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
            return cast("StoredHistory", from_json(json.loads(self.path.read_bytes()), StoredHistory))
        except (OSError, ValueError, RecursionError, BadFieldError):
            return None

    def set_aside(self) -> bool:
        """Rename an unreadable history out of the way; return whether there was one. Raises OSError."""
        if not os.path.lexists(self.path):
            return False
        self.path.rename(self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}"))
        return True

    def remove(self) -> None:
        """Delete the history, and any of this format that was set aside. Raises OSError."""
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink(missing_ok=True)

    def save(self, stored: StoredHistory) -> None:
        """Replace the file, whole or not at all, in a folder that only the user may open. Raises OSError."""
        self.path.parent.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        make_private(self.path.parent)
        write_private(self.path, json.dumps(to_json(stored, StoredHistory)))

"""Keep the undo history of each tutorial in the user's data folder, for the user's eyes only."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from annotator.edit.data_root import write_private
from annotator.edit.file_moves import FileMove
from annotator.edit.json_codec import MalformedError, from_json, to_json

MAX_ENTRIES = 200
MAX_BYTES = 2_000_000
"""Of what there is to undo; the oldest entries are dropped."""

_FORMAT = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What undo, or redo, goes back to.

    Attributes:
        name: of the change, for instance ``set-sentence``.
        script: the script's text then; a byte-order mark and carriage returns included.
        moves: the files that the change renamed or copied, in order.
    """

    name: str
    script: str
    moves: tuple[FileMove, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredHistory:
    """A history as it is kept between two runs.

    Attributes:
        revision: of the tutorial.
        script: the script's newest text.
        undo: the oldest entry first.
        redo: the entry to redo next last.
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
        folder: where histories are kept, usually ``data_root() / "history"``; made when it is needed.
        tutorial_folder: the tutorial's folder.
    """

    def __init__(self, folder: Path, tutorial_folder: Path) -> None:
        name = hashlib.sha256(os.fsencode(tutorial_folder.resolve())).hexdigest()[:32]
        self.path = folder / f"{name}.{_FORMAT}.json"

    def load(self) -> StoredHistory | None:
        """What was kept; None if there is nothing, or nothing that can be read."""
        try:
            row = json.loads(self.path.read_bytes())
            if not isinstance(row, dict) or row.pop("format", None) != _FORMAT:
                return None
            return cast("StoredHistory", from_json(row, StoredHistory))
        except (OSError, ValueError, RecursionError, MalformedError):
            return None

    def set_aside(self) -> bool:
        """Leave a history that can't be read under another name. Whether there was any; raises OSError."""
        if not os.path.lexists(self.path):
            return False
        self.path.rename(self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}"))
        return True

    def remove(self) -> None:
        """Remove it, and what was set aside. Raises OSError."""
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink(missing_ok=True)

    def save(self, stored: StoredHistory) -> None:
        """Replace the file, whole or not at all, in a folder that only the user may open. Raises OSError."""
        folder = self.path.parent
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        write_private(self.path, json.dumps({"format": _FORMAT, **to_json(stored, StoredHistory)}))

"""Find the folder in which the editor keeps what belongs to the user alone: answers, histories, recordings, drafts.

Only the user may open its folders, whatever the umask says.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from annotator.errors import OutputError
from annotator.media.files import UNFINISHED, flush

HISTORY, DRAFTS, SERVERS, LAST_FOLDER = "history", "drafts", "servers", "last-folder.json"
ANSWERS, JOBS = "answers", "jobs"
_PRIVATE: Final = 0o700


def data_root() -> Path:
    """The user's data folder: ``$ANNOTATOR_DATA``, or the system's usual place. It may not exist yet."""
    from platformdirs import user_data_path

    chosen = os.environ.get("ANNOTATOR_DATA")
    return Path(chosen) if chosen else user_data_path("annotator", appauthor=False)


def make_private_folder(*parts: str) -> Path:
    """A folder below `data_root` that only the user may open, made if it is missing. Raises OutputError."""
    folder = data_root()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            _make(folder)
        for part in parts:
            folder = folder / part
            _make(folder)
    except OSError as error:
        raise OutputError(
            "The folder {folder} cannot be written: {strerror}.",
            "Make room on the disk, or set ANNOTATOR_DATA to a folder that you may write to.",
            folder=folder,
            strerror=error.strerror or error,
        ) from error
    return folder


def _make(folder: Path) -> None:
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

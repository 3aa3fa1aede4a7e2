"""Find the folder in which the editor keeps what belongs to the user alone: answers, histories, recordings, drafts.

Only the user may open its folders and read its files, whatever the umask says, and also where they were wider open before.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.errors import OutputError

HISTORY, RECORDINGS, DRAFTS, SERVERS, LAST_FOLDER = "history", "recordings", "drafts", "servers", "last-folder.json"
ANSWERS = "answers"
_OURS: Final = frozenset({ANSWERS, HISTORY, RECORDINGS, DRAFTS, SERVERS, LAST_FOLDER})
TEMPORARY: Final = ".new-"
"""Begins the names of files that are being written."""
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


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
        for place in (folder, *(folder.joinpath(*parts[: count + 1]) for count in range(len(parts)))):
            place.mkdir(mode=_FOLDER_MODE, exist_ok=True)
            if place != folder or is_ours(folder):
                _restrict(place, _FOLDER_MODE)
    except OSError as error:
        raise OutputError(
            "The folder {folder} cannot be written: {strerror}.",
            "Make room on the disk, or set ANNOTATOR_DATA to a folder that you may write to.",
            folder=folder,
            strerror=error.strerror or error,
        ) from error
    return folder.joinpath(*parts)


def write_private(path: Path, text: str) -> None:
    """Replace a file in a private folder, whole or not at all; only the user may read it. No link is followed.

    Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=path.suffix, dir=path.parent)  # made with mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def tighten(place: Path | None = None) -> None:
    """Close a file or folder to everybody else; by default, everything that is kept. Never raises.

    An older version, or another program, may have left it open.
    """
    for each, mode in _list_modes(data_root()) if place is None else _walk(place):
        with contextlib.suppress(OSError):
            _restrict(each, mode)


def is_ours(root: Path) -> bool:
    """Whether nothing but what the editor keeps is in a folder. A folder of other things keeps its permissions."""
    return all(entry.name in _OURS or entry.name.startswith(TEMPORARY) for entry in root.iterdir())


def _list_modes(root: Path) -> Iterator[tuple[Path, int]]:
    """What the editor keeps, and the permissions of each."""
    with contextlib.suppress(OSError):
        if root.is_dir() and is_ours(root):
            yield root, _FOLDER_MODE
    for name in sorted(_OURS):
        yield from _walk(root / name)


def _walk(place: Path) -> Iterator[tuple[Path, int]]:
    if place.is_symlink():
        return
    if not place.is_dir():
        yield place, _FILE_MODE
        return
    yield place, _FOLDER_MODE  # first, since it may be closed to us, too
    with contextlib.suppress(OSError):
        for entry in sorted(place.iterdir()):
            yield from _walk(entry)


def _restrict(place: Path, mode: int) -> None:
    if os.name == "posix" and stat.S_IMODE(place.lstat().st_mode) != mode:
        place.chmod(mode)

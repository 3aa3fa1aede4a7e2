"""Find the folder in which the editor keeps what belongs to the user alone: histories, drafts, the folder last used."""

from __future__ import annotations

import os
from pathlib import Path

from annotator.errors import OutputError

_PRIVATE = 0o700


def data_root() -> Path:
    """The user's data folder: ``$ANNOTATOR_DATA``, or the system's usual place. It may not exist yet."""
    from platformdirs import user_data_path

    chosen = os.environ.get("ANNOTATOR_DATA")
    return Path(chosen) if chosen else user_data_path("annotator", appauthor=False)


def make_private_folder(*parts: str) -> Path:
    """A folder below `data_root` that only the user may open, made if it is missing. Raises OutputError."""
    folder = data_root()
    try:
        for place in (folder, *(folder.joinpath(*parts[: count + 1]) for count in range(len(parts)))):
            place.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be written: {error.strerror or error}.",
            "Make room on the disk, or set ANNOTATOR_DATA to a folder that you may write to.",
        ) from error
    return folder.joinpath(*parts)

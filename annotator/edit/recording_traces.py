"""Remove what was made of recordings outside the tutorials: decoded clips, previews and drafts, in which they can be heard."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from annotator.cache import Cache
from annotator.edit.data_root import DRAFTS, data_root
from annotator.errors import OutputError

KINDS: Final = ("memo", "editor-sound", "editor-answer", "said", "video")
"""The kinds of cache entries that may hold a person's voice: clips, what the editor plays, sounds of pages and slides, films.
None says whose it holds, and all are made again in seconds, so all of them go."""


def remove(cache_root: Path) -> None:
    """Remove all clips, previews, films and drafts that may hold a recording. Raises OutputError."""
    Cache(cache_root).empty(*KINDS)
    remove_folder(data_root() / DRAFTS)


def remove_folder(folder: Path) -> None:
    """Remove a folder of the user's data, if it is there. Raises OutputError."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(
            "{folder} could not be emptied: {strerror}.",
            "Close programs that have a file of it open, then try again.",
            folder=folder,
            strerror=error.strerror or error,
        ) from error

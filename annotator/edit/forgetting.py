"""Delete on request what the editor remembers: answers, undo, takes, drafts, chosen folders, accepted findings, cached voices."""

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from annotator.cache import Cache
from annotator.edit.answers import empty, list_folders
from annotator.edit.data_root import ANSWER_CACHE, DRAFTS, FITS, HISTORY, INBOX, LAST_FOLDER, data_root
from annotator.edit.recordings.take_folder import NAME
from annotator.edit.tutorial.session import Session
from annotator.edit.tutorial_list import list_quietly
from annotator.errors import OutputError

VOICES: Final = ("memo", "editor-sound", "editor-answer", "said", "video")
"""The kinds of cache entries that may hold a person's voice: clips, sounds of the editor, of pages and slides, and films, which
only older versions kept. No entry says whose voice it holds, and all can be made again, so all of them are deleted."""
SPEECH: Final = ("voice",)
"""The kinds that hold synthetic speech, also of sentences that were deleted since."""


def forget_everything(opened: Iterable[Session], tutorials: Iterable[Path], cache_root: Path) -> None:
    """Delete what the editor remembers, with the takes of ``tutorials``, and empty the cache of voices. Raises OutputError.

    The histories of ``opened`` tutorials are emptied. A change that isn't in its tutorial's folder yet stays, and so does the
    list of interrupted jobs.
    """
    with _removing():
        open_histories = {session.history.path for session in opened}
        for session in opened:
            session.forget()
        for path in list_quietly(data_root() / HISTORY):
            if path not in open_histories:
                path.unlink(missing_ok=True)
        empty()
        for tutorial in tutorials:
            _remove_folder(tutorial / NAME)
        for name in (LAST_FOLDER, INBOX, FITS):
            (data_root() / name).unlink(missing_ok=True)
    forget_voices(cache_root, *SPEECH)


def forget_voices(cache_root: Path, *kinds: str) -> None:
    """Delete the cache entries, also those of answers, of the kinds in `VOICES` and of further ``kinds``; and all drafts.

    Raises OutputError.
    """
    for root in (cache_root, *(folder / ANSWER_CACHE for folder in list_folders())):
        Cache(root).empty(*VOICES, *kinds)
    with _removing():
        _remove_folder(data_root() / DRAFTS)


def _remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder)


@contextlib.contextmanager
def _removing() -> Iterator[None]:
    """Raise OutputError in place of an OSError within the block, with the file that the system refused to remove."""
    try:
        yield
    except OSError as error:
        message = "{path} could not be removed: {strerror}."
        remedy = "Close programs that have it open, then try again."
        path = error.filename or data_root()
        raise OutputError(message, remedy, path=path, strerror=error.strerror or error) from error

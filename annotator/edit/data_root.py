"""Keep the editor's private data out of the tutorials' folders, which people share.

It is in the user's data folder, as the system has it; on Linux::

    ~/.local/share/annotator/history/9f3a….3.json    the undo history of a tutorial (`annotator.edit.tutorial.history`)
    ~/.local/share/annotator/answers/                answers to families (`annotator.edit.answers`)
    ~/.local/share/annotator/drafts/                 packs that were made to look at
    ~/.local/share/annotator/jobs/                   the jobs that an end of the editor would interrupt
    ~/.local/share/annotator/servers/                port, secret and first page of each running editor, locks of open tutorials

Beside the folders are ``last-folder.json``, ``inbox-folder.json`` and ``fits.json``. The folders are made for the user alone.
"""

from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from annotator.cache import named_folder
from annotator.errors import refusing, writing
from annotator.media.files import replacing

HISTORY, DRAFTS, SERVERS, ANSWERS, JOBS = "history", "drafts", "servers", "answers", "jobs"
"""The folders in the data folder."""
LAST_FOLDER = "last-folder.json"
"""The file that names the folder for which the editor was started last."""
INBOX = "inbox-folder.json"
"""The file that names the folder in which new pictures are looked for."""
FITS = "fits.json"
"""The file with the keys of findings that somebody accepted, and of packs that somebody looked at (`words.differences`)."""
ANSWER_CACHE: Final = ".cache"
"""The folder below an answer's own with what was read on its pictures and spoken of them, which goes with the answer."""
PRIVATE: Final = 0o700
"""The mode of a folder that only the user may open."""


def data_root() -> Path:
    """The user's data folder: ``$ANNOTATOR_DATA``, or the system's usual place. It may not exist yet."""
    return named_folder("ANNOTATOR_DATA") or user_data_path("annotator", appauthor=False)


def is_answer(folder: Path) -> bool:
    """Whether a tutorial is an answer to a family."""
    place = data_root() / ANSWERS
    return folder.parent in (place, place.resolve())


def cache_root(folder: Path, usual: Path) -> Path:
    """The root of the cache for a tutorial: the ``usual`` one, or an answer's own."""
    return folder / ANSWER_CACHE if is_answer(folder) else usual


def make_private_folder(*parts: str) -> Path:
    """A folder below `data_root` that only the user may open, made if it is missing. Raises OutputError."""
    folder = data_root()
    remedy = "Make room on the disk, or set ANNOTATOR_DATA to a folder that you may write to."
    with refusing("The folder {folder} cannot be written: {strerror}.", remedy, folder=folder.joinpath(*parts)):
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            make_private(folder)
        for part in parts:
            folder = folder / part
            make_private(folder)
    return folder


def make_private(folder: Path) -> None:
    """Make a folder that only the user may open, or restrict an existing one. Raises OSError."""
    folder.mkdir(mode=PRIVATE, exist_ok=True)
    folder.chmod(PRIVATE)


def keep(text: str, *parts: str) -> None:
    """Write the file below `data_root` that has this path, as `write_private` does. Raises OutputError."""
    place = make_private_folder(*parts[:-1]) / parts[-1]
    with writing(place, "Make room on the disk."):
        write_private(place, text)


def write_private(path: Path, content: str | bytes) -> None:
    """Replace a file, whole or not at all; only the user may read it. No link is followed. Raises OSError."""
    with replacing(path, mode=0o600) as temporary:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)

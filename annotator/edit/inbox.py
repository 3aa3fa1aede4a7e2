"""List the pictures that came into one folder of the person's, Downloads at first, and read them; nothing there is changed.

What a person takes is sent like any other picture, and `annotator.edit.tutorial.picture_files` judges it. Files that programs
are still writing are counted, and listed once they are whole: browsers write ``IMG_0412.png.crdownload`` before ``IMG_0412.png``,
and what a phone's cable copies grows under its own name.
"""

import contextlib
import filecmp
import os
import stat
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.edit import work_folder
from annotator.edit.data_root import INBOX
from annotator.edit.errors import NotListedError
from annotator.edit.tutorial import page_pictures, picture_files
from annotator.edit.tutorial_list import list_quietly, short_id, show_name
from annotator.errors import ProblemsError
from annotator.script import PICTURES, natural_key, suffix

MAX_PICTURES: Final = 60
"""Maximum number of pictures that are listed; each is decoded to be shown."""
MAX_FOLDERS: Final = 200
"""Maximum number of folders of the chosen one that are offered."""
QUIET_SECONDS: Final = 2
"""A picture that was written to within these seconds may still be growing."""
STALLED_SECONDS: Final = 60
"""A browser's half-written file that stayed the same for so long was given up."""
AHEAD_SECONDS: Final = 86_400
"""How far the clock of a phone or card may be ahead; later times are wrong, and such a file would always be the newest."""
_UNFINISHED: Final = frozenset({".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp"})
"""The suffixes of files that browsers are still writing."""
_CLOUDS: Final = ("OneDrive*", "Google*Drive", "Dropbox*", "Nextcloud*", "iCloudDrive")
"""The names that cloud services give their folders in the user's own."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A picture in the folder, by its opaque id.

    Attributes:
        arrived: when it came into the folder, or was written last, in seconds since 1970; 0 where those times are wrong.
        modified: when it was written last.
        size: its size in bytes.
    """

    id: str
    path: Path
    arrived: float
    modified: float
    size: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The newest pictures of a folder.

    Attributes:
        pictures: the newest first, at most `MAX_PICTURES`.
        unlisted: the number of pictures beyond these.
        unfinished: the number of files that are still being written.
    """

    pictures: tuple[Arrived, ...]
    unlisted: int
    unfinished: int


def list_pictures(folder: Path, since: float, now: float) -> Listing:
    """The pictures that came into a folder at ``since`` or later; no link, no hidden, empty or too large file."""
    pictures, unfinished = [], 0
    for entry, status in _scan(folder):
        times = (status.st_mtime, status.st_ctime)  # copies keep the former; disks of phones may not have the latter
        arrived = max((time for time in times if time <= now + AHEAD_SECONDS), default=0)
        if arrived < since:
            continue
        age = now - status.st_mtime
        if suffix(entry.name) in _UNFINISHED:
            if age < STALLED_SECONDS:
                unfinished += 1
        elif suffix(entry.name) in PICTURES and 0 < status.st_size <= picture_files.MAX_BYTES:
            if 0 <= age < QUIET_SECONDS:
                unfinished += 1
                continue
            path = folder / entry.name
            pictures.append(Arrived(short_id(entry.name), path, arrived, status.st_mtime, status.st_size))
    pictures.sort(key=lambda picture: (picture.arrived, natural_key(picture.path.name)), reverse=True)
    return Listing(tuple(pictures[:MAX_PICTURES]), max(0, len(pictures) - MAX_PICTURES), unfinished)


def find_picture(folder: Path, picture_id: str) -> Path:
    """The picture in a folder with an id. Raises NotListedError for one that is gone, and for what became a link."""
    for entry, _ in _scan(folder):
        if short_id(entry.name) == picture_id and suffix(entry.name) in PICTURES:
            return folder / entry.name
    raise _gone()


def read_picture(folder: Path, picture_id: str) -> bytes:
    """The bytes of a picture in a folder. Raises NotListedError, also for one that is too large by now."""
    try:
        with find_picture(folder, picture_id).open("rb") as file:
            data = file.read(picture_files.MAX_BYTES + 1)
    except OSError as error:
        raise _gone() from error
    if len(data) > picture_files.MAX_BYTES:
        raise _gone()
    return data


def draw_picture(folder: Path, picture_id: str, width: int) -> bytes:
    """A picture in a folder as a JPEG at most ``width`` pixels wide.

    Raises NotListedError, and ProblemsError for one that can't be read.
    """
    path = find_picture(folder, picture_id)
    try:
        return page_pictures.render(path, width)
    except ProblemsError as error:
        if not path.exists():
            raise _gone() from error
        raise


def is_copied(picture: Arrived, folder: Path, names: Collection[str]) -> bool:
    """Whether one of the files of a tutorial has the same bytes: the picture was taken before."""
    for name in names:
        with contextlib.suppress(OSError):
            same_size = suffix(name) in PICTURES and (folder / name).stat().st_size == picture.size
            if same_size and filecmp.cmp(folder / name, picture.path, shallow=False):
                return True
    return False


def chosen_folder() -> Path:
    """The folder that a person chose, if it is still there; else that of downloads."""
    from platformdirs import user_downloads_path  # only where pictures are taken

    return work_folder.last_used(INBOX) or user_downloads_path()


def list_folders() -> tuple[Path, ...]:
    """The folders to choose from: those in the chosen one, the one above it if it isn't usual, and `_usual_folders`."""
    current, usual = chosen_folder(), tuple(path.resolve() for path in _usual_folders())
    above = () if current in usual else (current.parent,)
    within = sorted(filter(_is_open, list_quietly(current)), key=lambda path: natural_key(show_name(path.name)))
    return tuple(dict.fromkeys((*above, *within[:MAX_FOLDERS], *usual)))


def choose_folder(folder_id: str) -> None:
    """Choose one of the listed folders, also for the next start. Raises NotListedError and OutputError."""
    for folder in list_folders():
        if short_id(str(folder)) == folder_id:
            return work_folder.remember(folder, INBOX)
    raise NotListedError("This folder is not there any more.", "Choose another one.")


def _scan(folder: Path) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    """The regular files of a folder that aren't hidden, with their status; nothing if it can't be listed."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):  # it vanished meanwhile
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode) and not entry.name.startswith("."):
                    yield entry, status


def _usual_folders() -> Iterator[Path]:
    """The folders into which pictures come on this computer, if they exist: the user's own, clouds, phones and cards."""
    import platformdirs  # only where pictures are taken

    own = (platformdirs.user_downloads_path(), platformdirs.user_pictures_path(), platformdirs.user_desktop_path())
    yield from filter(os.path.isdir, own)
    home = Path.home()
    for pattern in _CLOUDS:
        yield from filter(_is_open, sorted(home.glob(pattern)))
    for mounts in _list_mounts(home):
        yield from filter(_is_open, sorted(list_quietly(mounts)))
    if sys.platform == "win32":
        yield from filter(os.path.isdir, (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ"))


def _list_mounts(home: Path) -> list[Path]:
    """The folders in which this system shows cards, phones and clouds that are connected."""
    mounts = {"darwin": [Path("/Volumes"), home / "Library" / "CloudStorage"], "win32": []}
    folders = mounts.get(sys.platform, [Path("/media", home.name), Path("/run/media", home.name)])
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):  # where Linux shows a phone that a cable connects
        folders.append(Path(runtime, "gvfs"))
    return folders


def _is_open(folder: Path) -> bool:
    """Whether something is a folder to look into: no link, and not hidden."""
    with contextlib.suppress(OSError):
        return folder.is_dir() and not folder.is_symlink() and not folder.name.startswith(".")
    return False


def _gone() -> NotListedError:
    return NotListedError("This picture is not in the folder any more.", "Save it again, then look for new pictures.")

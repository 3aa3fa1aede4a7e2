"""Manage the files beside ``school.toml`` that its undo doesn't cover: pictures with consents, and the list of private names.

The list, also called the roster, has one name a line. It is for the user's eyes only, and its previous version stays beside it,
so that one press doesn't lose it::

    school.toml          names = "names.txt"
    names.txt            Ana García López
    names-before.txt
"""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from annotator.cache import digest
from annotator.edit.data_root import write_private
from annotator.edit.recordings.consents import exchange, read_form
from annotator.edit.school.school_store import LOCK, SchoolChangedError, SchoolStore
from annotator.edit.tutorial import picture_files
from annotator.edition.tutorial_source import today
from annotator.errors import AnnotatorError, ProblemsError, refusing, writing
from annotator.media.files import read_file
from annotator.messages import Message, join
from annotator.model import Problem
from annotator.script import CONSENT, PICTURES, suffix
from annotator.script.file_names import stem
from annotator.script.files.text_files import decode_any, read_text
from annotator.script.roster import parse_roster
from annotator.script.school_file import NAMES

KEY: Final = ("names",)
"""The key of ``school.toml`` that names the list."""
_LOGO: Final = re.compile(r"logo", re.IGNORECASE)
_MOST_OFFERED: Final = 60
"""Maximum number of pictures to choose from."""


def receive_picture(folder: Path, wished: str, data: Iterable[bytes]) -> str:
    """Add a picture to the school's folder, its bytes unchanged, under a free safe name, which is returned.

    Raises ProblemsError if it isn't a picture that can be read, and OutputError if it can't be written.
    """
    # A folder of screenshots leaves files named "logo" alone, so pictures that come in never get that name.
    base = re.split(r"[/\\]", wished)[-1]
    name = f"school-{base}" if _LOGO.fullmatch(stem(base)) else base
    try:
        return picture_files.receive(folder, name, data)
    except ProblemsError as error:
        first = error.problems[0]
        remedy = Message("Send a PNG or JPEG picture of at most {max} MB.", max=picture_files.MAX_BYTES // 1000000)
        raise ProblemsError([Problem(first.file, 0, first.message, remedy)]) from error


def list_pictures(folder: Path) -> tuple[str, ...]:
    """The names of pictures in the school's folder that may be its logo or a photo, at most 60; no link."""
    with contextlib.suppress(OSError):
        visible = [path for path in folder.iterdir() if not path.name.startswith(".")]
        pictures = [path for path in visible if suffix(path.name) in PICTURES and not path.is_symlink()]
        return tuple(sorted(path.name for path in pictures if path.is_file()))[:_MOST_OFFERED]
    return ()


def check_picture(path: Path) -> Problem | None:
    """Why a picture can't be shown, by its header; None if it can."""
    from annotator.screen import load  # loads NumPy and Pillow

    try:
        load.check_header(path)
    except ProblemsError as error:
        first = error.problems[0]
        return Problem(first.file, 0, join(first.file, first.message), first.remedy)
    return None


def note_consent(folder: Path, file: str, who: str, places: Iterable[str], until: str) -> None:
    """Note the consent for a photo beside ``school.toml``; other entries and comments stay.

    Raises ChangeError if something is missing or the file of consents has problems, and OutputError.
    """
    leave = read_form(who, places, until, today())
    with writing(CONSENT, "Make room on the disk."):
        exchange(folder, [file], replace(leave, file=file))


@dataclass(frozen=True, slots=True)
class RosterFile:
    """The list: where it is or will be, its names now and before, a digest of its bytes, and whether it is in use."""

    path: Path
    names: tuple[str, ...]
    before: tuple[str, ...]
    version: str
    used: bool


def read_roster(store: SchoolStore) -> RosterFile:
    """The list that ``school.toml`` names; without one, a ``names.txt`` beside it, which may not exist yet.

    Raises AnnotatorError if ``school.toml`` or the list can't be read, or the list isn't a .txt file inside the school's folder:
    whoever sends a tutorial around must not make this program write elsewhere.
    """
    school = store.read()
    if school.broken:
        first = school.problems[0]
        raise AnnotatorError(first.message, first.remedy)
    named = school.find(KEY)
    folder = school.path.parent
    path = _find_named_file(folder, named) if isinstance(named, str) else folder / NAMES
    is_link = path.is_symlink() or path_before(path).is_symlink()
    is_inside = path.resolve().parent.is_relative_to(folder.resolve())
    if is_link or not is_inside or path.suffix != ".txt":
        remedy = "Change it in a text editor, or bring it there."
        raise AnnotatorError("The list of names is not a .txt file in the school's folder.", remedy)
    try:
        data, names = _read_names(path)
        _, before = _read_names(path_before(path))
    except OSError as error:
        message = "The list of names cannot be read: {reason}."
        raise AnnotatorError(message, "Try again.", reason=error.strerror or error) from error
    return RosterFile(path, names, before, digest(data), named is not None)


def write_roster(store: SchoolStore, text: str, seen: str) -> RosterFile:
    """Make the names in ``text`` the list, one a line, readable for the user alone; ``school.toml`` no longer names an empty one.

    Args:
        store: the ``school.toml``, which names the list from now on.
        text: the typed or pasted names, as `parse_roster` reads them.
        seen: the ``version`` of the list that the person saw.

    Raises SchoolChangedError if it was changed meanwhile, AnnotatorError as `read_roster` and for a line that can't be
    understood, and OutputError.
    """
    with LOCK:
        roster = read_roster(store)
        if roster.version != seen:
            remedy = "Look at the list as it is now, and make your change once more."
            raise SchoolChangedError("The list of names was changed elsewhere in the meantime.", remedy)
        names = parse_roster(text)
        new_list = "".join(f"{name}\n" for name in names).encode()
        remedy = "Make room on the disk, and see that the school's folder may be written to."
        with refusing("The list of names could not be written: {strerror}.", remedy):
            if roster.names and names != roster.names:
                write_private(path_before(roster.path), read_file(roster.path))
            if names or roster.path.exists():
                write_private(roster.path, new_list)
        if not names and roster.used:
            store.change({KEY: None})
        elif names and not roster.used:
            store.change({KEY: NAMES})
        return read_roster(store)


def path_before(path: Path) -> Path:
    """The path of the previous version of a list."""
    return path.with_stem(f"{path.stem}-before")


def _find_named_file(folder: Path, named: str) -> Path:
    """The file that the key names, with the slashes of any system."""
    as_typed, with_slashes = folder / named, folder / named.replace("\\", "/")
    with contextlib.suppress(OSError, ValueError):
        return as_typed if as_typed.is_file() else with_slashes
    return with_slashes


def _read_names(path: Path) -> tuple[bytes, tuple[str, ...]]:
    """The bytes and the names of a list; empty if it doesn't exist."""
    if not path.exists():
        return b"", ()
    return read_file(path), parse_roster(read_text(path, decode_any))

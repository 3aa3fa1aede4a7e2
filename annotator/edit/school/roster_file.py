"""The list of private names beside ``school.toml``, also called the roster: one name a line, written for the user alone.

The undo of ``school.toml`` doesn't cover it, so its previous version stays beside it::

    school.toml          names = "names.txt"
    names.txt            Ana García López
    names-before.txt
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.cache import digest
from annotator.edit.data_root import write_private
from annotator.edit.school.school_store import LOCK, SchoolChangedError, SchoolStore
from annotator.errors import AnnotatorError, refusing
from annotator.media.files import read_file
from annotator.script.files.text_files import decode_any, read_text
from annotator.script.roster import parse_roster
from annotator.script.school_file import NAMES

_KEY: Final = ("names",)
"""The key of ``school.toml`` that names the list."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """The list.

    Attributes:
        path: the path of its file, which may not exist yet.
        names: its names.
        previous_names: the names of its previous version.
        version: a digest of its bytes.
        is_named: whether ``school.toml`` names it.
    """

    path: Path
    names: tuple[str, ...]
    previous_names: tuple[str, ...]
    version: str
    is_named: bool


def read_roster(store: SchoolStore) -> RosterFile:
    """The list that ``school.toml`` names; without one, a ``names.txt`` beside it, which may not exist yet.

    Raises AnnotatorError if ``school.toml`` or the list can't be read, or the list is a link, or no .txt file inside the school's
    folder: whoever sends a tutorial around must not make this program write elsewhere.
    """
    school = store.read()
    if school.broken:
        first = school.problems[0]
        raise AnnotatorError(first.message, first.remedy)
    value = school.find(_KEY)
    folder = school.path.parent
    path = _find_named_file(folder, value) if isinstance(value, str) else folder / NAMES
    is_link = path.is_symlink() or previous_path(path).is_symlink()
    is_inside = path.resolve().parent.is_relative_to(folder.resolve())
    if is_link or not is_inside or path.suffix != ".txt":
        remedy = "Change it in a text editor, or bring it there."
        raise AnnotatorError("The list of names is not a .txt file in the school's folder.", remedy)
    try:
        data, names = _read_names(path)
        _, previous_names = _read_names(previous_path(path))
    except OSError as error:
        message = "The list of names cannot be read: {reason}."
        raise AnnotatorError(message, "Try again.", reason=error.strerror or error) from error
    return RosterFile(path, names, previous_names, digest(data), is_named=value is not None)


def write_roster(store: SchoolStore, text: str, version: str) -> RosterFile:
    """Make the names in ``text`` the list, one a line, readable for the user alone.

    Args:
        store: the ``school.toml``, which then names the list unless that is empty.
        text: the typed or pasted names, as `parse_roster` reads them.
        version: that of the list that the person saw.

    Raises SchoolChangedError if it was changed meanwhile, AnnotatorError as `read_roster` and for a line that can't be
    understood, and OutputError.
    """
    with LOCK:
        roster = read_roster(store)
        if roster.version != version:
            remedy = "Look at the list as it is now, and make your change once more."
            raise SchoolChangedError("The list of names was changed elsewhere in the meantime.", remedy)
        names = parse_roster(text)
        new_list = "".join(f"{name}\n" for name in names).encode()
        remedy = "Make room on the disk, and see that the school's folder may be written to."
        with refusing("The list of names could not be written: {strerror}.", remedy):
            if roster.names and names != roster.names:
                write_private(previous_path(roster.path), read_file(roster.path))
            if names or roster.path.exists():
                write_private(roster.path, new_list)
        if not names and roster.is_named:
            store.change({_KEY: None})
        elif names and not roster.is_named:
            store.change({_KEY: NAMES})
        return read_roster(store)


def previous_path(path: Path) -> Path:
    """The path of the previous version of a list."""
    return path.with_stem(f"{path.stem}-before")


def _find_named_file(folder: Path, name: str) -> Path:
    """The file that the key names, with the slashes of any system."""
    as_typed, with_slashes = folder / name, folder / name.replace("\\", "/")
    with contextlib.suppress(OSError, ValueError):
        return as_typed if as_typed.is_file() else with_slashes
    return with_slashes


def _read_names(path: Path) -> tuple[bytes, tuple[str, ...]]:
    """The bytes and the names of a list; empty if it doesn't exist."""
    if not path.exists():
        return b"", ()
    return read_file(path), parse_roster(read_text(path, decode_any))

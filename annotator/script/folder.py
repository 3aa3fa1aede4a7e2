"""Read a tutorial's folder from the disk."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from annotator import assets
from annotator.model import Problem
from annotator.script.file_names import PICTURES, suffix
from annotator.script.reader import LONGEST, Reading, read
from annotator.script.target import BadValueError

SCRIPT = "tutorial.md"
_UNREADABLE = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that no terminal shows: control characters, lone surrogates, line and paragraph separators."""

RIGHTS = "Ask whoever set up this computer for the right to it."
_SAVE = 'Open it in the editor and save it again with the encoding "UTF-8" (in Notepad: Save as, Encoding).'


def read_folder(folder: Path, file: str = SCRIPT) -> Reading:
    """Read ``folder/tutorial.md`` with the names of the files beside it.

    Args:
        folder: the tutorial's folder.
        file: the script's name in messages, for instance with its folder if several are read.
    """
    if (wrong := _wrong(folder)) is not None:
        return Reading(None, (Problem(str(folder), 0, *wrong),))
    try:
        names = list_files(folder)
        text = read_text(folder / _script(names, folder))
    except BadValueError as bad:
        return Reading(None, (Problem(file, 0, bad.message, bad.remedy),))
    except OSError as error:
        return Reading(None, (Problem(file, 0, f"It cannot be read: {error.strerror or error}.", RIGHTS),))
    return read(text, names, file, shipped_icons())


def _wrong(folder: Path) -> tuple[str, str] | None:
    """Why a folder can't be a tutorial's (its pack gets its name), and what to do; or None."""
    try:
        if folder.is_file():
            return "This is a file, not a folder.", f'Write the folder that it is in: "{folder.parent}"'
        if not folder.is_dir():
            return "There is no such folder.", "Check how its name is written."
        name = folder.resolve().name
    except OSError as error:
        return f"It cannot be opened: {error.strerror or error}.", "Check how its name is written."
    if any(unicodedata.category(letter) in _UNREADABLE for letter in name):
        return "The folder's name has letters that cannot be read here.", "Give it a plain name."
    if name.startswith("."):
        return "The folder's name begins with a dot, so that its pack would be hidden.", "Give it a plain name."
    return None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file that a person wrote.

    Raises BadValueError if it is no file, can't be read, or has another encoding.
    """
    try:
        if path.is_dir():
            raise BadValueError("It is a folder, not a file.", "Give the folder another name.")
        if path.exists() and not path.is_file():
            raise BadValueError("It is not a file that can be read.", "Take it away.")
        return decode(path.read_bytes())
    except OSError as error:
        raise BadValueError(f"It cannot be read: {error.strerror or error}.", RIGHTS) from error


def list_files(folder: Path) -> frozenset[str]:
    """The names of the files in a folder, without hidden ones and names that aren't valid text. Raises OSError."""
    names = (path.name for path in folder.iterdir() if path.is_file())
    return frozenset(name for name in names if not name.startswith(".") and _is_text(name))


def shipped_icons() -> frozenset[str]:
    """The names of the icons that ship with annotator."""
    folder = assets.folder("icons")
    return (
        frozenset(name for name in list_files(folder) if suffix(name) in PICTURES) if folder.is_dir() else frozenset()
    )


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark. Raises BadValueError for any other encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:1000]:
        raise BadValueError('The file is saved as UTF-16 (which Notepad calls "Unicode").', _SAVE)
    if len(data) > 4 * LONGEST:
        raise BadValueError("The file is far too long.", f"It may have {LONGEST:,} characters.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadValueError(
            f"The file is saved in an old Windows encoding: line {line} cannot be read.", _SAVE
        ) from error


def _script(names: frozenset[str], folder: Path) -> str:
    script = next((name for name in sorted(names, reverse=True) if name.lower() == SCRIPT), None)
    if script:
        return script
    doubled = next((name for name in sorted(names) if name.lower().startswith(SCRIPT + ".")), None)
    if doubled:
        raise BadValueError(
            f'The file is missing, but there is "{doubled}": it has two endings, and Windows hides the last one.',
            f'Rename it to "{SCRIPT}".',
        )
    if os.path.lexists(folder / SCRIPT):
        return SCRIPT  # a folder, or a broken link: reported when it is read
    raise BadValueError("The file is missing.", f'Write it with: annotator new "{folder}"')


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # Linux allows any bytes in a name
        return False
    return True

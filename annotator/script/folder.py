"""Read the text files of a tutorial's folder, and turn what the disk refuses into problems like those of a line.

``tutorial.md: The file is missing. Write it with: annotator new "clase"`` is one. `read_folder` reads the script with the
names of the files beside it; `read_text` reads any other text that a person wrote.
"""

import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from annotator import assets
from annotator.messages import Message
from annotator.model import Problem
from annotator.script.file_names import PICTURES, is_named_as_media, suffix
from annotator.script.problems import BadValueError
from annotator.script.reader import Reading, read

SCRIPT = "tutorial.md"
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that no terminal shows: control characters, lone surrogates, line and paragraph separators."""

ASK_FOR_ACCESS = "Ask whoever set up this computer to let you open it."
_SAVE_AS_TEXT = 'Save it as "CSV UTF-8" in your spreadsheet program, or as "UTF-8" in a text editor.'
_MAX_BYTES = 5_000_000
_SAVE_AS_UTF8 = 'Open it in the editor and save it again with the encoding "UTF-8" (in Notepad: Save as, Encoding).'


class FolderFiles(frozenset[str]):
    """The names of the files in a folder. ``outer_links`` are links to files elsewhere, which don't count among them."""

    outer_links: frozenset[str] = frozenset()


def outer_link_error(name: str) -> BadValueError:
    """The error for a link that leads out of the tutorial's folder: whoever sent the folder could show any file by it."""
    return BadValueError(
        "{name} is a link that leads out of the tutorial's folder.", "Copy the file itself into the folder.", name=name
    )


def read_folder(folder: Path) -> Reading:
    """Read ``folder/tutorial.md`` with the names of the files beside it.

    What can't be read is a problem of the `Reading`.
    """
    place = str(folder)
    try:
        _check_folder(folder)
        place = SCRIPT
        try:
            names = list_files(folder)
        except OSError as error:
            raise _unreadable(error) from error
        text = read_text(folder / find_script(names, folder))
    except BadValueError as bad:
        return Reading(None, (Problem(place, 0, bad.message, bad.remedy),))
    reading = read(text, names, SCRIPT, shipped_icons())
    errors = [outer_link_error(link) for link in sorted(names.outer_links) if is_named_as_media(link)]
    links = tuple(Problem(SCRIPT, 0, error.message, error.remedy) for error in errors)
    return replace(reading, problems=reading.problems + links)


def _unreadable(error: OSError) -> BadValueError:
    return BadValueError(Message("It cannot be read: {strerror}.", strerror=error.strerror or error), ASK_FOR_ACCESS)


def _check_folder(folder: Path) -> None:
    """Raise BadValueError for a folder that can't be a tutorial's, or has a name that no screen can show."""
    try:
        if folder.is_file():
            raise BadValueError(
                "This is a file, not a folder.", 'Write the folder that it is in: "{parent}"', parent=folder.parent
            )
        if not folder.is_dir():
            raise BadValueError("There is no such folder.", "Check how its name is written.")
        name = folder.resolve().name
    except OSError as error:
        raise BadValueError(
            "It cannot be opened: {strerror}.", "Check how its name is written.", strerror=error.strerror or error
        ) from error
    if any(unicodedata.category(char) in _UNPRINTABLE for char in name):
        raise BadValueError("The folder's name has characters that cannot be shown here.", "Give it a plain name.")


def read_text(path: Path, decoder: Callable[[bytes], str] | None = None) -> str:
    """The text of a file that a person wrote, in UTF-8 or an encoding that ``decoder`` knows.

    Raises BadValueError if it isn't a file, can't be read, or has another encoding.
    """
    try:
        if path.is_dir():
            raise BadValueError("It is a folder, not a file.", "Give the folder another name.")
        if path.exists() and not path.is_file():
            raise BadValueError("It is not a file that can be read.", "Take it away.")
        _check_length(path.stat().st_size)
        return (decoder or decode)(path.read_bytes())
    except OSError as error:
        raise _unreadable(error) from error


def _check_length(size: int) -> None:
    """Raise BadValueError for a file longer than anything that a person types."""
    if size > _MAX_BYTES:
        raise BadValueError("The file is far too long.", "It may have {n} MB.", n=_MAX_BYTES // 1000000)


def list_files(folder: Path) -> FolderFiles:
    """The names of the files in a folder, except hidden ones and names that aren't valid text. Raises OSError.

    A link that leads out of the folder is only among the ``outer_links``.
    """
    # Linux allows names of any bytes.
    texts = (path for path in folder.iterdir() if path.name == path.name.encode(errors="ignore").decode())
    paths = [path for path in texts if not path.name.startswith(".") and path.is_file()]
    found = {path.name: path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()) for path in paths}
    files = FolderFiles(name for name, leads_out in found.items() if not leads_out)
    files.outer_links = frozenset(found) - files
    return files


def find_scripts(folder: Path) -> list[Path]:
    """The files that are meant to be a script: ``Tutorial.MD``, and ``tutorial.md.txt`` with Windows' second ending.

    Raises OSError.
    """
    return sorted(path for path in folder.iterdir() if f"{path.name.lower()}.".startswith(f"{SCRIPT}."))


def has_script(folder: Path) -> bool:
    """Whether a folder is a tutorial's; False also for one that can't be listed."""
    try:
        return bool(find_scripts(folder))
    except OSError:
        return False


def shipped_icons() -> frozenset[str]:
    """The file names of the icons that ship with annotator; none if a damaged installation lacks them."""
    folder = assets.folder("icons")
    if not folder.is_dir():
        return frozenset()
    # Not `list_files`: some installers put links in place of files.
    return frozenset(path.name for path in folder.iterdir() if suffix(path.name) in PICTURES)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark. Raises BadValueError for any other encoding."""
    return _decode(data, ("utf-8-sig",), "The file is not saved as UTF-8: line {line} cannot be read.", _SAVE_AS_UTF8)


def decode_with_mark(data: bytes) -> str:
    """The same with its byte-order mark, if it has one."""
    decode(data)
    return data.decode("utf-8")


def decode_any(data: bytes) -> str:
    """The text of a file as spreadsheet programs save it: in UTF-8, UTF-16 or Windows-1252.

    Raises BadValueError for a workbook, a file without text, and any other encoding.
    """
    _check_length(len(data))
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadValueError("It is a workbook, not text.", _SAVE_AS_TEXT)
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    text = _decode(data, encodings, "Its encoding is unknown: line {line} cannot be read.", _SAVE_AS_TEXT)
    if "\0" in text:
        raise BadValueError("It is not text.", _SAVE_AS_TEXT)
    return text


def _decode(data: bytes, encodings: Sequence[str], message: str, remedy: str) -> str:
    """The text in the first of the encodings that it can have."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise BadValueError(message, remedy, line=line)


def find_script(names: FolderFiles, folder: Path) -> str:
    """The script's name as the folder spells it (``Tutorial.MD``). Raises BadValueError if there is none."""
    script = next((name for name in sorted(names, reverse=True) if name.lower() == SCRIPT), None)
    if script:
        return script
    if link := next((name for name in sorted(names.outer_links) if name.lower() == SCRIPT), None):
        raise outer_link_error(link)
    doubled = next((name for name in sorted(names) if name.lower().startswith(SCRIPT + ".")), None)
    if doubled:
        message = 'The file is missing, but there is "{doubled}": it has two endings, and Windows hides the last one.'
        remedy = 'Rename it to "{name}".'
        raise BadValueError(message, remedy, doubled=doubled, name=SCRIPT)
    if os.path.lexists(folder / SCRIPT):
        return SCRIPT  # a folder, or a broken link: reported when it is read
    raise BadValueError("The file is missing.", 'Write it with: annotator new "{folder}"', folder=folder)

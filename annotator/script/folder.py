"""Read the script in a tutorial's folder, with the names of the files beside it.

What the disk refuses becomes a problem like that of a line: ``tutorial.md: The file is missing. Write it with: annotator new
"clase"``.
"""

import os
import unicodedata
from dataclasses import replace
from pathlib import Path

from annotator import assets
from annotator.model import Problem
from annotator.script.file_names import PICTURES, is_named_as_media, suffix
from annotator.script.files.text_files import read_text, unreadable
from annotator.script.problems import BadValueError
from annotator.script.reader import Reading, read

SCRIPT = "tutorial.md"
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories that no terminal shows: control characters, lone surrogates, line and paragraph separators."""


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
    file = str(folder)
    try:
        _check_folder(folder)
        file = SCRIPT
        try:
            names = list_files(folder)
        except OSError as error:
            raise unreadable(error) from error
        text = read_text(folder / find_script(names, folder))
    except BadValueError as bad:
        return Reading(None, (Problem(file, 0, bad.message, bad.remedy),))
    reading = read(text, names, SCRIPT, shipped_icons())
    errors = [outer_link_error(link) for link in sorted(names.outer_links) if is_named_as_media(link)]
    links = tuple(Problem(SCRIPT, 0, error.message, error.remedy) for error in errors)
    return replace(reading, problems=reading.problems + links)


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


def list_files(folder: Path) -> FolderFiles:
    """The names of the files in a folder, except hidden ones and names that aren't valid text. Raises OSError.

    A link that leads out of the folder is only among the ``outer_links``.
    """
    # Linux allows names of any bytes.
    texts = (path for path in folder.iterdir() if path.name == path.name.encode(errors="ignore").decode())
    paths = [path for path in texts if not path.name.startswith(".") and path.is_file()]
    leads_out = {path.name: path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()) for path in paths}
    files = FolderFiles(name for name, is_outer in leads_out.items() if not is_outer)
    files.outer_links = frozenset(leads_out) - files
    return files


def find_scripts(folder: Path) -> list[Path]:
    """The paths in a folder that are meant to be a script: ``Tutorial.MD``, and ``tutorial.md.txt`` with Windows' second ending.

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

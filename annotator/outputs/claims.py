"""Refuse to write to paths that aren't free, unless annotator made what is there.

``-o Desktop`` must not empty somebody's desktop. A folder is annotator's if it has a mark (`annotator.outputs.marks`), a single
file (``annotator say -o hello.ogg``) if it is as a note of its digest in the cache says. `claim` refuses anything else that is
there, before anything is made.
"""

import errno
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from annotator.cache import Cache, digest, key
from annotator.errors import OutputError
from annotator.messages import Message
from annotator.outputs import marks
from annotator.outputs.marks import FolderKind, OwnershipMark

Use = Literal["pack", "site", "kit", "say", "find", "answer", "zip", "district"]
"""The purpose of a path: a folder that is replaced as a whole (pack, site, kit), or a single file."""
_KIND_NAMES = {"pack": "a pack", "site": "a site", "kit": "a recording kit"}
_SCRIPT = "tutorial.md"
_NOT_REPLACED = "annotator replaces nothing that it did not make"
_NOTE_KIND = "written"
"""The kind of notes about single files in the cache."""


def claim(
    path: Path,
    use: Use,
    cache_root: Path,
    *,
    tutorial: Path | None = None,
    beside: Sequence[Path] = (),
    option: str = "-o",
) -> OwnershipMark | None:
    """Raise OutputError for a path that annotator must not write to.

    It refuses, in this order: two tutorials that would get one pack; a path that is or lies in a tutorial, or lies in another
    pack, site or kit, or below a file; a file in a folder's place, or a folder with files but without a mark of this use, or
    with links or whole folders of others; a single file that annotator did not write, or that somebody has changed.

    Args:
        path: the folder or file to be written.
        use: the purpose of the path.
        cache_root: the cache folder, which holds the digests of single files that annotator wrote.
        tutorial: the tutorial's folder that the output is made from, or None.
        beside: the folders of all tutorials of the same command.
        option: the command's option for choosing another place, for the remedy.

    Returns:
        The mark of the pack, site or kit that is there and may be replaced, or None.
    """
    Path.cwd()  # raises if the current folder was deleted, which is not the fault of `path`
    try:
        tutorials = [folder.resolve() for folder in beside]
        if tutorial is not None:
            tutorials.append(tutorial.resolve())
            if use == "pack":
                _refuse_namesake(tutorial.resolve(), tutorials)
        _refuse_overlap(path, tutorials, option)
        if not path.exists():
            _refuse_file_above(path, option)
        elif use in get_args(FolderKind):
            return _check_folder(path, use, option)
        else:
            _check_file(path, Cache(cache_root), option)
        return None
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        message, remedy = "{path} cannot be checked: {reason}.", "Choose another place with {option}."
        reason = getattr(error, "strerror", os.strerror(errno.ELOOP)) or error
        raise OutputError(message, remedy, path=path, reason=reason, option=option) from error


def names_collide(first: str, second: str) -> bool:
    """Whether a disk may take two names for one: some ignore case, the encoding of accents, or stops and spaces at the end."""
    folded = {unicodedata.normalize("NFC", text).casefold().rstrip(" .") for text in (first, second)}
    return len(folded) == 1


def _refuse_namesake(tutorial: Path, tutorials: Sequence[Path]) -> None:
    """Refuse a tutorial whose pack would have the name of another tutorial's, as of two folders named ``zoom``."""
    namesakes = [folder for folder in dict.fromkeys(tutorials) if names_collide(folder.name, tutorial.name)]
    if len(namesakes) > 1:
        # In the command's order, so that all of them get the same message.
        *earlier, last = map(str, namesakes)
        message = "{tutorial} and {other} would get one pack, since their names are the same."
        remedy = "Rename one of them, or build them one after the other, each with its own -o."
        raise OutputError(message, remedy, tutorial=", ".join(earlier), other=last)


def _refuse_overlap(path: Path, tutorials: Sequence[Path], option: str) -> None:
    """Refuse a path that is or lies in a tutorial, or lies in another pack, site or kit."""
    resolved = path.resolve()
    for folder in (resolved, *resolved.parents):
        if _is_tutorial(folder, tutorials):
            holder = "the tutorial"
        elif folder != resolved and (mark := marks.read(folder)):
            holder = _KIND_NAMES[mark.kind]
        else:
            continue
        remedy = Message("Choose a place outside it with {option}.", option=option)
        if folder == resolved:
            message = "{path} is {what} itself, and {rule}."
            raise OutputError(message, remedy, path=path, what=holder, rule=_NOT_REPLACED)
        message = "{path} is inside {what} {folder}, where nothing else belongs."
        raise OutputError(message, remedy, path=path, what=holder, folder=folder)


def _is_tutorial(folder: Path, tutorials: Sequence[Path]) -> bool:
    """Whether a folder has a script, or is one of ``tutorials``, also under another name."""
    if (folder / _SCRIPT).is_file() or folder in tutorials:
        return True
    return folder.exists() and any(tutorial.exists() and folder.samefile(tutorial) for tutorial in tutorials)


def _refuse_file_above(path: Path, option: str) -> None:
    """Refuse a path below a file, where no folder can be made."""
    nearest = next(folder for folder in path.absolute().parents if folder.exists())
    if not nearest.is_dir():
        remedy = "Rename the file, or choose another folder with {option}."
        raise OutputError("{above} is a file, where a folder is needed.", remedy, above=nearest, option=option)


def _check_folder(path: Path, use: Use, option: str) -> OwnershipMark | None:
    """The mark of a folder that may be replaced; None for one with nothing but litter. Raises OutputError for any other."""
    if not path.is_dir():
        remedy = "Rename the file, or choose another folder with {option}."
        raise OutputError("{path} is a file, and {rule}.", remedy, path=path, rule=_NOT_REPLACED, option=option)
    mark = marks.read(path)
    other_names = sorted(item.name for item in path.iterdir() if not marks.is_litter(item.name))
    if mark is None and other_names:
        found = ", ".join(other_names[:3])
        message = "{path} holds other files ({found}), and {rule}."
        remedy = "Choose a new or an empty folder with {option}, or move those files away."
        raise OutputError(message, remedy, path=path, found=found, rule=_NOT_REPLACED, option=option)
    if mark is not None and mark.kind != use:
        remedy = "Choose a new or an empty folder with {option}."
        raise OutputError("{path} holds {what}.", remedy, path=path, what=_KIND_NAMES[mark.kind], option=option)
    list(marks.find_files(path, mark))  # raises OutputError for a folder or link that is not annotator's
    return mark


def _check_file(path: Path, cache: Cache, option: str) -> None:
    """Raise OutputError unless a file is one of annotator's that nobody has changed."""
    if path.is_file() and not path.is_symlink() and is_as_written(path, cache):
        return
    message = "{path} is there already, and {rule}, or that was changed since."
    remedy = "Choose another name with {option}, or move that file away."
    raise OutputError(message, remedy, path=path, rule=_NOT_REPLACED, option=option)


def note(path: Path, cache: Cache) -> None:
    """Record the current content of the file at ``path`` as annotator's. Raises OSError; OutputError for the cache."""
    cache.put_json(_NOTE_KIND, key(str(path.resolve())), digest(path.read_bytes()))


def is_as_written(path: Path, cache: Cache) -> bool:
    """Whether the file at ``path`` is byte for byte what annotator wrote there last. Raises as `note`."""
    noted = cache.get_json(_NOTE_KIND, key(str(path.resolve())))
    return noted is not None and noted == digest(path.read_bytes())

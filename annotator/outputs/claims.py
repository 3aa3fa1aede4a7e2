"""Refuse to write anywhere but to a free path, or over what annotator made itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.messages import Message
from annotator.outputs import ownership
from annotator.outputs.ownership import FolderKind, OwnershipMark

Use = Literal["pack", "site", "kit", "say", "find", "answer", "zip", "district"]
"""What a path is for: a folder that is replaced as a whole, or a single file, by command."""
_KIND_NAMES = {"pack": "a pack", "site": "a site", "kit": "a recording kit"}
_SCRIPT = "tutorial.md"
_NOT_REPLACED = "annotator replaces nothing that it did not make"


def claim(
    path: Path,
    use: Use,
    cache_root: Path,
    *,
    tutorial: Path | None = None,
    beside: Sequence[Path] = (),
    option: str = "-o",
) -> OwnershipMark | None:
    """Raise OutputError for a path that annotator must not write to. Changes nothing.

    Refused is, in this order: two tutorials that would get one pack; a path that is or lies in a tutorial, or lies in another
    pack, site or kit; anything that annotator did not make, or that was changed.

    Args:
        path: the folder or file to be written.
        use: what it is for.
        cache_root: the cache folder, which knows the single files that annotator wrote.
        tutorial: the folder that the output is made from.
        beside: all tutorials of the same command.
        option: the command's option for choosing another place, for the remedy.

    Returns:
        The mark of the pack, site or kit that is there and may be replaced, or None.
    """
    Path.cwd()  # raises if the current folder was deleted, which is not the fault of `path`
    try:
        given = [folder.resolve() for folder in (*beside, *((tutorial,) if tutorial else ()))]
        if use == "pack" and tutorial is not None:
            _refuse_namesake(tutorial.resolve(), given)
        _refuse_overlap(path, given, option)
        if not path.exists():
            _refuse_file_above(path, option)
        elif use in get_args(FolderKind):
            return _check_folder(path, use, option)
        else:
            _check_file(path, Cache(cache_root), option)
        return None
    except OSError as error:
        raise OutputError(
            "{path} cannot be checked: {reason}.",
            "Choose another place with {option}.",
            path=path,
            reason=error.strerror or error,
            option=option,
        ) from error


def names_collide(one: str, other: str) -> bool:
    """Whether a disk that ignores letter case, or how an accent is written, takes two names for the same."""
    first, second = (unicodedata.normalize("NFC", name).casefold().rstrip(" .") for name in (one, other))
    return first == second


def _refuse_namesake(tutorial: Path, given: Sequence[Path]) -> None:
    namesakes = [folder for folder in dict.fromkeys(given) if names_collide(folder.name, tutorial.name)]
    if len(namesakes) > 1:
        # In the command's order, so that all of them get the same message.
        *first, last = map(str, namesakes)
        raise OutputError(
            "{tutorial} and {other} would get one pack, since their names are the same.",
            "Rename one of them, or build them one after the other, each with its own -o.",
            tutorial=", ".join(first),
            other=last,
        )


def _refuse_overlap(path: Path, tutorials: Sequence[Path], option: str) -> None:
    """Refuse a path that is or lies in a tutorial, or lies in another pack, site or kit."""
    place = path.resolve()
    for folder in (place, *place.parents):
        if (folder / _SCRIPT).is_file() or any(_is_same(folder, tutorial) for tutorial in tutorials):
            what = "the tutorial"
        elif folder != place and (mark := ownership.read(folder)) is not None:
            what = _KIND_NAMES[mark.kind]
        else:
            continue
        remedy = Message("Choose a place outside it with {option}.", option=option)
        if folder == place:
            raise OutputError(
                Message("{path} is {what} itself, and {rule}.", path=path, what=what, rule=_NOT_REPLACED), remedy
            )
        raise OutputError(
            Message(
                "{path} is inside {what} {folder}, where nothing else belongs.", path=path, what=what, folder=folder
            ),
            remedy,
        )


def _refuse_file_above(path: Path, option: str) -> None:
    above = next(folder for folder in path.absolute().parents if folder.exists())
    if not above.is_dir():
        raise OutputError(
            "{above} is a file, where a folder is needed.",
            "Rename the file, or choose another folder with {option}.",
            above=above,
            option=option,
        )


def _is_same(one: Path, other: Path) -> bool:
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def _check_folder(path: Path, use: Use, option: str) -> OwnershipMark | None:
    if not path.is_dir():
        raise OutputError(
            "{path} is a file, and {rule}.",
            "Rename the file, or choose another folder with {option}.",
            path=path,
            rule=_NOT_REPLACED,
            option=option,
        )
    mark = ownership.read(path)
    found = sorted(item.name for item in path.iterdir() if not ownership.is_litter(item.name))
    if mark is None and found:
        raise OutputError(
            "{path} holds other files ({found}), and {rule}.",
            "Choose a new or an empty folder with {option}, or move those files away.",
            path=path,
            found=", ".join(found[:3]),
            rule=_NOT_REPLACED,
            option=option,
        )
    if mark is not None and mark.kind != use:
        raise OutputError(
            "{path} holds {what}.",
            "Choose a new or an empty folder with {option}.",
            path=path,
            what=_KIND_NAMES[mark.kind],
            option=option,
        )
    for _ in ownership.find_files(path, mark):  # raises for folders and links that are not annotator's
        pass
    return mark


def _check_file(path: Path, cache: Cache, option: str) -> None:
    if path.is_file() and not path.is_symlink() and ownership.is_as_written(path, cache):
        return
    raise OutputError(
        "{path} is there already, and {rule}, or that was changed since.",
        "Choose another name with {option}, or move that file away.",
        path=path,
        rule=_NOT_REPLACED,
        option=option,
    )

"""Decide where annotator may write: only where nothing is, or where its own mark is. Every command calls ``claim`` first.

``identity`` decides which paths are the same folder, ``ownership`` what annotator made, and ``carry_over`` takes other
people's files through a rebuild.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from annotator.errors import OutputError
from annotator.places import carry_over, identity, legacy_marks, ownership
from annotator.places.ownership import FolderKind, OwnershipMark

__all__ = ["OwnershipMark", "Use", "carry_over", "claim", "identity", "legacy_marks", "ownership"]

Use = Literal["pack", "site", "kit", "samples", "say", "find", "new", "memos"]
"""What a path is for: a folder that is replaced as a whole; a folder that receives files; or a single file, by command."""
_WORDS = {"pack": "a pack", "site": "a site", "kit": "a recording kit"}
_SCRIPT = "tutorial.md"
_KEPT = "annotator replaces nothing that it did not make"


def claim(
    path: Path,
    use: Use,
    cache_root: Path,
    *,
    tutorial: Path | None = None,
    beside: Sequence[Path] = (),
    option: str = "-o",
) -> OwnershipMark | None:
    """Refuse a path that annotator must not write to. Changes nothing, and reads only names and marks.

    Links, ``..``, mounts, letter case, Unicode forms and Windows' short names are resolved first. Refused is, in this
    order: two tutorials that would get one pack; a path that is, holds or lies in a tutorial, the cache folder or another
    pack, site or kit; anything that annotator did not make.

    Args:
        path: the folder or file to be written.
        use: what it is for. ``new`` and ``memos`` write into the tutorial itself; memos never replace a file.
        cache_root: annotator's cache folder.
        tutorial: the folder that the output is made from.
        beside: all tutorials of the same command.
        option: the command's option for choosing another place, for the remedy.

    Returns the mark of the pack, site or kit that is there and may be replaced, or None.

    Raises OutputError for a refused path.
    """
    Path.cwd()  # raises if the current folder was deleted, which is not the fault of `path`
    try:
        place = identity.canonical(path)
        given = [identity.canonical(folder) for folder in (*beside, *((tutorial,) if tutorial else ()))]
        if use == "pack" and tutorial is not None:
            _refuse_namesake(identity.canonical(tutorial), given)
        if use not in ("new", "memos"):
            above = (place, *place.parents) if use == "samples" else tuple(place.parents)
            _refuse_around(path, place, above, given, identity.canonical(cache_root), use, option)
        if use == "samples":
            return None
        if use in get_args(FolderKind):
            return _folder(path, place, use, given, option)
        _file(path, place, use, option)
        return None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path} cannot be checked: {reason}.", f"Choose another place with {option}.") from error


def _refuse_namesake(tutorial: Path, given: Sequence[Path]) -> None:
    for other in given:
        if identity.names_collide(other.name, tutorial.name) and not identity.same_file(other, tutorial):
            raise OutputError(
                f"{tutorial} and {other} would get one pack, since their names are the same.",
                "Rename one of them, or build them one after the other, each with its own -o.",
            )


def _refuse_around(
    path: Path, place: Path, around: Sequence[Path], given: Sequence[Path], cache: Path, use: Use, option: str
) -> None:
    """Refuse a place that is, holds or lies in a tutorial, the cache, or another pack, site or kit."""
    for folder in given:
        _refuse(path, place, folder, "the tutorial", _outside(folder, use, option))
    _refuse(path, place, cache, "annotator's cache folder", f"Choose another place with {option}.")
    for above in around:
        if _is_tutorial(above):
            _refuse(path, place, above, "the tutorial", _outside(above, use, option))
        elif (mark := ownership.read(above)) is not None:
            _refuse(path, place, above, _WORDS[mark.kind], f"Choose another place with {option}.")


def _refuse(path: Path, place: Path, folder: Path, what: str, remedy: str) -> None:
    if identity.same_file(place, folder):
        raise OutputError(f"{path} is {what} itself, and {_KEPT}.", remedy)
    if identity.is_inside(place, folder):
        raise OutputError(f"{path} is inside {what} {folder}, where nothing else belongs.", remedy)
    if identity.is_inside(folder, place):
        raise OutputError(f"{path} holds {what} {folder}, and {_KEPT}.", remedy)


def _folder(path: Path, place: Path, use: Use, given: Sequence[Path], option: str) -> OwnershipMark | None:
    if not os.path.lexists(place):
        return None
    if not place.is_dir():
        raise OutputError(
            f"{path} is a file, and {_KEPT}.", f"Rename the file, or choose another folder with {option}."
        )
    found = [entry for entry in ownership.find_entries(place) if not entry.litter]
    mark = ownership.read(place)
    if mark is None and found:
        raise OutputError(
            f"{path} holds other files ({_some([entry.path for entry in found])}), and {_KEPT}.",
            f"Choose a new or an empty folder with {option}, or move those files away.",
        )
    if mark is not None and mark.kind != use:
        raise OutputError(f"{path} holds {_WORDS[mark.kind]}.", f"Choose a new or an empty folder with {option}.")
    for entry in found:
        _refuse_inside(path, place, entry, option)
    if mark is not None and use == "pack" and given:
        _refuse_other_pack(path, mark, given[-1], option)
    return mark


def _refuse_inside(path: Path, place: Path, entry: ownership.Entry, option: str) -> None:
    name, folder = entry.path.rpartition("/")[2].casefold(), (place / entry.path).parent
    if name == _SCRIPT:
        what = "a tutorial"
    elif (
        name in (ownership.PACK_JSON, ownership.OWN_JSON)
        and folder != place
        and (mark := ownership.read(folder)) is not None
    ):
        what = _WORDS[mark.kind]
    else:
        return
    raise OutputError(
        f"{path} holds {what} ({entry.path}).", f"Move that away, or choose another folder with {option}."
    )


def _refuse_other_pack(path: Path, mark: OwnershipMark, tutorial: Path, option: str) -> None:
    name = str(mark.content.get("tutorial", ""))
    if name and not identity.names_collide(name, tutorial.name):
        raise OutputError(
            f"{path} holds the pack of another tutorial, “{name}”.",
            f"Rename that folder, or choose another with {option}.",
        )


def _file(path: Path, place: Path, use: Use, option: str) -> None:
    if not os.path.lexists(place):
        return
    if use != "memos" and stat.S_ISREG(place.stat().st_mode) and ownership.has_comment(place, use):
        return
    remedy = "Rename it, or move it away, then try again."
    if use not in ("new", "memos"):
        remedy = f"Choose another name with {option}, or move that file away."
    raise OutputError(f"{path} is there already, and {_KEPT}.", remedy)


def _is_tutorial(folder: Path) -> bool:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - many names, and nothing else of the files
    except OSError:
        return False
    return any(name.lower() == _SCRIPT for name in names)


def _outside(tutorial: Path, use: Use, option: str) -> str:
    if use != "pack":
        return f"Choose a place outside it with {option}."
    near = tutorial.parent / "packs"
    with contextlib.suppress(ValueError):  # another drive
        near = Path(os.path.relpath(near))
    return f'Choose another folder, for instance with {option} "{near}".'


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"

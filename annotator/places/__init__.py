"""Refuse to write anywhere but to a free path, or over what annotator made itself. Commands call ``claim`` before they write.

``identity`` tells which paths are the same folder, ``ownership`` what annotator made, and ``carry_over`` keeps other
people's files through a rebuild.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.places import carry_over, identity, ownership
from annotator.places.ownership import FolderKind, OwnershipMark

__all__ = ["OwnershipMark", "Use", "carry_over", "claim", "identity", "ownership"]

Use = Literal["pack", "site", "kit", "preview", "samples", "say", "find", "answer", "zip", "district", "new", "memos"]
"""What a path is for: a folder that is replaced as a whole; a folder that receives files; or a single file, by command."""
_KIND_NAMES = {"pack": "a pack", "site": "a site", "kit": "a recording kit", "preview": "a preview of check"}
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
    """Raise OutputError for a path that annotator must not write to. Changes nothing, and reads only names and marks.

    Links, ``..``, mounts, letter case, Unicode forms and Windows' short names are resolved first. Refused is, in this
    order: a link that leads nowhere; two tutorials that would get one pack; a path that is, holds or lies in a tutorial,
    the cache folder or another pack, site or kit; anything that annotator did not make, or that was changed since.

    Args:
        path: the folder or file to be written.
        use: what it is for. ``new`` and ``memos`` write into the tutorial itself; memos never replace a file.
        cache_root: annotator's cache folder.
        tutorial: the folder that the output is made from.
        beside: all tutorials of the same command.
        option: the command's option for choosing another place, for the remedy.

    Returns:
        The mark of the pack, site or kit that is there and may be replaced, or None.
    """
    Path.cwd()  # raises if the current folder was deleted, which is not the fault of `path`
    try:
        for link in (path, *path.parents):
            if link.is_symlink() and not link.exists():
                raise OutputError(f"{link} is a link that leads nowhere.", "Remove the link, then try again.")
        place = identity.canonicalize(path)
        given = [identity.canonicalize(folder) for folder in (*beside, *((tutorial,) if tutorial else ()))]
        if use == "pack" and tutorial is not None:
            _refuse_namesake(identity.canonicalize(tutorial), given)
        if use not in ("new", "memos"):
            # A folder for samples may have other files, but must not be a tutorial or pack itself.
            enclosing = (place, *place.parents) if use == "samples" else tuple(place.parents)
            _refuse_overlap(path, place, enclosing, given, identity.canonicalize(cache_root), use, option)
        if use == "samples":
            return None
        if use in get_args(FolderKind):
            return _check_folder(path, place, use, given, option)
        _check_file(path, place, use, Cache(cache_root), option)
        return None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path} cannot be checked: {reason}.", f"Choose another place with {option}.") from error


def _refuse_namesake(tutorial: Path, given: Sequence[Path]) -> None:
    namesakes: list[Path] = []
    for other in given:
        is_known = any(identity.same_file(other, known) for known in namesakes)
        if identity.names_collide(other.name, tutorial.name) and not is_known:
            namesakes.append(other)
    if len(namesakes) > 1:
        # In the command's order, so that all of them get the same message.
        *first, last = map(str, namesakes)
        raise OutputError(
            f"{', '.join(first)} and {last} would get one pack, since their names are the same.",
            "Rename one of them, or build them one after the other, each with its own -o.",
        )


def _refuse_overlap(
    path: Path, place: Path, enclosing: Sequence[Path], given: Sequence[Path], cache: Path, use: Use, option: str
) -> None:
    """Refuse a place that is, holds or lies in a tutorial, the cache, or another pack, site or kit.

    ``enclosing`` are the folders that are looked at, ``given`` the tutorials of the command.
    """
    for folder in given:
        _refuse(path, place, folder, "the tutorial", _suggest_outside(folder, use, option))
    _refuse(path, place, cache, "annotator's cache folder", f"Choose another place with {option}.")
    for folder in enclosing:
        if _is_tutorial(folder):
            _refuse(path, place, folder, "the tutorial", _suggest_outside(folder, use, option))
        elif (mark := ownership.read(folder)) is not None:
            _refuse(path, place, folder, _KIND_NAMES[mark.kind], f"Choose another place with {option}.")


def _refuse(path: Path, place: Path, folder: Path, what: str, remedy: str) -> None:
    """Raise OutputError if ``place`` is, holds or lies in ``folder``."""
    if identity.same_file(place, folder):
        raise OutputError(f"{path} is {what} itself, and {_NOT_REPLACED}.", remedy)
    if identity.is_inside(place, folder):
        raise OutputError(f"{path} is inside {what} {folder}, where nothing else belongs.", remedy)
    if identity.is_inside(folder, place):
        raise OutputError(f"{path} holds {what} {folder}, and {_NOT_REPLACED}.", remedy)


def _check_folder(path: Path, place: Path, use: Use, given: Sequence[Path], option: str) -> OwnershipMark | None:
    if not os.path.lexists(place):
        _refuse_file_above(path, option)
        return None
    if not place.is_dir():
        raise OutputError(
            f"{path} is a file, and {_NOT_REPLACED}.", f"Rename the file, or choose another folder with {option}."
        )
    found = [entry for entry in ownership.find_entries(place) if not entry.litter]
    mark = ownership.read(place)
    if mark is None and found:
        raise OutputError(
            f"{path} holds other files ({_list_some([entry.path for entry in found])}), and {_NOT_REPLACED}.",
            f"Choose a new or an empty folder with {option}, or move those files away.",
        )
    if mark is not None and mark.kind != use:
        raise OutputError(f"{path} holds {_KIND_NAMES[mark.kind]}.", f"Choose a new or an empty folder with {option}.")
    for entry in found:
        _refuse_inside(path, place, entry, option)
    if mark is not None and use == "pack" and given:
        _refuse_other_pack(path, mark, given[-1], option)
    return mark


def _refuse_file_above(path: Path, option: str) -> None:
    for above in path.parents:
        if above.exists():
            if not above.is_dir():
                raise OutputError(
                    f"{above} is a file, where a folder is needed.",
                    f"Rename the file, or choose another folder with {option}.",
                )
            return


def _refuse_inside(path: Path, place: Path, entry: ownership.Entry, option: str) -> None:
    name, folder = entry.path.rpartition("/")[2].casefold(), (place / entry.path).parent
    if name == _SCRIPT:
        what = "a tutorial"
    elif (
        name in (ownership.PACK_JSON, ownership.OWN_JSON)
        and folder != place
        and (mark := ownership.read(folder)) is not None
    ):
        what = _KIND_NAMES[mark.kind]
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


def _check_file(path: Path, place: Path, use: Use, cache: Cache, option: str) -> None:
    if not os.path.lexists(place):
        _refuse_file_above(path, option)
        return
    if use != "memos" and place.is_file() and not path.is_symlink() and ownership.is_as_written(place, cache):
        return
    remedy = "Rename it, or move it away, then try again."
    if use not in ("new", "memos"):
        remedy = f"Choose another name with {option}, or move that file away."
    raise OutputError(f"{path} is there already, and {_NOT_REPLACED}, or that was changed since.", remedy)


def _is_tutorial(folder: Path) -> bool:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - many names, and nothing else of the files
    except OSError:
        return False
    return any(name.lower() == _SCRIPT for name in names)


def _suggest_outside(tutorial: Path, use: Use, option: str) -> str:
    """The remedy for a place in or around a tutorial."""
    if use != "pack":
        return f"Choose a place outside it with {option}."
    near = tutorial.parent / "packs"
    with contextlib.suppress(ValueError):  # another drive
        near = Path(os.path.relpath(near))
    return f'Choose another folder, for instance with {option} "{near}".'


def _list_some(names: Sequence[str]) -> str:
    """The first three names, and how many more there are."""
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"

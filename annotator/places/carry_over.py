"""Carry other people's files from an older folder into the one that replaces it."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from annotator.cache import digest
from annotator.errors import OutputError
from annotator.places import ownership
from annotator.places.ownership import Entry


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """A file that annotator did not make: its path in the older folder, and its path now."""

    was: str
    path: str


def carry(source: Path, target: Path, found: Iterable[Entry]) -> tuple[KeptEntry, ...]:
    """Put the entries ``found`` in ``source`` into ``target`` as well; nothing there is replaced.

    If the name is taken by something else, the entry gets a new one: ``message (yours).txt``. Files are hard-linked if
    the disk can, else copied. Litter of file managers is carried too, but not returned.

    Raises:
        OSError: the disk refuses it.
        OutputError: an entry is no file, folder or link, or another disk is mounted there.
    """
    kept = []
    for entry in found:
        place = _free(source / entry.path, target, entry)
        if place is None:
            continue
        _put(source / entry.path, place, entry)
        if not entry.litter:
            kept.append(KeptEntry(entry.path, place.relative_to(target).as_posix()))
    return tuple(kept)


def not_carried(folder: Path, place: Path) -> tuple[Entry, ...]:
    """The entries of ``folder`` that annotator did not make and that are nowhere in ``place``. Raises OSError."""
    found = [entry for entry in ownership.foreign_entries(folder, ownership.read(folder)) if not entry.litter]
    if not found:
        return ()
    there = [(place / entry.path).lstat() for entry in ownership.find_entries(place)]
    # Some memory cards renumber their files at each look; those have no hard links either.
    numbers = {(state.st_dev, state.st_ino) for state in there if state.st_nlink > 1}
    sizes = {state.st_size for state in there}
    left = []
    for entry in found:
        state = (folder / entry.path).lstat()
        if stat.S_ISDIR(entry.mode) and (place / entry.path).is_dir():
            continue
        if (state.st_dev, state.st_ino) in numbers:
            continue
        if stat.S_ISREG(entry.mode) and state.st_size in sizes and _held(folder / entry.path, place):
            continue
        left.append(entry)
    return tuple(left)


def describe(kept: Sequence[KeptEntry], folder: Path) -> Iterator[str]:
    """Messages about what was kept, each name once; a folder that is somebody's as a whole is named itself."""
    mark = ownership.read(folder)
    own = {parent for path in (mark.files if mark else ()) for parent in PurePosixPath(path).parents}
    stayed = dict.fromkeys(_shown(item.path, own, folder) for item in kept if item.path == item.was)
    moved = [item.path for item in kept if item.path != item.was]
    if stayed:
        yield f"Left in {folder}, since annotator did not make it: {', '.join(stayed)}."
    if moved:
        yield f"Changed since annotator made it, or of the same name as a new file, and so kept beside it: {', '.join(moved)}."


def _shown(path: str, own: set[PurePosixPath], folder: Path) -> str:
    whole = PurePosixPath(path)
    top = next((part for part in reversed(whole.parents) if part not in own and part.parts), whole)
    return f"{top}/" if (folder / top).is_dir() and not (folder / top).is_symlink() else str(top)


def _held(path: Path, place: Path) -> bool:
    wanted, size = digest(path.read_bytes()), path.lstat().st_size
    files = (place / entry.path for entry in ownership.find_entries(place) if stat.S_ISREG(entry.mode))
    return any(file.lstat().st_size == size and digest(file.read_bytes()) == wanted for file in files)


def _free(old: Path, target: Path, entry: Entry) -> Path | None:
    """A free path in ``target`` for ``entry``; None if the same content is there already."""
    *folders, name = entry.path.split("/")
    for part in folders:
        choices = _names(target, part, ending="")
        target = next(path for path in choices if _is_folder(path) or not os.path.lexists(path))
    for path in _names(target, name, Path(name).suffix):
        if not os.path.lexists(path):
            return path
        if _is_same(old, path, entry):
            return None
    raise AssertionError("names don't end")


def _names(folder: Path, name: str, ending: str) -> Iterator[Path]:
    yield folder / name
    begin = name.removesuffix(ending)
    yield folder / f"{begin} (yours){ending}"
    for number in itertools.count(2):
        yield folder / f"{begin} (yours {number}){ending}"


def _is_same(old: Path, new: Path, entry: Entry) -> bool:
    if stat.S_ISDIR(entry.mode):
        return _is_folder(new)
    if stat.S_ISLNK(entry.mode):
        return new.is_symlink() and new.readlink() == old.readlink()
    if new.is_symlink() or not new.is_file() or new.stat().st_size != old.stat().st_size:
        return False
    return new.samefile(old) or digest(new.read_bytes()) == digest(old.read_bytes())


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _put(old: Path, new: Path, entry: Entry) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    if stat.S_ISDIR(entry.mode):
        new.mkdir()
    elif stat.S_ISLNK(entry.mode) and old.is_symlink():
        new.symlink_to(old.readlink())
    elif stat.S_ISREG(entry.mode):
        _link(old, new)
    else:
        raise OutputError(f"{old} is no ordinary file or folder.", "Move it to another folder, then try again.")


def _link(old: Path, new: Path) -> None:
    """Hard-link a file, or copy it if the disk has no links; a link also keeps what a program is writing to it now."""
    try:
        os.link(old, new)
    except OSError as error:
        # Links don't cross disks, nor mount points; a mounted folder would be emptied with the old one.
        if error.errno == errno.EXDEV:
            raise OutputError(
                f"{old.parent} belongs to another disk, which is mounted there.", "Choose another folder with -o."
            ) from error
        shutil.copy2(old, new)
        with contextlib.suppress(OSError), new.open("rb+") as file:
            os.fsync(file.fileno())

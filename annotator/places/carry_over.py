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
    """A file that annotator did not make: its path in the older folder, and the path that it has now."""

    old_path: str
    path: str


def carry(source: Path, target: Path, found: Iterable[Entry]) -> tuple[KeptEntry, ...]:
    """Link or copy the entries ``found`` in ``source`` into ``target``, replacing nothing; return those that weren't there.

    If the name is taken by something else, the entry gets a new one: ``message (yours).txt``. Files are hard-linked if
    the disk can, else copied. Litter of file managers is carried too, but not returned.

    Raises:
        OSError: the disk refuses it.
        OutputError: an entry is no file, folder or link, or another disk is mounted there.
    """
    kept = []
    for entry in found:
        place = _find_free_path(source / entry.path, target, entry)
        if place is None:
            continue
        _link_or_copy(source / entry.path, place, entry)
        if not entry.litter:
            kept.append(KeptEntry(entry.path, place.relative_to(target).as_posix()))
    return tuple(kept)


def find_not_carried(folder: Path, place: Path) -> tuple[Entry, ...]:
    """The entries of ``folder`` that annotator did not make and that are nowhere in ``place``. Raises OSError."""
    foreign = [entry for entry in ownership.foreign_entries(folder, ownership.read(folder)) if not entry.litter]
    if not foreign:
        return ()
    states = [(place / entry.path).lstat() for entry in ownership.find_entries(place)]
    # Some memory cards renumber their files at each look; those have no hard links either.
    linked_ids = {(state.st_dev, state.st_ino) for state in states if state.st_nlink > 1}
    sizes = {state.st_size for state in states}

    def is_carried(entry: Entry) -> bool:
        state = (folder / entry.path).lstat()
        if stat.S_ISDIR(entry.mode) and (place / entry.path).is_dir():
            return True
        if (state.st_dev, state.st_ino) in linked_ids:
            return True
        return stat.S_ISREG(entry.mode) and state.st_size in sizes and _has_copy(folder / entry.path, place)

    return tuple(entry for entry in foreign if not is_carried(entry))


def describe(kept: Sequence[KeptEntry], folder: Path) -> Iterator[str]:
    """Messages about what was kept, each name once.

    Of a folder in which annotator has no file, only the folder is named, not what is in it.
    """
    mark = ownership.read(folder)
    own_folders = {parent for path in (mark.files if mark else ()) for parent in PurePosixPath(path).parents}
    stayed = dict.fromkeys(_shorten(item.path, own_folders, folder) for item in kept if item.path == item.old_path)
    renamed = [item.path for item in kept if item.path != item.old_path]
    if stayed:
        yield f"Left in {folder}, since annotator did not make it: {', '.join(stayed)}."
    if renamed:
        yield f"Kept under a new name, since annotator's file has the old one: {', '.join(renamed)}."


def _shorten(path: str, own_folders: set[PurePosixPath], folder: Path) -> str:
    """The path, or the topmost folder above it in which annotator has no file."""
    full = PurePosixPath(path)
    top = next((part for part in reversed(full.parents) if part not in own_folders and part.parts), full)
    return f"{top}/" if (folder / top).is_dir() and not (folder / top).is_symlink() else str(top)


def _has_copy(path: Path, place: Path) -> bool:
    """Whether a file with the same content is somewhere in ``place``."""
    content, size = digest(path.read_bytes()), path.lstat().st_size
    files = (place / entry.path for entry in ownership.find_entries(place) if stat.S_ISREG(entry.mode))
    return any(file.lstat().st_size == size and digest(file.read_bytes()) == content for file in files)


def _find_free_path(old: Path, target: Path, entry: Entry) -> Path | None:
    """A free path in ``target`` for ``entry``; None if the same content is there already."""
    *folders, name = entry.path.split("/")
    for part in folders:
        choices = _suggest_names(target, part, suffix="")
        target = next(path for path in choices if _is_folder(path) or not os.path.lexists(path))
    for path in _suggest_names(target, name, Path(name).suffix):
        if not os.path.lexists(path):
            return path
        if _is_same(old, path, entry):
            return None
    raise AssertionError("names don't end")


def _suggest_names(folder: Path, name: str, suffix: str) -> Iterator[Path]:
    """``name.txt``, ``name (yours).txt``, ``name (yours 2).txt`` and so on, without end."""
    yield folder / name
    stem = name.removesuffix(suffix)
    yield folder / f"{stem} (yours){suffix}"
    for number in itertools.count(2):
        yield folder / f"{stem} (yours {number}){suffix}"


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


def _link_or_copy(old: Path, new: Path, entry: Entry) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    if stat.S_ISDIR(entry.mode):
        new.mkdir()
    elif stat.S_ISLNK(entry.mode) and old.is_symlink():
        new.symlink_to(old.readlink())
    elif stat.S_ISREG(entry.mode):
        _link_or_copy_file(old, new)
    else:
        raise OutputError(f"{old} is no ordinary file or folder.", "Move it to another folder, then try again.")


def _link_or_copy_file(old: Path, new: Path) -> None:
    """Hard-link a file, or copy it if the disk has no links; a link also gets what a program is still writing to it."""
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

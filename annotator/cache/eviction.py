"""Keep the cache folder below 4 GB by removing what was used least recently.

The folder is not measured at each start: every new entry appends its size to the file ``size``, and only when the sum
passes the limit does a process walk through the folder. Nothing is removed that a living process has used or may be
about to use, nor anything that isn't annotator's: an entry is recognised by its name, a digest, and the checksum beside
it; a folder by its name and the mark or lock beside it.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.cache import process_registry
from annotator.errors import OutputError

LIMIT_BYTES = 4_000_000_000
CHECKSUM = ".sha256"
CHECKSUM_BYTES = 64
_KEPT_SHARE = 0.9
"""Share of the limit that is left after trimming, so that the next entry doesn't cause another walk."""
_SIZE_FILE = "size"
_ENTRY_NAME = re.compile(r"[0-9a-f]{64}")
_FOLDER_NAME = re.compile(r"[0-9a-f]{24}")
_TEMPORARY_PREFIX = ".new-"
_FORMERLY_UNSEALED = (("texts", ".json"), ("look", ".json"), ("film", ".mp4"), ("film", ".png"))
"""Kinds and suffixes of entries that earlier versions kept unsealed although they show what is on a screenshot."""


@dataclass(frozen=True)
class Unit:
    """What is removed together: an entry with its checksum, or a folder.

    ``used_ns`` is when it was last used, in nanoseconds since 1970.
    """

    path: Path
    bytes: int
    used_ns: int

    def remove(self) -> None:
        """Remove its files; those that the system refuses to remove stay."""
        if self.path.is_dir():
            shutil.rmtree(self.path, ignore_errors=True)
        for path in (self.path, checksum_of(self.path), mark_of(self.path)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


class SizeTracker:
    """Adds up the size of a cache folder, and trims the folder when it passes the limit.

    It knows what other processes had added when this one began, and what this one has added since.
    """

    def __init__(self, root: Path, limit: int = LIMIT_BYTES) -> None:
        self.root = root
        self.limit = limit
        self._total = _read_size(root)
        self._next_walk = limit

    def add(self, size: int) -> None:
        """Count a new entry of ``size`` bytes; trim the folder if it passes the limit. Raises OSError."""
        size += CHECKSUM_BYTES
        self._total += size
        with (self.root / _SIZE_FILE).open("a", encoding="ascii") as file:
            file.write(f"{size}\n")
        if self._total > self._next_walk:
            self._total = trim(self.root, self.limit)
            # If everything is in use nothing was removed: don't walk again for every entry.
            self._next_walk = max(self.limit, self._total + self.limit // 20)

    def settle(self) -> None:
        """Trim the folder if it passes the limit, when this process no longer needs any entry. Raises OSError."""
        if self._total > self.limit:
            trim(self.root, self.limit, leaving=True)


def count_existing(root: Path) -> None:
    """Measure a folder that has no ``size`` file yet, and remove what earlier versions kept unsealed. Raises OSError."""
    if (root / _SIZE_FILE).exists():
        return
    with process_registry.exclusive(root):
        for kind, suffix in _FORMERLY_UNSEALED:
            for unit in find_units(root):
                if unit.path.parent.parent == root / kind and unit.path.name.endswith(suffix):
                    unit.remove()
        _write_size(root, sum(unit.bytes for unit in find_units(root)))


def trim(root: Path, limit: int = LIMIT_BYTES, *, leaving: bool = False) -> int:
    """Remove the least recently used units until nine tenths of ``limit`` are left; return the bytes that are left.

    Whatever a living process has used since it started stays; with ``leaving``, this process no longer counts.
    Raises OSError.
    """
    with process_registry.exclusive(root):
        starts_ns = process_registry.other_starts(root)
        if not leaving:
            starts_ns.append(process_registry.register(root).since_ns)
        first_start_ns = min(starts_ns, default=math.inf)
        units = sorted(find_units(root), key=lambda unit: unit.used_ns)
        left = sum(unit.bytes for unit in units)
        for unit in units:
            if left <= _KEPT_SHARE * limit or unit.used_ns >= first_start_ns:
                break
            unit.remove()
            left -= unit.bytes
        _write_size(root, left)
    return left


def remove_all(root: Path) -> int:
    """Remove everything that annotator keeps in ``root``, and nothing else; return the bytes freed.

    Raises OutputError if another run is using the folder; OSError.
    """
    with process_registry.exclusive(root):
        if process_registry.other_starts(root):
            raise OutputError(
                f"Another run of annotator uses the cache folder {root} at this moment.",
                "Wait until it has finished, then try again.",
            )
        units = list(find_units(root, temporary=True))
        for unit in units:
            unit.remove()
        subfolders = {unit.path.parent for unit in units}
        kind_folders = {folder.parent for folder in subfolders} - {root}
        for folder in (*subfolders, *kind_folders):
            with contextlib.suppress(OSError):  # other people's files may be in it
                folder.rmdir()
        _write_size(root, 0)
    return sum(unit.bytes for unit in units)


def remove_kinds(root: Path, kinds: Iterable[str]) -> None:
    """Remove all entries and folders of some kinds, and temporary files among them, also if another run has used them.

    A run that needs one at this moment fails as if the disk had; what is needed is made again. Raises OSError.
    """
    places = {root / kind for kind in kinds}
    with process_registry.exclusive(root):
        removed = 0
        for unit in find_units(root, temporary=True):
            if unit.path.parent in places or unit.path.parent.parent in places:
                unit.remove()
                removed += unit.bytes
        _write_size(root, max(0, _read_size(root) - removed))


def find_units(root: Path, *, temporary: bool = False) -> Iterator[Unit]:
    """Everything that annotator keeps in ``root``; with ``temporary``, also the temporary files of killed runs."""
    for kind in _list_folders(root):
        for folder in _list_folders(kind):
            if len(folder.name) == 2:
                yield from _find_entries(folder, temporary=temporary)
            elif _FOLDER_NAME.fullmatch(folder.name) and (unit := _folder_unit(root, folder)) is not None:
                yield unit


def checksum_of(path: Path) -> Path:
    """The path of an entry's checksum."""
    return path.with_name(path.name + CHECKSUM)


def mark_of(folder: Path) -> Path:
    """The path of the empty file that marks a folder as annotator's."""
    return folder.with_name(folder.name + ".kept")


def _list_folders(folder: Path) -> list[Path]:
    """The folders in a folder, sorted; none if it can't be read."""
    try:
        with os.scandir(folder) as items:
            return sorted(Path(item.path) for item in items if item.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _find_entries(subfolder: Path, *, temporary: bool) -> Iterator[Unit]:
    """The entries whose keys begin with the name of ``subfolder``, and checksums without an entry."""
    with contextlib.suppress(OSError), os.scandir(subfolder) as items:
        files = {item.name: item for item in items}
        for name, item in files.items():
            if temporary and name.startswith(_TEMPORARY_PREFIX):
                yield Unit(Path(item.path), 0, 0)
            if not _ENTRY_NAME.match(name) or not name.startswith(subfolder.name):
                continue
            if name.endswith(CHECKSUM):
                if name.removesuffix(CHECKSUM) not in files:  # its run was killed before it wrote the entry
                    yield Unit(Path(item.path), CHECKSUM_BYTES, item.stat().st_mtime_ns)
            elif name + CHECKSUM in files:
                stat = item.stat(follow_symlinks=False)
                yield Unit(Path(item.path), stat.st_size + CHECKSUM_BYTES, stat.st_mtime_ns)


def _folder_unit(root: Path, folder: Path) -> Unit | None:
    """A folder that is removed as a whole (the packs of a site, or what a killed build left in ``work``), or None."""
    if not mark_of(folder).exists():
        lock = root / "locks" / f"{folder.name}.lock"
        if folder.parent.name != "work" or not lock.exists() or not process_registry.is_free(lock):
            return None
    size = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            size += path.lstat().st_size
    return Unit(folder, size, folder.stat().st_mtime_ns)


def _read_size(root: Path) -> int:
    """The sum of the size file's lines; 0 if it can't be read."""
    try:
        return sum(int(line) for line in (root / _SIZE_FILE).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return 0


def _write_size(root: Path, total: int) -> None:
    (root / _SIZE_FILE).write_text(f"{total}\n", encoding="ascii")

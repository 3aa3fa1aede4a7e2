"""Replaces a folder as a whole or not at all, whatever happens in between.

1. The new folder is made in the cache folder (``staging_dir``) and copied beside its place as ``.<name>.new``.
2. Files that annotator did not make are carried over from the older folder.
3. The two are exchanged: in one step if the system can (``renameat2`` with ``RENAME_EXCHANGE`` on Linux), else by moving
   the older one aside first.
4. The new folder is read back; only then is the older one removed.

The next run repairs what an interrupted one left, under the lock. That lock is in the cache folder; runs with different
cache folders that write to one place also lock its parent folder while they copy.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.cache import Cache, digest, key
from annotator.cache.store import unwritable
from annotator.errors import OutputError
from annotator.media.file_copy import copy_file
from annotator.places import carry_over, identity, ownership
from annotator.places.carry_over import KeptEntry
from annotator.share.folder_exchange import exchange_folders

_LOCK_TIMEOUT_SECONDS = 2.0
"""How long to wait for a run with the same cache folder: it may be building, so waiting longer seldom helps."""
_COPY_LOCK_TIMEOUT_SECONDS = 120.0
"""How long to wait for a run with another cache folder, which holds this lock only while it copies."""
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_PERMITTED = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextlib.contextmanager
def staging_dir(place: Path, cache_root: Path) -> Iterator[Path]:
    """Lock ``place``, and yield an empty private folder for its new content.

    First repairs what an interrupted run left. Raises OutputError if another run holds the lock, or if the cache folder
    can't be written, also within the block.
    """
    from filelock import FileLock, Timeout

    place = _absolute(place)
    name = key(str(place))[:24]
    work = Cache(cache_root).scratch().with_name("work") / name
    try:
        (cache_root / "locks").mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache_root / "locks" / f"{name}.lock", timeout=_LOCK_TIMEOUT_SECONDS)
        with lock:
            repair(place)
            _remove(work)
            work.mkdir(parents=True)
            try:
                yield work
            finally:
                try:
                    _remove(work)
                finally:  # where a signal interrupts the first
                    _remove(work)
    except Timeout as error:
        raise _busy(place) from error
    except OSError as error:
        if _is_about(cache_root, error):
            raise unwritable(cache_root, error) from error
        raise


def repair(place: Path) -> None:
    """Repair an interrupted replacement: if ``place`` is empty, move a complete folder there; remove leftovers.

    Raises OutputError if a folder that annotator did not make has the name of a leftover.
    """
    place = _absolute(place)
    with _lock_parent(place), _as_output_error(place):
        _repair(place)


def _repair(place: Path) -> None:
    new, old = _temporary_names(place)
    for leftover in (new, old):
        if os.path.lexists(leftover) and not _is_ours(leftover):
            raise OutputError(
                f"{leftover} is in the way, and annotator did not make it.", "Rename it, or move it to another folder."
            )
    for whole in (old, new):
        if whole.exists() and not place.exists() and not (whole / ownership.UNFINISHED).exists():
            whole.rename(place)
    for leftover in (new, old):
        _discard(leftover, place)


def swap_in(made: Path, place: Path, *, after_copy: Callable[[], None] = lambda: None) -> tuple[KeptEntry, ...]:
    """Put a copy of the folder ``made`` at ``place``, replacing what is there. Raises OutputError.

    Files there that annotator did not make, or that were changed since, are kept, and returned with their new paths.
    ``after_copy`` is called when everything is copied and nothing is exchanged yet.
    """
    place = _absolute(place)
    new, _ = _temporary_names(place)
    with _as_output_error(place):
        place.parent.mkdir(parents=True, exist_ok=True)
    with _lock_parent(place), _as_output_error(place):
        _repair(place)
        try:
            _copy(made, new)
            _flush(made, new)
            kept = _carry_foreign(place, new)
            (new / ownership.UNFINISHED).unlink()
            after_copy()
            aside = _swap(new, place)
        except BaseException:
            _repair(place)
            raise
        try:
            _read_back(made, place)
        except BaseException:
            _swap_back(aside, place)
            _repair(place)
            raise
        return (*kept, *_discard(aside, place))


def _carry_foreign(place: Path, new: Path) -> tuple[KeptEntry, ...]:
    """Copy the files that annotator did not make from the older folder, if there is one."""
    if not place.exists():
        return ()
    return carry_over.carry(place, new, ownership.foreign_entries(place, ownership.read(place)))


def _swap(new: Path, place: Path) -> Path:
    """Put ``new`` at ``place``; return the path of the older folder, which doesn't exist if there was none."""
    _, old = _temporary_names(place)
    if not place.exists():
        new.rename(place)
    elif exchange_folders(new, place):
        return new
    else:
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise
    return old


def _swap_back(aside: Path, place: Path) -> None:
    """Undo ``_swap``: put the older folder at ``aside`` back, and mark the new one as unfinished."""
    new, _ = _temporary_names(place)
    if not aside.exists():
        place.rename(new)
    elif aside != new or not exchange_folders(aside, place):
        place.rename(new)
        aside.rename(place)
    (new / ownership.UNFINISHED).touch()


def _read_back(made: Path, place: Path) -> None:
    """Compare all files at ``place`` with those in ``made``. Raises OutputError if one differs."""
    for entry in ownership.find_entries(made):
        written, read = made / entry.path, place / entry.path
        if not stat.S_ISDIR(entry.mode) and digest(read.read_bytes()) != digest(written.read_bytes()):
            raise OutputError(
                f"{read} is not what was written there.",
                "The disk may be failing: choose another folder with -o; the older files are untouched.",
            )


def _is_ours(leftover: Path) -> bool:
    """Whether annotator made the folder ``leftover``, be it incomplete, complete or empty."""
    if leftover.is_symlink() or not leftover.is_dir():
        return False
    half = (leftover / ownership.UNFINISHED).exists()
    return (
        half or ownership.read(leftover) is not None or all(entry.litter for entry in ownership.find_entries(leftover))
    )


def _discard(leftover: Path, place: Path) -> tuple[KeptEntry, ...]:
    """Remove an older or unfinished folder; files that somebody has put there meanwhile are carried over to ``place``."""
    if not leftover.exists():
        return ()
    late: tuple[KeptEntry, ...] = ()
    if not (leftover / ownership.UNFINISHED).exists():
        late = carry_over.carry(leftover, place, carry_over.find_not_carried(leftover, place))
    shutil.rmtree(leftover, ignore_errors=True)
    return late


def check_writable(folder: Path) -> None:
    """Check, before any work is done, that files can be made in ``folder``. Raises OutputError."""
    folder = _absolute(folder)
    with _as_output_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, prefix=".annotator-"):
            pass


def _absolute(path: Path) -> Path:
    # Two names of one folder must share a lock, and a link to a folder must stay a link.
    return identity.canonicalize(path)


def _temporary_names(place: Path) -> tuple[Path, Path]:
    """The paths beside ``place`` of the new folder while it is copied, and of the older one while it is moved aside."""
    return place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")


@contextlib.contextmanager
def _as_output_error(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{place} could not be written: {error.strerror or error}.", _remedy(error)) from error


def _remedy(error: OSError) -> str:
    if error.errno in _DISK_FULL:
        return "Make room on the disk, then build again; the older files are untouched."
    if error.errno in _NOT_PERMITTED:
        return (
            "Close the programs that show files of this folder, or choose another folder with -o; "
            "the older files are untouched."
        )
    return "Choose another folder with -o; the older files are untouched."


def _is_about(folder: Path, error: OSError) -> bool:
    # An error of a disk that fills up names no file; only the staging folder is written to in such a block.
    if error.filename is None:
        return error.errno in (*_DISK_FULL, *_NOT_PERMITTED)
    return Path(os.fsdecode(error.filename)).is_relative_to(folder)


def _busy(place: Path) -> OutputError:
    return OutputError(
        f"Another run of annotator is making {place.name} right now.",
        "Wait until it has finished, then try again.",
    )


@contextlib.contextmanager
def _lock_parent(place: Path) -> Iterator[None]:
    """Lock the parent folder of ``place``, also against runs with another cache folder.

    The system releases the lock however the process ends, and it leaves no file. Windows and some disks can't lock a
    folder: there, only the lock in the cache folder holds. Raises OutputError if it can't be had within two minutes.
    """
    if sys.platform == "win32" or not place.parent.is_dir():
        yield
        return
    import fcntl

    with _as_output_error(place):
        handle = os.open(place.parent, os.O_RDONLY)
    try:
        until = time.monotonic() + _COPY_LOCK_TIMEOUT_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise _busy(place) from error
                time.sleep(0.05)
            except OSError:
                break
            else:
                break
        yield
    finally:
        os.close(handle)


def _copy(made: Path, new: Path) -> None:
    """Copy a folder; unlike ``shutil.copytree``, stop at the first file that can't be written."""
    new.mkdir()
    (new / ownership.UNFINISHED).touch()
    for path in sorted(made.rglob("*")):
        if path.is_dir():
            (new / path.relative_to(made)).mkdir()
        else:
            copy_file(path, new / path.relative_to(made))
            shutil.copystat(path, new / path.relative_to(made))


def _flush(made: Path, new: Path) -> None:
    """Flush the copy of ``made`` to the disk, so that no power cut keeps the exchange and loses the files."""
    for path in made.rglob("*"):
        if path.is_file():
            with (new / path.relative_to(made)).open("rb+") as file:
                os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)

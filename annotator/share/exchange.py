"""Puts a finished folder in its place: whole or not at all, whatever happens in between.

The folder is made elsewhere (in the cache folder), copied beside its place as ``.<name>.new``, and then exchanged with
the older one: in one step where the system can (``renameat2`` with ``RENAME_EXCHANGE`` on Linux), else old aside, new in.
A run that was stopped in between is put right by the next one, under the lock. The lock lies in the cache folder; two
people with a cache each, who build into one folder, take turns there for as long as files are copied.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.cache import key, unwritable
from annotator.errors import OutputError

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_LOCK_SECONDS = 2.0
_TURN_SECONDS = 120.0
# Not only what a full disk says: also a quota, a limit for one file, and a disk that became read-only.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_OURS = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextlib.contextmanager
def workplace(place: Path, cache_root: Path) -> Iterator[Path]:
    """Own ``place`` for a while, and give an empty private folder to make its new content in.

    Repairs what an interrupted run left behind, and removes it. Raises OutputError where another run holds the lock,
    and where the cache folder can't be written, also while it is used.
    """
    from filelock import FileLock, Timeout

    place = _absolute(place)
    name = key(str(place))[:24]
    work = cache_root / "work" / name
    try:
        (cache_root / "locks").mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache_root / "locks" / f"{name}.lock", timeout=_LOCK_SECONDS)
        with lock:
            repair(place)
            _remove(work)
            work.mkdir(parents=True)
            try:
                yield work
            finally:
                _remove(work)
    except Timeout as error:
        raise _busy(place) from error
    except OSError as error:
        if _is_about(cache_root, error):
            raise unwritable(cache_root, error) from error
        raise


def repair(place: Path) -> None:
    """Put an interrupted exchange right: an old folder comes back where no new one took its place; leftovers go."""
    place = _absolute(place)
    with _turn(place):
        _repair(place)


def _repair(place: Path) -> None:
    new, old = _beside(place)
    if old.exists() and not place.exists():
        with _explained(place):
            old.rename(place)
    for leftover in (new, old):
        _remove(leftover)


def put(made: Path, place: Path, *, after_copy: Callable[[], None] = lambda: None) -> None:
    """Put a copy of the folder ``made`` at ``place``, in exchange for what is there. Raises OutputError.

    ``after_copy`` is called when all is copied and nothing is exchanged yet.
    """
    place = _absolute(place)
    new, old = _beside(place)
    with _explained(place):
        place.parent.mkdir(parents=True, exist_ok=True)
    with _turn(place), _explained(place):
        _remove(new)
        try:
            _copy(made, new)
            _flush(new)
            after_copy()
            if not place.exists():
                new.rename(place)
            elif not _exchange(new, place):
                place.rename(old)
                try:
                    new.rename(place)
                except OSError:
                    old.rename(place)
                    raise
        except BaseException:
            _repair(place)
            raise
        _remove(new)
        _remove(old)


def check_writable(folder: Path) -> None:
    """Try, before any work is done, whether files can be made in ``folder``. Raises OutputError."""
    folder = _absolute(folder)
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, prefix=".annotator-"):
            pass


def _absolute(path: Path) -> Path:
    # Links are resolved for the parent only, so that two names of one folder share a lock.
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


def _beside(place: Path) -> tuple[Path, Path]:
    return place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")


@contextlib.contextmanager
def _explained(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{place} could not be written: {error.strerror or error}.", _remedy(error)) from error


def _remedy(error: OSError) -> str:
    if error.errno in _FULL:
        return "Make room on the disk, then build again; the older files are untouched."
    if error.errno in _NOT_OURS:
        return (
            "Close the programs that show files of this folder, or choose another folder with -o; "
            "the older files are untouched."
        )
    return "Choose another folder with -o; the older files are untouched."


def _is_about(folder: Path, error: OSError) -> bool:
    # A disk that gets full while a file is written names no file; nothing but the work is written in such a block.
    if error.filename is None:
        return error.errno in (*_FULL, *_NOT_OURS)
    return Path(os.fsdecode(error.filename)).is_relative_to(folder)


def _busy(place: Path) -> OutputError:
    return OutputError(
        f"Another run of annotator is making {place.name} at this moment.",
        "Wait until it has finished, then try again.",
    )


@contextlib.contextmanager
def _turn(place: Path) -> Iterator[None]:
    """Keep the folder that holds ``place`` for oneself, also against runs with another cache folder.

    The system gives the lock back when the process ends, however it ends, and it leaves no file. Disks and systems that
    can't lock a folder have only the lock of the cache folder. Raises OutputError where another run copies for minutes.
    """
    if sys.platform == "win32" or not place.parent.is_dir():
        yield
        return
    import fcntl

    with _explained(place):
        handle = os.open(place.parent, os.O_RDONLY)
    try:
        until = time.monotonic() + _TURN_SECONDS
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
    for path in sorted(made.rglob("*")):
        if path.is_dir():
            (new / path.relative_to(made)).mkdir()
        else:
            shutil.copy2(path, new / path.relative_to(made))


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where this system or disk can't."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result = renameat2(
        ctypes.c_int(_AT_FDCWD),
        ctypes.c_char_p(os.fsencode(first)),
        ctypes.c_int(_AT_FDCWD),
        ctypes.c_char_p(os.fsencode(second)),
        ctypes.c_uint(_RENAME_EXCHANGE),
    )
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(second))


def _flush(folder: Path) -> None:
    """Write all files of ``folder`` to the disk, so that the exchange can't survive a power cut that the files don't."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)

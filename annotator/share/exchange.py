"""Puts a finished folder in its place: whole or not at all, whatever happens in between.

The folder is made elsewhere (in the cache folder), copied beside its place as ``.<name>.new``, and then exchanged with
the older one: in one step where the system can (``renameat2`` with ``RENAME_EXCHANGE`` on Linux), else old aside, new in.
A run that was stopped in between is put right by the next one, under the lock.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.cache import key
from annotator.errors import OutputError

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_LOCK_SECONDS = 2.0


@contextlib.contextmanager
def workplace(place: Path, cache_root: Path) -> Iterator[Path]:
    """Own ``place`` for a while, and give an empty private folder to make its new content in.

    Repairs what an interrupted run left behind, and removes it. Raises OutputError where another run holds the lock.
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
        raise OutputError(
            f"Another run of annotator is making {place.name} at this moment.",
            "Wait until it has finished, then try again.",
        ) from error


def repair(place: Path) -> None:
    """Put an interrupted exchange right: an old folder comes back where no new one took its place; leftovers go."""
    place = _absolute(place)
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
        _remove(new)
        try:
            shutil.copytree(made, new)
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
            if place.exists():
                _remove(new)
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
    except (OSError, shutil.Error) as error:
        raise OutputError(f"{place} could not be written: {_reason(error)}.", _remedy(error)) from error


def _reason(error: OSError | shutil.Error) -> str:
    return getattr(error, "strerror", None) or str(error)


def _remedy(error: OSError | shutil.Error) -> str:
    number = getattr(error, "errno", None)
    if number == errno.ENOSPC:
        return "Make room on the disk, then build again; the older files are untouched."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            "Close the programs that show files of this folder, or choose another folder with -o; "
            "the older files are untouched."
        )
    return "Choose another folder with -o; the older files are untouched."


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

"""Register the processes that use a cache folder, so that nothing is removed that one of them needs.

Each process locks a file of its own in ``running/`` for as long as it lives; the system releases the lock however the
process ends. The file's time, by the clock of its disk, is when the process started. Beside it lies the process's
scratch folder, for what may be on the disk unencrypted only while it is used; if its owner is killed, the next process
removes it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache as once
from pathlib import Path

_SUFFIX = ".lock"
_MAX_RUN_SECONDS = 2 * 86_400.0
"""On a disk that can't lock, a process that registered longer ago is taken to have ended."""
_EXCLUSIVE_LOCK = "door"
"""The file that is locked while a process registers, marks entries as used, or removes any."""


class Registration:
    """The registration of this process with a cache folder. Raises OSError if the folder can't be written."""

    def __init__(self, root: Path) -> None:
        self._folder = root / "running"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}{_SUFFIX}"
        with exclusive(root):
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            with contextlib.suppress(OSError):
                _lock(self._handle, wait=False)
            for other in _find_others(self._folder, self._path):
                _remove_if_gone(other)
        self.since_ns = os.fstat(self._handle).st_mtime_ns

    def scratch(self) -> Path:
        """A private folder of this process, removed when it ends, or by the next process. Raises OSError."""
        folder = self._path.with_suffix("")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def renew(self) -> None:
        """Begin anew, as if the process had just started: what it has used may be removed, and its scratch folder is."""
        shutil.rmtree(self._path.with_suffix(""), ignore_errors=True)
        with contextlib.suppress(OSError):
            os.utime(self._path)
            self.since_ns = os.fstat(self._handle).st_mtime_ns

    def leave(self) -> None:
        """Release the lock and remove the scratch folder; called when the process ends."""
        shutil.rmtree(self._path.with_suffix(""), ignore_errors=True)
        with contextlib.suppress(OSError):
            os.close(self._handle)
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


@once
def _register(root: str, _process: int) -> Registration:
    running = Registration(Path(root))
    atexit.register(running.leave)
    return running


_registering = threading.Lock()


def register(root: Path) -> Registration:
    """The registration of this process with ``root``, made at the first call. Raises OSError."""
    with _registering:  # the process id is part of the key, so a forked child registers itself
        return _register(str(root), os.getpid())


def other_starts(root: Path) -> list[int]:
    """When each other living process registered with ``root``, in nanoseconds since 1970; removes what dead ones left.

    Call it inside ``exclusive``.
    """
    folder = root / "running"
    own = register(root)
    starts_ns = []
    for path in _find_others(folder, own._path):
        if not _remove_if_gone(path):
            with contextlib.suppress(OSError):
                starts_ns.append(path.stat().st_mtime_ns)
    return starts_ns


@contextlib.contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Keep other processes from registering, and from marking or removing entries. No-op on a disk that can't lock."""
    handle = os.open(root / "running" / _EXCLUSIVE_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with contextlib.suppress(OSError):
            _lock(handle, wait=True)
        yield
    finally:
        os.close(handle)


def is_free(path: Path) -> bool:
    """Whether no living process holds the lock of the file ``path``; on a disk that can't lock, whether it is two days old."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        return _lock(handle, wait=False)
    except OSError:
        return time.time() - os.fstat(handle).st_mtime > _MAX_RUN_SECONDS
    finally:
        os.close(handle)


def _find_others(folder: Path, own: Path) -> list[Path]:
    return [path for path in folder.glob(f"*{_SUFFIX}") if path != own]


def _remove_if_gone(path: Path) -> bool:
    """Remove what a killed process left; return whether it is gone."""
    if not is_free(path):
        return False
    shutil.rmtree(path.with_suffix(""), ignore_errors=True)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    return True


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed; return False if another process holds it. Raises OSError if the disk can't lock."""
    while not _try_lock(handle):
        if not wait:
            return False
        time.sleep(0.005)
    return True


def _try_lock_on_windows(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
    return True


def _try_lock_on_posix(handle: int) -> bool:
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


_try_lock: Callable[[int], bool] = _try_lock_on_windows if sys.platform == "win32" else _try_lock_on_posix

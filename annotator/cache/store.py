"""Store and read cache entries, each written whole or not at all, and verified when it is read."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import platform
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import cache as once
from pathlib import Path
from typing import Any, TypeVar

from annotator.cache import process_registry, sealing
from annotator.cache.eviction import SizeTracker, checksum_of, count_existing, mark_of
from annotator.cache.keys import digest
from annotator.errors import OutputError

T = TypeVar("T")

_UNREADABLE = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What reading a damaged entry, or one of another version, may raise."""


class Cache:
    """Entries below ``root``: ``<kind>/<first two digits of the key>/<key><suffix>``, each with a checksum beside it.

    ``kind`` is a short word for what an entry holds, ``key`` comes from `keys.key`. An entry's modification time is that
    of its last use. Methods raise OutputError if the folder can't be written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, key: str, suffix: str) -> Path:
        """The path of an entry, whether or not it exists."""
        return self.root / kind / key[:2] / f"{key}{suffix}"

    def get(self, kind: str, key: str, suffix: str) -> Path | None:
        """The path of an intact entry, which is now marked as used; None for one that is missing or damaged."""
        return None if self.read(kind, key, suffix) is None else self.path(kind, key, suffix)

    def read(self, kind: str, key: str, suffix: str) -> bytes | None:
        """The content of an intact entry, which is now marked as used; None for one that is missing or damaged."""
        path = self.path(kind, key, suffix)
        self.mark_used(path)
        try:
            data = path.read_bytes()
            # A damaged one isn't removed, since another build may be replacing it right now; `put` overwrites it.
            return data if checksum_of(path).read_text(encoding="ascii") == digest(data) else None
        except _UNREADABLE:
            return None

    def put(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """Store an entry, replacing an older one, and return its path.

        ``write`` gets the path of an empty temporary file, and fills it. What it raises is passed on, except OSError.
        """
        self._register()
        path = self.path(kind, key, suffix)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                prefix=f".new-{_machine_id()}-{os.getpid()}-", suffix=suffix, dir=path.parent
            )
            os.close(handle)
            temporary = Path(name)
            new_checksum = checksum_of(temporary)
            try:
                write(temporary)
                data = temporary.read_bytes()
                new_checksum.write_text(digest(data), encoding="ascii")
                # The checksum first: an entry without one would never be recognised as annotator's.
                for new, final in ((new_checksum, checksum_of(path)), (temporary, path)):
                    if final.is_dir():
                        shutil.rmtree(final, ignore_errors=True)
                    new.replace(final)
            finally:
                temporary.unlink(missing_ok=True)
                new_checksum.unlink(missing_ok=True)
            with _tracker_lock:
                _tracker(str(self.root)).add(len(data))
        except OSError as error:
            raise unwritable(self.root, error) from error
        return path

    def get_or_make(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """The path of the entry, which ``write`` fills as in `put` if it is missing."""
        return self.get(kind, key, suffix) or self.put(kind, key, suffix, write)

    def get_sealed(self, kind: str, key: str, suffix: str, secret: str) -> bytes | None:
        """The content of a sealed entry, or None if there is none that ``secret`` opens."""
        sealed = self.read(kind, key, suffix)
        try:
            return None if sealed is None else sealing.unseal(sealed, secret)
        except _UNREADABLE:
            return None

    def put_sealed(self, kind: str, key: str, suffix: str, secret: str, data: bytes) -> None:
        """Store ``data`` so that only ``secret`` opens it."""
        sealed = sealing.seal(data, secret)
        self.put(kind, key, suffix, lambda path: _write(path, sealed))

    def make_sealed(self, kind: str, key: str, suffix: str, secret: str, write: Callable[[Path], None]) -> Path:
        """Make a sealed entry from the file that ``write`` fills; return a clear copy of it in the scratch folder."""
        clear = self._clear_path(key, suffix)
        with self._new_clear_file(clear) as new:
            write(new)
            self.put_sealed(kind, key, suffix, secret, new.read_bytes())
        return clear

    def open_sealed(self, kind: str, key: str, suffix: str, secret: str) -> Path | None:
        """A clear copy of a sealed entry in the scratch folder, or None if there is no entry that ``secret`` opens."""
        clear = self._clear_path(key, suffix)
        if clear.exists():
            return clear
        if (data := self.get_sealed(kind, key, suffix, secret)) is None:
            return None
        with self._new_clear_file(clear) as new:
            new.write_bytes(data)
        return clear

    def get_json(self, kind: str, key: str) -> Any | None:
        """The value of a JSON entry, or None."""
        value: Any = self.get_parsed(kind, key, lambda value: value)
        return value

    def get_parsed(self, kind: str, key: str, restore: Callable[[Any], T], *, secret: str | None = None) -> T | None:
        """The value of a JSON entry passed through ``restore``, or None; also if ``restore`` rejects it by an exception."""
        try:
            data = self.read(kind, key, ".json") if secret is None else self.get_sealed(kind, key, ".sealed", secret)
            return None if data is None else restore(json.loads(data))
        except _UNREADABLE:
            return None

    def put_json(self, kind: str, key: str, value: Any, *, secret: str | None = None) -> None:
        """Store a JSON value; with a ``secret``, sealed."""
        data = json.dumps(value, ensure_ascii=False).encode()
        if secret is not None:
            self.put_sealed(kind, key, ".sealed", secret, data)
        else:
            self.put(kind, key, ".json", lambda path: _write(path, data))

    def mark_used(self, path: Path) -> None:
        """Mark an entry or folder of the cache as used by this process, so that no other process removes it."""
        since = self._register().since_ns
        with contextlib.suppress(OSError):
            if path.stat().st_mtime_ns < since:
                with process_registry.exclusive(self.root):
                    os.utime(path)

    def folder(self, kind: str, key: str) -> Path:
        """A cache folder that is kept or removed as a whole, marked as used; made if it is missing."""
        folder = self.root / kind / key[:24]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            mark_of(folder).touch()
        except OSError as error:
            raise unwritable(self.root, error) from error
        self.mark_used(folder)
        return folder

    def scratch(self) -> Path:
        """A private folder for unencrypted copies, removed when this process ends."""
        try:
            return self._register().scratch()
        except OSError as error:
            raise unwritable(self.root, error) from error

    def renew(self) -> None:
        """Tell that a job of this process has ended, in a process that does many: what it used may be removed.

        Also removes the scratch folder; no other thread may use the folder meanwhile. Raises OutputError.
        """
        self._register().renew()

    def _clear_path(self, key: str, suffix: str) -> Path:
        return self.scratch() / f"{key}{suffix}"

    @contextlib.contextmanager
    def _new_clear_file(self, clear: Path) -> Iterator[Path]:
        """Yield a temporary path to fill, which then becomes ``clear``."""
        new = clear.with_name(f".new-{clear.name}")
        try:
            yield new
            new.replace(clear)
        except OSError as error:
            raise unwritable(self.root, error) from error
        finally:
            new.unlink(missing_ok=True)

    def sweep(self, older_than_seconds: float, now: float) -> None:
        """Remove temporary files of killed runs; ``now`` is in seconds since 1970.

        If it can't be known whether a file's process is still running, the file is removed only when it is old.
        """
        for left in self.root.glob("*/*/.new-*"):
            try:
                if _is_orphan(left.name) or now - left.stat().st_mtime > older_than_seconds:
                    left.unlink()
            except OSError:  # another run was faster
                continue

    def _register(self) -> process_registry.Registration:
        """The registration of this process with the folder; the first call also measures the folder."""
        try:
            registration = process_registry.register(self.root)
            _count_existing_once(str(self.root))
            return registration
        except OSError as error:
            raise unwritable(self.root, error) from error


_tracker_lock = threading.Lock()


@once
def _count_existing_once(root: str) -> None:
    count_existing(Path(root))


@once
def _tracker(root: str) -> SizeTracker:
    """The one tracker of this process for a folder; it trims the folder when the process ends."""
    tracker = SizeTracker(Path(root))
    atexit.register(_settle, tracker)
    return tracker


def _settle(tracker: SizeTracker) -> None:
    with contextlib.suppress(OSError):
        tracker.settle()


@once
def _machine_id() -> str:
    """Part of the names of temporary files: a cache folder may be shared, and process ids mean nothing elsewhere."""
    return digest(platform.node().encode())[:8]


def _is_orphan(name: str) -> bool:
    """Whether a temporary file belongs to a process of this machine that has ended."""
    _, machine, process, *_ = (*name.split("-"), "", "")
    # On Windows, os.kill with signal 0 would end the process.
    if os.name != "posix" or machine != _machine_id() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def unwritable(root: Path, error: OSError) -> OutputError:
    """The error for a cache folder that can't be written."""
    return OutputError(
        f"The cache folder {root} cannot be written: {error.strerror or error}.",
        "Make room on the disk, or set ANNOTATOR_CACHE to a folder that you may write to.",
    )


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def default_root() -> Path:
    """The cache folder of this user: ``$ANNOTATOR_CACHE``, or the system's usual place for caches."""
    from platformdirs import user_cache_path

    chosen = os.environ.get("ANNOTATOR_CACHE")
    return Path(chosen) if chosen else user_cache_path("annotator", appauthor=False)

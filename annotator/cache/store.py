"""Entries of a cache folder: put whole or not at all, checked when they are read."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import platform
import shutil
import tempfile
import threading
from collections.abc import Callable
from functools import cache as once
from pathlib import Path
from typing import Any, TypeVar

from annotator.cache import process_registry, sealing
from annotator.cache.eviction import SizeTracker, checksum_of, count_existing, mark_of
from annotator.cache.keys import digest
from annotator.errors import OutputError

T = TypeVar("T")

_UNREADABLE = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What reading an entry may raise that is damaged, or that another version wrote."""


class Cache:
    """Entries below ``root``, each ``<kind>/<first two of the key>/<key><suffix>`` with a checksum beside it.

    The time of an entry is that of its last use. Methods raise OutputError where the folder can't be written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, key: str, suffix: str) -> Path:
        """Where an entry lies, whether or not it exists."""
        return self.root / kind / key[:2] / f"{key}{suffix}"

    def get(self, kind: str, key: str, suffix: str) -> Path | None:
        """The path of a whole entry, or None where there is none or it can't be read."""
        path = self.path(kind, key, suffix)
        self.mark_used(path)
        try:
            if checksum_of(path).read_text(encoding="ascii") == digest(path.read_bytes()):
                return path
        except _UNREADABLE:
            return None
        # Left where it is, since another build may be replacing it at this moment; `put` writes over it.
        return None

    def put(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """Make an entry: ``write`` fills the temporary file whose path it is given."""
        self._join()
        path = self.path(kind, key, suffix)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".new-{_machine()}-{os.getpid()}-", suffix=suffix, dir=path.parent)
            os.close(handle)
            temporary = Path(name)
            new_checksum = checksum_of(temporary)
            try:
                write(temporary)
                data = temporary.read_bytes()
                new_checksum.write_text(digest(data), encoding="ascii")
                # The checksum first: an entry without one would never be known as annotator's.
                for new, final in ((new_checksum, checksum_of(path)), (temporary, path)):
                    if final.is_dir():
                        shutil.rmtree(final, ignore_errors=True)
                    new.replace(final)
            finally:
                temporary.unlink(missing_ok=True)
                new_checksum.unlink(missing_ok=True)
            with _counting:
                _room(str(self.root)).add(len(data))
        except OSError as error:
            raise unwritable(self.root, error) from error
        return path

    def get_or_make(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """The entry, from the cache or made now."""
        return self.get(kind, key, suffix) or self.put(kind, key, suffix, write)

    def get_sealed(self, kind: str, key: str, suffix: str, secret: str) -> bytes | None:
        """The content of a sealed entry, or None where there is none that can be read with ``secret``."""
        path = self.get(kind, key, suffix)
        try:
            return None if path is None else sealing.unseal(path.read_bytes(), secret)
        except _UNREADABLE:
            return None

    def put_sealed(self, kind: str, key: str, suffix: str, secret: str, data: bytes) -> None:
        """Store ``data`` so that only who knows ``secret`` can read it."""
        sealed = sealing.seal(data, secret)
        self.put(kind, key, suffix, lambda path: _write(path, sealed))

    def make_sealed(self, kind: str, key: str, suffix: str, secret: str, write: Callable[[Path], None]) -> Path:
        """Make a sealed entry of what ``write`` fills a file with; give that file, in the clear in the scratch folder."""
        clear = self._in_the_clear(key, suffix)
        new = clear.with_name(f".new-{clear.name}")
        try:
            write(new)
            self.put_sealed(kind, key, suffix, secret, new.read_bytes())
            new.replace(clear)
        except OSError as error:
            raise unwritable(self.root, error) from error
        finally:
            new.unlink(missing_ok=True)
        return clear

    def open_sealed(self, kind: str, key: str, suffix: str, secret: str) -> Path | None:
        """A sealed entry as a file in the clear in the scratch folder, or None where none can be read with ``secret``."""
        clear = self._in_the_clear(key, suffix)
        if clear.exists():
            return clear
        if (data := self.get_sealed(kind, key, suffix, secret)) is None:
            return None

        new = clear.with_name(f".new-{clear.name}")
        try:
            new.write_bytes(data)
            new.replace(clear)
        except OSError as error:
            raise unwritable(self.root, error) from error
        return clear

    def get_json(self, kind: str, key: str) -> Any | None:
        """A JSON entry's value, or None."""
        value: Any = self.get_parsed(kind, key, lambda value: value)
        return value

    def get_parsed(self, kind: str, key: str, restore: Callable[[Any], T], *, secret: str | None = None) -> T | None:
        """What ``restore`` makes of a JSON entry's value, or None; it may fail at a value that is not as expected."""
        try:
            if secret is None:
                path = self.get(kind, key, ".json")
                data = None if path is None else path.read_bytes()
            else:
                data = self.get_sealed(kind, key, ".sealed", secret)
            return None if data is None else restore(json.loads(data))
        except _UNREADABLE:
            return None

    def put_json(self, kind: str, key: str, value: Any, *, secret: str | None = None) -> None:
        """Store a value that JSON can hold; with a ``secret``, sealed."""
        data = json.dumps(value, ensure_ascii=False).encode()
        if secret is not None:
            self.put_sealed(kind, key, ".sealed", secret, data)
        else:
            self.put(kind, key, ".json", lambda path: _write(path, data))

    def mark_used(self, path: Path) -> None:
        """Say that this process uses an entry, or a folder of the cache, so that nobody removes it meanwhile."""
        since = self._join().since_ns
        with contextlib.suppress(OSError):
            if path.stat().st_mtime_ns < since:
                with process_registry.exclusive(self.root):
                    os.utime(path)

    def folder(self, kind: str, key: str) -> Path:
        """A folder of the cache that is kept as a whole, and in use by this process; made where it is missing."""
        folder = self.root / kind / key[:24]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            mark_of(folder).touch()
        except OSError as error:
            raise unwritable(self.root, error) from error
        self.mark_used(folder)
        return folder

    def scratch(self) -> Path:
        """A private folder for what may be in the clear only while it is used; it goes when this process ends."""
        try:
            return self._join().scratch()
        except OSError as error:
            raise unwritable(self.root, error) from error

    def _in_the_clear(self, key: str, suffix: str) -> Path:
        return self.scratch() / f"{key}{suffix}"

    def sweep(self, older_than_seconds: float, now: float) -> None:
        """Remove what killed runs left half made; ``now`` is the present in seconds since 1970.

        Where it can't be known whether its process still runs, a file is removed only when it is old.
        """
        for left in self.root.glob("*/*/.new-*"):
            try:
                if _is_orphan(left.name) or now - left.stat().st_mtime > older_than_seconds:
                    left.unlink()
            except OSError:  # another run was faster
                continue

    def _join(self) -> process_registry.Registration:
        try:
            place = process_registry.register(self.root)
            _begun(str(self.root))
            return place
        except OSError as error:
            raise unwritable(self.root, error) from error


_counting = threading.Lock()


@once
def _begun(root: str) -> None:
    count_existing(Path(root))


@once
def _room(root: str) -> SizeTracker:
    room = SizeTracker(Path(root))
    atexit.register(_settle, room)
    return room


def _settle(room: SizeTracker) -> None:
    with contextlib.suppress(OSError):
        room.settle()


@once
def _machine() -> str:
    # A cache folder may be shared: the number of a process tells nothing on another machine.
    return digest(platform.node().encode())[:8]


def _is_orphan(name: str) -> bool:
    """Whether a temporary file belongs to a process of this machine that has ended."""
    _, machine, process, *_ = (*name.split("-"), "", "")
    # On Windows, asking after a process in this way would end it.
    if os.name != "posix" or machine != _machine() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def unwritable(root: Path, error: OSError) -> OutputError:
    """The error of a cache folder in which the system refuses to write."""
    return OutputError(
        f"The cache folder {root} cannot be written: {error.strerror or error}.",
        "Make room on the disk, or set ANNOTATOR_CACHE to a folder that you may write to.",
    )


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def default_root() -> Path:
    """The cache folder of this user: ``$ANNOTATOR_CACHE``, or the place where this system keeps caches."""
    from platformdirs import user_cache_path

    chosen = os.environ.get("ANNOTATOR_CACHE")
    return Path(chosen) if chosen else user_cache_path("annotator", appauthor=False)

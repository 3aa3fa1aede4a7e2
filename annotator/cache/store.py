"""Store cache entries as plain files that are written whole or not at all, so that parallel runs can share them.

There is no index and no lock: an entry is ``voice/9f/9f2c…-71d0….wav``, found by its name alone and put there by one rename.
The name holds the digest of what was written, so that a damaged entry is known, and made again. Of two runs that make the same
entry at once, each finds its own or the other's.
"""

import contextlib
import functools
import hashlib
import json
import math
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from annotator.cache.keys import plain
from annotator.errors import OutputError, refusing

T = TypeVar("T")
LIMIT_BYTES: Final = 4_000_000_000
"""The size of a cache folder beyond which `make_room` removes entries."""
_SAFE_SECONDS = 86_400.0
"""Seconds since its last use below which nothing is removed to make room: another process may need it."""
_RUNNING_SECONDS = 3_600.0
"""Age in seconds of a temporary file from which on `Cache.empty` takes it for one that a killed run left."""
_NAME = re.compile(r"[0-9a-f]{64}(-[0-9a-f]{16})?(\.\w+)?")
"""The file name of an entry; an old one may lack the digest of the content."""
_SCRATCH = ".scratch"
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError)
"""The exceptions that reading a damaged entry may raise."""


class Cache:
    """Entries below ``root``, as ``<kind>/<first two digits of the key>/<key>-<digest><suffix>``: ``look/9f/9f2c…-71d0….json``.

    ``kind`` is a short word for what an entry holds, ``key`` comes from `annotator.cache.keys.key`, the digest is that of its
    content. An entry's modification time is that of its last use. Reading and storing raise OutputError if others can read the
    folder, or it can't be made; storing and removing also if it can't be written.
    """

    def __init__(self, root: Path) -> None:
        """A cache in the folder ``root``, which is made at the first use."""
        self.root = root

    def get(self, kind: str, key: str, suffix: str) -> Path | None:
        """The path of an entry, marking it as used; None if there is none that can be read. A damaged one is removed."""
        _prepare_folder(str(self.root))
        for path in self._list_files(kind, key, suffix):
            with contextlib.suppress(OSError):
                if path.name != _name(key, path, suffix):
                    path.unlink()
                    continue
                with contextlib.suppress(OSError):
                    os.utime(path)
                return path
        return None

    def read(self, kind: str, key: str, suffix: str) -> bytes | None:
        """The content of an entry, marking it as used; None if there is none, or it can't be read."""
        path = self.get(kind, key, suffix)
        try:
            return path.read_bytes() if path else None
        except OSError:
            return None

    def put(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Store an entry, and return its path; an older JSON entry of this key is removed.

        ``write`` gets the path of a temporary file to make. What it raises is passed on, but OSError as OutputError.
        """
        scratch = self.scratch()
        _make_room_once(str(self.root))
        with _writing(self.root):
            with tempfile.TemporaryDirectory(dir=scratch) as folder:
                new = Path(folder, f"new{suffix}")
                write(new)
                new.chmod(0o600)
                path = self.root / kind / key[:2] / _name(key, new, suffix)
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _replace(new, path)
            if suffix == ".json":  # another file of the same key is as good, and another run may be about to open it
                for older in set(self._list_files(kind, key, suffix)) - {path}:
                    older.unlink(missing_ok=True)
        return path

    def _list_files(self, kind: str, key: str, suffix: str) -> list[Path]:
        """The files of an entry: usually one, or none."""
        folder = self.root / kind / key[:2]
        try:
            names = os.listdir(folder)  # noqa: PTH208 - names alone
        except OSError:
            return []
        return [folder / name for name in names if name.startswith(f"{key}-") and name.endswith(suffix)]

    def get_or_make(self, kind: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """The path of the entry, which ``write`` fills as in `put` if it is missing."""
        return self.get(kind, key, suffix) or self.put(kind, key, suffix, write)

    def get_json(self, kind: str, key: str) -> Any | None:
        """The value of a JSON entry, or None."""
        return self.get_parsed(kind, key, lambda value: value)

    def get_parsed(self, kind: str, key: str, restore: Callable[[Any], T]) -> T | None:
        """The value of a JSON entry passed through ``restore``, or None; also if ``restore`` rejects it by an exception."""
        data = self.read(kind, key, ".json")
        try:
            return None if data is None else restore(json.loads(data))
        except _UNREADABLE:
            return None

    def get_or_find(self, kind: str, key: str, restore: Callable[[Any], T], find: Callable[[], T]) -> T:
        """The value of a JSON entry as `get_parsed` returns it; if that is None, what ``find`` returns, stored as plain JSON."""
        value = self.get_parsed(kind, key, restore)
        if value is None:
            value = find()
            self.put_json(kind, key, plain(value))
        return value

    def put_json(self, kind: str, key: str, value: Any) -> None:
        """Store a JSON value."""
        data = json.dumps(value, ensure_ascii=False).encode()
        self.put(kind, key, ".json", lambda new: new.write_bytes(data))

    def scratch(self) -> Path:
        """The folder for temporary files, made if it is missing."""
        _prepare_folder(str(self.root))
        folder = self.root / _SCRATCH
        with _writing(self.root):
            folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def size(self) -> int:
        """The size of all entries, in bytes."""
        return sum(size for _, size, _ in _list_entries(self.root))

    def empty(self, *kinds: str) -> int:
        """Remove all entries and temporary files; return the bytes of the entries.

        With ``kinds``, only their entries, and temporary files over an hour old. Other files beside the entries stay. A run
        that needs an entry at this moment may fail as with a broken disk.
        """
        oldest_running = math.inf if not kinds else time.time() - _RUNNING_SECONDS
        removed = 0
        with _writing(self.root):
            for _, size, path in _list_entries(self.root):
                if not kinds or path.parent.parent.name in kinds:
                    path.unlink(missing_ok=True)
                    removed += size
            for path in (self.root / _SCRATCH).glob("*"):
                with contextlib.suppress(FileNotFoundError):  # its run has removed it meanwhile
                    if path.stat().st_mtime < oldest_running:
                        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return removed


def _writing(root: Path) -> contextlib.AbstractContextManager[None]:
    """Raise OutputError in place of an OSError within the block, in which a cache folder is written."""
    remedy = "Make room on the disk, or set ANNOTATOR_CACHE to a folder that you may write to."
    return refusing("The cache folder {root} cannot be written: {strerror}.", remedy, root=root)


def default_root() -> Path:
    """The cache folder of this user: ``$ANNOTATOR_CACHE``, or the system's usual place for caches."""
    from platformdirs import user_cache_path  # not at the top: --help doesn't need it

    return named_folder("ANNOTATOR_CACHE") or user_cache_path("annotator", appauthor=False)


def named_folder(variable: str) -> Path | None:
    """The folder that an environment variable names, or None: ``~/x`` is in the user's home, ``x`` in the current folder."""
    named = os.environ.get(variable)
    # Like a shell, this leaves "~nobody" as it is, where pathlib raises.
    return Path(os.path.expanduser(named)).absolute() if named else None  # noqa: PTH111


@functools.cache
def _prepare_folder(root: str) -> None:
    """Make the folder, for the user alone. Raises OutputError if it can't be made, or others can read it. Once a process."""
    folder = Path(root)
    with _writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":  # on Windows a user's folders are closed to others
            if not any(folder.iterdir()):
                folder.chmod(0o700)
            if folder.stat().st_mode & 0o077:
                message = "Other users of this computer can look into the cache folder {root}."
                remedy = "Close it to them (chmod 700 {root}), or set ANNOTATOR_CACHE to a new folder."
                raise OutputError(message, remedy, root=root)


@functools.cache
def _make_room_once(root: str) -> None:
    """Make room in a cache folder, once a process."""
    make_room(Path(root))


def make_room(root: Path, limit: int = LIMIT_BYTES) -> None:
    """Remove the entries used longest ago beyond ``limit`` bytes, and what killed runs left; nothing of the last day."""
    oldest_safe_use = time.time() - _SAFE_SECONDS
    entries = sorted(_list_entries(root))
    total = sum(size for _, size, _ in entries)
    with contextlib.suppress(OSError):  # what can't be removed stays, and all that would come after it
        for last_use, size, path in entries:
            if last_use >= oldest_safe_use or total <= limit:
                break
            path.unlink(missing_ok=True)
            total -= size
        for path in (root / _SCRATCH).glob("*"):
            if path.stat().st_mtime < oldest_safe_use:
                shutil.rmtree(path, ignore_errors=True)


def _list_entries(root: Path) -> Iterator[tuple[float, int, Path]]:
    """All entries as (last use in seconds since 1970, bytes, path), known by their names: others may have files here."""
    for path in root.glob("*/[0-9a-f][0-9a-f]/*"):
        if _NAME.fullmatch(path.name):
            with contextlib.suppress(OSError):  # another process was faster
                stat = path.lstat()
                yield stat.st_mtime, stat.st_size, path


def _name(key: str, content: Path, suffix: str) -> str:
    """The file name of an entry with the content of a file. Raises OSError."""
    with content.open("rb") as file:
        return f"{key}-{hashlib.file_digest(file, 'sha256').hexdigest()[:16]}{suffix}"


def _replace(new: Path, path: Path) -> None:
    """Put a finished file at ``path``. Raises OSError."""
    try:
        new.replace(path)
    except PermissionError:
        # Windows doesn't replace a file that another process has open. Its content is the same, as its name says.
        if not path.is_file():
            raise

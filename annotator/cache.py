"""A folder of results that are costly to make: texts read by OCR, spoken sentences, encoded segments.

An entry's key holds everything that shapes it, so that nothing is ever out of date. An entry appears whole or not at
all, and carries a checksum: a damaged one is noticed and made again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Callable
from functools import cache as once
from pathlib import Path
from typing import Any

from annotator.errors import OutputError


def digest(data: bytes) -> str:
    """The SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.compare}
        return {"": type(value).__name__, **fields}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, Path):
        return str(value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"cannot make a key of {type(value).__name__}")


def key(*parts: Any) -> str:
    """One key for all ``parts``: dataclasses, strings, numbers, tuples, lists, dicts, paths and None."""
    text = json.dumps(_plain(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # The name of a file may be no text: Linux allows any bytes.
    return digest(text.encode("utf-8", "surrogatepass"))


class Cache:
    """Entries below ``root``, each ``<kind>/<first two of the key>/<key><suffix>`` with a checksum beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, key: str, suffix: str) -> Path:
        """Where an entry lies, whether or not it exists."""
        return self.root / kind / key[:2] / f"{key}{suffix}"

    def get(self, kind: str, key: str, suffix: str) -> Path | None:
        """The path of a whole entry, or None where there is none or it is damaged."""
        path = self.path(kind, key, suffix)
        checksum = path.with_name(path.name + ".sha256")
        try:
            if checksum.read_text(encoding="ascii") == digest(path.read_bytes()):
                return path
        except (OSError, UnicodeDecodeError):
            return None
        # Left where it is, since another build may be replacing it at this moment; `put` writes over it.
        return None

    def put(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """Make an entry: ``write`` fills the temporary file whose path it is given. Raises OutputError."""
        path = self.path(kind, key, suffix)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".new-{_machine()}-{os.getpid()}-", suffix=suffix, dir=path.parent)
            os.close(handle)
            temporary = Path(name)
            checksum = path.with_name(path.name + ".sha256")
            new_checksum = temporary.with_name(temporary.name + ".sha256")
            try:
                write(temporary)
                new_checksum.write_text(digest(temporary.read_bytes()), encoding="ascii")
                temporary.replace(path)
                new_checksum.replace(checksum)
            finally:
                temporary.unlink(missing_ok=True)
                new_checksum.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self.root, error) from error
        return path

    def made(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """The entry, from the cache or made now."""
        return self.get(kind, key, suffix) or self.put(kind, key, suffix, write)

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

    def get_json(self, kind: str, key: str) -> Any | None:
        """A JSON entry's value, or None."""
        path = self.get(kind, key, ".json")
        return None if path is None else json.loads(path.read_text(encoding="utf-8"))

    def put_json(self, kind: str, key: str, value: Any) -> None:
        """Store a value that JSON can hold."""
        text = json.dumps(value, ensure_ascii=False)
        self.put(kind, key, ".json", lambda path: _write(path, text))


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


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def default_root() -> Path:
    """The cache folder of this user: ``$ANNOTATOR_CACHE``, or the place where this system keeps caches."""
    from platformdirs import user_cache_path

    chosen = os.environ.get("ANNOTATOR_CACHE")
    return Path(chosen) if chosen else user_cache_path("annotator", appauthor=False)

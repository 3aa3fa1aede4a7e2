"""Carry cache entries to another computer: those that one build used are what the next one saves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.cache import Cache

_LOCAL_KINDS = frozenset({"builds", "model"})
"""Kinds that mean nothing elsewhere (records of folders), or that every computer makes from its own packages."""


@dataclass(frozen=True)
class CacheEntry:
    """One cache entry; ``kind``, ``key`` and ``suffix`` are those of `Cache.path`."""

    kind: str
    key: str
    suffix: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class CacheEntries:
    """Cache entries as one value. ``__sizeof__`` is their real size in bytes, which Dask weighs."""

    entries: tuple[CacheEntry, ...] = field(repr=False)

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + sum(len(entry.data) for entry in self.entries)

    def store(self, cache: Cache) -> int:
        """Store those that ``cache`` doesn't have; return how many that were. Raises OutputError."""
        missing = [entry for entry in self.entries if not cache.path(entry.kind, entry.key, entry.suffix).exists()]
        for entry in missing:
            cache.put(entry.kind, entry.key, entry.suffix, _writer(entry.data))
        return len(missing)


class RecordingCache(Cache):
    """A cache that remembers which entries were used or made through it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._used: dict[tuple[str, str, str], None] = {}

    def get(self, kind: str, key: str, suffix: str) -> Path | None:
        """As `Cache.get`, which everything reads by."""
        path = super().get(kind, key, suffix)
        if path is not None:
            self._used[kind, key, suffix] = None
        return path

    def put(self, kind: str, key: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """As `Cache.put`."""
        path = super().put(kind, key, suffix, write)
        self._used[kind, key, suffix] = None
        return path

    def collect(self) -> CacheEntries:
        """All entries that were used or made so far, but for those that mean nothing on another computer."""
        found = []
        for kind, key, suffix in tuple(self._used):
            if kind not in _LOCAL_KINDS and (data := super().read(kind, key, suffix)) is not None:
                found.append(CacheEntry(kind, key, suffix, data))
        return CacheEntries(tuple(found))


def _writer(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write

"""Record a finished build: its source, its parts and its files, so that a later one knows whether anybody edited them.

The record is in the cache, not in the pack, since whoever has the pack could guess a short secret from a digest.
"""

from pathlib import Path
from typing import Any

from annotator.cache import Cache, key
from annotator.outputs.marks import PACK_JSON
from annotator.pack.catalogue import Parts


def recall(cache: Cache, folder: Path, source_digest: str) -> Parts | None:
    """The parts that the last build of ``folder`` left, also those that made no file.

    None if there is no record of it, if it had another digest than ``source_digest``, or if a file has changed or is gone.
    Files that others put beside these don't count.
    """

    def parse(row: Any) -> Parts | None:
        """The parts of a record, if it is of the same source and files."""
        recorded = {tuple(file) for file in row["files"]}
        if row["source"] != source_digest or not recorded <= {tuple(file) for file in _list_files(folder)}:
            return None
        return {kind: tuple(langs) for kind, langs in row["parts"].items()}

    return cache.get_parsed("builds", _record_name(folder), parse)


def save_record(cache: Cache, folder: Path, source_digest: str, parts: Parts | None = None) -> None:
    """Record a finished build of ``folder`` in the cache.

    The record is ``{"source": "9f2c…", "files": [["es/entrar.mp4", 1500000, 1764394172000000000]], "parts": {"video": ["es"]}}``.
    """
    row = {"source": source_digest, "files": _list_files(folder), "parts": parts or {}}
    cache.put_json("builds", _record_name(folder), row)


def _record_name(folder: Path) -> str:
    """The name of the record of a pack's folder in the cache."""
    return key(str(folder.resolve()))


def _list_files(folder: Path) -> list[list[Any]]:
    """The path, size and modification time of every file below ``folder``: they are cheap to read, and an edit changes them.

    The time of ``pack.json`` is 0.
    """
    rows: list[list[Any]] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        status = path.stat()
        # The editor sets the time of pack.json to when the pack was last known to be current.
        time = 0 if path == folder / PACK_JSON else status.st_mtime_ns
        # Files that people put into a pack may have undecodable names.
        rows.append([path.relative_to(folder).as_posix().encode("utf-8", "replace").decode(), status.st_size, time])
    return rows

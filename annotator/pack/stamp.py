"""Digests everything that shapes a pack, and records what the last build left: by both, a build sees that nothing has changed.

It is cheap: nothing heavy is imported, and no picture is opened. The records are in the cache, never in a pack: whoever
has the pack could guess a short secret from a digest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.cache import Cache, code_version, digest, key
from annotator.media.files import read_file
from annotator.messages import from_json, to_json
from annotator.outputs.ownership import PACK_JSON
from annotator.pack.options import Options
from annotator.pack.tutorial_source import TutorialSource
from annotator.voice import choose

Parts = Mapping[str, tuple[str, ...]]
"""What a pack has: the languages of each kind of product."""


@dataclass(frozen=True)
class BuildRecord:
    """What a build left at its place.

    Attributes:
        source: the digest of everything that shaped it (`digest_source`).
        parts: the languages of each kind of product, also of those that made no file.
        files: the path, size and modification time of every file.
        manifest: the content of its ``pack.json``; empty for a site.
        notes: messages for staff about the build.
    """

    source: str
    parts: Mapping[str, Sequence[str]]
    files: Sequence[Sequence[Any]]
    manifest: dict[str, Any]
    notes: Sequence[str]

    def is_still_at(self, place: Path) -> bool:
        """Whether all files at ``place`` are as the build left them."""
        return self.files == _list_files(place)


def digest_source(source: TutorialSource, options: Options, cache: Cache, barred: Sequence[str] = ()) -> str:
    """The digest of everything that shapes the files of a tutorial, in whatever kinds and languages.

    That is the tutorial's folder, the school with its files, installed voices, the options for voice and quality, our
    code, its data and libraries.

    Args:
        source: the tutorial; its languages don't count.
        options: the options of the build; its kinds and languages don't count.
        cache: finds out once which voices are installed.
        barred: what may not be on the website today, since consents expire.
    """
    school = source.school
    given = [source.given.consent_file] if source.given else []
    files = [path for path in (source.school_file, school.logo, school.photo, *given) if path is not None]
    return key(
        [[path.name, _digest_file(path)] for path in sorted(source.folder.iterdir()) if path.is_file()],
        [_digest_file(path) for path in files],
        school if source.given else list(school.names),
        [options.voice, options.draft, options.budget, list(barred)],
        [code_version.of(__name__), choose.list_installation(cache)],
    )


def load_record(cache: Cache, place: Path) -> BuildRecord | None:
    """The record of the last build of ``place``; None if there is none that can be read."""
    return cache.get_parsed("builds", _record_name(place), _parse_record)


def save_record(
    cache: Cache,
    place: Path,
    source: str,
    parts: Parts | None = None,
    manifest: Mapping[str, Any] | None = None,
    notes: Sequence[str] = (),
) -> None:
    """Record a finished build of ``place``."""
    row = {
        "source": source,
        "parts": dict(parts or {}),
        "files": _list_files(place),
        "manifest": dict(manifest or {}),
        "notes": list(notes),
    }
    cache.put_json("builds", _record_name(place), to_json(row))


def _parse_record(row: Any) -> BuildRecord:
    row = json.loads(json.dumps(row), object_hook=from_json)
    record = BuildRecord(row["source"], row["parts"], row["files"], row["manifest"], row["notes"])
    if not isinstance(record.parts, dict) or not isinstance(record.manifest, dict):
        raise TypeError("not the record of a build")
    return record


def _record_name(place: Path) -> str:
    return key(str(place.resolve()))


def _list_files(place: Path) -> list[list[Any]]:
    """The path, size and modification time of every file below ``place``: cheap to read, and changed by any edit."""
    if not place.is_dir():
        return []
    files = sorted(path for path in place.rglob("*") if path.is_file())
    # The time of pack.json says when the pack was last known to be right, not that somebody edited it.
    times = [0 if path == place / PACK_JSON else path.stat().st_mtime_ns for path in files]
    return [
        [_json_text(path.relative_to(place)), path.stat().st_size, time]
        for path, time in zip(files, times, strict=True)
    ]


def _json_text(path: Path) -> str:
    """A path as valid Unicode: files that people put into a pack may have undecodable names."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _digest_file(path: Path) -> str:
    try:
        return digest(read_file(path))
    except OSError as error:
        return f"unreadable: {error.errno}"

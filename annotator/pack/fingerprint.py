"""Knows whether a pack is still what a build would make: nothing heavy is imported to find that out.

A fingerprint holds everything that shapes a pack: the bytes of the tutorial's folder, of ``school.toml`` and what it
names, the options, the voices that ``auto`` would find, and all of the code below a build, with its data and libraries.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator import code_version
from annotator.cache import Cache, digest, key
from annotator.pack.options import Options
from annotator.pack.survey import Script
from annotator.voice import choose

_BUILD = "annotator.pack.build"


def of(script: Script, options: Options, cache: Cache, barred: Sequence[str] = ()) -> str:
    """The fingerprint of a build that was asked for; ``barred`` says what may not be on the website today."""
    school = script.school
    beside = [path for path in (script.school_file, school.logo, school.photo) if path is not None]
    wanted = [sorted(options.kinds), options.languages, options.voice, options.draft, options.budget]
    wanted += [options.website, list(barred)]
    made_by = [code_version.of(_BUILD), choose.on_this_computer(cache)]
    return key(_folder(script.folder), [_file(path) for path in beside], list(school.names), wanted, made_by)


def recall(cache: Cache, place: Path, stamp: str) -> dict[str, Any] | None:
    """What the last build of ``place`` recorded, if its stamp is the same and every file is still as it left it."""
    record = cache.get_parsed("builds", _name(place), _record)
    return record if record is not None and (record["stamp"], record["files"]) == (stamp, _state(place)) else None


def remember(cache: Cache, place: Path, stamp: str, manifest: dict[str, Any], notes: tuple[str, ...]) -> None:
    """Record a finished build of ``place``."""
    record = {"stamp": stamp, "files": _state(place), "manifest": manifest, "notes": list(notes)}
    cache.put_json("builds", _name(place), json.loads(json.dumps(record)))


def _record(value: Any) -> dict[str, Any]:
    if not isinstance(value["manifest"], dict) or not isinstance(value["notes"], list):
        raise TypeError("not the record of a build")
    return {name: value[name] for name in ("stamp", "files", "manifest", "notes")}


def _name(place: Path) -> str:
    return key(str(place.resolve()))


def _state(place: Path) -> list[list[Any]]:
    """Name, size and time of every file of a pack: cheap, and changed by whatever touches them."""
    if not place.is_dir():
        return []
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return [[_text(path.relative_to(place)), path.stat().st_size, path.stat().st_mtime_ns] for path in files]


def _text(path: Path) -> str:
    """A path as JSON can hold it: among what people put into a pack may be names that are no text."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _folder(folder: Path) -> list[list[str]]:
    return [[path.name, _file(path)] for path in sorted(folder.iterdir()) if path.is_file()]


def _file(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError as error:
        return f"unreadable: {error.errno}"

"""Mark what annotator makes, and recognise it later: by a list of files with digests, or by a comment in a single file.

A pack has its mark in ``pack.json``, a site, a recording kit and a preview in ``.annotator.json``; earlier versions left
other traces (``legacy_marks``). A single sound or picture has a comment that players and viewers show.
"""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any, Literal

import annotator
from annotator.cache import digest, key
from annotator.places import legacy_marks

FolderKind = Literal["pack", "site", "kit", "preview"]
PACK_JSON = "pack.json"
OWN_JSON = ".annotator.json"
UNFINISHED = ".annotator-unfinished"
"""A file in a folder that is still being copied, so that all in it is only a copy."""
LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"})
"""What file managers leave in every folder that somebody opens, in lower case."""
_MAKER = "annotator "
_NEAR_BYTES = 65_536
_CLOCK_SECONDS = 3.0
"""Memory cards keep times in steps of two seconds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file's size in bytes and its digest when annotator wrote it; earlier versions noted only the size, or nothing."""

    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class OwnershipMark:
    """The mark of a folder that annotator made.

    ``file`` is the name of the file that holds the mark, ``files`` are all others that annotator wrote, ``content`` is the
    parsed JSON (empty for a site or kit of an earlier version). ``whole`` is False if somebody edited ``file``; ``written``
    is its modification time, in seconds since 1970.
    """

    kind: FolderKind
    file: str
    files: Mapping[str, Stamp]
    content: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = True
    written: float = 0.0


def read(folder: Path) -> OwnershipMark | None:
    """The mark of a folder, or None if annotator did not make it."""
    for name in (PACK_JSON, OWN_JSON):
        if not (folder / name).is_file():
            continue
        try:
            content = json.loads((folder / name).read_text(encoding="utf-8"))
            written = (folder / name).stat().st_mtime
        except (OSError, ValueError, RecursionError):
            continue
        kind = _kind(name, content)
        if kind is not None:
            whole = content.get("seal") in (None, _seal(content))
            return OwnershipMark(kind, name, _stamps(content["files"]), content, whole, written)
    old = legacy_marks.find_site(folder) or legacy_marks.find_kit(folder)
    if old is None:
        return None
    whole = not _later(folder / old.file, old.written)
    return OwnershipMark(old.kind, old.file, {name: Stamp() for name in old.files}, {}, whole, old.written)


def seal_content(content: Mapping[str, Any], folder: Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The content of a mark: ``content`` with ``rows`` (each with a ``path`` in ``folder``), their digests, and a seal."""
    stamped = [{**row, "sha256": row.get("sha256") or digest((folder / row["path"]).read_bytes())} for row in rows]
    whole = {**content, "files": stamped}
    return {**whole, "seal": _seal(whole)}


def write_mark(folder: Path, kind: FolderKind, before: Path | None = None) -> None:
    """Mark everything in ``folder`` as annotator's.

    A file that equals the one in ``before`` (an older folder of this kind) keeps its stamp from there, so that a file that
    somebody changed and that was not made again is still known as changed.
    """
    known = read(before) if before is not None else None
    rows = []
    for entry in sorted(find_entries(folder), key=lambda entry: entry.path):
        if entry.path != OWN_JSON:
            data = (folder / entry.path).read_bytes()
            stamp = known.files.get(entry.path) if known is not None else None
            same = stamp and stamp.sha256 and before and _bytes(before / entry.path) == data
            rows.append({"path": entry.path, "bytes": len(data), "sha256": stamp.sha256 if stamp and same else None})
    content = {"made_with": f"{_MAKER}{annotator.__version__}", "kind": kind}
    text = json.dumps(seal_content(content, folder, rows), ensure_ascii=False, indent=1)
    (folder / OWN_JSON).write_text(text + "\n", encoding="utf-8", newline="\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, a link or an empty folder; ``path`` is relative, with forward slashes."""

    path: str
    mode: int

    @property
    def litter(self) -> bool:
        """Whether a file manager left it."""
        name = self.path.rpartition("/")[2]
        return name.casefold() in LITTER or name.startswith("._")


def find_entries(folder: Path, below: str = "") -> Iterator[Entry]:
    """All files, links and empty folders in ``folder``, recursively. Links are not followed. Raises OSError."""
    with os.scandir(folder / below) as found:
        items = sorted(found, key=lambda item: item.name)
    if not items and below:
        yield Entry(below, stat.S_IFDIR)
    for item in items:
        path = f"{below}/{item.name}" if below else item.name
        state = item.stat(follow_symlinks=False)
        if stat.S_ISDIR(state.st_mode) and not _is_junction(state):
            yield from find_entries(folder, path)
        else:
            yield Entry(path, stat.S_IFLNK if _is_junction(state) else state.st_mode)


def foreign_entries(folder: Path, mark: OwnershipMark | None) -> tuple[Entry, ...]:
    """The entries of ``folder`` that annotator did not write, or that were changed since. Raises OSError."""
    if mark is None:
        return tuple(find_entries(folder))
    own = {_composed(path): stamp for path, stamp in mark.files.items()}
    folders = {parent.as_posix() for path in own for parent in Path(path).parents}
    result = []
    for entry in find_entries(folder):
        path = _composed(entry.path)
        if path == mark.file:
            ours = mark.whole and stat.S_ISREG(entry.mode)
        elif stat.S_ISDIR(entry.mode):
            ours = path in folders
        else:
            ours = path in own and stat.S_ISREG(entry.mode) and _as_written(folder / entry.path, own[path], mark)
        if not ours:
            result.append(entry)
    return tuple(result)


def is_whole(folder: Path, mark: OwnershipMark) -> bool:
    """Whether ``folder`` holds every file of its mark as annotator wrote it, and nothing else. Raises OSError."""
    there = {_composed(entry.path) for entry in find_entries(folder)}
    return there == {*map(_composed, mark.files), mark.file} and not foreign_entries(folder, mark)


def comment_for(use: str) -> str:
    """The comment for a single sound or picture, by which the next run recognises it."""
    return f"Made by annotator ({use})"


def has_comment(path: Path, use: str) -> bool:
    """Whether a file has the comment for ``use``: near its beginning or, in a WebP, near its end. Raises OSError."""
    with path.open("rb") as file:
        begin = file.read(_NEAR_BYTES)
        file.seek(max(0, file.seek(0, os.SEEK_END) - _NEAR_BYTES))
        return comment_for(use).encode() in begin or comment_for(use).encode() in file.read()


def _kind(name: str, content: Any) -> FolderKind | None:
    if not isinstance(content, dict) or not isinstance(content.get("files"), list):
        return None
    if not str(content.get("made_with", "")).startswith(_MAKER):
        return None
    if name == PACK_JSON:
        return "pack"
    kinds: dict[Any, FolderKind] = {"site": "site", "kit": "kit", "preview": "preview"}
    return kinds.get(str(content.get("kind")))


def _stamps(rows: list[Any]) -> dict[str, Stamp]:
    stamps = {}
    for row in rows:
        if isinstance(row, dict) and _is_inside(row.get("path")):
            size, sha256 = row.get("bytes"), row.get("sha256")
            stamps[row["path"]] = Stamp(
                size if isinstance(size, int) else None, sha256 if isinstance(sha256, str) else None
            )
    return stamps


def _is_inside(path: Any) -> bool:
    """Whether a path that a mark names lies in the mark's own folder."""
    return isinstance(path, str) and not PureWindowsPath(path).anchor and ".." not in PureWindowsPath(path).parts


def _as_written(path: Path, stamp: Stamp, mark: OwnershipMark) -> bool:
    if stamp.sha256 is not None:
        return digest(path.read_bytes()) == stamp.sha256
    # Earlier versions noted no digest, but wrote the list last.
    return stamp.size in (None, path.stat().st_size) and not _later(path, mark.written)


def _later(path: Path, written: float) -> bool:
    return written > 0 and path.stat().st_mtime > written + _CLOCK_SECONDS


def _seal(content: Mapping[str, Any]) -> str:
    """A digest of the mark's content, which shows whether somebody edited the mark's own file."""
    return key({name: value for name, value in content.items() if name != "seal"})


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _is_junction(state: os.stat_result) -> bool:
    """Whether it is a junction, Windows' other kind of link, which reports itself as a folder."""
    return getattr(state, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)

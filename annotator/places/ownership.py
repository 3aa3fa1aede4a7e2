"""Write down what annotator makes, and recognise it later by that alone: by the digests of its files.

A folder has its list in ``pack.json`` (a pack) or ``.annotator.json`` (a site, a recording kit, a preview), with a seal: a
list that somebody changed is none. What was written as a single file is noted in the cache folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any, Literal, get_args

import annotator
from annotator.cache import Cache, digest, key
from annotator.places import identity

FolderKind = Literal["pack", "site", "kit", "preview"]
PACK_JSON = "pack.json"
OWN_JSON = ".annotator.json"
UNFINISHED = ".annotator-unfinished"
"""A file in a folder that is still being copied, so that all in it is only a copy."""
LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"})
"""What file managers leave in every folder that somebody opens, in lower case."""
_NOTES = "written"
"""The kind of notes about single files in the cache."""


@dataclass(frozen=True, slots=True)
class OwnershipMark:
    """The mark of a folder that annotator made.

    ``file`` is the name of the file that holds the mark, and ``content`` its parsed JSON; ``files`` are the digests of all
    other files that annotator wrote, by path.
    """

    kind: FolderKind
    file: str
    files: Mapping[str, str]
    content: Mapping[str, Any] = field(default_factory=dict)


def read(folder: Path) -> OwnershipMark | None:
    """The mark of a folder, or None if annotator did not make it, or somebody changed the mark."""
    for name in (PACK_JSON, OWN_JSON):
        content = read_sealed(folder / name)
        kind: Any = "pack" if name == PACK_JSON else content.get("kind")
        if kind in get_args(FolderKind) and isinstance(content.get("files"), list):
            rows = (row for row in content["files"] if isinstance(row, dict) and _is_inside(row.get("path")))
            return OwnershipMark(kind, name, {row["path"]: str(row.get("sha256")) for row in rows}, content)
    return None


def read_sealed(path: Path) -> dict[str, Any]:
    """The content of a JSON file that annotator wrote and nobody changed; empty for any other, or none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
        return content if isinstance(content, dict) and content.get("seal") == _seal(content) else {}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def seal(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a JSON file with a seal, by which `read_sealed` knows it."""
    return {**content, "seal": _seal(content)}


def seal_content(content: Mapping[str, Any], folder: Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The content of a mark: ``content`` with ``rows`` (each with a ``path`` in ``folder``), their digests, and a seal."""
    stamped = [{**row, "sha256": row.get("sha256") or digest((folder / row["path"]).read_bytes())} for row in rows]
    return seal({**content, "files": stamped})


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
            sha256 = known.files.get(entry.path) if known is not None else None
            same = sha256 and before and _bytes(before / entry.path) == data
            rows.append({"path": entry.path, "bytes": len(data), "sha256": sha256 if same else None})
    content = {"made_with": f"annotator {annotator.__version__}", "kind": kind}
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
    own = {_composed(path): sha256 for path, sha256 in mark.files.items()}
    folders = {parent.as_posix() for path in own for parent in Path(path).parents}
    result = []
    for entry in find_entries(folder):
        path = _composed(entry.path)
        if stat.S_ISDIR(entry.mode):
            ours = path in folders
        elif not stat.S_ISREG(entry.mode):
            ours = False
        else:
            ours = path == mark.file or (path in own and digest((folder / entry.path).read_bytes()) == own[path])
        if not ours:
            result.append(entry)
    return tuple(result)


def is_whole(folder: Path, mark: OwnershipMark) -> bool:
    """Whether ``folder`` holds every file of its mark as annotator wrote it, and nothing else. Raises OSError."""
    there = {_composed(entry.path) for entry in find_entries(folder)}
    return there == {*map(_composed, mark.files), mark.file} and not foreign_entries(folder, mark)


def note(path: Path, cache: Cache) -> None:
    """Note that annotator wrote the file at ``path``, as it is now. Raises OSError; OutputError for the cache."""
    cache.put_json(_NOTES, key(str(identity.canonicalize(path))), _digest_file(path))


def is_as_written(path: Path, cache: Cache) -> bool:
    """Whether the file at a canonical path is byte for byte what annotator wrote there last. Raises OSError."""
    noted = cache.get_json(_NOTES, key(str(path)))
    return noted is not None and noted == _digest_file(path)


def _is_inside(path: Any) -> bool:
    """Whether a path that a mark names lies in the mark's own folder."""
    return isinstance(path, str) and not PureWindowsPath(path).anchor and ".." not in PureWindowsPath(path).parts


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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

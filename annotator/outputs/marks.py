"""Mark the folders that annotator makes, so that it knows its own files in them, and whether somebody has changed one.

The mark lists the files of the folder: ``pack.json`` in a pack, ``.annotator.json`` in sites and kits. A row of it::

    {"path": "es/message.txt", "bytes": 300, "sha256": "9f2c…"}

A seal, which is a digest of the mark itself, shows whether somebody edited it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Literal, get_args

import annotator
from annotator.cache import digest, key
from annotator.errors import OutputError

PACK_JSON = "pack.json"
OWN_JSON = ".annotator.json"
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"})
"""Names of the files that file managers leave in folders that somebody opens, in lower case."""

FolderKind = Literal["pack", "site", "kit"]


@dataclass(frozen=True, slots=True)
class OwnershipMark:
    """The mark of a folder that annotator made.

    That of a pack is ``OwnershipMark("pack", "pack.json", {"es/message.txt": "9f2c…"}, {"tutorial": "entrar", …})``.

    Attributes:
        kind: the kind of folder: pack, site or kit.
        file: the name of the file that holds the mark.
        files: the digests of all other files that annotator wrote, by path.
        content: the parsed JSON of the mark's file.
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


def write_mark(folder: Path, kind: FolderKind, before: Path | None = None, undecided: Sequence[str] = ()) -> None:
    """Mark all files in ``folder`` as annotator's; ``undecided`` are its tutorials with a possible name to decide on.

    A file that equals the one in ``before`` (an older folder of this kind) keeps its digest from there, so that a file that
    somebody changed and that was not made again is still known as changed.
    """
    old_mark = read(before) if before is not None else None
    old_digests = {} if old_mark is None else old_mark.files
    rows = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != OWN_JSON):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        old = before / name if before is not None and name in old_digests else None
        is_same = old is not None and old.is_file() and old.read_bytes() == data
        rows.append({"path": name, "bytes": len(data), "sha256": old_digests[name] if is_same else None})
    content = {"made_with": f"annotator {annotator.__version__}", "kind": kind, "undecided": list(undecided)}
    text = json.dumps(seal_content(content, folder, rows), ensure_ascii=False, indent=1)
    (folder / OWN_JSON).write_text(text + "\n", encoding="utf-8", newline="\n")


def find_files(folder: Path, mark: OwnershipMark | None) -> Iterator[str]:
    """The paths of all files in a folder with this mark, annotator's own and others.

    Raises OutputError for a link, a device, or a folder in which annotator has no file.
    """
    own_folders = {parent for path in (mark.files if mark else ()) for parent in PurePosixPath(path).parents}
    for path in sorted(folder.rglob("*")):
        name, is_link = path.relative_to(folder).as_posix(), path.is_symlink()
        if path.is_file() and not is_link:
            yield name
        elif is_link or not path.is_dir() or PurePosixPath(name) not in own_folders:
            kind = "a folder" if path.is_dir() and not is_link else "a link"
            message = "{folder} holds {what} that annotator did not make ({path})."
            raise OutputError(message, "Move it away, then try again.", folder=folder, what=kind, path=name)


def find_foreign(folder: Path, mark: OwnershipMark | None) -> Iterator[str]:
    """The files of `find_files` that annotator did not write, or that somebody has changed. Raises as `find_files`."""
    for path in find_files(folder, mark):
        if mark is None or (path != mark.file and mark.files.get(path) != digest((folder / path).read_bytes())):
            yield path


def is_litter(path: str) -> bool:
    """Whether a file has a name that file managers use for their own."""
    name = PurePosixPath(path).name
    return name.casefold() in _LITTER or name.startswith("._")


def is_untouched(folder: Path, mark: OwnershipMark) -> bool:
    """Whether ``folder`` holds every file of its mark as annotator wrote it, and no other file. Raises as `find_files`."""
    return {*find_files(folder, mark)} == {*mark.files, mark.file} and not any(find_foreign(folder, mark))


def _is_inside(path: Any) -> bool:
    """Whether a path that a mark names lies in the mark's own folder."""
    return isinstance(path, str) and not PureWindowsPath(path).anchor and ".." not in PureWindowsPath(path).parts


def _seal(content: Mapping[str, Any]) -> str:
    """A digest of the mark's content, which shows whether somebody edited the mark's own file."""
    return key({name: value for name, value in content.items() if name != "seal"})

"""Write only to free paths and over annotator's own files, which are known by their digests.

``-o Desktop`` must not empty somebody's desktop, and a message that a teacher has corrected must not be lost in the next
build. So a folder that annotator made has a mark, which lists its files: ``pack.json`` in a pack, ``.annotator.json`` in
sites and kits. A row of it::

    {"path": "es/message.txt", "bytes": 300, "sha256": "9f2c…"}

`claim` refuses any other path before anything is made. A single file (``annotator say -o hello.ogg``) is known by a note of its
digest in the cache.
"""

from __future__ import annotations

import errno
import json
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Literal, get_args

import annotator
from annotator.cache import Cache, digest, key
from annotator.errors import OutputError
from annotator.messages import Message

Use = Literal["pack", "site", "kit", "say", "find", "answer", "zip", "district"]
"""The purpose of a path: a folder that is replaced as a whole (pack, site, kit), or a single file."""
_KIND_NAMES = {"pack": "a pack", "site": "a site", "kit": "a recording kit"}
_SCRIPT = "tutorial.md"
_NOT_REPLACED = "annotator replaces nothing that it did not make"
PACK_JSON = "pack.json"
OWN_JSON = ".annotator.json"
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"})
"""Names of the files that file managers leave in every folder that somebody opens, in lower case."""
_NOTE_KIND = "written"
"""The kind of notes about single files in the cache."""


def claim(
    path: Path,
    use: Use,
    cache_root: Path,
    *,
    tutorial: Path | None = None,
    beside: Sequence[Path] = (),
    option: str = "-o",
) -> OwnershipMark | None:
    """Raise OutputError for a path that annotator must not write to.

    It refuses, in this order: two tutorials that would get one pack; a path that is or lies in a tutorial, or lies in another
    pack, site or kit, or below a file; a folder with files but without a mark of this use, or with links or whole folders of
    others; a single file that annotator did not write, or that was changed since.

    Args:
        path: the folder or file to be written.
        use: the purpose of the path.
        cache_root: the cache folder, which holds the digests of single files that annotator wrote.
        tutorial: the tutorial's folder that the output is made from, or None.
        beside: the folders of all tutorials of the same command.
        option: the command's option for choosing another place, for the remedy.

    Returns:
        The mark of the pack, site or kit that is there and may be replaced, or None.
    """
    Path.cwd()  # raises if the current folder was deleted, which is not the fault of `path`
    try:
        tutorials = [folder.resolve() for folder in beside]
        if tutorial is not None:
            tutorials.append(tutorial.resolve())
            if use == "pack":
                _refuse_namesake(tutorial.resolve(), tutorials)
        _refuse_overlap(path, tutorials, option)
        if not path.exists():
            _refuse_file_above(path, option)
        elif use in get_args(FolderKind):
            return _check_folder(path, use, option)
        else:
            _check_file(path, Cache(cache_root), option)
        return None
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise OutputError(
            "{path} cannot be checked: {reason}.",
            "Choose another place with {option}.",
            path=path,
            reason=getattr(error, "strerror", os.strerror(errno.ELOOP)) or error,
            option=option,
        ) from error


def names_collide(one: str, other: str) -> bool:
    """Whether a disk may take two names for one: some ignore letter case, the encoding of accents, or stops at the end."""
    first, second = (unicodedata.normalize("NFC", name).casefold().rstrip(" .") for name in (one, other))
    return first == second


def _refuse_namesake(tutorial: Path, tutorials: Sequence[Path]) -> None:
    """Refuse a tutorial whose pack would have the name of another tutorial's, as of two folders named ``zoom``."""
    namesakes = [folder for folder in dict.fromkeys(tutorials) if names_collide(folder.name, tutorial.name)]
    if len(namesakes) > 1:
        # In the command's order, so that all of them get the same message.
        *earlier, last = map(str, namesakes)
        raise OutputError(
            "{tutorial} and {other} would get one pack, since their names are the same.",
            "Rename one of them, or build them one after the other, each with its own -o.",
            tutorial=", ".join(earlier),
            other=last,
        )


def _refuse_overlap(path: Path, tutorials: Sequence[Path], option: str) -> None:
    """Refuse a path that is or lies in a tutorial, or lies in another pack, site or kit."""
    place = path.resolve()
    for folder in (place, *place.parents):
        is_listed = any(tutorial.exists() and folder.exists() and folder.samefile(tutorial) for tutorial in tutorials)
        if (folder / _SCRIPT).is_file() or folder in tutorials or is_listed:
            holder = "the tutorial"
        elif folder != place and (mark := read(folder)) is not None:
            holder = _KIND_NAMES[mark.kind]
        else:
            continue
        remedy = Message("Choose a place outside it with {option}.", option=option)
        if folder == place:
            raise OutputError(
                Message("{path} is {what} itself, and {rule}.", path=path, what=holder, rule=_NOT_REPLACED), remedy
            )
        raise OutputError(
            Message(
                "{path} is inside {what} {folder}, where nothing else belongs.", path=path, what=holder, folder=folder
            ),
            remedy,
        )


def _refuse_file_above(path: Path, option: str) -> None:
    """Refuse a path below a file, where no folder can be made."""
    nearest = next(folder for folder in path.absolute().parents if folder.exists())
    if not nearest.is_dir():
        raise OutputError(
            "{above} is a file, where a folder is needed.",
            "Rename the file, or choose another folder with {option}.",
            above=nearest,
            option=option,
        )


def _check_folder(path: Path, use: Use, option: str) -> OwnershipMark | None:
    """The mark of a folder that may be replaced; None for an empty one. Raises OutputError for any other."""
    if not path.is_dir():
        raise OutputError(
            "{path} is a file, and {rule}.",
            "Rename the file, or choose another folder with {option}.",
            path=path,
            rule=_NOT_REPLACED,
            option=option,
        )
    mark = read(path)
    other_names = sorted(item.name for item in path.iterdir() if not is_litter(item.name))
    if mark is None and other_names:
        raise OutputError(
            "{path} holds other files ({found}), and {rule}.",
            "Choose a new or an empty folder with {option}, or move those files away.",
            path=path,
            found=", ".join(other_names[:3]),
            rule=_NOT_REPLACED,
            option=option,
        )
    if mark is not None and mark.kind != use:
        raise OutputError(
            "{path} holds {what}.",
            "Choose a new or an empty folder with {option}.",
            path=path,
            what=_KIND_NAMES[mark.kind],
            option=option,
        )
    list(find_files(path, mark))  # raises for folders and links that are not annotator's
    return mark


def _check_file(path: Path, cache: Cache, option: str) -> None:
    """Raise OutputError unless a file is one of annotator's that nobody has changed."""
    if path.is_file() and not path.is_symlink() and is_as_written(path, cache):
        return
    raise OutputError(
        "{path} is there already, and {rule}, or that was changed since.",
        "Choose another name with {option}, or move that file away.",
        path=path,
        rule=_NOT_REPLACED,
        option=option,
    )


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
    """Mark everything in ``folder`` as annotator's; ``undecided`` are its tutorials with a possible name to decide on.

    A file that equals the one in ``before`` (an older folder of this kind) keeps its digest from there, so that a file that
    somebody changed and that was not made again is still known as changed.
    """
    old_mark = read(before) if before is not None else None
    rows = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != OWN_JSON):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        old_digest = old_mark.files.get(name) if old_mark is not None else None
        is_same = old_digest and before and (before / name).is_file() and (before / name).read_bytes() == data
        rows.append({"path": name, "bytes": len(data), "sha256": old_digest if is_same else None})
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
            raise OutputError(
                "{folder} holds {what} that annotator did not make ({path}).",
                "Move it away, then try again.",
                folder=folder,
                what=kind,
                path=name,
            )


def find_foreign(folder: Path, mark: OwnershipMark | None) -> Iterator[str]:
    """The files of `find_files` that annotator did not write, or that were changed since. Raises as `find_files`."""
    for path in find_files(folder, mark):
        if mark is None or (path != mark.file and mark.files.get(path) != digest((folder / path).read_bytes())):
            yield path


def is_litter(path: str) -> bool:
    """Whether a file manager left a file."""
    name = PurePosixPath(path).name
    return name.casefold() in _LITTER or name.startswith("._")


def is_whole(folder: Path, mark: OwnershipMark) -> bool:
    """Whether ``folder`` holds every file of its mark as annotator wrote it, and nothing else. Raises as `find_files`."""
    return {*find_files(folder, mark)} == {*mark.files, mark.file} and not any(find_foreign(folder, mark))


def note(path: Path, cache: Cache) -> None:
    """Record the current content of the file at ``path`` as annotator's. Raises OSError; OutputError for the cache."""
    cache.put_json(_NOTE_KIND, key(str(path.resolve())), digest(path.read_bytes()))


def is_as_written(path: Path, cache: Cache) -> bool:
    """Whether the file at ``path`` is byte for byte what annotator wrote there last. Raises OSError."""
    noted = cache.get_json(_NOTE_KIND, key(str(path.resolve())))
    return noted is not None and noted == digest(path.read_bytes())


def _is_inside(path: Any) -> bool:
    """Whether a path that a mark names lies in the mark's own folder."""
    return isinstance(path, str) and not PureWindowsPath(path).anchor and ".." not in PureWindowsPath(path).parts


def _seal(content: Mapping[str, Any]) -> str:
    """A digest of the mark's content, which shows whether somebody edited the mark's own file."""
    return key({name: value for name, value in content.items() if name != "seal"})

"""List the tutorials in a folder under opaque ids, so that the browser never sends a path.

``tutorials/join-class`` is listed as ``3f9a01bc77de``, a digest of its path. A folder with screenshots and no script yet is a
`Beginning`: the page offers to start a tutorial in it.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator import script
from annotator.cache import digest
from annotator.edit.errors import NotListedError
from annotator.outputs.marks import OWN_JSON
from annotator.script import has_script
from annotator.voice import choose

PACKS, WEBSITE, PUT_AWAY = "packs", "website", "put-away"
"""The folders beside the tutorials that receive the packs, the website, and the tutorials that somebody put away."""
_ID_DIGITS = 12
"""Length of an id, in hexadecimal digits."""


def kit_folder(tutorial: Path, lang: str) -> Path:
    """The place of a tutorial's recording kit in a language, beside it, as the command line names it."""
    return tutorial.parent / f"{tutorial.name}-{lang}-kit"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A folder with screenshots in which no tutorial was started yet.

    For instance ``Beginning("3f9a01bc77de", Path("tutorials/get-zoom"), ("01.png", "02.png"))``; ``pictures`` has screen
    recordings, too, and is in natural order.
    """

    id: str
    folder: Path
    pictures: tuple[str, ...]


def find_tutorial(folders: Iterable[Path], entry_id: str) -> Path:
    """The one of some tutorials that has an id. Raises NotListedError."""
    for folder in folders:
        if tutorial_id(folder) == entry_id:
            return folder
    raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")


def list_tutorials(root: Path) -> Iterator[Path]:
    """The tutorials directly in a folder, in natural order of their names; no link, nor one whose script leads elsewhere."""
    for path in _list_in_order(root):
        with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: links in a circle
            scripts = script.find_scripts(path) if path.is_dir() and not path.is_symlink() else ()
            if scripts and all(inner.resolve().is_relative_to(path.resolve()) for inner in scripts):
                yield path


def list_beginnings(root: Path) -> Iterator[Beginning]:
    """The folders directly in a folder that have screenshots and no script, in natural order; none that is annotator's or hidden.

    Where nothing in it is a tutorial or could become one, the folder itself, if it has some besides the school's own pictures.
    """
    has_tutorials = False
    for path in _list_in_order(root):
        is_output = path.name in (PACKS, WEBSITE) or (path / OWN_JSON).is_file()
        if path.is_symlink() or is_output or path.name.startswith(".") or not path.is_dir():
            continue
        beginning = _read_beginning(path)
        has_tutorials = has_tutorials or beginning is not None or has_script(path)
        if beginning is not None:
            yield beginning
    if not has_tutorials:
        school, _, _ = script.find_school(root, choose.CHOICES)
        school_pictures = frozenset(path.name for path in (school.logo, school.photo) if path and path.parent == root)
        beginning = _read_beginning(root, school_pictures)
        if beginning is not None:
            yield beginning


def _list_in_order(root: Path) -> list[Path]:
    """The content of a folder in natural order: ``2-zoom`` comes before ``10-chat``."""
    return sorted(list_quietly(root), key=lambda path: script.natural_key(show_name(path.name)))


def _read_beginning(folder: Path, excluded: frozenset[str] = frozenset()) -> Beginning | None:
    """The beginning in a folder, but for some pictures; None if it has a script or no picture, or can't be listed."""
    if has_script(folder):
        return None
    try:
        pictures = script.find_screenshots(script.list_files(folder) - excluded)
    except OSError:
        return None
    return Beginning(tutorial_id(folder), folder, pictures) if pictures else None


def list_quietly(folder: Path) -> tuple[Path, ...]:
    """The content of a folder; nothing if it can't be listed."""
    with contextlib.suppress(OSError):
        return tuple(folder.iterdir())
    return ()


def show_name(name: str) -> str:
    """A file name as valid text; Linux allows any bytes."""
    return name.encode("utf-8", "replace").decode()


def short_id(*parts: str) -> str:
    """An opaque id of 12 hexadecimal digits for some names; the same names have the same one."""
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))[:_ID_DIGITS]


def tutorial_id(folder: Path) -> str:
    """The id of a tutorial: a digest of its folder's path, links resolved."""
    try:
        path = folder.resolve()
    except (OSError, RuntimeError):  # links in a circle
        path = folder.absolute()
    return digest(os.fsencode(path))[:_ID_DIGITS]

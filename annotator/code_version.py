"""One digest of what made a file: annotator's own code and data, the libraries below it, and the programs that they run.

A module that keeps a result names itself, ``code_version.of(__name__)``, and gets the digest of all that its results can
depend on: its own source, that of every module of annotator that it reaches by imports (also inside functions), the
assets that these name, the versions of the libraries that they import and of what those require, and Python's. Nobody
has to raise a number, and nobody can forget to: a byte that changes in ``share/`` reaches no voice and no segment,
since no module that speaks or encodes imports it.

Sources are read as text (``annotator.code_files``). What they say is kept in the cache, each with size, times and place
of its file, so that a start looks only at those, and reads again only what has changed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

from annotator import assets
from annotator.cache import key
from annotator.code_files import CodeFiles, code_files

_SHAPES_NOTHING = frozenset(
    {
        # A change of how entries are kept is noticed when they are read, or changes every key.
        "annotator.cache",
        # Where folders lie, who waits for whom, and what a terminal shows.
        "platformdirs",
        "filelock",
        "rich",
        "click",
        "colorlog",
        "tqdm",
        "proglog",
        # How something is fetched, and what Python's own library has by now.
        "requests",
        "python-dotenv",
        "packaging",
        "typing-extensions",
        "importlib-metadata",
    }
)
_DISTRIBUTIONS = {"PIL": "pillow", "cv2": "opencv-python-headless", "markdown_it": "markdown-it-py"}
"""Distributions that do not have the name of their module."""
_UNSAID = {"rapidocr": ("onnxruntime",)}
"""What a distribution uses without requiring it."""
_FFMPEG = "imageio-ffmpeg"
_INFO = re.compile(r"(.+?)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info")


@dataclass(frozen=True)
class Sources:
    """What the results of some modules depend on.

    ``modules`` and ``files`` (assets) map a name to a digest, ``libraries`` a distribution to its version (None: not
    installed), ``programs`` a name to the digest of the program.
    """

    modules: dict[str, str]
    files: dict[str, str]
    libraries: dict[str, str | None]
    programs: dict[str, str]


@once
def of(*modules: str) -> str:
    """The digest of all that shapes the results of ``modules``, full names of modules of annotator."""
    return key(sys.implementation.cache_tag, sources(*modules))


def sources(*modules: str) -> Sources:
    """What ``of`` is a digest of."""
    files = code_files()
    reached: dict[str, str] = {}
    data: dict[str, str] = {}
    outside: set[str] = set()
    waiting = [*modules]
    while waiting:
        name = _module(waiting.pop())
        if not name or name in reached or _left_out(name):
            continue
        read = files.module(_modules()[name])
        reached[name] = read.digest
        outside.update(read.outside)
        for parts in read.assets:
            data.update(_assets(files, parts))
        # Python runs a package before its modules.
        waiting += [*read.imports, name.rpartition(".")[0]]
    libraries = _libraries(files, outside - _SHAPES_NOTHING)
    programs = {"ffmpeg": program_digest(_ffmpeg())} if _FFMPEG in libraries else {}
    files.keep()
    return Sources(reached, data, libraries, programs)


def program_digest(path: str | None) -> str:
    """The digest of a program's file, which may be given by its name alone; the empty text where there is none."""
    found = shutil.which(path) if path else None
    if found is None:
        return ""
    files = code_files()
    digest = files.digest(Path(found))
    files.keep()
    return digest


def installed_version(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    return _installed().get(_normal(distribution))


def _left_out(name: str) -> bool:
    return any(name == part or name.startswith(f"{part}.") for part in _SHAPES_NOTHING)


@once
def _modules() -> dict[str, Path]:
    """Every module of annotator, with its file."""
    package = Path(__file__).parent
    found = {}
    for path in package.rglob("*.py"):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def _module(name: str) -> str:
    """The module of annotator that an imported name is, or in which it lies (``annotator.cache.Cache``)."""
    return name if name in _modules() else name.rpartition(".")[0]


def _assets(files: CodeFiles, parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """An asset, or all below a folder of them, each with its digest; a part may be a star."""
    root = assets.root() / "assets"
    for place in sorted(root.glob("/".join(parts))) if parts else [root]:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                yield path.relative_to(root).as_posix(), files.digest(path)


def _libraries(files: CodeFiles, modules: Iterable[str]) -> dict[str, str | None]:
    """The versions of the distributions of ``modules``, and of all that they require."""
    installed_version = _installed()
    found: dict[str, str | None] = {}
    waiting = [_DISTRIBUTIONS.get(module, module) for module in modules]
    while waiting:
        name = _normal(waiting.pop())
        if name in found or name in _SHAPES_NOTHING:
            continue
        found[name] = installed_version.get(name)
        if (version := found[name]) is not None:
            waiting += (*files.requirements(name, version), *_UNSAID.get(name, ()))
    return found


@once
def _installed() -> dict[str, str]:
    """Every installed distribution with its version, from the names of their folders: no metadata is read for that."""
    found: dict[str, str] = {}
    for place in reversed(sys.path):
        with contextlib.suppress(OSError), os.scandir(place or ".") as items:
            for item in items:
                if match := _INFO.fullmatch(item.name):
                    found[_normal(match[1])] = match[2]
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _ffmpeg() -> str | None:
    """The ffmpeg that imageio-ffmpeg would choose, without starting it."""
    chosen = os.environ.get("IMAGEIO_FFMPEG_EXE")
    if chosen:
        return chosen
    spec = importlib.util.find_spec("imageio_ffmpeg")
    folders = [Path(place) / "binaries" for place in (spec.submodule_search_locations or ())] if spec else []
    brought = sorted(path for folder in folders for path in folder.glob("ffmpeg-*"))
    return str(brought[0]) if brought else "ffmpeg"

"""Compute one digest of everything that a module's results depend on, for cache keys.

A module that caches a result calls ``code_version.of(__name__)``. The digest covers its own source, every module of
annotator that it reaches by imports (also inside functions), the assets that these name, the versions of the libraries
that they import and of their requirements, the programs that they run, and Python's version. So there is no version
number to bump, and none to forget. A change in ``share/`` invalidates no voice and no segment, since no module that
speaks or encodes imports it.

Sources are read as text (``annotator.code_files``), and only those that changed since the last start.
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
from annotator.code_files import CodeFiles, load_code_files

_IRRELEVANT = frozenset(
    {
        # A change in how entries are stored is noticed when they are read, or changes every key.
        "annotator.cache",
        # Where folders are, locking, and what a terminal shows.
        "platformdirs",
        "filelock",
        "rich",
        "click",
        "colorlog",
        "tqdm",
        "proglog",
        # How something is downloaded, and backports of the standard library.
        "requests",
        "python-dotenv",
        "packaging",
        "typing-extensions",
        "importlib-metadata",
    }
)
_DISTRIBUTIONS = {"PIL": "pillow", "cv2": "opencv-python-headless", "markdown_it": "markdown-it-py"}
"""Top-level module → distribution, if their names differ."""
_UNDECLARED = {"rapidocr": ("onnxruntime",)}
"""Distribution → what it imports without declaring it as a requirement."""
_FFMPEG = "imageio-ffmpeg"
_INFO = re.compile(r"(.+?)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info")


@dataclass(frozen=True)
class Sources:
    """Everything that the results of some modules depend on.

    ``modules`` and ``files`` (assets) map a name to a digest, ``libraries`` a distribution to its version (None: not
    installed), ``programs`` a name to the digest of the executable.
    """

    modules: dict[str, str]
    files: dict[str, str]
    libraries: dict[str, str | None]
    programs: dict[str, str]


@once
def of(*modules: str) -> str:
    """The digest of everything that the results of ``modules`` (full names) depend on."""
    return key(sys.implementation.cache_tag, sources(*modules))


def sources(*modules: str) -> Sources:
    """Collect everything that the results of ``modules`` (full names) depend on: what `of` computes its digest from."""
    files = load_code_files()
    reached: dict[str, str] = {}
    data: dict[str, str] = {}
    outside: set[str] = set()
    waiting = [*modules]
    while waiting:
        name = _find_module(waiting.pop())
        if not name or name in reached or _is_irrelevant(name):
            continue
        read = files.module(_list_modules()[name])
        reached[name] = read.digest
        outside.update(read.outside)
        for parts in read.assets:
            data.update(_find_assets(files, parts))
        # Importing a module also runs the __init__ of its package.
        waiting += [*read.imports, name.rpartition(".")[0]]
    libraries = _collect_libraries(files, outside - _IRRELEVANT)
    programs = {"ffmpeg": program_digest(_find_ffmpeg())} if _FFMPEG in libraries else {}
    files.keep()
    return Sources(reached, data, libraries, programs)


def program_digest(path: str | None) -> str:
    """The digest of an executable, found by its path or name; "" if there is none."""
    found = shutil.which(path) if path else None
    if found is None:
        return ""
    files = load_code_files()
    digest = files.digest(Path(found))
    files.keep()
    return digest


def installed_version(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    return _list_installed().get(_normalize_name(distribution))


def _is_irrelevant(name: str) -> bool:
    return any(name == part or name.startswith(f"{part}.") for part in _IRRELEVANT)


@once
def _list_modules() -> dict[str, Path]:
    """Every module of annotator with its file."""
    package = Path(__file__).parent
    found = {}
    for path in package.rglob("*.py"):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def _find_module(name: str) -> str:
    """The module that an imported name is, or is defined in (``annotator.cache.Cache``)."""
    return name if name in _list_modules() else name.rpartition(".")[0]


def _find_assets(files: CodeFiles, parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """An asset, or every file below a folder of assets, with its digest; a part may be ``*``."""
    root = assets.root() / "assets"
    for place in sorted(root.glob("/".join(parts))) if parts else [root]:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                yield path.relative_to(root).as_posix(), files.digest(path)


def _collect_libraries(files: CodeFiles, modules: Iterable[str]) -> dict[str, str | None]:
    """The versions of the distributions of ``modules``, and of everything that they require."""
    installed_version = _list_installed()
    found: dict[str, str | None] = {}
    waiting = [_DISTRIBUTIONS.get(module, module) for module in modules]
    while waiting:
        name = _normalize_name(waiting.pop())
        if name in found or name in _IRRELEVANT:
            continue
        found[name] = installed_version.get(name)
        if (version := found[name]) is not None:
            waiting += (*files.requirements(name, version), *_UNDECLARED.get(name, ()))
    return found


@once
def _list_installed() -> dict[str, str]:
    """Every installed distribution with its version, read from folder names alone, which is fast."""
    found: dict[str, str] = {}
    for place in reversed(sys.path):
        with contextlib.suppress(OSError), os.scandir(place or ".") as items:
            for item in items:
                if match := _INFO.fullmatch(item.name):
                    found[_normalize_name(match[1])] = match[2]
    return found


def _normalize_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _find_ffmpeg() -> str | None:
    """The ffmpeg that imageio-ffmpeg would choose, found without running it."""
    chosen = os.environ.get("IMAGEIO_FFMPEG_EXE")
    if chosen:
        return chosen
    spec = importlib.util.find_spec("imageio_ffmpeg")
    folders = [Path(place) / "binaries" for place in (spec.submodule_search_locations or ())] if spec else []
    brought = sorted(path for folder in folders for path in folder.glob("ffmpeg-*"))
    return str(brought[0]) if brought else "ffmpeg"

"""Digest the code, data and libraries behind a cached result, so that no version number has to be bumped by hand.

A module that keeps a result in the cache puts the digest into its key, for instance for a spoken sentence::

    key("clip", code_version.of(__name__), sentence, lang)

A *room* is a package or module directly in annotator: ``voice`` for ``annotator.voice.narrate``. The digest covers the code of
the module's room and of all rooms that it may import (`ORDER`), the data and libraries that these declare here, ffmpeg, and
Python's minor version. So a change in ``pages`` leaves the texts and sounds of earlier runs valid, while one in ``model``
makes all of them anew.
"""

import functools
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator import assets
from annotator.cache.keys import digest, key

ORDER: Final = tuple(
    frozenset(row.split(", "))
    for row in (
        # The nameless one is annotator/__init__.py.
        ", assets, cache, errors, languages, messages, model, outputs, pace, phrases, telemetry, typeface, wordings",
        "text, media",
        "privacy",
        "script",
        "screen, cards, voice",
        "timeline",
        "video",
        "pages",
        "edition",
        "pack",
        "district",
        "commands",
        "api",
        "edit",
        "cli",
        "__main__",
    )
)
"""The rooms of annotator; each imports only those in rows above it, and in the first row also each other."""
DATA: Final = {
    "text": "languages/*/sentences.toml",
    "privacy": "names.toml",
    "screen": "faces icons/classifier screen-words.toml languages/*/screens.toml",
    "voice": "voices languages/*/lexicon.toml languages/*/speech.toml languages/*/voices.toml",
    # Rooms in the rows above it have the card itself, with its words, and the renderer's version in their keys.
    "edition": "fonts icons web languages/*/pages.toml languages/*/phrases.toml languages/*/plain.toml "
    "languages/*/script.toml",
}
"""The assets that shape a room's cached results, besides those in the keys: patterns of files and folders."""
LIBRARIES: Final = {
    "media": "imageio-ffmpeg",
    "privacy": "rapidfuzz",
    "script": "rapidfuzz tomlkit",
    "screen": "numpy omegaconf onnxruntime opencv-python-headless pillow pillow-heif pyclipper rapidfuzz rapidocr shapely",
    "cards": "numpy opencv-python-headless pillow",
    "voice": "espeakng-loader gtts kokoro-onnx numpy onnxruntime phonemizer py-nanotts",
    "video": "imageio moviepy numpy opencv-python-headless",
    "pages": "jinja2 markupsafe numpy pillow reportlab segno",
    "edit": "markdown-it-py",
}
"""The distributions that shape what a room makes."""


@functools.cache
def of(module: str) -> str:
    """The digest of the code, data and libraries behind the results of a module (its full name), of ffmpeg and Python."""
    rooms = _rooms_behind(module)
    versions = {name: installed_version(name) for room in rooms for name in LIBRARIES.get(room, "").split()}
    # The ffmpeg that imageio-ffmpeg brings is known by the version of that; another one is known if this variable names it.
    ffmpeg = program_digest(os.environ.get("IMAGEIO_FFMPEG_EXE"))
    return key(of_files(module), versions, ffmpeg, sys.implementation.cache_tag)


@functools.cache
def of_files(module: str) -> str:
    """The digest of the code and data alone that the results of a module (its full name) depend on."""
    return key([_digest_room(room) for room in _rooms_behind(module)])


def program_digest(path: str | None) -> str:
    """The digest of an executable, found by its path or name; "" if there is none."""
    executable = shutil.which(path) if path else None
    if executable is None:
        return ""
    with Path(executable).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def installed_version(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    return _list_distributions().get(distribution.lower().replace("-", "_"))


@functools.cache
def _list_distributions() -> dict[str, str]:
    """The version of each installed distribution, by its name. Not by ``importlib.metadata``, which would read a file of each."""
    versions: dict[str, str] = {}
    for entry in reversed(sys.path):  # of two, the one that is first on the path counts
        for folder in Path(entry).glob("*.*-info"):  # such as numpy-2.1.3.dist-info
            name, _, version = folder.stem.partition("-")
            versions[name.lower()] = version
    return versions


def _rooms_behind(module: str) -> list[str]:
    """The room of a module, and all rooms that it may import."""
    names = module.split(".")
    room = names[1] if len(names) > 1 else ""
    level = next(level for level, rooms in enumerate(ORDER) if room in rooms)
    return sorted({room}.union(*ORDER[: max(level, 1)]))


@functools.cache
def _digest_room(room: str) -> str:
    """The digest of a room's files and data."""
    package, data = Path(__file__).parent.parent, assets.root() / "assets"
    sources = sorted((package / room).rglob("*.py")) if room else [package / "__init__.py"]
    files = [(package, path) for path in (package / f"{room}.py", *sources) if path.is_file()]
    for pattern in DATA.get(room, "").split():
        files += [(data, path) for path in _find_files(data, pattern)]
    return key([(path.relative_to(base).as_posix(), digest(path.read_bytes())) for base, path in files])


def _find_files(root: Path, pattern: str) -> Iterator[Path]:
    """The files that a pattern matches, and all files in the folders that it matches."""
    for found in sorted(root.glob(pattern)):
        if found.is_dir():
            yield from sorted(path for path in found.rglob("*") if path.is_file())
        else:
            yield found

"""Put the two files of an answer into a folder under a free name: both, or neither, and never over another file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from annotator import places
from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.media.atomic_write import replacing

SUFFIXES = (".jpg", ".ogg")


def claim(folder: Path, stem: str, cache: Cache) -> None:
    """Raise OutputError for a folder in which nothing may be written: of a tutorial or pack, or no folder at all."""
    for path in next(_free_names(folder, stem)):
        places.claim(path, "answer", cache.root)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file.", "Choose another folder with -o.")


def place(made: Sequence[Path], folder: Path, stem: str) -> tuple[Path, Path]:
    """Copy the picture and the sound to their final names, with one number for both. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for names in _free_names(folder, stem):
            if _copy_all(made, names):
                return names
    except OSError as error:
        raise OutputError(
            f"The answer could not be written in {folder}: {error.strerror or error}.",
            "Make room on the disk, or choose another folder with -o.",
        ) from error
    raise AssertionError("there is always another number")


def _free_names(folder: Path, stem: str) -> Iterator[tuple[Path, Path]]:
    """Pairs of names that are free now, in order: ``03-answer``, ``03-answer-2``, and so on."""
    for number in count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        picture, sound = (folder / f"{name}{suffix}" for suffix in SUFFIXES)
        if not os.path.lexists(picture) and not os.path.lexists(sound):
            yield picture, sound


def _copy_all(made: Sequence[Path], names: Sequence[Path]) -> bool:
    """Copy each file to its name; False, and none is there, if a name was taken in the meantime."""
    placed: list[Path] = []
    try:
        for source, name in zip(made, names, strict=True):
            with replacing(name, exclusive=True) as temporary:
                shutil.copyfile(source, temporary)
            placed.append(name)
    except BaseException as error:
        for name in placed:
            name.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            return False
        raise
    return True

"""Look for something on a disk: bytes, and sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
from av.error import FFmpegError

_PIECE = 32


def pieces(data: bytes) -> tuple[bytes, ...]:
    """Some bytes of a recording's sound, which are in no other."""
    return tuple(data[at : at + _PIECE] for at in range(len(data) // 3, len(data) - _PIECE, len(data) // 5))


def files_with(marks: tuple[bytes, ...], *roots: Path) -> set[Path]:
    """All files below some folders that hold one of the marks."""
    return {path for path in _files(*roots) if any(mark in path.read_bytes() for mark in marks)}


def files_with_sound(*roots: Path) -> set[Path]:
    """All files below some folders in which something can be heard."""
    return {path for path in _files(*roots) if _has_sound(path)}


def _files(*roots: Path) -> Iterator[Path]:
    for root in roots:
        yield from (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())


def _has_sound(path: Path) -> bool:
    if path.suffix in (".onnx", ".json", ".lock"):
        return False
    try:
        with av.open(str(path), mode="r") as container:
            return bool(container.streams.audio)
    except (FFmpegError, ValueError):
        return False

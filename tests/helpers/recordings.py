"""Recordings of a person's voice, as a browser sends them, and what of them is on a disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
from av.error import FFmpegError

from annotator.media import ffmpeg
from annotator.voice.engines.engine import Engine
from annotator.voice.engines.pico import Pico
from annotator.voice.waveform import finish_speech, wav_bytes

_PIECE = 32


def record(folder: Path, name: str, text: str, lang: str = "es", engine: Engine | None = None) -> bytes:
    """What a browser sends of somebody who says ``text``: webm with Opus. Says it with a synthetic voice."""
    voice = engine or Pico()
    wav = folder / f"{name}.wav"
    wav.write_bytes(wav_bytes(finish_speech(voice.synthesize(text, lang, voice.voices(lang)[0], 1.0))))
    webm = folder / f"{name}.webm"
    arguments = ("-loglevel", "error", "-y", "-i", ffmpeg.file_url(wav), "-c:a", "libopus", "-f", "webm")
    ffmpeg.run((*arguments, ffmpeg.file_url(webm)), doing="recording")
    return webm.read_bytes()


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
    if path.suffix in (".onnx", ".json", ".sha256", ".lock"):
        return False
    try:
        with av.open(str(path), mode="r") as container:
            return bool(container.streams.audio)
    except (FFmpegError, ValueError):
        return False

"""Recordings as browsers and phones make them: real files with a tone that comes and goes, and moves, as a voice does."""

from __future__ import annotations

import functools
import subprocess

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe

RATE = 48_000
WAYS = {
    "webm": ("-c:a", "libopus", "-f", "webm"),
    "opus.mp4": ("-c:a", "libopus", "-movflags", "frag_keyframe+empty_moov", "-f", "mp4"),
    "aac.mp4": ("-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-f", "mp4"),
    "m4a": ("-c:a", "aac", "-f", "ipod"),
    "ogg": ("-c:a", "libopus", "-f", "ogg"),
    "wav": ("-c:a", "pcm_s16le", "-f", "wav"),
}
"""By kind, how a file is made: those of Chromium's recorder have no length, as its own."""
SECRET = "recorded in the kitchen"
"""A title in the metadata of each file."""


@functools.cache
def recording(kind: str = "webm", seconds: float = 2.0, gain: float = 0.3, pitch: float = 180.0) -> bytes:
    """A file with a voice between two pauses; with a large ``gain`` it is clipped, with 0 it is silent."""
    time = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * pitch * (time - 0.02 * np.cos(9 * time))  # a voice rises and falls
    tone = sum(np.sin(phase * number) / number for number in (1, 2, 3, 5))
    syllables = np.clip(np.sin(2 * np.pi * 3 * time), 0, None) ** 0.5
    pauses = np.zeros(round(0.3 * RATE))
    sound = np.concatenate((pauses, tone * syllables * gain, pauses))
    return encode(np.clip(sound, -1, 1), kind)


def encode(samples: np.ndarray, kind: str) -> bytes:
    """A file of a kind with these samples."""
    pcm = np.rint(samples * 32767).astype("<i2").tobytes()
    source = ("-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0")
    seekable = kind in ("m4a",)
    command = [get_ffmpeg_exe(), "-loglevel", "error", *source, "-metadata", f"title={SECRET}", *WAYS[kind]]
    if not seekable:
        return subprocess.run([*command, "pipe:1"], input=pcm, capture_output=True, check=True).stdout
    faststart = ("-movflags", "frag_keyframe+empty_moov")
    return subprocess.run([*command, *faststart, "pipe:1"], input=pcm, capture_output=True, check=True).stdout

"""Memos: recordings by a person, in any format that a phone makes, cleaned and brought to the common loudness."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator import code_version
from annotator.cache import Cache, digest, key
from annotator.errors import ProblemsError
from annotator.media import ffmpeg
from annotator.media.source_file import file_size, is_unchanged
from annotator.model import SAMPLE_RATE, Clip, Problem
from annotator.voice import clip_files

if TYPE_CHECKING:
    from annotator.voice.meter import Samples

SUFFIXES = (
    ".opus",
    ".ogg",
    ".oga",
    ".m4a",
    ".amr",
    ".3gp",
    ".3gpp",
    ".3ga",
    ".mp3",
    ".aac",
    ".webm",
    ".flac",
    ".caf",
    ".mp4",
    ".mov",
    ".wav",
)
LONGEST_SECONDS = 300
LARGEST_BYTES = 20_000_000
LARGEST_FILM_BYTES = 200_000_000
KIND = "memo"
_CLEANING = "highpass=f=80,highpass=f=80,afftdn=nr=12:nf=-40:tn=1"
"""Rumble (wind, handling) out; hiss down by at most 12 dB, with a noise floor that follows the recording."""
_AGAIN = "Record it again, or take the file away."


def memo_clip(path: Path, cache: Cache, clean: bool = True, film: bool = False) -> Clip:
    """A memo as a finished clip.

    Args:
        path: the recording as the phone made it; it is never changed.
        cache: where finished clips are kept.
        clean: take rumble, hiss and the silence at both ends away.
        film: it is the sound of a film, which runs with its pictures: nothing is cut off at its ends.

    Raises:
        ProblemsError: it is missing, empty, too long, too large, silent, without sound, or damaged.
        OutputError: ffmpeg crashed, hung or wrote nothing, or the cache can't be written.
        MissingError: ffmpeg is not there.
    """
    try:
        size = file_size(path)
        largest = LARGEST_FILM_BYTES if film else LARGEST_BYTES
        data = path.read_bytes() if size <= largest else b""
    except OSError as error:
        raise _problem(path, f"cannot be read ({error.strerror or error}).", "Copy the file here again.") from error
    if size > largest:
        message = f"has {size / 1e6:.0f} MB; at most {largest / 1e6:.0f} MB are read."
        raise _problem(path, message, "Record a shorter message.")
    if not data:
        raise _problem(path, "is empty.", "Copy the file here again, or record it again.")
    name = key("memo", code_version.of(__name__), clean, film, digest(data))
    kept = cache.get(KIND, name, ".wav")
    if kept is None:
        finished = _finished(path, clean, trim=clean and not film)
        if not is_unchanged(path, data):  # ffmpeg may have read another one
            raise _problem(path, "was changed while it was read.", "Run the same command again.")
        kept = cache.put(KIND, name, ".wav", lambda new: _write(new, finished))
    return clip_files.clip_of(kept)


def samples(path: Path, clean: bool) -> Samples:
    """A recording at ``SAMPLE_RATE``, with or without its rumble and hiss, in its whole length and loudness."""
    import numpy as np

    read = np.frombuffer(_decoded(path, clean), dtype="<f4")
    # A damaged file can hold numbers that are none.
    finite: Samples = np.clip(np.nan_to_num(read, nan=0.0, posinf=1.0, neginf=-1.0), -8, 8).astype(np.float32)
    return finite


def _finished(path: Path, clean: bool, trim: bool) -> bytes:
    from annotator.voice import mastering, waveform

    decoded = samples(path, clean)
    if len(decoded) > LONGEST_SECONDS * SAMPLE_RATE:
        raise _problem(path, "is longer than 5 minutes.", "Record a shorter message; one step is a few sentences.")
    if waveform.is_silent(decoded, SAMPLE_RATE):
        raise _problem(path, "is silent.", "Play it to hear whether the microphone was on. " + _AGAIN)
    if trim:
        decoded = waveform.trim_recording(decoded, SAMPLE_RATE)
    return waveform.wav_bytes(mastering.normalize_loudness(waveform.apply_fades(decoded, SAMPLE_RATE)))


def _decoded(path: Path, clean: bool) -> bytes:
    """Mono samples as 32-bit floats; a second more than allowed tells a recording that is too long."""
    cleaning = ("-af", _CLEANING) if clean else ()
    source = (
        "-loglevel",
        "error",
        *ffmpeg.SAFE_INPUT,
        "-i",
        ffmpeg.file_url(path),
        "-map",
        "0:a:0",
        "-vn",
        "-sn",
        "-dn",
    )
    output = ("-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "pipe:1")
    try:
        decoded, _ = ffmpeg.run(
            (*source, "-t", str(LONGEST_SECONDS + 1), *cleaning, *output), doing=f"reading {path.name}"
        )
    except ffmpeg.RefusedError as error:
        ffmpeg.check()
        if "matches no streams" in error.detail:
            raise _problem(path, "has no sound.", "It may be a film without sound. " + _AGAIN, error.detail) from error
        remedy = "Ask for the file once more: it may have been cut off on the way. " + _AGAIN
        raise _problem(path, "is damaged, or is not a sound file that phones make.", remedy, error.detail) from error
    if not decoded:
        ffmpeg.check()
    return decoded


def _problem(path: Path, what: str, remedy: str, detail: str = "") -> ProblemsError:
    error = ProblemsError([Problem(path.name, 0, f"The recording {path.name} {what}", remedy)])
    error.detail = detail
    return error


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)

"""Turn a memo (a person's recording, in any format that phones make) into a finished clip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, code_version, digest, key
from annotator.errors import ProblemsError
from annotator.media import ffmpeg
from annotator.media.files import file_size
from annotator.messages import Message, join
from annotator.model import SAMPLE_RATE, Clip, Problem
from annotator.voice import narrate

if TYPE_CHECKING:
    from annotator.voice.mastering import Samples

SUFFIXES = tuple(".opus .ogg .oga .m4a .amr .3gp .3gpp .3ga .mp3 .aac .webm .flac .caf .mp4 .mov .wav".split())  # noqa: SIM905
MAX_SECONDS = 300
MAX_BYTES = 20_000_000
MAX_FILM_BYTES = 200_000_000
KIND = "memo"
_CLEANING = "highpass=f=80,highpass=f=80,afftdn=nr=12:nf=-40:tn=1"
"""ffmpeg filters against rumble (wind, handling) and hiss: at most 12 dB less, with an adaptive noise floor."""
_RECORD_AGAIN = "Record it again, or remove the file."


def memo_clip(path: Path, cache: Cache, clean: bool = True, film: bool = False) -> Clip:
    """The finished clip of a memo: decoded, at the target loudness, and stored in the cache.

    Args:
        path: the recording; it is never changed.
        cache: where finished clips are stored.
        clean: remove rumble, hiss, and the silence at both ends.
        film: the recording is a film, whose sound must keep its length to stay in sync.

    Raises:
        ProblemsError: it is missing, empty, too long, too large, silent, without sound, or damaged.
        OutputError: ffmpeg crashed, hung or wrote nothing, or the cache can't be written.
        MissingError: ffmpeg is not installed.
    """
    try:
        size = file_size(path)
        largest = MAX_FILM_BYTES if film else MAX_BYTES
        data = path.read_bytes() if size <= largest else b""
    except OSError as error:
        raise _unusable(
            path, Message("cannot be read ({strerror}).", strerror=error.strerror or error), "Copy the file here again."
        ) from error
    if size > largest:
        message = Message(
            "is {size} MB large; the limit is {largest} MB.",
            size=f"{size / 1000000.0:.0f}",
            largest=f"{largest / 1000000.0:.0f}",
        )
        raise _unusable(path, message, "Record a shorter message.")
    if not data:
        raise _unusable(path, "is empty.", "Copy the file here again, or record it again.")
    name = key("memo", code_version.of(__name__), clean, film, digest(data))
    kept = cache.get(KIND, name, ".wav")
    if kept is None:
        finished = _finish(path, clean, trim=clean and not film)
        kept = cache.put(KIND, name, ".wav", lambda new: new.write_bytes(finished))
    return narrate.read_clip(kept)


def read_samples(path: Path, clean: bool) -> Samples:
    """Decode a recording at ``SAMPLE_RATE``, untrimmed and at its own loudness; ``clean`` removes rumble and hiss.

    Raises ProblemsError if it has no sound or is damaged.
    """
    import numpy as np

    decoded = np.frombuffer(_decode(path, clean), dtype="<f4")
    # A damaged file may decode to NaN, infinity or huge values.
    finite: Samples = np.clip(np.nan_to_num(decoded, nan=0.0, posinf=1.0, neginf=-1.0), -8, 8).astype(np.float32)
    return finite


def _finish(path: Path, clean: bool, trim: bool) -> bytes:
    """The finished WAV file of a recording."""
    from annotator.voice import mastering

    decoded = read_samples(path, clean)
    if len(decoded) > MAX_SECONDS * SAMPLE_RATE:
        raise _unusable(path, "is longer than 5 minutes.", "Record a shorter message; one step is a few sentences.")
    if mastering.is_silent(decoded):
        raise _unusable(path, "is silent.", join("Play it to hear whether the microphone was on.", _RECORD_AGAIN))
    if trim:
        decoded = mastering.trim_recording(decoded)
    return mastering.wav_bytes(mastering.normalize_loudness(mastering.apply_fades(decoded)))


def _decode(path: Path, clean: bool) -> bytes:
    """Decode to mono 32-bit floats, at most one second more than allowed, which shows that a recording is too long."""
    cleaning = ("-af", _CLEANING) if clean else ()
    source = (
        "-loglevel",
        "error",
        *ffmpeg.SAFE_INPUT,
        "-i",
        ffmpeg.file_url(path),
        *["-map", "0:a:0", "-vn", "-sn", "-dn"],
    )
    output = ("-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "pipe:1")
    try:
        decoded, _ = ffmpeg.run((*source, "-t", str(MAX_SECONDS + 1), *cleaning, *output), doing=f"reading {path.name}")
    except ffmpeg.RefusedError as error:
        ffmpeg.check()
        if "matches no streams" in error.detail:
            raise _unusable(
                path, "has no sound.", join("It may be a film without sound.", _RECORD_AGAIN), error.detail
            ) from error
        remedy = join("Ask for the file again: it may have been cut off on the way.", _RECORD_AGAIN)
        raise _unusable(
            path, "is damaged, or is not a kind of recording that phones make.", remedy, error.detail
        ) from error
    if not decoded:
        ffmpeg.check()
    return decoded


def _unusable(path: Path, what: str, remedy: str, detail: str = "") -> ProblemsError:
    error = ProblemsError([Problem(path.name, 0, join(Message("The recording {name}", name=path.name), what), remedy)])
    error.detail = detail
    return error

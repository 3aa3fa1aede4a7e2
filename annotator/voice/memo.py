"""Turn a memo (a person's recording, in any format that phones make) into a finished clip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, code_version, digest, key
from annotator.media import ffmpeg
from annotator.media.files import RECORD_AGAIN, read_recording, recording_error, refused_recording
from annotator.messages import join
from annotator.model import SAMPLE_RATE, Clip
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
    data = read_recording(path, MAX_FILM_BYTES if film else MAX_BYTES)
    name = key("memo", code_version.of(__name__), clean, film, digest(data))

    def make(new: Path) -> None:
        new.write_bytes(_finish(path, clean, trim=clean and not film))

    return narrate.read_clip(cache.get_or_make(KIND, name, ".wav", make))


def read_samples(path: Path, clean: bool) -> Samples:
    """Decode a recording at ``SAMPLE_RATE``, untrimmed and at its own loudness; ``clean`` removes rumble and hiss.

    It decodes at most one second more than allowed, which shows that a recording is too long. Raises ProblemsError if it
    has no sound or is damaged.
    """
    import numpy as np

    source = ("-loglevel", "error", *ffmpeg.SAFE_INPUT, "-i", ffmpeg.file_url(path))
    cut = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-t", str(MAX_SECONDS + 1))
    cleaning = ("-af", _CLEANING) if clean else ()
    output = ("-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "pipe:1")
    try:
        data, _ = ffmpeg.run((*source, *cut, *cleaning, *output), doing=f"reading {path.name}")
    except ffmpeg.RefusedError as error:
        remedy = join("It may be a film without sound.", RECORD_AGAIN)
        raise refused_recording(path, error.detail, "has no sound.", remedy) from error
    # A damaged file may decode to NaN, infinity or huge values.
    decoded = np.nan_to_num(np.frombuffer(data, dtype="<f4"), nan=0.0, posinf=1.0, neginf=-1.0)
    finite: Samples = np.clip(decoded, -8, 8).astype(np.float32)
    return finite


def _finish(path: Path, clean: bool, trim: bool) -> bytes:
    """The finished WAV file of a recording."""
    from annotator.voice import mastering

    decoded = read_samples(path, clean)
    if len(decoded) > MAX_SECONDS * SAMPLE_RATE:
        raise recording_error(
            path, "is longer than 5 minutes.", "Record a shorter message; one step is a few sentences."
        )
    if mastering.is_silent(decoded):
        raise recording_error(path, "is silent.", join("Play it to hear whether the microphone was on.", RECORD_AGAIN))
    if trim:
        decoded = mastering.trim_recording(decoded)
    return mastering.wav_bytes(mastering.normalize_loudness(mastering.apply_fades(decoded)))

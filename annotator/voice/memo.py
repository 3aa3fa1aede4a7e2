"""Turn a person's recording, in any format that phones make, into a clip that sounds like all others.

A memo such as ``03.es.ogg`` beside the script is decoded by ffmpeg, freed from rumble and hiss and trimmed unless the school
wants it as it is, mastered, and kept in the cache as a WAV file. The recording itself is never changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import Cache, code_version, digest, key
from annotator.media import ffmpeg, files
from annotator.messages import join
from annotator.model import SAMPLE_RATE, Clip
from annotator.voice.narrate import read_clip

if TYPE_CHECKING:
    from annotator.voice.leveling import Samples


SUFFIXES = tuple(".opus .ogg .oga .m4a .amr .3gp .3gpp .3ga .mp3 .aac .webm .flac .caf .mp4 .mov .wav".split())  # noqa: SIM905
MAX_SECONDS = 300
"""Maximum duration of a recording."""
MAX_BYTES = 20_000_000
MAX_FILM_BYTES = 200_000_000
"""Maximum size of the file of a sound, and of that of a film."""
KIND = "memo"
"""The kind of cache entry for memos."""
_CLEANING = "highpass=f=80,highpass=f=80,afftdn=nr=12:nf=-40:tn=1"
"""ffmpeg filters: two high-passes against rumble (wind, handling), then at most 12 dB less hiss, with an adaptive noise floor."""


def memo_clip(path: Path, cache: Cache, clean: bool = True, film: bool = False) -> Clip:
    """The finished clip of a memo: decoded, at the target loudness, and stored in the cache.

    Args:
        path: the file of the recording, which is never changed.
        cache: the cache of finished clips.
        clean: whether to remove rumble, hiss, and the silence at both ends.
        film: whether it is a film, whose sound must keep its length to stay in sync.

    Raises:
        ProblemsError: it is missing, empty, too long, too large, silent, without sound, or damaged.
        OutputError: ffmpeg crashed, hung or wrote nothing, or the cache can't be written.
        MissingError: ffmpeg is not installed.
    """
    data = files.read_recording(path, MAX_FILM_BYTES if film else MAX_BYTES)
    cache_key = key("memo", code_version.of(__name__), clean, film, digest(data))
    trim = clean and not film
    return read_clip(
        cache.get_or_make(KIND, cache_key, ".wav", lambda new: new.write_bytes(_master(path, clean, trim)))
    )


def read_samples(path: Path, clean: bool) -> Samples:
    """Decode a recording at ``SAMPLE_RATE``, untrimmed and at its own loudness; ``clean`` removes rumble and hiss.

    It decodes at most one second more than allowed, which shows that a recording is too long. Raises ProblemsError if it
    has no sound or is damaged.
    """
    import numpy as np  # no NumPy where all memos are cached

    source = ("-loglevel", "error", *ffmpeg.SAFE_INPUT, "-i", ffmpeg.file_url(path))
    selection = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-t", str(MAX_SECONDS + 1))
    cleaning = ("-af", _CLEANING) if clean else ()
    output = ("-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "pipe:1")
    try:
        data, _ = ffmpeg.run((*source, *selection, *cleaning, *output), doing=f"reading {path.name}")
    except ffmpeg.RefusedError as error:
        remedy = join("It may be a film without sound.", files.RECORD_AGAIN)
        raise files.refused_recording(path, error.detail, "has no sound.", remedy) from error
    # A damaged file may decode to NaN, infinity or huge values.
    decoded = np.nan_to_num(np.frombuffer(data, dtype="<f4"), nan=0.0, posinf=1.0, neginf=-1.0)
    finite: Samples = np.clip(decoded, -8, 8).astype(np.float32)
    return finite


def _master(path: Path, clean: bool, trim: bool) -> bytes:
    """The finished WAV file of a recording."""
    from annotator.voice import leveling, mastering

    decoded = read_samples(path, clean)
    if len(decoded) > MAX_SECONDS * SAMPLE_RATE:
        remedy = "Record a shorter message; one step is a few sentences."
        raise files.recording_error(path, "is longer than 5 minutes.", remedy)
    if mastering.is_silent(decoded):
        remedy = join("Play it to hear whether the microphone was on.", files.RECORD_AGAIN)
        raise files.recording_error(path, "is silent.", remedy)
    if trim:
        decoded = mastering.trim_recording(decoded)
    return mastering.wav_bytes(leveling.normalize_loudness(mastering.apply_fades(decoded)))

"""Set the loudness of a sound with ffmpeg."""

import numpy as np
import numpy.typing as npt

from annotator.media import audio, ffmpeg
from annotator.media.audio import CLIP_PEAK_DBTP, Loudness
from annotator.model import SAMPLE_RATE

Samples = npt.NDArray[np.float32]
"""Mono, full scale at ±1."""
_FLOATS = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "1")
_EDGE_SAMPLES = round(0.4 * SAMPLE_RATE)
"""Silence around a clip while it is measured: a gating window of BS.1770, so that a short word is measured as it is heard."""
_MAX_GAIN_DB = 50.0
"""Maximum gain, for very quiet recordings."""
_MAX_MAKEUP_DB = 30.0
"""Maximum further gain, to make up for what the limiter takes where a knock is far above the voice."""
_TOLERANCE_LU = 0.4
_ASSUMED_SHARE, _MIN_SHARE = 2 / 3, 0.15
"""The share of each further dB that passes the limiter: a guess until two tries have measured it, and the least believed."""
_SLOW, _FAST = "attack=2:release=10", "attack=0.25:release=1"
_LIMITERS = (_SLOW,) * 3 + (_FAST,) * 4
"""The limiter of each try: peaks so far above the rest that three don't reach the loudness are knocks and clicks, not voice."""
_OVERSAMPLED_RATE = 4 * SAMPLE_RATE
"""The rate at which peaks are limited, so that those between two samples are limited, too."""


def normalize_loudness(samples: Samples) -> Samples:
    """``samples`` at ``LOUDNESS_LUFS``, within 0.4 LU if possible, with peaks limited to ``CLIP_PEAK_DBTP``.

    Silence is returned unchanged. ffmpeg's loudnorm is not used: where a constant gain would lift peaks over the limit, as
    for nearly every voice, it changes the gain all the time.

    Raises OutputError, MissingError if ffmpeg fails or is missing.
    """
    measured = measure(samples)
    if measured.silent:
        return samples
    gain = last_gain = min(_MAX_GAIN_DB, measured.missing_lu)
    max_gain = min(_MAX_GAIN_DB, gain + _MAX_MAKEUP_DB)
    share, last_missing = _ASSUMED_SHARE, 0.0
    for limiter in _LIMITERS:
        mastered, measured = _amplify_and_limit(samples, gain, limiter)
        if abs(measured.missing_lu) <= _TOLERANCE_LU:
            break
        if gain != last_gain:
            share = (last_missing - measured.missing_lu) / (gain - last_gain)
        last_gain, last_missing = gain, measured.missing_lu
        gain = min(gain + measured.missing_lu / min(max(share, _MIN_SHARE), 1), max_gain)
    return mastered


def measure(samples: Samples) -> Loudness:
    """The loudness of samples, measured with silence around them."""
    arguments = (*_FLOATS, "-i", "pipe:0", "-af", audio.METER, "-f", "null", "-")
    return audio.parse_loudness(ffmpeg.run(arguments, [_pad_with_silence(samples)], doing="measuring a sound")[1])


def _amplify_and_limit(samples: Samples, gain_db: float, limiter: str) -> tuple[Samples, Loudness]:
    """The samples with constant gain and limited peaks, and their loudness."""
    limit = 10 ** (CLIP_PEAK_DBTP / 20)
    filters = (
        f"volume={gain_db:.2f}dB,aresample={_OVERSAMPLED_RATE},alimiter=limit={limit:.4f}:{limiter}:level=0:latency=1,"
        f"aresample={SAMPLE_RATE},{audio.METER}"
    )
    arguments = (*_FLOATS, "-i", "pipe:0", "-af", filters, *_FLOATS, "pipe:1")
    data, log = ffmpeg.run(arguments, [_pad_with_silence(samples)], doing="adjusting the loudness of a sound")
    mastered = np.frombuffer(data, dtype="<f4")[_EDGE_SAMPLES : _EDGE_SAMPLES + len(samples)]
    if len(mastered) != len(samples):
        raise ffmpeg.no_output_error("adjusting the loudness of a sound", log)
    return mastered, audio.parse_loudness(log)


def _pad_with_silence(samples: Samples) -> bytes:
    """The bytes of samples between the silence of ``_EDGE_SAMPLES``, as ffmpeg reads them."""
    return np.pad(samples.astype("<f4"), _EDGE_SAMPLES).tobytes()

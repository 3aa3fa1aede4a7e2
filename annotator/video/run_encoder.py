"""Encode each run of a narration as AAC-LC packets by itself, unless it is cached, with its peaks limited.

Runs are encoded, and decoded again, many at a time in one ffmpeg, each by an encoder of its own, so that the packets of
a run depend on nothing else. The encoder raises the peaks of a voice by up to 5 dB. Where they come out too high, the
gain of the packets around them is lowered, as a limiter would do it; that needs no second encoding.
"""

from __future__ import annotations

import base64
import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import code_version
from annotator.cache import Cache, key
from annotator.loudness import Loudness
from annotator.model import SAMPLE_RATE
from annotator.video import aac, batch
from annotator.video.run_cache import RunFormat, encode_missing
from annotator.video.sound_runs import Run, run_pcm

if TYPE_CHECKING:
    from annotator.voice.meter import Samples

BITRATE_KBPS = 32
_PEAK_LIMIT_DBTP = -1.2
"""Highest peak of a run. The guaranteed one (-0.5) is higher, since decoders fill noise in at random: up to 0.4 dB."""
_MAX_ROUNDS = 4
"""How often gains are lowered at most: what a round leaves is the share of the packets beside it."""
_SILENT_DBTP = -60.0
_PCM = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1")
_AAC = ("-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "aac", "-b:a", f"{BITRATE_KBPS}k", "-f", "adts")


@dataclass(frozen=True, slots=True)
class EncodedRun:
    """A run as AAC packets (the first one codes what comes before it), and its loudness: that of its samples, encoded peak."""

    packets: list[bytes]
    loudness: Loudness


def run_key(run: Run) -> str:
    """The cache key of an encoded run: its clips, and where they are in it."""
    return key(code_version.of(__name__), run.content)


def encode_runs(runs: Sequence[Run], cache: Cache) -> list[EncodedRun]:
    """Encode the runs that are not in the cache; return all, in order.

    Raises OutputError if a clip is damaged, the encoder failed or wrote silence, or the cache can't be written.
    """
    return encode_missing(runs, RunFormat(run_key, _encode, _to_json, _restore), cache)


def _to_json(run: EncodedRun) -> list[Any]:
    packets = base64.b64encode(b"".join(run.packets)).decode("ascii")
    return [run.loudness.lufs, run.loudness.peak_dbtp, packets]


def _restore(value: Any) -> EncodedRun:
    """The cached form of a run. Raises ValueError and the like for anything else."""
    lufs, peak, packets = value
    return EncodedRun(aac.split_packets(base64.b64decode(packets)), Loudness(float(lufs), float(peak)))


def _encode(runs: Sequence[Run], cache: Cache) -> list[EncodedRun]:
    # Heavy libraries are imported only if something must be encoded.
    import numpy as np

    from annotator.voice import mastering
    from annotator.voice.waveform import to_pcm

    mastered = [mastering.master(np.frombuffer(run_pcm(run), dtype="<i2")) for run in runs]
    with tempfile.TemporaryDirectory(dir=cache.scratch()) as temporary:
        folder = Path(temporary)
        streams = _encode_files([to_pcm(samples) for samples, _ in mastered], folder)
        peaks = _limit_peaks(streams, folder)
    for (_, lufs), peak in zip(mastered, peaks, strict=True):
        if peak < _SILENT_DBTP and lufs > mastering.AUDIBLE_LUFS:
            raise mastering.silence_error()
    return [
        EncodedRun(stream, Loudness(lufs, peak))
        for stream, (_, lufs), peak in zip(streams, mastered, peaks, strict=True)
    ]


def _encode_files(sounds: Sequence[bytes], folder: Path) -> list[list[bytes]]:
    """Encode sounds in the format of `run_pcm`, each as a stream of its own."""
    names = [f"{number}" for number in range(len(sounds))]
    for name, sound in zip(names, sounds, strict=True):
        (folder / f"{name}.pcm").write_bytes(sound)
    batch.convert(folder, names, ".pcm", _PCM, ".aac", _AAC, doing="encoding the sound")
    try:
        streams = [aac.split_packets((folder / f"{name}.aac").read_bytes()) for name in names]
    except aac.StreamError as error:
        raise batch.unusable_error(str(error)) from error
    for stream, sound in zip(streams, sounds, strict=True):
        if len(stream) * aac.PACKET_SAMPLES < len(sound) // 2 + aac.PACKET_SAMPLES:
            raise batch.unusable_error(f"{len(stream)} packets for {len(sound) // 2} samples")
    return streams


def _limit_peaks(streams: list[list[bytes]], folder: Path) -> list[float]:
    """Lower the gain of packets of ``streams``, in place, whose peaks are too high; return the peak of each in dBTP."""
    peaks = [math.inf] * len(streams)
    unfinished = list(range(len(streams)))
    for last_round in (*[False] * _MAX_ROUNDS, True):
        decoded = _decode_streams([streams[number] for number in unfinished], folder)
        high = []
        for number, samples in zip(unfinished, decoded, strict=True):
            levels = _packet_peaks(samples)
            peaks[number] = max(levels)
            if peaks[number] > _PEAK_LIMIT_DBTP and not last_round:
                streams[number] = _lower_gains(streams[number], levels)
                high.append(number)
        unfinished = high
        if not unfinished:
            break
    return peaks


def _lower_gains(stream: list[bytes], levels: list[float]) -> list[bytes]:
    """The stream with less gain around the packets whose ``levels``, in dBTP, exceed the limit.

    What packet k decodes to is the overlap of packets k-1 and k, so both are lowered.
    """
    steps = [max(0, math.ceil((level - _PEAK_LIMIT_DBTP) / aac.GAIN_STEP_DB)) for level in levels]
    try:
        return [
            aac.lower_gain(packet, most) if (most := max(pair)) else packet
            for packet, pair in zip(stream, zip(steps, (*steps[1:], 0), strict=True), strict=True)
        ]
    except aac.StreamError as error:
        raise batch.unusable_error(str(error)) from error


def _packet_peaks(samples: Samples) -> list[float]:
    """The true peak of what each packet decodes to, in dBTP."""
    import numpy as np

    from annotator.voice import meter

    limit = 10 ** (_PEAK_LIMIT_DBTP / 20)
    peaks = meter.peak_envelope(samples, limit).reshape(-1, aac.PACKET_SAMPLES).max(axis=1)
    return [float(level) for level in 20 * np.log10(np.maximum(peaks, 1e-9))]


def _decode_streams(streams: Sequence[list[bytes]], folder: Path) -> list[Samples]:
    """Decode each stream by itself: 1,024 samples per packet."""
    import numpy as np

    names = [f"{number}" for number in range(len(streams))]
    for name, stream in zip(names, streams, strict=True):
        (folder / f"{name}.aac").write_bytes(b"".join(stream))
    batch.convert(folder, names, ".aac", ("-f", "aac"), ".f32", ("-f", "f32le"), doing="listening to the sound")
    decoded = [np.frombuffer((folder / f"{name}.f32").read_bytes(), dtype="<f4") for name in names]
    for samples, stream in zip(decoded, streams, strict=True):
        if len(samples) != len(stream) * aac.PACKET_SAMPLES:
            raise batch.unusable_error(f"{len(samples)} samples of {len(stream)} packets")
    return decoded

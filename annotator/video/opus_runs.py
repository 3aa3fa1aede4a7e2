"""Encode each run of a narration as Opus packets by itself, unless it is cached, with its peaks limited.

Each run begins with silence, so that `ogg_opus` can join them in any order. Where the encoder raises the peaks of a run
too far, the run is encoded once more, with lower peaks and at a higher bit rate.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import code_version
from annotator.cache import Cache, key
from annotator.loudness import Loudness
from annotator.model import SAMPLE_RATE
from annotator.video import batch, ogg_opus
from annotator.video.sound_runs import Run, run_pcm

if TYPE_CHECKING:
    from annotator.voice.meter import Samples

PACKET_SAMPLES = round(ogg_opus.PACKET_SECONDS * SAMPLE_RATE)
_BITRATES_KBPS = (28, 40)
"""The usual bit rate, and the one used where the usual one raises the peaks of a voice too far."""
_ACCEPTED_PEAK_DBTP = -0.7
"""A run within it is not encoded again. The guaranteed peak (-0.5) is higher, since decoders differ."""
_SILENT_DBTP = -60.0
_DECODED_RATE = 48_000
"""The rate at which Opus is decoded: measured at a lower one, peaks between samples would be missed."""
_LEAD_SAMPLES = ogg_opus.LEAD_PACKETS * PACKET_SAMPLES
# libopus's application "voip" raises the peaks of a voice by 3 dB more, at the same size.
_OPUS = ("-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "libopus", "-application", "audio", "-f", "ogg")


@dataclass(frozen=True, slots=True)
class OpusRun:
    """A run as Opus packets, after ``LEAD_PACKETS`` of silence; its loudness; and what a player skips of a stream (48 kHz)."""

    packets: list[bytes]
    loudness: Loudness
    skipped: int


def run_key(run: Run) -> str:
    """The cache key of an encoded run: its clips, and where they are in it."""
    return key(code_version.of(__name__), run.content)


def encode_runs(runs: Sequence[Run], cache: Cache) -> list[OpusRun]:
    """Encode the runs that are not in the cache; return all, in order.

    Raises OutputError if a clip is damaged, the encoder failed or wrote silence, or the cache can't be written.
    """
    wanted = {run_key(run): run for run in runs}
    ready = {name: run for name in wanted if (run := cache.get_parsed("sound", name, _restore)) is not None}
    missing = [name for name in wanted if name not in ready]
    for first in range(0, len(missing), batch.MOST):
        names = missing[first : first + batch.MOST]
        for name, encoded in zip(names, _encode([wanted[name] for name in names], cache), strict=True):
            packets = [base64.b64encode(packet).decode("ascii") for packet in encoded.packets]
            loudness = encoded.loudness
            cache.put_json("sound", name, [loudness.lufs, loudness.peak_dbtp, encoded.skipped, packets])
            ready[name] = encoded
    return [ready[run_key(run)] for run in runs]


def _restore(value: Any) -> OpusRun:
    """The cached form of a run. Raises ValueError and the like for anything else."""
    lufs, peak, skipped, packets = value
    return OpusRun([base64.b64decode(packet) for packet in packets], Loudness(float(lufs), float(peak)), int(skipped))


def _encode(runs: Sequence[Run], cache: Cache) -> list[OpusRun]:
    # Heavy libraries are imported only if something must be encoded.
    import numpy as np

    from annotator.voice import mastering

    sounds = [np.frombuffer(run_pcm(run), dtype="<i2") for run in runs]
    with tempfile.TemporaryDirectory(dir=cache.scratch()) as temporary:
        folder = Path(temporary)
        mastered = [mastering.master(sound) for sound in sounds]
        encoded, heard = _try(mastered, folder, _BITRATES_KBPS[0])
        high = [at for at, run in enumerate(encoded) if run.loudness.peak_dbtp > _ACCEPTED_PEAK_DBTP]
        if high:
            peaks = [encoded[at].loudness.peak_dbtp for at in high]
            lower = [mastering.master_again(sounds[at], heard[at], peak) for at, peak in zip(high, peaks, strict=True)]
            for at, again in zip(high, _try(lower, folder, _BITRATES_KBPS[1])[0], strict=True):
                if again.loudness.excess_db <= encoded[at].loudness.excess_db:
                    encoded[at] = again
    for run, (_, lufs) in zip(encoded, mastered, strict=True):
        if run.loudness.peak_dbtp < _SILENT_DBTP and lufs > mastering.AUDIBLE_LUFS:
            raise mastering.silence_error()
    return encoded


def _try(mastered: Sequence[tuple[Samples, float]], folder: Path, kbps: int) -> tuple[list[OpusRun], list[Samples]]:
    """Encode mastered sounds, each with its loudness; return them, and what they decode to at ``SAMPLE_RATE``."""
    import numpy as np

    from annotator.voice import meter
    from annotator.voice.waveform import to_pcm

    names = [f"{number}" for number in range(len(mastered))]
    for name, (samples, _) in zip(names, mastered, strict=True):
        # Another packet, since the encoder is behind its input.
        after = PACKET_SAMPLES + -len(samples) % PACKET_SAMPLES
        (folder / f"{name}.pcm").write_bytes(to_pcm(np.pad(samples, (_LEAD_SAMPLES, after))))
    source = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1")
    batch.convert(folder, names, ".pcm", source, ".ogg", ("-b:a", f"{kbps}k", *_OPUS), doing="encoding the sound")
    wave = ("-ar", str(_DECODED_RATE), "-ac", "1", "-f", "f32le")
    batch.convert(folder, names, ".ogg", (), ".f32", wave, doing="listening to the sound")
    encoded, heard = [], []
    for name, (samples, lufs) in zip(names, mastered, strict=True):
        decoded = np.frombuffer((folder / f"{name}.f32").read_bytes(), dtype="<f4")
        try:
            skipped, packets = ogg_opus.split_packets((folder / f"{name}.ogg").read_bytes())
        except ogg_opus.StreamError as error:
            raise batch.unusable_error(str(error)) from error
        needed = ogg_opus.LEAD_PACKETS + -(-len(samples) // PACKET_SAMPLES) + 1
        if not needed <= len(packets) <= needed + 1 or len(decoded) < 2 * (_LEAD_SAMPLES + len(samples)):
            raise batch.unusable_error(f"{len(packets)} packets, {len(decoded)} samples for {len(samples)} samples")
        peak = meter.measure_true_peak(decoded, _DECODED_RATE)
        encoded.append(OpusRun(packets, Loudness(lufs, peak), skipped))
        # Nothing above the band of ``samples`` was encoded, so every second sample has all of it.
        heard.append(decoded[2 * _LEAD_SAMPLES :: 2][: len(samples)])
    return encoded, heard

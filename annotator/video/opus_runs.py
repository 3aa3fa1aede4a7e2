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
from annotator.video.run_cache import RunFormat, encode_missing
from annotator.video.sound_runs import Run, run_pcm

if TYPE_CHECKING:
    from annotator.voice.meter import Samples

PACKET_SAMPLES = round(ogg_opus.PACKET_SECONDS * SAMPLE_RATE)
_BITRATES_KBPS = (28, 40)
"""The usual bit rate, and the one used where the usual one raises the peaks of a voice too far."""
_DECODED_RATE = 48_000
"""The rate at which Opus is decoded: measured at a lower one, peaks between samples would be missed."""
_HOP_PACKETS = 5
"""Packets in a hop of 0.1 s, in which loudness is measured."""
_LEAD_SAMPLES = ogg_opus.LEAD_PACKETS * PACKET_SAMPLES
# libopus's application "voip" raises the peaks of a voice by 3 dB more, at the same size.
_OPUS = ("-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "libopus", "-application", "audio", "-f", "ogg")


@dataclass(frozen=True, slots=True)
class OpusRun:
    """A run as Opus packets.

    Attributes:
        packets: ``LEAD_PACKETS`` of silence, and the run.
        loudness: measured of what they decode to, with silence around it.
        powers: the K-weighted power of what each packet decodes to.
        skipped: the samples at 48 kHz that a player skips at the start of a stream.
    """

    packets: list[bytes]
    loudness: Loudness
    powers: list[float]
    skipped: int


def run_key(run: Run) -> str:
    """The cache key of an encoded run: its clips, and where they are in it."""
    return key(code_version.of(__name__), run.content)


def encode_runs(runs: Sequence[Run], cache: Cache) -> list[OpusRun]:
    """Encode the runs that are not in the cache; return all, in order.

    Raises OutputError if a clip is damaged, the encoder failed or wrote silence, or the cache can't be written.
    """
    return encode_missing(runs, RunFormat(run_key, _encode, _to_json, _restore), cache)


def _to_json(run: OpusRun) -> list[Any]:
    packets = [base64.b64encode(packet).decode("ascii") for packet in run.packets]
    return [[run.loudness.lufs, run.loudness.peak_dbtp], run.powers, run.skipped, packets]


def _restore(value: Any) -> OpusRun:
    """The cached form of a run. Raises ValueError and the like for anything else."""
    (lufs, peak), powers, skipped, packets = value
    loudness = Loudness(float(lufs), float(peak))
    return OpusRun([base64.b64decode(packet) for packet in packets], loudness, list(map(float, powers)), int(skipped))


def measure_joined(count: int, runs: Sequence[tuple[int, OpusRun]]) -> Loudness:
    """The loudness of ``count`` packets, or more, that `ogg_opus.join` makes of ``runs``; nothing is decoded again."""
    import numpy as np

    from annotator.voice import meter

    powers: list[float] = []
    for number, run in runs:
        powers += [0.0] * (number - ogg_opus.LEAD_PACKETS - len(powers))
        powers += run.powers
    powers += [0.0] * (count - len(powers))
    hops = np.array(powers + [0.0] * (-len(powers) % _HOP_PACKETS)).reshape(-1, _HOP_PACKETS).mean(axis=1)
    lufs = meter.integrate_loudness(hops, len(powers) / _HOP_PACKETS)
    return Loudness(lufs, max(run.loudness.peak_dbtp for _, run in runs))


def _encode(runs: Sequence[Run], cache: Cache) -> list[OpusRun]:
    # Heavy libraries are imported only if something must be encoded.
    import numpy as np

    from annotator.voice import mastering

    sounds = [np.frombuffer(run_pcm(run), dtype="<i2") for run in runs]
    with tempfile.TemporaryDirectory(dir=cache.scratch()) as temporary:
        folder = Path(temporary)
        mastered = [mastering.master(sound) for sound in sounds]
        encoded, heard = _try([samples for samples, _ in mastered], folder, _BITRATES_KBPS[0])
        for run, (_, lufs) in zip(encoded, mastered, strict=True):
            if run.loudness.silent and lufs > mastering.AUDIBLE_LUFS:
                raise mastering.silence_error()
        missed = [at for at, run in enumerate(encoded) if _misses(run.loudness)]
        if missed:
            again = [mastering.master_again(sounds[at], heard[at], encoded[at].loudness) for at in missed]
            for at, other in zip(missed, _try(again, folder, _BITRATES_KBPS[1])[0], strict=True):
                if other.loudness.excess_db <= encoded[at].loudness.excess_db:
                    encoded[at] = other
    return encoded


def _misses(measured: Loudness) -> bool:
    """Whether a run is to be encoded again."""
    from annotator.voice import mastering

    too_high = measured.peak_dbtp > mastering.ACCEPTED_PEAK_DBTP
    return not measured.silent and (too_high or abs(measured.missing_lu) > mastering.ACCEPTED_LU)


def _try(mastered: Sequence[Samples], folder: Path, kbps: int) -> tuple[list[OpusRun], list[Samples]]:
    """Encode mastered sounds; return them, and what they decode to at ``SAMPLE_RATE``."""
    import numpy as np

    from annotator.voice import meter
    from annotator.voice.waveform import to_pcm

    names = [f"{number}" for number in range(len(mastered))]
    for name, samples in zip(names, mastered, strict=True):
        # Another packet, since the encoder is behind its input.
        after = PACKET_SAMPLES + -len(samples) % PACKET_SAMPLES
        (folder / f"{name}.pcm").write_bytes(to_pcm(np.pad(samples, (_LEAD_SAMPLES, after))))
    source = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1")
    batch.convert(folder, names, ".pcm", source, ".ogg", ("-b:a", f"{kbps}k", *_OPUS), doing="encoding the sound")
    wave = ("-ar", str(_DECODED_RATE), "-ac", "1", "-f", "f32le")
    batch.convert(folder, names, ".ogg", (), ".f32", wave, doing="listening to the sound")
    encoded, heard = [], []
    for name, samples in zip(names, mastered, strict=True):
        decoded = np.frombuffer((folder / f"{name}.f32").read_bytes(), dtype="<f4")
        try:
            skipped, packets = ogg_opus.split_packets((folder / f"{name}.ogg").read_bytes())
        except ogg_opus.StreamError as error:
            raise batch.unusable_error(str(error)) from error
        needed = ogg_opus.LEAD_PACKETS + -(-len(samples) // PACKET_SAMPLES) + 1
        if not needed <= len(packets) <= needed + 1 or len(decoded) < 2 * (_LEAD_SAMPLES + len(samples)):
            raise batch.unusable_error(f"{len(packets)} packets, {len(decoded)} samples for {len(samples)} samples")
        around = np.pad(decoded, round(0.4 * _DECODED_RATE))
        loudness = Loudness(
            meter.measure_loudness(around, _DECODED_RATE), meter.measure_true_peak(decoded, _DECODED_RATE)
        )
        hop = round(ogg_opus.PACKET_SECONDS * _DECODED_RATE)
        powers = meter.measure_hop_powers(decoded, _DECODED_RATE, hop)[: len(packets)]
        encoded.append(OpusRun(packets, loudness, [float(f"{power:.5g}") for power in powers], skipped))
        # Nothing above the band of ``samples`` was encoded, so every second sample has all of it.
        heard.append(decoded[2 * _LEAD_SAMPLES :: 2][: len(samples)])
    return encoded, heard

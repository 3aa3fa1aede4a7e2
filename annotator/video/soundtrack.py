"""Make the sound of a timeline at the common loudness: as AAC packets for videos, as an Opus file for voice messages.

Both are joined from runs (`sound_runs`) that were each encoded once, so the same sentence costs nothing in the clip of its
step, or in the packs of other schools. Each run begins at the border of packets that is nearest to its place, at most
512 samples (21 ms) off, which does not add up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import code_version
from annotator.cache import Cache, key
from annotator.loudness import Loudness
from annotator.media.atomic_write import replacing, unwritable_error
from annotator.model import SAMPLE_RATE, Timeline
from annotator.video import aac, ogg_opus, opus_runs
from annotator.video.run_encoder import EncodedRun, encode_runs, run_key
from annotator.video.sound_runs import Run, find_runs


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """The sound of a video: an ADTS stream that plays from its first packet on, and what its loudness should be.

    ``loudness`` is estimated from the runs; None if the timeline has no clip.
    """

    stream: bytes
    loudness: Loudness | None


def soundtrack_key(timeline: Timeline) -> str:
    """The cache key of a video's sound: its runs, the packets they begin at, and its length."""
    runs = find_runs(timeline)
    return key(
        code_version.of(__name__), _count_packets(timeline), [(_nearest_packet(run), run_key(run)) for run in runs]
    )


def encode_aac(timeline: Timeline, cache: Cache) -> Soundtrack:
    """The sound as AAC-LC packets; the runs that are not in the cache are encoded. Raises OutputError."""
    runs = find_runs(timeline)
    encoded = encode_runs(runs, cache)
    places = [(_nearest_packet(run), done.packets) for run, done in zip(runs, encoded, strict=True)]
    stream = b"".join(aac.place(_count_packets(timeline), places))
    return Soundtrack(stream, _estimate_loudness(runs, encoded) if runs else None)


def _nearest_packet(run: Run) -> int:
    return round(run.start / aac.PACKET_SAMPLES)


def _count_packets(timeline: Timeline) -> int:
    return round(timeline.seconds * SAMPLE_RATE / aac.PACKET_SAMPLES)


def _estimate_loudness(runs: Sequence[Run], encoded: Sequence[EncodedRun]) -> Loudness:
    """The mean power of all runs by their lengths, and the highest of their peaks."""
    audible = [(run.samples, done.loudness.lufs) for run, done in zip(runs, encoded, strict=True)]
    powers = [samples * 10 ** (lufs / 10) for samples, lufs in audible if not math.isinf(lufs)]
    total = sum(samples for samples, lufs in audible if not math.isinf(lufs))
    lufs = 10 * math.log10(sum(powers) / total) if total else -math.inf
    return Loudness(lufs, max(done.loudness.peak_dbtp for done in encoded))


def has_no_clip(timeline: Timeline) -> bool:
    """Whether the timeline has no clip at all."""
    return not any(section.sounds for section in timeline.sections)


def write_voice_message(timeline: Timeline, out: Path, cache: Cache) -> Loudness | None:
    """Write the whole narration to ``out`` as a voice message: mono Opus without metadata.

    Returns its loudness; None if the timeline has no clip. Raises OutputError.
    """
    runs = find_runs(timeline)
    encoded = opus_runs.encode_runs(runs, cache)
    numbers = [max(ogg_opus.LEAD_PACKETS, round(run.start / opus_runs.PACKET_SAMPLES)) for run in runs]
    count = math.ceil(timeline.seconds / ogg_opus.PACKET_SECONDS)
    packets = ogg_opus.join(count, [(at, run.packets) for at, run in zip(numbers, encoded, strict=True)])
    skipped = max((run.skipped for run in encoded), default=0)
    try:
        with replacing(out) as temporary:
            temporary.write_bytes(ogg_opus.ogg_file(packets, skipped, SAMPLE_RATE))
    except OSError as error:
        raise unwritable_error(out, error) from error
    return opus_runs.measure_joined(count, list(zip(numbers, encoded, strict=True))) if runs else None

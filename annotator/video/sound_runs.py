"""Find the runs of a timeline's sound: clips that follow each other closely, with silence around them. Pure, but for WAVs.

Nearly every run is one clip, since each sentence has a pause after it. A run is encoded by itself, whatever else is on
the timeline.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import OutputError
from annotator.model import SAMPLE_RATE, Clip, Timeline

MIN_SILENCE_SAMPLES = 4096
"""Clips with less silence between them are one run: a run takes a packet more than its samples, at either end."""


@dataclass(frozen=True, slots=True)
class Part:
    """A clip in a run: its first sample, counted from the run's, and how many samples of it are heard."""

    offset: int
    samples: int
    clip: Clip


@dataclass(frozen=True, slots=True)
class Run:
    """Clips with little or no silence between them, and where they begin on the timeline, in samples."""

    start: int
    parts: tuple[Part, ...]

    @property
    def samples(self) -> int:
        """Its length."""
        return max(part.offset + part.samples for part in self.parts)

    @property
    def content(self) -> list[tuple[int, int, str]]:
        """Everything that shapes its sound, for a cache key."""
        return [(part.offset, part.samples, part.clip.digest) for part in self.parts]


def find_runs(timeline: Timeline) -> list[Run]:
    """The runs of a timeline, by their start. A section's sound ends with its pictures; what a clip has beyond is cut off."""
    runs: list[Run] = []
    for section in timeline.sections:
        section_end = round((section.start + section.seconds) * SAMPLE_RATE)
        for scheduled in section.sounds:
            start = round(scheduled.start * SAMPLE_RATE)
            samples = min(round(scheduled.clip.seconds * SAMPLE_RATE), section_end - start)
            if samples <= 0:
                continue
            if runs and start - (runs[-1].start + runs[-1].samples) < MIN_SILENCE_SAMPLES:
                last = runs.pop()
                runs.append(Run(last.start, (*last.parts, Part(start - last.start, samples, scheduled.clip))))
            else:
                runs.append(Run(start, (Part(0, samples, scheduled.clip),)))
    return runs


def run_pcm(run: Run) -> bytes:
    """A run as mono 16-bit little-endian PCM at ``SAMPLE_RATE``; where clips overlap, the later one is heard.

    Raises OutputError for a clip that is not a WAV file of that format.
    """
    pcm = bytearray(2 * run.samples)
    for part in run.parts:
        data = read_wav(part.clip.path)[: 2 * part.samples]
        pcm[2 * part.offset : 2 * part.offset + len(data)] = data
    return bytes(pcm)


def pcm_sections(timeline: Timeline) -> Iterator[bytes]:
    """The whole sound of a timeline, section by section, in the format of `run_pcm`; each clip begins at its sample.

    Raises OutputError like `run_pcm`.
    """
    for section in timeline.sections:
        section_start = round(section.start * SAMPLE_RATE)
        pcm = bytearray(2 * round(section.seconds * SAMPLE_RATE))
        for scheduled in section.sounds:
            offset = 2 * (round(scheduled.start * SAMPLE_RATE) - section_start)
            data = read_wav(scheduled.clip.path)
            pcm[offset : offset + len(data)] = data[: len(pcm) - offset]
        yield bytes(pcm)


def read_wav(path: Path) -> bytes:
    """The samples of a clip. Raises OutputError for another format than that of `run_pcm`."""
    try:
        with wave.open(str(path), "rb") as reader:
            if (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) != (1, 2, SAMPLE_RATE):
                raise wave.Error("another format")
            return reader.readframes(reader.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise OutputError(
            f"The sound {path.name} in the cache is damaged.", "Run the same command again.", detail=str(error)
        ) from error

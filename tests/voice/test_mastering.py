"""Any sound comes to the common loudness, and a file that its encoder spoilt is made once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from annotator.errors import OutputError
from annotator.loudness import CLIP_PEAK_DBTP, LOUDNESS_LUFS, PEAK_DBTP, TOLERANCE_LU, Loudness
from annotator.model import SAMPLE_RATE
from annotator.voice import mastering, meter
from tests.helpers.voices import tone


def bursts(level: float = 0.05) -> meter.Samples:
    """A tone that comes and goes as syllables do, with a knock in it."""
    samples = tone(6, level, SAMPLE_RATE).samples.copy()
    samples *= (np.arange(len(samples)) // 4800 % 2).astype(np.float32)
    samples[30_000:30_003] = 0.8
    return samples


@pytest.mark.parametrize("level", [0.05, 0.6])
def test_a_clip_comes_to_the_common_loudness_below_the_peak(level: float) -> None:
    samples = mastering.normalize_loudness(bursts(level))
    assert meter.measure_loudness(samples, SAMPLE_RATE) == pytest.approx(LOUDNESS_LUFS, abs=0.2)
    assert meter.measure_true_peak(samples, SAMPLE_RATE) <= CLIP_PEAK_DBTP + 0.1


def test_silence_stays_silence() -> None:
    nothing = np.zeros(SAMPLE_RATE, np.float32)
    assert not mastering.normalize_loudness(nothing).any()


class Lossy:
    """An encoder in memory that multiplies what it is given; ``files`` counts what it wrote."""

    def __init__(self, factor: float, mended: float | None = None) -> None:
        self.factors = [factor, factor if mended is None else mended]
        self.files: list[Path] = []
        self.held: dict[Path, meter.Samples] = {}

    def codec(self) -> mastering.Codec:
        return mastering.Codec(self.write, self.measure, lambda path: self.held[path])

    def write(self, blocks: Iterator[meter.Samples], path: Path, richer: bool) -> None:
        self.held[path] = np.concatenate(list(blocks)) * np.float32(self.factors[min(len(self.files), 1)])
        self.files.append(path)
        path.touch()

    def measure(self, path: Path) -> Loudness:
        samples = self.held[path]
        return Loudness(meter.measure_loudness(samples, SAMPLE_RATE), meter.measure_true_peak(samples, SAMPLE_RATE))


def test_a_faithful_encoder_is_asked_once(tmp_path: Path) -> None:
    encoder = Lossy(1.0)
    heard = mastering.encode(mastering.Mix(bursts()), tmp_path / "a.ogg", encoder.codec())
    assert len(encoder.files) == 1
    assert heard.excess_db == 0


@pytest.mark.parametrize("factor", [0.6, 1.2])
def test_what_an_encoder_took_or_added_is_made_up_for(tmp_path: Path, factor: float) -> None:
    encoder = Lossy(factor)
    heard = mastering.encode(mastering.Mix(bursts()), tmp_path / "a.ogg", encoder.codec())
    assert len(encoder.files) == 2
    assert abs(heard.missing_lu) <= TOLERANCE_LU
    assert heard.peak_dbtp <= PEAK_DBTP
    assert [path.name for path in tmp_path.iterdir()] == ["a.ogg"], "the other file is gone"


def test_the_better_of_two_files_is_kept(tmp_path: Path) -> None:
    encoder = Lossy(0.7, mended=0.1)
    heard = mastering.encode(mastering.Mix(bursts()), tmp_path / "a.ogg", encoder.codec())
    assert heard == encoder.measure(encoder.files[0])


def test_an_encoder_that_makes_silence_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nothing can be heard"):
        mastering.encode(mastering.Mix(bursts()), tmp_path / "a.ogg", Lossy(0.0).codec())

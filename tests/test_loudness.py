"""What is said of a file that misses the common loudness, to a tenth as meters show it."""

from __future__ import annotations

import math

import pytest

from annotator.media.ffmpeg import LOUDNESS_LUFS, TOLERANCE_LU, Loudness


@pytest.mark.parametrize("lufs", [LOUDNESS_LUFS, LOUDNESS_LUFS - TOLERANCE_LU - 0.04, LOUDNESS_LUFS + TOLERANCE_LU])
def test_within_the_tolerance_nothing_is_said(lufs: float) -> None:
    assert Loudness(lufs).misses == ()


def test_too_quiet_and_too_loud_are_said() -> None:
    assert Loudness(-19.2).misses == ("is 3.2 dB too quiet (-19.2 LUFS instead of -16)",)
    assert Loudness(-13.0).misses == ("is 3.0 dB too loud (-13.0 LUFS instead of -16)",)


def test_silence_is_said_once() -> None:
    silence = Loudness(-math.inf)
    assert silence.silent
    assert silence.misses == ("is almost silent",)

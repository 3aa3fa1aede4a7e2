"""What is said of a file that misses the common loudness, to a tenth as meters show it."""

from __future__ import annotations

import math

import pytest

from annotator.loudness import LOUDNESS_LUFS, PEAK_DBTP, TOLERANCE_LU, Loudness


@pytest.mark.parametrize("lufs", [LOUDNESS_LUFS, LOUDNESS_LUFS - TOLERANCE_LU - 0.04, LOUDNESS_LUFS + TOLERANCE_LU])
def test_within_the_tolerance_nothing_is_said(lufs: float) -> None:
    measured = Loudness(lufs, PEAK_DBTP)
    assert measured.misses == ()


def test_too_quiet_too_loud_and_too_high_are_each_said() -> None:
    assert Loudness(-19.2, -3.0).misses == ("is 3.2 dB too quiet (-19.2 LUFS instead of -16)",)
    loud, crackles = Loudness(-13.0, 0.6).misses
    assert loud.startswith("is 3.0 dB too loud")
    assert "peaks at 0.6 dBTP, over -0.5" in crackles


def test_silence_is_said_once() -> None:
    silence = Loudness(-math.inf, -math.inf)
    assert silence.silent
    assert silence.misses == ("is almost silent",)

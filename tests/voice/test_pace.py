"""The pace has one meaning: the timeline and the captions, which do not import the voices, keep its numbers."""

from __future__ import annotations

import pytest

from annotator import captions, timeline
from annotator.model import FPS, SAMPLE_RATE
from annotator.voice import pace


def test_captions_can_be_read_at_the_pace() -> None:
    assert captions.CHARS_PER_SECOND == pace.CUE_CHARACTERS_A_SECOND
    assert captions.CUE_SECONDS == pace.CUE_SECONDS


def test_timeline_pauses_as_the_pace_says() -> None:
    assert pytest.approx(pace.BETWEEN_SECONDS) == timeline.PAUSE / SAMPLE_RATE
    assert timeline._STEP.lead / FPS == pytest.approx(pace.BEFORE_FIRST_SECONDS)
    assert timeline._STEP.hold / FPS == pytest.approx(pace.HOLD_SECONDS)


@pytest.mark.parametrize(
    ("text", "seconds", "pause"),
    [("Toque Unirse.", 1.9, 0.35), ("Toque Unirse.", 1.0, 1.0), ("x" * 39, 2.5, 0.5), ("x" * 39, 4.0, 0.35)],
)
def test_a_pause_lasts_until_the_caption_is_read(text: str, seconds: float, pause: float) -> None:
    assert pace.pause_after(text, seconds) == pytest.approx(pause)

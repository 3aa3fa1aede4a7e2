"""Small sounds, flat pictures and short timelines for the tests of the video."""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cache import digest
from annotator.model import (
    SAMPLE_RATE,
    Clip,
    EndCard,
    Screen,
    Section,
    StepCard,
    StepNumber,
    Theme,
    Timeline,
    TitleCard,
    Utterance,
)
from annotator.timeline import plan
from tests.helpers.films import Painter

MakeClip = Callable[..., Clip]


@pytest.fixture
def make_clip(tmp_path: Path) -> MakeClip:
    """A function that gives a clip: a tone of ``seconds`` at -16 LUFS (``amplitude`` 0.2426 at 400 Hz)."""

    def make(seconds: float, amplitude: float = 0.2426, hertz: float = 400.0) -> Clip:
        count = round(seconds * SAMPLE_RATE)
        turn = 2 * math.pi * hertz / SAMPLE_RATE
        samples = array("h", (round(32767 * amplitude * math.sin(turn * n)) for n in range(count)))
        path = tmp_path / f"{seconds}-{amplitude}-{hertz}.wav"
        with wave.open(str(path), "wb") as writer:
            writer.setparams((1, 2, SAMPLE_RATE, count, "NONE", ""))
            writer.writeframes(samples.tobytes())
        return Clip(path, count / SAMPLE_RATE, digest(path.read_bytes()))

    return make


@pytest.fixture
def make_timeline(make_clip: MakeClip) -> Callable[..., Timeline]:
    """A function that gives a timeline of a title, ``steps`` steps and a closing; ``texts`` are what the steps say."""

    def make(*texts: str, amplitude: float = 0.2426) -> Timeline:
        look = Theme()

        def spoken(text: str, seconds: float) -> Utterance:
            return Utterance(text, make_clip(seconds, amplitude))

        sections = [Section("title", (TitleCard("Entrar", look),), (spoken("Entrar", 0.9),))]
        for number, text in enumerate(texts or ("Toque Unirse.",), start=1):
            screen = Screen(f"{number}")
            cards = tuple(StepCard(view, StepNumber(number), len(texts), screen, look) for view in ("whole", "close"))
            sections.append(Section(f"step-{number}", cards, (spoken(text, 1.5),), chip="Unirse"))
        sections.append(Section("end", (EndCard("¡Listo!", (), look),), (spoken("¡Listo!", 0.8),)))
        return plan(sections)

    return make


@pytest.fixture
def painter() -> Painter:
    return Painter()

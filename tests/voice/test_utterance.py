"""A sentence's key holds all that shapes it; and a clip is never empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.media.ffmpeg import LOUDNESS_LUFS
from annotator.voice import leveling, mastering, narrate
from annotator.voice.engines.engine import EngineError
from tests.helpers.voices import Fake, Silent

IDENTITY = Fake().identity("one", 1.0)


def test_the_key_changes_with_whatever_shapes_the_sound() -> None:
    key = narrate.cache_key("Hola.", "es", IDENTITY)
    assert key == narrate.cache_key("Hola.", "es", tuple(IDENTITY))
    others = {
        narrate.cache_key("Hola!", "es", IDENTITY),
        narrate.cache_key("Hola.", "es-MX", IDENTITY),
        *(
            narrate.cache_key("Hola.", "es", (*IDENTITY[:at], "other", *IDENTITY[at + 1 :]))
            for at in range(len(IDENTITY))
        ),
    }
    assert len({key, *others}) == 3 + len(IDENTITY)


def test_a_clip_is_a_finished_file(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(narrate.speak(Fake(), "Toque Unirse.", "es", "one", 1.0))
    clip = narrate.read_clip(path)
    read = mastering.read_wav(path.read_bytes())
    assert clip.seconds == pytest.approx(read.seconds)
    assert clip.path == path
    assert len(clip.digest) >= 32
    assert leveling.measure(read.samples).lufs == pytest.approx(LOUDNESS_LUFS, abs=0.5)


def test_an_engine_that_says_nothing_has_failed() -> None:
    with pytest.raises(EngineError, match=r"“Hola\."):
        narrate.speak(Silent(), "Hola.", "es", "one", 1.0)

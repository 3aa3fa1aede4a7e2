"""A helper's child with voices for tests: a natural one that takes its time, and a fast one.

They write what they speak into the file that ``SPOKEN_LOG`` names, a line each. Where that has a line ``fail``, the
natural voice fails.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from annotator.edit.work import helper_child
from annotator.voice import choose
from annotator.voice.engines.engine import EngineError, Sound, Traits
from tests.helpers.voices import Fake

LOADING, SPEAKING = 0.8, 0.2


class Logged(Fake):
    """Writes down what it speaks."""

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        log = Path(os.environ["SPOKEN_LOG"])
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{self.name} {lang} {text}\n")
        if self.name == "kokoro" and "fail\n" in log.read_text(encoding="utf-8"):
            raise EngineError("The voice kokoro could not speak.", "Try again.")
        return super().synthesize(text, lang, voice, speed)


class Slow(Logged):
    """Loads when it speaks for the first time."""

    loaded = False

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        time.sleep(SPEAKING if self.loaded else LOADING)
        self.loaded = True
        return super().synthesize(text, lang, voice, speed)


if __name__ == "__main__":
    VOICES = (Slow("kokoro"), Logged("pico", traits=Traits(fast=True)))
    choose.engines = lambda _cache: VOICES
    helper_child.main()

"""Voices for tests: a tone as long as the text, one that fails at a chosen sentence, and one for each other fault."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np

from annotator.errors import MissingError
from annotator.voice.engines.engine import Engine, Sound, Traits

RATE = 16_000


def tone(seconds: float, level: float = 0.3, rate: int = RATE, pitch: float = 440.0) -> Sound:
    times = np.arange(round(seconds * rate)) / rate
    return Sound((level * np.sin(2 * np.pi * pitch * times)).astype(np.float32), rate)


class Fake(Engine):
    """Speaks a tone of 0.05 s a letter; ``said`` has what it was asked for."""

    languages = ("es", "en")

    def __init__(
        self,
        name: str = "fake",
        fail: Callable[[str], Exception | None] = lambda text: None,
        traits: Traits = Traits(),  # noqa: B008 - frozen
    ) -> None:
        self.name = name
        self.traits = traits
        self.said: list[str] = []
        self._fail = fail
        self._lock = threading.Lock()

    def voices(self, lang: str) -> tuple[str, ...]:
        return ("one", "two") if lang.split("-")[0] in self.languages else ()

    def require_installed(self, lang: str) -> None: ...

    def version(self) -> str:
        return "1"

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        with self._lock:
            self.said.append(text)
        error = self._fail(text)
        if error is not None:
            raise error
        return tone(0.05 * len(text) + 0.1)


class Absent(Fake):
    """Is not installed."""

    remedy = "Install it."

    def require_installed(self, lang: str) -> None:
        raise MissingError("The natural voice (kokoro) is not installed.", self.remedy)


class Unobtainable(Absent):
    """Can't be installed here either."""

    remedy = ""


class Silent(Fake):
    """Says nothing, and reports no error."""

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        return tone(1, level=0)


class Cut(Fake):
    """Says no more than the beginning of a word."""

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        return tone(0.1)


class Endless(Fake):
    """Goes on after the sentence."""

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        return tone(40)

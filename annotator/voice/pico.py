"""SVOX Pico (Apache-2.0) through py-nanotts: tiny, offline, nearly free of cost; understandable, but plainly a machine.

Limits: Spanish as in Spain only; 16,000 samples a second; some English letters inside Spanish words are swallowed.
The engine reads memory before it has written there, so that the same sentence may begin a little otherwise in two calls.
"""

# ruff: noqa: ARG002 - the Protocol has these arguments
from __future__ import annotations

import threading
from importlib.util import find_spec

from annotator.errors import MissingError
from annotator.voice.engine import EngineError, Sound, base, installed_version

_VOICES = {
    "es": ("es-ES",),
    "en": ("en-US", "en-GB"),
    "de": ("de-DE",),
    "fr": ("fr-FR",),
    "it": ("it-IT",),
}
_RATE = 16_000
# Louder clips are cut off at full scale: the engine multiplies its samples by this.
_VOLUME = 0.5


class Pico:
    """The small offline voice."""

    name = "pico"
    online = False
    languages = tuple(_VOICES)

    def __init__(self) -> None:
        # The engine keeps its state in one place for the whole process.
        self._lock = threading.Lock()

    def voices(self, lang: str) -> tuple[str, ...]:
        """Its voices for a language, the one of the tag's region first."""
        voices = _VOICES.get(base(lang), ())
        return tuple(sorted(voices, key=lambda voice: voice.lower() != lang.replace("_", "-").lower()))

    def check(self, lang: str) -> None:
        """Whether it is installed. Raises MissingError."""
        if find_spec("py_nanotts") is None:
            raise MissingError(
                "The small voice (pico) is not installed.", "Install it: python -m pip install py-nanotts."
            )

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """What shapes its sound besides the text."""
        return {
            "engine": self.name,
            "version": installed_version("py-nanotts"),
            "voice": voice,
            "speed": speed,
            "volume": _VOLUME,
        }

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence."""
        self.check(lang)
        import numpy as np
        from py_nanotts import NanoTTS

        with self._lock:
            try:
                data = NanoTTS().speak(text, voice=voice, speed=speed, volume=_VOLUME)
            except (RuntimeError, ValueError, OSError) as error:
                raise EngineError(f"The voice pico could not speak “{text}”.", detail=str(error)) from error
        samples = np.frombuffer(data, dtype="<i2").astype(np.float32) / np.float32(32768)
        return Sound(samples, _RATE)

"""SVOX Pico (Apache-2.0) through py-nanotts: tiny, offline, nearly free of cost; understandable, but plainly a machine.

Limits: Spanish as in Spain only; 16,000 samples a second; some English letters inside Spanish words are swallowed.
It understands tags such as ``<break time="40ms"/>``, which the lexicon may use, too; a text between
``<speed level="80">`` and ``</speed>`` is spoken no faster than at 80 hundredths of the engine's own speed.
Each sentence is spoken by a process of its own (``pico_process`` says why), which costs 0.05 CPU seconds.
"""

# ruff: noqa: ARG002 - the Protocol has these arguments
from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from annotator import code_version
from annotator.errors import MissingError
from annotator.languages import base
from annotator.media.child_process import OWN_GROUP
from annotator.voice.engines import pico_process
from annotator.voice.engines.engine import EngineError, Sound, Traits, installed_version
from annotator.voice.engines.voice_table import languages_of, voices_of

_FURTHER = {"de": ("de-DE",), "fr": ("fr-FR",), "it": ("it-IT",)}
"""Its voices for languages without a folder in ``assets/languages``."""
_RATE = 16_000
# Louder clips are cut off at full scale: the engine multiplies its samples by this.
_VOLUME = 0.5
# In Spanish it runs vowels of two words, and equal digits, into one: of 57 sentences with such places Whisper-base
# misheard 36 to 39 words with these breaks, 44 without.
_VOWELS_MS = 30
_DIGITS_MS = 60
_DIGIT = "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_TWO_VOWELS = re.compile(r"(?<=[aeiouáéíóú]) (?=h?[aeiouáéíóú])", re.IGNORECASE)
_TWO_DIGITS = re.compile(rf"\b({_DIGIT}) (?=(?:{_DIGIT})\b)", re.IGNORECASE)
_SLOW = re.compile(r'<speed level=["\'](\d+)["\']>(.*?)</speed>')
_TAGS = re.compile(r"(<[^<>]*>)")
_SECONDS = 60
_PROGRAM = Path(pico_process.__file__)


class Pico:
    """The small offline voice."""

    name = "pico"
    online = False
    traits = Traits(install="python -m pip install py-nanotts", small=True, english="set apart", speed=0.9)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those whose ``voices.toml`` names it, and some more."""
        return tuple(dict.fromkeys((*languages_of(self.name), *_FURTHER)))

    def voices(self, lang: str) -> tuple[str, ...]:
        """Its voices for a language, the one of the tag's region first."""
        voices = voices_of(self.name, lang).voices or _FURTHER.get(base(lang), ())
        return tuple(sorted(voices, key=lambda voice: voice.lower() != lang.replace("_", "-").lower()))

    def check(self, lang: str) -> None:
        """Whether it is installed. Raises MissingError."""
        if find_spec("py_nanotts") is None:
            if sys.platform == "darwin":
                raise MissingError("The small voice (pico) can't be had on a Mac.")
            raise MissingError("The small voice (pico) is not installed.", f"Install it: {self.traits.install}.")

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """What shapes its sound besides the text."""
        return {
            "engine": self.name,
            "version": installed_version("py-nanotts"),
            "voice": voice,
            "speed": speed,
            "code": code_version.of(__name__),
        }

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence."""
        self.check(lang)
        import numpy as np

        # -P: modules of this folder must not shadow others of the same name.
        command = [sys.executable, "-P", str(_PROGRAM), voice, str(speed), str(_VOLUME)]
        try:
            ran = subprocess.run(
                command,
                input=slowed(apart(text, lang), speed).encode(),
                capture_output=True,
                timeout=_SECONDS,
                check=True,
                **OWN_GROUP,
            )
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or b""
            detail = f"{error}\n{said.decode(errors='replace')}"
            raise EngineError(f"The voice pico could not speak “{text}”.", detail=detail) from error
        samples = np.frombuffer(ran.stdout[: len(ran.stdout) // 2 * 2], dtype="<i2").astype(np.float32) / np.float32(
            32768
        )
        return Sound(samples, _RATE)


def apart(text: str, lang: str) -> str:
    """The text with a short break where this voice would run two Spanish words into one; tags stay as they are."""
    if base(lang) != "es":
        return text
    pieces = _TAGS.split(text)
    for position in range(0, len(pieces), 2):
        piece = _TWO_DIGITS.sub(rf'\1 <break time="{_DIGITS_MS}ms"/>', pieces[position])
        pieces[position] = _TWO_VOWELS.sub(f' <break time="{_VOWELS_MS}ms"/>', piece)
    return "".join(pieces)


def slowed(text: str, speed: float) -> str:
    """The text with its slow words at their own speed, and the rest at ``speed``: the end tag alone would mean 1."""
    usual = round(100 * speed)
    return _SLOW.sub(lambda slow: f'<speed level="{min(usual, int(slow[1]))}">{slow[2]}<speed level="{usual}">', text)

"""SVOX Pico (Apache-2.0), through py-nanotts: a tiny and very fast offline voice, understandable but robotic.

Its Spanish is that of Spain, it has 16,000 samples per second, and it swallows some English letters inside Spanish words.

It understands tags such as ``<break time="40ms"/>``, which lexicons may use. Text between ``<speed level="80">`` and
``</speed>`` is spoken at no more than 80 % of the engine's own speed.

Each sentence is spoken in a process of its own, which costs 0.05 CPU seconds: Pico reads uninitialised memory. In a new
process that memory is zero, so a sentence sounds the same every time, and clearer (Whisper-base misheard 10 % of the Spanish
words instead of 13 %).
"""

# ruff: noqa: ARG002 - the methods of Engine have these arguments
import re
import sys
from typing import ClassVar

from annotator.errors import INSTALL_AGAIN, MissingError
from annotator.languages import base_language
from annotator.voice.engines.engine import Engine, Sound, Traits, loads, run_program, sound_of

_SAMPLE_RATE = 16_000
_VOLUME = 0.5
"""Gain that the engine applies to its samples; at 1, loud ones are clipped."""
# In Spanish the engine merges adjacent vowels of two words, and repeated digits. In 57 sentences with such places,
# Whisper-base misheard 36 to 39 words with these breaks and 44 without.
_VOWEL_BREAK_MS = 30
_DIGIT_BREAK_MS = 60
_DIGIT = "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_TWO_VOWELS = re.compile(r"(?<=[aeiouáéíóú]) (?=h?[aeiouáéíóú])", re.IGNORECASE)
_TWO_DIGITS = re.compile(rf"\b({_DIGIT}) (?=(?:{_DIGIT})\b)", re.IGNORECASE)
_SLOW_TAG = re.compile(r'<speed level=["\'](\d+)["\']>(.*?)</speed>')
_TAGS = re.compile(r"(<[^<>]*>)")
_SPEAKING_PROGRAM = """\
import sys
from py_nanotts import NanoTTS
voice, speed, volume = sys.argv[1:4]
text = sys.stdin.buffer.read().decode("utf-8")
sys.stdout.buffer.write(NanoTTS().speak(text, voice=voice, speed=float(speed), volume=float(volume)))
"""
"""A program that speaks its standard input to its standard output, as 16-bit samples."""


class Pico(Engine):
    """The Pico engine. Each sentence is spoken by a process of its own."""

    name = "pico"
    package = "py-nanotts"
    traits = Traits(install=INSTALL_AGAIN, fast=True, english="paused", default_speed=0.9)
    other_voices: ClassVar = {"de": ("de-DE",), "fr": ("fr-FR",), "it": ("it-IT",)}

    def voices(self, lang: str) -> tuple[str, ...]:
        """Its voices for a language; the default is that of the tag's region, if there is one."""
        voices = super().voices(lang)
        of_region = [voice for voice in voices if voice.lower() == lang.replace("_", "-").lower()]
        return tuple(dict.fromkeys([*of_region, *voices]))

    def require_installed(self, lang: str) -> None:
        """Raise MissingError unless py-nanotts is installed and can be loaded; it does not exist for Macs."""
        if not loads("py_nanotts"):
            if sys.platform == "darwin":
                raise MissingError("The small voice (pico) is not available for Macs.")
            raise MissingError("The small voice (pico) is not installed.", self.traits.install)

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence."""
        # -P keeps the current folder off the path, where its modules could shadow others of the same name.
        command = [sys.executable, "-P", "-c", _SPEAKING_PROGRAM, voice, str(speed), str(_VOLUME)]
        tagged_text = apply_speed(insert_breaks(text, lang), speed)
        return sound_of(run_program(self, command, tagged_text, text), _SAMPLE_RATE)


def insert_breaks(text: str, lang: str) -> str:
    """``text`` with short breaks where the engine would merge two Spanish words; unchanged in other languages.

    "la hoja" becomes ``la <break time="30ms"/>hoja``.
    """
    if base_language(lang) != "es":
        return text
    pieces = _TAGS.split(text)
    # re.split puts the captured tags at the odd indices; only the text between them is changed.
    for index in range(0, len(pieces), 2):
        piece = _TWO_DIGITS.sub(rf'\1 <break time="{_DIGIT_BREAK_MS}ms"/>', pieces[index])
        pieces[index] = _TWO_VOWELS.sub(f' <break time="{_VOWEL_BREAK_MS}ms"/>', piece)
    return "".join(pieces)


def apply_speed(text: str, speed: float) -> str:
    """``text`` with its speed tags adjusted to an overall ``speed``: none is faster, and each returns to that speed.

    At 0.9, ``<speed level="80">Meet</speed> ya`` becomes ``<speed level="80">Meet<speed level="90"> ya``: the engine itself
    would return to its own speed (1) at ``</speed>``.
    """
    usual = round(100 * speed)

    def adjust(slow: re.Match[str]) -> str:
        """One slow passage, with its own level and the usual one after it."""
        level, passage = min(usual, int(slow[1])), slow[2]
        return f'<speed level="{level}">{passage}<speed level="{usual}">'

    return _SLOW_TAG.sub(adjust, text)

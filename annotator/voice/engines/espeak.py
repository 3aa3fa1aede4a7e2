"""espeak-ng (GPL-3): the fallback if no better voice is installed, and without Pico, as on a Mac, the draft voice.

Runs the system's ``espeak-ng`` program. It is hard to understand: a speech recogniser gets six words in ten wrong in Spanish.
"""

# ruff: noqa: ARG002 - the methods of Engine have these arguments
import shutil

from annotator.cache import code_version
from annotator.errors import MissingError
from annotator.voice.engines.engine import Engine, EngineError, Sound, Traits, run_program, sound_of

_DEFAULT_WORDS_PER_MINUTE = 175
"""espeak-ng's own default, which counts as speed 1."""
_NAME = "espeak-ng"
_WAV_HEADER_BYTES = 44


class Espeak(Engine):
    """The espeak-ng engine. Each sentence is spoken by a process of its own."""

    name = "espeak"
    traits = Traits(fast=True, programs=(_NAME,), default_speed=0.85)

    def require_installed(self, lang: str) -> None:
        """Raise MissingError unless the program is installed."""
        if shutil.which(_NAME) is None:
            remedy = (
                "Install it (Debian and Ubuntu: sudo apt install espeak-ng; Mac: brew install espeak-ng), or the natural "
                "voice, which is better."
            )
            raise MissingError("The voice espeak (espeak-ng) is not installed.", remedy)

    def version(self) -> str:
        """The beginning of the program's digest: asking it for its version would take a process."""
        return code_version.program_digest(_NAME)[:12]

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence."""
        words_per_minute = str(round(_DEFAULT_WORDS_PER_MINUTE * speed))
        # -b 1: the text is UTF-8.
        command = [_NAME, "-b", "1", "-v", voice, "-s", words_per_minute, "--stdin", "--stdout"]
        spoken = run_program(self, command, text, text)
        if len(spoken) < _WAV_HEADER_BYTES:
            raise EngineError("The voice espeak could not speak “{text}”.", text=text)
        # Writing to a pipe, espeak-ng leaves the length in the header blank, so the samples are read directly.
        return sound_of(spoken[_WAV_HEADER_BYTES:], int.from_bytes(spoken[24:28], "little"))

"""espeak-ng (GPL-3): the small voice of a Mac, and the last resort where nothing better is installed.

It is the program of the system; where there is none, the library that the extra ``natural`` brings along for phonemizer.
Limits: it is hard to understand (a machine mishears six words of ten in Spanish).
"""

# ruff: noqa: ARG002 - the Protocol has these arguments
from __future__ import annotations

import io
import shutil
import subprocess
import sys
import wave
from functools import cache as once
from importlib.util import find_spec
from pathlib import Path

from annotator import code_version
from annotator.errors import MissingError
from annotator.media.child_process import OWN_GROUP
from annotator.voice.engines import espeak_process
from annotator.voice.engines.engine import EngineError, Sound, Traits, installed_version
from annotator.voice.engines.voice_table import languages_of, voices_of

_WORDS_A_MINUTE = 175
"""What the program calls its usual speed."""
_SECONDS = 30.0
_PROGRAM = Path(espeak_process.__file__)
_NAME = "espeak-ng"
_LIBRARY = "espeakng-loader"
"""The distribution that brings espeak-ng's library and data."""


class Espeak:
    """espeak-ng, one run a sentence; nothing is kept between them."""

    name = "espeak"
    online = False
    traits = Traits(small=True, programs=(_NAME,), speed=0.85)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those whose ``voices.toml`` names it."""
        return languages_of(self.name)

    def voices(self, lang: str) -> tuple[str, ...]:
        """The voice of the tag's region."""
        return voices_of(self.name, lang).voices

    def check(self, lang: str) -> None:
        """Whether the program is there, or the library. Raises MissingError."""
        _command("", 0)

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """What shapes its sound besides the text."""
        program = shutil.which(_NAME)
        return {
            "engine": self.name,
            "version": _version(program) if program else installed_version(_LIBRARY),
            "voice": voice,
            "speed": speed,
            "code": code_version.of(__name__),
            "program": code_version.program_digest(program) if program else _LIBRARY,
        }

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence."""
        import numpy as np

        command = _command(voice, round(_WORDS_A_MINUTE * speed))
        try:
            ran = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=_SECONDS, check=True, **OWN_GROUP
            )
            # The length in its header is not filled in when it writes to a pipe.
            with wave.open(io.BytesIO(ran.stdout)) as reader:
                sample_rate = reader.getframerate()
            samples = np.frombuffer(ran.stdout[44 : len(ran.stdout) // 2 * 2], dtype="<i2").astype(np.float32)
        except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
            said = getattr(error, "stderr", None) or b""
            detail = f"{error}\n{said.decode(errors='replace')}"
            raise EngineError(f"The voice espeak could not speak “{text}”.", detail=detail) from error
        return Sound(samples / np.float32(32768), sample_rate)


def _command(voice: str, rate: int) -> list[str]:
    """What reads a sentence from standard input and writes it, spoken, as WAV. Raises MissingError."""
    if program := shutil.which(_NAME):
        return [program, "-b", "1", "-v", voice, "-s", str(rate), "--stdin", "--stdout"]
    if find_spec("espeakng_loader") is not None:
        # -P: modules of this folder must not shadow others of the same name.
        return [sys.executable, "-P", str(_PROGRAM), voice, str(rate)]
    raise MissingError(
        "The voice espeak (espeak-ng) is not installed.",
        "Install it (Debian and Ubuntu: sudo apt install espeak-ng; Mac: brew install espeak-ng), or "
        "python -m pip install “annotator[natural]”, which brings it along.",
    )


@once
def _version(program: str) -> str:
    try:
        ran = subprocess.run([program, "--version"], capture_output=True, timeout=_SECONDS, check=True, **OWN_GROUP)
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("The program espeak-ng does not start.", detail=str(error)) from error
    words = ran.stdout.decode(errors="replace").split()
    return next((word for word in words if word[:1].isdigit()), "unknown")

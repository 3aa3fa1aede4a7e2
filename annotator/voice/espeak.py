"""espeak-ng (GPL-3), the program of the system: the last resort where nothing better is installed.

Limits: it is hard to understand (a machine mishears six words of ten in Spanish); only Spanish and English are offered.
"""

# ruff: noqa: ARG002 - the Protocol has these arguments
from __future__ import annotations

import io
import shutil
import subprocess
import wave
from functools import cache as once

from annotator import code_version
from annotator.errors import MissingError
from annotator.media.children import OWN_GROUP
from annotator.voice.engine import EngineError, Sound, base

_VOICES = {"es-es": "es", "es": "es-419", "en-gb": "en-gb", "en": "en-us"}
_WORDS_A_MINUTE = 175
"""What the program calls its usual speed."""
_SECONDS = 30.0


class Espeak:
    """The program ``espeak-ng``, one run a sentence; nothing is kept between them."""

    name = "espeak"
    online = False
    languages = ("es", "en")

    def voices(self, lang: str) -> tuple[str, ...]:
        """The voice of the tag's region, for Spanish and English."""
        voice = _VOICES.get(lang.replace("_", "-").lower()) or _VOICES.get(base(lang))
        return (voice,) if voice else ()

    def check(self, lang: str) -> None:
        """Whether the program is there. Raises MissingError."""
        _program()

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """What shapes its sound besides the text."""
        code, program = code_version.of(__name__), code_version.program(_program())
        return {
            "engine": self.name,
            "version": _version(),
            "voice": voice,
            "speed": speed,
            "code": code,
            "program": program,
        }

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence."""
        import numpy as np

        rate = round(_WORDS_A_MINUTE * speed)
        command = [_program(), "-b", "1", "-v", voice, "-s", str(rate), "--stdin", "--stdout"]
        try:
            ran = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=_SECONDS, check=True, **OWN_GROUP
            )
            # The length in its header is not filled in when it writes to a pipe.
            with wave.open(io.BytesIO(ran.stdout)) as reader:
                sample_rate = reader.getframerate()
            samples = np.frombuffer(ran.stdout[44 : len(ran.stdout) // 2 * 2], dtype="<i2").astype(np.float32)
        except (OSError, subprocess.SubprocessError, wave.Error, EOFError) as error:
            raise EngineError(f"The voice espeak could not speak “{text}”.", detail=str(error)) from error
        return Sound(samples / np.float32(32768), sample_rate)


def _program() -> str:
    path = shutil.which("espeak-ng")
    if path is None:
        raise MissingError(
            "The program espeak-ng is not installed.",
            "Install it (Debian and Ubuntu: sudo apt install espeak-ng), or choose another voice: --voice pico.",
        )
    return path


@once
def _version() -> str:
    try:
        ran = subprocess.run([_program(), "--version"], capture_output=True, timeout=_SECONDS, check=True, **OWN_GROUP)
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("The program espeak-ng does not start.", detail=str(error)) from error
    words = ran.stdout.decode(errors="replace").split()
    return next((word for word in words if word[:1].isdigit()), "unknown")

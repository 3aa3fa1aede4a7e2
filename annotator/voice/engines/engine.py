"""Describe speech engines by one interface and their traits: other code asks for these, not which engine it has.

To add an engine, add a module to this folder, an entry to `annotator.voice.choose`, and its voices (`voice_tables`).
What ``--voice`` and its help, ``school.toml``, ``auto``, ``--draft`` and error messages say of it follows from these.
"""

from __future__ import annotations

import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Literal

from annotator.cache import code_version
from annotator.errors import AnnotatorError
from annotator.languages import base_language
from annotator.media.ffmpeg import OWN_GROUP
from annotator.voice.engines.voice_tables import languages_of, voices_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_TIMEOUT_SECONDS = 60.0
"""Maximum seconds for a program to speak a sentence."""

ENGLISH_START, ENGLISH_END = "<en>", "</en>"
"""Tags around words to pronounce in English within another language; only for engines with ``english="tagged"``."""

EnglishHandling = Literal["tagged", "paused", "plain"]
"""The way to pass an engine the English names in a sentence of another language.

``tagged``: between ``ENGLISH_START`` and ``ENGLISH_END``; the engine speaks them with English phonemes. ``paused``:
between commas; the engine reads them by the rules of the other language, and pauses make them easier to understand.
``plain``: unchanged.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono audio: ``samples`` are float32 between -1 and 1, at ``rate`` samples per second, such as 24,000."""

    samples: npt.NDArray[np.float32]
    rate: int

    @property
    def seconds(self) -> float:
        """Duration in seconds."""
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Traits:
    """The properties of an engine that annotator has to take into account.

    Those of Pico are ``Traits(INSTALL_AGAIN, fast=True, english="paused", default_speed=0.9)``.

    Attributes:
        install: the remedy that installs the engine; empty if that depends on the operating system.
        company: the name of the company that receives the text; empty for an engine that works offline.
        fast: whether it is fast enough to speak drafts.
        english: the way to pass it English names.
        programs: system programs that it runs. A new version of one may sound different, so caches depend on them.
        default_speed: speed relative to the engine's own (1), unless a language's ``voices.toml`` overrides it. Less than
            1 for engines that are too fast for instructions: even at 0.85 Kokoro says 175 to 239 words per minute.
    """

    install: str = ""
    company: str = ""
    fast: bool = False
    english: EnglishHandling = "plain"
    programs: tuple[str, ...] = ()
    default_speed: float = 1.0


class EngineError(AnnotatorError):
    """An installed voice failed to speak a text."""


class Engine(ABC):
    """A text-to-speech engine. Implementations must be thread-safe."""

    name: str
    """The engine's name in ``--voice`` and ``school.toml``."""
    package = ""
    """The Python package that speaks; an engine that runs a program instead overrides `version`."""
    online = False
    """Whether it sends text over the network."""
    traits = Traits()
    """The properties in which it differs from other engines."""
    other_voices: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Its voices for base languages whose ``voices.toml`` does not list it, or that have no folder in ``assets/languages``."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The base languages it speaks: those whose ``voices.toml`` lists it, and others."""
        return tuple(dict.fromkeys((*languages_of(self.name), *self.other_voices)))

    def voices(self, lang: str) -> tuple[str, ...]:
        """Its voices for a BCP 47 tag, the default first; empty if it does not speak the language."""
        return voices_of(self.name, lang).voices or self.other_voices.get(base_language(lang), ())

    @abstractmethod
    def require_installed(self, lang: str) -> None:
        """Raise MissingError, with a remedy where there is one, unless the engine is installed.

        Fast: it may load a library, but no model.
        """

    def version(self) -> str:
        """The version of its package or program, for ``pack.json``; empty if it is not installed."""
        return code_version.installed_version(self.package) or ""

    def identity(self, voice: str, speed: float) -> tuple[str | float, ...]:
        """What determines the audio besides the text, its language and annotator's own code, for the cache key."""
        programs = map(code_version.program_digest, self.traits.programs)
        return (self.name, self.version(), voice, speed, *programs)

    @abstractmethod
    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence; ``speed`` is relative to the engine's own (1).

        Raises EngineError, MissingError, or (online engines only) ServiceError.
        """


def loads(module: str) -> bool:
    """Whether a package can be imported: it may be missing, or Windows may refuse one of its libraries by policy."""
    try:
        import_module(module)
    except (ImportError, OSError):
        return False
    return True


def run_program(engine: Engine, command: Sequence[str], engine_text: str, text: str) -> bytes:
    """The output of a program that speaks ``engine_text``, the engine's form of ``text``. Raises EngineError."""
    try:
        finished: subprocess.CompletedProcess[bytes] = subprocess.run(
            command, input=engine_text.encode(), capture_output=True, timeout=_TIMEOUT_SECONDS, check=True, **OWN_GROUP
        )
    except (OSError, subprocess.SubprocessError) as error:
        stderr = getattr(error, "stderr", None) or b""
        detail = f"{error}\n{stderr.decode(errors='replace')}"
        message = "The voice {name} could not speak “{text}”."
        raise EngineError(message, detail=detail, name=engine.name, text=text) from error
    return finished.stdout


def sound_of(pcm: bytes, rate: int) -> Sound:
    """The sound of 16-bit little-endian samples; half a sample at the end is left out."""
    import numpy as np  # no NumPy where all sentences are cached

    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2").astype(np.float32)
    return Sound(samples / np.float32(32768), rate)

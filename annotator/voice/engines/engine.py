"""What every synthetic voice offers: the one Protocol that narration knows, and the traits that tell voices apart.

A new engine is a module of this folder and an entry in `annotator.voice.engines.registry`. Everything else
(``--voice`` and its help, ``school.toml``, ``auto``, ``--draft``, ``doctor``, the words of errors) follows from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


ENGLISH_START, ENGLISH_END = "<en>", "</en>"
"""Around words to be pronounced in English inside another language; only for engines with ``english="own sounds"``."""

EnglishNames = Literal["own sounds", "set apart", "as written"]
"""How an engine takes English names in a sentence of another language.

``own sounds``: it has English phonemes too, and understands ``ENGLISH_START``. ``set apart``: it reads them by the
language's letters, and needs a pause on both sides to be understood. ``as written``: neither.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Raw sound: mono ``samples`` as float32 between -1 and 1, at ``rate`` samples a second."""

    samples: npt.NDArray[np.float32]
    rate: int

    @property
    def seconds(self) -> float:
        """Its duration."""
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Traits:
    """What sets an engine apart from others, as far as annotator has to treat it differently.

    ``install`` is the command that installs it; empty where that depends on the system, and `Engine.check` says how.
    ``company`` receives the texts of an engine on the network. A ``small`` engine is fast enough to speak a draft.
    ``programs`` are the system's programs that it runs: they shape its sound as its code does. ``speed`` is its usual one,
    unless a language's ``voices.toml`` has another: 1 is the engine's own.
    """

    install: str = ""
    company: str = ""
    small: bool = False
    english: EnglishNames = "as written"
    programs: tuple[str, ...] = ()
    speed: float = 1.0


class EngineError(AnnotatorError):
    """An installed voice failed to speak a text."""


class Engine(Protocol):
    """A synthetic voice. Safe to be used by several threads at a time."""

    @property
    def name(self) -> str:
        """The word for it in ``--voice`` and ``school.toml``."""

    @property
    def online(self) -> bool:
        """Whether texts leave the computer."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Base languages that it speaks, for instance ``("es", "en")``."""

    @property
    def traits(self) -> Traits:
        """How it differs from others."""

    def voices(self, lang: str) -> tuple[str, ...]:
        """Its voices for a BCP 47 tag, the default first; none where it does not speak the language."""

    def check(self, lang: str) -> None:
        """Whether it works here, looked up without loading it. Raises MissingError that says what to install."""

    def identity(self, lang: str, voice: str, speed: float) -> dict[str, str | float]:
        """All that shapes its sound besides the text: engine, version, voice, speed, and the digest of its code."""

    def synthesize(self, text: str, lang: str, voice: str, speed: float) -> Sound:
        """Speak one sentence.

        Raises MissingError, ServiceError (services on the network only), or EngineError.
        """


def installed_version(distribution: str) -> str:
    """The version of an installed package. Raises MissingError if it is not there."""
    from annotator.code_version import installed_version
    from annotator.errors import MissingError

    if (version := installed_version(distribution)) is None:
        raise MissingError(
            f"The package {distribution} is not installed.", f"Install it: python -m pip install {distribution}."
        )
    return version

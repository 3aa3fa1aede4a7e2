"""What every synthetic voice offers: the one Protocol that narration knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


ENGLISH_START, ENGLISH_END = "<en>", "</en>"
"""Around what is to be said with English sounds inside another language; only for voices that have both."""


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Raw sound: mono ``samples`` as float32 between -1 and 1, and how many there are in a second."""

    samples: npt.NDArray[np.float32]
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


class EngineError(AnnotatorError):
    """A voice that is installed failed at a text."""


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

    def voices(self, lang: str) -> tuple[str, ...]:
        """Its voices for a BCP 47 tag, the usual one first; none where it does not speak the language."""

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

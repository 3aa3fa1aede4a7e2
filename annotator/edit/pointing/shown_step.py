"""Name the step whose picture a request is about, and how the step is drawn."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.model import Step, Tutorial

View = Literal["whole", "close", "chat", "answer"]
"""A card of a step: ``whole`` or ``close`` as in the film, ``chat`` as sent by itself, ``answer`` for a family."""
Frame = Literal["opening", "closing"]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as it is shown in one language.

    For instance ``ShownStep(Path("join-class"), tutorial, 2, "es")``: the third step of a tutorial in Spanish.

    Attributes:
        folder: the tutorial's folder.
        tutorial: the tutorial.
        index: the index of the step, from 0.
        lang: the language, a BCP 47 tag.
    """

    folder: Path
    tutorial: Tutorial
    index: int
    lang: str

    @property
    def step(self) -> Step:
        """The step."""
        return self.tutorial.steps[self.index]

    @property
    def name(self) -> str:
        """The file name of its picture."""
        return self.step.screenshot(self.lang)

    def pictures(self) -> tuple[Path, ...]:
        """Its pictures: that of this language, then those of the tutorial's other ones."""
        names = dict.fromkeys(self.step.screenshot(lang) for lang in (self.lang, *self.tutorial.languages))
        return tuple(self.folder / name for name in names)

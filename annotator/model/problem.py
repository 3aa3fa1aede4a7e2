"""Problems and warnings as values, each with its line, step and remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from annotator.messages import Message, fill, join
from annotator.model.step_number import StepNumber
from annotator.model.tutorial import Hide, Show

Level = Literal["problem", "warning"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A line that the remedy of a problem offers to add.

    ``Decision(Hide(TextTarget(("Ana Luz",))), everywhere=True)`` offers ``- hide: Ana Luz`` above the first picture.

    Attributes:
        line: the ``hide:`` or ``show:`` line.
        everywhere: whether it is for all pictures, rather than for the step.
    """

    line: Hide | Show
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem or warning: ``Problem("tutorial.md", 7, "“Join” is not on 03.png.", "Write …", step=StepNumber(2))``.

    Attributes:
        file: the file's name in messages.
        line: the line number; 0 for the file as a whole.
        message: the fault.
        remedy: the thing to do about it.
        level: ``problem`` if it must be fixed, else ``warning``; a script can accept warnings about it by an ``ok:`` line.
        step: the step's number; None outside steps.
    """

    file: str
    line: int
    message: str
    remedy: str
    level: Level = "problem"
    step: StepNumber | None = None
    secret: bool = False
    """Whether the message may contain private words: packs and logs then have a general sentence in its place."""
    decisions: tuple[Decision, ...] = field(default=(), compare=False)
    """The lines that the remedy names, for programs that can add them."""

    def __post_init__(self) -> None:
        # A text without parts is a message, too, so that whoever shows it needn't guess.
        object.__setattr__(self, "message", fill(self.message, {}))
        object.__setattr__(self, "remedy", fill(self.remedy, {}))

    @property
    def sentences(self) -> Message:
        """The message and the remedy."""
        return join(self.message, self.remedy)

    @property
    def line_of_text(self) -> Message:
        """The problem with its place, as the command line shows it: ``tutorial.md:7: step 2: “Join” is not …``."""
        step = "" if self.step is None else Message("step {number}:", number=self.step)
        kind = "" if self.level == "problem" else "warning:"
        location = Message("{file!}:{line}:" if self.line else "{file!}:", file=self.file, line=self.line)
        return join(location, step, kind, self.sentences)

    def __str__(self) -> str:
        return str(self.line_of_text)


def without_warnings(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that must be fixed."""
    return [problem for problem in problems if problem.level == "problem"]

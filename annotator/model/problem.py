"""Problems and warnings about a tutorial, each with its place and remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from annotator.model.tutorial import Hide, Show, StepNumber

Level = Literal["problem", "warning"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A line that the remedy of a problem offers to add: for the step, or ``everywhere``, for all pictures."""

    line: Hide | Show
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem or warning. ``line`` 0 is the file as a whole; ``step`` is None outside steps."""

    file: str
    line: int
    message: str
    remedy: str
    level: Level = "problem"
    step: StepNumber | None = None
    secret: bool = False
    """Whether the message may contain private words: then only `check` shows it, and only on the screen."""
    decisions: tuple[Decision, ...] = field(default=(), compare=False)
    """The lines that the remedy names, for programs that can add them."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        step = "" if self.step is None else f"step {self.step}: "
        kind = "" if self.level == "problem" else "warning: "
        return f"{place}: {step}{kind}{self.message} {self.remedy}".rstrip()

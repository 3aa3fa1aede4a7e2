"""One thing to correct in a script, with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["problem", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct, or to think about: in which line (0: the file as a whole), and in which step (None: in none)."""

    file: str
    line: int
    message: str
    remedy: str
    level: Level = "problem"
    step: int | None = None
    secret: bool = False
    """Whether the message may hold private words: it is then for the screen of `check` alone."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        step = "" if self.step is None else f"step {self.step}: "
        kind = "" if self.level == "problem" else "warning: "
        return f"{place}: {step}{kind}{self.message} {self.remedy}".rstrip()

"""The number of a step, as families see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True, order=True)
class StepNumber:
    """The number of a step as families see it. Asides aren't counted, and have the number of the step before them.

    After step 4 come ``StepNumber(4, aside=1)``, drawn as ``4?``, and then ``StepNumber(5)``.

    Attributes:
        number: the number of the step, counted from 1; 0 for an aside before any step.
        aside: the position among the asides after that step, counted from 1; 0 for the step itself.
    """

    number: int
    aside: int = 0

    def __str__(self) -> str:
        return f"{self.number}?" if self.aside else str(self.number)

    def name(self, step: str = "step", aside: str = "if") -> str:
        """The stem of its files, from the words for a step and an aside: ``step-4``, ``step-4-if``, ``step-4-if-2``."""
        stem = f"{step}-{self.number}"
        if not self.aside:
            return stem
        return f"{stem}-{aside}" if self.aside == 1 else f"{stem}-{aside}-{self.aside}"

    def row(self, key: str) -> dict[str, int | bool]:
        """Its entries in a row of JSON, the number under ``key``; only asides have more."""
        if not self.aside:
            return {key: self.number}
        return {key: self.number, "aside": True, **({"aside_number": self.aside} if self.aside > 1 else {})}

    @classmethod
    def from_row(cls, row: Mapping[str, Any], key: str) -> Self | None:
        """The number in a row that `row` made, or None for a row without a step."""
        if row.get(key) is None:
            return None
        return cls(row[key], row.get("aside_number", 1) if row.get("aside") else 0)

"""The files of a pack, and their labels on the staff page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from annotator.model.tutorial import StepNumber

StaffSection = Literal["pictures", "film", "clips", "more"]
"""A section of the staff page, in the order of the page: step pictures, video and message, step clips, everything else."""


@dataclass(frozen=True, slots=True)
class StaffLabel:
    """Where the staff page lists a kind of file, and its description in Spanish and English.

    ``open_es`` and ``open_en`` label the button that opens the file. Sounds and pictures are embedded and have none.
    """

    section: StaffSection
    es: str = ""
    en: str = ""
    open_es: str = "Abrir"
    open_en: str = "Open"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A finished file of a pack; ``path`` is relative to the pack, with forward slashes, ``kind`` that of its product."""

    path: str
    kind: str
    lang: str | None
    bytes: int
    seconds: float | None = None
    step: StepNumber | None = None

    def row(self) -> dict[str, Any]:
        """The file's entry in ``pack.json``."""
        row: dict[str, Any] = {"path": self.path, "kind": self.kind, "lang": self.lang, "bytes": self.bytes}
        if self.seconds is not None:
            row["seconds"] = round(self.seconds, 3)
        if self.step is not None:
            row |= self.step.row("step")
        return row

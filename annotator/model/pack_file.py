"""What a pack consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

StaffSection = Literal["pictures", "film", "clips", "more"]
"""A section of the staff page: pictures first, the video with its message, each step's clip, and what else there is."""


@dataclass(frozen=True, slots=True)
class StaffLabel:
    """Where the staff page shows a kind of file, and what it says about it in Spanish and English.

    ``open_es`` and ``open_en`` are on the button that opens the file; a sound or picture is played or shown there instead.
    """

    section: StaffSection
    es: str = ""
    en: str = ""
    open_es: str = "Abrir"
    open_en: str = "Open"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A finished file of a pack; ``path`` is relative to the pack with forward slashes, ``kind`` its product's."""

    path: str
    kind: str
    lang: str | None
    bytes: int
    seconds: float | None = None
    step: int | None = None
    sha256: str | None = None
    """Known of a file that was kept from the older pack."""

    def row(self) -> dict[str, Any]:
        """The file as ``pack.json`` lists it."""
        row: dict[str, Any] = {"path": self.path, "kind": self.kind, "lang": self.lang, "bytes": self.bytes}
        if self.seconds is not None:
            row["seconds"] = round(self.seconds, 3)
        if self.step is not None:
            row["step"] = self.step
        if self.sha256 is not None:
            row["sha256"] = self.sha256
        return row

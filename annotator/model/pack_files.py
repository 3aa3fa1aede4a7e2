"""The files of a pack as values, with their types and the labels under which staff find them."""

from dataclasses import dataclass
from typing import Any, Literal

from annotator.model.step_number import StepNumber

FILE_TYPES = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip",
}
"""The types under which files of a pack are sent, shown and dragged to other programs. Pages and archives have none here."""
StaffSection = Literal["pictures", "film", "clips", "more"]
"""A section of the staff page, in the order of the page: step pictures, video and message, step clips, everything else."""


@dataclass(frozen=True, slots=True)
class StaffLabel:
    """The place of a kind of file on the staff page, and its description in Spanish and English.

    ``StaffLabel("more", "Hoja para imprimir", "Sheet to print")``

    Attributes:
        section: the section of the page.
        es: the description in Spanish.
        en: the description in English.
        open_es: the label in Spanish of the button that opens a file of the section "more"; sounds and pictures there are
            embedded, and have no button.
        open_en: the same label in English.
    """

    section: StaffSection
    es: str = ""
    en: str = ""
    open_es: str = "Abrir"
    open_en: str = "Open"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A finished file of a pack: ``PackFile("es/entrar.mp4", "video", "es", 800_000, 75.2)``.

    Attributes:
        path: the path relative to the pack, with forward slashes.
        kind: the product's name, as in ``--only``.
        lang: the language, or None for a file of all languages.
        bytes: the size.
        seconds: the duration of a video, a clip or a voice message; None for other files.
        step: the number of the step that the file shows, or that its clip begins with; None for the others.
        phone: the word of another phone that it is for; None if it is for all phones or shows the tutorial's own pictures.
    """

    path: str
    kind: str
    lang: str | None
    bytes: int
    seconds: float | None = None
    step: StepNumber | None = None
    phone: str | None = None

    def row(self) -> dict[str, Any]:
        """The file's entry in ``pack.json``."""
        row: dict[str, Any] = {"path": self.path, "kind": self.kind, "lang": self.lang, "bytes": self.bytes}
        if self.seconds is not None:
            row["seconds"] = round(self.seconds, 3)
        if self.step is not None:
            row |= self.step.row("step")
        return row | ({"phone": self.phone} if self.phone else {})

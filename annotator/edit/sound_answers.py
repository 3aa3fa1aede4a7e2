"""Values that the children which speak answer with. Imports nothing heavy, since the server reads them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TITLE, END = "title", "end"
"""The items of a tutorial besides its steps, which go by their indices: the opening and the closing."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that can be played.

    Attributes:
        path: its file in the cache.
        is_final: whether it is what families will hear; else it is the voice of drafts.
        problem: why the chosen voice can't speak, as a message and its remedy.
    """

    path: Path
    is_final: bool
    problem: tuple[str, str] | None = None

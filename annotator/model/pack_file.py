"""What a pack consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["video", "step", "card", "voice", "paper", "message", "captions", "page", "poster", "index", "review"]


@dataclass(frozen=True, slots=True)
class PackFile:
    """A finished file of a pack; ``path`` is relative to the pack with forward slashes."""

    path: str
    kind: Kind
    lang: str | None
    bytes: int
    seconds: float | None = None
    step: int | None = None

"""What a build is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.model import Kind

MADE: tuple[Kind, ...] = (
    "video",
    "step",
    "voice",
    "card",
    "message",
    "paper",
    "captions",
    "page",
    "poster",
    "index",
    "review",
)
"""The kinds that ``build`` makes unless ``--only`` chooses among them; ``pack.json`` is always there."""

WEB_KINDS: tuple[Kind, ...] = ("captions", "page", "poster")
"""The kinds that stand in a pack's folder for the website."""


@dataclass(frozen=True)
class Options:
    """What a build is asked for. ``voice`` None: what ``school.toml`` says, else ``auto``; ``jobs`` None: all cores.

    ``budget`` is the most that each whole video may have, in bytes; None: the default quality, whatever it takes.
    ``website``: only with voices and faces that may be there. ``drop``: what is not asked for may go from an older pack.
    """

    output: Path = Path("packs")
    languages: tuple[str, ...] = ()
    kinds: Sequence[str] = MADE
    voice: str | None = None
    draft: bool = False
    jobs: int | None = None
    budget: int | None = None
    website: bool = False
    drop: bool = False

    @property
    def spoken(self) -> bool:
        """Whether anything that is asked for has a voice."""
        return not {"video", "step", "voice", *WEB_KINDS}.isdisjoint(self.kinds)

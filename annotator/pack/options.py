"""What a build is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.pack import catalogue


@dataclass(frozen=True)
class Options:
    """What a build is asked for. ``voice`` None: what ``school.toml`` says, else ``auto``; ``jobs`` None: all cores.

    ``budget`` is the most that each whole video may have, in bytes; None: the default quality, whatever it takes.
    ``drop``: what is not asked for may go from an older pack.
    """

    output: Path = Path("packs")
    languages: tuple[str, ...] = ()
    kinds: Sequence[str] = catalogue.KINDS
    voice: str | None = None
    draft: bool = False
    jobs: int | None = None
    budget: int | None = None
    drop: bool = False

    @property
    def spoken(self) -> bool:
        """Whether anything that is asked for has a voice."""
        return catalogue.requires_audio(self.kinds)

    @property
    def wants_clips(self) -> bool:
        """Whether more is to be said around each step, in a clip of its own."""
        return catalogue.requires_clip_phrases(self.kinds)

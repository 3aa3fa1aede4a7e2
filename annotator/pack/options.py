"""The options of a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.pack import catalogue


@dataclass(frozen=True)
class Options:
    """The options of a build.

    Attributes:
        output: receives a folder for each pack.
        languages: only these languages; empty: those of ``school.toml``, else all of the tutorial.
        kinds: only these kinds of product, and what they depend on.
        voice: an engine or engine:voice, as for ``--voice``; None: that of ``school.toml``, else ``auto``.
        draft: small and fast: half the size, the whole screen only, and the smallest voice.
        jobs: the number of cores to use; None: all.
        budget: the maximum size of each whole video, in bytes; None: no maximum, and the default quality.
    """

    output: Path = Path("packs")
    languages: tuple[str, ...] = ()
    kinds: Sequence[str] = catalogue.KINDS
    voice: str | None = None
    draft: bool = False
    jobs: int | None = None
    budget: int | None = None

    @property
    def requires_audio(self) -> bool:
        """Whether any requested product needs narration."""
        return catalogue.requires_audio(self.kinds)

    @property
    def requires_clip_phrases(self) -> bool:
        """Whether any requested product needs the phrases before and after each step in its own clip."""
        return catalogue.requires_clip_phrases(self.kinds)

    @property
    def requires_session_phrases(self) -> bool:
        """Whether any requested product needs the phrases of a session with families."""
        return catalogue.requires_session_phrases(self.kinds)

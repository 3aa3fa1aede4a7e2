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

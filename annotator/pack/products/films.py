"""Renders timelines as videos: the whole one at the quality that a budget allows, which the steps' own clips share."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import code_version
from annotator.loudness import Loudness
from annotator.model import Timeline
from annotator.pack import renderer, size_budget

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.making import Making


@dataclass(frozen=True)
class WholeFilm:
    """How a whole video came out; ``crf`` None: at the default quality. ``soft``: its text suffers from the budget."""

    heard: Loudness | None
    crf: int | None = None
    soft: bool = False


def render(timeline: Timeline, path: Path, making: Making, crf: int | None) -> Loudness | None:
    """Write a video; returns how loud it came out, or None where nothing is said."""
    from annotator.video.render import write_video

    return write_video(
        timeline,
        making.renderer.frame,
        path,
        making.cache,
        making.progress,
        jobs=making.options.jobs or os.cpu_count() or 1,
        crf=crf,
        renderer_version=code_version.of(renderer.__name__),
        size=making.renderer.size,
    )


def whole(edition: Edition, making: Making, path: Path) -> WholeFilm:
    """Write the whole video, as good as the budget allows."""
    from annotator.video.encoder import DEFAULT_CRF

    timeline = making.spoken(edition).timeline
    if making.options.budget is None:
        return WholeFilm(render(timeline, path, making, None))
    heard: Loudness | None = None

    def size(crf: int) -> int:
        nonlocal heard
        heard = render(timeline, path, making, crf)
        return path.stat().st_size

    chosen = size_budget.fit(making.options.budget, DEFAULT_CRF, size)
    making.crf[edition.lang] = chosen.crf
    return WholeFilm(heard, chosen.crf, chosen.soft)


def shared_crf(edition: Edition, making: Making) -> int | None:
    """The quality of the whole video, for the clips beside it; None: the default."""
    if making.options.budget is None or not making.holds("video", edition.lang):
        return None
    if edition.lang not in making.crf:  # the video itself was kept
        whole(edition, making, making.scratch / "fitted.mp4")
    return making.crf[edition.lang]

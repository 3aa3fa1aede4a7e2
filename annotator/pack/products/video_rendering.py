"""Renders timelines as videos: the whole one at the quality that a budget allows, which the steps' own clips share."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import code_version
from annotator.loudness import Loudness
from annotator.model import Timeline
from annotator.pack import renderer
from annotator.pack.products import size_budget

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


@dataclass(frozen=True)
class WholeVideo:
    """How a whole video came out; ``crf`` None: at the default quality. ``soft``: its text suffers from the budget."""

    heard: Loudness | None
    crf: int | None = None
    soft: bool = False


def render_timeline(timeline: Timeline, path: Path, context: ProductContext, crf: int | None) -> Loudness | None:
    """Write a video; returns how loud it came out, or None where nothing is said."""
    from annotator.video.render import write_video

    return write_video(
        timeline,
        context.renderer.frame,
        path,
        context.cache,
        context.progress,
        jobs=context.options.jobs or os.cpu_count() or 1,
        crf=crf,
        drawing=code_version.of(renderer.__name__),
        size=context.renderer.size,
    )


def render_whole_video(edition: Edition, context: ProductContext, path: Path) -> WholeVideo:
    """Write the whole video, as good as the budget allows."""
    from annotator.video.encoder import DEFAULT_CRF

    timeline = context.spoken(edition).timeline
    if context.options.budget is None:
        return WholeVideo(render_timeline(timeline, path, context, None))
    heard: Loudness | None = None

    def size(crf: int) -> int:
        nonlocal heard
        heard = render_timeline(timeline, path, context, crf)
        return path.stat().st_size

    chosen = size_budget.choose_crf(context.options.budget, DEFAULT_CRF, size)
    context.crf[edition.lang] = chosen.crf
    return WholeVideo(heard, chosen.crf, chosen.soft)


def find_clip_crf(edition: Edition, context: ProductContext) -> int | None:
    """The quality of the whole video, for the clips beside it; None: the default."""
    if context.options.budget is None or not context.will_contain("video", edition.lang):
        return None
    if edition.lang not in context.crf:  # the video itself was kept
        render_whole_video(edition, context, context.scratch / "fitted.mp4")
    return context.crf[edition.lang]

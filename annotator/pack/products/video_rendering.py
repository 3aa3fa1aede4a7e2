"""Renders the videos of a pack: the whole video within a size budget, and the clips of the steps at the same quality."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cache import code_version
from annotator.loudness import Loudness
from annotator.model import Timeline
from annotator.pack import renderer
from annotator.pack.products import size_budget

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


@dataclass(frozen=True)
class WholeVideo:
    """A rendered video: its loudness (None if silent), its crf (None for the default), and whether text is blurred."""

    loudness: Loudness | None
    crf: int | None = None
    soft: bool = False


def render_timeline(
    timeline: Timeline, path: Path, context: ProductContext, crf: int | None, *, keep: bool = True
) -> Loudness | None:
    """Write a timeline to ``path`` as mp4; return the measured loudness, or None if it is silent.

    ``keep``: whether other packs may have the same, so that it is worth its place in the cache.
    """
    from annotator.video.render import write_video

    return write_video(
        timeline,
        context.renderer.frame,
        path,
        context.cache,
        context.progress,
        jobs=context.options.jobs or os.cpu_count() or 1,
        crf=crf,
        renderer_version=code_version.of(renderer.__name__),
        size=context.renderer.size,
        keep=keep,
    )


def render_whole_video(edition: Edition, context: ProductContext, path: Path) -> WholeVideo:
    """Write the whole video to ``path`` at the best quality within the budget, and remember its crf in ``context.crf``.

    Raises AnnotatorError if no readable quality fits.
    """
    from annotator.video.encoder import DEFAULT_CRF

    timeline = context.spoken(edition).timeline
    if context.options.budget is None:
        return WholeVideo(render_timeline(timeline, path, context, None, keep=False))
    loudness: Loudness | None = None

    def encode(crf: int) -> int:
        nonlocal loudness
        loudness = render_timeline(timeline, path, context, crf, keep=False)
        return path.stat().st_size

    chosen = size_budget.choose_crf(context.options.budget, DEFAULT_CRF, encode)
    context.crf[edition.lang] = chosen.crf
    return WholeVideo(loudness, chosen.crf, chosen.soft)


def find_clip_crf(edition: Edition, context: ProductContext) -> int | None:
    """The crf of the whole video, for the clips of its steps; None for the default."""
    if context.options.budget is None or not context.will_contain("video", edition.lang):
        return None
    if edition.lang not in context.crf:  # the video was kept from the older pack, so its crf isn't known
        render_whole_video(edition, context, context.scratch / "fitted.mp4")
    return context.crf[edition.lang]

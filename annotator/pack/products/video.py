"""Makes the narrated video of the whole tutorial, one for each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import AUDIO, CARDS, SIZE_BUDGET, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits
    from annotator.pack.products import video_rendering

    path = f"{edition.lang}/{edition.stem}.mp4"
    timeline = context.spoken(edition).timeline
    video = video_rendering.render_whole_video(edition, context, context.folder / path)
    warnings = [*limits.check_loudness(edition, path, video.loudness)]
    if video.soft and context.options.budget is not None:
        warnings.append(limits.warn_of_soft_text(edition, context.options.budget))
    warnings += limits.check_video(edition, timeline, (context.folder / path).stat().st_size)
    yield Output(path, timeline.seconds, warnings=tuple(warnings))


PRODUCT = EditionProduct("video", (TEXTS, CARDS, AUDIO, SIZE_BUDGET), StaffLabel("film"), units=3, make=_make)

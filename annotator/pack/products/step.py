"""Makes a short clip of each step, or of steps that can't be left, to be sent as a message of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import AUDIO, CARDS, CLIPS, SIZE_BUDGET, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits
    from annotator.pack.products import video_rendering

    spoken = context.spoken(edition)
    crf = video_rendering.find_clip_crf(edition, context)
    clips = tuple(zip(edition.clips, spoken.clip_plans, strict=True))
    for done, (steps, plan) in enumerate(clips, start=1):
        number = steps[0].number
        path = f"{edition.lang}/{edition.step_file(number, '.mp4')}"
        with context.progress_share(done, len(clips)):
            loudness = video_rendering.render_timeline(plan.timeline, context.folder / path, context, crf)
        warnings = (
            *limits.check_loudness(edition, path, loudness, number),
            *limits.check_clip(edition, [step.number for step in steps], plan),
        )
        yield Output(path, plan.timeline.seconds, number, warnings)


PRODUCT = EditionProduct("step", (TEXTS, CARDS, AUDIO, CLIPS, SIZE_BUDGET), StaffLabel("clips"), units=3, make=_make)

"""Makes a short clip of each step, to be sent as a message of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import AUDIO, CARDS, CLIP_PHRASES, SIZE_BUDGET, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits
    from annotator.pack.products import video_rendering

    spoken = context.spoken(edition)
    crf = video_rendering.find_clip_crf(edition, context)
    for done, (step, plan) in enumerate(zip(edition.steps, spoken.step_plans, strict=True), start=1):
        number = step.number
        path = f"{edition.lang}/{edition.step_file(number, '.mp4')}"
        with context.progress_share(done, len(spoken.step_plans)):
            loudness = video_rendering.render_timeline(plan.timeline, context.folder / path, context, crf)
        seconds = plan.timeline.seconds
        left_out = [said.text for said in (*spoken.before(number), *spoken.after)[plan.extra_sentences :]]
        warnings = (
            *limits.check_loudness(edition, path, loudness, number),
            *limits.check_clip(edition, number, seconds, left_out),
        )
        yield Output(path, seconds, number, warnings)


PRODUCT = EditionProduct(
    "step", (TEXTS, CARDS, AUDIO, CLIP_PHRASES, SIZE_BUDGET), StaffLabel("clips"), units=3, make=_make
)

"""Each step as a short clip, to be sent as a message of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import AROUND, BUDGET, CARDS, SOUNDS, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.making import Making


def _make(edition: Edition, making: Making) -> Iterator[Output]:
    from annotator.pack import limits
    from annotator.pack.products import films

    spoken = making.spoken(edition)
    crf = films.shared_crf(edition, making)
    for number, plan in enumerate(spoken.step_plans, start=1):
        path = f"{edition.lang}/{edition.step_file(number, '.mp4')}"
        with making.share(number, len(spoken.step_plans)):
            heard = films.render(plan.timeline, making.folder / path, making, crf)
        seconds = plan.timeline.seconds
        left_out = [said.text for said in (*spoken.before(number), *spoken.after)[plan.extra_sentences :]]
        warnings = (
            *limits.of_sound(edition, path, heard, number),
            *limits.of_clip(edition, number, seconds, left_out),
        )
        yield Output(path, seconds, number, warnings)


PRODUCT = EditionProduct("step", (TEXTS, CARDS, SOUNDS, AROUND, BUDGET), StaffLabel("clips"), units=3, make=_make)

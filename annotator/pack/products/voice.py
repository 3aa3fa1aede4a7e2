"""Makes a voice message with the whole narration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import AUDIO, CARDS, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.pack import limits
    from annotator.video import soundtrack

    path = f"{edition.lang}/{edition.stem}.ogg"
    timeline = context.spoken(edition).timeline
    loudness = soundtrack.write_voice_message(timeline, context.folder / path)
    yield Output(path, timeline.seconds, warnings=tuple(limits.check_loudness(edition, path, loudness)))


PRODUCT = EditionProduct(
    "voice",
    (TEXTS, CARDS, AUDIO),
    StaffLabel(
        "more",
        "Todo como mensaje de voz: para quien prefiere oír.",
        "All of it as a voice message, for those who would rather listen.",
    ),
    make=_make,
)

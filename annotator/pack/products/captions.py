"""Makes the captions of the video on the website, as WebVTT; no file if nothing is spoken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.pack.products.inputs import AUDIO, CARDS, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator import captions
    from annotator.share import tutorial_pages

    timeline = context.spoken(edition).timeline
    if any(section.cues for section in timeline.sections):
        text = captions.webvtt(timeline)
        tutorial_pages.write_files(context.web / edition.lang, {tutorial_pages.CAPTIONS: text.encode()})
        yield Output(f"{context.web.name}/{edition.lang}/{tutorial_pages.CAPTIONS}")


PRODUCT = EditionProduct("captions", (TEXTS, CARDS, AUDIO), website=True, make=_make)

"""Makes the still pictures of a page: the video's poster, and the preview of a link in a chat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.pack.products.inputs import CARDS, TEXTS, school_fields
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels
    from annotator.model import StepCard
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.share import page_pictures, tutorial_pages

    counted = [step for step in edition.steps if not step.step.is_aside]
    last, middle = len(counted), (len(counted) + 1) // 2
    shown = [_shrink_card(counted[number - 1].close, context) for number in dict.fromkeys((last, middle))]
    colors = edition.school.colors
    preview = page_pictures.make_preview(edition.title, edition.school.name, shown, colors)
    files = {
        tutorial_pages.POSTER: page_pictures.make_poster(context.renderer.card(edition.opening), colors),
        tutorial_pages.PREVIEW: preview,
    }
    tutorial_pages.write_files(context.web / edition.lang, files)
    yield from (Output(f"{context.web.name}/{edition.lang}/{name}") for name in files)


def _shrink_card(card: StepCard, context: ProductContext) -> Pixels:
    """The picture of a step in a preview; other packs have it, too, while the school's name is beside it."""
    from annotator.share import page_pictures

    def draw() -> Pixels:
        return page_pictures.shrink_for_preview(context.renderer.card(card))

    return context.shared.get_pixels(__name__, draw, card)


PRODUCT = EditionProduct("poster", (TEXTS, CARDS, school_fields("name", "colors")), website=True, units=1, make=_make)

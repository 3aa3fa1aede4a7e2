"""Make the pictures that stand for a tutorial: the poster of its video, and the preview of its page's address in a chat."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from annotator.model import StepCard
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.pack.products.shared_files import draw_once

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels
    from annotator.edition.edition import Edition


def _make_poster(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the picture that the video shows before it plays, and the preview that a chat shows of the page's address."""
    from annotator.pages import page_pictures, tutorial_pages  # loads OpenCV

    def shrink(card: StepCard) -> Pixels:
        """The picture of a step in the size in which it is on the preview."""
        return page_pictures.shrink_for_preview(context.renderer.card(card))

    steps = [step for step in edition.steps if not step.step.is_aside]
    last, middle = len(steps), (len(steps) + 1) // 2
    cards = [steps[number - 1].close for number in dict.fromkeys((last, middle))]
    # Other packs have the same pictures, too, while the school's name is beside them.
    previews = [draw_once(context.cache, partial(shrink, card), "preview", card) for card in cards]
    colors = edition.school.colors
    preview = page_pictures.make_preview(edition.title, edition.school.name, previews, colors)
    files = {
        tutorial_pages.POSTER: page_pictures.make_poster(context.renderer.card(edition.opening), colors),
        tutorial_pages.PREVIEW: preview,
    }
    tutorial_pages.write_files(context.web / edition.lang, files)
    yield from (Output(f"{context.web.name}/{edition.lang}/{name}") for name in files)


POSTER = EditionProduct("poster", website=True, units=1, make=_make_poster)

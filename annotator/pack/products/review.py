"""Makes a sheet of all cards with their captions, for a person to look at before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.model import Caption, Card, Section
from annotator.pack.products.inputs import CARDS, TEXTS
from annotator.pack.products.product import Output, PackProduct

if TYPE_CHECKING:
    from annotator.cards.shapes import Pixels
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext

NAME = "review.jpg"
_WIDTH = 360
"""Width of a card on the sheet in pixels: that of a small phone, so that what is legible here is legible there."""
_HEADING = (
    "Look at every card before you send it: names and small faces can be missed. · "
    "Vea cada tarjeta antes de mandarla: se nos puede pasar un nombre o una cara pequeña."
)


def _make(editions: Sequence[Edition], context: ProductContext) -> Iterator[Output]:
    from annotator.cards import contact_sheet, image_files

    pictures, labels = [], []
    for edition in editions:
        for section in edition.sections({}):
            for card, caption in list_frames(section, edition):
                pictures.append(_make_thumbnail(card, caption, section.step is not None, context))
                labels.append(f"{edition.lang} · {section.key}")
    sheet = contact_sheet.make_contact_sheet(pictures, labels, columns=4, heading=_HEADING)
    image_files.save_jpeg(sheet, context.folder / NAME, max_bytes=None)
    yield Output(NAME)


def _make_thumbnail(card: Card, caption: Caption | None, of_step: bool, context: ProductContext) -> Pixels:
    """A frame in the size of the sheet. Those of steps are shared with other packs; the school shapes the others."""
    from annotator.cards import contact_sheet

    def draw() -> Pixels:
        return contact_sheet.make_thumbnail(context.renderer.frame(card, caption), _WIDTH)

    if not of_step:
        return draw()
    return context.shared.get_pixels(__name__, draw, card, caption, context.renderer.size)


def list_frames(section: Section, edition: Edition) -> list[tuple[Card, Caption | None]]:
    """The cards of a section with the captions that the video shows, each card and each caption at least once.

    Where a card changes among the captions depends on the voice, so here they share the captions evenly.
    """
    from annotator import captions

    shown: list[Caption | None] = [
        captions.make_caption(lines, section.chip, or_says=section.or_says, other=section.other)
        for lines in _split_into_cues(section, edition)
    ] or [None]
    count = max(len(section.cards), len(shown))
    return [(section.cards[at * len(section.cards) // count], shown[at * len(shown) // count]) for at in range(count)]


def _split_into_cues(section: Section, edition: Edition) -> Iterator[tuple[str, ...]]:
    """The lines of each caption of a step; none of other sections, whose cards say what they are."""
    from annotator import timeline
    from annotator.text import sentences

    if section.step is None:
        return
    text = next(text for text in edition.texts if text.step == section.step)
    # A memo is one sound, whose words are split as a whole.
    parts = (text.text,) if text.memo else sentences.split_sentences(text.text)
    for part in parts:
        yield from timeline.split_into_cues(part, section)


PRODUCT = PackProduct("review", (TEXTS, CARDS), units=1, make=_make, derived=True)

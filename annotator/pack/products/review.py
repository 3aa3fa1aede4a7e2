"""Makes a sheet of all cards with their captions, for a person to look at before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.model import Caption, Section
from annotator.pack.products.inputs import CARDS, TEXTS
from annotator.pack.products.product import Output, PackProduct

if TYPE_CHECKING:
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
            for card in section.cards:
                frame = context.renderer.frame(card, _make_caption(section, edition))
                pictures.append(contact_sheet.make_thumbnail(frame, _WIDTH))
                labels.append(f"{edition.lang} · {section.key}")
    sheet = contact_sheet.make_contact_sheet(pictures, labels, columns=4, heading=_HEADING)
    image_files.save_jpeg(sheet, context.folder / NAME, max_bytes=None)
    yield Output(NAME)


def _make_caption(section: Section, edition: Edition) -> Caption | None:
    from annotator import captions

    if section.step is None:
        return None
    lines = captions.wrap(edition.step(section.step).text, section.chip, edition.lang)
    if not lines:
        return None
    return captions.make_caption(lines[:2], section.chip, or_says=section.or_says, other=section.other)


PRODUCT = PackProduct("review", (TEXTS, CARDS), units=1, make=_make, derived=True)

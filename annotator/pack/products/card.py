"""Makes a picture of each step to send in a chat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import Caption, ChatCard, StaffLabel
from annotator.pack.products.inputs import CARDS, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition, EditionStep
    from annotator.pack.product_context import ProductContext

_MAX_BYTES = 90_000
"""The maximum size of a picture, since families pay for their data."""


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.cards import image_files

    for step in edition.steps:
        card = ChatCard(edition.title, step.close, Caption(choose_caption(step, edition.lang), step.chip, step.note))
        path = f"{edition.lang}/{edition.step_file(step.number, '.jpg')}"
        image_files.save_jpeg(context.renderer.card(card), context.folder / path, max_bytes=_MAX_BYTES)
        yield Output(path, step=step.number)


def choose_caption(step: EditionStep, lang: str) -> tuple[str, ...]:
    """Wrap the caption of a chat picture: the whole narration if it fits two lines, else the sentence with the action."""
    from annotator import captions
    from annotator.text import sentences

    lines = captions.wrap(step.text, step.chip, lang)
    parts = sentences.split_sentences(step.text, lang)
    if len(lines) <= 2 or len(parts) < 2:
        return lines
    with_button = [part for part in parts if step.chip and captions.find_chip(part, step.chip)]
    with_verb = [part for part in parts if part.casefold().startswith(step.verb.casefold())]
    return captions.wrap((*with_button, *with_verb, parts[0])[0], step.chip, lang)


PRODUCT = EditionProduct("card", (TEXTS, CARDS), StaffLabel("pictures"), units=1, make=_make)

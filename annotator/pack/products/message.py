"""Makes the message to paste into a chat with the video."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import StaffLabel
from annotator.pack.products.inputs import TEXTS, school_fields
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition
    from annotator.pack.product_context import ProductContext

NAME = "message.txt"


def _make(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.share import chat
    from annotator.text import sentences

    steps = [
        chat.MessageStep(step.number, chat.quote_button(sentences.split_sentences(step.text), step.chip))
        for step in edition.steps
    ]
    text = chat.compose_message(edition.book, edition.title, edition.why, steps, edition.school)
    path = f"{edition.lang}/{NAME}"
    (context.folder / path).write_text(text, encoding="utf-8", newline="\n")
    yield Output(path)


PRODUCT = EditionProduct(
    "message", (TEXTS, school_fields("website", "person", "phone", "whatsapp")), StaffLabel("film"), make=_make
)

"""Make a tutorial for those who can't play its video: a picture of each step, and a message that goes with them in a chat.

In Spanish they are ``es/paso-1.jpg`` and so on, and ``es/message.txt``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import ChatCard, StaffLabel
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.pack.products.shared_files import encode_once

if TYPE_CHECKING:
    from annotator.edition.edition import Edition

MAX_BYTES = 90_000
"""The maximum size of a picture, in bytes, since families pay for their data."""
MESSAGE_NAME = "message.txt"


def _make_cards(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the picture of each step."""
    from annotator.cards import image_files  # loads OpenCV
    from annotator.edition.chat_cards import make_chat_card

    for shown, step in edition.list_cards():
        card = make_chat_card(shown, step)
        name = shown.step_file(step.number, ".jpg")

        def encode(card: ChatCard = card, name: str = name) -> bytes:
            """The picture as a JPEG; called only if it isn't cached."""
            return image_files.encode_jpeg(context.renderer.card(card), name, max_bytes=MAX_BYTES)

        path = f"{edition.lang}/{name}"
        image_files.write(context.folder / path, encode_once(context.cache, ".jpg", encode, "chat", card))
        yield Output(path, step=step.number, phone=shown.word)


def _make_message(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the message that is pasted into a chat with the pictures."""
    from annotator.pages import chat_message  # loads Jinja
    from annotator.text import sentence_rules

    steps = [
        chat_message.MessageStep(
            step.number, chat_message.quote_button(sentence_rules.split_sentences(step.text), step.chip)
        )
        for step in edition.steps
    ]
    address = context.publishing.page(edition.name, edition.lang)
    text = chat_message.compose_message(edition.book, edition.title, edition.why, steps, edition.school, address)
    path = f"{edition.lang}/{MESSAGE_NAME}"
    (context.folder / path).write_text(text, encoding="utf-8", newline="\n")
    yield Output(path)


CARD = EditionProduct("card", StaffLabel("pictures"), units=1, make=_make_cards)
MESSAGE = EditionProduct("message", StaffLabel("film"), make=_make_message)

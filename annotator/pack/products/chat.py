"""Make a tutorial for those who can't play its video: a picture of each step and a message for a chat, and a hand-out.

In Spanish they are ``es/paso-1.jpg`` and so on, ``es/message.txt``, and ``es/entrar-a-la-clase-por-zoom.pdf``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import ChatCard, StaffLabel
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.pack.products.shared_files import encode_once

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep
    from annotator.pages.paper.handout import HandoutStep

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


def _make_handout(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the hand-out as a PDF."""
    from annotator.pages import page_pictures  # loads OpenCV
    from annotator.pages.paper import handout

    # The first other language with sentences is printed small below those of the edition.
    others = (other for other in context.editions if other.lang != edition.lang)
    second = next((other for other in others if any(step.text for step in other.steps)), None)
    logo = edition.school.logo
    sheet = handout.Handout(
        lang=edition.lang,
        words_lang=edition.words_lang,
        title=edition.title,
        steps=tuple(_make_handout_step(step, edition, second, context) for step in edition.steps),
        school=edition.school,
        second_title=second.title if second else "",
        second_lang=second.lang if second else "",
        device=edition.device,
        logo=page_pictures.encode_jpeg(page_pictures.load_logo(logo)) if logo else None,
        address=context.publishing.page(edition.name, edition.lang),
    )
    path = f"{edition.lang}/{edition.stem}.pdf"
    handout.write_handout(context.folder / path, sheet)
    yield Output(path)


def _make_handout_step(
    step: EditionStep, edition: Edition, second: Edition | None, context: ProductContext
) -> HandoutStep:
    """A step of the hand-out, with its text in a second language below if there is one."""
    from annotator.pages import page_pictures  # loads OpenCV
    from annotator.pages.labels import load_strings
    from annotator.pages.paper.handout import HandoutStep
    from annotator.pages.paper.text_lines import NO_TEXT, Paragraph

    def encode(width: int, height: int) -> bytes:
        """The picture as a JPEG of that size, from the cache or drawn now."""
        size = (width, height)

        def draw() -> bytes:
            """The picture as a JPEG, drawn now."""
            return page_pictures.encode_jpeg(context.renderer.picture(step.close, size, for_paper=True))

        return encode_once(context.cache, ".jpg", draw, "paper", step.close, size)

    say = load_strings(edition.words_lang)
    text = Paragraph(step.instruction, step.chip, edition.lang, bold=not step.step.is_aside)
    second_text = NO_TEXT
    if second is not None:
        second_step = second.step(step.number)
        second_text = Paragraph(second_step.text, second_step.chip, second.lang)
    return HandoutStep(
        step.number,
        encode,
        text,
        second_text,
        Paragraph(step.note, step.other, edition.lang) if step.note else NO_TEXT,
        Paragraph(step.question, lang=edition.lang, bold=True),
        say("screen-marked" if step.close.marks else "screen", label=step.label).strip(),
    )


PAPER = EditionProduct(
    "paper",
    StaffLabel(
        "more",
        "La hoja para imprimir: para la pared o la mochila.",
        "The hand-out to print: for the wall or the school bag.",
        "Abrir la hoja",
        "Open the hand-out",
    ),
    units=1,
    make=_make_handout,
    shows_other_languages=True,
)

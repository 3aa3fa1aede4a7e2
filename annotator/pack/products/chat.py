"""Make a tutorial for those who can't play its video: a picture of each step and a message for a chat, and a hand-out.

In Spanish they are ``es/paso-1.jpg`` and so on, ``es/message.txt``, and ``es/entrar-a-la-clase-por-zoom.pdf``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.model import ChatCard, StaffLabel
from annotator.pack.products.product import EditionProduct, Output, ProductContext, encode_once

if TYPE_CHECKING:
    from annotator.edition.edition import Edition, EditionStep
    from annotator.pages.handout import HandoutStep
    from annotator.phrases import Phrasebook

MAX_BYTES = 90_000
"""The maximum size of a picture, since families pay for their data."""
MAX_LINES = 3
"""The most lines of a caption, at 40 px or larger."""
MESSAGE_NAME = "message.txt"


def _make_cards(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the picture of each step."""
    from annotator.cards import image_files  # loads OpenCV

    for step in edition.steps:
        card = make_chat_card(edition, step)
        name = edition.step_file(step.number, ".jpg")

        def encode(card: ChatCard = card, name: str = name) -> bytes:
            """The picture as a JPEG; drawn only if it isn't cached."""
            return image_files.encode_jpeg(context.renderer.card(card), name, max_bytes=MAX_BYTES)

        path = f"{edition.lang}/{name}"
        image_files.write(context.folder / path, encode_once(context.cache, ".jpg", encode, "chat", card))
        yield Output(path, step=step.number)


def make_chat_card(edition: Edition, step: EditionStep) -> ChatCard:
    """The chat picture of a step."""
    from annotator.timeline import captions  # only when made

    lines = choose_caption(step, edition.book)
    caption = captions.make_caption(lines, step.chip, or_says=step.or_says, other=step.other)
    return ChatCard(edition.title, step.close, caption)


def choose_caption(step: EditionStep, book: Phrasebook) -> tuple[str, ...]:
    """Wrap the caption of a chat picture, which is often read without its neighbours, to three lines at most.

    It is the whole narration if that fits. Else sentences are left out, in this order: examples; those after the action,
    from the last; those before it, from the last, so that none stays without the one that it follows from. Conditions (also an
    aside's question), the sentence with the action, and the reason for these ("Por eso …") stay: if these alone are too long,
    they are set in more lines, and therefore smaller.
    """
    from annotator.cards import caption_band  # loads Pillow
    from annotator.text import folding
    from annotator.timeline import captions

    def wrap(sentences: Sequence[str]) -> tuple[str, ...] | None:
        """The lines of sentences; None if they need more than three."""
        return captions.wrap_block(
            " ".join(sentences),
            step.chip,
            book.lang,
            max_lines=MAX_LINES,
            fits=lambda line: caption_band.fits_in_band(line, step.chip),
        )

    sentences = list(folding.split_sentences(step.text))
    lines = wrap(sentences)
    for dispensable in _list_dispensable(sentences, step, book):
        if lines is not None:
            break
        sentences.remove(dispensable)
        lines = wrap(sentences)
    return lines if lines is not None else captions.wrap(" ".join(sentences), step.chip, book.lang)


def _list_dispensable(sentences: Sequence[str], step: EditionStep, book: Phrasebook) -> list[str]:
    """The sentences that may be left out, the first to go first."""
    from annotator.text import folding  # only when made

    conditions = [sentence for sentence in sentences if folding.is_condition(sentence, book.lang)]
    examples = [sentence for sentence in sentences if folding.is_example(sentence, book.lang)]
    others = [sentence for sentence in sentences if sentence not in examples]
    actions = _find_action(others, step, book)
    first_action = others.index(actions[0]) if actions else 0
    kept = {*conditions, *actions}
    for reason, sentence in reversed(list(pairwise(sentences))):
        if sentence in kept and folding.is_consequence(sentence, book.lang):
            kept.add(reason)
    order = [*reversed(examples), *reversed(others[first_action:]), *reversed(others[:first_action])]
    return [sentence for sentence in order if sentence not in kept]


def _find_action(sentences: Sequence[str], step: EditionStep, book: Phrasebook) -> list[str]:
    """The sentences with the action's verb; if there are none, the first with the button's word, or the first of all."""
    from annotator.timeline import captions  # only when made

    verbs = [step.verb.strip("¡!"), *(book.names(step.step.action.kind) if step.step.action else ())]
    with_verb = [sentence for sentence in sentences if any(captions.find_chip(sentence, verb) for verb in verbs)]
    with_button = [sentence for sentence in sentences if step.chip and captions.find_chip(sentence, step.chip)]
    return with_verb or [*with_button, *sentences][:1]


def _make_message(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the message that is pasted into a chat with the pictures."""
    from annotator.pages import page_pictures  # loads OpenCV
    from annotator.text import folding

    steps = [
        page_pictures.MessageStep(
            step.number, page_pictures.quote_button(folding.split_sentences(step.text), step.chip)
        )
        for step in edition.steps
    ]
    text = page_pictures.compose_message(edition.book, edition.title, edition.why, steps, edition.school)
    path = f"{edition.lang}/{MESSAGE_NAME}"
    (context.folder / path).write_text(text, encoding="utf-8", newline="\n")
    yield Output(path)


CARD = EditionProduct("card", StaffLabel("pictures"), units=1, make=_make_cards)
MESSAGE = EditionProduct("message", StaffLabel("film"), make=_make_message)


def _make_handout(edition: Edition, context: ProductContext) -> Iterator[Output]:
    """Make the hand-out as a PDF."""
    from annotator.pages import handout, page_pictures  # loads OpenCV

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
        device=edition.device,
        logo=page_pictures.encode_jpeg(page_pictures.load_logo(logo)) if logo else None,
        address=context.publishing.page(edition.name, edition.lang),
        short=context.publishing.base_url,
    )
    path = f"{edition.lang}/{edition.stem}.pdf"
    handout.write_handout(context.folder / path, sheet)
    yield Output(path)


def _make_handout_step(
    step: EditionStep, edition: Edition, second: Edition | None, context: ProductContext
) -> HandoutStep:
    """A step of the hand-out, with its text in a second language below if there is one."""
    from annotator.pages import page_pictures  # loads OpenCV
    from annotator.pages.handout import HandoutStep
    from annotator.pages.paper_canvas import NO_TEXT, Paragraph

    def encode(width: int, height: int) -> bytes:
        """The picture as a JPEG of that size, from the cache or drawn now."""
        size = (width, height)

        def draw() -> bytes:
            """The picture as a JPEG, drawn now."""
            return page_pictures.encode_jpeg(context.renderer.picture(step.close, size, for_paper=True))

        return encode_once(context.cache, ".jpg", draw, "paper", step.close, size)

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

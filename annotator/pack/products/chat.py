"""Makes what is sent in a chat beside the video: a picture of each step, and a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.model import ChatCard, StaffLabel
from annotator.pack.products.product import EditionProduct, Output, ProductContext
from annotator.pack.renderer import encode_once

if TYPE_CHECKING:
    from annotator.pack.edition import Edition, EditionStep
    from annotator.phrases import Phrasebook

MAX_BYTES = 90_000
"""The maximum size of a picture, since families pay for their data."""
MAX_LINES = 3
"""The most lines of a caption, at 40 px or larger."""
MESSAGE_NAME = "message.txt"


def _make_cards(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.cards import image_files

    for step in edition.steps:
        card = make_chat_card(edition, step)
        name = edition.step_file(step.number, ".jpg")

        def encode(card: ChatCard = card, name: str = name) -> bytes:
            return image_files.encode_jpeg(context.renderer.card(card), name, max_bytes=MAX_BYTES)

        path = f"{edition.lang}/{name}"
        image_files.write(context.folder / path, encode_once(context.cache, ".jpg", encode, "chat", card))
        yield Output(path, step=step.number)


def make_chat_card(edition: Edition, step: EditionStep) -> ChatCard:
    """The chat picture of a step."""
    from annotator import captions

    lines = choose_caption(step, edition.book)
    caption = captions.make_caption(lines, step.chip, or_says=step.or_says, other=step.other)
    return ChatCard(edition.title, step.close, caption)


def choose_caption(step: EditionStep, book: Phrasebook) -> tuple[str, ...]:
    """Wrap the caption of a chat picture, which is often read alone: at most three lines, with all that matters.

    That is the whole narration if it fits. Else sentences are left out, in this order: examples; what follows the action,
    from the last; what precedes it. Conditions (also an aside's question) and the sentence with the action stay: if these
    alone are too long, they are set in more lines, and therefore smaller.
    """
    from annotator import captions
    from annotator.cards import caption_band
    from annotator.text import sentences

    def wrap(kept: Sequence[str]) -> tuple[str, ...] | None:
        return captions.wrap_block(
            " ".join(kept),
            step.chip,
            book.lang,
            max_lines=MAX_LINES,
            fits=lambda line: caption_band.fits_in_band(line, step.chip),
        )

    kept = list(sentences.split_sentences(step.text))
    for dispensable in (None, *_list_dispensable(kept, step, book)):
        if dispensable is not None:
            kept.remove(dispensable)
        if (lines := wrap(kept)) is not None:
            return lines
    return captions.wrap(" ".join(kept), step.chip, book.lang)


def _list_dispensable(parts: Sequence[str], step: EditionStep, book: Phrasebook) -> list[str]:
    """The sentences that may be left out, in this order."""
    from annotator.text import sentences

    needed = [part for part in parts if sentences.is_condition(part, book.lang)]
    examples = [part for part in parts if sentences.is_example(part, book.lang)]
    others = [part for part in parts if part not in examples]
    acting = _find_action(others, step, book)
    at = others.index(acting[0]) if acting else 0
    order = [*reversed(examples), *reversed(others[at:]), *others[:at]]
    return [part for part in order if part not in needed and part not in acting]


def _find_action(parts: Sequence[str], step: EditionStep, book: Phrasebook) -> list[str]:
    """The sentences with the action's verb; if there are none, the first with the button's word, or the first of all."""
    from annotator import captions

    verbs = [step.verb.strip("¡!"), *(book.names(step.step.action.kind) if step.step.action else ())]
    acting = [part for part in parts if any(captions.find_chip(part, verb) for verb in verbs)]
    with_button = [part for part in parts if step.chip and captions.find_chip(part, step.chip)]
    return acting or [*with_button, *parts][:1]


def _make_message(edition: Edition, context: ProductContext) -> Iterator[Output]:
    from annotator.share import page_pictures as messages
    from annotator.text import sentences

    steps = [
        messages.MessageStep(step.number, messages.quote_button(sentences.split_sentences(step.text), step.chip))
        for step in edition.steps
    ]
    text = messages.compose_message(edition.book, edition.title, edition.why, steps, edition.school)
    path = f"{edition.lang}/{MESSAGE_NAME}"
    (context.folder / path).write_text(text, encoding="utf-8", newline="\n")
    yield Output(path)


CARD = EditionProduct("card", StaffLabel("pictures"), units=1, make=_make_cards)
MESSAGE = EditionProduct("message", StaffLabel("film"), make=_make_message)

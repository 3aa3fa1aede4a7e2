"""Each step as one picture for a chat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.model import Caption, ChatCard, StaffLabel
from annotator.pack.products.inputs import CARDS, TEXTS
from annotator.pack.products.product import EditionProduct, Output

if TYPE_CHECKING:
    from annotator.pack.edition import Edition, EditionStep
    from annotator.pack.making import Making

_MAX_BYTES = 90_000


def _make(edition: Edition, making: Making) -> Iterator[Output]:
    from annotator.cards import image_files

    for step in edition.steps:
        card = ChatCard(edition.title, step.close, Caption(caption(step, edition.lang), step.chip, step.note))
        path = f"{edition.lang}/{edition.step_file(step.number, '.jpg')}"
        image_files.save_jpeg(making.renderer.card(card), making.folder / path, max_bytes=_MAX_BYTES)
        yield Output(path, step=step.number)


def caption(step: EditionStep, lang: str) -> tuple[str, ...]:
    """What fits large under a chat picture: all of a short text, else the sentence that says what to do."""
    from annotator import captions
    from annotator.text import sentences

    lines = captions.wrap(step.text, step.chip, lang)
    parts = sentences.split_sentences(step.text, lang)
    if len(lines) <= 2 or len(parts) < 2:
        return lines
    doing = [part for part in parts if step.chip and captions.find_chip(part, step.chip)]
    doing += [part for part in parts if part.casefold().startswith(step.verb.casefold())]
    return captions.wrap((*doing, parts[0])[0], step.chip, lang)


PRODUCT = EditionProduct("card", (TEXTS, CARDS), StaffLabel("pictures"), units=1, make=_make)

"""Draw the picture of an answer: the picture of a step in a chat, without a number, and with one mark or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase

from annotator.model import ChatCard, MarkedTarget, StepCard
from annotator.pack.edition import Edition, EditionStep
from annotator.pack.scan.picture_files import PictureFiles
from annotator.pack.scan.scanner import Scanner


def make(edition: Edition, text: str) -> ChatCard:
    """The picture: that of a step in a chat, but without a number, and with all targets."""
    from annotator import captions
    from annotator.pack.products import card

    first = edition.steps[0]
    whole = _without_number(first.whole, edition.steps)
    step = replace(first, text=text, whole=whole, close=replace(whole, view="close"))
    titled = edition.school.name or step.verb
    if len(edition.steps) == 1:
        return replace(card.make_chat_card(edition, step), title=titled)
    # All sentences are needed, so none is left out.
    lines = captions.wrap(text, step.chip, edition.lang)
    return ChatCard(titled, step.close, captions.make_caption(lines, step.chip))


def _without_number(whole: StepCard, steps: Sequence[EditionStep]) -> StepCard:
    """The first step's card as a picture of no tutorial, with the marks of all steps as A, B, C."""
    marks = [mark for step in steps for mark in step.whole.marks]
    if len(marks) == 1:
        return replace(whole, total=0)
    return replace(whole, total=0, marks=tuple(_lettered(marks)))


def _lettered(marks: Sequence[MarkedTarget]) -> Iterator[MarkedTarget]:
    for position, mark in enumerate(marks):
        yield replace(mark, number=ascii_uppercase[position] if position < len(ascii_uppercase) else position + 1)


def draw(card: ChatCard, scanner: Scanner, path: Path) -> None:
    """Draw the picture on the scanned screenshot with its covers, as a JPEG without metadata."""
    from annotator.cards import image_files
    from annotator.pack.products.card import MAX_BYTES
    from annotator.pack.renderer import FrameRenderer

    with FrameRenderer(PictureFiles(scanner.screens, scanner.films, {})) as renderer:
        image_files.save_jpeg(renderer.card(card), path, max_bytes=MAX_BYTES)

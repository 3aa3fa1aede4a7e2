"""Composes the message to paste into a chat with the video."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model import School, StepNumber
from annotator.phrases import Phrasebook
from annotator.share.templates import split_at_chip

MAX_MESSAGE_CHARS = 1024
"""The maximum length of a caption under a video (WhatsApp Cloud API, media captions)."""
_QUOTES = "“”"
_OPENING_QUOTES = "“„«‘\"'"


@dataclass(frozen=True, slots=True)
class MessageStep:
    """A step in a message: its number and its sentences; those of an aside begin with its question."""

    number: StepNumber
    sentences: tuple[str, ...]


def quote_button(sentences: Sequence[str], chip: str | None) -> tuple[str, ...]:
    """The sentences of a step with the button's word ``chip`` in quotes where it is first, unless it is in quotes already.

    Quotes rather than WhatsApp's ``*bold*``: the same message is pasted into text messages, e-mail and class apps, which
    would show the asterisks; whoever has it read aloud doesn't hear them; and a button's word may have ``*`` or ``_`` in it.
    """
    quoted = []
    for sentence in sentences:
        parts = split_at_chip(sentence, chip)
        at = next((index for index, (_, is_chip) in enumerate(parts) if is_chip), None)
        if at is not None:
            words = [part for part, _ in parts]
            # What follows doesn't matter: a full stop may stand inside of the quotes.
            if not "".join(words[:at]).endswith(tuple(_OPENING_QUOTES)):
                words[at] = f"{_QUOTES[0]}{words[at]}{_QUOTES[1]}"
            sentence, chip = "".join(words), None
        quoted.append(sentence)
    return tuple(quoted)


def compose_message(book: Phrasebook, title: str, why: str | None, steps: Sequence[MessageStep], school: School) -> str:
    """Compose ``message.txt``: title, reason, numbered steps, the address of the page, and the person to ask.

    Asides are in brackets below their step; those that ask the same, one after the other, ask once. A message over
    ``MAX_MESSAGE_CHARS`` loses, in this order, the asides, all but the first sentence of each step, the reason, and the last
    steps, which "…" replaces. If that is still too long, only the title is left, cut to that length.
    """
    counted = [step for step in steps if not step.number.aside]
    everything, plain = _list_lines(steps), _list_lines(counted)
    short = _list_lines([MessageStep(step.number, step.sentences[:1]) for step in counted])
    cut = ((None, [*short[:count], "…"]) for count in range(len(short) - 1, -1, -1))
    for chosen_why, lines in ((why, everything), (why, plain), (why, short), (None, short), *cut):
        text = _compose(book, title, chosen_why, lines, school)
        if len(text) <= MAX_MESSAGE_CHARS:
            return text
    return title[:MAX_MESSAGE_CHARS]


def _list_lines(steps: Sequence[MessageStep]) -> list[str]:
    """The lines of steps; empty without words, as in a language that only memos speak.

    An aside that asks the same as the one before it is joined to that.
    """
    lines = []
    for step in _join_asides(steps):
        text = " ".join(step.sentences)
        lines.append(text and (f"    ({text})" if step.number.aside else f"{step.number}. {text}"))
    return lines


def _join_asides(steps: Sequence[MessageStep]) -> list[MessageStep]:
    """The steps, with an aside that asks the same as the one before it joined to that."""
    joined: list[MessageStep] = []
    for step in steps:
        before = joined[-1] if joined and step.number.aside else None
        if before and before.number.aside and before.sentences[:1] == step.sentences[:1]:
            joined[-1] = MessageStep(before.number, (*before.sentences, *step.sentences[1:]))
        else:
            joined.append(step)
    return joined


def _compose(book: Phrasebook, title: str, why: str | None, lines: Sequence[str], school: School) -> str:
    blocks = [title, why or "", "\n".join(line for line in lines if line)]
    if school.website:
        blocks.append(book.fixed("message-page", website=school.website))
    phone = school.phone or school.whatsapp
    if school.person or phone:
        asking = book.fixed("message-help", person=school.person, phone=phone)
        blocks.append(asking.replace("  ", " ").strip())
    return "\n\n".join(block for block in blocks if block) + "\n"

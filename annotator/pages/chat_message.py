"""Compose the message to paste into a chat.

For instance::

    Entrar a la clase por Zoom

    1. Toque “Zoom”.
        (¿No lo ve? Deslice la pantalla.)
    2. Toque “Unirse”.

    ¿Preguntas? Sra. Rosa 555 0100
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.model import School, StepNumber
from annotator.pages.templates import split_at_chip
from annotator.phrases import Phrasebook

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
    would show the asterisks; a screen reader doesn't read bold; and a button's word may have ``*`` or ``_`` in it.
    """
    quoted = []
    for sentence in sentences:
        parts = split_at_chip(sentence, chip)
        texts = [text for text, _ in parts]
        chip_index = next((index for index, (_, is_chip) in enumerate(parts) if is_chip), None)
        if chip_index is not None:
            # The end doesn't matter: a full stop may be inside the quotes.
            if not "".join(texts[:chip_index]).endswith(tuple(_OPENING_QUOTES)):
                texts[chip_index] = f"{_QUOTES[0]}{texts[chip_index]}{_QUOTES[1]}"
            chip = None  # quoted where it is first
        quoted.append("".join(texts))
    return tuple(quoted)


def compose_message(
    book: Phrasebook, title: str, why: str | None, steps: Sequence[MessageStep], school: School, address: str = ""
) -> str:
    """Compose ``message.txt``: title, reason, numbered steps, the ``address`` of the page, and the person to ask.

    Asides are in brackets below their step; those that ask the same, one after the other, ask once. A message over
    ``MAX_MESSAGE_CHARS`` loses, in this order, the asides, all but the first sentence of each step, the reason, and the last
    steps, which "…" replaces. If that is still too long, only the title is left, cut to that length.
    """
    main_steps = [step for step in steps if not step.number.aside]
    all_lines, main_lines = _list_lines(steps), _list_lines(main_steps)
    short_lines = _list_lines([MessageStep(step.number, step.sentences[:1]) for step in main_steps])
    fewer_lines = ([*short_lines[:count], "…"] for count in range(len(short_lines) - 1, -1, -1))
    with_reason = ((why, all_lines), (why, main_lines), (why, short_lines))
    without_reason = ((None, lines) for lines in (short_lines, *fewer_lines))
    for reason, lines in (*with_reason, *without_reason):
        text = _fill_message(book, title, reason, lines, school, address)
        if len(text) <= MAX_MESSAGE_CHARS:
            return text
    return title[:MAX_MESSAGE_CHARS]


def _list_lines(steps: Sequence[MessageStep]) -> list[str]:
    """The lines of steps; an empty one without words, as in a language that only memos speak.

    An aside that asks the same as the one before it is joined to that.
    """
    lines = []
    for step in _join_asides(steps):
        text = " ".join(step.sentences)
        if not text:
            lines.append("")
        elif step.number.aside:
            lines.append(f"    ({text})")
        else:
            lines.append(f"{step.number}. {text}")
    return lines


def _join_asides(steps: Sequence[MessageStep]) -> list[MessageStep]:
    """The steps, with an aside that asks the same as the one before it joined to that."""
    joined: list[MessageStep] = []
    for step in steps:
        previous = joined[-1] if joined and step.number.aside else None
        if previous and previous.number.aside and previous.sentences[:1] == step.sentences[:1]:
            joined[-1] = MessageStep(previous.number, (*previous.sentences, *step.sentences[1:]))
        else:
            joined.append(step)
    return joined


def _fill_message(
    book: Phrasebook, title: str, why: str | None, lines: Sequence[str], school: School, address: str
) -> str:
    """The text of a message with these lines."""
    page = book.fixed("message-page", website=address) if address else ""
    blocks = (title, why, "\n".join(filter(None, lines)), page, describe_contact(book, school))
    return "\n\n".join(filter(None, blocks)) + "\n"


def describe_contact(book: Phrasebook, school: School) -> str:
    """The line that says whom to ask: "¿Preguntas? Sra. Rosa 555 0100"; empty for a school without person and number."""
    phone = school.phone or school.whatsapp
    asking = book.fixed("message-help", person=school.person, phone=phone) if school.person or phone else ""
    return asking.replace("  ", " ").strip()

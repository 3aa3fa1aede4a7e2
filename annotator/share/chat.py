"""Composes the message to paste into a chat with the video."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model import School
from annotator.phrases import Phrasebook

MAX_MESSAGE_CHARS = 1024
"""The maximum length of a caption under a video (WhatsApp Cloud API, media captions)."""


def compose_message(
    book: Phrasebook, title: str, why: str | None, steps: Sequence[Sequence[str]], school: School
) -> str:
    """Compose ``message.txt``: title, reason, numbered steps, the address of the page, and the person to ask.

    ``steps`` has the sentences of each step. A message over ``MAX_MESSAGE_CHARS`` loses, in this order, all but the first
    sentence of each step, the reason, and the last steps, which "…" replaces. If that is still too long, only the title is
    left, cut to that length.
    """
    first_sentences = [step[0] if step else "" for step in steps]
    for chosen_why, chosen_steps in (
        (why, [" ".join(step) for step in steps]),
        (why, first_sentences),
        (None, first_sentences),
    ):
        text = _compose(book, title, chosen_why, chosen_steps, school)
        if len(text) <= MAX_MESSAGE_CHARS:
            return text
    for count in range(len(first_sentences) - 1, -1, -1):
        text = _compose(book, title, None, [*first_sentences[:count], "…"], school)
        if len(text) <= MAX_MESSAGE_CHARS:
            return text
    return title[:MAX_MESSAGE_CHARS]


def _compose(book: Phrasebook, title: str, why: str | None, steps: Sequence[str], school: School) -> str:
    # In a language spoken only by memos, a step may have no text.
    numbered = "\n".join(
        f"{number}. {step}" if step != "…" else step for number, step in enumerate(steps, start=1) if step
    )
    blocks = [title, why or "", numbered]
    if school.website:
        blocks.append(book.fixed("message-page", website=school.website))
    if school.person or school.phone:
        blocks.append(book.fixed("message-help", person=school.person, phone=school.phone).replace("  ", " ").strip())
    return "\n\n".join(block for block in blocks if block) + "\n"

"""What goes into a chat besides the video: the message to paste with it."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model import School
from annotator.phrases import Phrasebook

MAX_MESSAGE_CHARS = 1024
"""Characters that WhatsApp shows under a video (WhatsApp Cloud API, media captions)."""


def compose_message(
    book: Phrasebook, title: str, why: str | None, steps: Sequence[Sequence[str]], school: School
) -> str:
    """The text of ``message.txt``: title, one line why, the numbered steps, the page, the person to ask.

    ``steps`` has the sentences of each step in order. At most MAX_MESSAGE_CHARS characters: where all does not fit, the second
    sentences go first, then the why, then the last steps (their place is taken by "…").
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
    # A language that is spoken by memos alone may have no words for a step.
    numbered = "\n".join(
        f"{number}. {step}" if step != "…" else step for number, step in enumerate(steps, start=1) if step
    )
    blocks = [title, why or "", numbered]
    if school.website:
        blocks.append(book.fixed("message-page", website=school.website))
    if school.person or school.phone:
        blocks.append(book.fixed("message-help", person=school.person, phone=school.phone).replace("  ", " ").strip())
    return "\n\n".join(block for block in blocks if block) + "\n"

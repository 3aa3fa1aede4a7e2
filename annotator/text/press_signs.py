"""Choose the sign of each step: what its press does, where the picture of a finger doesn't tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal, cast, get_args

from annotator.model import ACTIONS, CardSign, Step
from annotator.phrases import load_phrasebooks
from annotator.text.folding import fold

Press = Literal["delete", "pay", "share", "send", "refuse"]
"""What a press does, as the word on the button tells."""
MAX_BUTTON_WORDS: Final = 5
"""A longer text is a sentence, which says more than a button."""


def choose_signs(steps: Sequence[Step], words: Sequence[str | None]) -> tuple[CardSign | None, ...]:
    """The sign of each step, or None.

    It is the script's, else that of a finger that stays or lifts in a chain of steps that began with a hold, else what the
    word on the button tells.

    Args:
        steps: all steps of a tutorial, in their order.
        words: the text of each step's target, as it is on the screen; None without one.
    """
    held = _held_signs(steps)
    return tuple(
        step.sign or finger or _press_sign(step, word) for step, finger, word in zip(steps, held, words, strict=True)
    )


def press_of(word: str) -> Press | None:
    """What pressing a button with this text does, or None. It must begin with a word or phrase of a language's table."""
    text = fold(word)
    if len(text.split()) > MAX_BUTTON_WORDS:
        return None
    return next((press for phrase, press in _phrases() if re.match(rf"{re.escape(phrase)}(?!\w)", text)), None)


def _press_sign(step: Step, word: str | None) -> Press | None:
    if step.action is None or not ACTIONS[step.action.kind].presses or not word:
        return None
    return press_of(word)


def _held_signs(steps: Sequence[Step]) -> list[CardSign | None]:
    """The signs of fingers that press several buttons at once, stay on the screen, or lift at the end.

    An aside in a chain has none, since not everybody does it.
    """
    signs: list[CardSign | None] = []
    is_down = False
    for step in steps:
        holds = step.action is not None and step.action.kind == "hold"
        if step.is_aside:
            signs.append(None)
            continue
        if holds:
            signs.append("together" if step.marks else None)
            is_down = step.continues
        elif is_down:
            signs.append("stay" if step.continues else "lift")
            is_down = step.continues
        else:
            signs.append(None)
    return signs


@cache
def _phrases() -> tuple[tuple[str, Press], ...]:
    """The folded phrases of all languages, as a screen may be in any of them; the longest first."""
    found: dict[str, Press] = {}
    for book in load_phrasebooks():
        for press in get_args(Press):
            found |= {fold(phrase): cast("Press", press) for phrase in book.table["presses"][press]}
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))

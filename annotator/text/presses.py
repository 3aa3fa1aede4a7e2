"""Choose the sign of each step: that of the script, the gesture of a finger, or the effect of a press (delete, pay …)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal, cast, get_args

from annotator.model import ACTIONS, CardSign, Step
from annotator.phrases import load_phrasebooks
from annotator.text.folding import fold

Press = Literal["delete", "pay", "share", "send", "refuse"]
"""The effect of a press by the word on the button: "Borrar" means delete."""
_HARMS: Final = ("delete", "pay", "share", "refuse", "leave")
"""The effects of presses that a family must not try by mistake. "leave" has no sign on cards."""
MAX_BUTTON_WORDS: Final = 5
"""A longer text is a sentence, which says more than a button."""


def choose_signs(steps: Sequence[Step], words: Sequence[str | None]) -> tuple[CardSign | None, ...]:
    """The sign of each step, or None.

    The first of these that exists: the sign in the script; the sign of fingers that press together, or of one that stays or
    lifts in a chain of steps that began with a hold; the effect by the word on the button (``Borrar``: delete).

    Args:
        steps: all steps of a tutorial, in their order.
        words: the text of each step's target, as it is on the screen ("Borrar"); None for a step without a text.
    """
    held = _held_signs(steps)
    return tuple(
        step.sign or finger or _press_of_step(step, word) for step, finger, word in zip(steps, held, words, strict=True)
    )


def press_of(word: str) -> Press | None:
    """The effect of pressing a button with this text, by the longest phrase of any language that it begins with, or None."""
    return cast("Press | None", _effect_of(word, get_args(Press)))


def does_harm(word: str) -> bool:
    """Whether a press on a button with this text has one of the effects `_HARMS`: ``Salir de la clase`` leaves."""
    return _effect_of(word, _HARMS) is not None


def _effect_of(word: str, effects: tuple[str, ...]) -> str | None:
    """Which of ``effects`` the longest phrase at the beginning of a button's text has; None without one, or for a sentence."""
    text = fold(word)
    if len(text.split()) > MAX_BUTTON_WORDS:
        return None
    phrases = _effect_phrases(effects)
    return next((effect for phrase, effect in phrases if re.match(rf"{re.escape(phrase)}(?!\w)", text)), None)


def _press_of_step(step: Step, word: str | None) -> Press | None:
    """The effect of a step's press by the word on its button; None for a step without a press or a word."""
    if step.action is None or not ACTIONS[step.action.kind].presses or not word:
        return None
    return press_of(word)


def _held_signs(steps: Sequence[Step]) -> list[CardSign | None]:
    """The signs of fingers that press several buttons at once, stay on the screen, or lift at the end; None for other steps.

    A chain begins with a hold that ``continues``. An aside in it has no sign, since not everybody does it.
    """
    signs: list[CardSign | None] = []
    is_down = False
    for step in steps:
        sign: CardSign | None = None
        if not step.is_aside:
            is_hold = step.action is not None and step.action.kind == "hold"
            if is_hold:
                sign = "together" if step.marks else None
            elif is_down:
                sign = "stay" if step.continues else "lift"
            is_down = step.continues and (is_hold or is_down)
        signs.append(sign)
    return signs


@cache
def _effect_phrases(effects: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The folded phrases of all languages with their effects, as a screen may be in any of them; the longest first."""
    found: dict[str, str] = {}
    for phrasebook in load_phrasebooks():
        for effect in effects:
            found |= {fold(phrase): effect for phrase in phrasebook.table["presses"][effect]}
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))

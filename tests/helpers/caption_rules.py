"""What a caption must say to be true by itself, as rules that also captions of before can be held to."""

from __future__ import annotations

from annotator.model import ACTIONS, Caption, Step, TextTarget
from annotator.text.sentence_rules import is_condition, is_example, split_sentences
from annotator.timeline.captions import find_chip


def find_missing_sentences(lines: tuple[str, ...], text: str, verbs: tuple[str, ...], lang: str) -> list[str]:
    """The sentences of ``text`` that a chat picture leaves out although it must not.

    It must say every condition, the sentence with one of the ``verbs``, and what precedes that; and what follows only if
    it has no example.
    """
    shown, parts = " ".join(lines), split_sentences(text)
    acting = [number for number, part in enumerate(parts) if any(find_chip(part, verb) for verb in verbs)] or [0]
    has_example = any(is_example(part, lang) and part in shown for part in parts)
    missing = [(number, part) for number, part in enumerate(parts) if part not in shown]
    return [
        part
        for number, part in missing
        if number <= acting[-1] or is_condition(part, lang) or (has_example and not is_example(part, lang))
    ]


def is_other_word_misplaced(caption: Caption, step: Step) -> bool:
    """Whether a caption says what a button is called elsewhere, though the button's word isn't in it, or it is no button."""
    if caption.other is None:
        return False
    action = step.action
    return (
        caption.chip is None
        or find_chip(" ".join(caption.lines), caption.chip) is None
        or action is None
        or not ACTIONS[action.kind].presses
        or not isinstance(action.target, TextTarget)
        or step.sign == "yours"
    )

"""The actions of a step: everything that tells one from another, in one table.

What a family hears and reads of them, and the words by which scripts name them, is in each language's phrases; their
pictograms are ``assets/icons/pictograms/KIND.png``, or ``KIND-up.png`` and so on where an action takes a direction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

ActionKind = str
"""A key of ``ACTIONS``: the English word by which scripts name it, too."""
Direction = Literal["up", "down", "left", "right"]
Takes = Literal["target", "target or nothing", "direction", "words"]
"""What is behind the colon of an action: a direction may be followed by a target."""
MarkStyle = Literal["pointer", "outline", "path", "path from target"]
"""How cards show it: an outline with an arrow or a hand, the outline alone, or the way that a finger goes."""


@dataclass(frozen=True, slots=True)
class ActionTraits:
    """How an action is written, and how cards show it.

    ``hint`` says what to write where a line needs more than the word. ``tail`` is a pictogram at the end of the arrow or
    hand. ``label_names_target``: on the closing card its short phrase is followed by the button's word.
    """

    takes: Takes
    mark: MarkStyle
    hint: str = ""
    tail: str | None = None
    label_names_target: bool = False


ACTIONS: Mapping[ActionKind, ActionTraits] = MappingProxyType(
    {
        "tap": ActionTraits(
            "target",
            "pointer",
            'Write the word on the button, for instance "- tap: Join".',
            label_names_target=True,
        ),
        "hold": ActionTraits(
            "target", "pointer", 'Write the word under the finger, for instance "- hold: Join".', tail="wait"
        ),
        "type": ActionTraits(
            "target",
            "pointer",
            'Write the word in or above the empty field, for instance "- type: Your Name".',
            tail="type",
        ),
        "look": ActionTraits("target", "outline", 'Write what to look at, for instance "- look: Waiting room".'),
        "swipe": ActionTraits(
            "direction", "path from target", 'Write where the finger goes, for instance "- swipe: up".'
        ),
        "scroll": ActionTraits("direction", "path", 'Write where to look further, for instance "- scroll: down".'),
        "wait": ActionTraits("target or nothing", "outline"),
        "listen": ActionTraits("target or nothing", "outline"),
        "done": ActionTraits("target or nothing", "outline"),
        "say": ActionTraits("words", "outline", 'Write the words to say, for instance "- say: Presente".'),
    }
)


def variants(kind: ActionKind) -> tuple[str, ...]:
    """The names of its sentences and pictograms: one, or one for each direction (``swipe-up``)."""
    if ACTIONS[kind].takes == "direction":
        return tuple(f"{kind}-{direction}" for direction in get_args(Direction))
    return (kind,)

"""The table of actions (tap, swipe, wait …): how scripts write each, and how cards show it.

Sentences and keywords for each action are in the languages' ``phrases.toml``. Pictograms are
``assets/icons/pictograms/KIND.png``, or ``KIND-up.png`` and so on for an action that takes a direction; on a laptop, where
no finger touches the screen, some have another one (``ActionTraits.on_laptop``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

ActionKind = str
"""A key of ``ACTIONS``, which is also the English keyword in scripts."""
Direction = Literal["up", "down", "left", "right"]
Takes = Literal["target", "target or nothing", "direction", "words"]
"""What follows the colon of an action in a script; a direction may be followed by a target."""
MarkStyle = Literal["pointer", "light", "path", "path from target"]
"""How cards show an action: an outline with an arrow or hand, light on its place, or the path of a finger."""
MarkColor = Literal["touch", "notice", "wait", "done"]
"""What the colour of a sign says: touch it, notice it (look, listen, speak), wait for it, or it is done."""


@dataclass(frozen=True, slots=True)
class ActionTraits:
    """How an action is written in scripts, and shown on cards.

    Attributes:
        takes: what a script writes after the colon.
        mark: how cards show it.
        hint: the remedy in messages about a line that lacks what the action takes.
        label_names_target: whether its label on the closing card includes the target's text.
        color: the colour of its outline or sign.
        badge: the pictogram of its sign, or None for an action of a finger.
        ring: whether a ring is drawn under the tip of its pointer, as the finger stays there.
        dims: whether the rest of the screen is dimmed.
        hands_off: whether no finger may touch the screen meanwhile, which its sign says, too.
        presses: whether its target is a button, whose text may differ on another phone.
        on_laptop: the name of its pictogram on a laptop, in place of its kind; None if it is the same.
        now_you: whether the viewer's finger does it and can stop then, so that its own clip may end with "now you do it".

    No two actions look the same without colour: see ``tests/cards/test_action_looks.py``.
    """

    takes: Takes
    mark: MarkStyle
    hint: str = ""
    label_names_target: bool = False
    color: MarkColor = "touch"
    badge: str | None = None
    ring: bool = False
    dims: bool = True
    hands_off: bool = False
    presses: bool = False
    on_laptop: str | None = None
    now_you: bool = False


ACTIONS: Mapping[ActionKind, ActionTraits] = {
    "tap": ActionTraits(
        "target",
        "pointer",
        'Write the word on the button, for instance "- tap: Join".',
        label_names_target=True,
        presses=True,
        on_laptop="click",
        now_you=True,
    ),
    "hold": ActionTraits(
        "target",
        "pointer",
        'Write the word under the finger, for instance "- hold: Join".',
        ring=True,
        presses=True,
        on_laptop="click-hold",
        now_you=True,
    ),
    "type": ActionTraits(
        "target",
        "pointer",
        'Write the word in or above the empty field, for instance "- type: Your Name".',
        now_you=True,
    ),
    "look": ActionTraits(
        "target",
        "light",
        'Write what to look at, for instance "- look: Waiting room".',
        color="notice",
        badge="look",
        hands_off=True,
    ),
    "swipe": ActionTraits(
        "direction",
        "path from target",
        'Write where the finger goes, for instance "- swipe: up".',
        on_laptop="two-fingers",
        now_you=True,
    ),
    "scroll": ActionTraits(
        "direction",
        "path",
        'Write where to look further, for instance "- scroll: down".',
        now_you=True,
    ),
    "wait": ActionTraits("target or nothing", "light", color="wait", badge="wait", hands_off=True),
    "listen": ActionTraits("target or nothing", "light", color="notice", badge="listen"),
    "done": ActionTraits("target or nothing", "light", color="done", badge="check", hands_off=True, dims=False),
    "say": ActionTraits(
        "words",
        "light",
        'Write the words to say, for instance "- say: Presente".',
        color="notice",
        badge="say",
    ),
}

SEEN: Final = ActionTraits("target or nothing", "light", color="notice")
"""How the marks of a step without an action are shown: by light, without a sign, since an eye would say only to look."""


def traits_of(kind: ActionKind | None) -> ActionTraits:
    """The traits of an action, or of a step without one."""
    return SEEN if kind is None else ACTIONS[kind]


def pictogram_of(kind: ActionKind, direction: Direction | None = None, *, on_laptop: bool = False) -> str:
    """The name of an action's pictogram."""
    name = ACTIONS[kind].on_laptop if on_laptop else None
    return "-".join(part for part in (name or kind, direction) if part)

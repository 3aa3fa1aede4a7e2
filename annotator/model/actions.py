"""One table of actions (tap, swipe, wait …), so that the parser, the writer and the cards agree on what an action means.

``- tap: Join`` in a script becomes an outline with an arrow on the card, because ``ACTIONS["tap"]`` takes a target and has
the mark ``pointer``. Sentences and keywords for each action are in the languages' ``phrases.toml``. Pictograms are
``assets/icons/pictograms/KIND.png``, or ``KIND-up.png`` and so on for an action that takes a direction; on a laptop, where
no finger touches the screen, some have another one (``ActionTraits.on_laptop``). Elsewhere a scroll has the pictogram of the
swipe that the finger makes (`pictogram_of`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

ActionKind = str
"""A key of ``ACTIONS``, which is also the English keyword in scripts."""
Direction = Literal["up", "down", "left", "right"]
_OPPOSITES: Mapping[Direction, Direction] = {"up": "down", "down": "up", "left": "right", "right": "left"}
Takes = Literal["target", "target or nothing", "direction", "words"]
"""The value behind the colon of an action in a script; a target may follow a direction (``- swipe: left Inbox``)."""
MarkStyle = Literal["pointer", "light", "path", "path from target"]
"""The drawing for an action on cards: an outline with an arrow or hand, light on its place, or the path of a finger.

"path" is for an action that names where to look further: the finger goes the other way."""
MarkColor = Literal["touch", "notice", "wait", "done"]
"""The meaning of a sign's colour: touch it, notice it (look, listen, speak), wait for it, or it is done."""


@dataclass(frozen=True, slots=True)
class ActionTraits:
    """The spelling of an action in scripts, and its look on cards.

    ``ActionTraits("target", "light", color="notice", badge="look")`` is an action such as ``- look: Waiting room``: the place
    is lit, and a sign with an eye is drawn beside it.

    Attributes:
        takes: the value after the colon in a script: "target" in ``- tap: Join``, "direction" in ``- swipe: up``.
        mark: the drawing on cards, for instance "pointer": an outline with an arrow or hand.
        hint: the remedy for a line without a value: ``Write the word on the button, for instance "- tap: Join".``; empty for
            an action that may have none.
        label_names_target: whether the label on the closing card includes the target's text ("Tap Join").
        color: the colour of the outline or sign, as a role ("wait"), never as ``#RRGGBB``.
        badge: the pictogram on the sign ("check"); None for an action of a finger, which has no sign.
        ring: whether a ring is drawn under the tip of the pointer, because the finger stays there.
        dims: whether the rest of the screen is dimmed.
        hands_off: whether the screen must not be touched meanwhile; the sign says so, too.
        presses: whether the target is a button, whose text may differ on another phone.
        on_laptop: the pictogram on a laptop ("click" for ``tap``); None if it is the same as on a phone.
        now_you: whether a viewer can do this and pause there, so that the step's clip may end with "now you do it".

    The signs of any two actions differ without colour, too: see ``tests/cards/test_signs.py``.
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
        on_laptop="key",
        now_you=True,
    ),
    "wait": ActionTraits("target or nothing", "light", color="wait", badge="wait", hands_off=True),
    "listen": ActionTraits("target or nothing", "light", color="notice", badge="listen"),
    "done": ActionTraits("target or nothing", "light", color="done", badge="check", hands_off=True, dims=False),
    "say": ActionTraits(
        "words", "light", 'Write the words to say, for instance "- say: Presente".', color="notice", badge="say"
    ),
}

SEEN: Final = ActionTraits("target or nothing", "light", color="notice")
"""The traits of a step without an action: light without a sign, because a sign with an eye would mean "only look"."""


def traits_of(kind: ActionKind | None) -> ActionTraits:
    """The traits of an action, or of a step without one."""
    return SEEN if kind is None else ACTIONS[kind]


def finger_direction(kind: ActionKind, direction: Direction) -> Direction:
    """Where a finger goes on a touch screen: up for ``swipe: up``, and for ``scroll: down``, which moves up what it touches."""
    return _OPPOSITES[direction] if ACTIONS[kind].mark == "path" else direction


def pictogram_of(kind: ActionKind, direction: Direction | None = None, *, on_laptop: bool = False) -> str:
    """The name of an action's pictogram on a card.

    That of ``swipe: up`` is ``swipe-up``, and so is that of ``scroll: down``, which is the same for a finger. On a laptop they
    are ``two-fingers-up``, and the key ``key-down``, which doesn't depend on how a trackpad is set.
    """
    traits = ACTIONS[kind]
    name = traits.on_laptop if on_laptop else None
    if not on_laptop and direction and traits.mark == "path":
        name, direction = "swipe", finger_direction(kind, direction)
    return "-".join(part for part in (name or kind, direction) if part)

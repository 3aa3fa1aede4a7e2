"""Say in words what differs between a step's picture and a family's: "the button is called Entrar here, and is lower"."""

from collections.abc import Callable, Iterator
from typing import Final

from annotator.messages import Message
from annotator.model import Box
from annotator.screen.match.counterpart import Counterpart
from annotator.screen.match.likeness import Likeness
from annotator.screen.transitions import compare, same_text

MIN_MOVED: Final = 0.1
"""Minimum distance by which a target is elsewhere, as a share of the screen's width or height."""


def describe_differences(
    like: Likeness, there: Box | None, counterpart: Counterpart | None, public: Callable[[str], str]
) -> Iterator[Message]:
    """Yield what differs on a family's picture from that of a step.

    Args:
        like: both screens.
        there: the target on the step's screen; None if it has none.
        counterpart: the target on the family's; None if the step has none.
        public: returns a text as it may be said, or "".
    """
    found = counterpart is not None and counterpart.box is not None
    if not found and compare(like.there, like.here).kind == "over":
        yield Message("A question comes before: something is in front of this step's screen.")
    if like.here.looks.dark != like.there.looks.dark:
        yield Message("It is in the dark theme.") if like.here.looks.dark else Message("It is in the light theme.")
    if like.speaks_alike is False:
        yield Message("The screen is in another language.")
    if counterpart is not None and counterpart.box is None:
        yield Message("What this step presses is not on this picture.")
    if there is None or counterpart is None or counterpart.box is None:
        return
    where = _describe_place(like, there, counterpart.box)
    before = next((word.text for word in like.there.words if word.box == there), "")
    is_other = counterpart.kind == "word" and before and not same_text(before, counterpart.text)
    name = public(counterpart.text) if is_other else ""
    if name and where:
        yield Message("The button is called “{name}” here, and is {where!}.", name=name, where=where)
    elif name:
        yield Message("The button is called “{name}” here.", name=name)
    elif where:
        yield Message("What this step presses is {where!} here.", where=where)


def _describe_place(like: Likeness, there: Box, box: Box) -> Message | None:
    """Whether a target is lower or higher, or further left or right; None if it is about where it was."""
    across = (box.x + box.w / 2) / like.here.width - (there.x + there.w / 2) / like.there.width
    down = (box.y + box.h / 2) / like.here.height - (there.y + there.h / 2) / like.there.height
    if max(abs(across), abs(down)) < MIN_MOVED:
        return None
    if abs(down) >= abs(across):
        return Message("lower") if down > 0 else Message("higher")
    return Message("further right") if across > 0 else Message("further left")

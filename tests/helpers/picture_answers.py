"""What readers may answer, and what a picture's answer must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

ACTIONS: Final = {
    "press": "touch one place once",
    "keep": "put a finger on one place and leave it there",
    "together": "press two things at the same time",
    "type": "write something into a field",
    "slide": "slide a finger over the screen",
    "speak": "say something aloud",
    "show": "hold something up to the camera",
    "notice": "only look at or listen to something",
    "wait": "wait, and touch nothing",
    "finished": "nothing: it is done",
    "unknown": "I can't tell",
}
"""What a reader may answer, with what it means."""
ACCEPTED: Final[Mapping[str, frozenset[str]]] = {
    "tap": frozenset({"press"}),
    "hold": frozenset({"keep"}),
    "together": frozenset({"together"}),
    "type": frozenset({"type"}),
    "swipe": frozenset({"slide"}),
    "scroll": frozenset({"slide"}),
    "say": frozenset({"speak"}),
    "listen": frozenset({"notice"}),
    # What is looked at may be in one's hand; and who only looks leaves the screen alone, as who has finished does.
    "look": frozenset({"notice", "show", "finished"}),
    "wait": frozenset({"wait"}),
    "done": frozenset({"finished", "notice"}),
}
"""The answers that are right for each action of a script; ``together`` is a hold of two things."""
PLACED: Final = frozenset({"press", "keep", "together", "type"})
"""Answers for which the place counts."""
SURE: Final = 3
"""Least answer to "how sure" (1–5) that counts as sure."""
SLACK: Final = 3.0
"""How far beside an element a place may be, in percent of the picture's width and height."""

Verdict = Literal["understood", "unsure", "wrong place", "wrong action", "harmful"]
VERDICTS: Final[tuple[Verdict, ...]] = ("understood", "unsure", "wrong place", "wrong action", "harmful")


@dataclass(frozen=True)
class Solution:
    """What a picture asks for.

    Attributes:
        name: the step as the tutorial has it: ``4`` or ``4?``.
        action: a key of `ACCEPTED`.
        boxes: the marked elements, as left, top, right and bottom in percent of the picture.
        aside: whether it is only for some.
    """

    name: str
    action: str
    boxes: tuple[tuple[float, float, float, float], ...]
    aside: bool

    def judge(self, answer: Mapping[str, Any]) -> Verdict:
        """The verdict on an answer. Raises ValueError for one that is incomplete."""
        action, sure = answer.get("action"), answer.get("sure")
        if action not in ACTIONS:
            raise ValueError(f"action is {action!r}, and must be one of {', '.join(ACTIONS)}")
        if sure not in (1, 2, 3, 4, 5):
            raise ValueError(f"sure is {sure!r}, and must be 1 to 5")
        if answer.get("for_whom") not in ("everybody", "some"):
            raise ValueError(f"for_whom is {answer.get('for_whom')!r}, and must be everybody or some")
        right = action in ACCEPTED[self.action]
        placed = action not in PLACED or self._is_at(answer)
        if self.aside and answer["for_whom"] == "everybody":
            return "harmful"
        if not (right and placed):
            harm = answer.get("harm") is True and action != "unknown"
            return "harmful" if harm else "wrong place" if right else "wrong action"
        return "understood" if sure >= SURE else "unsure"

    def _is_at(self, answer: Mapping[str, Any]) -> bool:
        x, y = answer.get("x"), answer.get("y")
        if not isinstance(x, int | float) or not isinstance(y, int | float):
            raise ValueError("x and y must be numbers, in percent of the picture")
        return any(
            left - SLACK <= x <= right + SLACK and top - SLACK <= y <= bottom + SLACK
            for left, top, right, bottom in self.boxes
        )

"""The names of what an action has one of for each direction."""

from __future__ import annotations

from typing import get_args

from annotator.model import ACTIONS, ActionKind, Direction


def variant_names(kind: ActionKind) -> tuple[str, ...]:
    """The names of an action's sentences and pictograms: its kind, or one name for each direction (``swipe-up``)."""
    if ACTIONS[kind].takes == "direction":
        return tuple(f"{kind}-{direction}" for direction in get_args(Direction))
    return (kind,)

"""What a person can change in what is covered on pictures, as pure functions from tutorial to tutorial.

A line belongs to a step, or to the whole tutorial (``step`` None), and is found by its target. A text that is covered once
is covered on every picture, so what shows and what covers the same text exclude each other in the whole tutorial.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotator.edit.changes import ChangeError, set_step, step_at
from annotator.model import BoxTarget, Hide, Show, Step, Target, TextTarget, Tutorial

_LOOK_AGAIN = "Look at the newest state of the tutorial."


def add_hide(tutorial: Tutorial, step: int | None, target: Target, example: str | None) -> Tutorial:
    """Cover a target on the step's picture, or on every picture if ``step`` is None, with ``example`` in its place.

    Lines that show the same target go.
    """
    _check_place(step, target)
    tutorial = _without(tutorial, step, target, "shows")
    kept = tuple(hide for hide in _holder(tutorial, step).hides if hide.target != target)
    return _with(tutorial, step, hides=(*kept, Hide(target, example)))


def remove_hide(tutorial: Tutorial, step: int | None, target: Target) -> Tutorial:
    """Take the line away that covers a target."""
    _find_hide(tutorial, step, target)
    return _with(tutorial, step, hides=tuple(hide for hide in _holder(tutorial, step).hides if hide.target != target))


def set_hide_example(tutorial: Tutorial, step: int | None, target: Target, example: str | None) -> Tutorial:
    """Set the invented text in place of what is covered; without one the cover is plain."""
    _find_hide(tutorial, step, target)
    hides = _holder(tutorial, step).hides
    changed = tuple(replace(hide, example=example) if hide.target == target else hide for hide in hides)
    return _with(tutorial, step, hides=changed)


def move_hide(tutorial: Tutorial, step: int | None, target: Target, to: Target) -> Tutorial:
    """Let a box that covers be another one."""
    if not (isinstance(target, BoxTarget) and isinstance(to, BoxTarget)):
        raise ChangeError("Only a box can be moved.", "Draw a box in its place.")
    _find_hide(tutorial, step, target)
    if to == target:
        return tutorial
    hides = _holder(tutorial, step).hides
    moved = tuple(replace(hide, target=to) if hide.target == target else hide for hide in hides if hide.target != to)
    return _with(tutorial, step, hides=moved)


def add_show(tutorial: Tutorial, step: int | None, target: Target) -> Tutorial:
    """Leave a target uncovered on the step's picture, or on every picture if ``step`` is None.

    Lines that cover the same target go.
    """
    _check_place(step, target)
    tutorial = _without(tutorial, step, target, "hides")
    kept = tuple(show for show in _holder(tutorial, step).shows if show.target != target)
    return _with(tutorial, step, shows=(*kept, Show(target)))


def remove_show(tutorial: Tutorial, step: int | None, target: Target) -> Tutorial:
    """Take the line away that leaves a target uncovered."""
    shows = _holder(tutorial, step).shows
    kept = tuple(show for show in shows if show.target != target)
    if kept == shows:
        raise ChangeError("This is not among what may be seen.", _LOOK_AGAIN)
    return _with(tutorial, step, shows=kept)


def _check_place(step: int | None, target: Target) -> None:
    """Raise ChangeError for a place on one picture that belongs to no step."""
    if step is None and not (isinstance(target, TextTarget) and target.occurrence is None):
        raise ChangeError("Only a text is looked for on every picture.", "Choose this place at its step.")


def _holder(tutorial: Tutorial, step: int | None) -> Tutorial | Step:
    return tutorial if step is None else step_at(tutorial, step)


def _with(tutorial: Tutorial, step: int | None, **fields: Any) -> Tutorial:
    return replace(tutorial, **fields) if step is None else set_step(tutorial, step, **fields)


def _find_hide(tutorial: Tutorial, step: int | None, target: Target) -> None:
    """Raise ChangeError if nothing covers a target."""
    if all(hide.target != target for hide in _holder(tutorial, step).hides):
        raise ChangeError("This is not covered by the tutorial.", _LOOK_AGAIN)


def _without(tutorial: Tutorial, step: int | None, target: Target, lines: str) -> Tutorial:
    """The tutorial without those ``hides`` or ``shows`` of a target that say the opposite of a new line."""
    everywhere = step is None or isinstance(target, TextTarget)
    places = (None, *range(len(tutorial.steps))) if everywhere else (step,)
    for place in places:
        own = getattr(_holder(tutorial, place), lines)
        kept = tuple(line for line in own if line.target != target)
        if kept != own:
            tutorial = _with(tutorial, place, **{lines: kept})
    return tutorial

"""What panels of the server change: covers on pictures, and for whom a step is. Pure functions from tutorial to tutorial.

A line belongs to a step, or to the whole tutorial (``step`` None), and is found by its target. A text that is covered once
is covered on every picture, so what shows and what covers the same text exclude each other in the whole tutorial.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_type_hints

from annotator.edit.changes import ChangeError
from annotator.edit.json_codec import MalformedError, from_json
from annotator.edit.session_state import Change
from annotator.model import BoxTarget, Hide, Said, Show, Step, Target, TextTarget, Tutorial

_LOOK_AGAIN = "Look at the newest state of the tutorial."


def make_change(tutorial: Tutorial, row: Mapping[str, object]) -> Change:
    """The change that a row of a panel asks for. Raises ChangeError, and MalformedError for what no panel sends."""
    name = str(row.get("do"))
    function = _CHANGES.get(name)
    if function is None:
        raise MalformedError('There is no change "{name}".', name=name[:40])
    kinds = {key: kind for key, kind in get_type_hints(function).items() if key not in ("tutorial", "return")}
    if row.keys() != {"do", *kinds}:
        raise MalformedError("The request's “{name}” is missing or wrong.", name="change")
    values = {key: from_json(row[key], kind) for key, kind in kinds.items()}
    return Change(name, function(tutorial, **values))


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


def make_aside(tutorial: Tutorial, step: int, questions: tuple[Said, ...]) -> Tutorial:
    """Make a step an aside to the step before it, for those to whom the question applies."""
    asked = {said.lang: said for said in questions if said.text}
    if not asked:
        raise ChangeError("An aside needs a question.", "Write for whom it is, as a question.")
    in_order = tuple(asked[lang] for lang in tutorial.languages if lang in asked)
    return _with(tutorial, step, questions=in_order, continues=False)


_CHANGES: Mapping[str, Callable[..., Tutorial]] = {
    function.__name__.replace("_", "-"): function
    for function in (add_hide, remove_hide, set_hide_example, move_hide, add_show, remove_show, make_aside)
}


def _check_place(step: int | None, target: Target) -> None:
    """Raise ChangeError for a place on one picture that belongs to no step."""
    if step is None and not (isinstance(target, TextTarget) and target.occurrence is None):
        raise ChangeError("Only a text is looked for on every picture.", "Choose this place at its step.")


def _holder(tutorial: Tutorial, step: int | None) -> Tutorial | Step:
    if step is None:
        return tutorial
    if not 0 <= step < len(tutorial.steps):
        raise ChangeError("There is no step {index}.", "Look at the newest state of the tutorial.", index=step + 1)
    return tutorial.steps[step]


def _with(tutorial: Tutorial, step: int | None, **fields: Any) -> Tutorial:
    if step is None:
        return replace(tutorial, **fields)
    changed: Any = replace(_holder(tutorial, step), **fields)
    return replace(tutorial, steps=(*tutorial.steps[:step], changed, *tutorial.steps[step + 1 :]))


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

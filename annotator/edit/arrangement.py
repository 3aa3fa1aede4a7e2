"""Change the order of steps and the pictures they show, as pure functions from tutorial to tutorial.

A step and the asides behind it form a block: asides move, and go, with their step, since alone they would become asides of
another one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from annotator.edit.changes import ChangeError, refuse_gaps, set_step, step_at, texts_in_order
from annotator.model import Step, Tutorial
from annotator.script import natural_key
from annotator.script.values import GAP


def is_waiting(picture: str, files: Collection[str]) -> bool:
    """Whether a step waits for its picture: it has a placeholder's name, or the file isn't there."""
    return picture.startswith(GAP) or picture not in files


def make_aside(tutorial: Tutorial, step: int, questions: Mapping[str, str]) -> Tutorial:
    """Make a step an aside to the step before it, for those to whom the question applies.

    Its own asides become asides of that step, too.
    """
    refuse_gaps(questions.values())
    asked = texts_in_order(tutorial, questions)
    if not asked:
        raise ChangeError("An aside needs a question.", "Write for whom it is, as a question.")
    step_at(tutorial, step)
    if all(before.is_aside for before in tutorial.steps[:step]):
        raise ChangeError("The first step can't be an aside: there is no step before it.", "Move it down first.")
    return set_step(tutorial, step, questions=asked, continues=False)


def make_step(tutorial: Tutorial, step: int) -> Tutorial:
    """Make an aside a step for everybody."""
    return set_step(tutorial, step, questions=())


def move_step(tutorial: Tutorial, step: int, to: int) -> Tutorial:
    """Move a step to where the one at index ``to`` is now: above it, or, on the way down, below it.

    A step takes its asides along, and doesn't come between another step and that one's asides. An aside moves alone; at
    the top there is no step that it could belong to.
    """
    moved = step_at(tutorial, step)
    step_at(tutorial, to)
    steps = tutorial.steps
    end = _block_end(steps, step)
    if moved.is_aside:
        rest = (*steps[:step], *steps[step + 1 :])
        if all(before.is_aside for before in rest[:to]):
            raise ChangeError("An aside can't be the first: there is no step before it.", "Make it a step first.")
        return replace(tutorial, steps=(*rest[:to], moved, *rest[to:]))
    if to <= step:
        while to > 0 and steps[to].is_aside:
            to -= 1
        if to == step:
            return tutorial
        return replace(tutorial, steps=(*steps[:to], *steps[step:end], *steps[to:step], *steps[end:]))
    # One down must pass its own asides, or nothing would change.
    after = _behind_asides(steps, max(to, min(end, len(steps) - 1)) + 1)
    return replace(tutorial, steps=(*steps[:step], *steps[end:after], *steps[step:end], *steps[after:]))


def duplicate_step(tutorial: Tutorial, step: int) -> Tutorial:
    """Put a copy of a step behind it and its asides; the asides aren't copied."""
    copied = step_at(tutorial, step)
    end = _block_end(tutorial.steps, step)
    return replace(tutorial, steps=(*tutorial.steps[:end], copied, *tutorial.steps[end:]))


def delete_step(tutorial: Tutorial, step: int) -> Tutorial:
    """Take a step away together with its asides. Their pictures stay in the folder."""
    step_at(tutorial, step)
    end = _block_end(tutorial.steps, step)
    return replace(tutorial, steps=(*tutorial.steps[:step], *tutorial.steps[end:]))


def insert_steps(tutorial: Tutorial, at: int, pictures: Sequence[str]) -> Tutorial:
    """Insert steps with these pictures before the one at index ``at``, but not between a step and its asides.

    As many as there are steps: at the end. Raises ChangeError for any other index.
    """
    steps = tutorial.steps
    if not 0 <= at <= len(steps):
        raise ChangeError("There is no place {at}.", "Look at the newest state of the tutorial.", at=at + 1)
    at = _behind_asides(steps, at) if at else 0
    return replace(tutorial, steps=(*steps[:at], *map(Step, pictures), *steps[at:]))


def gap_name(taken: Collection[str]) -> str:
    """A placeholder for the picture of a waiting step: ``___01.png``, or the first number that isn't taken."""
    number = 1
    while f"{GAP}{number:02}.png" in taken:
        number += 1
    return f"{GAP}{number:02}.png"


def add_pictures(
    tutorial: Tutorial, pictures: Sequence[str], files: Collection[str], at: int | None = None
) -> Tutorial:
    """Give pictures, as people count them, to the steps that wait for one; the rest become steps at ``at`` or the end.

    Waiting steps with the same placeholder get the same picture. ``files`` are the names of the files in the folder.
    """
    filled, rest = fill_waiting(tutorial, pictures, files)
    steps = tuple(replace(step, picture=filled.get(step.picture, step.picture)) for step in tutorial.steps)
    where = len(steps) if at is None else at
    return insert_steps(replace(tutorial, steps=steps), where, rest)


def fill_waiting(
    tutorial: Tutorial, pictures: Sequence[str], files: Collection[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which placeholder gets which of the pictures, and the pictures that are left over, in natural order."""
    waiting = dict.fromkeys(step.picture for step in tutorial.steps if is_waiting(step.picture, files))
    ordered = sorted(dict.fromkeys(pictures), key=natural_key)
    filled = dict(zip(waiting, ordered, strict=False))
    return filled, tuple(ordered[len(filled) :])


def _block_end(steps: Sequence[Step], index: int) -> int:
    """The index behind a step and its asides; of an aside, behind it alone."""
    return index + 1 if steps[index].is_aside else _behind_asides(steps, index + 1)


def _behind_asides(steps: Sequence[Step], index: int) -> int:
    """The first index from ``index`` on that has no aside."""
    while index < len(steps) and steps[index].is_aside:
        index += 1
    return index

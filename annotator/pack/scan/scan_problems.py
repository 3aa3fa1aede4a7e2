"""What may be wrong with a step's targets on its picture, in the words of staff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.model import (
    Box,
    BoxTarget,
    Found,
    Hide,
    IconTarget,
    PointTarget,
    Problem,
    Redaction,
    Show,
    Step,
    Target,
    TextTarget,
)
from annotator.pack.scan import covering
from annotator.script import SCRIPT


@dataclass(frozen=True)
class Wanted:
    """A target that a step looks for, and the line that names it. Of what is only covered there may be ``several``."""

    target: Target
    line: int
    several: bool = False


def marked(step: Step) -> Iterator[Wanted]:
    """The targets that a mark is drawn on: the action's first."""
    if step.action is not None and step.action.target is not None:
        yield Wanted(step.action.target, step.action.line)
    for mark in step.marks:
        yield Wanted(mark.target, mark.line)


def wanted(step: Step) -> Iterator[Wanted]:
    """Every target that a step's own lines name."""
    yield from marked(step)
    # Covering too much is safe, so a hidden text is covered wherever it is.
    covers: tuple[Hide | Show, ...] = (*step.hides, *step.shows)
    for item in covers:
        yield Wanted(item.target, item.line, several=True)


def target_problems(found: Found, name: str, sought: Wanted) -> Iterator[Problem]:
    """What is wrong with a target on the picture ``name``: it is not there, or more than once."""
    words = describe(found.query)
    if found.box is None:
        yield Problem(SCRIPT, sought.line, f"{words} is not on {name}.", _nearest_remedy(found))
    elif found.others and not sought.several and _occurrence(found.query) is None:
        places = ", ".join(f"#{number} at {_place(box)}" for number, box in enumerate(found.numbered_places, start=1))
        wording = found.matched or words
        yield Problem(
            SCRIPT,
            sought.line,
            f"{words} appears {len(found.numbered_places)} times on {name}: {places}.",
            f"Write which one, for instance “{wording} #1”; the command annotator find shows them in a picture.",
        )


def covered_problems(
    step: Step, founds: Sequence[Found], hidden: Sequence[Redaction], chosen: Sequence[Redaction], name: str
) -> Iterator[Problem]:
    """Marks on something that is covered by itself; ``founds`` are those of ``marked(step)``."""
    for found, sought in zip(founds, marked(step), strict=True):
        if found.box is None or any(covering.overlap(item.box, found.box) for item in chosen):
            continue  # what a "hide:" line covers there was decided by somebody
        for item in hidden:
            if covering.overlap(item.box, found.box):
                yield Problem(
                    SCRIPT,
                    sought.line,
                    f"{describe(sought.target)} on {name} looks private ({item.kind}): covered, the mark would point at nothing.",
                    "Add “- show: …” with the same words to keep it, or “- hide: … = example” to write an invented one.",
                )
                break


def describe(target: Target) -> str:
    """A target in the words of a message: “Join” or “Unirse”, the icon mic.png, the point 50% 30%."""
    if isinstance(target, TextTarget):
        words = " or ".join(f"“{wording}”" for wording in target.wordings)
        return f"{words} #{target.occurrence}" if target.occurrence else words
    if isinstance(target, IconTarget):
        return f"The icon {target.file}"
    if isinstance(target, PointTarget):
        return f"The point {target.x:g}% {target.y:g}%"
    assert isinstance(target, BoxTarget)
    return f"The box {target.left:g}% {target.top:g}% {target.width:g}% {target.height:g}%"


def at_line(problem: Problem, line: int) -> Problem:
    """A problem of a picture or memo, told at the line of the script that names it."""
    return replace(problem, file=SCRIPT, line=line, message=f"{problem.file} {problem.message}")


def _nearest_remedy(found: Found) -> str:
    if isinstance(found.query, IconTarget):
        return "Cut the icon out of this screenshot and save it beside tutorial.md, or write a point such as 50% 30%."
    if found.nearest:
        texts = ", ".join(f"“{text}”" for text in found.nearest)
        return f"The nearest texts there are {texts}. Write one of them, or a point such as 50% 30%."
    return "No text there is like it. Write a word that is on the picture, or a point such as 50% 30%."


def _occurrence(target: Target) -> int | None:
    return target.occurrence if isinstance(target, TextTarget) else None


def _place(box: Box) -> str:
    return f"{box.x},{box.y} px"

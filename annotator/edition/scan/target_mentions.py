"""List the targets that the lines of a step name, and call them as messages do: “Unirse”, The icon mic.png."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator import assets
from annotator.messages import Message, join_words
from annotator.model.findings import Found, Query
from annotator.model.targets import BoxTarget, IconTarget, PointTarget, Target, TextTarget
from annotator.model.tutorial import Hide, Show, Step


@dataclass(frozen=True)
class TargetMention:
    """A line of a step that names a target: ``- tap: Unirse`` is ``TargetMention(Query(TextTarget(("Unirse",)), "tap"), 23)``.

    Attributes:
        query: the target, and the action on it.
        line: the line in ``tutorial.md``.
        may_repeat: whether the target may be on the picture more than once, since it is only covered or shown.
    """

    query: Query
    line: int
    may_repeat: bool = False


def find_marked_targets(step: Step) -> Iterator[TargetMention]:
    """The targets to mark: that of the action first, then those of ``mark:`` lines."""
    if step.action is not None and step.action.target is not None:
        yield TargetMention(Query(step.action.target, step.action.kind), step.action.line)
    for mark in step.marks:
        yield TargetMention(Query(mark.target), mark.line)


def find_targets(step: Step) -> Iterator[TargetMention]:
    """All targets that the lines of a step name."""
    yield from find_marked_targets(step)
    for keep in step.keeps:
        yield TargetMention(Query(keep.target), keep.line)
    # Covering too much is safe, so a hidden text is covered everywhere.
    covers: tuple[Hide | Show, ...] = (*step.hides, *step.shows)
    for item in covers:
        yield TargetMention(Query(item.target), item.line, may_repeat=True)


def find_icon(folder: Path, name: str) -> Path | None:
    """The file of an icon such as ``mic.png`` in a tutorial's folder, else among annotator's own; None if there is none."""
    candidates = (folder / name, assets.folder("icons") / name)
    return next((path for path in candidates if path.is_file()), None)


def is_ambiguous(found: Found) -> bool:
    """Whether other places match as well, and the target has no ``#n`` to choose one."""
    return bool(found.others) and getattr(found.target, "occurrence", None) is None


def describe(target: Target) -> str:
    """A target as messages name it: “Join” or “Unirse”, The icon mic.png, The point 50% 30%."""
    if isinstance(target, TextTarget):
        words = join_words([f"“{wording}”" for wording in target.wordings], "or")
        template = "{words} #{occurrence}"
        return Message(template, words=words, occurrence=target.occurrence) if target.occurrence else words
    if isinstance(target, IconTarget):
        template = "The icon {file} #{occurrence}" if target.occurrence else "The icon {file}"
        return Message(template, file=target.file, occurrence=target.occurrence)
    if isinstance(target, PointTarget):
        return Message("The point {x}% {y}%", x=f"{target.x:g}", y=f"{target.y:g}")
    assert isinstance(target, BoxTarget)
    return Message(
        "The box {left}% {top}% {width}% {height}%",
        left=f"{target.left:g}",
        top=f"{target.top:g}",
        width=f"{target.width:g}",
        height=f"{target.height:g}",
    )

"""Draws one mark on a screenshot, at the screenshot's own size. There is no command for it, only ``annotator.point_at``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotator.cache import Cache, default_root
from annotator.commands import find as finding
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import (
    ACTIONS,
    ActionKind,
    Colors,
    Found,
    MarkedTarget,
    Problem,
    Progress,
    Query,
    Screen,
    StepCard,
    StepNumber,
    Theme,
    no_progress,
)
from annotator.pack.scan.scan_problems import describe, is_ambiguous

if TYPE_CHECKING:
    from PIL.Image import Image


def point_at(
    picture: Path,
    target: str,
    action: ActionKind | None = None,
    pointer: Literal["arrow", "hand"] = "arrow",
    colors: Colors | None = None,
    progress: Progress = no_progress,
) -> Image:
    """Draw the mark for ``action`` at ``target`` on a copy of the whole picture, as cards do.

    Without ``action``, it is the one that ``target`` begins with (``type: Usuario``), else ``tap``.

    Raises:
        AnnotatorError: ``action`` is unknown, or has no target.
        ProblemsError: the picture can't be opened, or the target is missing or ambiguous.
    """
    from annotator.cards.marked_screen import mark_screenshot

    with_target = [kind for kind, traits in ACTIONS.items() if traits.takes in ("target", "target or nothing")]
    if action is not None and action not in with_target:
        raise AnnotatorError(f"“{action}” is not an action with a target.", f"Use {', '.join(with_target)}.")
    query = finding.parse_query(target, picture.parent)
    if isinstance(query, Problem):
        raise ProblemsError([query])
    query = Query(query.target, action or query.action)
    located = finding.locate(picture, [query], Cache(default_root()), progress)
    (found,) = finding.require_founds(located.answers)
    if found.box is None or is_ambiguous(found):
        raise ProblemsError([_describe_problem(picture.name, found)])
    marked = MarkedTarget.at(found.outline or found.box, found.box)
    screen = Screen(located.picture.digest, texts=tuple(text.box for text in located.texts))
    theme = Theme(colors or Colors(), pointer)
    return mark_screenshot(
        StepCard("whole", StepNumber(1), 1, screen, theme, query.action, marks=(marked,)), located.picture.pixels
    )


def _describe_problem(name: str, found: Found) -> Problem:
    words = describe(found.target)
    if found.box is not None:
        times = len(found.numbered_places)
        return Problem(
            name, 0, f"{words} appears {times} times.", f"Write which one: add #1 to #{times}, from the top."
        )
    near = ", ".join(f"“{text}”" for text in found.nearest)
    remedy = (
        f"The most similar texts there are {near}."
        if near
        else "Write a word that is on it, or a point such as 50% 30%."
    )
    return Problem(name, 0, f"{words} is not on it.", remedy)

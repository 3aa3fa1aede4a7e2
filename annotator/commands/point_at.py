"""Draw the mark for one target on a picture, as cards do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotator.cache import Cache, default_root
from annotator.edition.located_targets import locate, parse_query, require_founds
from annotator.edition.scan.scan_problems import check_target
from annotator.edition.scan.target_mentions import TargetMention
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import ACTIONS, ActionKind, Colors, MarkedTarget, Problem, Progress, Query, Screen, no_progress
from annotator.model.cards import StepCard, Theme
from annotator.model.step_number import StepNumber

if TYPE_CHECKING:
    from PIL.Image import Image


def point_at(
    picture: Path,
    target: str,
    action: ActionKind | None = None,
    pointer: Literal["arrow", "hand"] = "arrow",
    progress: Progress = no_progress,
) -> Image:
    """Draw the mark for ``action`` at ``target`` on a copy of the whole picture.

    Without ``action``, it is the one that ``target`` begins with (``type: Usuario``), else ``tap``.

    Raises:
        AnnotatorError: ``action`` is unknown, or doesn't take a target alone.
        ProblemsError: the picture can't be opened, or the target can't be understood, is missing or ambiguous.
    """
    from annotator.cards.marked_screen import mark_screenshot  # loads NumPy and OpenCV

    if action is not None:
        _require_target_action(action)
    query = parse_query(target, picture.parent)
    if isinstance(query, Problem):
        raise ProblemsError([query])
    query = Query(query.target, action or query.action)
    located = locate(picture, [query], Cache(default_root()), progress)
    (found,) = require_founds(located.answers)
    if problems := list(check_target(found, picture.name, TargetMention(query, 0))):
        raise ProblemsError([replace(problem, file=picture.name) for problem in problems])
    assert found.box is not None, "check_target reports a target that was not found"
    mark = MarkedTarget.at(found.outline or found.box, found.box)
    screen = Screen(located.picture.digest, texts=tuple(text.box for text in located.texts))
    theme = Theme(Colors(), pointer)
    card = StepCard("whole", StepNumber(1), total=1, screen=screen, theme=theme, action=query.action, marks=(mark,))
    return mark_screenshot(card, located.picture.pixels)


def _require_target_action(action: str) -> None:
    """Raise AnnotatorError unless ``action`` takes a target alone: ``tap`` and ``wait`` do, ``swipe`` doesn't."""
    target_actions = [kind for kind, traits in ACTIONS.items() if traits.takes in ("target", "target or nothing")]
    if action not in target_actions:
        message = "“{action}” is not an action with a target."
        remedy = "Use {actions}."
        raise AnnotatorError(message, remedy, action=action, actions=", ".join(target_actions))

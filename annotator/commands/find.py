"""The command ``find``: try targets on one picture before a script has them; and `point_at`, which draws one mark.

``annotator find 03-unirse.png "Join | Unirse" Salir`` answers with a line for each target::

    “Join” or “Unirse”, as “Unirse”: found at 455,2053, 172×53 px; tap area: 48,2007, 984×153 px (4.4% 85.8% 91.1% 6.5%).
    Salir: not found. The most similar texts there are “Audio”, “Unirse”, “III”.

A target that can't be understood is a `Problem` in place of its result, so that it doesn't spoil the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from annotator import outputs
from annotator.cache import Cache, default_root
from annotator.edition.scan.scan_problems import (
    TargetMention,
    check_target,
    check_upright,
    describe,
    find_icon,
    is_ambiguous,
)
from annotator.errors import AnnotatorError, ProblemsError, refuse_problems
from annotator.messages import Message, join, key_and_parts
from annotator.model import (
    ACTIONS,
    ActionKind,
    Box,
    Colors,
    Found,
    IconTarget,
    MarkedTarget,
    Problem,
    Progress,
    Query,
    Screen,
    StepCard,
    StepNumber,
    TextLine,
    TextTarget,
    Theme,
    no_progress,
)
from annotator.script import RECORDINGS, suffix

if TYPE_CHECKING:
    from PIL.Image import Image

    from annotator.screen.load import Picture

Answer = Found | Problem
"""The result of a query, or the problem that it can't be understood, or that its icon has no picture."""


@dataclass(frozen=True, slots=True)
class LocatedTargets:
    """A picture, the texts on it, and the answer to each query, in order."""

    picture: Picture
    texts: tuple[TextLine, ...]
    answers: tuple[Answer, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture, in pixels."""
        return self.picture.width, self.picture.height

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices about the picture: that it was turned, or may have to be."""
        name, picture = self.picture.name, self.picture
        problems = check_upright(picture.turn, name, 0, unsure=picture.unsure)
        return tuple(problem.sentences for problem in problems)


def find(
    picture: Path,
    queries: Sequence[str],
    preview: Path | None = None,
    progress: Progress = no_progress,
) -> LocatedTargets:
    """Locate ``queries`` on ``picture``; return the answers in order. A wrong query doesn't spoil the other answers.

    With ``preview``, all candidates are drawn and numbered on a copy of the picture, which is written to that path.
    Raises what `locate` raises, and OutputError if ``preview`` can't be written, is in a tutorial or pack, or is another file.
    """
    cache = Cache(default_root())
    if preview is not None:
        outputs.claim(preview, "find", cache.root, option="--preview")
    located = locate(picture, [parse_query(query, picture.parent) for query in queries], cache, progress)
    if preview is not None:
        from annotator.cards import image_files  # loads OpenCV, only for a preview
        from annotator.cards.sheets import draw_preview

        image_files.save(draw_preview(located.picture.pixels, located.answers), preview)
        outputs.claims.note(preview, cache)
    return located


def point_at(
    picture: Path,
    target: str,
    action: ActionKind | None = None,
    pointer: Literal["arrow", "hand"] = "arrow",
    progress: Progress = no_progress,
) -> Image:
    """Draw the mark for ``action`` at ``target`` on a copy of the whole picture, as cards do.

    Without ``action``, it is the one that ``target`` begins with (``type: Usuario``), else ``tap``.

    Raises:
        AnnotatorError: ``action`` is unknown, or has no target.
        ProblemsError: the picture can't be opened, or the target is missing or ambiguous.
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
    card = StepCard("whole", StepNumber(1), 1, screen, Theme(Colors(), pointer), query.action, marks=(mark,))
    return mark_screenshot(card, located.picture.pixels)


def _require_target_action(action: str) -> None:
    """Raise AnnotatorError unless ``action`` is one that has a target: ``tap`` does, ``wait`` doesn't."""
    target_actions = [kind for kind, traits in ACTIONS.items() if traits.takes in ("target", "target or nothing")]
    if action not in target_actions:
        raise AnnotatorError(
            "“{action}” is not an action with a target.",
            "Use {actions}.",
            action=action,
            actions=", ".join(target_actions),
        )


def parse_query(text: str, folder: Path) -> Query | Problem:
    """The query of a target (``Unirse``) or of an action line (``type: Usuario``), or its problem.

    Icons are looked for in ``folder``, and among those of annotator.
    """
    from annotator import script  # only for what is typed as in a script

    try:
        query = script.parse_query(text)
    except script.BadValueError as error:
        return Problem(text or '""', 0, error.message, error.remedy)
    if isinstance(query.target, IconTarget) and find_icon(folder, query.target.file) is None:
        message = Message("There is no icon {file}.", file=query.target.file)
        return Problem(text, 0, message, "Put the icon's picture beside the screenshot.")
    return query


def locate(
    picture: Path, queries: Sequence[Query | Problem], cache: Cache, progress: Progress = no_progress
) -> LocatedTargets:
    """Read a picture, turned upright, or the last frame of a recording, and locate ``queries`` on it.

    Args:
        picture: a screenshot, or a screen recording such as ``01-entrar.mp4``.
        queries: the results of `parse_query`; a problem is returned as that target's answer.
        cache: the cache of read texts.
        progress: called as ``progress("reading", done, total)``.

    Raises:
        ProblemsError: the picture, or that of an icon, can't be opened.
    """
    from annotator.screen import load, ocr  # loads NumPy and OpenCV
    from annotator.screen.locate import targets

    progress("reading", 0, 1)
    if suffix(picture.name) in RECORDINGS:
        from annotator.video import recordings

        film = recordings.prepare(picture, cache, end=recordings.MAX_SECONDS)
        opened = load.load(film.still, picture.name)
        texts = ocr.read_texts(opened, cache)
    else:
        opened, texts = ocr.open_upright(picture, cache)
    progress("reading", 1, 1)
    valid = [query for query in queries if isinstance(query, Query)]
    results = targets.find(opened, texts, valid, lambda name: find_icon(picture.parent, name))
    found_by_query = dict(zip(valid, results, strict=True))
    answers = tuple(found_by_query[query] if isinstance(query, Query) else query for query in queries)
    return LocatedTargets(opened, tuple(texts), answers)


def require_founds(answers: Sequence[Answer]) -> list[Found]:
    """The results, for a caller who needs all of them. Raises ProblemsError if any is a problem."""
    refuse_problems(answer for answer in answers if isinstance(answer, Problem))
    return [answer for answer in answers if isinstance(answer, Found)]


def is_found(answer: Answer) -> bool:
    """Whether the target of a query is on the picture."""
    return isinstance(answer, Found) and answer.box is not None


def to_json(query: str, answer: Answer, size: tuple[int, int]) -> dict[str, Any]:
    """The answer to a query as an object of the command's JSON list.

    ``box`` is the text or icon and ``outline`` what to press, as [x, y, width, height] in pixels; ``box_percent`` and
    ``outline_percent`` are the same in percent of the picture's ``size`` (width, height), the unit of boxes in a script::

        {"query": "Unirse", "found": true, "matched": "Unirse", "box": [455, 2053, 172, 53],
         "outline": [48, 2007, 984, 153], "box_percent": [42.1, 87.7, 15.9, 2.3],
         "outline_percent": [4.4, 85.8, 91.1, 6.5], "score": 1.0, "others": [], "problem": null, "key": "", "parts": {}}

    Where nothing was found, ``problem`` says why, and ``key`` and ``parts`` are that message's template and its parts.
    """
    found = Found(TextTarget((query,))) if isinstance(answer, Problem) else answer
    reason = "" if is_found(answer) else _explain_failure(answer)
    return {
        "query": query,
        "found": is_found(answer),
        "matched": found.matched,
        "box": found.box and found.box.numbers,
        "outline": found.outline and found.outline.numbers,
        "box_percent": found.box and _to_percents(found.box, size),
        "outline_percent": found.outline and _to_percents(found.outline, size),
        "score": round(found.score, 3),
        "others": [box.numbers for box in found.others],
        "problem": str(reason) or None,
        **key_and_parts(reason),
    }


def format_line(query: str, answer: Answer, size: tuple[int, int]) -> str:
    """The answer to a query on a picture of ``size`` (width, height) as one line for the terminal."""
    if isinstance(answer, Problem) or answer.box is None:
        return Message("{query}: {what}", query=query, what=_explain_failure(answer))
    outline = answer.outline or answer.box
    place = Message(
        "{target}: found at {box}; tap area: {outline} ({percents}).",
        target=_describe_match(answer),
        box=_format_box(answer.box),
        outline=_format_box(outline),
        percents=" ".join(f"{value:g}%" for value in _to_percents(outline, size)),
    )
    if not is_ambiguous(answer):
        return place
    return join(place, Message("It appears {times} times: add #1, #2 …", times=len(answer.numbered_places)))


def _describe_match(found: Found) -> str:
    """The target, and the text on the picture if it differs: ``“Join”, as “Unirse”``."""
    described = describe(found.target)
    first_wording = found.target.wordings[0] if isinstance(found.target, TextTarget) else None
    if not found.matched or found.matched == first_wording:
        return described
    return Message("{target}, as “{matched}”", target=described, matched=found.matched)


def _format_box(box: Box) -> str:
    """A box as the terminal shows it: ``455,2053, 172×53 px``."""
    return f"{box.x},{box.y}, {box.w}×{box.h} px"


def _explain_failure(answer: Answer) -> str:
    """Why a query has no place on the picture: ``not found. The most similar texts there are “Audio”, …``."""
    if isinstance(answer, Problem):
        return answer.sentences
    if not answer.nearest:
        return join("not found.")
    nearest = ", ".join(f"“{text}”" for text in answer.nearest)
    return join("not found.", Message("The most similar texts there are {near}.", near=nearest))


def _to_percents(box: Box, size: tuple[int, int]) -> list[float]:
    """Left, top, width and height in percent of a picture's ``size`` (width, height), to a tenth."""
    width, height = size
    parts = (box.x / width, box.y / height, box.w / width, box.h / height)
    return [round(100 * part, 1) for part in parts]

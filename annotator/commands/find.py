"""The command ``find``: try targets or action lines on one picture before a script has them. `point_at` draws one mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from annotator import assets, outputs
from annotator.cache import Cache, default_root
from annotator.edition.scan.scan_problems import TargetMention, check_target, check_upright, describe, is_ambiguous
from annotator.errors import AnnotatorError, ProblemsError
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
    Raises what `locate` raises, and OutputError if ``preview`` is inside a tutorial or pack, or another file is there.
    """
    cache = Cache(default_root())
    if preview is not None:
        outputs.claim(preview, "find", cache.root, option="--preview")
    parsed = [parse_query(query, picture.parent) for query in queries]
    located = locate(picture, parsed, cache, progress)
    if preview is not None:
        from annotator.cards import image_files  # loads OpenCV, only for a preview
        from annotator.cards.image_files import draw_preview

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

    with_target = [kind for kind, traits in ACTIONS.items() if traits.takes in ("target", "target or nothing")]
    if action is not None and action not in with_target:
        raise AnnotatorError(
            "“{action}” is not an action with a target.",
            "Use {actions}.",
            action=action,
            actions=", ".join(with_target),
        )
    query = parse_query(target, picture.parent)
    if isinstance(query, Problem):
        raise ProblemsError([query])
    query = Query(query.target, action or query.action)
    located = locate(picture, [query], Cache(default_root()), progress)
    (found,) = require_founds(located.answers)
    if problems := list(check_target(found, picture.name, TargetMention(query, 0))):
        raise ProblemsError([replace(problem, file=picture.name) for problem in problems])
    assert found.box is not None, "a problem otherwise"
    marked = MarkedTarget.at(found.outline or found.box, found.box)
    screen = Screen(located.picture.digest, texts=tuple(text.box for text in located.texts))
    theme = Theme(Colors(), pointer)
    return mark_screenshot(
        StepCard("whole", StepNumber(1), 1, screen, theme, query.action, marks=(marked,)), located.picture.pixels
    )


def parse_query(text: str, folder: Path) -> Query | Problem:
    """The query of a target (``Unirse``) or of an action line (``type: Usuario``), or what is wrong with it.

    Icons are looked for in ``folder``, and among those of annotator.
    """
    from annotator import script  # only for what is typed as in a script

    try:
        query = script.parse_query(text)
    except script.BadValueError as error:
        return Problem(text or '""', 0, error.message, error.remedy)
    if isinstance(query.target, IconTarget) and _find_icon(folder, query.target.file) is None:
        message = Message("There is no icon {file}.", file=query.target.file)
        return Problem(text, 0, message, "Put the icon's picture beside the screenshot.")
    return query


def locate(
    picture: Path, queries: Sequence[Query | Problem], cache: Cache, progress: Progress = no_progress
) -> LocatedTargets:
    """Read a picture, upright, or the last frame of a recording, and locate ``queries`` on it, as of `parse_query`.

    Raises ProblemsError for a picture, also of an icon, that can't be opened.
    """
    from annotator.screen import load, ocr  # loads NumPy and OpenCV
    from annotator.screen.locate import targets

    progress("reading", 0, 1)
    if suffix(picture.name) in RECORDINGS:
        from annotator.video import render  # only for a recording

        opened = load.load(render.last_picture(picture, cache), picture.name)
        texts = ocr.read_texts(opened, cache)
    else:
        opened, texts = ocr.open_upright(picture, cache)
    progress("reading", 1, 1)
    asked = [query for query in queries if isinstance(query, Query)]
    founds = iter(targets.find(opened, texts, asked, lambda name: _find_icon(picture.parent, name)))
    answers = tuple(next(founds) if isinstance(query, Query) else query for query in queries)
    return LocatedTargets(opened, tuple(texts), answers)


def require_founds(answers: Sequence[Answer]) -> list[Found]:
    """The results, for a caller who needs all of them. Raises ProblemsError if a query couldn't be asked."""
    problems = [answer for answer in answers if isinstance(answer, Problem)]
    if problems:
        raise ProblemsError(problems)
    return [answer for answer in answers if isinstance(answer, Found)]


def is_found(answer: Answer) -> bool:
    """Whether the target of a query is on the picture."""
    return isinstance(answer, Found) and answer.box is not None


def to_json(query: str, answer: Answer, size: tuple[int, int]) -> dict[str, Any]:
    """The answer to a query as an object of the command's JSON list. Boxes are [x, y, width, height] in pixels.

    ``box_percent`` and ``outline_percent`` are the same in percent of the picture's ``size`` (width, height), as a script
    has boxes.

    ``problem`` says why nothing was found, with the ``key`` and ``parts`` of that message; it is null where something was.
    """
    found = answer if isinstance(answer, Found) else Found(TextTarget((query,)))
    return {
        "query": query,
        "found": found.box is not None,
        "matched": found.matched,
        "box": found.box and found.box.numbers,
        "outline": found.outline and found.outline.numbers,
        "box_percent": None if found.box is None else _percents(found.box, size),
        "outline_percent": None if found.outline is None else _percents(found.outline, size),
        "score": round(found.score, 3),
        "others": [box.numbers for box in found.others],
        "problem": None if is_found(answer) else str(_explain(answer)),
        **key_and_parts("" if is_found(answer) else _explain(answer)),
    }


def format_line(query: str, answer: Answer, size: tuple[int, int]) -> str:
    """The answer to a query on a picture of ``size`` (width, height) as one line for the terminal."""
    if isinstance(answer, Problem) or answer.box is None:
        return Message("{query}: {what}", query=query, what=_explain(answer))
    found, box = answer, answer.box
    wordings = found.target.wordings if isinstance(found.target, TextTarget) else (query,)
    outline = found.outline or box
    what = describe(found.target)
    if found.matched and found.matched not in wordings[:1]:
        what = Message("{target}, as “{matched}”", target=what, matched=found.matched)
    place = Message(
        "{target}: found at {box}; tap area: {outline} ({percents}).",
        target=what,
        box=_format_box(box),
        outline=_format_box(outline),
        percents=" ".join(f"{value:g}%" for value in _percents(outline, size)),
    )
    if not is_ambiguous(found):
        return place
    return join(place, Message("It appears {times} times: add #1, #2 …", times=len(found.numbered_places)))


def _format_box(box: Box) -> str:
    return f"{box.x},{box.y}, {box.w}×{box.h} px"


def _explain(answer: Answer) -> str:
    """Why a query has no place on the picture."""
    if isinstance(answer, Problem):
        return answer.sentences
    near = ", ".join(f"“{text}”" for text in answer.nearest)
    similar = Message("The most similar texts there are {near}.", near=near) if near else ""
    return join("not found.", similar)


def _find_icon(folder: Path, name: str) -> Path | None:
    candidates = (folder / name, assets.folder("icons") / name)
    return next((path for path in candidates if path.is_file()), None)


def _percents(box: Box, size: tuple[int, int]) -> list[float]:
    """Left, top, width and height in percent of a picture's ``size``, to a tenth."""
    width, height = size
    return [round(100 * part / of, 1) for part, of in zip(box.numbers, (width, height) * 2, strict=True)]

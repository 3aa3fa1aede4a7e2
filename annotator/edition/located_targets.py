"""Locate targets that somebody typed on one picture, without a script.

A target that can't be understood is a `Problem` in place of its result, so that it doesn't spoil the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import script
from annotator.cache import Cache
from annotator.edition.scan.scan_problems import check_upright
from annotator.edition.scan.target_mentions import find_icon
from annotator.errors import ProblemsError
from annotator.messages import Message
from annotator.model import Found, IconTarget, Problem, Progress, Query, TextLine, no_progress
from annotator.script import RECORDINGS, suffix

if TYPE_CHECKING:
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
        problems = check_upright(self.picture.turn, self.picture.name, 0, unsure=self.picture.unsure)
        return tuple(problem.sentences for problem in problems)


def parse_query(text: str, folder: Path) -> Query | Problem:
    """The query of a target (``Unirse``) or of an action line (``type: Usuario``), or its problem.

    Icons are looked for in ``folder``, and among those of annotator.
    """
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
    """Read a picture, turned upright, or the last frame of a recording's first minute, and locate ``queries`` on it.

    Args:
        picture: a screenshot, or a screen recording such as ``01-entrar.mp4``.
        queries: the results of `parse_query`; a problem is returned as that target's answer.
        cache: the cache of read texts and prepared recordings.
        progress: called as ``progress("reading", done, total)``.

    Raises:
        ProblemsError: the picture, the recording, or the picture of an icon can't be opened.
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
    problems = [answer for answer in answers if isinstance(answer, Problem)]
    if problems:
        raise ProblemsError(problems)
    return [answer for answer in answers if isinstance(answer, Found)]

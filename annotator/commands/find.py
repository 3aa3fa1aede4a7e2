"""The command ``find``: locate targets, written as in a script, on one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator import assets, places
from annotator.cache import Cache, default_root
from annotator.errors import ProblemsError
from annotator.model import Box, Found, IconTarget, Problem, Progress, Target, TextLine, TextTarget, no_progress
from annotator.pack.scan.scan_problems import describe
from annotator.script import RECORDINGS, suffix

if TYPE_CHECKING:
    from annotator.screen.load import Picture


@dataclass(frozen=True, slots=True)
class LocatedTargets:
    """A picture, the texts on it, and the result for each query, in order."""

    picture: Picture
    texts: tuple[TextLine, ...]
    founds: tuple[Found, ...]


def find(
    picture: Path, queries: Sequence[str], preview: Path | None = None, progress: Progress = no_progress
) -> list[Found]:
    """Locate ``queries`` on ``picture``; return the results in order.

    With ``preview``, all candidates are drawn and numbered on a copy of the picture, which is written to that path.
    Raises what `locate` raises, and OutputError if ``preview`` is inside a tutorial or pack, or another file is there.
    """
    cache = Cache(default_root())
    if preview is not None:
        places.claim(preview, "find", cache.root, option="--preview")
    located = locate(picture, queries, cache, progress)
    if preview is not None:
        from annotator.cards import image_files
        from annotator.cards.preview import draw_preview as draw

        drawn = draw(located.picture.pixels, located.founds)
        image_files.save(drawn, preview, places.ownership.comment_for("find"))
    return list(located.founds)


def locate(picture: Path, queries: Sequence[str], cache: Cache, progress: Progress = no_progress) -> LocatedTargets:
    """Read a picture, or the last frame of a recording, and locate ``queries`` on it.

    Raises ProblemsError for a picture that can't be opened, or a query that can't be understood.
    """
    from annotator.screen import load, ocr
    from annotator.screen.locate import targets as finder

    if suffix(picture.name) in RECORDINGS:
        from annotator.video import recording

        opened = load.load(recording.last_picture(picture, cache), picture.name)
    else:
        opened = load.load(picture)
    targets = [_parse_target(query) for query in queries]
    problems = [
        Problem(query, 0, f"There is no icon {target.file}.", "Put the icon's picture beside the screenshot.")
        for query, target in zip(queries, targets, strict=True)
        if isinstance(target, IconTarget) and _find_icon(picture.parent, target.file) is None
    ]
    if problems:
        raise ProblemsError(problems)
    progress("reading", 0, 1)
    texts = ocr.read_texts(opened, cache)
    progress("reading", 1, 1)
    founds = finder.find(opened, texts, targets, lambda name: _find_icon(picture.parent, name))
    return LocatedTargets(opened, tuple(texts), tuple(founds))


def to_json(query: str, found: Found) -> dict[str, Any]:
    """The result of a query as an object of the command's JSON list. Boxes are [x, y, width, height] in pixels."""
    return {
        "query": query,
        "found": found.box is not None,
        "matched": found.matched,
        "box": _numbers(found.box),
        "outline": _numbers(found.outline),
        "score": round(found.score, 3),
        "others": [_numbers(box) for box in found.others],
    }


def format_line(query: str, found: Found) -> str:
    """The result of a query as one line for the terminal."""
    if found.box is None:
        near = ", ".join(f"“{text}”" for text in found.nearest)
        return f"{query}: not found." + (f" The most similar texts there are {near}." if near else "")
    wordings = found.query.wordings if isinstance(found.query, TextTarget) else (query,)
    matched = f" as “{found.matched}”" if found.matched and found.matched not in wordings[:1] else ""
    outline = found.outline or found.box
    others = f" It appears {len(found.numbered_places)} times: add #1, #2 …" if is_ambiguous(found) else ""
    what = describe(found.query)
    return (
        f"{what}: found{matched} at {found.box.x},{found.box.y}, {found.box.w}×{found.box.h} px; "
        f"tap area: {outline.x},{outline.y}, {outline.w}×{outline.h} px.{others}"
    )


def is_ambiguous(found: Found) -> bool:
    """Whether other places match as well, and the query has no ``#n`` to choose one."""
    return bool(found.others) and not (isinstance(found.query, TextTarget) and found.query.occurrence)


def _parse_target(query: str) -> Target:
    from annotator import script

    try:
        return script.parse_target(query)
    except script.BadValueError as error:
        raise ProblemsError([Problem(query or '""', 0, error.message, error.remedy)]) from error


def _find_icon(folder: Path, name: str) -> Path | None:
    candidates = (folder / name, assets.folder("icons") / name)
    return next((path for path in candidates if path.is_file()), None)


def _numbers(box: Box | None) -> list[int] | None:
    return None if box is None else [box.x, box.y, box.w, box.h]

"""The command ``find``: try targets on one picture before a script has them.

``annotator find 03-unirse.png "Join | Unirse" Salir`` answers with a line for each target::

    “Join” or “Unirse”, as “Unirse”: found at 455,2053, 172×53 px; tap area: 48,2007, 984×153 px (4.4% 85.8% 91.1% 6.5%).
    Salir: not found. The most similar texts there are “Audio”, “Unirse”, “III”.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator import outputs
from annotator.cache import Cache, default_root
from annotator.edition.located_targets import Answer, LocatedTargets, locate, parse_query
from annotator.edition.scan.target_mentions import describe, is_ambiguous
from annotator.messages import Message, join, key_and_parts
from annotator.model import Box, Found, Problem, Progress, TextTarget, no_progress


def find(
    picture: Path, queries: Sequence[str], preview: Path | None = None, progress: Progress = no_progress
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
        from annotator.cards import image_files  # only for a preview
        from annotator.cards.sheets import draw_preview

        image_files.save(draw_preview(located.picture.pixels, located.answers), preview)
        outputs.claims.note(preview, cache)
    return located


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
    located = Message(
        "{target}: found at {box}; tap area: {outline} ({percents}).",
        target=_describe_match(answer),
        box=_format_box(answer.box),
        outline=_format_box(outline),
        percents=" ".join(f"{value:g}%" for value in _to_percents(outline, size)),
    )
    if not is_ambiguous(answer):
        return located
    return join(located, Message("It appears {times} times: add #1, #2 …", times=len(answer.numbered_places)))


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

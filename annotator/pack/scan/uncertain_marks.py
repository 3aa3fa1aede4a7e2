"""Tell which marks of a step are uncertain, so that staff look at them before a family does. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.model import BoxTarget, Found, IconTarget, PointTarget, Problem, TextLine, TextTarget
from annotator.pack.scan.scan_problems import TargetMention, describe, is_ambiguous
from annotator.screen import boxes
from annotator.script import SCRIPT

MIN_SURE_ICON: Final = 0.9
"""Score below which an icon may be another one: its meaning is not clear, or it is drawn differently."""
MIN_SURE_TEXT: Final = 0.95
"""Score below which a text is similar to the wording rather than the same (``screen.locate.text_match``)."""
MAX_OTHERS: Final = {"text": 4, "icon": 2}
"""Maximum number of other texts in a touch target: a row has a second line and a value, an icon its label."""
MAX_SHARE: Final = 0.3
"""Maximum share of the picture that a touch target with other texts in it covers."""


def check_certainty(
    founds: Sequence[Found],
    mentions: Sequence[TargetMention],
    texts: Sequence[TextLine],
    size: tuple[int, int],
    name: str,
) -> Iterator[Problem]:
    """A warning for each mark that may be in the wrong place, or around too much.

    Args:
        founds: the located targets to mark.
        mentions: where the script names them, in the same order.
        texts: all texts on the picture.
        size: width and height of the picture, in pixels.
        name: the name of the picture.
    """
    for found, mention in zip(founds, mentions, strict=True):
        doubt = _find_doubt(found, texts, size)
        if doubt is not None:
            message, remedy = doubt
            yield Problem(
                SCRIPT,
                mention.line,
                f"{describe(found.target)} on {name} {message}",
                f"Look at it with annotator check --preview. {remedy}",
                "warning",
            )


def select_doubtful(founds: Sequence[Found], texts: Sequence[TextLine], size: tuple[int, int]) -> tuple[Found, ...]:
    """Those of the located targets whose mark is uncertain, or that have several places to choose from."""
    return tuple(
        found
        for found in founds
        if found.box is not None and (is_ambiguous(found) or _find_doubt(found, texts, size) is not None)
    )


def _find_doubt(found: Found, texts: Sequence[TextLine], size: tuple[int, int]) -> tuple[str, str] | None:
    """What is uncertain about a mark, as the end of a sentence, and what to do; None for a mark that is certain."""
    box, outline = found.box, found.outline
    if box is None or outline is None or isinstance(found.target, BoxTarget) or is_ambiguous(found):
        return None
    cut_off = min(box.x, box.y) <= 0 or box.right >= size[0] or box.bottom >= size[1]
    if isinstance(found.target, TextTarget) and found.score < MIN_SURE_TEXT:
        return "was found only in part, or is written differently.", "Write the words as they are on the picture."
    if isinstance(found.target, IconTarget) and found.score < MIN_SURE_ICON:
        return (
            "may be another icon.",
            "If it is, cut the icon out of this screenshot, or write a point such as 50% 30%.",
        )
    if not isinstance(found.target, PointTarget) and cut_off:
        return "is cut off at the edge of the picture.", "Take the screenshot again, scrolled so that all of it shows."
    kind = "icon" if isinstance(found.target, IconTarget) else "text"
    others = sum(boxes.center_in(line.box, outline) and not boxes.center_in(line.box, box) for line in texts)
    large = outline.w * outline.h > MAX_SHARE * size[0] * size[1]
    if others > MAX_OTHERS[kind] or (large and others):
        return (
            f"got a mark with {others} other texts in it.",
            "If it is too large, write the place as a box such as 10% 40% 80% 7%.",
        )
    return None

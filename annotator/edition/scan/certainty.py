"""Warn of marks that may be in the wrong place, or around too much.

``“Unirse” on 03.png is cut off at the edge of the picture.`` is one. A target that somebody placed by a box is never doubted.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.edition.scan.cover_decisions import MIN_SAME_TEXT_SCORE
from annotator.edition.scan.target_mentions import TargetMention, describe, is_ambiguous
from annotator.messages import Message, join
from annotator.model import BoxTarget, Found, IconTarget, PointTarget, Problem, TextLine, TextTarget
from annotator.screen import boxes
from annotator.script import SCRIPT

MIN_SURE_ICON: Final = 0.9
"""Score below which an icon may be another one: its meaning is not clear, or it is drawn differently."""
_MAX_OTHER_TEXTS: Final = {"text": 4, "icon": 2}
"""Maximum number of other texts in the touch target of a text or point (a row's second line, its value), and of an icon."""
_MAX_SHARE: Final = 0.3
"""Maximum share of the picture that a touch target with another text in it may cover."""


def check_certainty(
    founds: Sequence[Found],
    mentions: Sequence[TargetMention],
    texts: Sequence[TextLine],
    size: tuple[int, int],
    name: str,
) -> Iterator[Problem]:
    """A warning for each mark that is doubtful, with the first reason for it.

    Args:
        founds: the located targets to mark.
        mentions: the lines of the script that name them, in the same order.
        texts: all lines of text on the picture.
        size: width and height of the picture, in pixels.
        name: the file name of the picture ("03.png").
    """
    for found, mention in zip(founds, mentions, strict=True):
        doubt = _find_doubt(found, texts, size, name)
        if doubt is not None:
            message, remedy = doubt
            look = join("Look at it: annotator find PICTURE TARGET --preview FILE.", remedy)
            yield Problem(SCRIPT, mention.line, message, look, "warning")


def _find_doubt(
    found: Found, texts: Sequence[TextLine], size: tuple[int, int], name: str
) -> tuple[Message, str] | None:
    """The first doubt about a mark on the picture ``name``, and its remedy; None if there is none.

    A target that is missing or ambiguous is a problem already, not a doubt.
    """
    box, outline = found.box, found.outline
    if box is None or outline is None or isinstance(found.target, BoxTarget) or is_ambiguous(found):
        return None
    target = describe(found.target)
    cut_off = min(box.x, box.y) <= 0 or box.right >= size[0] or box.bottom >= size[1]
    if isinstance(found.target, TextTarget) and found.score < MIN_SAME_TEXT_SCORE:
        template = "{target} on {name} was found only in part, or is written differently."
        return Message(template, target=target, name=name), "Write the words as they are on the picture."
    if isinstance(found.target, IconTarget) and found.score < MIN_SURE_ICON:
        return (
            Message("{target} on {name} may be another icon.", target=target, name=name),
            "If it is, cut the icon out of this screenshot, or write a point such as 50% 30%.",
        )
    if not isinstance(found.target, PointTarget) and cut_off:
        return (
            Message("{target} on {name} is cut off at the edge of the picture.", target=target, name=name),
            "Take the screenshot again, scrolled so that all of it shows.",
        )
    kind = "icon" if isinstance(found.target, IconTarget) else "text"
    other_texts = sum(boxes.center_in(line.box, outline) and not boxes.center_in(line.box, box) for line in texts)
    is_large = outline.area > _MAX_SHARE * size[0] * size[1]
    if other_texts > _MAX_OTHER_TEXTS[kind] or (is_large and other_texts):
        template = "{target} on {name} got a mark with {others} other texts in it."
        if other_texts == 1:
            template = "{target} on {name} got a mark with 1 other text in it."
        return (
            Message(template, target=target, name=name, others=other_texts),
            "If it is too large, write the place as a box such as 10% 40% 80% 7%.",
        )
    return None

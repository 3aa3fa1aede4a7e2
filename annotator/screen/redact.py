"""Decide what to cover on a screenshot: detected private data, and the lines of the script that add to it or take away.

``pii`` (private texts) and ``faces`` detect what is covered automatically. In a script::

    - hide: Ana García = Luna     covers the name, and writes "Luna" in its place, in the size and colour of the text
    - show: 410-555-0100          leaves the school's own number as it is

The result is a list of `Redaction`, which `annotator.screen.covers` draws.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from annotator.model import Box, Found, Hide, IconTarget, PointTarget, Redaction, Target, TextTarget
from annotator.screen import boxes

MIN_SAME_PLACE: Final = 0.5
"""Minimum overlap (0..1): of the smaller of two covers to be merged, and of a face, or a line's height, to be shown."""
MIN_LETTER_WIDTH: Final = 0.3
"""Minimum width of a letter, in heights of its line; a narrower rest of a cover hides nothing."""


def requested_redactions(items: Iterable[tuple[Hide, Found]]) -> tuple[Redaction, ...]:
    """The redactions requested by ``hide:`` lines, given each line's target as found.

    All matches of a target are covered, or only the one that ``#n`` selects; for a point, its touch target.
    """
    covers: list[Redaction] = []
    for hide, found in items:
        if found.box is None:
            continue
        places = [found.outline if isinstance(hide.target, PointTarget) and found.outline else found.box]
        if not _is_numbered(hide.target):
            # A name that has a line to itself somewhere is also private inside longer lines.
            places += [*found.others, *found.all_places]
        covers += [Redaction(box, "chosen", hide.example) for box in dict.fromkeys(places)]
    return tuple(covers)


def remove_shown(hidden: Iterable[Redaction], shown: Iterable[Found]) -> tuple[Redaction, ...]:
    """``hidden`` without the words that ``show:`` lines keep visible; the rest of a line stays covered."""
    remaining = list(hidden)
    for found in shown:
        if found.box is None:
            continue
        places = [found.box] if _is_numbered(found.target) else [found.box, *found.others]
        for box in places:
            remaining = [rest for cover in remaining for rest in _split_at(cover, box)]
    return tuple(remaining)


def _is_numbered(target: Target) -> bool:
    """Whether a target names one of several places, as ``Ana #2`` does."""
    return isinstance(target, TextTarget | IconTarget) and target.occurrence is not None


def merge_overlapping(covers: Iterable[Redaction]) -> tuple[Redaction, ...]:
    """Merge each redaction that mostly overlaps an earlier one into it."""
    merged: list[Redaction] = []
    for cover in covers:
        for index, earlier in enumerate(merged):
            if boxes.overlap_coefficient(earlier.box, cover.box) > MIN_SAME_PLACE:
                merged[index] = replace(earlier, box=boxes.union(earlier.box, cover.box))
                break
        else:
            merged.append(cover)
    return tuple(merged)


def _split_at(item: Redaction, shown: Box) -> Iterator[Redaction]:
    """The parts of a redaction that remain beside the box ``shown``: all of it, parts to the left and right, or none."""
    box = item.box
    if shown.w == shown.h == 1:  # a point shows all of a cover
        if not boxes.contains(box, shown):
            yield item
    elif item.kind == "face":
        # A name is often written on its owner's picture: showing the name does not mean showing the face.
        if boxes.intersection(box, shown) <= MIN_SAME_PLACE * box.w * box.h:
            yield item
    elif min(box.bottom, shown.bottom) - max(box.y, shown.y) <= MIN_SAME_PLACE * min(box.h, shown.h):
        yield item
    else:
        for left, right in ((box.x, min(box.right, shown.x)), (max(box.x, shown.right), box.right)):
            if right - left > MIN_LETTER_WIDTH * box.h:
                yield Redaction(Box(left, box.y, right - left, box.h), item.kind, item.example)

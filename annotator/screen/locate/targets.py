"""Locate the targets of a script on a screenshot: texts, icons, points and boxes, each with its *touch target*.

The touch target, or outline, is the rectangle that a finger can press: for the word *Unirse*, the button with that word; for a
box, itself::

    find(picture, texts, [Query(TextTarget(("Unirse", "Join")), "tap")], icon_path)
    (Found(target, box=Box(470, 1830, 140, 44), outline=Box(60, 1780, 960, 144), matched="Unirse", score=1.0),)

All targets are located together, since the screenshot is searched for many icons at once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Final

from annotator.model.findings import Box, Found, PictureKind, Query, TextLine
from annotator.model.targets import BoxTarget, IconTarget, PointTarget, Target, TextTarget
from annotator.phrases import is_link
from annotator.screen import boxes, picture_kind
from annotator.screen.boxes import Detection
from annotator.screen.element.label_icons import MARGIN
from annotator.screen.element.points import find_touch_target
from annotator.screen.element.surroundings import MIN_WORD_LETTERS
from annotator.screen.load import Picture, load
from annotator.screen.locate import text_match
from annotator.screen.locate.icon_meanings import locate_meanings, meaning_of
from annotator.screen.locate.icons import locate_icons
from annotator.screen.locate.passages import span_box

_WORD: Final = re.compile(r"\S+")
_MIN_OVERLAP: Final = 0.5
"""Overlap (0..1) with a box from which a text counts as in it."""
_MIN_IN_ADDRESS: Final = 0.8
"""Share (0..1) of a text inside an address above which it is part of that."""
_EMS_PER_SIDE: Final = 70
"""Longer side of a screenshot without a text of `MIN_WORD_LETTERS`, in em."""


def find(
    picture: Picture,
    texts: Sequence[TextLine],
    queries: Sequence[Query],
    icon_path: Callable[[str], Path | None],
    kind: PictureKind | None = None,
) -> tuple[Found, ...]:
    """Locate ``queries`` on ``picture``, one ``Found`` for each, in order.

    Args:
        picture: the screenshot.
        texts: all texts on it, as ``ocr.read_texts`` returns them.
        queries: the targets to locate, with the action on each: ``Query(TextTarget(("Unirse", "Join")), "tap")``.
        icon_path: the function that returns the path of an icon by its name, or None; an icon without a path is not found.
        kind: the kind of picture; None: it is classified here.

    Of several places of a target, ``box`` is the first, or with ``#n`` the nth of ``numbered_places``, and ``others`` are the
    rest in the same order. Raises ProblemsError for an icon's file that cannot be opened.
    """
    detections = _detect_icons(picture, texts, [query.target for query in queries], icon_path)
    known = kind or picture_kind.classify(picture.pixels, texts)
    return tuple(_find(picture, texts, query, detections, known) for query in queries)


def _find(
    picture: Picture,
    texts: Sequence[TextLine],
    query: Query,
    detections: dict[str, tuple[Detection, ...]],
    kind: PictureKind,
) -> Found:
    """Locate one target, with its touch target; that of a text depends on the query's action, too."""
    match target := query.target:
        case TextTarget():
            found = match_text(texts, target)
            if found.box is None:
                return found
            touch_target = find_touch_target(
                picture.pixels, found.box, texts, role="text", action=query.action, kind=kind
            )
            return outline_match(picture, found, texts, touch_target)
        case IconTarget():
            return _find_icon(picture, texts, target, detections[target.file], kind)
        case PointTarget():
            x = min(picture.width - 1, round(target.x / 100 * picture.width))
            y = min(picture.height - 1, round(target.y / 100 * picture.height))
            point = Box(x, y, 1, 1)
            outline = find_touch_target(picture.pixels, point, texts, kind=kind)
            return Found(target, point, outline, score=1.0)
        case BoxTarget():
            box = _box_in_pixels(picture, target)
            return Found(target, box, box, score=1.0)


# ---------------------------------------------------------------- texts


def match_text(texts: Sequence[TextLine], target: TextTarget) -> Found:
    """Locate a text among those of a picture, without its touch target: ``outline`` is None. Pure."""
    best_matches = text_match.find_wordings(target.wordings, texts)
    exact_matches = text_match.find_exact_matches(best_matches[0].wording, texts) if best_matches else ()
    all_matches = exact_matches or best_matches
    all_places: tuple[Box, ...] = ()
    if target.occurrence or len(all_matches) > len(best_matches):
        all_places = tuple(match.box for match in all_matches)
    # "#2" counts every place of the wording, inside longer texts too, as people count them by eye.
    matches = all_matches if target.occurrence else best_matches
    number = target.occurrence or 1
    if len(matches) < number:
        return Found(target, nearest=text_match.suggest_texts(target.wordings, texts))
    chosen = matches[number - 1]
    return Found(
        target,
        chosen.box,
        matched=text_match.display_wording(chosen),
        score=round(chosen.score, 3),
        others=tuple(other.box for other in matches if other is not chosen),
        all_places=all_places,
    )


def outline_match(picture: Picture, found: Found, texts: Sequence[TextLine], touch_target: Box) -> Found:
    """A text with its touch target; that of an address inside a message is the whole address, not the bubble around it."""
    match = found.box
    address = _find_address(picture, match, texts) if match is not None else None
    if match is None or address is None:
        return replace(found, outline=touch_target)
    inside = [line for line in texts if boxes.overlap_coefficient(line.box, touch_target) > _MIN_OVERLAP]
    has_only_address = all(boxes.overlap_coefficient(line.box, match) > 0 for line in inside)
    is_whole = has_only_address and touch_target.w >= address.w
    return replace(found, outline=touch_target if is_whole else address)


def _find_address(picture: Picture, match: Box, texts: Sequence[TextLine]) -> Box | None:
    """The padded whole of a web address that contains ``match``; None if it is in none."""
    for line in texts:
        if boxes.overlap_coefficient(line.box, match) < _MIN_OVERLAP:
            continue
        for word in _WORD.finditer(line.text):
            box = span_box(line, *word.span())
            # In a longer wording, such as a file's name, what looks like an address is only its end.
            contains_match = boxes.intersection(box, match) > _MIN_IN_ADDRESS * match.w * match.h
            if is_link(word.group()) and contains_match:
                return boxes.clipped(boxes.inflated(box, MARGIN * box.h), picture.width, picture.height)
    return None


# ---------------------------------------------------------------- icons and boxes


def _detect_icons(
    picture: Picture, texts: Sequence[TextLine], targets: Sequence[Target], icon_path: Callable[[str], Path | None]
) -> dict[str, tuple[Detection, ...]]:
    """The detections of every icon among ``targets``, by its name.

    Icons of annotator's own are looked for by what they mean, all at once; then files of the tutorial's folder by their pictures.
    """
    names = list(dict.fromkeys(target.file for target in targets if isinstance(target, IconTarget)))
    paths = [icon_path(name) for name in names]
    detections: dict[str, tuple[Detection, ...]] = dict.fromkeys(names, ())
    files = {name: path for name, path in zip(names, paths, strict=True) if path is not None}
    meanings = {name: meaning for name, path in files.items() if (meaning := meaning_of(path)) is not None}
    drawings = {name: load(path).pixels for name, path in files.items() if name not in meanings}
    if meanings:
        heights = [line.box.h for line in texts if len(line.text) >= MIN_WORD_LETTERS]
        em = median(heights) if heights else max(picture.width, picture.height) / _EMS_PER_SIDE
        located = locate_meanings(picture.pixels, list(meanings.values()), em, texts)
        detections |= dict(zip(meanings, located, strict=True))
    if drawings:
        located = locate_icons(picture.pixels, list(drawings.values()), texts)
        detections |= dict(zip(drawings, located, strict=True))
    return detections


def _find_icon(
    picture: Picture,
    texts: Sequence[TextLine],
    target: IconTarget,
    detections: tuple[Detection, ...],
    kind: PictureKind,
) -> Found:
    """The place of an icon among its detections: the first in reading order, or the one that ``#n`` counts."""
    number = target.occurrence or 1
    if len(detections) < number:
        return Found(target)
    places = [detections[index] for index in boxes.reading_order([detection.box for detection in detections])]
    chosen = places[number - 1]
    return Found(
        target,
        chosen.box,
        find_touch_target(picture.pixels, chosen.box, texts, role="icon", kind=kind),
        score=round(min(1.0, chosen.score), 3),
        others=tuple(other.box for other in places if other is not chosen),
        all_places=tuple(other.box for other in places) if target.occurrence else (),
    )


def _box_in_pixels(picture: Picture, target: BoxTarget) -> Box:
    """A box in pixels of a picture; scripts have it in percent."""
    left, top = round(target.left / 100 * picture.width), round(target.top / 100 * picture.height)
    right = round((target.left + target.width) / 100 * picture.width)
    bottom = round((target.top + target.height) / 100 * picture.height)
    return boxes.clipped(Box(left, top, max(1, right - left), max(1, bottom - top)), picture.width, picture.height)

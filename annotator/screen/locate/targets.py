"""Locates the targets of a script on a screenshot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from annotator.model import Box, BoxTarget, Found, IconTarget, PointTarget, Target, TextLine, TextTarget
from annotator.phrases import is_link
from annotator.screen import boxes
from annotator.screen.element.free_standing import MARGIN
from annotator.screen.element.touch_target import outline
from annotator.screen.load import Picture
from annotator.screen.locate import text_match
from annotator.screen.locate.icons import Detection, load_icon, locate

_WORD = re.compile(r"\S+")
_MOSTLY = 0.5


def find(
    picture: Picture,
    texts: Sequence[TextLine],
    targets: Sequence[Target],
    icon_path: Callable[[str], Path | None],
) -> tuple[Found, ...]:
    """Locate ``targets`` on ``picture``, one ``Found`` for each, in order.

    Args:
        picture: the screenshot.
        texts: all texts on it, as ``ocr.read_texts`` gives them.
        targets: what to look for.
        icon_path: gives the file of an icon by its name, or None where there is none (it is then not found).

    Where a target stands several times, ``box`` is the first in reading order and ``others`` are the further ones in
    that order; ``#n`` counts ``numbered``. Raises ProblemsError for an icon's file that cannot be opened.
    """
    icons = _icons(picture, texts, targets, icon_path)
    return tuple(_find(picture, texts, target, icons) for target in targets)


def _find(
    picture: Picture, texts: Sequence[TextLine], target: Target, icons: dict[str, tuple[Detection, ...]]
) -> Found:
    match target:
        case TextTarget():
            return _find_text(picture, texts, target)
        case IconTarget():
            return _find_icon(picture, texts, target, icons[target.file])
        case PointTarget():
            x = min(picture.width - 1, round(target.x / 100 * picture.width))
            y = min(picture.height - 1, round(target.y / 100 * picture.height))
            point = Box(x, y, 1, 1)
            return Found(target, point, outline(picture.pixels, point, texts), score=1.0)
        case BoxTarget():
            box = _box(picture, target)
            return Found(target, box, box, score=1.0)


def _find_text(picture: Picture, texts: Sequence[TextLine], target: TextTarget) -> Found:
    places = text_match.places(target.wordings, texts)
    number = target.occurrence or 1
    # "#2" counts every place where the wording stands, also inside longer texts, as people count them by eye.
    every = (text_match.exact_places(places[0].wording, texts) if places else ()) or places
    counted = tuple(place.box for place in every) if len(every) > len(places) or target.occurrence else ()
    places = every if target.occurrence else places
    if len(places) < number:
        return Found(target, nearest=text_match.nearest(target.wordings, texts))
    place = places[number - 1]
    return Found(
        target,
        place.box,
        _pressed(picture, place, texts),
        matched=text_match.on_screen(place),
        score=round(place.score, 3),
        others=tuple(other.box for other in places if other is not place),
        counted=counted,
    )


def _pressed(picture: Picture, place: text_match.Place, texts: Sequence[TextLine]) -> Box:
    """What a finger presses: the element around a text, but of an address inside a message only its letters."""
    element = outline(picture.pixels, place.box, texts)
    address = _address(picture, place, texts)
    if address is None:
        return element
    inside = [line for line in texts if boxes.overlap(line.box, element) > _MOSTLY]
    field = all(boxes.overlap(line.box, place.box) > 0 for line in inside) and element.w >= address.w
    return element if field else address


def _address(picture: Picture, place: text_match.Place, texts: Sequence[TextLine]) -> Box | None:
    """The padded whole of an address that holds ``place``: in a message only its letters open, not the bubble around them."""
    for line in texts:
        if boxes.overlap(line.box, place.box) < _MOSTLY:
            continue
        for word in _WORD.finditer(line.text):
            box = text_match.part_box(line, *word.span())
            # In a longer wording, such as a file's name, what looks like an address is only its end.
            within = boxes.common(box, place.box) > _MOSTLY * place.box.w * place.box.h
            if is_link(word.group()) and within:
                padded = boxes.padded(box, MARGIN * box.h)
                return boxes.within(padded, picture.width, picture.height)
    return None


def _find_icon(picture: Picture, texts: Sequence[TextLine], target: IconTarget, sights: tuple[Detection, ...]) -> Found:
    if not sights:
        return Found(target)
    ordered = [sights[i] for i in boxes.reading_order([sight.box for sight in sights])]
    first, *others = ordered
    return Found(
        target,
        first.box,
        outline(picture.pixels, first.box, texts),
        score=round(min(1.0, first.score), 3),
        others=tuple(other.box for other in others),
    )


def _icons(
    picture: Picture, texts: Sequence[TextLine], targets: Sequence[Target], icon_path: Callable[[str], Path | None]
) -> dict[str, tuple[Detection, ...]]:
    names = list(dict.fromkeys(target.file for target in targets if isinstance(target, IconTarget)))
    paths = [icon_path(name) for name in names]
    sights: dict[str, tuple[Detection, ...]] = dict.fromkeys(names, ())
    wanted = [(name, load_icon(path)) for name, path in zip(names, paths, strict=True) if path is not None]
    if wanted:
        heights = [line.box.h for line in texts if len(line.text) > 2]
        unit = median(heights) if heights else max(picture.width, picture.height) / 70
        located = locate(picture.pixels, [icon for _, icon in wanted], unit, texts)
        sights |= {name: seen for (name, _), seen in zip(wanted, located, strict=True)}
    return sights


def _box(picture: Picture, target: BoxTarget) -> Box:
    left, top = round(target.left / 100 * picture.width), round(target.top / 100 * picture.height)
    right = round((target.left + target.width) / 100 * picture.width)
    bottom = round((target.top + target.height) / 100 * picture.height)
    return boxes.within(Box(left, top, max(1, right - left), max(1, bottom - top)), picture.width, picture.height)

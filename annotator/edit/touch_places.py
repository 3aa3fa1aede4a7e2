"""Find the touch targets of everything on a picture: texts, icons with a meaning, and other marks.

That takes seconds, so the results are cached.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from annotator import assets, script
from annotator.cache import Cache, code_version, key
from annotator.edit.step_pictures import StepPicture, StepPictures
from annotator.model import ActionKind, Box, Found, IconTarget, PictureKind, Query, TextLine
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.touch_target import find_touch_target
from annotator.screen.load import Picture
from annotator.screen.locate import targets as locating

MAX_ELEMENTS: Final = 40
"""Most other marks that are listed; a screen with more is a picture full of details."""
MIN_SURE_ICON: Final = 0.9
"""Minimum probability of an icon, below which ``check`` warns."""
SAME_THING: Final = 0.5
"""Overlap (0..1) from which on two marks are one thing."""
_ROLE_OF_ACTION: Final[dict[str, ActionKind]] = {"type": "type", "look": "look"}
"""The actions that a text's touch target depends on; for all others it is that of a tap."""


def find_text_outlines(seen: StepPicture) -> tuple[Box | None, ...]:
    """The touch target of each text for the step's action; None where OCR read an icon as a letter."""
    action = _ROLE_OF_ACTION.get(seen.action, "tap")
    return _read_text_outlines(seen.owner, seen.picture, seen.tutorial.device, action)


def find_mark_outlines(seen: StepPicture) -> tuple[tuple[Box, Box], ...]:
    """The marks that are no text, each with the touch target of its middle."""
    marks = seen.owner.analysis.icons(seen.picture, seen.tutorial.device)[:MAX_ELEMENTS]
    outlines = _read_mark_outlines(seen.owner, seen.picture, seen.tutorial.device)
    return tuple((mark, outline) for mark, outline in zip(marks, outlines, strict=True) if outline is not None)


def find_icons(seen: StepPicture) -> tuple[Found, ...]:
    """The places of annotator's own icons on a step's picture, each with a target that leads there."""
    own = {name.casefold() for name in _names_in(seen)}
    rows = _read_icons(seen.owner, seen.picture, seen.tutorial.device)
    return tuple(found for found in rows if isinstance(found.target, IconTarget) and found.target.file not in own)


def recall_mark_outlines(seen: StepPicture) -> tuple[Box, ...]:
    """The touch targets of the marks that are no text, if they were found before; else none."""
    entry = _key("marks", seen.picture, seen.tutorial.device)
    rows = seen.owner.cache.get_parsed("places", entry, _parse_boxes)
    return tuple(box for box in rows or () if box is not None)


def read_places(pictures: StepPictures, picture: Picture, device: str | None) -> None:
    """Find and cache all touch targets of a picture for a tap."""
    _read_text_outlines(pictures, picture, device, "tap")
    _read_icons(pictures, picture, device)
    _read_mark_outlines(pictures, picture, device)


def _read_text_outlines(
    pictures: StepPictures, picture: Picture, device: str | None, action: ActionKind
) -> tuple[Box | None, ...]:
    """The touch target of each text; None where OCR read an icon as a letter."""
    texts, kind = pictures.analysis.texts(picture), pictures.analysis.kind(picture, device)

    def make() -> tuple[Box | None, ...]:
        return tuple(
            find_touch_target(picture.pixels, line.box, texts, "text", action, kind) if is_word(line) else None
            for line in texts
        )

    return _keep_boxes(pictures.cache, _key("outlines", picture, device, action), make)


def _read_mark_outlines(pictures: StepPictures, picture: Picture, device: str | None) -> tuple[Box | None, ...]:
    """The touch target of the middle of each mark that is no text."""
    texts, kind = pictures.analysis.texts(picture), pictures.analysis.kind(picture, device)
    marks = pictures.analysis.icons(picture, device)[:MAX_ELEMENTS]

    def make() -> tuple[Box | None, ...]:
        middles = (Box(mark.x + mark.w // 2, mark.y + mark.h // 2, 1, 1) for mark in marks)
        return tuple(find_touch_target(picture.pixels, middle, texts, "point", kind=kind) for middle in middles)

    return _keep_boxes(pictures.cache, _key("marks", picture, device), make)


def _read_icons(pictures: StepPictures, picture: Picture, device: str | None) -> tuple[Found, ...]:
    cache, entry = pictures.cache, _key("icons", picture, device)
    rows = cache.get_parsed("places", entry, _parse_icons)
    if rows is None:
        texts, kind = pictures.analysis.texts(picture), pictures.analysis.kind(picture, device)
        rows = _find_icons(picture, texts, kind)
        values = [
            [found.target.file, found.target.occurrence, found.box.numbers, found.outline.numbers, found.score]
            for found in rows
            if isinstance(found.target, IconTarget) and found.box and found.outline
        ]
        cache.put_json("places", entry, values)
    return rows


def _find_icons(picture: Picture, texts: Sequence[TextLine], kind: PictureKind) -> tuple[Found, ...]:
    folder = assets.folder("icons")
    names = sorted(script.shipped_icons())
    first = locating.find(picture, texts, [Query(IconTarget(name)) for name in names], lambda name: folder / name, kind)
    # Several places of one icon: each is asked for by its number.
    several = [
        Query(IconTarget(name, number))
        for name, found in zip(names, first, strict=True)
        if found.others
        for number in range(1, len(found.others) + 2)
    ]
    more = locating.find(picture, texts, several, lambda name: folder / name, kind) if several else ()
    sure = [
        found
        for found in (*(one for one in first if not one.others), *more)
        if found.box and found.outline and found.score >= MIN_SURE_ICON
    ]
    sure.sort(key=lambda found: -found.score)
    kept: list[Found] = []
    for found in sure:  # "camera" and "video-call" are one drawing: the likelier, then the first, names it
        assert found.box is not None
        if not any(one.box and boxes.overlap_coefficient(one.box, found.box) > SAME_THING for one in kept):
            kept.append(replace(found, others=(), all_places=()))
    return tuple(kept)


# ---------------------------------------------------------------- the cache


def _key(what: str, picture: Picture, *more: object) -> str:
    return key(what, code_version.of(__name__), picture.digest, *more)


def _keep_boxes(cache: Cache, entry: str, make: Callable[[], tuple[Box | None, ...]]) -> tuple[Box | None, ...]:
    """The boxes of an entry, made unless they are in the cache."""
    known = cache.get_parsed("places", entry, _parse_boxes)
    if known is None:
        known = make()
        cache.put_json("places", entry, [box and box.numbers for box in known])
    return known


def _parse_boxes(rows: Any) -> tuple[Box | None, ...]:
    return tuple(None if row is None else Box(*row) for row in rows)


def _parse_icons(rows: Any) -> tuple[Found, ...]:
    return tuple(
        Found(IconTarget(str(file), number), Box(*box), Box(*outline), score=float(score))
        for file, number, box, outline, score in rows
    )


def _names_in(seen: StepPicture) -> frozenset[str]:
    """The files of the tutorial's folder, which hide annotator's icons of the same name."""
    try:
        return script.list_files(seen.folder)
    except OSError:
        return frozenset()

"""Covers what is private on a screenshot, or writes an invented example in its place. Never blur: blur can be undone.

What is private by its form is found in ``private``, people in ``faces``; what a script asks for is added and left out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from annotator import typeface
from annotator.model import Box, Found, Hidden, Hide, PointTarget, TextTarget
from annotator.screen import boxes
from annotator.screen.load import Pixels

PATTERN: Final = 0.28
"""How much of the text's colour the lines of a cover have (0..1): to be seen, not to be mistaken for a button."""
CAPITALS: Final = 0.75
"""Height of Andika's tall letters, in sizes of the letters."""
_MOST: Final = 0.5
_LETTER: Final = 0.3
"""The least width of a letter, in heights of its line; narrower rests of a cover hide nothing."""
SMALLEST: Final = 9
"""The smallest letters of an example, in pixels, before it is cut off."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """How a text is written on a screenshot: colours, height of its capitals, and row of its baseline, in pixels."""

    ground: tuple[int, int, int]
    ink: tuple[int, int, int]
    capitals: float
    baseline: int


def chosen(items: Iterable[tuple[Hide, Found]]) -> tuple[Hidden, ...]:
    """What ``hide:`` lines cover: every place where the target stands, or the one that ``#n`` names.

    Of a point, the element that it presses is covered. Targets that were not found cover nothing.
    """
    covers: list[Hidden] = []
    for hide, found in items:
        if found.box is None:
            continue
        single = isinstance(hide.target, TextTarget) and hide.target.occurrence is not None
        first = found.outline if isinstance(hide.target, PointTarget) and found.outline else found.box
        # A name that stands alone somewhere is private inside a longer line, too.
        more = () if single else (*found.others, *found.counted)
        covers += [Hidden(box, "chosen", hide.example) for box in dict.fromkeys((first, *more))]
    return tuple(covers)


def kept(hidden: Iterable[Hidden], shown: Iterable[Found]) -> tuple[Hidden, ...]:
    """``hidden`` without what ``show:`` lines keep: of a text their own words only, and no more than they name."""
    left = list(hidden)
    for found in shown:
        single = isinstance(found.query, TextTarget) and found.query.occurrence is not None
        for box in (found.box, *(() if single else found.others)):
            if box is not None:
                left = [rest for item in left for rest in _without(item, box)]
    return tuple(left)


def joined(covers: Iterable[Hidden]) -> tuple[Hidden, ...]:
    """``covers`` without those that lie on an earlier one, which grows to hold both."""
    left: list[Hidden] = []
    for cover in covers:
        at = next((i for i, other in enumerate(left) if _same_place(other.box, cover.box)), None)
        if at is None:
            left.append(cover)
        else:
            left[at] = replace(left[at], box=boxes.union(left[at].box, cover.box))
    return tuple(left)


def _same_place(first: Box, second: Box) -> bool:
    return boxes.common(first, second) > _MOST * min(first.w * first.h, second.w * second.h)


def _without(item: Hidden, shown: Box) -> Iterator[Hidden]:
    """What of a cover is left beside ``shown``."""
    box = item.box
    if shown.w == shown.h == 1:
        if not boxes.holds(box, shown):
            yield item
    elif item.kind == "face":
        # A name is often written on the picture of its owner; to keep it does not mean to keep the face.
        if boxes.common(box, shown) <= _MOST * box.w * box.h:
            yield item
    elif min(box.bottom, shown.bottom) - max(box.y, shown.y) <= _MOST * min(box.h, shown.h):
        yield item
    else:
        for left, right in ((box.x, min(box.right, shown.x)), (max(box.x, shown.right), box.right)):
            if right - left > _LETTER * box.h:
                yield Hidden(Box(left, box.y, right - left, box.h), item.kind, item.example)


def cover(pixels: Pixels, hidden: Sequence[Hidden]) -> Pixels:
    """A new picture with everything ``hidden`` under opaque covers; ``pixels`` (H, W, 3) stays as it is.

    A cover has the local colour and thin lines; an example is written in the text's own size and colour, on the ground
    of the text, and as wide as there is free room.
    """
    image = Image.fromarray(np.ascontiguousarray(pixels))
    examples = [item for item in hidden if item.example]
    for item in hidden:
        if not item.example and not any(_lies_in(item.box, example.box) for example in examples):
            _cover(image, pixels, item.box)
    for item in examples:
        _write(image, pixels, item.box, item.example or "")
    return np.array(image, dtype=np.uint8)


def _margin(box: Box) -> int:
    return max(2, round(0.1 * min(box.h, 60)))


def _lies_in(box: Box, outer: Box) -> bool:
    return boxes.common(box, boxes.padded(outer, _margin(outer))) >= 0.97 * box.w * box.h


def _cover(image: Image.Image, pixels: Pixels, box: Box) -> None:
    height, width = pixels.shape[:2]
    box = boxes.within(box, width, height)
    writing = _writing(pixels, box)
    area = boxes.within(boxes.padded(box, _margin(box)), width, height)
    patch = Image.new("RGB", (area.w, area.h), writing.ground)
    line = tuple(
        round(ground + (ink - ground) * PATTERN) for ground, ink in zip(writing.ground, writing.ink, strict=True)
    )
    # The pattern keeps away from the sides, so that it is not read as one more letter of the text that goes on there.
    side = min(area.h // 2, area.w // 6)
    pattern = Image.new("RGB", (area.w - 2 * side, area.h), writing.ground)
    draw = ImageDraw.Draw(pattern)
    step = max(6, min(area.h, 60) // 3)
    for x in range(-area.h, area.w, step):
        draw.line((x, area.h, x + area.h, 0), fill=line, width=max(1, step // 6))
    patch.paste(pattern, (side, 0))
    image.paste(patch, (area.x, area.y))


def _write(image: Image.Image, pixels: Pixels, box: Box, example: str) -> None:
    height, width = pixels.shape[:2]
    box = boxes.within(box, width, height)
    writing = _writing(pixels, box)
    area = boxes.within(boxes.padded(box, _margin(box)), width, height)
    room_left, room_right = _room(pixels, area, writing.ground)
    centred = min(room_left, room_right) > 0.5 * box.h and abs(room_left - room_right) < 0.25 * (room_left + room_right)
    ends = (box.x - room_left, box.right + room_right) if centred else (box.x, box.right + room_right)
    font, text = _fitting(typeface.drawable_text(example, bold=False), writing.capitals / CAPITALS, ends[1] - ends[0])
    length = font.getlength(text)
    start = box.x + box.w / 2 - length / 2 if centred else float(box.x)
    draw = ImageDraw.Draw(image)
    draw.rectangle((area.x, area.y, area.right - 1, area.bottom - 1), fill=writing.ground)
    draw.text((start, writing.baseline), text, font=font, fill=writing.ink, anchor="ls")


def _fitting(text: str, size: float, room: float) -> tuple[ImageFont.FreeTypeFont, str]:
    """The font in which ``text`` is at most ``room`` pixels long, not larger than ``size``; cut off if need be."""
    path = str(typeface.path(bold=False))
    font = ImageFont.truetype(path, max(SMALLEST, round(size)))
    while font.getlength(text) > room and font.size > SMALLEST:
        font = ImageFont.truetype(path, max(SMALLEST, int(font.size * 0.94)))
    while font.getlength(text) > room and len(text) > 2:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return font, text


def _room(pixels: Pixels, area: Box, ground: tuple[int, int, int]) -> tuple[int, int]:
    """How many columns left and right of ``area`` are free: of the ground's colour, less a margin at their end."""
    rows = pixels[area.y : area.bottom].astype(np.int16)
    free = (np.abs(rows - np.array(ground, dtype=np.int16)).max(axis=2) <= 20).mean(axis=0) > 0.97
    right = np.flatnonzero(~free[area.right :])
    left = np.flatnonzero(~free[: area.x][::-1])
    margin = round(area.h * 0.4)
    room_right = int(right[0]) if right.size else free.size - area.right
    room_left = int(left[0]) if left.size else area.x
    return max(0, room_left - margin), max(0, room_right - margin)


def _writing(pixels: Pixels, box: Box) -> _Writing:
    height, width = pixels.shape[:2]
    outer = boxes.within(boxes.padded(box, max(2, box.h // 8)), width, height)
    part = pixels[outer.y : outer.bottom, outer.x : outer.right]
    edge = max(1, box.h // 10)
    ring = np.concatenate(
        [side.reshape(-1, 3) for side in (part[:edge], part[-edge:], part[:, :edge], part[:, -edge:])]
    )
    ground = np.median(ring, axis=0)
    inner = pixels[box.y : box.bottom, box.x : box.right].astype(np.float64)
    contrast = np.abs(inner - ground).max(axis=2)
    strong = contrast >= np.percentile(contrast, 96)
    ink = np.median(inner[strong], axis=0)
    capitals, baseline = _lines_of(contrast, box)
    return _Writing(_color(ground), _color(ink), capitals, baseline)


def _lines_of(contrast: NDArray[np.float64], box: Box) -> tuple[float, int]:
    """Height of the capitals, and row of the baseline, from how much ink each row of a text's box has."""
    rows = (contrast > 0.4 * max(1.0, float(contrast.max()))).sum(axis=1)
    inked = np.flatnonzero(rows > 0)
    heavy = np.flatnonzero(rows > 0.3 * max(1, int(rows.max())))
    if inked.size < 4 or heavy.size < 2:
        return 0.75 * box.h, box.y + round(0.8 * box.h)
    top, baseline = int(inked[0]), int(heavy[-1]) + 1
    return float(max(6, baseline - top)), box.y + baseline


def _color(values: NDArray[np.float64]) -> tuple[int, int, int]:
    red, green, blue = (round(float(value)) for value in values)
    return red, green, blue

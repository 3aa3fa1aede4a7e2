"""Draw covers over private texts and faces, and invented examples in place of texts; no blur, which can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from annotator import typeface
from annotator.model import Box, Redaction
from annotator.screen import boxes
from annotator.screen.load import Pixels, rim_color, strongest

PATTERN_OPACITY: Final = 0.28
"""Opacity of the lines on a cover (0..1), in the colour of the text: visible, but unlike a button."""
CAPITAL_HEIGHT: Final = 0.75
"""Height of Andika's capitals, in font sizes."""
MIN_FONT_PX: Final = 9
"""Smallest font size of an example, in pixels; a longer one is cut off."""
MIN_HIDDEN_BY_EXAMPLE: Final = 0.97
"""Minimum fraction of a cover that an example must overlap to replace it."""
MAX_FREE_CONTRAST: Final = 20
"""Maximum difference (0..255, in any channel) from the background in free room beside a text."""
MIN_FREE_SHARE: Final = 0.97
"""Minimum share of the pixels of a column beside a text that are background, for the column to be free."""
ROOM_MARGIN: Final = 0.4
"""Margin at the end of the free room beside a text, in heights of its cover."""
MAX_LARGE_TEXT_PX: Final = 60
"""Height of a text above which the margin and the pattern of its cover grow no more, in pixels."""
INK_PERCENTILE: Final = 96
"""The pixels of a text that differ most from its background, a twenty-fifth of them, are the inside of its letters."""


@dataclass(frozen=True, slots=True)
class _TextStyle:
    """The style of a text on a screenshot, for an example in its place: ``_TextStyle((255, 255, 255), (32, 33, 36), 22.5, 338)``.

    Attributes:
        ground: the background colour (RGB).
        ink: the colour of the letters (RGB).
        capitals: the height of its capitals, in pixels.
        baseline: the row of its baseline, in pixels.
    """

    ground: tuple[int, int, int]
    ink: tuple[int, int, int]
    capitals: float
    baseline: int


def draw_redactions(pixels: Pixels, hidden: Sequence[Redaction]) -> Pixels:
    """``pixels`` (H, W, 3) with all redactions drawn: a copy, or the same array if there are none.

    Covers are opaque, in the local background colour, with thin lines. Examples are written in the size and colours of
    the text they replace; a longer one extends into the free space beside it, is written smaller, and is cut off at last. A text
    on its side is covered even if it has an example, and a cover that an example hides is not drawn.
    """
    if not hidden:
        return pixels
    image = Image.fromarray(np.ascontiguousarray(pixels))
    # In a box on its side, an example would be cut off or as high as the name is long.
    examples = [cover for cover in hidden if cover.example and not boxes.is_standing(cover.box)]
    example_areas = [boxes.inflated(example.box, _margin(example.box)) for example in examples]
    for cover in hidden:
        min_shared = MIN_HIDDEN_BY_EXAMPLE * cover.box.w * cover.box.h
        is_behind_example = any(boxes.intersection(cover.box, area) >= min_shared for area in example_areas)
        if cover not in examples and not is_behind_example:
            _draw_cover(image, pixels, cover.box)
    for example in examples:
        _draw_example(image, pixels, example.box, example.example or "")
    return np.array(image, dtype=np.uint8)


def _margin(box: Box) -> int:
    """The margin of a cover around a text, in pixels."""
    return max(2, round(0.1 * min(box.h, MAX_LARGE_TEXT_PX)))


def _draw_cover(image: Image.Image, pixels: Pixels, box: Box) -> None:
    """Paint a cover over ``box``, with a small margin."""
    height, width = pixels.shape[:2]
    box = boxes.clipped(box, width, height)
    style = _text_style(pixels, box)
    area = _whole_letters(pixels, boxes.clipped(boxes.inflated(box, _margin(box)), width, height), style.ground)
    patch = Image.new("RGB", (area.w, area.h), style.ground)
    channels = zip(style.ground, style.ink, strict=True)
    line = tuple(round(ground + (ink - ground) * PATTERN_OPACITY) for ground, ink in channels)
    # There are no lines near the sides, where they could look like another letter of the text beside the cover.
    side = min(area.h // 2, area.w // 6)
    pattern = Image.new("RGB", (area.w - 2 * side, area.h), style.ground)
    draw = ImageDraw.Draw(pattern)
    step = max(6, min(area.h, MAX_LARGE_TEXT_PX) // 3)
    for x in range(-area.h, area.w, step):
        draw.line((x, area.h, x + area.h, 0), fill=line, width=max(1, step // 6))
    patch.paste(pattern, (side, 0))
    image.paste(patch, (area.x, area.y))


def _draw_example(image: Image.Image, pixels: Pixels, box: Box, example: str) -> None:
    """Write an example over ``box``, centred if the text was centred, as on a button."""
    height, width = pixels.shape[:2]
    box = boxes.clipped(box, width, height)
    style = _text_style(pixels, box)
    area = _whole_letters(pixels, boxes.clipped(boxes.inflated(box, _margin(box)), width, height), style.ground)
    room_left, room_right = _free_columns(pixels, area, style.ground)
    centred = min(room_left, room_right) > 0.5 * box.h and abs(room_left - room_right) < 0.25 * (room_left + room_right)
    ends = (box.x - room_left, box.right + room_right) if centred else (box.x, box.right + room_right)
    font, text = _fit_text(typeface.drawable_text(example), style.capitals / CAPITAL_HEIGHT, ends[1] - ends[0])
    length = font.getlength(text)
    start = box.center_x - length / 2 if centred else float(box.x)
    draw = ImageDraw.Draw(image)
    draw.rectangle((area.x, area.y, area.right - 1, area.bottom - 1), fill=style.ground)
    draw.text((start, style.baseline), text, font=font, fill=style.ink, anchor="ls")


def _fit_text(text: str, size: float, room: float) -> tuple[ImageFont.FreeTypeFont, str]:
    """The first font, from ``size`` down to `MIN_FONT_PX`, at which ``text`` fits into ``room`` pixels, and the text.

    If it doesn't fit in any, the last font and the text truncated, but not below two characters.
    """
    path = str(typeface.path(bold=False))
    font = ImageFont.truetype(path, max(MIN_FONT_PX, round(size)))
    while font.getlength(text) > room and font.size > MIN_FONT_PX:
        font = ImageFont.truetype(path, max(MIN_FONT_PX, int(font.size * 0.94)))
    while font.getlength(text) > room and len(text) > 2:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return font, text


def _free_columns(pixels: Pixels, area: Box, ground: tuple[int, int, int]) -> tuple[int, int]:
    """The number of empty columns left and right of ``area``, less a margin at their end."""
    rows = pixels[area.y : area.bottom].astype(np.int16)
    is_ground = strongest(np.abs(rows - np.array(ground, dtype=np.int16))) <= MAX_FREE_CONTRAST
    free = is_ground.mean(axis=0) > MIN_FREE_SHARE
    right = np.flatnonzero(~free[area.right :])
    left = np.flatnonzero(~free[: area.x][::-1])
    margin = round(area.h * ROOM_MARGIN)
    room_right = int(right[0]) if right.size else free.size - area.right
    room_left = int(left[0]) if left.size else area.x
    return max(0, room_left - margin), max(0, room_right - margin)


def _whole_letters(pixels: Pixels, area: Box, ground: tuple[int, int, int]) -> Box:
    """``area`` with the rest, up to half its height, of letters that its sides cut: OCR knows only roughly where they end.

    A cover of the address in "Connect to pim.xyz" may begin right of the stem of its "p", and end above the tail.
    """
    height, width = pixels.shape[:2]
    outer = boxes.clipped(boxes.inflated(area, area.h // 2), width, height)
    around = pixels[outer.y : outer.bottom, outer.x : outer.right].astype(np.int16)
    ink = strongest(np.abs(around - np.array(ground, dtype=np.int16))) > MAX_FREE_CONTRAST
    x, y = area.x - outer.x, area.y - outer.y
    columns = ink[y : y + area.h].mean(axis=0)
    # What goes all along a side is the frame of a field, no letter.
    left, right = _measure_cut((columns < 0.03) | (columns > 0.95), x, x + area.w)
    rows = ink[:, x - left : x + area.w + right].mean(axis=1)
    top, bottom = _measure_cut((rows == 0) | (rows > 0.5), y, y + area.h)
    return Box(area.x - left, area.y - top, area.w + left + right, area.h + top + bottom)


def _measure_cut(free: NDArray[np.bool_], start: int, end: int) -> tuple[int, int]:
    """The rows or columns between a part and the nearest free one before and after it; 0 where none is free, as on a photo."""
    before, after = (int(side.argmax()) if side.any() else 0 for side in (free[:start][::-1], free[end:]))
    return before, after


def _text_style(pixels: Pixels, box: Box) -> _TextStyle:
    """The style of the text in ``box``: the background is the median around it, the ink the colour farthest from that."""
    height, width = pixels.shape[:2]
    outer = boxes.clipped(boxes.inflated(box, max(2, box.h // 8)), width, height)
    part = pixels[outer.y : outer.bottom, outer.x : outer.right]
    ground = rim_color(part, max(1, box.h // 10))
    inner = pixels[box.y : box.bottom, box.x : box.right].astype(np.float64)
    contrast = strongest(np.abs(inner - ground))
    strong = contrast >= np.percentile(contrast, INK_PERCENTILE)
    ink = np.median(inner[strong], axis=0)
    capitals, baseline = _measure_lines(contrast, box)
    return _TextStyle(_color(ground), _color(ink), capitals, baseline)


def _measure_lines(contrast: NDArray[np.float64], box: Box) -> tuple[float, int]:
    """Height of the capitals and row of the baseline, by the rows with ink in a text's box; by the box if they are few."""
    rows = (contrast > 0.4 * max(1.0, float(contrast.max()))).sum(axis=1)
    inked = np.flatnonzero(rows > 0)
    heavy = np.flatnonzero(rows > 0.3 * max(1, int(rows.max())))
    if inked.size < 4 or heavy.size < 2:
        return 0.75 * box.h, box.y + round(0.8 * box.h)
    top, baseline = int(inked[0]), int(heavy[-1]) + 1
    return float(max(6, baseline - top)), box.y + baseline


def _color(values: NDArray[np.float64]) -> tuple[int, int, int]:
    """Red, green and blue, rounded."""
    red, green, blue = (round(float(value)) for value in values)
    return red, green, blue

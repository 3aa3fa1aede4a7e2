"""Draw the matches that ``find`` located on a screenshot, numbered, so that people can choose ``#2`` by eye."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from annotator import assets
from annotator.model import Box, Found, Problem
from annotator.screen.load import Pixels

_COLORS: Final = ("#E4003A", "#0B4F6C", "#7A2E9D", "#006B3C", "#8A4B00", "#B0006D")
"""Colours of successive queries; white text on each has a contrast of at least 4.5:1."""

_GRID_COLOR: Final = "#303030"


def draw_preview(pixels: Pixels, answers: Sequence[Found | Problem], grid: bool = False) -> Pixels:
    """A copy of ``pixels`` (H, W, 3) with a numbered frame around every match of every query that could be answered.

    Numbers are those of ``#n``. If there are several queries, each has its own colour, and its number comes first (2·1).
    Touch targets are drawn as thin frames. ``grid`` adds a line at every tenth of the width and height, with its percent.
    """
    image = Image.fromarray(np.ascontiguousarray(pixels))
    draw = ImageDraw.Draw(image)
    size = max(14, round(min(image.size) / 32))
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Bold.ttf")), size)
    line = max(2, size // 8)
    if grid:
        _draw_grid(draw, font)
    for query, found in enumerate(answers):
        if isinstance(found, Problem) or found.box is None:
            continue
        color = _COLORS[query % len(_COLORS)]
        if found.outline is not None:
            _draw_frame(draw, found.outline, color, max(1, line // 2), gap=line)
        for number, box in enumerate(found.numbered_places, start=1):
            _draw_frame(draw, box, color, line, gap=line)
            _draw_number(draw, box, f"{query + 1}·{number}" if len(answers) > 1 else str(number), font, color)
    return np.array(image, dtype=np.uint8)


def _draw_grid(draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont) -> None:
    """Draw a line at every tenth of the picture, with its percent at the upper and left edge, as points are written."""
    width, height = draw.im.size
    for percent in range(10, 100, 10):
        x, y = round(percent / 100 * width), round(percent / 100 * height)
        for ends, place, anchor in (
            (((x, 0), (x, height)), (x, 2), "ma"),
            (((0, y), (width, y)), (2, y), "lm"),
        ):
            draw.line(ends, fill="white", width=3)
            draw.line(ends, fill=_GRID_COLOR, width=1)
            draw.text(
                place, f"{percent}%", font=font, fill=_GRID_COLOR, anchor=anchor, stroke_width=3, stroke_fill="white"
            )


def _draw_frame(draw: ImageDraw.ImageDraw, box: Box, color: str, width: int, gap: int) -> None:
    corners = (box.x - gap, box.y - gap, box.right + gap - 1, box.bottom + gap - 1)
    draw.rectangle((corners[0] - 1, corners[1] - 1, corners[2] + 1, corners[3] + 1), outline="white", width=width + 2)
    draw.rectangle(corners, outline=color, width=width)


def _draw_number(draw: ImageDraw.ImageDraw, box: Box, text: str, font: ImageFont.FreeTypeFont, color: str) -> None:
    """Draw the number to the left of the box, or to its right if there is no room."""
    left, top, right, bottom = font.getbbox(text)
    w, h = right - left, bottom - top
    pad = h // 2
    picture_w, picture_h = draw.im.size
    x = box.x - w - 3 * pad
    x = x if x >= 0 else min(box.right + pad, picture_w - w - 2 * pad)
    y = max(0, min(box.y + (box.h - h) // 2 - pad, picture_h - h - 2 * pad))
    draw.rounded_rectangle((x, y, x + w + 2 * pad, y + h + 2 * pad), radius=pad, fill=color, outline="white", width=2)
    draw.text((x + pad - left, y + pad - top), text, font=font, fill="white")

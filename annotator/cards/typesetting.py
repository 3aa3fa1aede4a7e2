"""Measure, wrap and draw text in Andika, a typeface for new readers. Characters without a glyph are replaced first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PIL import ImageDraw, ImageFont

from annotator import typeface
from annotator.cards.palette import Rgb

LINE_HEIGHT = 1.2
"""Distance between baselines, in font sizes; leaves room for accents on capitals and for descenders."""
MIDDLE = 0.34
"""Distance from the visual middle of a line to its baseline, in font sizes."""
_MIN_BALANCED_SHARE = 0.5
"""Minimum width of lines that are balanced, as a fraction of the available width."""
_BALANCE_STEP_PX = 8
"""Step by which lines are narrowed to balance them."""
_TRAILING = " ,.;:·"
"""Characters to drop before an ellipsis."""

_KEPT_TOGETHER = re.compile(r"(?<=[\d)+]) (?=[\d(])|(?:(?<=\b[A-Z][a-z]\.)|(?<=\b[A-Z][a-z]{2}\.)) (?=[A-ZÁÉÍÓÚÑ])")
"""Spaces within phone numbers, and between a title and a name ("Sra. Rosa")."""
_NO_BREAK = "\u00a0"


@lru_cache(maxsize=128)
def font(size: int, bold: bool = True) -> ImageFont.FreeTypeFont:
    """The font Andika at ``size`` pixels per em."""
    return ImageFont.truetype(str(typeface.path(bold)), size)


@lru_cache(maxsize=4096)
def width(text: str, size: int, bold: bool = True) -> float:
    """Width of a line, in pixels."""
    return float(font(size, bold).getlength(typeface.drawable_text(text)))


def wrap(text: str, size: int, room: float, bold: bool = True) -> tuple[str, ...]:
    """Wrap ``text`` into as few lines of at most ``room`` pixels as possible, of about equal length.

    Phone numbers, and titles with their names, are not broken. A word wider than ``room`` becomes a line of its own that is
    too wide.
    """
    words = _KEPT_TOGETHER.sub(_NO_BREAK, typeface.drawable_text(text)).split(" ")
    lines = _wrap_greedily(words, size, room, bold)
    if len(lines) > 1:
        narrow = room
        while narrow > room * _MIN_BALANCED_SHARE:
            tighter = _wrap_greedily(words, size, narrow - _BALANCE_STEP_PX, bold)
            if len(tighter) != len(lines):
                break
            narrow, lines = narrow - _BALANCE_STEP_PX, tighter
            if max(width(line, size, bold) for line in lines) > narrow:
                break
    return tuple(line.replace(_NO_BREAK, " ") for line in lines)


def _wrap_greedily(words: Sequence[str], size: int, room: float, bold: bool) -> list[str]:
    """Put as many words on each line as fit."""
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, bold) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def fit(
    text: str, sizes: Sequence[int], room: float, max_lines: int, bold: bool = True, height: float = 1e9
) -> tuple[int, tuple[str, ...]]:
    """The largest of ``sizes`` (in descending order) at which ``text`` fits, with the wrapped lines.

    It fits if it has at most ``max_lines`` lines, each at most ``room`` pixels wide, with a total height of at most
    ``height`` pixels. If even the smallest size does not fit, the text is truncated with "…".
    """
    for size in sizes:
        lines = wrap(text, size, room, bold)
        if (
            len(lines) <= max_lines
            and len(lines) * size * LINE_HEIGHT <= height
            and all(width(line, size, bold) <= room for line in lines)
        ):
            return size, lines
    size = sizes[-1]
    lines = wrap(text, size, room, bold)
    most = max(1, min(max_lines, int(height / (size * LINE_HEIGHT))))
    kept = list(lines[:most])
    if len(lines) > most or width(kept[-1], size, bold) > room:
        kept[-1] = truncate(" ".join(lines[most - 1 :]), size, room, bold)
    return size, tuple(truncate(line, size, room, bold) for line in kept)


def truncate(text: str, size: int, room: float, bold: bool = True) -> str:
    """``text``, cut off with "…" if it is wider than ``room`` pixels."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip(_TRAILING) + "…", size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip(_TRAILING) + "…"


def draw_line(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    ink: Rgb,
    anchor: str = "la",
    bold: bool = True,
) -> None:
    """Draw one line. ``anchor`` is one of Pillow's text anchors: ``la`` (left, ascender), ``ls`` (left, baseline)."""
    draw.text(at, typeface.drawable_text(text), font=font(size, bold), fill=ink, anchor=anchor)


def draw_lines(
    draw: ImageDraw.ImageDraw,
    center: tuple[float, float],
    lines: Sequence[str],
    size: int,
    ink: Rgb,
    bold: bool = True,
) -> None:
    """Draw lines below each other, centred around a point."""
    x, y = center
    step = size * LINE_HEIGHT
    first = y - step * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        draw_centered(draw, (x, first + index * step), line, size, ink, bold)


def draw_centered(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink: Rgb, bold: bool = True
) -> None:
    """Draw one line centred on a point, ignoring accents and descenders."""
    x, y = at
    draw_line(draw, (x, y + MIDDLE * size), text, size, ink, "ms", bold)

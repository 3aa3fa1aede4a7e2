"""Measure, break and draw text on cards, in Andika; characters that the font lacks are replaced first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PIL import ImageDraw, ImageFont

from annotator import typeface
from annotator.cards.palette import Rgb

LINE_HEIGHT = 1.2
"""Distance between two baselines, in font sizes: room for the accents of capitals and for descenders."""
MIDDLE = 0.34
"""Distance from the middle of small letters and capitals to the baseline, in font sizes."""
_MIN_SHARE = 0.5
"""Lines are not made shorter than this share of the room to make them equal."""
_STEP_PX = 8
_TRAILING = " ,.;:·"
"""Left out before an ellipsis."""

_KEPT_TOGETHER = re.compile(r"(?<=[\d)+]) (?=[\d(])")
_NO_BREAK = "\u00a0"


@lru_cache(maxsize=128)
def font(size: int, bold: bool = True) -> ImageFont.FreeTypeFont:
    """Andika at ``size`` pixels per em."""
    return ImageFont.truetype(str(typeface.path(bold)), size)


@lru_cache(maxsize=4096)
def width(text: str, size: int, bold: bool = True) -> float:
    """Width of a line, in pixels."""
    return float(font(size, bold).getlength(typeface.drawable_text(text, bold)))


def wrap(text: str, size: int, room: float, bold: bool = True) -> tuple[str, ...]:
    """Break ``text`` into as few lines as ``room`` pixels allow, of about equal length; phone numbers are not broken.

    A word longer than the room is a line by itself, which does not fit: choose a smaller size.
    """
    words = _KEPT_TOGETHER.sub(_NO_BREAK, typeface.drawable_text(text, bold)).split(" ")
    lines = _greedy(words, size, room, bold)
    if len(lines) > 1:
        narrow = room
        while narrow > room * _MIN_SHARE and len(tighter := _greedy(words, size, narrow - _STEP_PX, bold)) == len(
            lines
        ):
            narrow, lines = narrow - _STEP_PX, tighter
            if max(width(line, size, bold) for line in lines) > narrow:
                break
    return tuple(line.replace(_NO_BREAK, " ") for line in lines)


def _greedy(words: Sequence[str], size: int, room: float, bold: bool) -> list[str]:
    """As many words on each line as fit."""
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
    """The largest of ``sizes`` (in descending order) at which ``text`` fits, and its lines.

    Fits: in ``max_lines`` lines, each ``room`` pixels wide at most, ``height`` pixels high in all. Where even the
    smallest size is too large, the last line that fits ends with "…".
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
        kept[-1] = truncated(" ".join(lines[most - 1 :]), size, room, bold)
    return size, tuple(truncated(line, size, room, bold) for line in kept)


def truncated(text: str, size: int, room: float, bold: bool = True) -> str:
    """``text``, or its beginning with "…" where it is wider than ``room`` pixels."""
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
    """Draw one line; ``anchor`` is Pillow's, such as ``la`` for left and ascender, ``ls`` for left and baseline."""
    draw.text(at, typeface.drawable_text(text, bold), font=font(size, bold), fill=ink, anchor=anchor)


def draw_lines(
    draw: ImageDraw.ImageDraw,
    center: tuple[float, float],
    lines: Sequence[str],
    size: int,
    ink: Rgb,
    bold: bool = True,
) -> None:
    """Draw lines one below the other, centred around a point."""
    x, y = center
    step = size * LINE_HEIGHT
    first = y - step * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        draw_centered(draw, (x, first + index * step), line, size, ink, bold)


def draw_centered(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink: Rgb, bold: bool = True
) -> None:
    """Draw one line centred on a point by its small letters and capitals, without accents and descenders."""
    x, y = at
    draw_line(draw, (x, y + MIDDLE * size), text, size, ink, "ms", bold)

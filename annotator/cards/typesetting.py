"""Words on cards, in Andika: measured, broken into lines, and never with a box in place of a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PIL import ImageDraw, ImageFont

from annotator import typeface
from annotator.cards.palette import Rgb

LINE_HEIGHT = 1.2
"""Distance of two lines, in sizes of the letters: room for the accents of capitals and for descenders."""

_KEPT_TOGETHER = re.compile(r"(?<=[\d)+]) (?=[\d(])")
_NO_BREAK = "\u00a0"


@lru_cache(maxsize=128)
def font(size: int, bold: bool = True) -> ImageFont.FreeTypeFont:
    """Andika with letters of ``size`` pixels."""
    return ImageFont.truetype(str(typeface.path(bold)), size)


@lru_cache(maxsize=4096)
def width(text: str, size: int, bold: bool = True) -> float:
    """Width of a line in pixels."""
    return float(font(size, bold).getlength(typeface.drawable_text(text, bold)))


def wrap(text: str, size: int, room: float, bold: bool = True) -> tuple[str, ...]:
    """``text`` in as few lines as ``room`` pixels allow, of about equal length; telephone numbers stay whole.

    A word longer than the room gets a line of its own, and is not broken: take smaller letters.
    """
    words = _KEPT_TOGETHER.sub(_NO_BREAK, typeface.drawable_text(text, bold)).split(" ")
    lines = _greedy(words, size, room, bold)
    if len(lines) > 1:
        narrow = room
        while narrow > room * 0.5 and len(tighter := _greedy(words, size, narrow - 8, bold)) == len(lines):
            narrow, lines = narrow - 8, tighter
            if max(width(line, size, bold) for line in lines) > narrow:
                break
    return tuple(line.replace(_NO_BREAK, " ") for line in lines)


def _greedy(words: Sequence[str], size: int, room: float, bold: bool) -> list[str]:
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
    """The largest of ``sizes`` (from large to small) at which ``text`` stands in the room, and its lines.

    Where even the smallest is too large, the text ends with "…" at the last line that there is room for.
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
        kept[-1] = shortened(" ".join(lines[most - 1 :]), size, room, bold)
    return size, tuple(shortened(line, size, room, bold) for line in kept)


def shortened(text: str, size: int, room: float, bold: bool = True) -> str:
    """``text``, or where it is wider than ``room`` its beginning with "…"."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept.rstrip(" ,.;:·") + "…", size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,.;:·") + "…"


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: int,
    ink: Rgb,
    anchor: str = "la",
    bold: bool = True,
) -> None:
    """Write one line; ``anchor`` is Pillow's: ``la`` left and top of the letters' line, ``mm`` the middle."""
    draw.text(at, typeface.drawable_text(text, bold), font=font(size, bold), fill=ink, anchor=anchor)


def write_lines(
    draw: ImageDraw.ImageDraw,
    rect_center: tuple[float, float],
    lines: Sequence[str],
    size: int,
    ink: Rgb,
    bold: bool = True,
) -> None:
    """Write lines centred, one below the other, around a point."""
    x, y = rect_center
    step = size * LINE_HEIGHT
    first = y - step * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        middle(draw, (x, first + index * step), line, size, ink, bold)


def middle(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink: Rgb, bold: bool = True
) -> None:
    """Write one line centred on a point: the middle of its small letters and capitals, not of its accents."""
    x, y = at
    write(draw, (x, y + 0.34 * size), text, size, ink, "ms", bold)

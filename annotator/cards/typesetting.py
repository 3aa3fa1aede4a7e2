"""Measure, wrap and draw text in Andika, a typeface for new readers. Characters without a glyph are replaced first.

Lines are made about equally long, since a new reader loses a single word on a line of its own: "Tap Join now to enter the
class" becomes "Tap Join now to" and "enter the class", not "Tap Join now to enter the" and "class".
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from PIL import ImageDraw, ImageFont

from annotator import typeface
from annotator.cards.geometry import Point
from annotator.cards.palette import Rgb

LINE_HEIGHT = 1.2
"""Distance between baselines, in font sizes; leaves room for accents on capitals and for descenders."""
MIDDLE = 0.34
"""Distance from the visual middle of a line to its baseline, in font sizes."""
_MIN_BALANCED_SHARE = 0.5
"""Width at which lines are narrowed no further to balance them, as a fraction of the available width."""
_BALANCE_STEP_PX = 8
"""Step by which lines are narrowed to balance them."""
_TRAILING = " ,.;:·"
"""Characters to drop before an ellipsis."""

_BETWEEN_DIGITS = r"(?<=[\d)+]) (?=[\d(])"
"""A space within a phone number ("410 555 0100"), or between other numbers."""
_BEHIND_TITLE = r"(?:(?<=\b[A-Z][a-z]\.)|(?<=\b[A-Z][a-z]{2}\.)) (?=[A-ZÁÉÍÓÚÑ])"
"""A space between a title of two or three letters and a name ("Sra. Rosa"); any such word with a full stop is taken for one."""
_KEPT_TOGETHER = re.compile(f"{_BETWEEN_DIGITS}|{_BEHIND_TITLE}")
_NO_BREAK = "\u00a0"


@lru_cache(maxsize=128)
def font(size: int, bold: bool = True) -> ImageFont.FreeTypeFont:
    """The font Andika at ``size`` pixels per em."""
    return ImageFont.truetype(str(typeface.path(bold)), size)


@lru_cache(maxsize=4096)
def width(text: str, size: int, bold: bool = True) -> float:
    """Width of a line, in pixels."""
    return float(font(size, bold).getlength(typeface.drawable_text(text)))


def wrap(text: str, size: int, max_width: float, bold: bool = True) -> tuple[str, ...]:
    """Wrap ``text`` into as few lines of at most ``max_width`` pixels as possible, of about equal length.

    Phone numbers are not broken, nor is a short title parted from the first name behind it. A word wider than ``max_width``
    becomes a line of its own that is too wide.
    """
    words = _KEPT_TOGETHER.sub(_NO_BREAK, typeface.drawable_text(text)).split(" ")
    lines = _wrap_greedily(words, size, max_width, bold)
    if len(lines) > 1:
        line_width = max_width
        while line_width > max_width * _MIN_BALANCED_SHARE:
            tighter = _wrap_greedily(words, size, line_width - _BALANCE_STEP_PX, bold)
            if len(tighter) != len(lines):
                break
            line_width, lines = line_width - _BALANCE_STEP_PX, tighter
            if max(width(line, size, bold) for line in lines) > line_width:
                break
    return tuple(line.replace(_NO_BREAK, " ") for line in lines)


def _wrap_greedily(words: Sequence[str], size: int, max_width: float, bold: bool) -> list[str]:
    """Put as many words on each line as fit."""
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size, bold) <= max_width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def fit(
    text: str, sizes: Sequence[int], max_width: float, max_lines: int, bold: bool = True, max_height: float = 1e9
) -> tuple[int, tuple[str, ...]]:
    """The largest of ``sizes`` (in descending order) at which ``text`` fits, with the wrapped lines.

    It fits if it has at most ``max_lines`` lines, each at most ``max_width`` pixels wide, with a total height of at most
    ``max_height`` pixels. If even the smallest size does not fit, lines that are too wide and the last one that there is room for
    are cut off with "…"; one line there is always, however low the room.
    """
    for size in sizes:
        lines = wrap(text, size, max_width, bold)
        is_low = len(lines) <= max_lines and len(lines) * size * LINE_HEIGHT <= max_height
        if is_low and all(width(line, size, bold) <= max_width for line in lines):
            return size, lines
    size = sizes[-1]
    lines = wrap(text, size, max_width, bold)
    line_count = max(1, min(len(lines), max_lines, int(max_height / (size * LINE_HEIGHT))))
    last_line = " ".join(lines[line_count - 1 :])
    return size, tuple(truncate(line, size, max_width, bold) for line in (*lines[: line_count - 1], last_line))


def truncate(text: str, size: int, max_width: float, bold: bool = True) -> str:
    """``text``, cut off with "…" if it is wider than ``max_width`` pixels."""
    if width(text, size, bold) <= max_width:
        return text
    beginning = text
    while beginning and width(beginning.rstrip(_TRAILING) + "…", size, bold) > max_width:
        beginning = beginning[:-1]
    return beginning.rstrip(_TRAILING) + "…"


def draw_line(draw: ImageDraw.ImageDraw, start: Point, text: str, size: int, ink: Rgb) -> None:
    """Draw one line in bold; ``start`` is on its baseline."""
    draw.text(start, typeface.drawable_text(text), font=font(size), fill=ink, anchor="ls")


def draw_lines(
    draw: ImageDraw.ImageDraw, center: Point, lines: Sequence[str], size: int, ink: Rgb, bold: bool = True
) -> None:
    """Draw lines below each other, centred around a point."""
    x, y = center
    line_distance = size * LINE_HEIGHT
    first_y = y - line_distance * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        draw_centered(draw, (x, first_y + index * line_distance), line, size, ink, bold)


def draw_centered(draw: ImageDraw.ImageDraw, center: Point, text: str, size: int, ink: Rgb, bold: bool = True) -> None:
    """Draw one line centred on a point, ignoring accents and descenders."""
    x, y = center
    line = typeface.drawable_text(text)
    draw.text((x, y + MIDDLE * size), line, font=font(size, bold), fill=ink, anchor="ms")

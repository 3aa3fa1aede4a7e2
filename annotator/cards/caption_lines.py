"""Draw lines of a caption with the button's text highlighted in a chip.

The chip looks like a button, so that somebody who reads little can find the same word on their own screen. Of the caption
``Caption(("Toque Unirse.",), chip="Unirse")`` the word *Unirse* is drawn as a chip.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from annotator import typeface
from annotator.cards import shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette

LINE_SPACING = typesetting.LINE_HEIGHT + 0.12
"""Distance between baselines, in font sizes; leaves room for a chip around a word."""
CHIP_PADDING = 0.28
"""Space to the left and right of a chip's text, in font sizes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line, plain or as a chip: ``Piece("Toque ", False)``, then ``Piece("Unirse", True)``."""

    text: str
    chip: bool


def split_into_pieces(lines: Sequence[str], chip: str | None) -> list[list[Piece]]:
    """Split lines into plain pieces and chips. A button's text that is broken over two lines becomes a chip in both.

    With the chip "Join now", the lines "Tap Join" and "now to enter." become "Tap " and a chip "Join", then a chip "now"
    and " to enter.".
    """
    cleaned = [typeface.drawable_text(line) for line in lines] or [""]
    text = " ".join(cleaned)
    word = typeface.drawable_text(chip) if chip else ""
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) if word else None
    if match is None:
        return [[Piece(line, False)] for line in cleaned]
    split_lines = []
    line_start = 0
    for line in cleaned:
        start, end = max(0, match.start() - line_start), min(len(line), match.end() - line_start)
        if start < end:
            pieces = (Piece(line[:start], False), Piece(line[start:end].strip(), True), Piece(line[end:], False))
            split_lines.append([piece for piece in pieces if piece.text])
        else:
            split_lines.append([Piece(line, False)])
        line_start += len(line) + 1
    return split_lines


def draw_lines(image: Image.Image, area: Rect, lines: Sequence[Sequence[Piece]], size: int, colors: Palette) -> None:
    """Draw lines centred in ``area``, with a chip behind the button's text."""
    pen = ImageDraw.Draw(image)
    center_x, y = area.center
    y -= size * LINE_SPACING * (len(lines) - 1) / 2
    for pieces in lines:
        x = center_x - line_width(pieces, size) / 2
        for piece in pieces:
            width = _piece_width(piece, size)
            if piece.chip:
                chip = Rect(x, y - size * 0.62, x + width, y + size * 0.62)
                shapes.draw_panel(image, chip, colors.accent, round(size * 0.24))
                typesetting.draw_centered(pen, (x + width / 2, y), piece.text, size, colors.on_accent)
            else:
                baseline_start = (x, y + typesetting.MIDDLE * size)
                pen.text(baseline_start, piece.text, font=typesetting.font(size), fill=WHITE, anchor="ls")
            x += width
        y += size * LINE_SPACING


def line_width(pieces: Sequence[Piece], size: int) -> float:
    """Width of a line with its chips, in pixels."""
    return sum(_piece_width(piece, size) for piece in pieces)


def _piece_width(piece: Piece, size: int) -> float:
    """Width of a chip, or of a text with its outer spaces, which separate words from the chip."""
    if piece.chip:
        return typesetting.width(piece.text, size) + 2 * CHIP_PADDING * size
    return float(typesetting.font(size).getlength(piece.text))

"""Measure and break text for paper, as captions do.

A sentence breaks by the same rules, and has the same chip around the button's word, on paper and on the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from annotator.cards import typesetting
from annotator.cards.caption_lines import Piece, split_into_pieces
from annotator.timeline import captions

LINE_HEIGHT = 1.27
"""Distance between baselines, in font sizes; leaves room for a chip around a word."""
CHIP_PADDING = 0.26
"""Space at the left and right of a word in its chip, in font sizes."""
_MEASURING_PX = 100
"""The font size at which texts are measured, since Pillow rounds to pixels."""
_MAX_PHRASED_LINES, _MAX_PHRASED_CHARACTERS = 9, 288
"""Maximum number of lines that are broken at phrase boundaries, and of the characters in them."""
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with the word of a button in it, if any, and its language, by which lines break.

    For instance ``Paragraph("Toque Unirse.", "Unirse", "es")``.
    """

    text: str
    chip: str | None = None
    lang: str = ""
    bold: bool = False


NO_TEXT = Paragraph("")


@lru_cache(maxsize=4096)
def set_lines(paragraph: Paragraph, size: float, max_width: float) -> tuple[Line, ...]:
    """Break a paragraph into lines at most ``max_width`` wide, at phrase boundaries where possible; () without words.

    A word that is wider than ``max_width`` is broken anywhere.
    """
    text = " ".join(paragraph.text.split())
    if not text:
        return ()
    chip = captions.find_chip(text, paragraph.chip) if paragraph.chip else None

    def fits(line: str) -> bool:
        """Whether a line is narrow enough, also if its chip is broken off."""
        (row,) = split_into_pieces((line,), chip)
        box = 2 * CHIP_PADDING * size if chip and _has_part(line, chip) else 0.0
        return line_width(tuple(row), size, paragraph.bold) + box <= max_width

    lines = None
    if len(text) <= _MAX_PHRASED_CHARACTERS:
        lines = captions.wrap_block(text, chip, paragraph.lang, max_lines=_MAX_PHRASED_LINES, fits=fits)
    broken = lines or _break_anywhere(text, size, max_width, paragraph.bold)
    return tuple(tuple(row) for row in split_into_pieces(broken, chip))


def line_ends(text: str, lines: Sequence[str]) -> tuple[str, ...]:
    """What is written after each line of a text, so that readers don't join words: a space, but none in a word or at the end."""
    ends, text = [], " ".join(text.split())
    for line in lines:
        _, _, text = text.partition(line)
        ends.append(" " if text.startswith(" ") else "")
    return tuple(ends)


def block_height(paragraph: Paragraph, size: float, max_width: float) -> float:
    """The height of a paragraph's lines."""
    return len(set_lines(paragraph, size, max_width)) * size * LINE_HEIGHT


def line_width(line: Line, size: float, bold: bool) -> float:
    """The width of a line with its chips."""
    return sum(piece_width(piece, size, bold) for piece in line)


def piece_width(piece: Piece, size: float, bold: bool) -> float:
    """The width of a part of a line; a chip's includes its box."""
    return _unit_width(piece.text, bold) * size + (2 * CHIP_PADDING * size if piece.chip else 0.0)


@lru_cache(maxsize=8192)
def _unit_width(text: str, bold: bool) -> float:
    """The width of a text, outer spaces included, in font sizes."""
    return float(typesetting.font(_MEASURING_PX, bold).getlength(text)) / _MEASURING_PX


def _has_part(line: str, chip: str) -> bool:
    """Whether a line may have only a part of a chip, which then has a box of its own."""
    if chip in line:
        return False
    words = chip.split()
    heads = tuple(" ".join(words[:count]) for count in range(1, len(words)))
    tails = tuple(" ".join(words[count:]) for count in range(1, len(words)))
    return line in chip or line.endswith(heads) or line.startswith(tails)


def _break_anywhere(text: str, size: float, max_width: float, bold: bool) -> tuple[str, ...]:
    """Lines as full as they get, for texts that no line of a caption holds."""
    lines: list[str] = []
    # A chip's box may be around any of it.
    max_width -= 2 * CHIP_PADDING * size
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if _unit_width(longer, bold) * size <= max_width:
            lines[-1:] = [longer]
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and _unit_width(lines[-1] + letter, bold) * size > max_width:
                lines.append("")
            lines[-1] += letter
    return tuple(line for line in lines if line)

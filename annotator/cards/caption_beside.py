"""Draw the caption beside the picture, on the frames of the wide film."""

from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from annotator.cards import typesetting
from annotator.cards.caption_band import MARGIN, MIN_FONT_PX, with_facts
from annotator.cards.caption_lines import CHIP_PADDING, LINE_SPACING, Piece, draw_lines, line_width, split_into_pieces
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette, blend
from annotator.model import Caption, Card, EndCard

_SIZES = tuple(range(60, 31, -2))
"""Font sizes to try of the sentence."""
_NOTE_SIZES = tuple(range(40, 31, -2))
"""Font sizes to try of what is below it: the button's other text, or a note."""
_GAP_PX = 24
"""Space between the two."""


@dataclass(frozen=True, slots=True)
class _FittedLines:
    """Lines at a font size that fits them: ``_FittedLines(44, [[Piece("Toque ", False), Piece("Unirse", True)]])``."""

    size: int
    lines: list[list[Piece]]


def draw_beside(image: Image.Image, area: Rect, caption: Caption, card: Card, colors: Palette) -> None:
    """Draw a caption at about the middle of an area beside the picture, in as many lines as it needs at 32 pixels or more."""
    caption, width = with_facts(caption, card), area.width - 2 * MARGIN
    note = f"{caption.or_says} {caption.other}".lstrip() if caption.other else caption.note or ""
    note_width = width - 2 * CHIP_PADDING * _NOTE_SIZES[0]
    note_size, note_lines = typesetting.fit(note, _NOTE_SIZES, note_width, 4, bold=caption.other is not None)
    note_lines = tuple(line.strip(" ·") for line in note_lines)  # a dot parts what is in the same line
    note_px = len(note_lines) * note_size * LINE_SPACING if note else 0
    fitted = _fit_sentence(caption, width, area.height - note_px)
    text_px = len(fitted.lines) * fitted.size * LINE_SPACING
    top = area.center[1] - (text_px + note_px + _GAP_PX) / 2
    draw_lines(image, replace(area, top=top, bottom=top + text_px), fitted.lines, fitted.size, colors)
    center = (area.center[0], top + text_px + _GAP_PX + note_px / 2)
    if caption.other:
        below = replace(area, top=center[1] - note_px / 2, bottom=center[1] + note_px / 2)
        white_chip = replace(colors, accent=WHITE, on_accent=colors.night)
        draw_lines(image, below, split_into_pieces(note_lines, caption.other), note_size, white_chip)
    elif note:
        ink = colors.night_accent if isinstance(card, EndCard) else blend(WHITE, colors.night, 0.12)
        typesetting.draw_lines(ImageDraw.Draw(image), center, note_lines, note_size, ink, bold=False)


def _fit_sentence(caption: Caption, width: float, height: float) -> _FittedLines:
    """The sentence in the largest size that fits, or in a smaller one of at least 40 pixels that keeps the chip in one line.

    If none fits, it is in the smallest size.
    """
    text = " ".join(caption.lines)
    largest: _FittedLines | None = None
    for size in _SIZES:
        # A chip's word may be a little wider than the same word of the text.
        lines = split_into_pieces(typesetting.wrap(text, size, width - 2 * CHIP_PADDING * size), caption.chip)
        if len(lines) * size * LINE_SPACING > height or max(line_width(line, size) for line in lines) > width:
            continue
        if sum(piece.chip for line in lines for piece in line) < 2:
            return _FittedLines(size, lines)
        largest = largest or _FittedLines(size, lines)
        if size <= MIN_FONT_PX:
            break
    return largest or _FittedLines(size, lines)

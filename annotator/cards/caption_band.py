"""Draw the caption band: the spoken sentence, with the button's text highlighted in a chip, and a note below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from annotator import typeface
from annotator.cards import shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette, blend, derive_palette
from annotator.cards.shapes import Pixels
from annotator.cards.typesetting import LINE_HEIGHT
from annotator.model import HEIGHT, WIDTH, Caption, Card, ChatCard, EndCard, FilmCard, StepCard, TitleCard

BAND_TOP = 1052
"""Top of the band on a video's card, in pixels."""
END_FACE_PX = 150
"""Diameter of the face in the middle of the closing card's band."""
MARGIN = 40
"""Margin to the left and right of the text, in pixels."""
MAX_FONT_PX, MIN_FONT_PX = 52, 40
"""Largest and smallest font size of captions, in pixels."""
LINE_SPACING = LINE_HEIGHT + 0.12
"""Distance between baselines, in font sizes; leaves room for a chip around a word."""
_SIZES: tuple[int, ...] = (*range(MAX_FONT_PX, MIN_FONT_PX - 1, -2), *range(MIN_FONT_PX - 1, 15, -1))
"""Font sizes to try. Those below MIN_FONT_PX are for lines that would otherwise be cut off, such as one very long word."""
_NOTE_SIZES = tuple(range(32, 23, -2))
_TEXT_WIDTH = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line, plain or as a chip."""

    text: str
    chip: bool


def fits_in_band(line: str, chip: str | None = None) -> bool:
    """Whether a line fits in the band at MIN_FONT_PX or larger, with the text ``chip`` in it drawn as a chip."""
    return max(_row_width(pieces, MIN_FONT_PX) for pieces in _split_into_pieces((line,), chip)) <= _TEXT_WIDTH


def add_caption(frame: Pixels, caption: Caption | None, card: Card) -> Pixels:
    """A copy of a drawn card with a caption, or with an empty band if ``caption`` is None.

    ``frame`` is the image (H, W, 3) that ``draw_card`` returned for ``card``. Chat pictures are returned unchanged, since
    they have a caption already.
    """
    card = card.card if isinstance(card, FilmCard) else card
    if isinstance(card, ChatCard) or (caption is None and not isinstance(card, StepCard)):
        return frame.copy()
    colors = derive_palette(card.theme.colors)
    image = Image.fromarray(frame)
    band = Rect(0, BAND_TOP, WIDTH, HEIGHT)
    shapes.draw_panel(image, band, colors.night, 0)
    if caption is not None and isinstance(card, EndCard):
        _draw_end_band(image, band, caption, card, frame, colors)
    elif caption is not None:
        note = caption.note
        if isinstance(card, TitleCard) and not note:
            note = " · ".join(part for part in (card.language, card.facts) if part)
        _draw_block(image, band, caption.lines, caption.chip, note, colors)
    return shapes.to_pixels(image)


def draw_chat_band(image: Image.Image, band: Rect, caption: Caption, colors: Palette) -> None:
    """Draw the caption of a chat picture, with its lines in the upper part of the band, which albums don't crop."""
    shapes.draw_panel(image, band, colors.night, 0)
    # One line may be centred in the band; two must end within the square that albums show.
    bottom = band.bottom - (92 if caption.note or len(caption.lines) > 1 else 40)
    _draw_lines(image, Rect(band.left, band.top + 14, band.right, bottom), caption.lines, caption.chip, colors)
    if caption.note:
        _draw_note(image, (band.center[0], band.bottom - 46), caption.note, colors)


def _draw_block(
    image: Image.Image, band: Rect, lines: Sequence[str], chip: str | None, note: str | None, colors: Palette
) -> None:
    """Draw lines and note as one block in the middle of the band."""
    size = _largest_fitting_size(_split_into_pieces(lines, chip), band.height - 40 - (44 if note else 0))
    high = size * LINE_SPACING * len(lines)
    total = high + (48 if note else 0)
    top = band.top + (band.height - total) / 2
    _draw_lines(image, Rect(band.left, top, band.right, top + high), lines, chip, colors)
    if note:
        _draw_note(image, (band.center[0], top + high + 26), note, colors)


def _draw_end_band(
    image: Image.Image, band: Rect, caption: Caption, card: EndCard, frame: Pixels, colors: Palette
) -> None:
    """Draw the sentence, and below it the person to ask, next to a face or a pictogram.

    ``frame`` is the closing card, from which the face is taken.
    """
    row = 88 if caption.note else 0
    upper = Rect(band.left, band.top + 12, band.right, band.bottom - row - 12)
    _draw_lines(image, upper, caption.lines, caption.chip, colors)
    if not caption.note:
        return
    radius, gap = 36, 18
    room = _TEXT_WIDTH - 2 * radius - gap
    size, lines = typesetting.fit(caption.note, range(40, 23, -2), room, 2, height=row - 4)
    wide = max(typesetting.width(line, size) for line in lines)
    left = (WIDTH - (2 * radius + gap + wide)) / 2
    y = band.bottom - row / 2 - 10
    if card.photo is not None:
        half = END_FACE_PX // 2
        x, middle = WIDTH // 2, (BAND_TOP + HEIGHT) // 2
        face = Image.fromarray(frame[middle - half : middle + half, x - half : x + half])
        shapes.draw_disc(image, (left + radius, y), radius, WHITE)
        small = face.resize((2 * radius - 6, 2 * radius - 6), Image.Resampling.LANCZOS)
        shapes.paste_as_disc(image, small, (left + radius, y))
    else:
        icon = "phone" if re.search(r"\d{3}", caption.note) else "message"
        shapes.draw_disc(image, (left + radius, y), radius, colors.accent)
        shapes.draw_pictogram(image, icon, (left + radius, y), 46, colors.on_accent)
    center = (left + 2 * radius + gap + wide / 2, y)
    typesetting.draw_lines(ImageDraw.Draw(image), center, lines, size, colors.night_accent)


def _draw_note(image: Image.Image, center: tuple[float, float], note: str, colors: Palette) -> None:
    size, lines = typesetting.fit(note, _NOTE_SIZES, _TEXT_WIDTH, 1, bold=False)
    ink = blend(WHITE, colors.night, 0.12)
    typesetting.draw_lines(ImageDraw.Draw(image), center, lines, size, ink, bold=False)


def _draw_lines(image: Image.Image, where: Rect, lines: Sequence[str], chip: str | None, colors: Palette) -> None:
    """Draw lines as large as they fit, centred in ``where``, with a chip behind the button's text."""
    rows = _split_into_pieces(lines, chip)
    size = _largest_fitting_size(rows, where.height)
    step = size * LINE_SPACING
    x, y = where.center
    y -= step * (len(rows) - 1) / 2
    for pieces in rows:
        _draw_row(image, (x, y), pieces, size, colors)
        y += step


def _draw_row(
    image: Image.Image, center: tuple[float, float], pieces: Sequence[_Piece], size: int, colors: Palette
) -> None:
    pen = ImageDraw.Draw(image)
    x, y = center[0] - _row_width(pieces, size) / 2, center[1]
    for piece in pieces:
        wide = typesetting.width(piece.text, size) if piece.chip else _plain_width(piece.text, size)
        if piece.chip:
            pad = _chip_padding(size)
            half = size * 0.62
            shapes.draw_panel(image, Rect(x, y - half, x + wide + 2 * pad, y + half), colors.accent, round(size * 0.24))
            typesetting.draw_centered(pen, (x + pad + wide / 2, y), piece.text, size, colors.on_accent)
            x += wide + 2 * pad
        else:
            pen.text(
                (x, y + typesetting.MIDDLE * size), piece.text, font=typesetting.font(size), fill=WHITE, anchor="ls"
            )
            x += wide


def _chip_padding(size: int) -> float:
    return size * 0.28


def _plain_width(text: str, size: int) -> float:
    """Width including outer spaces, which separate words from the chip."""
    return float(typesetting.font(size).getlength(text))


def _row_width(pieces: Sequence[_Piece], size: int) -> float:
    return sum(
        typesetting.width(piece.text, size) + 2 * _chip_padding(size) if piece.chip else _plain_width(piece.text, size)
        for piece in pieces
    )


def _largest_fitting_size(rows: Sequence[Sequence[_Piece]], height: float) -> int:
    """The largest font size at which all rows fit; the smallest one if none does."""
    for size in _SIZES:
        if (
            max(_row_width(pieces, size) for pieces in rows) <= _TEXT_WIDTH
            and len(rows) * size * LINE_SPACING <= height
        ):
            return size
    return _SIZES[-1]


def _split_into_pieces(lines: Sequence[str], chip: str | None) -> list[list[_Piece]]:
    """Split lines into plain pieces and chips. A button's text that is broken over two lines becomes a chip in both."""
    cleaned = [typeface.drawable_text(line) for line in lines] or [""]
    text = " ".join(cleaned)
    word = typeface.drawable_text(chip) if chip else ""
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
    if match is None and word:
        match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    rows, at = [], 0
    for line in cleaned:
        start, end = (0, 0) if match is None else (max(0, match.start() - at), min(len(line), match.end() - at))
        if match is None or start >= end:
            rows.append([_Piece(line, False)])
        else:
            parts = (_Piece(line[:start], False), _Piece(line[start:end].strip(), True), _Piece(line[end:], False))
            rows.append([part for part in parts if part.text])
        at += len(line) + 1
    return rows

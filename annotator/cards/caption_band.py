"""Draw the caption band: the sentence being spoken, the button's word in a chip, its other wording small below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from annotator import typeface
from annotator.cards import shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette, mix, palette
from annotator.cards.shapes import Pixels
from annotator.cards.typesetting import LINE_HEIGHT
from annotator.model import HEIGHT, WIDTH, Caption, Card, ChatCard, EndCard, FilmCard, StepCard, TitleCard

BAND_TOP = 1052
"""First row of the band, in pixels of a video's card."""
END_FACE_PX = 150
"""Diameter of the face in the middle of the closing card's band."""
MARGIN = 40
"""Left and right of the band's text, in pixels."""
LARGEST, SMALLEST = 52, 40
"""Font sizes of captions, in pixels."""
LINE_STEP = LINE_HEIGHT + 0.12
"""Distance between two baselines, in font sizes: room for a chip around a word."""
_SIZES: tuple[int, ...] = (*range(LARGEST, SMALLEST - 1, -2), *range(SMALLEST - 1, 15, -1))
"""Below SMALLEST only for lines that would otherwise be cut: many wide letters, or one very long word."""
_NOTE_SIZES = tuple(range(32, 23, -2))
_ROOM = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line, plain or as a chip."""

    text: str
    chip: bool


def fits(line: str, chip: str | None = None) -> bool:
    """Whether a line fits in the band at SMALLEST or larger, with the word ``chip`` in it drawn as a chip."""
    return max(_width(pieces, SMALLEST) for pieces in _pieces((line,), chip)) <= _ROOM


def with_caption(frame: Pixels, caption: Caption | None, card: Card) -> Pixels:
    """A copy of a card of the video with a caption (or an empty band); ``frame`` (H, W, 3) is what ``render`` returned."""
    card = card.card if isinstance(card, FilmCard) else card
    if isinstance(card, ChatCard) or (caption is None and not isinstance(card, StepCard)):
        return frame.copy()
    colors = palette(card.theme.colors)
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
    return shapes.pixels_of(image)


def draw_chat_band(image: Image.Image, band: Rect, caption: Caption, colors: Palette) -> None:
    """Draw the caption of a chat picture, its lines in the upper part of the band, which albums show too."""
    shapes.draw_panel(image, band, colors.night, 0)
    # One line may be in the middle of the band; two must end within the square of an album.
    bottom = band.bottom - (92 if caption.note or len(caption.lines) > 1 else 40)
    _draw_lines(image, Rect(band.left, band.top + 14, band.right, bottom), caption.lines, caption.chip, colors)
    if caption.note:
        _draw_note(image, (band.center[0], band.bottom - 46), caption.note, colors)


def _draw_block(
    image: Image.Image, band: Rect, lines: Sequence[str], chip: str | None, note: str | None, colors: Palette
) -> None:
    """Draw lines and note as one block in the middle of the band."""
    size = _size(_pieces(lines, chip), band.height - 40 - (44 if note else 0))
    high = size * LINE_STEP * len(lines)
    total = high + (48 if note else 0)
    top = band.top + (band.height - total) / 2
    _draw_lines(image, Rect(band.left, top, band.right, top + high), lines, chip, colors)
    if note:
        _draw_note(image, (band.center[0], top + high + 26), note, colors)


def _draw_end_band(
    image: Image.Image, band: Rect, caption: Caption, card: EndCard, frame: Pixels, colors: Palette
) -> None:
    """Draw the sentence, and below it always the same row: a face or a telephone, and whom to ask."""
    row = 88 if caption.note else 0
    upper = Rect(band.left, band.top + 12, band.right, band.bottom - row - 12)
    _draw_lines(image, upper, caption.lines, caption.chip, colors)
    if not caption.note:
        return
    radius, gap = 36, 18
    room = _ROOM - 2 * radius - gap
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
    size, lines = typesetting.fit(note, _NOTE_SIZES, _ROOM, 1, bold=False)
    ink = mix(WHITE, colors.night, 0.12)
    typesetting.draw_lines(ImageDraw.Draw(image), center, lines, size, ink, bold=False)


def _draw_lines(image: Image.Image, where: Rect, lines: Sequence[str], chip: str | None, colors: Palette) -> None:
    """Draw the lines as large as they fit in the middle of ``where``, with the chip behind the button's word."""
    rows = _pieces(lines, chip)
    size = _size(rows, where.height)
    step = size * LINE_STEP
    x, y = where.center
    y -= step * (len(rows) - 1) / 2
    for pieces in rows:
        _draw_row(image, (x, y), pieces, size, colors)
        y += step


def _draw_row(
    image: Image.Image, center: tuple[float, float], pieces: Sequence[_Piece], size: int, colors: Palette
) -> None:
    pen = ImageDraw.Draw(image)
    x, y = center[0] - _width(pieces, size) / 2, center[1]
    for piece in pieces:
        wide = typesetting.width(piece.text, size) if piece.chip else _plain_width(piece.text, size)
        if piece.chip:
            pad = _pad(size)
            half = size * 0.62
            shapes.draw_panel(image, Rect(x, y - half, x + wide + 2 * pad, y + half), colors.accent, round(size * 0.24))
            typesetting.draw_centered(pen, (x + pad + wide / 2, y), piece.text, size, colors.on_accent)
            x += wide + 2 * pad
        else:
            pen.text(
                (x, y + typesetting.MIDDLE * size), piece.text, font=typesetting.font(size), fill=WHITE, anchor="ls"
            )
            x += wide


def _pad(size: int) -> float:
    return size * 0.28


def _plain_width(text: str, size: int) -> float:
    """Width with outer spaces, which separate words from the chip."""
    return float(typesetting.font(size).getlength(text))


def _width(pieces: Sequence[_Piece], size: int) -> float:
    return sum(
        typesetting.width(piece.text, size) + 2 * _pad(size) if piece.chip else _plain_width(piece.text, size)
        for piece in pieces
    )


def _size(rows: Sequence[Sequence[_Piece]], height: float) -> int:
    """The largest size at which all rows fit."""
    for size in _SIZES:
        if max(_width(pieces, size) for pieces in rows) <= _ROOM and len(rows) * size * LINE_STEP <= height:
            return size
    return _SIZES[-1]


def _pieces(lines: Sequence[str], chip: str | None) -> list[list[_Piece]]:
    """Lines as plain pieces and chips; a button's word that is broken over two lines is a chip in both."""
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

"""Draw the caption in the band below the picture, as large as it fits: on the cards of portrait films and on chat pictures.

Below its lines is a row with the button's text on other phones, "O dice:" and a white chip "Join", or with a note, or nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from annotator import typeface
from annotator.cards import shapes, typesetting
from annotator.cards.caption_lines import CHIP_PADDING, LINE_SPACING, Piece, draw_lines, line_width, split_into_pieces
from annotator.cards.geometry import Point, Rect
from annotator.cards.palette import WHITE, Palette, blend, derive_palette
from annotator.cards.shapes import Pixels
from annotator.model import HEIGHT, WIDTH, Caption, Card, ChatCard, EndCard, FilmCard, StepCard, TitleCard

BAND_TOP = 1052
"""Top of the band on a video's card, in pixels."""
END_BAND_TOP = 1000
"""Top of the closing card's band, which holds the sentence and the person to ask."""
END_FACE = Rect(40, 1060, 200, 1220)
"""The place of the person's face on the closing card, 160 pixels wide."""
MARGIN = 40
"""Margin to the left and right of the text, in pixels."""
MAX_FONT_PX, MIN_FONT_PX = 52, 40
"""Largest and usual smallest font size of captions, in pixels."""
_SIZES: tuple[int, ...] = (*range(MAX_FONT_PX, MIN_FONT_PX - 1, -2), *range(MIN_FONT_PX - 1, 15, -1))
"""Font sizes to try. Those below MIN_FONT_PX are for lines that would otherwise be cut off, such as one very long word."""
_NOTE_ROW_PX, _OTHER_WORDING_ROW_PX = 48, 62
"""Height of the row below the lines: of a note, and of the button's other text in its chip."""
_PADDING_PX = 20
"""Space above and below the text of a band."""
MIN_CHAT_BAND_PX = 90
"""Distance from the bottom of a chat picture to the square that albums show; the target is above it."""
MAX_CHAT_LINES, _MAX_CHAT_BAND_PX = 10, 570
"""Maximum number of lines of a caption on a chat picture, and maximum height: the rest is for the screenshot."""
_TEXT_WIDTH = WIDTH - 2 * MARGIN
_LARGE_CONTACT_PX = 36
"""Minimum font size of the person to ask in one line; where that is too wide, name and number are below each other."""
_CONTACT_GAP_PX = 14
"""Space between the closing's sentence and the person to ask."""


def fits_in_band(line: str, chip: str | None = None) -> bool:
    """Whether a line fits in the band at MIN_FONT_PX or larger, with the text ``chip`` in it drawn as a chip."""
    return max(line_width(pieces, MIN_FONT_PX) for pieces in split_into_pieces((line,), chip)) <= _TEXT_WIDTH


def add_caption(frame: Pixels, caption: Caption | None, card: Card) -> Pixels:
    """A copy of a drawn card with a caption. Without one, a step's band is emptied, and other cards stay unchanged.

    ``frame`` is the image (H, W, 3) that ``draw_card`` returned for ``card``. Chat pictures are returned unchanged, since
    they have a caption already.
    """
    card = card.card if isinstance(card, FilmCard) else card
    if isinstance(card, ChatCard) or (caption is None and not isinstance(card, StepCard)):
        return frame.copy()
    colors = derive_palette(card.theme.colors)
    image = Image.fromarray(frame)
    if isinstance(card, EndCard):
        if caption is not None:
            _draw_closing_caption(image, caption, colors)
        return shapes.to_pixels(image)
    band = Rect(0, BAND_TOP, WIDTH, HEIGHT)
    shapes.draw_panel(image, band, colors.night, 0)
    if caption is not None:
        _draw_caption_block(image, band, with_facts(caption, card), MAX_FONT_PX, colors)
    return shapes.to_pixels(image)


def chat_band_height(caption: Caption) -> int:
    """Height of the band of a chat picture: as much as its lines need at the size at which they fit, within limits."""
    size = _chat_size(caption)
    needed_height = size * LINE_SPACING * len(caption.lines) + _extra_row_height(caption) + 2 * _PADDING_PX
    return max(MIN_CHAT_BAND_PX, min(_MAX_CHAT_BAND_PX, round(needed_height)))


def draw_chat_band(image: Image.Image, band: Rect, caption: Caption, colors: Palette) -> None:
    """Draw the caption of a chat picture in a band of ``chat_band_height``."""
    shapes.draw_panel(image, band, colors.night, 0)
    _draw_caption_block(image, band, caption, _chat_size(caption), colors)


def _chat_size(caption: Caption) -> int:
    """The font size of the lines of a chat picture."""
    # The fewer lines, the more room the picture leaves them.
    largest = {1: 52, 2: 48, 3: 44}.get(len(caption.lines), MIN_FONT_PX)
    available_height = _MAX_CHAT_BAND_PX - _extra_row_height(caption) - 2 * _PADDING_PX
    return _largest_fitting_size(split_into_pieces(caption.lines, caption.chip), available_height, largest)


def _extra_row_height(caption: Caption) -> int:
    """Height of the row below the lines, in pixels; 0 without one."""
    return _OTHER_WORDING_ROW_PX if caption.other else _NOTE_ROW_PX if caption.note else 0


def with_facts(caption: Caption, card: Card) -> Caption:
    """The caption of an opening, if it has no note, with the language's name and the facts as one; any other as it is."""
    if not isinstance(card, TitleCard) or caption.note:
        return caption
    return replace(caption, note=" · ".join(part for part in (card.language, card.facts) if part))


def _draw_caption_block(image: Image.Image, band: Rect, caption: Caption, max_size: int, colors: Palette) -> None:
    """Draw the lines and the row below them as one block in the middle of the band."""
    extra_row = _extra_row_height(caption)
    lines = split_into_pieces(caption.lines, caption.chip)
    size = _largest_fitting_size(lines, band.height - 2 * _PADDING_PX - extra_row, max_size)
    text_height = size * LINE_SPACING * len(caption.lines)
    top = band.top + (band.height - text_height - extra_row) / 2
    draw_lines(image, Rect(band.left, top, band.right, top + text_height), lines, size, colors)
    center = (band.center[0], top + text_height + extra_row / 2 + 2)
    if caption.other:
        _draw_other_wording(image, center, caption.or_says, caption.other, colors)
    elif caption.note:  # such as "Español · 5 pasos", in one line of regular letters
        note_size, note_lines = typesetting.fit(caption.note, tuple(range(32, 23, -2)), _TEXT_WIDTH, 1, bold=False)
        ink = blend(WHITE, colors.night, 0.12)
        typesetting.draw_lines(ImageDraw.Draw(image), center, note_lines, note_size, ink, bold=False)


def _draw_closing_caption(image: Image.Image, caption: Caption, colors: Palette) -> None:
    """Draw the sentence of the closing, and below it the person to ask, beside the face."""
    area = Rect(END_FACE.right + 28, END_BAND_TOP, WIDTH - MARGIN, HEIGHT)
    pen = ImageDraw.Draw(image)
    contact_size, contact_lines = _fit_contact(caption.note, area.width)
    contact_height = 0.0
    if contact_lines:
        contact_height = len(contact_lines) * contact_size * typesetting.LINE_HEIGHT + _CONTACT_GAP_PX
    text = " ".join(caption.lines)
    size, lines = typesetting.fit(text, range(46, 23, -2), area.width, 4, max_height=area.height - 32 - contact_height)
    text_height = len(lines) * size * typesetting.LINE_HEIGHT if text else 0.0
    y = area.center[1] - (text_height + contact_height) / 2
    blocks = ((lines if text else (), size, WHITE), (contact_lines, contact_size, colors.night_accent))
    for block_lines, block_size, ink in blocks:
        line_px = block_size * typesetting.LINE_HEIGHT
        for line in block_lines:
            baseline = y + block_size * (typesetting.LINE_HEIGHT / 2 + typesetting.MIDDLE)
            typesetting.draw_line(pen, (area.left, baseline), line, block_size, ink)
            y += line_px
        y += _CONTACT_GAP_PX


def _fit_contact(contact: str | None, max_width: float) -> tuple[int, tuple[str, ...]]:
    """Font size and lines of the person to ask: name and number in one line if these are large, else below each other."""
    if not contact:
        return 0, ()
    size, line = typesetting.fit(contact, range(40, 23, -2), max_width, 1)
    parts = contact.split(" · ")
    if size >= _LARGE_CONTACT_PX or len(parts) == 1:
        return size, line
    size = min(typesetting.fit(part, range(40, 23, -2), max_width, 1)[0] for part in parts)
    return size, tuple(typesetting.truncate(part, size, max_width) for part in parts)


def _draw_other_wording(image: Image.Image, center: Point, or_says: str, other: str, colors: Palette) -> None:
    """Draw the button's text on other phones in a white chip, after its introduction: "O dice:" and the chip "Join"."""
    intro, wording = f"{typeface.drawable_text(or_says)} ".lstrip(), typeface.drawable_text(other)
    for size in range(36, 15, -2):
        intro_width = float(typesetting.font(size, bold=False).getlength(intro))
        padding = CHIP_PADDING * size
        if intro_width + typesetting.width(wording, size) + 2 * padding <= _TEXT_WIDTH:
            break
    wording = typesetting.truncate(wording, size, _TEXT_WIDTH - intro_width - 2 * padding)
    chip_width = typesetting.width(wording, size) + 2 * padding
    x, y = center[0] - (intro_width + chip_width) / 2, center[1]
    pen = ImageDraw.Draw(image)
    ink = blend(WHITE, colors.night, 0.12)
    pen.text((x, y + typesetting.MIDDLE * size), intro, font=typesetting.font(size, bold=False), fill=ink, anchor="ls")
    chip = Rect(x + intro_width, y - size * 0.66, x + intro_width + chip_width, y + size * 0.66)
    shapes.draw_panel(image, chip, WHITE, round(size * 0.24))
    typesetting.draw_centered(pen, chip.center, wording, size, colors.night)


def _largest_fitting_size(lines: Sequence[Sequence[Piece]], max_height: float, max_size: int) -> int:
    """The largest font size up to ``max_size`` at which all lines fit; the smallest one if none does."""
    for size in _SIZES:
        if size > max_size or len(lines) * size * LINE_SPACING > max_height:
            continue
        if max(line_width(pieces, size) for pieces in lines) <= _TEXT_WIDTH:
            return size
    return _SIZES[-1]

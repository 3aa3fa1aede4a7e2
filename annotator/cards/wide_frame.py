"""Draw the frames of the wide film, for websites: the picture at the left, and at the right number, sign and sentence, large.

A step's picture is framed anew in the left part. The opening has the portrait card's school, face and screen there, in their full
size, and its title at the right; the closing its steps with their numbers. So texts have about the size that they have on a step.
"""

from dataclasses import replace
from typing import Final

from PIL import Image, ImageDraw

from annotator.cards import card as portrait
from annotator.cards import closing, opening, shapes, typesetting
from annotator.cards.caption_beside import draw_beside
from annotator.cards.geometry import Rect
from annotator.cards.palette import Palette, derive_palette
from annotator.cards.shapes import Pixels, PixelSource
from annotator.model import HEIGHT, WIDTH, Caption, Card, ChatCard, EndCard, FilmCard, GreetingCard, StepCard, TitleCard

WIDE_WIDTH, WIDE_HEIGHT = HEIGHT, WIDTH
"""Width and height of a frame in pixels: those of a portrait one, turned."""
_TALL_WIDTH, _BROAD_WIDTH = 600, 720
"""Width of an upright screen, and of any other picture. The rest holds 18 and 14 letters a line at 60 pixels."""
_HEAD_PX, _INSET_PX = 200, 20
"""Height of the header with the opening's title, or with the closing's face and heading, and the space around them."""
_HEADING_SIZES: Final = range(64, 31, -2)


def draw_card(card: Card, pixels: PixelSource) -> Pixels:
    """Draw the frame of a card without its sentence: (720, 1280, 3). ``pixels`` is that of `portrait.draw_card`."""
    colors, (left, header) = _colors_of(card), _areas_of(card)
    image = shapes.new_image((WIDE_WIDTH, WIDE_HEIGHT), colors.night)
    shapes.draw_panel(image, left, colors.main if isinstance(card, TitleCard) else colors.paper, 0)
    shapes.draw_panel(image, header, colors.main, 0)
    if isinstance(card, StepCard):
        planned = portrait.draw_marked_picture(image, left, card, pixels)
        portrait.draw_header(image, header, card, planned, pixels)
    elif isinstance(card, TitleCard):
        drawn = portrait.draw_card(card, pixels)
        for part, bottom in (
            (opening.ABOVE_TITLE, opening.ABOVE_TITLE.height),
            (opening.BELOW_TITLE, WIDE_HEIGHT - _INSET_PX),
        ):
            strip = shapes.crop_pixels(drawn, part, (WIDTH, round(part.height)))
            image.paste(strip, (0, round(bottom) - strip.height))
        opening.draw_title(image, header.inflated(-_INSET_PX), card, colors)
    elif isinstance(card, EndCard):
        closing.draw_numbered_recaps(image, card, pixels, colors)
        _draw_heading(image, header.inflated(-_INSET_PX), card, pixels, colors)
    elif isinstance(card, GreetingCard):
        image.paste(opening.draw_greeting(card, pixels, WIDE_HEIGHT), (0, 0))
    return shapes.to_pixels(image)


def add_caption(frame: Pixels, caption: Caption | None, card: Card) -> Pixels:
    """A copy of a drawn frame with the caption at its right; an opening without one has its facts there."""
    if caption is None and isinstance(card, TitleCard):
        caption = Caption(("",))
    if caption is None:
        return frame.copy()
    image, (left, header) = Image.fromarray(frame), _areas_of(card)
    beside = Rect(left.right, header.bottom, WIDE_WIDTH, WIDE_HEIGHT)
    draw_beside(image, beside, caption, card, _colors_of(card))
    return shapes.to_pixels(image)


def _areas_of(card: Card) -> tuple[Rect, Rect]:
    """The areas of a card's picture, and of the header at its right; that of a greeting has no height."""
    width, header_px = _BROAD_WIDTH, 0.0 if isinstance(card, GreetingCard) else _HEAD_PX
    if isinstance(card, StepCard):
        across, down = card.screen.size
        width, header_px = _BROAD_WIDTH if across > down else _TALL_WIDTH, portrait.HEADER_PX
    return Rect(0, 0, width, WIDE_HEIGHT), Rect(width, 0, WIDE_WIDTH, header_px)


def _draw_heading(image: Image.Image, area: Rect, card: EndCard, pixels: PixelSource, colors: Palette) -> None:
    """Draw the face of the person to ask, and the closing's heading beside it."""
    face = replace(area, right=area.left + area.height)
    closing.draw_face(image, face, card, pixels, colors)
    beside = replace(area, left=face.right + _INSET_PX)
    size, lines = typesetting.fit(card.heading, _HEADING_SIZES, beside.width, 3, max_height=beside.height)
    typesetting.draw_lines(ImageDraw.Draw(image), beside.center, lines, size, colors.on_main)


def _colors_of(card: Card) -> Palette:
    """The colours of a card of a film."""
    assert not isinstance(card, ChatCard | FilmCard)
    return derive_palette(card.theme.colors)

"""Draw the frames of the wide film, for websites: the picture at the left, and at the right number, sign and sentence, large.

A step's picture is framed anew in the left part. Opening, closing and greeting are the portrait cards, smaller.
"""

from collections.abc import Callable
from typing import Final

from PIL import Image

from annotator.cards import caption_band, shapes
from annotator.cards import card as portrait
from annotator.cards.geometry import Rect
from annotator.cards.opening_closing import PixelSource
from annotator.cards.palette import Palette, derive_palette
from annotator.cards.shapes import Pixels
from annotator.model import HEIGHT, WIDTH, Caption, Card, ChatCard, FilmCard, StepCard, TitleCard

WIDE_WIDTH, WIDE_HEIGHT = HEIGHT, WIDTH
"""Width and height of a frame in pixels: those of a portrait one, turned."""
_TALL_WIDTH, _BROAD_WIDTH = 600, 720
"""Width of a step's picture: of a phone's screen, and of a laptop's. The rest holds 18 and 14 letters a line at 60 pixels."""
_PORTRAIT_WIDTH: Final = WIDE_HEIGHT * WIDTH // HEIGHT


def draw_card(
    card: Card, pixels: PixelSource, draw_portrait: Callable[[Card, PixelSource], Pixels] = portrait.draw_card
) -> Pixels:
    """Draw the frame of a card without its sentence: (720, 1280, 3). ``pixels`` is that of `portrait.draw_card`."""
    colors = _colors_of(card)
    image = shapes.new_image((WIDE_WIDTH, WIDE_HEIGHT), colors.night)
    if isinstance(card, StepCard):
        width = _step_width(card)
        left, header = Rect(0, 0, width, WIDE_HEIGHT), Rect(width, 0, WIDE_WIDTH, portrait.HEADER_PX)
        shapes.draw_panel(image, left, colors.paper, 0)
        planned = portrait.draw_marked_picture(image, left, card, pixels)
        portrait.draw_header(image, header, card, planned, pixels)
    else:
        drawn = draw_portrait(card, pixels)
        whole = Rect(0, 0, drawn.shape[1], drawn.shape[0])
        image.paste(shapes.crop_pixels(drawn, whole, (_PORTRAIT_WIDTH, WIDE_HEIGHT)), (0, 0))
    return shapes.to_pixels(image)


def add_caption(frame: Pixels, caption: Caption | None, card: Card) -> Pixels:
    """A copy of a drawn frame with the sentence at its right; where nobody speaks yet, an opening has its title there."""
    if caption is None and isinstance(card, TitleCard):
        caption = Caption((card.title,))
    if caption is None:
        return frame.copy()
    image = Image.fromarray(frame)
    area = Rect(_PORTRAIT_WIDTH, 0, WIDE_WIDTH, WIDE_HEIGHT)
    if isinstance(card, StepCard):
        area = Rect(_step_width(card), portrait.HEADER_PX, WIDE_WIDTH, WIDE_HEIGHT)
    caption_band.draw_beside(image, area, caption, card, _colors_of(card))
    return shapes.to_pixels(image)


def _step_width(card: StepCard) -> int:
    """Width of a step's picture in pixels."""
    width, height = card.screen.size
    return _BROAD_WIDTH if width > height else _TALL_WIDTH


def _colors_of(card: Card) -> Palette:
    """The colours of a card of a film."""
    assert not isinstance(card, ChatCard | FilmCard)
    return derive_palette(card.theme.colors)

"""Draw a card of any kind: all pictures in videos and chats come from ``draw_card``."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw

from annotator.cards import caption_band as captions
from annotator.cards import marked_screen, opening_closing, outlines, shapes, typesetting
from annotator.cards.caption_band import BAND_TOP, add_caption
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, MarkInk, Palette, contrast_ratio, derive_palette
from annotator.cards.plan import framing
from annotator.cards.plan.framing import FILM_AREA
from annotator.cards.shapes import Pixels
from annotator.model import (
    HEIGHT,
    WIDTH,
    Card,
    ChatCard,
    EndCard,
    FilmCard,
    GreetingCard,
    StepCard,
    StepNumber,
    TitleCard,
    pictogram_of,
)

__all__ = [
    "add_caption",
    "add_closing_face",
    "draw_card",
    "draw_closing_steps",
    "draw_picture",
    "draw_slide_picture",
]

HEADER_PX = FILM_AREA.top
"""Height of the header of a video's card."""
CHAT_HEIGHT = 900
"""Height of a chat picture. Chats crop pictures in albums to the central square (rows 90 to 810), so number, pictogram
and target are inside it."""
CHAT_TITLE_PX, CHAT_HEADER_PX = 90, 104
"""Heights of a chat picture's title and of the header below it."""
_MAX_DOTS = 12
"""Tutorials with more steps show "3 / 20" instead of dots."""


def draw_card(card: Card, pixels: Callable[[str], Pixels]) -> Pixels:
    """Draw a card: (1280, 720, 3) without a caption, or (900, 720, 3) for a chat, with its caption.

    ``pixels(digest)`` returns the pixels (H, W, 3) of a screen (redacted), a photo or a logo; for a screen with a film,
    those of the current frame.
    """
    if isinstance(card, StepCard):
        image = _draw_step(card, pixels)
    elif isinstance(card, TitleCard):
        image = opening_closing.draw_opening(card, pixels)
    elif isinstance(card, EndCard):
        image = opening_closing.draw_closing(card, pixels)
    elif isinstance(card, GreetingCard):
        image = opening_closing.draw_greeting(card, pixels)
    elif isinstance(card, FilmCard):
        return draw_card(card.card, pixels)
    else:
        image = _draw_chat(card, pixels)
    return shapes.to_pixels(image)


def draw_closing_steps(card: EndCard, pixels: Callable[[str], Pixels]) -> Pixels:
    """Draw the closing card as `draw_card` does, but without the person's face."""
    return shapes.to_pixels(opening_closing.draw_closing_steps(card, pixels))


def add_closing_face(steps: Pixels, card: EndCard, pixels: Callable[[str], Pixels]) -> Pixels:
    """The closing card, given what `draw_closing_steps` draws."""
    image = Image.fromarray(steps)
    opening_closing.draw_closing_face(image, card, pixels)
    return shapes.to_pixels(image)


def draw_picture(card: StepCard, size: tuple[int, int], pixels: Callable[[str], Pixels]) -> Pixels:
    """Draw a step's marked screenshot alone for paper: ``size`` (width, height) in pixels, on white.

    The plan of a card is made for a width of 720 pixels.
    """
    image = shapes.new_image(size, WHITE)
    area = Rect(0, 0, *size)
    marked_screen.draw_marked_screen(image, area, card, pixels(card.screen.digest), for_paper=True)
    return shapes.to_pixels(image)


def draw_slide_picture(card: StepCard, size: tuple[int, int], pixels: Callable[[str], Pixels]) -> Pixels:
    """Draw a step's marked screenshot for a slide, where the whole screen and the close-up are side by side.

    It fills ``size`` (width, height), marked as in a film, on the ground of the cards.
    """
    image = shapes.new_image(size, derive_palette(card.theme.colors).paper)
    area = Rect(0, 0, *size)
    marked_screen.draw_marked_screen(image, area, card, pixels(card.screen.digest), beside_whole=True)
    return shapes.to_pixels(image)


def _draw_step(card: StepCard, pixels: Callable[[str], Pixels]) -> Image.Image:
    colors = derive_palette(card.theme.colors)
    image = shapes.new_image((WIDTH, HEIGHT), colors.paper)
    _draw_picture(image, FILM_AREA, card, pixels)
    draw_header(image, 0, HEADER_PX, card, colors)
    shapes.draw_panel(image, Rect(0, BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    return image


def _draw_chat(card: ChatCard, pixels: Callable[[str], Pixels]) -> Image.Image:
    colors = derive_palette(card.step.theme.colors)
    image = shapes.new_image((WIDTH, CHAT_HEIGHT), colors.paper)
    area = chat_picture_area(card)
    _draw_picture(image, area, card.step, pixels)
    shapes.draw_panel(image, Rect(0, 0, WIDTH, CHAT_TITLE_PX), colors.main, 0)
    size, lines = typesetting.fit(card.title, range(40, 21, -2), WIDTH - 80, 2, height=CHAT_TITLE_PX - 14)
    typesetting.draw_lines(ImageDraw.Draw(image), (WIDTH / 2, CHAT_TITLE_PX / 2 + 4), lines, size, colors.on_main)
    draw_header(image, CHAT_TITLE_PX, CHAT_HEADER_PX, card.step, colors)
    captions.draw_chat_band(image, Rect(0, area.bottom, WIDTH, CHAT_HEIGHT), card.caption, colors)
    return image


def chat_picture_area(card: ChatCard) -> Rect:
    """The area of a chat picture between its header and its caption band."""
    return Rect(0, CHAT_TITLE_PX + CHAT_HEADER_PX, WIDTH, CHAT_HEIGHT - captions.chat_band_height(card.caption))


def _draw_picture(image: Image.Image, area: Rect, card: StepCard, pixels: Callable[[str], Pixels]) -> None:
    """Draw the marked screenshot in ``area``; that of an aside in a dashed frame."""
    if card.number.aside:
        colors = derive_palette(card.theme.colors)
        outlines.draw_outline(
            image, area.inflated(-framing.ASIDE_FRAME_PX + 3), MarkInk(colors.night, colors.night), 0.6, dash_px=70
        )
    area = framing.picture_area(card, area)
    marked_screen.draw_marked_screen(image, area, card, pixels(card.screen.digest))


def draw_header(image: Image.Image, top: float, height: float, card: StepCard, colors: Palette) -> None:
    """Draw the step's number, a dot for each step, and the action's pictogram; without steps, that alone in the middle."""
    shapes.draw_panel(image, Rect(0, top, WIDTH, top + height), colors.main, 0)
    middle, radius = top + height / 2, min(44.0, height / 2 - 8)
    if card.total:
        _draw_number(image, (72, middle), radius, card.number, colors)
    pen = ImageDraw.Draw(image)
    if card.total > _MAX_DOTS:
        typesetting.draw_centered(pen, (WIDTH / 2, middle), f"{card.number} / {card.total}", 44, colors.on_main)
    elif card.total > 1:
        _draw_dots(image, middle, card, colors)
    if card.action is not None:
        x = WIDTH - 72 if card.total else WIDTH / 2
        tile = Rect(x - radius, middle - radius, x + radius, middle + radius)
        shapes.draw_panel(image, tile, WHITE, 20)
        name = card.gesture or pictogram_of(card.action, card.direction, on_laptop=card.screen.kind.device == "laptop")
        shapes.draw_pictogram(image, name, tile.center, round(radius * 1.55), colors.night)


def _draw_number(
    image: Image.Image, center: tuple[float, float], radius: float, number: StepNumber, colors: Palette
) -> None:
    """Draw a step's number on a disc; that of an aside in a dashed circle, so that nobody takes it for the next step."""
    ink = colors.on_accent
    if number.aside:
        shapes.draw_dashed_circle(image, center, radius + 3, 7, colors.title)
        ink = colors.title
    else:
        if contrast_ratio(colors.accent, colors.main) < 3:
            shapes.draw_disc(image, center, radius + 4, colors.on_main)
        shapes.draw_disc(image, center, radius, colors.accent)
    size = {1: 58, 2: 46}.get(len(str(number)), 34)
    typesetting.draw_centered(ImageDraw.Draw(image), center, str(number), round(size * radius / 44), ink)


def _draw_dots(image: Image.Image, y: float, card: StepCard, colors: Palette) -> None:
    """Draw one dot per step: past ones filled, the current one large with a rim, future ones hollow. An aside has none."""
    step = min(42.0, 400 / card.total)
    small = min(12.0, step * 0.3)
    first = WIDTH / 2 - step * (card.total - 1) / 2
    for number in range(1, card.total + 1):
        at = (first + step * (number - 1), y)
        if StepNumber(number) == card.number:
            shapes.draw_disc(image, at, small * 1.5, colors.on_main)
            shapes.draw_disc(image, at, small * 1.5 - 3, colors.accent)
            continue
        shapes.draw_disc(image, at, small, colors.on_main)
        if number > card.number.number:
            shapes.draw_disc(image, at, small - 3, colors.main)

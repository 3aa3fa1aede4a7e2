"""The cards of a tutorial: every picture a family sees is drawn here, or by the modules that this one calls."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw

from annotator.cards import caption_band as captions
from annotator.cards import opening_closing, shapes, step_view, typesetting
from annotator.cards.caption_band import BAND_TOP, with_caption
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette, contrast, palette
from annotator.cards.shapes import Pixels
from annotator.model import HEIGHT, WIDTH, Card, ChatCard, EndCard, FilmCard, GreetingCard, StepCard, TitleCard

__all__ = ["render", "with_caption"]

HEADER = 124
CHAT_HEIGHT = 900
_CHAT_TITLE, _CHAT_HEADER, _CHAT_BAND = 90, 104, 662
_MOST_DOTS = 12


def render(card: Card, pixels: Callable[[str], Pixels]) -> Pixels:
    """Draw a card without a caption: (1280, 720, 3) RGB, for a chat (900, 720, 3).

    ``pixels(digest)`` gives the RGB pixels of a screen, with what is private already covered, or of a photo or logo; of
    the screen on which a film runs, those of the moment that is to be seen.
    """
    if isinstance(card, StepCard):
        image = _step(card, pixels)
    elif isinstance(card, TitleCard):
        image = opening_closing.title(card, pixels)
    elif isinstance(card, EndCard):
        image = opening_closing.closing(card, pixels)
    elif isinstance(card, GreetingCard):
        image = opening_closing.greeting(card, pixels)
    elif isinstance(card, FilmCard):
        return render(card.card, pixels)
    else:
        image = _chat(card, pixels)
    return shapes.pixels_of(image)


def _step(card: StepCard, pixels: Callable[[str], Pixels]) -> Image.Image:
    colors = palette(card.look.colors)
    image = shapes.blank((WIDTH, HEIGHT), colors.paper)
    area = Rect(0, HEADER, WIDTH, BAND_TOP)
    drawn = step_view.draw_whole if card.view == "whole" else step_view.draw_close
    drawn(image, area, card, pixels(card.screen.digest))
    draw_header(image, 0, HEADER, card, colors)
    shapes.panel(image, Rect(0, BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    return image


def _chat(card: ChatCard, pixels: Callable[[str], Pixels]) -> Image.Image:
    """Chats cut albums to the middle square, rows 90 to 810: number, pictogram, target and sentence are inside it."""
    colors = palette(card.step.look.colors)
    image = shapes.blank((WIDTH, CHAT_HEIGHT), colors.paper)
    top = _CHAT_TITLE + _CHAT_HEADER
    area = Rect(0, top, WIDTH, _CHAT_BAND)
    drawn = step_view.draw_whole if card.step.view == "whole" else step_view.draw_close
    drawn(image, area, card.step, pixels(card.step.screen.digest))
    shapes.panel(image, Rect(0, 0, WIDTH, _CHAT_TITLE), colors.main, 0)
    size, lines = typesetting.fit(card.title, range(40, 21, -2), WIDTH - 80, 2, height=_CHAT_TITLE - 14)
    typesetting.write_lines(ImageDraw.Draw(image), (WIDTH / 2, _CHAT_TITLE / 2 + 4), lines, size, colors.on_main)
    draw_header(image, _CHAT_TITLE, _CHAT_HEADER, card.step, colors)
    captions.draw_chat_band(image, Rect(0, _CHAT_BAND, WIDTH, CHAT_HEIGHT), card.caption, colors)
    return image


def draw_header(image: Image.Image, top: float, height: float, card: StepCard, colors: Palette) -> None:
    """Draw number, place in the row of steps, and pictogram: always at the same places."""
    shapes.panel(image, Rect(0, top, WIDTH, top + height), colors.main, 0)
    middle, radius = top + height / 2, min(44.0, height / 2 - 8)
    if contrast(colors.accent, colors.main) < 3:
        shapes.disc(image, (72, middle), radius + 4, colors.on_main)
    shapes.disc(image, (72, middle), radius, colors.accent)
    size = 58 if card.number < 10 else 46 if card.number < 100 else 34
    pen = ImageDraw.Draw(image)
    typesetting.middle(pen, (72, middle), str(card.number), round(size * radius / 44), colors.on_accent)
    if card.total > _MOST_DOTS:
        typesetting.middle(pen, (WIDTH / 2, middle), f"{card.number} / {card.total}", 44, colors.on_main)
    elif card.total > 1:
        _dots(image, middle, card, colors)
    if card.action is not None:
        tile = Rect(WIDTH - 72 - radius, middle - radius, WIDTH - 72 + radius, middle + radius)
        shapes.panel(image, tile, WHITE, 20)
        name = f"{card.action}-{card.direction}" if card.direction else card.action
        shapes.pictogram(image, name, tile.center, round(radius * 1.55), colors.night)


def _dots(image: Image.Image, y: float, card: StepCard, colors: Palette) -> None:
    """Done: filled; now: large, in the second colour, with a rim; to come: hollow."""
    step = min(42.0, 400 / card.total)
    small = min(12.0, step * 0.3)
    first = WIDTH / 2 - step * (card.total - 1) / 2
    for number in range(1, card.total + 1):
        at = (first + step * (number - 1), y)
        if number == card.number:
            shapes.disc(image, at, small * 1.5, colors.on_main)
            shapes.disc(image, at, small * 1.5 - 3, colors.accent)
            continue
        shapes.disc(image, at, small, colors.on_main)
        if number > card.number:
            shapes.disc(image, at, small - 3, colors.main)

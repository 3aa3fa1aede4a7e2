"""Draw the cards of portrait films and of chats; the wide film, paper and slides share the parts of a step's card.

A step's card is 720 pixels wide. From top to bottom it has a header with the step's number, dots, pictogram and small map; the
marked screenshot; and the band of the caption. A chat picture has the same, and a title above the header, in 900 pixels.
"""

from dataclasses import replace

from PIL import Image, ImageDraw

from annotator.cards import caption_band, closing, marked_screen, opening, shapes, signs, typesetting
from annotator.cards.caption_band import BAND_TOP
from annotator.cards.geometry import Point, Rect, square
from annotator.cards.palette import WARNING, WHITE, Palette, contrast_ratio, derive_palette
from annotator.cards.plan import framing
from annotator.cards.plan.framing import FILM_AREA, STRIP_PX
from annotator.cards.plan.layout import Layout
from annotator.cards.shapes import Pixels, PixelSource
from annotator.cards.signs import PlacedSign
from annotator.cards.small_map import MAP_INSET_PX, MAP_WIDTH_PX, draw_map, lay_out_map
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
    traits_of,
)

HEADER_PX = FILM_AREA.top
"""Height of the header of a video's card."""
CHAT_HEIGHT = 900
"""Height of a chat picture. Chats crop pictures in albums to the central square (rows 90 to 810), so number, pictogram
and target are inside it."""
CHAT_TITLE_PX, CHAT_HEADER_PX = 90, 104
"""Heights of a chat picture's title and of the header below it."""
_NUMBER_X_PX, _NUMBER_RADIUS_PX = 72, 44.0
"""Distance of the centre of a step's number from the left of its header, and the maximum radius of its disc."""
_MAX_DOTS = 12
"""Maximum number of steps that a header shows as dots; of more it has the number in figures, such as "3 / 20"."""
HATCH_PX = 48
"""Distance between the stripes of a guess's band."""


def draw_card(card: Card, pixels: PixelSource) -> Pixels:
    """Draw a card: (1280, 720, 3) without a caption, or (900, 720, 3) for a chat, with its caption.

    ``pixels(digest)`` returns the pixels (H, W, 3) of a screen (redacted), a photo or a logo; for a screen with a film,
    those of the current frame.
    """
    if isinstance(card, StepCard):
        image = _draw_step(card, pixels)
    elif isinstance(card, TitleCard):
        image = opening.draw_opening(card, pixels)
    elif isinstance(card, EndCard):
        image = closing.draw_closing(card, pixels)
    elif isinstance(card, GreetingCard):
        image = opening.draw_greeting(card, pixels)
    elif isinstance(card, FilmCard):
        return draw_card(card.card, pixels)
    else:
        image = _draw_chat(card, pixels)
    return shapes.to_pixels(image)


def draw_picture(card: StepCard, size: tuple[int, int], pixels: PixelSource, *, for_paper: bool) -> Pixels:
    """Draw a step's marked screenshot alone: ``size`` (width, height) in pixels.

    On paper it is on white; on a slide, where the whole screen and the close-up are side by side, on the ground of the cards.
    Marks and texts are as large as on a card 720 pixels wide, whatever the ``size``.
    """
    image = shapes.new_image(size, WHITE if for_paper else derive_palette(card.theme.colors).paper)
    draw_marked_picture(image, Rect(0, 0, *size), card, pixels, for_paper=for_paper)
    return shapes.to_pixels(image)


def _draw_step(card: StepCard, pixels: PixelSource) -> Image.Image:
    """Draw the card of a step with an empty caption band."""
    colors = derive_palette(card.theme.colors)
    image = shapes.new_image((WIDTH, HEIGHT), colors.paper)
    planned = draw_marked_picture(image, FILM_AREA, card, pixels)
    draw_header(image, Rect(0, 0, WIDTH, HEADER_PX), card, planned, pixels)
    shapes.draw_panel(image, Rect(0, BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    return image


def _draw_chat(card: ChatCard, pixels: PixelSource) -> Image.Image:
    """Draw the chat picture of a step, with its title and its caption."""
    colors = derive_palette(card.step.theme.colors)
    image = shapes.new_image((WIDTH, CHAT_HEIGHT), colors.paper)
    area = chat_picture_area(card)
    planned = draw_marked_picture(image, area, card.step, pixels)
    header = Rect(0, 0, WIDTH, CHAT_TITLE_PX + CHAT_HEADER_PX)
    free_width = draw_header(image, header, card.step, planned, pixels, title_px=CHAT_TITLE_PX)
    size, lines = typesetting.fit(card.title, range(40, 21, -2), free_width - 60, 2, max_height=CHAT_TITLE_PX - 14)
    typesetting.draw_lines(ImageDraw.Draw(image), (free_width / 2, CHAT_TITLE_PX / 2 + 4), lines, size, colors.on_main)
    caption_band.draw_chat_band(image, Rect(0, area.bottom, WIDTH, CHAT_HEIGHT), card.caption, colors)
    return image


def chat_picture_area(card: ChatCard) -> Rect:
    """The area of a chat picture between its header and its caption band."""
    return Rect(0, CHAT_TITLE_PX + CHAT_HEADER_PX, WIDTH, CHAT_HEIGHT - caption_band.chat_band_height(card.caption))


def draw_marked_picture(
    image: Image.Image, area: Rect, card: StepCard, pixels: PixelSource, *, for_paper: bool = False
) -> Layout:
    """Draw the marked screenshot in ``area``, with strips above it for a guess and an aside, and one below for an own row."""
    colors = derive_palette(card.theme.colors)
    remaining = framing.picture_area(card, area)
    planned = marked_screen.draw_marked_screen(image, remaining, card, pixels(card.screen.digest), for_paper=for_paper)
    if card.guess:
        _draw_guess(image, replace(area, bottom=area.top + STRIP_PX), card, colors)
    if card.number.aside:
        _draw_question(image, replace(area, top=remaining.top - STRIP_PX, bottom=remaining.top), card, colors)
    if remaining.bottom < area.bottom:
        signs.draw_own_row(image, replace(area, top=remaining.bottom), card, colors)
    return planned


def _draw_guess(image: Image.Image, strip: Rect, card: StepCard, colors: Palette) -> None:
    """Draw the hatched band of a step that is a guess, with its word in the middle, so that nobody thinks the card is final."""
    shapes.draw_panel(image, strip, WHITE, 0)
    pen, (left, top, right, bottom) = ImageDraw.Draw(image), strip.rounded()
    height, stripe = bottom - top, HATCH_PX // 2
    for x in range(left - height, right, HATCH_PX):
        pen.polygon(
            ((x, bottom), (x + stripe, bottom), (x + stripe + height, top), (x + height, top)), fill=colors.night
        )
    size = bottom - top - 24
    half = typesetting.width(card.guess, size) / 2 + 24
    center = strip.center
    shapes.draw_panel(image, Rect(center[0] - half, strip.top, center[0] + half, strip.bottom), WHITE, 0)
    typesetting.draw_centered(pen, center, card.guess, size, colors.night)


def _draw_question(image: Image.Image, strip: Rect, card: StepCard, colors: Palette) -> None:
    """Draw the strip of an aside: that it is not for everybody, whom it is for, and a warning if its press can do harm."""
    shapes.draw_panel(image, strip, colors.accent, 0)
    side, middle = strip.height - 16, strip.center[1]
    left, right = strip.left + 20 + side, strip.right - 20
    pen = ImageDraw.Draw(image)
    shapes.draw_disc(image, (left - side / 2, middle), side / 2, colors.on_accent)
    typesetting.draw_centered(pen, (left - side / 2, middle), "?", round(side * 0.8), colors.accent)
    if card.sign in signs.WARNED:
        right -= side
        signs.draw_tile(image, (right + side / 2, middle), side, "warning", WARNING)
    size, lines = typesetting.fit(card.question, range(40, 21, -2), right - left - 32, 2, max_height=strip.height - 6)
    typesetting.draw_lines(pen, ((left + right) / 2, middle), lines, size, colors.on_accent)


def draw_header(
    image: Image.Image, area: Rect, card: StepCard, planned: Layout, pixels: PixelSource, *, title_px: float = 0
) -> float:
    """Draw the step's number, its dots or "3 / 20", the action's pictogram, and a map of where on the whole screen it is.

    A sign that has no place on the picture is beside the pictogram, unless it is the same. Without steps, there is no number,
    and the pictogram is in the middle between the edge and the map's place. The map may be as high as the ``area``; all else is
    below ``title_px``. Returns the x coordinate where the map's place begins.
    """
    colors = derive_palette(card.theme.colors)
    shapes.draw_panel(image, area, colors.main, 0)
    top = area.top + title_px
    middle, radius = (top + area.bottom) / 2, min(_NUMBER_RADIUS_PX, (area.bottom - top) / 2 - 8)
    map_left = area.right - MAP_INSET_PX - MAP_WIDTH_PX
    map_place = Rect(map_left, area.top + 8, area.right - MAP_INSET_PX, area.bottom - 8)
    small_map = lay_out_map(planned.framing, card.screen.kind, map_place)
    if small_map is not None:
        draw_map(image, small_map, pixels(card.screen.digest), card)
    if card.total:
        _draw_number(image, (area.left + _NUMBER_X_PX, middle), radius, card.number, colors)
    pictogram_x = map_left - MAP_INSET_PX - radius if card.total else (area.left + map_left) / 2
    if card.action is not None:
        _draw_pictogram(image, (pictogram_x, middle), 2 * radius, card, colors)
    if planned.header_sign is not None and not planned.header_sign.says_action:
        sign_center = (pictogram_x - 2 * radius, middle)
        signs.draw_sign(image, PlacedSign(planned.header_sign, sign_center, 1.7 * radius), colors)
    dots_left, dots_right = area.left + _NUMBER_X_PX + radius, pictogram_x - 3 * radius
    pen = ImageDraw.Draw(image)
    center = ((dots_left + dots_right) / 2, middle)
    if card.total > _MAX_DOTS:
        typesetting.draw_centered(pen, center, f"{card.number} / {card.total}", 44, colors.on_main)
    elif card.total > 1:
        _draw_dots(image, center, dots_right - dots_left, card, colors)
    return map_left


def _draw_pictogram(image: Image.Image, center: Point, side: float, card: StepCard, colors: Palette) -> None:
    """Draw the action's pictogram: on white if fingers do it, else on its colour."""
    assert card.action is not None
    traits = traits_of(card.action)
    tile = square(center, side)
    shapes.draw_panel(image, tile, WHITE, 20)
    ink = colors.night
    if traits.badge is not None:
        shapes.draw_panel(image, tile.inflated(-4), colors.ink_of(traits.color).color, 17)
        ink = WHITE
    shapes.draw_pictogram(image, card.pictogram, center, round(side * 0.775), ink)
    if traits.hands_off:
        signs.draw_hands_off(image, center, side)


def _draw_number(image: Image.Image, center: Point, radius: float, number: StepNumber, colors: Palette) -> None:
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
    typesetting.draw_centered(ImageDraw.Draw(image), center, str(number), round(size * radius / _NUMBER_RADIUS_PX), ink)


def _draw_dots(image: Image.Image, center: Point, width: float, card: StepCard, colors: Palette) -> None:
    """Draw one dot per step: past ones filled, the current one large with a rim (none on an aside), future ones hollow."""
    dot_distance = min(42.0, width / card.total)
    radius = min(12.0, dot_distance * 0.3)
    first_x = center[0] - dot_distance * (card.total - 1) / 2
    for number in range(1, card.total + 1):
        dot_center = (first_x + dot_distance * (number - 1), center[1])
        if StepNumber(number) == card.number:
            shapes.draw_disc(image, dot_center, radius * 1.5, colors.on_main)
            shapes.draw_disc(image, dot_center, radius * 1.5 - 3, colors.accent)
            continue
        shapes.draw_disc(image, dot_center, radius, colors.on_main)
        if number > card.number.number:
            shapes.draw_disc(image, dot_center, radius - 3, colors.main)

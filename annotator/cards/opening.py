"""Draw the opening, the card by which families recognise their school: its name, the title, a known face, and the last screen.

A filmed greeting, which may come before it, has the school's name, too.
"""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from annotator import typeface
from annotator.cards import devices, shapes, typesetting
from annotator.cards.caption_band import BAND_TOP, MARGIN
from annotator.cards.geometry import Rect, square, whole_pixels
from annotator.cards.palette import WHITE, Palette, derive_palette
from annotator.cards.plan import crop
from annotator.cards.shapes import Pixels, PixelSource
from annotator.model import HEIGHT, WIDTH, GreetingCard, Screen, TitleCard

PLAY_BUTTON = Rect(280, 560, 440, 720)
"""The place of the play button that chats and browsers draw on a waiting video: a central disc of 22 % of the width."""
_FACE_PX, _SMALL_FACE_PX = 220, 172
"""Diameter of the face: large above the name, small beside a wide screen's button."""
_ONE_NAME_PX, _NAME_GAP_PX = 64, 10
"""Height of a name in one line, and the space above a name."""
_SIDE_PX = 24
"""Margin at the left of the face and the name."""
_LOGO_CENTER_Y = 70
"""Vertical centre of the logo and the school's name, in pixels."""
_MAX_LOGO_PX = (150, 64)
"""Maximum width and height of a logo."""
_CLEAR_PX = 24
"""Minimum space between the play button and a text, face or screen."""
_TITLE_BOTTOM = PLAY_BUTTON.top - _CLEAR_PX
_LOWER_BOTTOM = BAND_TOP - 30
_SCHOOL_PX = 122
"""Height of the row with the school's logo and name."""
ABOVE_TITLE, BELOW_TITLE = Rect(0, 0, WIDTH, _SCHOOL_PX), Rect(0, _TITLE_BOTTOM, WIDTH, BAND_TOP - 10)
"""The parts of the opening above and below its title: the school; face, name and screen."""
_TITLE_SIZES = ((3, range(92, 63, -2)), (4, range(78, 29, -2)))
"""Font sizes of the title by its number of lines: three large ones, else four."""
_MAX_DARK_LEVEL = 60
"""The median grey (0..255) below which a screen is dark."""
_SAME_LEVELS, _BLACK_SHARE = 20, 0.97
"""A dark screen shows nearly nothing if this share of it is within so many levels of the median, and it has few texts."""
_MIN_TEXTS = 8
"""A screen with fewer has few: screens of dark apps that are as uniform have 9 or more."""


def draw_opening(card: TitleCard, pixels: PixelSource) -> Image.Image:
    """Draw the opening card: school, title, face and name, and last screen, with language and facts in the caption band.

    As the first picture of a film it waits with a play button on it, so text and face are kept off ``PLAY_BUTTON``: the title
    is above it, the face at its left, and the screen at its right, or below it if it is wide; without a face, behind it.
    A screen that is nearly black would look like a film that doesn't load, and is left out.
    """
    if card.screen is not None and _is_nearly_black(card.screen, pixels):
        card = replace(card, screen=None)
    colors = derive_palette(card.theme.colors)
    image = shapes.new_image((WIDTH, HEIGHT), colors.main)
    top = _draw_school(image, card, pixels, colors)
    draw_title(image, Rect(MARGIN, top + 8, WIDTH - MARGIN, _TITLE_BOTTOM), card, colors)
    lower = _lay_out_lower_half(card, pixels)
    _draw_face(image, lower, card, pixels, colors)
    if card.screen is not None:
        _draw_screen(image, lower.screen, card.screen, pixels, colors)
    _draw_facts(image, card, colors)
    return image


def _is_nearly_black(screen: Screen, pixels: PixelSource) -> bool:
    """Whether a screen shows next to nothing on one dark colour, as a call whose camera is off."""
    levels = pixels(screen.digest)[::4, ::4].mean(axis=2)
    middle = np.median(levels)
    alike = np.mean(np.abs(levels - middle) < _SAME_LEVELS)
    return bool(middle < _MAX_DARK_LEVEL and alike >= _BLACK_SHARE and len(screen.texts) < _MIN_TEXTS)


def draw_greeting(card: GreetingCard, pixels: PixelSource, height: int = HEIGHT) -> Image.Image:
    """Draw the card around a filmed greeting: the school's name, and below it the film as large as possible."""
    colors = derive_palette(card.theme.colors)
    image = shapes.new_image((WIDTH, height), colors.main)
    film_area_top = _draw_school(image, card, pixels, colors) + 18
    film = pixels(card.screen)
    frame = Rect(0, 0, film.shape[1], film.shape[0])
    scale = min((WIDTH - 2 * MARGIN) / frame.width, (height - MARGIN - film_area_top) / frame.height)
    film_width, film_height = round(frame.width * scale), round(frame.height * scale)
    film_left, film_top = round((WIDTH - film_width) / 2), round((film_area_top + height - MARGIN - film_height) / 2)
    film_rect = Rect(film_left, film_top, film_left + film_width, film_top + film_height)
    shapes.draw_panel(image, film_rect.inflated(6), colors.on_main, 34)
    frame_on_card = shapes.crop_pixels(film, frame, (film_width, film_height))
    shapes.paste_rounded(image, frame_on_card, (film_left, film_top), 28)
    return image


def _draw_school(image: Image.Image, card: TitleCard | GreetingCard, pixels: PixelSource, colors: Palette) -> float:
    """Draw the school's logo and name in a row at the top. Returns the y coordinate below it."""
    logo = None if card.logo is None else _fit_logo(pixels(card.logo))
    if logo is None and not card.school:
        return 30
    logo_room = 0 if logo is None else logo.width + 32
    size, lines = typesetting.fit(card.school, range(40, 25, -2), WIDTH - 2 * MARGIN - logo_room, 2, max_height=88)
    name_width = max((typesetting.width(line, size) for line in lines), default=0)
    left = (WIDTH - name_width - logo_room) / 2
    if logo is not None:
        top, bottom = _LOGO_CENTER_Y - logo.height / 2, _LOGO_CENTER_Y + logo.height / 2
        shapes.draw_panel(image, Rect(left, top - 6, left + logo.width + 12, bottom + 6), WHITE, 10)
        image.paste(logo, (round(left) + 6, round(top)))
    center = (left + logo_room + name_width / 2, _LOGO_CENTER_Y)
    typesetting.draw_lines(ImageDraw.Draw(image), center, lines, size, colors.on_main)
    return _SCHOOL_PX


def _fit_logo(pixels: Pixels) -> Image.Image:
    """A logo, scaled to the maximum size."""
    scale = min(_MAX_LOGO_PX[1] / pixels.shape[0], _MAX_LOGO_PX[0] / pixels.shape[1])
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return shapes.crop_pixels(pixels, Rect(0, 0, pixels.shape[1], pixels.shape[0]), size)


@dataclass(frozen=True, slots=True)
class _LowerHalf:
    """The places of face, name and screen around the play button, in pixels of the card; None where face and name are missing.

    The name is in the middle of its area, or at its top if the area is below the face.
    """

    face: Rect | None
    name: Rect | None
    screen: Rect


def _lay_out_lower_half(card: TitleCard, pixels: PixelSource) -> _LowerHalf:
    """Lay out face, name and screen. Without a face the screen is in the middle, behind the play button."""
    below = Rect(MARGIN, PLAY_BUTTON.bottom + _CLEAR_PX, WIDTH - MARGIN, _LOWER_BOTTOM)
    screen = None if card.screen is None else _visible_part(card.screen, pixels)
    if not (card.person or card.photo is not None or card.school):
        return _LowerHalf(None, None, replace(below, top=PLAY_BUTTON.top))
    left = Rect(_SIDE_PX, PLAY_BUTTON.top, PLAY_BUTTON.left - _CLEAR_PX, below.bottom)
    if screen is None or screen.height > screen.width:
        beside = Rect(PLAY_BUTTON.right + _CLEAR_PX, left.top, WIDTH - MARGIN, left.bottom)
        raised = _ONE_NAME_PX / 2 if card.person else 0
        face = square((left.center[0], left.center[1] - raised), _FACE_PX)
        return _LowerHalf(face, replace(left, top=face.bottom + _NAME_GAP_PX), beside)
    # A wide screen is below the button, the face at the left of it and the name at the right.
    row = replace(left, bottom=PLAY_BUTTON.bottom)
    return _LowerHalf(square(row.center, _SMALL_FACE_PX), row.moved(WIDTH - left.right - left.left, 0), below)


def _visible_part(screen: Screen, pixels: PixelSource) -> Rect:
    """The part of a screen that is shown, in its own pixels."""
    finished = pixels(screen.digest)
    return crop.choose_visible_part((finished.shape[1], finished.shape[0]), (), screen.kind)


def _draw_face(image: Image.Image, lower: _LowerHalf, card: TitleCard, pixels: PixelSource, colors: Palette) -> None:
    """Draw the person's photo, or a pictogram in its place, and the name."""
    if lower.face is None:
        return
    center, diameter = lower.face.center, round(lower.face.width)
    shapes.draw_disc(image, center, diameter / 2, colors.on_main)
    if card.photo is not None:
        shapes.paste_as_disc(image, shapes.crop_portrait(pixels(card.photo), diameter - 16), center)
    else:
        shapes.draw_disc(image, center, diameter / 2 - 8, colors.accent)
        name = "person" if card.person else "school"
        shapes.draw_pictogram(image, name, center, round(diameter * 0.72), colors.on_accent)
    if card.person and lower.name is not None:
        x, y = lower.name.center
        size, lines = typesetting.fit(card.person, range(44, 25, -2), lower.name.width, 3, max_height=lower.name.height)
        if lower.name.top > lower.face.bottom:
            y = lower.name.top + len(lines) * size * typesetting.LINE_HEIGHT / 2
        typesetting.draw_lines(ImageDraw.Draw(image), (x, y), lines, size, colors.on_main)


def _draw_screen(image: Image.Image, area: Rect, screen: Screen, pixels: PixelSource, colors: Palette) -> None:
    """Draw the last screen in its device, as large as it fits."""
    part = _visible_part(screen, pixels)
    form = devices.form_of(screen.kind)
    view = crop.fit_whole(part, area.inflated(-devices.rim_px(form)))
    screen_rect = whole_pixels(view.to_card(part))
    devices.draw_device(image, screen_rect, form, colors, deck=False)
    size = (round(screen_rect.width), round(screen_rect.height))
    devices.paste_screen(image, shapes.crop_pixels(pixels(screen.digest), part, size), screen_rect, form)


def draw_title(image: Image.Image, area: Rect, card: TitleCard, colors: Palette) -> None:
    """Draw the title in large letters, with the platform's name in a second colour."""
    size, lines = fit_title(card.title, area)
    pen = ImageDraw.Draw(image)
    line_distance = size * typesetting.LINE_HEIGHT
    y = area.center[1] - line_distance * (len(lines) - 1) / 2
    for line in lines:
        x = area.center[0] - typesetting.width(line, size) / 2
        before, name, after = _split_at_name(line, typeface.drawable_text(card.platform))
        for text, ink in ((before, colors.on_main), (name, colors.title), (after, colors.on_main)):
            pen.text((x, y + typesetting.MIDDLE * size), text, font=typesetting.font(size), fill=ink, anchor="ls")
            x += typesetting.font(size).getlength(text)
        y += line_distance


def fit_title(title: str, area: Rect) -> tuple[int, tuple[str, ...]]:
    """Font size and lines of the title: up to three lines if these are large, else four, cut off if they don't fit at 30 px."""
    fitted = [typesetting.fit(title, sizes, area.width, count, max_height=area.height) for count, sizes in _TITLE_SIZES]
    whole_title = " ".join(typeface.drawable_text(title).split())
    for size, lines in fitted:
        if " ".join(lines) == whole_title:
            return size, lines
    return fitted[-1]


def _split_at_name(line: str, name: str) -> tuple[str, str, str]:
    """Split ``line`` into the parts before, within and after ``name`` (in any case); all before if it isn't there."""
    start = line.casefold().find(name.casefold()) if name else -1
    return (line, "", "") if start < 0 else (line[:start], line[start : start + len(name)], line[start + len(name) :])


def _draw_facts(image: Image.Image, card: TitleCard, colors: Palette) -> None:
    """Draw the language's name and the facts (steps, device) in the caption band."""
    middle = (BAND_TOP + HEIGHT) / 2
    shapes.draw_panel(image, Rect(0, BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    pen = ImageDraw.Draw(image)
    chip_width = typesetting.width(card.language, 40) + 56
    if card.language:
        chip = Rect((WIDTH - chip_width) / 2, middle - 80, (WIDTH + chip_width) / 2, middle - 8)
        shapes.draw_panel(image, chip, colors.accent, 36)
        typesetting.draw_centered(pen, chip.center, card.language, 40, colors.on_accent)
    if card.facts:
        size, lines = typesetting.fit(card.facts, range(40, 25, -2), WIDTH - 2 * MARGIN, 2, bold=False)
        center = (WIDTH / 2, middle + (48 if card.language else 0))
        typesetting.draw_lines(pen, center, lines, size, WHITE, bold=False)

"""Draw the greeting, the opening and the closing, the cards by which families recognise their school and remember the steps.

The opening has school, title, a known face and the last screen. The closing repeats all steps as small cards: one large card
for one step, two columns up to six, three up to twelve, and so on.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from annotator import typeface
from annotator.cards import devices, marked_screen, shapes, signs, typesetting
from annotator.cards.caption_band import BAND_TOP, END_BAND_TOP, END_FACE, MARGIN
from annotator.cards.geometry import Rect, square, whole_pixels
from annotator.cards.palette import WHITE, Palette, derive_palette
from annotator.cards.plan import crop
from annotator.cards.shapes import Pixels
from annotator.model import HEIGHT, WIDTH, EndCard, GreetingCard, RecapItem, Screen, TitleCard, traits_of

PixelSource = Callable[[str], Pixels]
"""A function that returns the pixels (H, W, 3) of a screen, photo or logo by its digest."""
PLAY_BUTTON = Rect(280, 560, 440, 720)
"""The place of the play button that chats and browsers draw on a waiting video: a central disc of 22 % of the width."""
_HEADER_PX = 124
_FACE_PX, _SMALL_FACE_PX = 220, 172
"""Diameter of the face: large in a column, small in a row or above the name."""
_ONE_NAME_PX, _NAME_GAP_PX = 64, 10
"""Height of a name in one line, and the space above a name."""
_SIDE_PX = 24
"""Margin at the left of the face and the name."""
_GUTTER_PX = 20
_GRID, _WIDE_GRID = Rect(28, _HEADER_PX + 20, WIDTH - 28, END_BAND_TOP - 20), Rect(28, 20, WIDTH - 28, WIDTH - 20)
"""The area of the small cards on the closing, and on that of the wide film."""
_NUMBER_STRIP_PX = 72
"""Width of the strip with a small card's number where there is no label."""
_LOGO_CENTER_Y = 70
"""Vertical centre of the logo and the school's name, in pixels."""
_MAX_LOGO_PX = (150, 64)
"""Maximum width and height of a logo."""
_CLEAR_PX = 24
"""Minimum space between the play button and a text, face or screen."""
_TITLE_BOTTOM = PLAY_BUTTON.top - _CLEAR_PX
_LOWER_BOTTOM = BAND_TOP - 30
OPENING_SCHOOL, OPENING_LOWER_HALF = Rect(0, 0, WIDTH, 122), Rect(0, _TITLE_BOTTOM, WIDTH, BAND_TOP - 10)
"""The parts of the opening above and below its title: the school; face, name and screen."""
_TITLE_SIZES = ((3, range(92, 63, -2)), (4, range(78, 29, -2)))
"""Font sizes of the title by its number of lines: three large ones, else four."""
_DARK_LEVEL, _SAME_LEVELS, _BLACK_SHARE, _FEW_TEXTS = 60, 20, 0.97, 8
"""A screen shows nearly nothing if its median grey is below the first, a share of 0.97 is within 20 levels of that, and it has
fewer than 8 texts. The labelled screens of dark apps that reach this share have 9 texts or more."""


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
    place = _lay_out_lower_half(card, pixels)
    _draw_face(image, place, card, pixels, colors)
    if card.screen is not None and place.screen is not None:
        _draw_screen(image, place.screen, card.screen, pixels, colors)
    _draw_facts(image, card, colors)
    return image


def _is_nearly_black(screen: Screen, pixels: PixelSource) -> bool:
    """Whether a screen shows next to nothing on one dark colour, as a call whose camera is off."""
    levels = pixels(screen.digest)[::4, ::4].mean(axis=2)
    middle = np.median(levels)
    alike = np.mean(np.abs(levels - middle) < _SAME_LEVELS)
    return bool(middle < _DARK_LEVEL and alike >= _BLACK_SHARE and len(screen.texts) < _FEW_TEXTS)


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
    place = Rect(film_left, film_top, film_left + film_width, film_top + film_height)
    shapes.draw_panel(image, place.inflated(6), colors.on_main, 34)
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
    return 122


def _fit_logo(pixels: Pixels) -> Image.Image:
    """A logo, scaled to the maximum size."""
    scale = min(_MAX_LOGO_PX[1] / pixels.shape[0], _MAX_LOGO_PX[0] / pixels.shape[1])
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return shapes.crop_pixels(pixels, Rect(0, 0, pixels.shape[1], pixels.shape[0]), size)


@dataclass(frozen=True, slots=True)
class _LowerHalf:
    """The places of face, name and screen around the play button, in pixels of the card; None for a missing one.

    The name is in the middle of its area, or at its top if the area is below the face.
    """

    face: Rect | None
    name: Rect | None
    screen: Rect | None


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


def _draw_face(image: Image.Image, place: _LowerHalf, card: TitleCard, pixels: PixelSource, colors: Palette) -> None:
    """Draw the person's photo, or a pictogram in its place, and the name."""
    if place.face is None:
        return
    center, diameter = place.face.center, round(place.face.width)
    shapes.draw_disc(image, center, diameter / 2, colors.on_main)
    if card.photo is not None:
        shapes.paste_as_disc(image, shapes.crop_portrait(pixels(card.photo), diameter - 16), center)
    else:
        shapes.draw_disc(image, center, diameter / 2 - 8, colors.accent)
        name = "person" if card.person else "school"
        shapes.draw_pictogram(image, name, center, round(diameter * 0.72), colors.on_accent)
    if card.person and place.name is not None:
        x, y = place.name.center
        size, lines = typesetting.fit(card.person, range(44, 25, -2), place.name.width, 3, max_height=place.name.height)
        if place.name.top > place.face.bottom:
            y = place.name.top + len(lines) * size * typesetting.LINE_HEIGHT / 2
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
    """Font size and lines of the title: up to three lines if these are large, else four, cut off only below 30 px."""
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


def draw_closing(card: EndCard, pixels: PixelSource) -> Image.Image:
    """Draw the closing card: all steps as small cards, and the person's face in the band, beside where the words will be."""
    colors = derive_palette(card.theme.colors)
    image = shapes.new_image((WIDTH, HEIGHT), colors.paper)
    shapes.draw_panel(image, Rect(0, 0, WIDTH, _HEADER_PX), colors.main, 0)
    pen = ImageDraw.Draw(image)
    heading_size, heading_lines = typesetting.fit(card.heading, range(64, 35, -2), WIDTH - 2 * MARGIN - 100, 1)
    heading_width = typesetting.width(heading_lines[0], heading_size)
    shapes.draw_pictogram(image, "done", (WIDTH / 2 - heading_width / 2 - 22, _HEADER_PX / 2), 76, colors.title)
    typesetting.draw_centered(pen, (WIDTH / 2 + 42, _HEADER_PX / 2), heading_lines[0], heading_size, colors.on_main)
    shapes.draw_panel(image, Rect(0, END_BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    recaps = list(zip(card.items, _lay_out_cells(len(card.items)), strict=True))
    label_sizes = [_fit_label(item.label, _label_size(cell, item))[0] for item, cell in recaps]
    for index, (item, cell) in enumerate(recaps):
        is_marked = card.shown is None or index < card.shown
        _draw_recap(image, cell, item, min(label_sizes), pixels, colors, is_marked=is_marked)
    draw_closing_face(image, END_FACE, card, pixels, colors)
    return image


def draw_numbered_recaps(image: Image.Image, card: EndCard, pixels: PixelSource, colors: Palette) -> None:
    """Draw the steps on the closing of the wide film, with their numbers alone: labels that fit would be too small to read."""
    for index, (item, cell) in enumerate(zip(card.items, _lay_out_cells(len(card.items), _WIDE_GRID), strict=True)):
        is_marked = card.shown is None or index < card.shown
        _draw_recap(image, cell, item, None, pixels, colors, is_marked=is_marked)


def mark_first(bare: Pixels, marked: Pixels, card: EndCard) -> Pixels:
    """A closing card with marks on the first ``card.shown`` steps, made of the one without any and the one with all."""
    drawn = bare.copy()
    grid = _GRID if drawn.shape[0] == HEIGHT else _WIDE_GRID
    for cell in _lay_out_cells(len(card.items), grid)[: card.shown]:
        left, top, right, bottom = cell.rounded()
        drawn[top:bottom, left:right] = marked[top:bottom, left:right]
    return drawn


def draw_closing_face(image: Image.Image, place: Rect, card: EndCard, pixels: PixelSource, colors: Palette) -> None:
    """Draw the person's face into a closing card, or the pictogram of how to ask if there is no photo."""
    shapes.draw_disc(image, place.center, place.width / 2, WHITE)
    if card.photo is not None:
        face = shapes.crop_portrait(pixels(card.photo), round(place.width) - 8)
        shapes.paste_as_disc(image, face, place.center)
    else:
        shapes.draw_disc(image, place.center, place.width / 2 - 4, colors.accent)
        shapes.draw_pictogram(image, card.sign, place.center, 108, colors.on_accent)


def _lay_out_cells(count: int, grid: Rect = _GRID) -> list[Rect]:
    """Lay out ``count`` small cards in a grid, in whole pixels. An incomplete last row is centred."""
    if not count:
        return []
    columns = _column_count(count, grid)
    rows = math.ceil(count / columns)
    cell_width = (grid.width - _GUTTER_PX * (columns - 1)) / columns
    cell_height = (grid.height - _GUTTER_PX * (rows - 1)) / rows
    cells = []
    for index in range(count):
        row, column = divmod(index, columns)
        in_row = min(columns, count - row * columns)
        margin = (grid.width - in_row * cell_width - (in_row - 1) * _GUTTER_PX) / 2
        left = grid.left + margin + column * (cell_width + _GUTTER_PX)
        top = grid.top + row * (cell_height + _GUTTER_PX)
        cells.append(whole_pixels(Rect(left, top, left + cell_width, top + cell_height)))
    return cells


def _column_count(count: int, grid: Rect) -> int:
    """The number of columns for ``count`` small cards; fewer on the wide film, where the number is beside the picture."""
    return 1 + sum(count > most for most in ((1, 6, 12, 20) if grid is _GRID else (1, 8, 15, 24)))


def _strip_height(cell: Rect) -> int:
    """Height of the strip with number and label above a small card's picture, in pixels."""
    return round(min(72, cell.width * 0.27, cell.height * 0.34))


def _label_size(cell: Rect, item: RecapItem) -> tuple[float, float]:
    """Width and height available for the label between the number and the sign of an action that no finger does, in pixels."""
    strip = _strip_height(cell)
    return cell.width - strip - 22 - (strip if traits_of(item.card.action).badge else 0), strip - 4


def _fit_label(text: str, area: tuple[float, float], largest: int = 32) -> tuple[int, tuple[str, ...]]:
    """Font size and lines of a label: one line, unless two would be much larger."""
    two_line_size, two_lines = typesetting.fit(text, range(largest, 13, -1), area[0], 2, max_height=area[1])
    one_line_size, one_line = typesetting.fit(text, range(largest, 13, -1), area[0], 1, max_height=area[1])
    return (one_line_size, one_line) if one_line_size >= min(two_line_size, 25) else (two_line_size, two_lines)


def _draw_recap(
    image: Image.Image,
    cell: Rect,
    item: RecapItem,
    size: int | None,
    pixels: PixelSource,
    colors: Palette,
    *,
    is_marked: bool,
) -> None:
    """Draw a step as a small card; ``size`` is the maximum font size of its label, or None: then the number is at the left."""
    width, height = cell.width, cell.height
    strip = _NUMBER_STRIP_PX if size is None else _strip_height(cell)
    header = Rect(0, 0, strip, height) if size is None else Rect(0, 0, width, strip)
    area = Rect(strip, 0, width, height) if size is None else Rect(0, strip, width, height)
    shapes.draw_shadow(image, cell, 18, colors.night, blur=8, drop=3)
    recap = shapes.new_image((round(width), round(height)), WHITE)
    scale = min(0.68, 0.34 + width / 1000)
    marked_screen.draw_small_close_up(recap, area, item.card, pixels(item.card.screen.digest), scale, marked=is_marked)
    shapes.draw_panel(recap, header, colors.main, 0)
    pen = ImageDraw.Draw(recap)
    radius = strip / 2 - 7
    center = (strip / 2 if size is None else 12 + radius, strip / 2)
    shapes.draw_disc(recap, center, radius, colors.accent)
    digit_size = round(radius * (1.25 if item.number < 10 or size is None else 0.95))
    typesetting.draw_centered(pen, center, str(item.number), digit_size, colors.on_accent)
    size, lines = (0, ()) if size is None else _fit_label(item.label, _label_size(cell, item), size)
    left = 22 + 2 * radius
    for index, line in enumerate(lines):
        y = strip / 2 + (index - (len(lines) - 1) / 2) * size * typesetting.LINE_HEIGHT
        typesetting.draw_line(pen, (left, y + typesetting.MIDDLE * size), line, size, colors.on_main, "ls")
    sign = signs.sign_of(item.card)
    if is_marked and sign is not None and sign.color is not None:
        place = (header.right - strip / 2, header.bottom - strip / 2)
        signs.draw_sign(recap, signs.PlacedSign(sign, place, strip - 10), colors)
    corner = (round(cell.left), round(cell.top))
    shapes.paste_rounded(image, recap, corner, 18)

"""The cards at both ends of a video: a greeting, the opening with a familiar face, the closing with all the steps again."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from annotator import typeface
from annotator.cards import crop, device_frame, shapes, step_view, typesetting
from annotator.cards.caption_band import BAND_TOP, END_FACE_PX, MARGIN
from annotator.cards.geometry import Rect
from annotator.cards.palette import WHITE, Palette, palette
from annotator.cards.shapes import Pixels
from annotator.model import HEIGHT, WIDTH, EndCard, GreetingCard, RecapItem, TitleCard

_Source = Callable[[str], Pixels]
_HEADER = 124
_FACE_PX = 236
_GUTTER = 20


def title(card: TitleCard, pixels: _Source) -> Image.Image:
    """The opening: school, face and name, task, finished screen; below, where captions come later, language and facts."""
    colors = palette(card.look.colors)
    image = shapes.blank((WIDTH, HEIGHT), colors.main)
    y = _school(image, card, pixels, colors)
    y = _face(image, card, pixels, y, colors)
    _task(image, Rect(MARGIN, y + 22, WIDTH - MARGIN, BAND_TOP - 30), card, pixels, colors)
    _facts(image, card, colors)
    return image


def greeting(card: GreetingCard, pixels: _Source) -> Image.Image:
    """A person who greets: the school's name, and below it the film as large as it fits."""
    colors = palette(card.look.colors)
    image = shapes.blank((WIDTH, HEIGHT), colors.main)
    top = _school(image, card, pixels, colors) + 18
    given = pixels(card.screen)
    whole = Rect(0, 0, given.shape[1], given.shape[0])
    scale = min((WIDTH - 2 * MARGIN) / whole.width, (HEIGHT - MARGIN - top) / whole.height)
    wide, high = round(whole.width * scale), round(whole.height * scale)
    left, upper = round((WIDTH - wide) / 2), round((top + HEIGHT - MARGIN - high) / 2)
    shapes.panel(image, Rect(left - 6, upper - 6, left + wide + 6, upper + high + 6), colors.on_main, 34)
    image.paste(shapes.resized(given, whole, (wide, high)), (left, upper), shapes.rounded_mask(wide, high, 28))
    return image


def _school(image: Image.Image, card: TitleCard | GreetingCard, pixels: _Source, colors: Palette) -> float:
    """Logo and name of the school in one row at the top; returns where it ends."""
    logo = None
    if card.logo is not None:
        given = pixels(card.logo)
        scale = min(64 / given.shape[0], 150 / given.shape[1])
        logo_size = (max(1, round(given.shape[1] * scale)), max(1, round(given.shape[0] * scale)))
        logo = shapes.resized(given, Rect(0, 0, given.shape[1], given.shape[0]), logo_size)
    if logo is None and not card.school:
        return 30
    beside = 0 if logo is None else logo.width + 32
    size, lines = typesetting.fit(card.school, range(40, 25, -2), WIDTH - 2 * MARGIN - beside, 2, height=88)
    wide = max((typesetting.width(line, size) for line in lines), default=0)
    left = (WIDTH - wide - beside) / 2
    if logo is not None:
        shapes.panel(
            image, Rect(left, 70 - logo.height / 2 - 6, left + logo.width + 12, 70 + logo.height / 2 + 6), WHITE, 10
        )
        image.paste(logo, (round(left) + 6, round(70 - logo.height / 2)))
    center = (left + beside + wide / 2, 70)
    typesetting.write_lines(ImageDraw.Draw(image), center, lines, size, colors.on_main)
    return 122


def _face(image: Image.Image, card: TitleCard, pixels: _Source, y: float, colors: Palette) -> float:
    """The person's photo and name, or a sign for the school; returns where it ends."""
    if not card.person and card.photo is None and not card.school:
        return y
    center = (WIDTH / 2, y + 8 + _FACE_PX / 2)
    shapes.disc(image, center, _FACE_PX / 2, colors.on_main)
    if card.photo is not None:
        shapes.paste_round(image, shapes.portrait(pixels(card.photo), _FACE_PX - 16), center)
    else:
        shapes.disc(image, center, _FACE_PX / 2 - 8, colors.accent)
        shapes.pictogram(image, "person" if card.person else "school", center, 170, colors.on_accent)
    y += 8 + _FACE_PX
    if card.person:
        size, lines = typesetting.fit(card.person, range(44, 27, -2), WIDTH - 2 * MARGIN, 1)
        typesetting.write_lines(ImageDraw.Draw(image), (WIDTH / 2, y + 36), lines, size, colors.on_main)
        y += 64
    return y


def _task(image: Image.Image, area: Rect, card: TitleCard, pixels: _Source, colors: Palette) -> None:
    """The title, and the finished screen: beside it where that is tall, below it where that is wide."""
    if card.screen is None:
        _words(image, area, card, 84, colors)
        return
    given = pixels(card.screen.digest)
    part = crop.shown((given.shape[1], given.shape[0]), ())
    if part.height > part.width:
        widest = min(area.height * part.width / part.height, area.width * 0.46)
        place = Rect(area.right - widest, area.top, area.right, area.bottom)
        words = Rect(area.left, area.top, place.left - 26, area.bottom)
    else:
        high = min(area.width * part.height / part.width, area.height * 0.62)
        place = Rect(area.left, area.bottom - high, area.right, area.bottom)
        words = Rect(area.left, area.top, area.right, place.top - 16)
    form = device_frame.form_of(part.width, part.height)
    view = crop.whole(part, place.grown(-device_frame.rim_of(form)))
    seen = Rect(*(float(value) for value in view.rect(part).rounded()))
    device_frame.draw_device(image, seen, form, colors, deck=False)
    size = (round(seen.width), round(seen.height))
    device_frame.paste_screen(image, shapes.resized(given, part, size), seen, form)
    _words(image, words, card, 76, colors)


def _words(image: Image.Image, area: Rect, card: TitleCard, largest: int, colors: Palette) -> None:
    """The title in a few large words, the platform's name in the second colour."""
    size, lines = typesetting.fit(card.title, range(largest, 29, -2), area.width, 6, height=area.height)
    pen = ImageDraw.Draw(image)
    step = size * typesetting.LINE_HEIGHT
    y = area.center[1] - step * (len(lines) - 1) / 2
    for line in lines:
        x = area.center[0] - typesetting.width(line, size) / 2
        before, name, after = _around_name(line, typeface.drawable_text(card.platform))
        for text, ink in ((before, colors.on_main), (name, colors.title), (after, colors.on_main)):
            pen.text((x, y + 0.34 * size), text, font=typesetting.font(size), fill=ink, anchor="ls")
            x += typesetting.font(size).getlength(text)
        y += step


def _around_name(line: str, name: str) -> tuple[str, str, str]:
    at = line.casefold().find(name.casefold()) if name else -1
    return (line, "", "") if at < 0 else (line[:at], line[at : at + len(name)], line[at + len(name) :])


def _facts(image: Image.Image, card: TitleCard, colors: Palette) -> None:
    """The language by its own name, and steps and device: small, in the place of later captions."""
    middle = (BAND_TOP + HEIGHT) / 2
    shapes.panel(image, Rect(0, BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    pen = ImageDraw.Draw(image)
    wide = typesetting.width(card.language, 40) + 56
    if card.language:
        chip = Rect((WIDTH - wide) / 2, middle - 80, (WIDTH + wide) / 2, middle - 8)
        shapes.panel(image, chip, colors.accent, 36)
        typesetting.middle(pen, chip.center, card.language, 40, colors.on_accent)
    if card.facts:
        size, lines = typesetting.fit(card.facts, range(40, 25, -2), WIDTH - 2 * MARGIN, 2, bold=False)
        center = (WIDTH / 2, middle + (48 if card.language else 0))
        typesetting.write_lines(pen, center, lines, size, WHITE, bold=False)


def closing(card: EndCard, pixels: _Source) -> Image.Image:
    """The steps once more, each with its number and words above its picture; the band below stays free for captions."""
    colors = palette(card.look.colors)
    image = shapes.blank((WIDTH, HEIGHT), colors.paper)
    shapes.panel(image, Rect(0, 0, WIDTH, _HEADER), colors.main, 0)
    pen = ImageDraw.Draw(image)
    size, lines = typesetting.fit(card.heading, range(64, 35, -2), WIDTH - 2 * MARGIN - 100, 1)
    wide = typesetting.width(lines[0], size)
    shapes.pictogram(image, "done", (WIDTH / 2 - wide / 2 - 22, _HEADER / 2), 76, colors.title)
    typesetting.middle(pen, (WIDTH / 2 + 42, _HEADER / 2), lines[0], size, colors.on_main)
    shapes.panel(image, Rect(0, BAND_TOP, WIDTH, HEIGHT), colors.night, 0)
    if card.photo is not None:
        shapes.paste_round(
            image, shapes.portrait(pixels(card.photo), END_FACE_PX), (WIDTH / 2, (BAND_TOP + HEIGHT) / 2)
        )
    else:
        shapes.disc(image, (WIDTH / 2, (BAND_TOP + HEIGHT) / 2), 75, colors.accent)
        shapes.pictogram(image, "mic", (WIDTH / 2, (BAND_TOP + HEIGHT) / 2), 104, colors.on_accent)
    cells = _cells(len(card.items))
    rooms = [_label_room(cell) for cell in cells]
    sizes = [_label(item.label, room)[0] for item, room in zip(card.items, rooms, strict=True)]
    for item, cell in zip(card.items, cells, strict=True):
        _recap(image, cell, item, min(sizes), pixels, colors)
    return image


def _cells(count: int) -> list[Rect]:
    """Where the small cards go: as many columns as keep them largest."""
    if not count:
        return []
    columns = 1 if count == 1 else 2 if count <= 6 else 3 if count <= 12 else 4 if count <= 20 else 5
    rows = math.ceil(count / columns)
    area = Rect(28, _HEADER + 22, WIDTH - 28, BAND_TOP - 22)
    wide = (area.width - _GUTTER * (columns - 1)) / columns
    high = (area.height - _GUTTER * (rows - 1)) / rows
    cells = []
    for index in range(count):
        row, column = divmod(index, columns)
        inrow = min(columns, count - row * columns)
        left = area.left + (area.width - inrow * wide - (inrow - 1) * _GUTTER) / 2 + column * (wide + _GUTTER)
        top = area.top + row * (high + _GUTTER)
        cells.append(Rect(*(float(v) for v in Rect(left, top, left + wide, top + high).rounded())))
    return cells


def _head(cell: Rect) -> int:
    """Height of the strip with number and words above a small card's picture."""
    return round(min(72, cell.width * 0.27, cell.height * 0.34))


def _label_room(cell: Rect) -> tuple[float, float]:
    """Width and height for the words beside the number."""
    return cell.width - _head(cell) - 22, _head(cell) - 4


def _label(text: str, room: tuple[float, float], largest: int = 32) -> tuple[int, tuple[str, ...]]:
    """One line where that is not much smaller than two."""
    two, lines = typesetting.fit(text, range(largest, 13, -1), room[0], 2, height=room[1])
    one, line = typesetting.fit(text, range(largest, 13, -1), room[0], 1, height=room[1])
    return (one, line) if one >= min(two, 25) else (two, lines)


def _recap(image: Image.Image, cell: Rect, item: RecapItem, size: int, pixels: _Source, colors: Palette) -> None:
    head = _head(cell)
    shapes.shadow(image, cell, 18, colors.night, blur=8, drop=3)
    small = shapes.blank((round(cell.width), round(cell.height)), WHITE)
    area = Rect(0, head, cell.width, cell.height)
    step_view.draw_small(small, area, item.card, pixels(item.card.screen.digest), min(0.68, 0.34 + cell.width / 1000))
    shapes.panel(small, Rect(0, 0, cell.width, head), colors.main, 0)
    pen = ImageDraw.Draw(small)
    radius = head / 2 - 7
    shapes.disc(small, (12 + radius, head / 2), radius, colors.accent)
    digits = 1.25 if item.number < 10 else 0.95
    typesetting.middle(pen, (12 + radius, head / 2), str(item.number), round(radius * digits), colors.on_accent)
    size, lines = _label(item.label, _label_room(cell), size)
    left = 22 + 2 * radius
    for index, line in enumerate(lines):
        y = head / 2 + (index - (len(lines) - 1) / 2) * size * typesetting.LINE_HEIGHT
        typesetting.write(pen, (left, y + 0.34 * size), line, size, colors.on_main, "ls")
    corner = (round(cell.left), round(cell.top))
    image.paste(small, corner, shapes.rounded_mask(small.width, small.height, 18))

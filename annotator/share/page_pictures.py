"""Pictures of the pages: small ones of the steps, the poster of a video, and the preview of a link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from annotator.cards import shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.cards.palette import derive_palette
from annotator.errors import OutputError
from annotator.model import Colors

Pixels = npt.NDArray[np.uint8]

CARD_BOTTOM = 1052
"""Rows of a step's card above its caption band."""
CARD_HEADER = 124
"""Rows of a step's card that hold number, dots and pictogram."""
STEP_WIDTH, POSTER_WIDTH, FACE_WIDTH = 540, 540, 640
STEP_BYTES, POSTER_BYTES, FACE_BYTES, PREVIEW_BYTES = 24_000, 40_000, 24_000, 250_000
PREVIEW_SIZE = (1200, 630)
"""What services that show a link's preview ask for."""


def bare(card: Pixels, *, header: bool) -> Pixels:
    """The part of a step's card (1280, 720, 3) that shows the screen, with or without its header."""
    return card[0 if header else CARD_HEADER : CARD_BOTTOM]


def jpeg(pixels: Pixels, *, quality: int = 88, max_bytes: int | None = None) -> bytes:
    """RGB pixels as a JPEG without metadata; quality falls until ``max_bytes`` hold it. Raises OutputError."""
    return _small(pixels, "JPEG", quality, max_bytes)


def webp(pixels: Pixels, *, quality: int = 84, max_bytes: int | None = None) -> bytes:
    """RGB pixels as a WebP without metadata; as ``jpeg``, but half the size."""
    return _small(pixels, "WEBP", quality, max_bytes)


def _small(pixels: Pixels, form: str, quality: int, max_bytes: int | None) -> bytes:
    image = Image.fromarray(pixels)
    options: dict[str, object] = {"subsampling": 0} if form == "JPEG" else {"method": 6}
    while image.width > 40:
        for value in range(quality, 43, -8):
            buffer = io.BytesIO()
            image.save(buffer, form, quality=value, **options)
            if max_bytes is None or buffer.tell() <= max_bytes:
                return buffer.getvalue()
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)
    raise OutputError(f"A picture cannot be made as small as {max_bytes} bytes.", "Allow more bytes for it.")


def step(card: Pixels) -> bytes:
    """A step's picture for its page: number, pictogram, screen and mark, as WebP."""
    part = bare(card, header=True)
    return webp(_wide(part, STEP_WIDTH), max_bytes=STEP_BYTES)


def poster(card: Pixels, colors: Colors) -> bytes:
    """What stands in a video's place until it plays: the opening card with a large play button, as JPEG.

    The button is where browsers put no controls of their own, below the title's words.
    """
    image = Image.fromarray(card)
    _play_button(image, (222, 968), 76, colors)
    return jpeg(_wide(shapes.to_pixels(image), POSTER_WIDTH), quality=82, max_bytes=POSTER_BYTES)


def face(preview: bytes) -> bytes:
    """A small copy of a link's preview for the gallery, as WebP."""
    with Image.open(io.BytesIO(preview)) as image:
        return webp(_wide(shapes.to_pixels(image), FACE_WIDTH), max_bytes=FACE_BYTES)


def preview(title: str, school: str, cards: Sequence[Pixels], colors: Colors) -> bytes:
    """The preview of a link, 1200×630: the title in large words, and the cards of two steps beside it."""
    shades = derive_palette(colors)
    image = shapes.new_image(PREVIEW_SIZE, shades.main)
    high = PREVIEW_SIZE[1] - 80
    right = PREVIEW_SIZE[0] - 48
    for card in [bare(card, header=True) for card in cards][:2]:
        wide = round(high * card.shape[1] / card.shape[0])
        small = shapes.crop_pixels(card, Rect(0, 0, card.shape[1], card.shape[0]), (wide, high))
        shapes.draw_panel(image, Rect(right - wide - 6, 34, right + 6, 46 + high), shades.on_main, 26)
        shapes.paste_rounded(image, small, (right - wide, 40), 20)
        right -= wide + 36
    pen = ImageDraw.Draw(image)
    room = right - 60
    size, lines = typesetting.fit(title, range(76, 33, -4), room, 4, height=400)
    first = 300 - (len(lines) - 1) * size * typesetting.LINE_HEIGHT / 2
    for index, line in enumerate(lines):
        typesetting.draw_line(pen, (56, first + index * size * typesetting.LINE_HEIGHT), line, size, shades.title, "ls")
    if school:
        size, lines = typesetting.fit(school, (32, 28, 24), room, 2)
        for index, line in enumerate(lines):
            typesetting.draw_line(
                pen, (56, 540 + index * size * typesetting.LINE_HEIGHT), line, size, shades.on_main, "ls"
            )
    return jpeg(shapes.to_pixels(image), quality=86, max_bytes=PREVIEW_BYTES)


def opened(path: Path) -> Pixels:
    """The pixels of a logo, upright. Raises ProblemsError."""
    from annotator.screen import load

    return load.load(path, path.name).pixels


def logo(path: Path, width: int) -> bytes:
    """A logo for pages, as WebP ``width`` pixels wide at most, without metadata."""
    return webp(_wide(opened(path), width), quality=88)


def _play_button(image: Image.Image, center: tuple[float, float], radius: float, colors: Colors) -> None:
    shades = derive_palette(colors)
    shapes.draw_disc(image, center, radius + 6, shades.on_accent)
    shapes.draw_disc(image, center, radius, shades.accent)
    large = 4
    side = round(radius * 2)
    mask = Image.new("L", (side * large, side * large), 0)
    x, y, arm = side * large * 0.54, side * large / 2, side * large * 0.24
    ImageDraw.Draw(mask).polygon(
        [(x - arm * 0.9, y - arm * 1.1), (x - arm * 0.9, y + arm * 1.1), (x + arm, y)], fill=255
    )
    image.paste(
        shades.on_accent,
        (round(center[0] - radius), round(center[1] - radius)),
        mask.resize((side, side), Image.Resampling.LANCZOS),
    )


def _wide(pixels: Pixels, width: int) -> Pixels:
    from annotator.cards import contact_sheet

    return contact_sheet.make_thumbnail(pixels, width)


def size(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture in pixels, or None where there is no such file."""
    if not path.exists():
        return None
    with Image.open(path) as image:
        return image.size

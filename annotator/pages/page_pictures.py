"""Make pictures small enough for families who pay for their data: steps, tiles, poster, preview, logo and face.

A step's picture has at most 24 kB, so those of a tutorial are mostly smaller than one photo of a phone.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from annotator.cards import shapes, sheets, typesetting
from annotator.cards.caption_band import BAND_TOP
from annotator.cards.geometry import Rect
from annotator.cards.opening import PLAY_BUTTON
from annotator.cards.palette import Rgb, derive_palette
from annotator.errors import OutputError
from annotator.model import Colors

Pixels = npt.NDArray[np.uint8]
"""RGB, (H, W, 3)."""
STEP_WIDTH, POSTER_WIDTH = 540, 540
MAX_STEP_BYTES, MAX_POSTER_BYTES = 24_000, 40_000
TILE_DRAWN_PX, TILE_WIDTH, MAX_TILE_BYTES = 480, 240, 8_000
"""Side of the square that a tile is made from, its own side, both in pixels, and its maximum size in bytes."""
MAX_PREVIEW_BYTES = 250_000
"""Maximum size of a preview, well below the 300 kB from which WhatsApp is reported to leave it out."""
_BUTTON_RIM_PX = 6
_MIN_WIDTH_PX, _MIN_QUALITY, _QUALITY_STEP = 40, 44, 8
"""The width from which a picture is not scaled down any more, the minimum quality, and the step by which it is lowered."""
PREVIEW_SIZE = (1200, 630)
"""Width and height in pixels that chats and social networks ask for."""
_PREVIEW_MARGIN_PX = 40
"""Space above and below the cards of a preview."""


def crop_screen(card: Pixels) -> Pixels:
    """The part of a step's card (1280, 720, 3) above its caption band."""
    return card[:BAND_TOP]


def encode_jpeg(pixels: Pixels, *, quality: int = 88, max_bytes: int | None = None) -> bytes:
    """Encode RGB pixels as a JPEG without metadata.

    If ``max_bytes`` is exceeded, quality is lowered, then size. Raises OutputError if not even that suffices.
    """
    return _encode_within(pixels, "JPEG", quality, max_bytes)


def encode_webp(pixels: Pixels, *, quality: int = 84, max_bytes: int | None = None) -> bytes:
    """Encode RGB pixels as a WebP without metadata, as `encode_jpeg` does; often half the size of a JPEG."""
    return _encode_within(pixels, "WEBP", quality, max_bytes)


def _encode_within(pixels: Pixels, file_format: str, quality: int, max_bytes: int | None) -> bytes:
    """The best encoding of at most ``max_bytes``: at ``quality`` or a lower one, then in a smaller size."""
    image = Image.fromarray(pixels)
    options: dict[str, object] = {"subsampling": 0} if file_format == "JPEG" else {"method": 6}
    while True:
        for tried_quality in range(quality, _MIN_QUALITY - 1, -_QUALITY_STEP):
            buffer = io.BytesIO()
            image.save(buffer, file_format, quality=tried_quality, **options)
            if max_bytes is None or buffer.tell() <= max_bytes:
                return buffer.getvalue()
        if image.width <= _MIN_WIDTH_PX:
            message, remedy = "A picture cannot be made as small as {max_bytes} bytes.", "Allow more bytes for it."
            raise OutputError(message, remedy, max_bytes=max_bytes)
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)


def make_step_picture(card: Pixels) -> bytes:
    """Make a step's picture for its page, as WebP: number, pictogram, screen and mark."""
    part = crop_screen(card)
    return encode_webp(sheets.make_thumbnail(part, STEP_WIDTH), max_bytes=MAX_STEP_BYTES)


def make_tile(picture: Pixels) -> bytes:
    """Make the picture of a tutorial's tile in the gallery, as WebP, from the square part of a screen around its mark."""
    return encode_webp(sheets.make_thumbnail(picture, TILE_WIDTH), max_bytes=MAX_TILE_BYTES)


def make_poster(card: Pixels, colors: Colors) -> bytes:
    """Make the picture that a page shows until the video plays, as JPEG: the opening card with a large play button.

    The button is where most browsers draw one of their own, which then covers it and nothing else.
    """
    image = Image.fromarray(card)
    _draw_play_button(image, PLAY_BUTTON.center, PLAY_BUTTON.width / 2 - _BUTTON_RIM_PX, colors)
    small = sheets.make_thumbnail(shapes.to_pixels(image), POSTER_WIDTH)
    return encode_jpeg(small, quality=82, max_bytes=MAX_POSTER_BYTES)


def shrink_for_preview(card: Pixels) -> Pixels:
    """A step's card as it is in the preview of a link: without its caption band, as high as the preview allows."""
    screen = crop_screen(card)
    height = PREVIEW_SIZE[1] - 2 * _PREVIEW_MARGIN_PX
    width = round(height * screen.shape[1] / screen.shape[0])
    whole = Rect(0, 0, screen.shape[1], screen.shape[0])
    return shapes.to_pixels(shapes.crop_pixels(screen, whole, (width, height)))


def make_preview(title: str, school: str, cards: Sequence[Pixels], colors: Colors) -> bytes:
    """Make the preview of a link, 1200×630, as JPEG: the title in large letters, the school, and up to two cards beside them.

    ``cards`` are those of `shrink_for_preview`.
    """
    shades = derive_palette(colors)
    image = shapes.new_image(PREVIEW_SIZE, shades.main)
    cards_left = PREVIEW_SIZE[0] - 48
    for card in cards[:2]:
        height, width = card.shape[:2]
        top = _PREVIEW_MARGIN_PX
        outline = Rect(cards_left - width, top, cards_left, top + height)
        shapes.draw_panel(image, outline.inflated(6), shades.on_main, 26)
        shapes.paste_rounded(image, Image.fromarray(card), (cards_left - width, top), 20)
        cards_left -= width + 36
    pen = ImageDraw.Draw(image)
    text_width = cards_left - 60

    def write(lines: Sequence[str], size: int, baseline: float, ink: Rgb) -> None:
        """Write lines below each other, the first on the ``baseline``."""
        for index, line in enumerate(lines):
            typesetting.draw_line(pen, (56, baseline + index * size * typesetting.LINE_HEIGHT), line, size, ink)

    size, lines = typesetting.fit(title, range(76, 33, -4), text_width, 4, max_height=400)
    write(lines, size, 300 - (len(lines) - 1) * size * typesetting.LINE_HEIGHT / 2, shades.title)
    if school:
        size, lines = typesetting.fit(school, (32, 28, 24), text_width, 2)
        write(lines, size, 540, shades.on_main)
    return encode_jpeg(shapes.to_pixels(image), quality=86, max_bytes=MAX_PREVIEW_BYTES)


def load_picture(path: Path) -> Pixels:
    """Load a logo or a photo as upright RGB pixels. Raises ProblemsError."""
    from annotator.screen import load  # only for logos and faces

    return load.load(path, path.name).pixels


def make_logo(path: Path, width: int) -> bytes:
    """Make a logo for pages, as WebP without metadata, at most ``width`` pixels wide."""
    return encode_webp(sheets.make_thumbnail(load_picture(path), width), quality=88)


def make_face(path: Path, width: int) -> bytes:
    """Make the face of the person to ask, as WebP without metadata: a square ``width`` pixels wide."""
    return encode_webp(shapes.to_pixels(shapes.crop_portrait(load_picture(path), width)))


def _draw_play_button(image: Image.Image, center: tuple[float, float], radius: float, colors: Colors) -> None:
    """Draw a triangle on a disc of that radius, with a rim around it."""
    shades = derive_palette(colors)
    shapes.draw_disc(image, center, radius + _BUTTON_RIM_PX, shades.on_accent)
    shapes.draw_disc(image, center, radius, shades.accent)
    side = round(radius * 2)
    large_side = side * shapes.SUPERSAMPLING
    mask = Image.new("L", (large_side, large_side), 0)
    x, y, arm = large_side * 0.54, large_side / 2, large_side * 0.24
    triangle = [(x - arm * 0.9, y - arm * 1.1), (x - arm * 0.9, y + arm * 1.1), (x + arm, y)]
    ImageDraw.Draw(mask).polygon(triangle, fill=255)
    corner = (round(center[0] - radius), round(center[1] - radius))
    image.paste(shades.on_accent, corner, mask.resize((side, side), Image.Resampling.LANCZOS))


def read_size(path: Path) -> tuple[int, int] | None:
    """The width and height of a picture in pixels; None if there is no such file."""
    if not path.exists():
        return None
    with Image.open(path) as image:
        return image.size

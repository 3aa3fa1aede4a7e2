"""Render pictures for the editor's pages: as JPEG without metadata, and no wider than a page shows them."""

import threading
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from annotator.screen.load import Pixels

MAX_WIDTH: Final = 2000
"""Maximum width of a picture that `encode` and `render` return, in pixels."""
DECODING: Final = threading.Lock()
"""Hold it to decode a picture: a large one takes hundreds of MB, and a page requests all of a folder at once."""
_QUALITY: Final = 88


def render(path: Path, width: int | None = None, turn: int = 0) -> bytes:
    """The picture as a JPEG at most ``width`` pixels wide, turned as `load.Picture.turned` does. Raises ProblemsError."""
    from annotator.screen import load  # loads NumPy and Pillow

    with DECODING:
        return encode(load.load(path).turned(turn).pixels, width)


def encode(pixels: "Pixels", width: int | None = None) -> bytes:
    """RGB pixels (H, W, 3) as a JPEG at most ``width`` pixels wide."""
    from PIL import Image  # the server starts without Pillow

    image = Image.fromarray(pixels)
    max_width = min(width or MAX_WIDTH, MAX_WIDTH)
    if image.width > max_width:
        height = max(1, round(image.height * max_width / image.width))
        image = image.resize((max_width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=_QUALITY)
    return encoded.getvalue()

"""Write pictures without metadata, so that no file reveals who made it, where, or on what device.

A photo from a phone has its place and time in its EXIF data, so pictures are encoded anew from their pixels. To stay below a
limit of bytes, JPEG qualities are tried from 88 down to 48, each with full and with half colour, then the same at four fifths
of the size. For the cache, `pack` compresses pixels without loss.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from annotator.cards.shapes import Pixels
from annotator.errors import OutputError, writing
from annotator.media.files import WRITE_ELSEWHERE

_QUALITY, _QUALITY_STEP = 88, 8
"""The usual JPEG quality, and the step by which it is lowered."""
_MIN_QUALITY = 44
"""Minimum JPEG quality: below it letters become illegible, and scaling the picture down looks better."""
_FULL_COLOR, _HALF_COLOR = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420


def save_jpeg(pixels: Pixels, path: Path, *, max_bytes: int | None = None) -> None:
    """Write RGB pixels (H, W, 3) as a JPEG, as `encode_jpeg` encodes it. Raises OutputError, also if writing fails."""
    write(path, encode_jpeg(pixels, path.name, max_bytes=max_bytes))


def encode_jpeg(pixels: Pixels, name: str, *, max_bytes: int | None = None, quality: int = _QUALITY) -> bytes:
    """Encode RGB pixels (H, W, 3) as a JPEG of at most ``max_bytes``, at ``quality`` (0..100) or lower.

    To reduce the size, it first subsamples colour (which blurs red marks) and lowers the quality, then scales the picture
    down. Raises OutputError, with ``name`` in its message, if it can't be made small enough.
    """
    image = Image.fromarray(pixels)
    for data in _encodings(image, quality):
        if max_bytes is None or len(data) <= max_bytes:
            return data
    raise OutputError(
        "{name} cannot be made as small as {max_bytes} bytes.",
        "Allow more bytes for this picture.",
        name=name,
        max_bytes=max_bytes,
    )


def pack(pixels: Pixels) -> bytes:
    """Compress RGB pixels (H, W, 3) without loss: read again in half the time of a PNG."""
    return struct.pack("<II", *pixels.shape[:2]) + zlib.compress(pixels.tobytes(), 1)


def unpack(data: bytes) -> Pixels:
    """The pixels that `pack` compressed. Raises ValueError, struct.error or zlib.error for anything else."""
    height, width = struct.unpack_from("<II", data)
    return np.frombuffer(zlib.decompress(data[8:]), np.uint8).reshape(height, width, 3)


def save(pixels: Pixels, path: Path) -> None:
    """Write RGB pixels (H, W, 3) in the format of the file's suffix: .png, .jpg, .jpeg or .webp.

    Raises OutputError for another suffix, or if writing fails.
    """
    image_format = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}.get(path.suffix.lower())
    if image_format is None:
        raise OutputError(
            "{name}: a picture cannot be written in this format.",
            "Choose a name that ends in .png or .jpg.",
            name=path.name,
        )
    buffer = io.BytesIO()
    options: dict[str, Any] = {"quality": _QUALITY, "subsampling": 0} if image_format == "JPEG" else {"optimize": True}
    Image.fromarray(pixels).save(buffer, image_format, **options)
    write(path, buffer.getvalue())


def _encodings(image: Image.Image, quality: int) -> Iterator[bytes]:
    """JPEG encodings of the picture, from best to smallest."""
    while image.width and image.height:
        for jpeg_quality in range(quality, _MIN_QUALITY - 1, -_QUALITY_STEP):
            for colors in (_FULL_COLOR, _HALF_COLOR):
                yield _jpeg(image, jpeg_quality, colors)
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)


def _jpeg(image: Image.Image, quality: int, colors: int) -> bytes:
    """One JPEG encoding; ``colors`` is the sampling factor of the colour channels."""
    # OpenCV, since Pillow's optimised JPEG fails for noisy pictures that need more bytes than they have pixels.
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    options += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, colors]
    _, data = cv2.imencode(".jpg", np.asarray(image)[:, :, ::-1], options)
    return bytes(data)


def write(path: Path, data: bytes) -> None:
    """Write an encoded picture. Raises OutputError."""
    with writing(path, WRITE_ELSEWHERE):
        path.write_bytes(data)

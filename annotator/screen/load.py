"""Load a screenshot as upright sRGB pixels, so that nothing after this depends on its format, rotation or profile.

Files are untrusted: only the formats of phones and laptops are accepted, the size is checked before decoding, and a file that
can't be read or decoded is reported as a problem with a remedy.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from annotator.cache import digest, key
from annotator.errors import ProblemsError
from annotator.media.files import file_size
from annotator.messages import Message
from annotator.model import Problem

Pixels = NDArray[np.uint8]
"""(H, W, 3), sRGB."""
MAX_PIXELS: Final = 40_000_000
"""Maximum number of pixels of a picture as it is used; the largest screenshots have a quarter of that."""
MAX_WHOLE_PIXELS: Final = 60_000_000
"""Maximum number of pixels that are decoded, to be halved in both directions if they are more than `MAX_PIXELS`."""
MAX_JPEG_PIXELS: Final = 160_000_000
"""Likewise of a JPEG that isn't progressive: its decoder halves it by itself, and never holds the whole."""
MAX_BYTES: Final = 80_000_000
"""Largest file that is read, in bytes."""
MAX_SCANS: Final = 100
"""Maximum number of marks of a scan in a JPEG; encoders make about ten, and each costs as much as decoding a whole picture."""
MAX_RATIO: Final = 10
"""Maximum ratio of longer to shorter side, about five screens; the texts of a longer strip are read for half a minute or more."""
MAX_NARROW_PX: Final = 3000
"""Longer side, in pixels, up to which a picture may be narrower, as a logo may be."""
MIN_SIDE: Final = 8
"""Smallest width and height of a picture, in pixels."""
TURNED_BY_HAND: Final = "annotator: turned by hand"
"""What a picture's EXIF names as its software, where a person has decided which way is up."""
_EXIF_ORIENTATION: Final = 0x0112
_EXIF_SOFTWARE: Final = 0x0131
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""The transposition that makes a picture of an EXIF orientation upright (Exif 2.32, 4.6.4)."""
_COLOR_SPACES: Final = {"RGB": "RGB ", "RGBA": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
"""The colour space of a profile that fits a picture, by Pillow's mode."""
_HEIF_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_OTHER_FORMATS: Final = (
    (b"%PDF", "is a PDF, not a picture."),
    (b"PK\x03\x04", "is a document or a ZIP file, not a picture."),
    (b"\x1aE\xdf\xa3", "is a film, not a picture."),
)
_RETAKE: Final = "Take the screenshot again, or save it as PNG or JPEG."
_AS_JPEG = "Take a screenshot and save it as PNG or JPEG."


def strongest(values: NDArray[Any]) -> NDArray[Any]:
    """The largest of the three channels of each pixel: (H, W) of (H, W, 3). NumPy's ``max(axis=2)`` takes many times as long."""
    largest: NDArray[Any] = np.maximum(np.maximum(values[..., 0], values[..., 1]), values[..., 2])
    return largest


def rim_color(part: Pixels, thickness: int = 1) -> NDArray[np.float64]:
    """The median colour of the pixels along the four sides of a part of a picture."""
    sides = (part[:thickness], part[-thickness:], part[:, :thickness], part[:, -thickness:])
    return np.asarray(np.median(np.concatenate([side.reshape(-1, 3) for side in sides]), axis=0), np.float64)


class HasPixels:
    """Whatever has the ``pixels`` of a picture, (H, W, 3), and so its width and height."""

    __slots__ = ()
    pixels: Pixels

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, eq=False)
class Picture(HasPixels):
    """A decoded screenshot: upright, sRGB, without transparency.

    Attributes:
        name: the file name in messages ("03.png").
        pixels: the pixels, (H, W, 3) uint8, read-only.
        digest: the SHA-256 of the file, for cache keys; another digest for each ``turn``.
        turn: the degrees by which it was turned clockwise after it was loaded (0, 90, 180, 270).
        by_hand: whether a person decided which way is up, with *Turn* in the editor.
        unsure: whether its texts don't tell which way is up, so that a person should.
        halved: whether it has half the width and height of its file.
    """

    name: str
    pixels: Pixels
    digest: str
    turn: int = 0
    by_hand: bool = False
    unsure: bool = False
    halved: bool = False

    def turned(self, degrees: int) -> Picture:
        """The picture turned clockwise by 0, 90, 180 or 270 degrees; only one that isn't turned yet may be."""
        if not degrees:
            return self
        pixels = np.ascontiguousarray(np.rot90(self.pixels, -degrees // 90))
        pixels.setflags(write=False)
        return replace(self, pixels=pixels, digest=key(self.digest, degrees), turn=degrees)


def load(path: Path, name: str | None = None) -> Picture:
    """Load the picture at ``path``; ``name`` is its name in messages, by default the file name.

    One of more than `MAX_PIXELS`, such as a phone's photo of 48 megapixels, gets half its width and height. Supports
    PNG, JPEG, WebP, GIF (the first frame) and HEIC. Raises ProblemsError, with one problem, for a file that is missing,
    can't be opened, is damaged, in another format, too large or too small, or a strip longer than `MAX_RATIO` allows.
    """
    name = name or path.name
    data = _read(path, name)
    with _opening(name):
        image = _open(data, name)
        pixels, halved = _decode(image, name)
        by_hand = image.getexif().get(_EXIF_SOFTWARE) == TURNED_BY_HAND
    pixels.setflags(write=False)
    return Picture(name, pixels, digest(data), by_hand=by_hand, halved=halved)


def read_digest(path: Path) -> str:
    """The digest of the file at ``path``, as its `Picture` has it. Raises ProblemsError if it can't be read, or is too large."""
    return digest(_read(path, path.name))


def check_header(path: Path) -> None:
    """Raise ProblemsError for a picture that `load` refuses by its header; damage further on is only noticed in HEIC."""
    data = _read(path, path.name)
    with _opening(path.name):
        _open(data, path.name)


@contextlib.contextmanager
def _opening(name: str) -> Iterator[None]:
    """Turn any exception in the block into ProblemsError."""
    with warnings.catch_warnings():
        # Pillow warns about odd EXIF, palettes and large sizes; the size is checked below, and the rest does not matter.
        warnings.simplefilter("ignore")
        try:
            yield
        except ProblemsError:
            raise
        except Image.DecompressionBombError:
            _raise_too_large(name)
        except Exception as error:
            raise ProblemsError([Problem(name, 0, "is damaged and cannot be read.", _RETAKE)]) from error


def _raise_problem(name: str, message: str, remedy: str) -> NoReturn:
    raise ProblemsError([Problem(name, 0, message, remedy)])


def _read(path: Path, name: str) -> bytes:
    try:
        if file_size(path) > MAX_BYTES:
            message = Message("is larger than {max_bytes} MB.", max_bytes=MAX_BYTES // 1000000)
            _raise_problem(name, message, "Take a screenshot of one screen only.")
        return path.read_bytes()
    except FileNotFoundError:
        _raise_problem(name, "is not there.", "Check its name and its folder.")
    except OSError as error:
        message = Message("cannot be opened ({reason}).", reason=(error.strerror or "unknown reason").lower())
        _raise_problem(name, message, "Check that it is a picture and that you may read it.")


def _open(data: bytes, name: str) -> Image.Image:
    """Open a picture without decoding it, and check its format and size; HEIC is decoded, and upright."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        form = "PNG"
    elif data.startswith(b"\xff\xd8\xff"):
        form = "JPEG"
        if data.count(b"\xff\xda") > MAX_SCANS:
            _raise_problem(name, "would take very long to decode.", _RETAKE)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        form = "WEBP"
    elif data[:6] in {b"GIF87a", b"GIF89a"}:
        form = "GIF"
    elif data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return _open_heif(data, name)
    else:
        _raise_unknown_format(data, name)
    image = Image.open(BytesIO(data), formats=(form,))
    by_decoder = form == "JPEG" and not image.info.get("progressive")
    _check_size(image.size, name, MAX_JPEG_PIXELS if by_decoder else MAX_WHOLE_PIXELS)
    return image


def _is_large(image: Image.Image) -> bool:
    """Whether a picture is to be halved."""
    return image.width * image.height > MAX_PIXELS


def _open_heif(data: bytes, name: str) -> Image.Image:
    try:
        import pillow_heif  # for HEIC files alone
    except (ImportError, OSError):  # one library that Windows refuses must not take the others along
        _raise_problem(name, "is a HEIC picture, which this computer can't open.", _AS_JPEG)
    heif: Any = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    _check_size(heif.size, name)
    image: Image.Image = heif.to_pillow()
    # libheif has rotated it already.
    image.getexif().pop(_EXIF_ORIENTATION, None)
    return image


def _raise_unknown_format(data: bytes, name: str) -> NoReturn:
    if not data:
        _raise_problem(name, "is empty.", "Copy it to this computer again.")
    for magic, message in _OTHER_FORMATS:
        if data.startswith(magic):
            _raise_problem(name, message, _AS_JPEG)
    is_film = data[4:8] == b"ftyp" and data[8:11] != b"avi"
    _raise_problem(name, "is a film, not a picture." if is_film else "is not a picture that can be read.", _AS_JPEG)


def _check_size(size: tuple[int, int], name: str, max_pixels: int = MAX_WHOLE_PIXELS) -> None:
    if size[0] * size[1] > max_pixels:
        _raise_too_large(name, max_pixels)
    if max(size) > max(MAX_NARROW_PX, MAX_RATIO * min(size)):
        strip = Message("is a strip of {width} × {height} pixels.", width=size[0], height=size[1])
        _raise_problem(name, strip, "Cut it into pictures of one screen each.")
    if min(size) < MIN_SIDE:
        small = Message("is only {width} × {height} pixels large.", width=size[0], height=size[1])
        _raise_problem(name, small, _RETAKE)


def _raise_too_large(name: str, max_pixels: int = MAX_JPEG_PIXELS) -> NoReturn:
    message = Message("has more than {max_pixels} megapixels.", max_pixels=max_pixels // 1000000)
    _raise_problem(name, message, "Take a screenshot of one screen, or make the picture smaller.")


def _decode(image: Image.Image, name: str) -> tuple[Pixels, bool]:
    """The upright pixels in sRGB, and whether they are halved: a JPEG by its decoder, others once they are decoded."""
    by_decoder = _is_large(image) and image.draft(None, (image.width // 2, image.height // 2)) is not None
    orientation = image.getexif().get(_EXIF_ORIENTATION, 1)
    image.load()
    _check_size(image.size, name)  # the decoder may have found another size than the header's
    profile = image.info.get("icc_profile")
    image = _to_8_bits(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode == "P":
        image = image.convert("RGB")
    halved = by_decoder or _is_large(image)
    if halved and not by_decoder:
        image = image.reduce(2)
    if profile:
        image = _to_srgb(image, profile)
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    if image.mode != "RGB":
        image = image.convert("RGB")
    turn = _UPRIGHT.get(orientation)
    if turn is not None:
        image = image.transpose(turn)
    # Not np.array, which copies the copy that Pillow makes.
    return np.asarray(image, dtype=np.uint8), halved


def _to_8_bits(image: Image.Image) -> Image.Image:
    """Scale 16-bit grey (and Pillow's 32-bit form of it) to 8 bits; ``convert("L")`` would clip it to white."""
    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image).astype(np.float64)
    return Image.fromarray(np.clip(values / 257.0 + 0.5, 0, 255).astype(np.uint8), "L")


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture converted to sRGB: screenshots of newer phones (Display P3) look pale without their profile.

    It stays as it is if the profile is sRGB's, is damaged, or is for another kind of colours than the picture's.
    """
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        description = ImageCms.getProfileDescription(source)
        if "sRGB" in description or source.profile.xcolor_space != _COLOR_SPACES.get(image.mode):
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        # A damaged profile says nothing about the colours; every viewer shows such a picture as sRGB.
        return image
    return converted or image

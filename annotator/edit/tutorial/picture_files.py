"""Add pictures to a tutorial's folder, under free names, if they can be read."""

import contextlib
import errno
import os
import secrets
import threading
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from annotator import script
from annotator.edit.tutorial.page_pictures import DECODING
from annotator.edit.tutorial.picture_names import choose_free_name
from annotator.errors import OutputError, ProblemsError
from annotator.media.files import UNFINISHED, flush, rename_new
from annotator.messages import Message
from annotator.model import Problem

MAX_BYTES: Final = 40_000_000
"""Maximum size of a picture, in bytes."""
_SIGNATURES: Final = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"RIFF", ".webp"))
"""The first bytes of pictures and their suffixes; any other picture that can be decoded, apart from GIF, is HEIC."""
_naming: Final = threading.Lock()
"""Held while a picture gets its name, since the system would silently replace a file of that name."""


def receive(folder: Path, original_name: str, data: Iterable[bytes]) -> str:
    """Add a picture to a tutorial's folder, its bytes unchanged, and return the name that it got.

    Args:
        folder: the tutorial's folder.
        original_name: its name on the person's computer, from which `choose_free_name` makes the new one.
        data: its bytes, in pieces.

    Raises:
        ProblemsError: it isn't a picture that can be read, or it is too large.
        OutputError: it can't be written.
    """
    shown_name = original_name.replace("\\", "/").rpartition("/")[2][:60] or "The picture"
    if script.suffix(original_name) in script.RECORDINGS:
        raise _problem(
            shown_name, "is a film, not a picture.", "Add a screenshot; recordings go into the folder by hand."
        )
    with _saving_in(folder):
        temporary = folder / f"{UNFINISHED}{secrets.token_hex(8)}"
        try:
            _write_pieces(temporary, shown_name, data)
            flush(temporary)
            suffix = _check_picture(temporary, shown_name)
            return _claim_name(folder, temporary, original_name, suffix)
        finally:
            temporary.unlink(missing_ok=True)


def turn(folder: Path, name: str, degrees: int) -> str:
    """Add a copy of a picture, turned clockwise and marked as turned by a person, and return its name. Raises as `receive`."""
    from PIL import ExifTags, Image  # the server starts without Pillow

    from annotator.screen import load  # loads NumPy and Pillow

    exif = Image.Exif()
    exif[ExifTags.Base.Software] = load.TURNED_BY_HAND
    jpeg = BytesIO()
    with DECODING:
        pixels = load.load(folder / name).turned(degrees).pixels
        Image.fromarray(pixels).save(jpeg, "JPEG", quality=95, subsampling=0, exif=exif)
    return receive(folder, name, [jpeg.getvalue()])


def _check_picture(path: Path, shown_name: str) -> str:
    """Decode a picture, and return the suffix that fits its content. Raises ProblemsError."""
    from annotator.screen import load  # loads NumPy and Pillow

    with DECODING:
        load.load(path, shown_name)
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"GIF8"):
        raise _problem(shown_name, "is a GIF, which a script cannot name.", "Save it as PNG, then add it again.")
    return next((suffix for signature, suffix in _SIGNATURES if head.startswith(signature)), ".heic")


def _problem(name: str, message: str, remedy: str) -> ProblemsError:
    return ProblemsError([Problem(name, 0, message, remedy)])


@contextlib.contextmanager
def _saving_in(folder: Path) -> Iterator[None]:
    """Raise OutputError in place of an OSError within the block."""
    try:
        yield
    except OSError as error:
        remedy = "Check that you may write to this folder, then add it again."
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            remedy = "Make room on the disk, then add it again."
        message = "The picture could not be saved in {name}: {strerror}."
        raise OutputError(message, remedy, name=folder.name, strerror=error.strerror or error) from error


def _write_pieces(path: Path, shown_name: str, data: Iterable[bytes]) -> None:
    """Write a file, unless it gets larger than a picture may be. Raises ProblemsError."""
    with path.open("wb") as file:
        for piece in data:
            if file.tell() + len(piece) > MAX_BYTES:
                too_large = Message("is larger than {max_bytes} MB.", max_bytes=MAX_BYTES // 1_000_000)
                raise _problem(shown_name, too_large, "Take a screenshot of one screen only.")
            file.write(piece)


def _claim_name(folder: Path, temporary: Path, original_name: str, suffix: str) -> str:
    """Rename a finished file to a free name, and return that; try again if another file takes it in the meantime."""
    taken = set(os.listdir(folder))  # noqa: PTH208 - names alone
    while True:
        name = choose_free_name(original_name, suffix, taken)
        try:
            with _naming:
                rename_new(temporary, folder / name)
            return name
        except FileExistsError:
            taken.add(name)

"""Take pictures into a tutorial's folder so that no upload replaces a file or gets its name undecoded; render them for pages.

The name of a picture is safe on every system, and has no other meaning in a tutorial.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import threading
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotator import script
from annotator.errors import OutputError, ProblemsError
from annotator.media.files import UNFINISHED, flush, rename_new
from annotator.messages import Message
from annotator.model import Problem
from annotator.script.file_names import parse_tagged_name, stem
from annotator.script.keywords import GREETINGS
from annotator.script.values import GAP
from annotator.text.slugs import RESERVED

if TYPE_CHECKING:
    from annotator.screen.load import Pixels

MAX_BYTES: Final = 40_000_000
"""Maximum size of a picture, in bytes."""
MAX_WIDTH: Final = 2000
"""Maximum width of a picture that `encode` and `render` return, in pixels."""
_QUALITY: Final = 88
_COPY_QUALITY: Final = 95
_SUFFIXES: Final = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"RIFF", ".webp"))
_naming: Final = threading.Lock()
_decoding: Final = threading.Lock()
"""Held while a picture is decoded: a large one takes hundreds of MB, and a page requests all of a folder at once."""
MAX_CHARS: Final = 100
"""Longest name of a picture, in characters."""
MAX_STEM_BYTES: Final = 200
"""Longest name without suffix, in bytes of UTF-8: disks allow 255, and memos add a language to it."""
_FALLBACK: Final = "screenshot"
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
"""The characters that Windows allows in no file name."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that are not shown: a mark that turns the writing direction makes one name look like another."""
_JOINER: Final = "\u200d"
"""The zero-width joiner, which holds the parts of an emoji together, so it stays."""
_WORD_SUFFIX: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}")
_MEANINGFUL: Final = frozenset({"title", "end", "order", "logo", *GREETINGS, *RESERVED})
"""Stems that have a meaning in a tutorial, and names that Windows reserves for devices."""
_SPELLINGS: Final = {".jpg": frozenset({".jpg", ".jpeg"}), ".heic": frozenset({".heic", ".heif"})}
"""The suffixes that a kind of picture may have, by its usual one."""


def receive(folder: Path, wished: str, data: Iterable[bytes]) -> str:
    """Add a picture to a tutorial's folder, its bytes unchanged, and return the name that it got.

    Args:
        folder: the tutorial's folder.
        wished: the name that the person's computer gave it; reduced to a safe one, and never that of another file.
        data: its bytes, in pieces.

    Raises:
        ProblemsError: it isn't a picture that can be read, or it is too large.
        OutputError: it can't be written. Nothing is left behind after either.
    """
    shown = wished.replace("\\", "/").rpartition("/")[2][:60] or "The picture"
    if script.suffix(wished) in script.RECORDINGS:
        raise _problem(shown, "is a film, not a picture.", "Add a screenshot; recordings go into the folder by hand.")
    with _turning_errors(folder):
        temporary = folder / f"{UNFINISHED}{secrets.token_hex(8)}"
        try:
            _write(temporary, shown, data)
            flush(temporary)
            _check_picture(temporary, shown)
            return _claim_name(folder, temporary, wished)
        finally:
            temporary.unlink(missing_ok=True)


def read_size(path: Path) -> tuple[int, int]:
    """Width and height of the upright picture in pixels, from its header alone. Raises ProblemsError."""
    from annotator.screen import load  # loads NumPy and Pillow

    return load.read_size(path)


def render(path: Path, width: int | None = None, turn: int = 0) -> bytes:
    """The picture as a JPEG without metadata, at most ``width`` pixels wide, turned as `load.Picture.turned` does.

    Raises ProblemsError.
    """
    from annotator.screen import load  # loads NumPy and Pillow

    with _decoding:
        return encode(load.load(path).turned(turn).pixels, width)


def turn(folder: Path, name: str, degrees: int) -> str:
    """Add a turned copy of a picture, marked as turned by a person, and return its name. Raises as `receive`."""
    from PIL import ExifTags, Image  # the server starts without Pillow

    from annotator.screen import load  # loads NumPy and Pillow

    made, exif = BytesIO(), Image.Exif()
    exif[ExifTags.Base.Software] = load.TURNED_BY_HAND
    with _decoding:
        pixels = load.load(folder / name).turned(degrees).pixels
        Image.fromarray(pixels).save(made, "JPEG", quality=_COPY_QUALITY, subsampling=0, exif=exif)
    return receive(folder, name, [made.getvalue()])


def encode(pixels: Pixels, width: int | None = None) -> bytes:
    """RGB pixels (H, W, 3) as a JPEG without metadata, at most ``width`` pixels wide."""
    from PIL import Image  # the server starts without Pillow

    image = Image.fromarray(pixels)
    wanted = min(width or MAX_WIDTH, MAX_WIDTH)
    if image.width > wanted:
        height = max(1, round(image.height * wanted / image.width))
        image = image.resize((wanted, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    made = BytesIO()
    image.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def choose_free_name(wished: str, end: str, taken: Collection[str]) -> str:
    """A name for a picture, as near to ``wished`` as possible.

    Args:
        wished: the name that it had, perhaps with a path; anything that a browser may send.
        end: the suffix that fits its content.
        taken: the names of all files in its folder.
    """
    base, end = _split(re.split(r"[/\\]", wished)[-1], end)
    base = _without_meaning(_make_safe(base), end)
    occupied = {key for name in taken for key in _stems_taken_by(name)}
    number = 1
    while True:
        addition = "" if number == 1 else f" ({number})"
        name = _shortened(base, MAX_CHARS - len(addition) - len(end), MAX_STEM_BYTES - len(addition)) + addition
        if _folded(name) not in occupied:
            return name + end
        number += 1


def _check_picture(path: Path, shown: str) -> None:
    """Decode it once, so that only what can be read gets a name. Raises ProblemsError."""
    from annotator.screen import load  # loads NumPy and Pillow

    with _decoding:
        load.load(path, shown)
    with path.open("rb") as file:
        if file.read(4) == b"GIF8":
            raise _problem(shown, "is a GIF, which a script cannot name.", "Save it as PNG, then add it again.")


def _problem(name: str, message: str, remedy: str) -> ProblemsError:
    return ProblemsError([Problem(name, 0, message, remedy)])


@contextlib.contextmanager
def _turning_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise OutputError(
            Message(
                "The picture could not be saved in {name}: {strerror}.",
                name=folder.name,
                strerror=error.strerror or error,
            ),
            "Make room on the disk, then add it again."
            if full
            else "Check that you may write to this folder, then add it again.",
        ) from error


def _write(path: Path, shown: str, data: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for piece in data:
            if file.tell() + len(piece) > MAX_BYTES:
                raise _problem(
                    shown,
                    Message("is larger than {max_bytes} MB.", max_bytes=MAX_BYTES // 1000000),
                    "Take a screenshot of one screen only.",
                )
            file.write(piece)


def _claim_name(folder: Path, temporary: Path, wished: str) -> str:
    """Give the finished file a free name; try again if another file takes that name in the meantime."""
    end = _suffix_of_content(temporary)
    taken = set(os.listdir(folder))  # noqa: PTH208 - names alone
    while True:
        name = choose_free_name(wished, end, taken)
        try:
            with _naming:
                rename_new(temporary, folder / name)
        except FileExistsError:
            taken.add(name)
            continue
        return name


def _suffix_of_content(path: Path) -> str:
    """The suffix that fits the content of a file that the loader accepted."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        return ".heic"
    return next(end for magic, end in _SUFFIXES if head.startswith(magic))


def _split(name: str, end: str) -> tuple[str, str]:
    """The name without suffixes, also doubled ones, and the suffix to use: its own where that fits the content."""
    own = script.suffix(name)
    kept = own if own in _SPELLINGS.get(end, {end}) else end
    known = script.PICTURES | script.RECORDINGS | script.SOUNDS
    while (own := script.suffix(name)) and (own in known or _WORD_SUFFIX.fullmatch(own)):
        name = name[: -len(own)]
    return name, kept


def _make_safe(base: str) -> str:
    text = unicodedata.normalize("NFC", base)
    text = "".join(char for char in text if char == _JOINER or unicodedata.category(char) not in _UNSEEN)
    text = _NOT_IN_NAMES.sub("-", text)
    return re.sub(r"\s+", " ", text).strip(" .") or _FALLBACK


def _without_meaning(base: str, end: str) -> str:
    """The name changed so that no part of annotator reads anything from it."""
    if base.startswith(GAP):
        base = base.lstrip("_ .") or _FALLBACK
    while (tagged := parse_tagged_name(base + end)) is not None:  # 03-x.es.png would be the Spanish 03-x
        base = f"{tagged.stem}-{base[len(tagged.stem) + 1 :]}"
    first = base.partition(".")[0].strip().casefold()
    if base.casefold() in _MEANINGFUL or first in RESERVED or base.casefold() + end in script.shipped_icons():
        return f"{_FALLBACK}-{base}"
    return base


def _stems_taken_by(name: str) -> list[str]:
    """The stems that a new picture must not have: that of ``name``, and that of the picture whose variant or memo it is."""
    tagged = parse_tagged_name(name)
    return [_folded(stem(name)), *([_folded(tagged.stem)] if tagged else [])]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _shortened(base: str, max_chars: int, max_bytes: int) -> str:
    text = base[:max_chars]
    while len(text.encode()) > max_bytes:
        text = text[:-1]
    return text.rstrip(" .\u200d") or _FALLBACK

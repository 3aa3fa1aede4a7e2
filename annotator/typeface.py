"""Tell which characters the typeface (Andika) can draw, and replace the others. Imports nothing heavy.

Samples of what to type are in another hand (Caveat), so that nobody takes them for the screen's own text.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

from annotator import assets

_LOOKALIKES = str.maketrans({"✔": "✓", "☑": "✓", "➡": "→", "➜": "→", "⮕": "→", "⬅": "←", "⬆": "↑", "⬇": "↓"})
_SYMBOLS = frozenset({"So", "Sk", "Sm", "Me", "Co", "Cn"})
"""Unicode categories of emoji, arrows and the like (``Cn``: emoji newer than Python's tables)."""


def path(bold: bool = True) -> Path:
    """The font file."""
    return assets.asset("fonts", "Andika-Bold.ttf" if bold else "Andika-Regular.ttf")


def handwriting_path() -> Path:
    """The file of the font for samples in handwriting."""
    return assets.asset("fonts", "Caveat-Bold.ttf")


def is_handwritable(text: str) -> bool:
    """Whether the handwriting has all letters of ``text``."""
    return all(char.isspace() or ord(char) in code_points(handwriting_path()) for char in _compose(text))


@lru_cache(maxsize=3)
def code_points(file: Path) -> frozenset[int]:
    """The code points in a font's OpenType ``cmap`` table of format 4: those of the Basic Multilingual Plane."""
    data = file.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = [struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    places = [start + struct.unpack_from(">L", data, start + 4 + 8 * index + 4)[0] for index in range(count)]
    at = next(place for place in places if data[place : place + 2] == b"\x00\x04")
    (segments_twice,) = struct.unpack_from(">H", data, at + 6)  # the table holds the double of their number
    segments = segments_twice // 2
    ends = struct.unpack_from(f">{segments}H", data, at + 14)
    starts = struct.unpack_from(f">{segments}H", data, at + 16 + segments_twice)
    spans = (range(first, last + 1) for first, last in zip(starts, ends, strict=True))
    return frozenset().union(*spans) - {0xFFFF}  # which ends the list of segments


@lru_cache(maxsize=1024)
def drawable_text(text: str) -> str:
    """``text`` as it is drawn, in either weight: characters that the font lacks are replaced by look-alikes, or left out.

    What is left out of a script is reported before anything is drawn: see `undrawable` and `symbols`.
    """
    kept = (" " if char.isspace() else _draw_as(char) for char in _compose(text))
    return re.sub(r" +", " ", "".join(kept)).strip()


def undrawable(text: str) -> tuple[str, ...]:
    """The runs of letters, digits and punctuation that the font lacks, each once: ``("你好",)``."""
    return tuple(run for run in _find_missing_runs(text) if not _is_symbol(run[0]))


def symbols(text: str) -> tuple[str, ...]:
    """The emoji and other symbols that are left out of drawings, each once: ``("👍🏽",)``."""
    return tuple(run for run in _find_missing_runs(text) if _is_symbol(run[0]))


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_LOOKALIKES)


@lru_cache(maxsize=4096)
def _draw_as(char: str) -> str:
    """What is drawn for ``char``: itself, its compatibility form (NFKC), or nothing."""
    if _is_invisible(char):
        return ""
    known = code_points(path())
    return (
        char
        if ord(char) in known
        else "".join(part for part in unicodedata.normalize("NFKC", char) if ord(part) in known)
    )


def _is_invisible(char: str) -> bool:
    # Of a keycap, only the digit is drawn.
    return unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f" or char == "\u20e3"


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char) in _SYMBOLS


@lru_cache(maxsize=4096)
def _lacks(char: str) -> bool:
    known = code_points(path())
    return not (ord(char) in known or all(c.isspace() or ord(c) in known for c in unicodedata.normalize("NFKC", char)))


def _find_missing_runs(text: str) -> tuple[str, ...]:
    """Runs of characters without a glyph, letters and symbols apart; joiners and variation selectors extend a run."""
    runs: list[str] = []
    inside = False
    for char in _compose(text):
        if _is_invisible(char):
            if inside:
                runs[-1] += char
        elif char.isspace() or not _lacks(char):
            inside = False
        elif inside and _is_symbol(runs[-1][0]) == _is_symbol(char):
            runs[-1] += char
        else:
            runs.append(char)
            inside = True
    return tuple(dict.fromkeys(runs))

"""Tell which characters the typeface (Andika) can draw, and replace the others. Imports nothing heavy.

A character without a glyph would be drawn as an empty box, which families take for a button. "Toque ➜ Unirse 👍" is drawn as
"Toque → Unirse": the arrow has a look-alike, the emoji is left out.

Samples of what to type are in another hand (Caveat), so that nobody takes them for the screen's own text.
"""

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
    """Whether the handwriting has all characters of ``text``, spaces aside."""
    return all(char.isspace() or ord(char) in code_points(handwriting_path()) for char in _compose(text))


@lru_cache(maxsize=3)
def code_points(file: Path) -> frozenset[int]:
    """The code points in a font's OpenType ``cmap`` table of format 4: those of the Basic Multilingual Plane."""
    data = file.read_bytes()
    # Behind a header of 12 bytes, 16 bytes for each table: its tag, checksum, offset and length.
    (table_count,) = struct.unpack_from(">H", data, 4)
    records = [struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(table_count)]
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    # Behind a header of 4 bytes, 8 bytes for each subtable: platform and encoding, then the offset from the cmap's start.
    (subtable_count,) = struct.unpack_from(">H", data, cmap + 2)
    subtables = [cmap + struct.unpack_from(">L", data, cmap + 4 + 8 * index + 4)[0] for index in range(subtable_count)]
    subtable = next(candidate for candidate in subtables if data[candidate : candidate + 2] == b"\x00\x04")
    # Of format 4, at 6: the double of the number of segments; at 14: the last code point of each, two bytes, the first of each.
    (segment_count_twice,) = struct.unpack_from(">H", data, subtable + 6)
    segment_count = segment_count_twice // 2
    ends = struct.unpack_from(f">{segment_count}H", data, subtable + 14)
    starts = struct.unpack_from(f">{segment_count}H", data, subtable + 16 + segment_count_twice)
    segments = (range(first, last + 1) for first, last in zip(starts, ends, strict=True))
    return frozenset().union(*segments) - {0xFFFF}  # which ends the list of segments


@lru_cache(maxsize=1024)
def drawable_text(text: str) -> str:
    """``text`` as it is drawn, in either weight: some characters as look-alikes; what the font lacks plainer, or not at all.

    `undrawable` and `symbols` list what would be missed, so that a script can be checked for it before anything is drawn.
    """
    drawn = (" " if char.isspace() else _draw_as(char) for char in _compose(text))
    return re.sub(r" +", " ", "".join(drawn)).strip()


def undrawable(text: str) -> tuple[str, ...]:
    """The runs of letters, digits and punctuation that can't be drawn whole, each once: ``("你好",)``."""
    return tuple(run for run in _find_missing_runs(text) if not _is_symbol(run[0]))


def symbols(text: str) -> tuple[str, ...]:
    """The runs of emoji and other symbols that can't be drawn whole, each once: ``("👍🏽",)``."""
    return tuple(run for run in _find_missing_runs(text) if _is_symbol(run[0]))


def _compose(text: str) -> str:
    """``text`` with composed accents and with look-alikes that the font has."""
    return unicodedata.normalize("NFC", text).translate(_LOOKALIKES)


@lru_cache(maxsize=4096)
def _draw_as(char: str) -> str:
    """``char`` as it is drawn: itself, what the font has of its compatibility form (NFKC), or nothing."""
    if _is_invisible(char):
        return ""
    glyphs = code_points(path())
    if ord(char) in glyphs:
        return char
    return "".join(part for part in unicodedata.normalize("NFKC", char) if ord(part) in glyphs)


def _is_invisible(char: str) -> bool:
    """Whether a character is never drawn: a control character, joiner, variation selector, or the frame of a keycap."""
    return unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f" or char == "\u20e3"


def _is_symbol(char: str) -> bool:
    """Whether a character is an emoji, an arrow or the like, and no letter."""
    return unicodedata.category(char) in _SYMBOLS


@lru_cache(maxsize=4096)
def _lacks(char: str) -> bool:
    """Whether a character can't be drawn whole, not even in its compatibility form."""
    glyphs = code_points(path())
    if ord(char) in glyphs:
        return False
    return not all(part.isspace() or ord(part) in glyphs for part in unicodedata.normalize("NFKC", char))


def _find_missing_runs(text: str) -> tuple[str, ...]:
    """Runs of characters that can't be drawn whole, each once, letters and symbols apart; invisible ones extend a run."""
    runs: list[str] = []
    in_run = False
    for char in _compose(text):
        if _is_invisible(char):
            if in_run:
                runs[-1] += char
        elif char.isspace() or not _lacks(char):
            in_run = False
        elif in_run and _is_symbol(runs[-1][0]) == _is_symbol(char):
            runs[-1] += char
        else:
            runs.append(char)
            in_run = True
    return tuple(dict.fromkeys(runs))

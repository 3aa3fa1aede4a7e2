"""Find a free name for a picture that is safe on every system, and has no other meaning in a tutorial."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from annotator import script
from annotator.script.file_names import parse_tagged_name, stem
from annotator.script.keywords import GREETINGS
from annotator.script.values import GAP
from annotator.text.slugs import RESERVED

MAX_CHARS: Final = 100
"""Longest name, in characters."""
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


def _split(name: str, end: str) -> tuple[str, str]:
    """The name without suffixes, also doubled ones, and the suffix to use: its own where that fits the content."""
    kept = end
    own = script.suffix(name)
    if own in _SPELLINGS.get(end, frozenset({end})):
        kept = own
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

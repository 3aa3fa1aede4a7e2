"""Choose the name of a picture that comes in: safe on every system, free in its folder, and without a meaning in a tutorial.

The last matters because a tutorial reads file names: ``03-join.es.png`` would be the Spanish picture of the step with
``03-join.png``, and ``logo.png`` is no step's picture.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from annotator import script
from annotator.script.file_names import parse_tagged_name, stem
from annotator.script.keywords import GREETINGS
from annotator.script.line_values import GAP
from annotator.text.slugs import RESERVED

MAX_CHARS: Final = 100
"""Longest name of a picture, in characters."""
MAX_STEM_BYTES: Final = 200
"""Longest name without suffix, in bytes of UTF-8: disks allow 255, and memos add a language to it."""
_FALLBACK: Final = "screenshot"
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*]')
"""The characters that are shown, and that Windows allows in no file name; slashes are cut off before."""
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that are not shown: a mark that turns the writing direction makes one name look like another."""
_JOINER: Final = "\u200d"
"""The zero-width joiner, which holds the parts of an emoji together, so it stays."""
_WORD_SUFFIX: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}")
"""Another suffix that is cut off: ``.es``, ``.docx``, but not the ``.34`` of a time."""
_MEANINGFUL: Final = frozenset({"title", "end", "order", "logo", *GREETINGS, *RESERVED})
"""Stems that have a meaning in a tutorial, and names that Windows reserves for devices."""
_SPELLINGS: Final = {".jpg": frozenset({".jpg", ".jpeg"}), ".heic": frozenset({".heic", ".heif"})}
"""The suffixes of a kind of picture that has several, by the usual one."""


def choose_free_name(original_name: str, content_suffix: str, taken: Collection[str]) -> str:
    """A free name for a picture: the original one where that is possible, else a similar one.

    Args:
        original_name: the name that it had, perhaps with a path; anything that a browser may send.
        content_suffix: the suffix that fits its content.
        taken: the names of all files in its folder.
    """
    base, suffix = _split(re.split(r"[/\\]", original_name)[-1], content_suffix)
    base = _remove_meaning(_make_safe(base), suffix)
    taken_stems = {key for name in taken for key in _stems_taken_by(name)}
    number = 1
    while True:
        addition = "" if number == 1 else f" ({number})"
        name = _shorten(base, MAX_CHARS - len(addition) - len(suffix), MAX_STEM_BYTES - len(addition)) + addition
        if _fold(name) not in taken_stems:
            return name + suffix
        number += 1


def _split(name: str, content_suffix: str) -> tuple[str, str]:
    """The name without file types and other words at its end, and the suffix to use: its last one if that fits the content."""
    suffix = script.suffix(name)
    fits_content = suffix in _SPELLINGS.get(content_suffix, {content_suffix})
    new_suffix = suffix if fits_content else content_suffix
    file_types = script.PICTURES | script.RECORDINGS | script.SOUNDS
    while suffix and (suffix in file_types or _WORD_SUFFIX.fullmatch(suffix)):
        name = name[: -len(suffix)]
        suffix = script.suffix(name)
    return name, new_suffix


def _make_safe(base: str) -> str:
    """The name without characters that aren't shown, and with a hyphen for those that Windows doesn't allow."""
    text = unicodedata.normalize("NFC", base)
    text = "".join(char for char in text if char == _JOINER or unicodedata.category(char) not in _INVISIBLE)
    text = _NOT_IN_NAMES.sub("-", text)
    return re.sub(r"\s+", " ", text).strip(" .") or _FALLBACK


def _remove_meaning(base: str, suffix: str) -> str:
    """The name changed so that it is no placeholder, no picture for one language or phone, and no other file of a tutorial."""
    if base.startswith(GAP):
        base = base.lstrip("_ .") or _FALLBACK
    while (tagged := parse_tagged_name(base + suffix)) is not None:  # 03-x.es.png would be the Spanish 03-x
        base = f"{tagged.stem}-{base[len(tagged.stem) + 1 :]}"
    first = base.partition(".")[0].strip().casefold()
    if base.casefold() in _MEANINGFUL or first in RESERVED or base.casefold() + suffix in script.shipped_icons():
        return f"{_FALLBACK}-{base}"
    return base


def _stems_taken_by(name: str) -> list[str]:
    """The stems that a new picture must not have: that of ``name``, and that of the picture whose variant or memo it is."""
    tagged = parse_tagged_name(name)
    stems = [stem(name)] if tagged is None else [stem(name), tagged.stem]
    return [*map(_fold, stems)]


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _shorten(base: str, max_chars: int, max_bytes: int) -> str:
    text = base[:max_chars]
    while len(text.encode()) > max_bytes:
        text = text[:-1]
    return text.rstrip(f" .{_JOINER}") or _FALLBACK

"""Tell whether two paths are the same folder, in spite of links, ``..``, mounts, letter case and Windows' short names."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

_SHORT_NAME = re.compile(r"([^~.]{1,6})~(\d{1,6})(?:\.([^.]{1,3}))?", re.IGNORECASE)
_HASHED = re.compile(r"[0-9A-F]{4}")
_MAX_BASE_CHARS, _MAX_EXTENSION_CHARS = 8, 3


def canonicalize(path: Path) -> Path:
    """The absolute path without links and ``..``, each part spelt as its folder lists it.

    A part that doesn't exist stays as it is written. Raises OSError; RuntimeError for links in a circle.
    """
    resolved = path.resolve()
    spelt = Path(resolved.anchor)
    for part in resolved.parts[1:]:
        spelt /= _find_spelling(spelt, part)
    return spelt


def same_file(one: Path, other: Path) -> bool:
    """Whether two canonical paths are the same file or folder, even if it is mounted twice."""
    if one == other:
        return True
    first, second = _file_id(one), _file_id(other)
    return first is not None and first == second


def is_inside(inner: Path, outer: Path) -> bool:
    """Whether ``inner`` is ``outer`` or lies in it. Both are canonical paths."""
    return any(same_file(path, outer) for path in (inner, *inner.parents))


def names_collide(one: str, other: str) -> bool:
    """Whether some system would take two names in one folder for the same. Pure.

    Disks of Windows, macOS and memory cards ignore letter case, macOS ignores the Unicode form of accents, and Windows
    ignores trailing dots and spaces and knows most names also by a short one such as ``ENTRAR~1``.
    """
    first, second = _fold(one), _fold(other)
    return first == second or is_short_name(first, second) or is_short_name(second, first)


def is_short_name(short: str, name: str) -> bool:
    """Whether ``short`` could be the 8.3 name that Windows gave to ``name``. Pure.

    A short name has six letters of the base, without spaces and dots, and a number; from the fifth such name on, two
    letters, four hexadecimal digits and a number; then three letters of the extension. Letters that an old code page
    lacks become something else, so only ASCII is compared.
    """
    match = _SHORT_NAME.fullmatch(short)
    if match is None or len(match[1]) + 1 + len(match[2]) > _MAX_BASE_CHARS:
        return False
    base, dot, ending = name.strip(" .").rpartition(".")
    base, ending = (base, ending) if dot and base.strip(" .") else (name.strip(" ."), "")
    if _is_valid_short_name(base, ending):
        return False
    if not _could_match(_short_name_chars(ending)[:_MAX_EXTENSION_CHARS], _short_name_chars(match[3] or "")):
        return False
    wanted, prefix = _short_name_chars(base), _short_name_chars(match[1])
    if _could_match(wanted[: _MAX_BASE_CHARS - 1 - len(match[2])], prefix):
        return True
    return (
        len(prefix) in (5, 6)
        and _HASHED.fullmatch(prefix[-4:]) is not None
        and _could_match(wanted[: len(prefix) - 4], prefix[:-4])
    )


def _is_valid_short_name(base: str, ending: str) -> bool:
    plain = (base + ending).isascii() and not re.search(r"[ .+,;=\[\]]", base + ending)
    return plain and len(base) <= _MAX_BASE_CHARS and len(ending) <= _MAX_EXTENSION_CHARS


def _could_match(one: str, other: str) -> bool:
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a == b or not (a + b).isascii() for a, b in pairs)


def _short_name_chars(name: str) -> str:
    kept = unicodedata.normalize("NFC", name).upper().replace(" ", "").replace(".", "")
    return re.sub(r"[+,;=\[\]]", "_", kept)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).rstrip(" .")


def _find_spelling(folder: Path, part: str) -> str:
    """How ``folder`` lists ``part``; a disk that ignores case answers to ``Zoom`` and ``zoom``."""
    other = part.swapcase()
    if part.isascii() and (other == part or not os.path.lexists(folder / other)):
        return part  # the usual case, without listing a large folder
    try:
        if not os.path.lexists(folder / part):
            return part
        names = os.listdir(folder)  # noqa: PTH208 - names, as the system spells them
    except OSError:
        return part
    if part in names:
        return part
    # On a case-sensitive disk, `part` itself would be among the names.
    return next((name for name in names if _fold(name) == _fold(part)), part)


def _file_id(path: Path) -> tuple[int, int] | None:
    """The system's identity of a file, whatever its path; None if it is missing or has no inode."""
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_dev, state.st_ino) if state.st_ino else None

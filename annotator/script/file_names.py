"""File names in a tutorial's folder: what a suffix means, ``STEM.LANG.SUFFIX``, forgiving look-up, and picture lines."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, unquote

from annotator.script.keywords import nearest
from annotator.script.language_tags import language

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif"})
"""Suffixes of screenshots and icons: what phones and laptops make."""
RECORDINGS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".3gp"})
"""Suffixes of screen recordings and greetings."""
SOUNDS = frozenset({".m4a", ".ogg", ".oga", ".opus", ".mp3", ".wav", ".amr", ".aac", ".flac", ".caf", ".3ga"})
"""Suffixes that are always sound."""
MEMOS = SOUNDS | {".mp4", ".3gp", ".webm"}
"""Suffixes of memos: messengers save voice messages in video containers, too."""

_ENDINGS = PICTURES | RECORDINGS | SOUNDS


def suffix(name: str) -> str:
    """The suffix in lower case with its dot, or ""; a name whose only dot comes first has none."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem and " " not in last else ""


def stem(name: str) -> str:
    """The name without its suffix, in NFC, so that names of different systems can be compared."""
    end = suffix(name)
    return unicodedata.normalize("NFC", name[: len(name) - len(end)] if end else name)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A file named ``STEM.LANG.SUFFIX``."""

    stem: str
    lang: str
    suffix: str
    file: str


def tagged(name: str) -> Tagged | None:
    """The parts of ``03-unirse.es.m4a``, or None for a name without a language."""
    base, dot, tag = stem(name).rpartition(".")
    lang = language(tag) if dot and base and f".{tag.lower()}" not in _ENDINGS else None
    return Tagged(base, lang, suffix(name), name) if lang else None


class Names:
    """The names in a folder, looked up in any Unicode form, and with ``.JPG`` for ``.jpg``."""

    def __init__(self, files: Collection[str]) -> None:
        self._all = sorted(files)
        self._exact = frozenset(self._all)
        self._by_stem = {stem(name) + suffix(name): name for name in reversed(self._all)}
        self._tagged: dict[str, list[Tagged]] = defaultdict(list)
        for name in self._all:
            parts = tagged(name)
            if parts:
                self._tagged[parts.stem].append(parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def find(self, name: str) -> str | None:
        """The file's real name, or None."""
        return name if name in self._exact else self._by_stem.get(stem(name) + suffix(name))

    def doubled(self, name: str) -> str | None:
        """The file that has ``name`` plus a second suffix, which Windows hides (``01.png.png``), or None."""
        if suffix(name) not in _ENDINGS:
            return None
        return next((file for end in sorted(PICTURES | RECORDINGS) if (file := self.find(name + end))), None)

    def near(self, name: str, among: Collection[str], more: Collection[str] = ()) -> str | None:
        """The file name closest to ``name``, among those with a suffix in ``among`` and the names ``more``, or None."""
        choices = [*(file for file in self._all if suffix(file) in among), *more]
        without_suffix = next((file for file in choices if stem(file) == unicodedata.normalize("NFC", name)), None)
        return without_suffix or nearest(name, choices)

    def beside(self, name: str) -> Sequence[Tagged]:
        """All files ``STEM.LANG.SUFFIX`` with the stem of ``name`` (``03-unirse.png``), sorted."""
        return self._tagged.get(stem(name), ())


_PICTURE = re.compile(r"!\[([^\]]*)\]\((.*)\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Link:
    """A picture line: the words in its brackets, and the file names that its address may mean, likeliest first."""

    words: str
    names: tuple[str, ...]


def parse_link(line: str) -> Link | None:
    """The parts of ``![](<name with spaces.png>)``, or None if the line is not a picture."""
    match = _PICTURE.fullmatch(line.strip())
    if not match:
        return None
    address = match[2].strip()
    if address.startswith("<") and address.endswith(">") and len(address) > 1:
        address = address[1:-1]
    names = [address, _ESCAPED.sub(r"\1", address)]
    with suppress(UnicodeDecodeError):  # a % that encodes nothing: take the name as typed
        names.insert(0, unquote(address, errors="strict"))
    shortened = [name.removeprefix("./") for name in names]
    return Link(match[1].strip(), tuple(dict.fromkeys(names + shortened)))


def write_link(name: str) -> str:
    """The picture line for a file, which every Markdown viewer shows; the inverse of `parse_link`."""
    # Percent-encode what a viewer would take for an escape, an entity, a fragment or code; keep the rest readable.
    text = re.sub(r"[%\\<>&#?:`\x00-\x1f\x7f]", lambda match: quote(match[0], safe=""), name)
    # Spaces at the ends would be trimmed.
    text = re.sub(r"^\s+|\s+$", lambda match: quote(match[0], safe=""), text)
    plain = re.fullmatch(r"[^\s()]+", text) and not text.startswith("./")
    return f"![]({text})" if plain else f"![](<{text}>)"

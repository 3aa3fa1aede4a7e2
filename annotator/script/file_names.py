"""Names of files in a tutorial's folder: which suffix is what, and how a name is meant."""

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
"""Suffixes of memos: messengers save voice messages in containers of films, too."""

_ENDINGS = PICTURES | RECORDINGS | SOUNDS


def suffix(name: str) -> str:
    """The suffix in small letters with its dot, or nothing; a name that begins with its only dot has none."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem and " " not in last else ""


def stem(name: str) -> str:
    """The name without its suffix, composed (NFC), to compare names of different systems."""
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
    """The names in a folder, found as people mean them: composed or not, with ``.JPG`` for ``.jpg``."""

    def __init__(self, files: Collection[str]) -> None:
        self._all = sorted(files)
        self._exact = frozenset(self._all)
        self._alike = {stem(name) + suffix(name): name for name in reversed(self._all)}
        self._tagged: dict[str, list[Tagged]] = defaultdict(list)
        for name in self._all:
            parts = tagged(name)
            if parts:
                self._tagged[parts.stem].append(parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def find(self, name: str) -> str | None:
        """The file's real name, or None."""
        return name if name in self._exact else self._alike.get(stem(name) + suffix(name))

    def doubled(self, name: str) -> str | None:
        """``01.png.png`` for ``01.png``: a second suffix that Windows hides, or None."""
        if suffix(name) not in _ENDINGS:
            return None
        return next((file for end in sorted(PICTURES | RECORDINGS) if (file := self.find(name + end))), None)

    def near(self, name: str, among: Collection[str], more: Collection[str] = ()) -> str | None:
        """The file with one of the suffixes ``among`` (or one of the names ``more``) that is spelt most like ``name``."""
        choices = [*(file for file in self._all if suffix(file) in among), *more]
        without_suffix = next((file for file in choices if stem(file) == unicodedata.normalize("NFC", name)), None)
        return without_suffix or nearest(name, choices)

    def beside(self, name: str) -> Sequence[Tagged]:
        """All files ``STEM.LANG.SUFFIX`` where STEM is that of ``name`` (``03-unirse.png``), sorted."""
        return self._tagged.get(stem(name), ())


_PICTURE = re.compile(r"!\[([^\]]*)\]\((.*)\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Link:
    """A picture line: the words in its brackets, and the names that its address may mean, likeliest first."""

    words: str
    names: tuple[str, ...]


def parse_link(line: str) -> Link | None:
    """The parts of ``![](<name with spaces.png>)``, or None if the line is no picture."""
    match = _PICTURE.fullmatch(line.strip())
    if not match:
        return None
    address = match[2].strip()
    if address.startswith("<") and address.endswith(">") and len(address) > 1:
        address = address[1:-1]
    names = [address, _ESCAPED.sub(r"\1", address)]
    with suppress(UnicodeDecodeError):  # a % that encodes nothing: the name is as it is typed
        names.insert(0, unquote(address, errors="strict"))
    shortened = [name.removeprefix("./") for name in names]
    return Link(match[1].strip(), tuple(dict.fromkeys(names + shortened)))


def write_link(name: str) -> str:
    """The picture line for a file, such that every Markdown viewer shows it; the inverse of `parse_link`."""
    # What a viewer would take for an escape, an entity, a fragment or code is percent-encoded; the rest stays readable.
    text = re.sub(r"[%\\<>&#?:`\x00-\x1f\x7f]", lambda match: quote(match[0], safe=""), name)
    # Spaces at the ends would be trimmed.
    text = re.sub(r"^\s+|\s+$", lambda match: quote(match[0], safe=""), text)
    plain = re.fullmatch(r"[^\s()]+", text) and not text.startswith("./")
    return f"![]({text})" if plain else f"![](<{text}>)"

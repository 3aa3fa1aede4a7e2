"""Read the meaning of a file's name: its kind by the suffix, and the stem and language of ``03-unirse.es.m4a``.

Look-ups forgive differences that people don't see: the case of a suffix, and the two Unicode forms of an accented letter.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from annotator.script.keywords import find_nearest
from annotator.script.language_tags import parse_tag

TITLE, END = "title", "end"
"""The stems of memos for the opening and the closing."""
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif"})
"""Suffixes of screenshots and icons: what phones and laptops make."""
RECORDINGS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".3gp"})
"""Suffixes of screen recordings and greetings."""
SOUNDS = frozenset({".m4a", ".ogg", ".oga", ".opus", ".mp3", ".wav", ".amr", ".aac", ".flac", ".caf", ".3ga"})
"""Suffixes of files that can hold nothing but sound."""
MEMOS = SOUNDS | {".mp4", ".3gp", ".webm"}
"""Suffixes of memos: messengers save voice messages in video containers, too."""
_SUFFIXES = PICTURES | RECORDINGS | SOUNDS


def suffix(name: str) -> str:
    """The suffix in lower case with its dot, or "" if the name has none, as ``.hidden`` or ``no. 5``."""
    stem, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and stem and " " not in last else ""


def stem(name: str) -> str:
    """The name without its suffix, in NFC: macOS and Windows encode the same accented name differently."""
    end = suffix(name)
    return unicodedata.normalize("NFC", name[: len(name) - len(end)] if end else name)


def is_named_as_media(name: str) -> bool:
    """Whether a file's suffix is that of a picture, a recording or a sound."""
    return suffix(name) in _SUFFIXES


@dataclass(frozen=True, slots=True)
class TaggedName:
    """The parts of a file name ``STEM.LANG.SUFFIX``.

    ``03-unirse.es.m4a`` is ``TaggedName("03-unirse", "es", ".m4a", "03-unirse.es.m4a")``.
    """

    stem: str
    lang: str
    suffix: str
    file: str


def parse_tagged_name(name: str) -> TaggedName | None:
    """The parts of ``03-unirse.es.m4a``, or None for a name without a language."""
    base, dot, tag = stem(name).rpartition(".")
    lang = parse_tag(tag) if dot and base and f".{tag.lower()}" not in _SUFFIXES else None
    return TaggedName(base, lang, suffix(name), name) if lang else None


class FileIndex:
    """The file names of one folder; look-ups ignore the Unicode form of the name and the case of its suffix."""

    def __init__(self, files: Collection[str]) -> None:
        self._all = sorted(files)
        self._exact = frozenset(self._all)
        self._normalized = {stem(name) + suffix(name): name for name in reversed(self._all)}  # of two, the first counts
        self._tagged: dict[str, list[TaggedName]] = defaultdict(list)
        for name in self._all:
            parts = parse_tagged_name(name)
            if parts:
                self._tagged[parts.stem].append(parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def find(self, name: str) -> str | None:
        """The file's real name, or None."""
        return name if name in self._exact else self._normalized.get(stem(name) + suffix(name))

    def find_doubled(self, name: str) -> str | None:
        """The picture or recording called ``name`` plus a second suffix (``01.png.png``), which Windows hides, or None."""
        if suffix(name) not in _SUFFIXES:
            return None
        return next((file for end in sorted(PICTURES | RECORDINGS) if (file := self.find(name + end))), None)

    def find_nearest(self, name: str, suffixes: Collection[str], also: Collection[str] = ()) -> str | None:
        """The file that ``name`` is probably meant to be, or None: one with one of the ``suffixes``, or one of ``also``."""
        choices = [*(file for file in self._all if suffix(file) in suffixes), *also]
        without_suffix = next((file for file in choices if stem(file) == unicodedata.normalize("NFC", name)), None)
        return without_suffix or find_nearest(name, choices)

    def find_tagged(self, stem: str) -> Sequence[TaggedName]:
        """All files ``STEM.LANG.SUFFIX`` of a stem, sorted by name."""
        return self._tagged.get(stem, ())

    def find_of_phone(self, name: str, word: str) -> list[str]:
        """All pictures ``STEM.WORD.SUFFIX`` that share the stem of ``name``, in any case of the word."""
        stems = {file: stem(file).rpartition(".") for file in self._all if suffix(file) in PICTURES}
        return [
            file for file, (base, _, last) in stems.items() if base == stem(name) and last.casefold() == word.casefold()
        ]

    def find_named(self, word: str, suffixes: Collection[str]) -> list[TaggedName]:
        """All files ``WORD.LANG.SUFFIX`` with one of the ``suffixes``; phones begin a name with a capital."""
        found = (*self.find_tagged(word), *self.find_tagged(word.capitalize()))
        return [file for file in found if file.suffix in suffixes]

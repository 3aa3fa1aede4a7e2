"""Read the meaning of a file's name: its kind by the suffix, and the stem and language of ``03-unirse.es.m4a``."""

import unicodedata
from dataclasses import dataclass

from annotator.script.language_tags import parse_tag

TITLE, END = "title", "end"
"""The stems of memos for the opening and the closing."""
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".heic", ".heif"})
"""Suffixes of screenshots and icons: what phones and laptops make."""
RECORDINGS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".3gp"})
"""Suffixes of screen recordings and greetings."""
SOUNDS = frozenset({".m4a", ".ogg", ".oga", ".opus", ".mp3", ".wav", ".amr", ".aac", ".flac", ".caf", ".3ga"})
"""Suffixes of sounds, apart from containers of video."""
MEMOS = SOUNDS | {".mp4", ".3gp", ".webm"}
"""Suffixes of memos: messengers save voice messages in video containers, too."""
_SUFFIXES = PICTURES | RECORDINGS | SOUNDS


def suffix(name: str) -> str:
    """The suffix in lower case with its dot, or "" if the name has none, as ``.hidden`` or ``no. 5``."""
    base, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot and base and " " not in last else ""


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

"""Language tags (BCP 47) as they stand in scripts, file names and ``school.toml``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.script.words import fold

_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}"  # language, extended language
    r"(-[a-z]{4})?"  # script
    r"(-([a-z]{2}|[0-9]{3}))?"  # region
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(-x(-[a-z0-9]{1,8})+)?",  # private use
    re.IGNORECASE | re.ASCII,
)

# What people write for a language instead of its tag. "ok" looks like a tag but is a word of the format.
_MEANT = {
    "sp": "es",
    "spa": "es",
    "spanish": "es",
    "espanol": "es",
    "castellano": "es",
    "eng": "en",
    "english": "en",
    "ingles": "en",
    "mixtec": "mix",
    "mixteco": "mix",
    "nahuatl": "nah",
    "zapotec": "zap",
    "zapoteco": "zap",
    "mam": "mam",
    "ok": "",
}


def language(text: str) -> str | None:
    """The tag in its usual writing (``ES-mx`` → ``es-MX``, ``zh-hant`` → ``zh-Hant``), or None if it is no tag."""
    tag = text.strip()
    if not _TAG.fullmatch(tag) or _MEANT.get(tag.lower(), tag.lower()) != tag.lower():
        return None
    first, *rest = tag.lower().split("-")
    parts = [first]
    for index, part in enumerate(rest):
        if part == "x":
            return "-".join(parts + rest[index:])
        parts.append(part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part)
    return "-".join(parts)


def meant(text: str) -> str | None:
    """The tag that somebody means by ``español``, ``eng`` or ``es_MX``, or None."""
    return _MEANT.get(fold(text)) or language(text.replace("_", "-"))


def declared(text: str, languages: Sequence[str]) -> str | None:
    """The one of ``languages`` that ``text`` names, whatever its case, or None."""
    tag = text.strip().lower()
    return next((known for known in languages if known.lower() == tag), None)

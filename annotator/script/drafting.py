"""Draft a script from screenshots: a step for each, in natural order, with gaps that ``annotator check`` asks for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence

from annotator.model import Action, Said, Step, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import keywords
from annotator.script.file_names import MEMOS, PICTURES, RECORDINGS, stem, suffix, tagged
from annotator.script.values import GAP
from annotator.script.writer import write

_OTHERS = frozenset({"order.jpg", "logo.png", "logo.jpg"})
_NUMBERED = re.compile(r"(.*\S)\s*\(([0-9]+)\)", re.DOTALL)
_CLOCK = re.compile(r"\b([0-9]{1,2})(\.[0-9]{2}\.[0-9]{2})\s([ap])m\b")

NaturalKey = tuple[tuple[str | tuple[int, str], ...], tuple[int, str], str, str]


def natural_key(name: str) -> NaturalKey:
    """A sort key for file names in natural order.

    2 comes before 10, a name without ``(n)`` before its ``(1)``, 11.00.00 AM before 12.59.59 PM; case doesn't matter.
    """
    base = stem(name).casefold()
    match = _NUMBERED.fullmatch(base)
    base, copy = (match[1], match[2]) if match else (base, "0")
    # The split has digits at odd positions and other text at even ones, so that any two keys can be compared.
    parts = re.split(r"([0-9]+)", _CLOCK.sub(_in_24_hours, base))
    ordered = tuple(_counted(part) if place % 2 else part for place, part in enumerate(parts))
    return ordered, _counted(copy), suffix(name), name


def _counted(digits: str) -> tuple[int, str]:
    """A key that sorts digits by value, however many there are."""
    plain = digits.lstrip("0")
    return len(plain), plain


def _in_24_hours(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
    return f"{hour}{match[2]}"


def find_screenshots(files: Collection[str]) -> tuple[str, ...]:
    """The pictures and recordings that each need a step, in natural order.

    Left out are variants for one language (``02.es.png``), files for the opening and the closing, logos and ``order.jpg``.
    """
    wanted = [name for name in files if suffix(name) in PICTURES | RECORDINGS and name.lower() not in _OTHERS]
    stems = {stem(name) for name in wanted}

    def belongs_to_another(name: str) -> bool:
        parts = tagged(name)
        if parts is None:
            return False
        is_frame = parts.stem.casefold() in {"title", "end", *keywords.GREETINGS} and suffix(name) in MEMOS | RECORDINGS
        return parts.stem in stems or is_frame

    return tuple(sorted((name for name in wanted if not belongs_to_another(name)), key=natural_key))


def draft_script(pictures: Sequence[str], titles: Mapping[str, str], device: str | None, checked: datetime.date) -> str:
    """A script to fill in.

    Args:
        pictures: names of files; each becomes a step, in this order.
        titles: language → title; ``check`` asks for an empty title.
        device: what the pictures show, or None if a person must say it.
        checked: the day on which the steps were tried.

    Every gap is an empty line or ``___``, so that ``check`` lists what is left to fill in.
    """
    return write_draft(
        Tutorial(
            titles=tuple(Said(lang, title) for lang, title in titles.items()),
            steps=tuple(draft_step(name, tuple(titles)) for name in pictures),
            whys=tuple(Said(lang, _why(lang)) for lang in titles),
            device=device or "",
            checked=checked,
        )
    )


def draft_step(picture: str, languages: Sequence[str]) -> Step:
    """A step with an empty action and an empty sentence in each language."""
    return Step(picture, Action("tap"), tuple(Said(lang, "") for lang in languages))


def write_draft(tutorial: Tutorial) -> str:
    """The script of a tutorial with gaps: as ``write`` writes it, without spaces at the end of empty lines."""
    return "\n".join(line.rstrip() for line in write(tutorial).splitlines()) + "\n"


def _why(lang: str) -> str:
    """A beginning for the reason; empty in a language without phrases."""
    return load_phrasebook(lang).fixed("draft-why", gap=GAP) if has_phrasebook(lang) else ""

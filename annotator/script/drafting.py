"""Draft a script from screenshots: a step for each, in natural order, with gaps for a person to fill in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence

from annotator.model import Action, Said, Step, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import keywords
from annotator.script.file_names import MEMOS, PICTURES, RECORDINGS, parse_tagged_name, stem, suffix
from annotator.script.values import GAP
from annotator.script.writer import write

_NO_SCREENSHOTS = frozenset({"order.jpg", "logo.png", "logo.jpg"})
"""Pictures that often lie beside screenshots: the sheet of ``annotator new``, and the school's logo."""
_NUMBERED = re.compile(r"(.*\S)\s*\(([0-9]+)\)", re.DOTALL)
_CLOCK = re.compile(r"\b([0-9]{1,2})(\.[0-9]{2}\.[0-9]{2})\s([ap])m\b")

NaturalKey = tuple[tuple[str | int, ...], int, str, str]


def natural_key(name: str) -> NaturalKey:
    """A sort key for file names in natural order.

    2 comes before 10, a name without ``(n)`` before its ``(1)``, 11.00.00 AM before 12.59.59 PM; case doesn't matter.
    """
    base = stem(name).casefold()
    match = _NUMBERED.fullmatch(base)
    base, copy = (match[1], match[2]) if match else (base, "0")
    clock = _CLOCK.sub(lambda match: f"{int(match[1]) % 12 + 12 * (match[3] == 'p')}{match[2]}", base)  # of 24 hours
    # A split with a group alternates: text at even positions, digits at odd ones. So keys never compare text to digits.
    parts = re.split(r"([0-9]+)", clock)
    comparable = tuple(int(part) if index % 2 else part for index, part in enumerate(parts))
    return comparable, int(copy), suffix(name), name


def find_screenshots(files: Collection[str]) -> tuple[str, ...]:
    """The pictures and recordings among ``files`` that each need a step, in natural order.

    Left out are variants for one language (``02.es.png``), files for the opening and the closing, logos and ``order.jpg``.
    """
    candidates = [
        name for name in files if suffix(name) in PICTURES | RECORDINGS and name.lower() not in _NO_SCREENSHOTS
    ]
    stems = {stem(name) for name in candidates}

    def is_screenshot(name: str) -> bool:
        parts = parse_tagged_name(name)
        if parts is None:
            return True
        is_variant = parts.stem in stems
        is_opening_or_closing = (
            parts.stem.casefold() in {"title", "end", *keywords.GREETINGS} and suffix(name) in MEMOS | RECORDINGS
        )
        return not (is_variant or is_opening_or_closing)

    return tuple(sorted(filter(is_screenshot, candidates), key=natural_key))


def draft_script(pictures: Sequence[str], titles: Mapping[str, str], device: str | None, checked: datetime.date) -> str:
    """The text of a script to fill in.

    Every gap is an empty value or ``___``; ``annotator check`` reports each as a problem.

    Args:
        pictures: file names; each becomes a step, in this order.
        titles: language → title, which may be empty.
        device: what the pictures show, or None if a person must say it.
        checked: the day on which the steps were tried.
    """
    return write_draft(
        Tutorial(
            titles=tuple(Said(lang, title) for lang, title in titles.items()),
            steps=tuple(draft_step(name, tuple(titles)) for name in pictures),
            whys=tuple(Said(lang, _draft_why(lang)) for lang in titles),
            device=device or "",
            checked=checked,
        )
    )


def draft_step(picture: str, languages: Sequence[str]) -> Step:
    """A step with an empty action and an empty sentence in each language."""
    return Step(picture, Action("tap"), tuple(Said(lang, "") for lang in languages))


def write_draft(tutorial: Tutorial) -> str:
    """The script of a tutorial with gaps, as `write` writes it, but without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in write(tutorial).splitlines()) + "\n"


def _draft_why(lang: str) -> str:
    """The beginning of a reason to watch, with a gap; empty in a language without phrases."""
    return load_phrasebook(lang).fixed("draft-why", gap=GAP) if has_phrasebook(lang) else ""

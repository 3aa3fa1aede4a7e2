"""Draft a script from the screenshots in a folder: a step for each, in natural order, with gaps for a person to fill in."""

import datetime
import re
from collections.abc import Collection, Mapping, Sequence

from annotator.model import Action, Said, Step, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script.file_names import END, MEMOS, PICTURES, RECORDINGS, TITLE, parse_tagged_name, stem, suffix
from annotator.script.keywords import GREETINGS
from annotator.script.values import GAP
from annotator.script.writer import write

_NO_SCREENSHOTS = frozenset({"logo.png", "logo.jpg"})
"""The names of a school's logo, which is often beside the screenshots."""
_NUMBERED = re.compile(r"(.*\S)\s*\(([0-9]+)\)", re.DOTALL)
"""The name of a copy, as computers number it: ``screenshot (2)``."""
_CLOCK = re.compile(r"\b([0-9]{1,2})(\.[0-9]{2}\.[0-9]{2})\s([ap])\.?\s?m\b")
"""The time in the names of a Mac and of WhatsApp: ``… at 1.05.33 PM``, ``… a las 1.05.33 p. m.``, here in lower case."""
NaturalKey = tuple[tuple[str | int, ...], int, str, str]
"""``Step 10 (2).png`` is ``(("step ", 10, ""), 2, ".png", "Step 10 (2).png")``."""


def find_screenshots(files: Collection[str]) -> tuple[str, ...]:
    """The pictures and recordings among ``files`` that each need a step, in natural order.

    Left out are variants for one language (``02.es.png``), files for the opening and the closing, and logos.
    """
    media = [name for name in files if suffix(name) in PICTURES | RECORDINGS and name.lower() not in _NO_SCREENSHOTS]
    stems = {stem(name) for name in media}
    screenshots = []
    for name in media:
        tagged = parse_tagged_name(name)
        is_variant = tagged is not None and tagged.stem in stems
        is_spoken = tagged is not None and tagged.stem.casefold() in {TITLE, END, *GREETINGS}
        if not is_variant and not (is_spoken and suffix(name) in MEMOS | RECORDINGS):
            screenshots.append(name)
    return tuple(sorted(screenshots, key=natural_key))


def draft_script(pictures: Sequence[str], titles: Mapping[str, str], device: str | None, checked: datetime.date) -> str:
    """The text of a script to fill in.

    A gap is an empty value or ``___``, which ``annotator check`` reports as a problem.

    Args:
        pictures: the file names of the screenshots, in the order of the steps ("01.png", "02.png").
        titles: the title for each language (``{"es": "Entrar a la clase"}``); a title may be empty.
        device: the device on the pictures ("Android phone"), or None if a person must say it.
        checked: the day on which the steps were tried.
    """
    return write(
        Tutorial(
            titles=tuple(Said(lang, title) for lang, title in titles.items()),
            steps=tuple(draft_step(name, tuple(titles)) for name in pictures),
            whys=tuple(Said(lang, draft_why(lang)) for lang in titles),
            device=device or "",
            checked=checked,
        )
    )


def draft_step(picture: str, languages: Sequence[str]) -> Step:
    """A step with an empty action and an empty sentence in each language."""
    return Step(picture, Action("tap"), tuple(Said(lang, "") for lang in languages))


def draft_why(lang: str) -> str:
    """The beginning of a reason to watch, with a gap; empty in a language without phrases."""
    return load_phrasebook(lang).fixed("draft-why", gap=GAP) if has_phrasebook(lang) else ""


def natural_key(name: str) -> NaturalKey:
    """A sort key for file names in natural order.

    2 comes before 10, a name without ``(n)`` before its ``(1)``, 11.00.00 AM before 12.59.59 PM; case doesn't matter.
    """
    base = stem(name).casefold()
    match = _NUMBERED.fullmatch(base)
    base, copy = (match[1], match[2]) if match else (base, "0")
    in_24_hours = _CLOCK.sub(lambda match: f"{int(match[1]) % 12 + 12 * (match[3] == 'p')}{match[2]}", base)
    # A split with a group alternates: text at even positions, digits at odd ones. So keys never compare text to digits.
    parts = re.split(r"([0-9]+)", in_24_hours)
    comparable = tuple(int(part) if index % 2 else part for index, part in enumerate(parts))
    return comparable, int(copy), suffix(name), name

"""Draft a script from the screenshots in a folder: a step for each, in natural order, with gaps for a person to fill in."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from annotator.model import Action, Said, Step, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script.file_names import END, MEMOS, PICTURES, RECORDINGS, TITLE, parse_tagged_name, stem, suffix
from annotator.script.files.natural_order import natural_key
from annotator.script.keywords import GREETINGS
from annotator.script.line_values import GAP
from annotator.script.writer import write

_LOGOS = frozenset({"logo.png", "logo.jpg"})
"""Usual names of a school's logo, which is often beside the screenshots."""


def find_screenshots(files: Collection[str]) -> tuple[str, ...]:
    """The pictures and recordings among ``files`` that each need a step, in natural order.

    Left out are variants for one language (``02.es.png`` beside ``02.png``), logos, and the recordings of the opening, the
    closing and the greeting (``title.es.mp4``).
    """
    media = [name for name in files if suffix(name) in PICTURES | RECORDINGS and name.lower() not in _LOGOS]
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

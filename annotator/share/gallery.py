"""The gallery of a school's tutorials: pictures first, by platform, with filters that need no script."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.model import School
from annotator.phrases import load_phrasebook
from annotator.share import page_pictures, templates
from annotator.share.facts import PageFacts, Publishing, TutorialPages
from annotator.share.page_strings import words
from annotator.share.tutorial_pages import FACE, INDEX, LOGO, PREVIEW


def render(root: Path, tales: Sequence[TutorialPages], publishing: Publishing, school: School) -> str:
    """The HTML of ``index.html`` for the tutorials whose pages lie below ``root``, in the order given."""
    languages = _languages(tales)
    devices = list(dict.fromkeys(tale.device for tale in tales if tale.device))
    books = _books(languages, school)
    numbers = {page.lang: number for number, page in enumerate(languages, start=1)}
    groups = _groups(root, tales, numbers, devices, [book["lang"] for book in books])
    address = publishing.address("")
    first = tales[0]
    seen = (root / first.name / first.pages[0].lang / PREVIEW).exists()
    return templates.render(
        "gallery.html",
        html_lang=books[0]["lang"],
        school=school,
        publishing=publishing,
        languages=languages,
        devices=[{"label": _both(device, [book["lang"] for book in books])} for device in devices],
        books=books,
        groups=groups,
        empty=_empty(tales, numbers, devices),
        logo=LOGO if (root / LOGO).exists() else "",
        address=address,
        preview=publishing.address(first.name, first.pages[0].lang, PREVIEW) if address and seen else "",
    )


def _languages(tales: Sequence[TutorialPages]) -> list[PageFacts]:
    """A page of each language, in the order in which the tutorials have them."""
    first: dict[str, PageFacts] = {}
    for tale in tales:
        for page in tale.pages:
            first.setdefault(page.lang, page)
    return list(first.values())


def _books(languages: Sequence[PageFacts], school: School) -> list[dict[str, Any]]:
    """The languages that the gallery's own words are written in."""
    found: dict[str, dict[str, Any]] = {}
    for page in languages:
        say = words(page.words_lang)
        person = load_phrasebook(say.lang).person(school.person)
        found.setdefault(say.lang, {"lang": say.lang, "say": say, "person": person})
    return list(found.values())


def _groups(
    root: Path,
    tales: Sequence[TutorialPages],
    numbers: dict[str, int],
    devices: Sequence[str],
    book_langs: Sequence[str],
) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for tale in tales:
        card = {
            "pages": [_page(root, tale, page, numbers[page.lang]) for page in tale.pages],
            "device": devices.index(tale.device) + 1 if tale.device else 0,
            "device_name": _both(tale.device, book_langs) if tale.device else "",
        }
        groups.setdefault(tale.platform, []).append(card)
    other = " · ".join(words(lang)("other") for lang in book_langs)
    ordered = sorted(groups.items(), key=lambda group: (group[0] == "", group[0].casefold()))
    return [
        {
            "name": name or other,
            "cards": cards,
            "languages": sorted({page["index"] for card in cards for page in card["pages"]}),
        }
        for name, cards in ordered
    ]


def _page(root: Path, tale: TutorialPages, page: PageFacts, number: int) -> dict[str, Any]:
    folder = root / tale.name / page.lang
    place = f"{quote(tale.name)}/{quote(page.lang)}/"
    size = page_pictures.size(folder / FACE)
    return {
        "facts": page,
        "index": number,
        "href": f"{place}{INDEX}",
        "face": f"{place}{FACE}" if size else "",
        "size": size,
    }


def _empty(tales: Sequence[TutorialPages], numbers: dict[str, int], devices: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of a language and a device for which there is no tutorial."""
    there = {(page.lang, tale.device) for tale in tales for page in tale.pages}
    return [
        (number, place)
        for (lang, number), (place, device) in product(numbers.items(), enumerate(devices, start=1))
        if (lang, device) not in there
    ]


def _both(device: str, langs: Sequence[str]) -> str:
    names = dict.fromkeys(load_phrasebook(lang).device(device) for lang in langs)
    return " · ".join(names)

"""Renders the gallery of a school's tutorials: a picture for each, by platform, with filters that need no JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.model import School
from annotator.phrases import load_phrasebook
from annotator.share import page_pictures, templates
from annotator.share.page_data import PageData, Publishing, TutorialPages
from annotator.share.page_strings import load_strings
from annotator.share.tutorial_pages import FACE, INDEX, LOGO, PREVIEW


def render(root: Path, tutorials: Sequence[TutorialPages], publishing: Publishing, school: School) -> str:
    """Render ``index.html`` for tutorials whose pages are below ``root``, in the given order; at least one."""
    languages = _languages(tutorials)
    devices = list(dict.fromkeys(tutorial.device for tutorial in tutorials if tutorial.device))
    books = _books(languages, school)
    numbers = {page.lang: number for number, page in enumerate(languages, start=1)}
    groups = _groups(root, tutorials, numbers, devices, [book["lang"] for book in books])
    address = publishing.address("")
    first = tutorials[0]
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
        empty=_empty(tutorials, numbers, devices),
        logo=LOGO if (root / LOGO).exists() else "",
        address=address,
        preview=publishing.address(first.name, first.pages[0].lang, PREVIEW) if address and seen else "",
    )


def _languages(tutorials: Sequence[TutorialPages]) -> list[PageData]:
    """The first page of each language, in the order in which the languages appear."""
    first: dict[str, PageData] = {}
    for tutorial in tutorials:
        for page in tutorial.pages:
            first.setdefault(page.lang, page)
    return list(first.values())


def _books(languages: Sequence[PageData], school: School) -> list[dict[str, Any]]:
    """The labels of the gallery, and the name of the person to ask, in each of its languages."""
    found: dict[str, dict[str, Any]] = {}
    for page in languages:
        say = load_strings(page.words_lang)
        person = load_phrasebook(say.lang).person(school.person)
        found.setdefault(say.lang, {"lang": say.lang, "say": say, "person": person})
    return list(found.values())


def _groups(
    root: Path,
    tutorials: Sequence[TutorialPages],
    numbers: dict[str, int],
    devices: Sequence[str],
    book_langs: Sequence[str],
) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for tutorial in tutorials:
        card = {
            "pages": [_page(root, tutorial, page, numbers[page.lang]) for page in tutorial.pages],
            "device": devices.index(tutorial.device) + 1 if tutorial.device else 0,
            "device_name": _both(tutorial.device, book_langs) if tutorial.device else "",
        }
        groups.setdefault(tutorial.platform, []).append(card)
    other = " · ".join(load_strings(lang)("other") for lang in book_langs)
    ordered = sorted(groups.items(), key=lambda group: (group[0] == "", group[0].casefold()))
    return [
        {
            "name": name or other,
            "cards": cards,
            "languages": sorted({page["index"] for card in cards for page in card["pages"]}),
        }
        for name, cards in ordered
    ]


def _page(root: Path, tutorial: TutorialPages, page: PageData, number: int) -> dict[str, Any]:
    folder = root / tutorial.name / page.lang
    place = f"{quote(tutorial.name)}/{quote(page.lang)}/"
    size = page_pictures.read_size(folder / FACE)
    return {
        "facts": page,
        "index": number,
        "href": f"{place}{INDEX}",
        "face": f"{place}{FACE}" if size else "",
        "size": size,
    }


def _empty(
    tutorials: Sequence[TutorialPages], numbers: dict[str, int], devices: Sequence[str]
) -> list[tuple[int, int]]:
    """The numbers of each language and device for which there is no tutorial together."""
    there = {(page.lang, tutorial.device) for tutorial in tutorials for page in tutorial.pages}
    return [
        (number, place)
        for (lang, number), (place, device) in product(numbers.items(), enumerate(devices, start=1))
        if (lang, device) not in there
    ]


def _both(device: str, langs: Sequence[str]) -> str:
    names = dict.fromkeys(load_phrasebook(lang).device(device) for lang in langs)
    return " · ".join(names)

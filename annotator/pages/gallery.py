"""Render the gallery of a school's tutorials so that it works without a script.

Choices of language and device are radio buttons that the stylesheet reads, or in old browsers a script. Scripts also add the
voices, and go on in the language of the page one comes from. A tutorial has a tile in each language: the title, a
picture (the marked part of its first screen on which something is done, else its first screen), and the sign of its app, if any.
"""

import re
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator import assets
from annotator.model import School
from annotator.pages import chat_links, page_data, page_pictures, templates
from annotator.pages.labels import load_strings
from annotator.pages.page_data import PageData, Publishing, TutorialPages
from annotator.pages.search_data import summarize_gallery
from annotator.pages.tutorial_pages import HELP, INDEX, LOGO, NAME, PRACTICE, PREVIEW, SPOKEN_TITLE, TILE, step_picture
from annotator.phrases import load_phrasebook
from annotator.text.folding import fold

EAGER_TILES = 3
"""Number of tiles that a phone shows at once: their pictures are loaded right away."""
_WIDE_COLUMNS = (4, 5, 3)
_SIGN_PREFIX = "sign-"
_SIGN_SIZE = (96, 96)
"""Width and height of every drawn sign of an app in CSS pixels."""


def write_signs(root: Path, tutorials: Sequence[TutorialPages]) -> None:
    """Copy the signs of the tutorials' apps into ``root``. Raises OSError."""
    for tutorial in tutorials:
        sign = find_sign(tutorial.platform)
        if sign is not None:
            shutil.copyfile(sign, root / f"{_SIGN_PREFIX}{sign.name}")


def render(root: Path, tutorials: Sequence[TutorialPages], publishing: Publishing, school: School) -> str:
    """Render ``index.html`` for tutorials whose pages are below ``root``, in the given order; at least one."""
    languages = _first_pages(tutorials)
    numbers = {page.lang: number for number, page in enumerate(languages, start=1)}
    devices = list(dict.fromkeys(tutorial.device for tutorial in tutorials if tutorial.device))
    books = _collect_books(root, tutorials, languages, school)
    first_tutorial = tutorials[0]
    say = books[0]["say"]
    address = publishing.address("")
    has_preview = (root / first_tutorial.name / first_tutorial.pages[0].lang / PREVIEW).exists()
    return templates.render(
        "gallery.html",
        html_lang=books[0]["lang"],
        school=school,
        publishing=publishing,
        languages=[
            {
                "page": page,
                "sound": _first_sound(root, tutorials, page.lang, NAME),
                "label": load_strings(page.words_lang)("hear-language", name=page.own_name),
            }
            for page in languages
        ],
        devices=[
            {
                "names": [book | {"text": load_phrasebook(book["lang"]).device(device)} for book in books],
                "number": number,
            }
            for number, device in enumerate(devices, start=1)
        ],
        books=books,
        tiles=[_describe_tile(root, tutorial, numbers, devices, index) for index, tutorial in enumerate(tutorials)],
        columns=_choose_columns(len(tutorials)),
        empty=_find_empty_choices(tutorials, numbers, devices),
        code=templates.draw_code(address),
        short=page_data.shorten_address(address),
        logo=LOGO if (root / LOGO).exists() else "",
        address=address,
        preview=publishing.address(first_tutorial.name, first_tutorial.pages[0].lang, PREVIEW)
        if address and has_preview
        else "",
        summary=summarize_gallery([tutorial.pages[0].title for tutorial in tutorials], say),
    )


def _first_pages(tutorials: Sequence[TutorialPages]) -> list[PageData]:
    """The first page of each language, in the order in which the languages appear."""
    first: dict[str, PageData] = {}
    for tutorial in tutorials:
        for page in tutorial.pages:
            first.setdefault(page.lang, page)
    return list(first.values())


def _first_sound(root: Path, tutorials: Sequence[TutorialPages], lang: str, file: str) -> str:
    """The address of a sound, such as a language's name, of the first tutorial which has it; empty if none has."""
    names = (tutorial.name for tutorial in tutorials if (root / tutorial.name / lang / file).exists())
    return next((f"{quote(name)}/{quote(lang)}/{file}" for name in names), "")


def _collect_books(
    root: Path, tutorials: Sequence[TutorialPages], languages: Sequence[PageData], school: School
) -> list[dict[str, Any]]:
    """The gallery's labels in each language that lends some, with whom to ask and the numbers of the languages that use them."""
    books: dict[str, dict[str, Any]] = {}
    for number, page in enumerate(languages, start=1):
        say = load_strings(page.words_lang)
        sound = _first_sound(root, tutorials, page.lang, HELP)
        values = {"lang": say.lang, "say": say, "help": chat_links.describe_help(school, say.lang), "sound": sound}
        book = books.setdefault(say.lang, {**values, "numbers": []})
        book["numbers"].append(number)
    return list(books.values())


def _describe_tile(
    root: Path, tutorial: TutorialPages, numbers: dict[str, int], devices: Sequence[str], index: int
) -> dict[str, Any]:
    """The values of a tutorial's tile in the template."""
    sign = find_sign(tutorial.platform)
    return {
        "sign": f"{_SIGN_PREFIX}{sign.name}" if sign else "",
        "sign_size": _SIGN_SIZE,
        "pages": [_describe_page(root, tutorial, page, numbers[page.lang]) for page in tutorial.pages],
        "device": devices.index(tutorial.device) + 1 if tutorial.device else 0,
        "eager": index < EAGER_TILES,
        "first": index == 0,
    }


def _describe_page(root: Path, tutorial: TutorialPages, page: PageData, number: int) -> dict[str, Any]:
    """The values of a tile in one language: title, picture, voice and the address of the page."""
    folder = root / tutorial.name / page.lang
    address = f"{quote(tutorial.name)}/{quote(page.lang)}/"
    picture = TILE if (folder / TILE).exists() else step_picture(page.steps[0]) if page.steps else ""
    size = page_pictures.read_size(folder / picture) if picture else None
    say = load_strings(page.words_lang)
    return {
        "facts": page,
        "index": number,
        "href": f"{address}{INDEX}",
        "picture": f"{address}{quote(picture)}" if size else "",
        "size": size,
        "device": load_phrasebook(page.words_lang).device(tutorial.device) if tutorial.device else "",
        "sound": f"{address}{SPOKEN_TITLE}" if (folder / SPOKEN_TITLE).exists() else "",
        "label": say("hear", text=page.title),
        "watch": say("watch"),
        "practice": f"{address}{PRACTICE}" if (folder / PRACTICE).exists() else "",
        "try": f"{say('practice')}: {page.title}",
    }


def _choose_columns(count: int) -> tuple[int, int]:
    """The columns on a tablet, two for an even number of tiles, else three, and on a laptop, as many as leave the fewest gaps."""
    wide = max(_WIDE_COLUMNS, key=lambda columns: (count - 1) % columns - columns)
    return (2 if count % 2 == 0 else 3), wide


def _find_empty_choices(
    tutorials: Sequence[TutorialPages], numbers: dict[str, int], devices: Sequence[str]
) -> list[tuple[int, int]]:
    """The numbers of each language and device for which there is no tutorial together."""
    present = {(page.lang, tutorial.device) for tutorial in tutorials for page in tutorial.pages}
    return [
        (language_number, device_number)
        for lang, language_number in numbers.items()
        for device_number, device in enumerate(devices, start=1)
        if (lang, device) not in present
    ]


def find_sign(platform: str) -> Path | None:
    """The sign of a platform (``Zoom Workplace`` → ``zoom.svg``), or None.

    The words of the sign's name begin or end the platform's, or the platform is its last word (``Classroom`` →
    ``google-classroom.svg``). Case, accents and hyphens don't count. Of several signs the one with the longest name is taken.
    """
    platform_words = _split_words(platform)
    matching = []
    for sign in sorted(assets.asset("web", "signs").glob("*.svg")) if platform_words else ():
        words = _split_words(sign.stem)
        count = len(words)
        if words in (platform_words[:count], platform_words[-count:]) or platform_words == words[-1:]:
            matching.append(sign)
    return max(matching, key=lambda sign: len(sign.stem), default=None)


@cache
def _split_words(name: str) -> list[str]:
    """The words of a name, folded; a hyphen separates words (``wi-fi.svg``)."""
    return re.findall(r"[^\W_]+", fold(name))

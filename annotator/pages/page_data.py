"""Describe the pages of a tutorial as values: texts, addresses, and the listing for a gallery.

The pages of a pack and of a website, and the slides are made from these values. A site keeps the listing of each tutorial in
its folder, so that the gallery can be made again without the tutorials::

    {"name": "entrar-por-zoom", "platform": "Zoom", "device": "phone",
     "pages": [{"lang": "es", "words_lang": "es", "own_name": "Español", "title": "Entrar por Zoom", "first": "paso-1"}]}
"""

from __future__ import annotations

import datetime
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

from annotator import assets, languages
from annotator.languages import DEFAULT_LANGUAGE, base_language, staff_languages
from annotator.model import School, StepNumber
from annotator.phrases import load_phrasebook
from annotator.text.slugs import plain_name

INDEX = "index.html"
PHOTO = "person.webp"
PHOTO_WIDTH = 192
"""Side of the square photo in pixels: twice its size on pages, for sharp screens."""
MAX_SUMMARY_CHARS = 200
"""Maximum length of a summary: chats and search engines show about so many characters."""


@dataclass(frozen=True)
class PageStrings:
    """The labels of one language; call it with the name of a label to get its text."""

    lang: str
    table: dict[str, Any]

    def __call__(self, name: str, /, **values: object) -> str:
        """The label ``name`` with its placeholders filled. Raises KeyError."""
        return str(self.table[name]).format(**values)

    def date(self, day: datetime.date) -> str:
        """A date in words: ``24 de noviembre de 2026``."""
        month = self.table["months"][day.month - 1]
        return self("date", day=day.day, month=month, year=day.year)

    def length(self, seconds: float) -> str:
        """A duration in words: seconds if it is below 55 of them, else whole minutes; 80 is "1 minuto"."""
        if seconds < 55:
            return self("seconds", number=max(1, round(seconds)))
        minutes = max(1, round(seconds / 60))
        return self("one-minute") if minutes == 1 else self("minutes", number=minutes)


@cache
def load_strings(lang: str) -> PageStrings:
    """Load the labels for a BCP 47 tag, or for its base language.

    Raises LookupError if there are none: the caller chooses another language first (``languages.lending_language``).
    """
    name = languages.find_folder(lang)
    table = assets.table("languages", name, "pages.toml") if name else None
    if name is None or table is None:
        raise LookupError(f"annotator has no words for pages in {lang}")
    return PageStrings(name, table)


def format_megabytes(size: int) -> str:
    """Format a size in bytes as data plans do: ``0.8 MB``; below 0.1 MB, with two decimals and at least 0.01."""
    value = size / 1_000_000
    return f"{value:.1f} MB" if value >= 0.1 else f"{max(0.01, value):.2f} MB"


def describe_help(school: School, lang: str) -> dict[str, Any]:
    """The values of a page's footer in one language that has labels."""
    return {
        "person": load_phrasebook(lang).person(school.person),
        "named": bool(school.person),
        "ask": load_strings(lang)(f"help-{school.help_by}"),
        "phone": school.phone,
        "tel": f"tel:{school.phone.replace(' ', '')}",
        "photo": PHOTO if school.photo is not None else "",
        "photo_size": PHOTO_WIDTH // 2,
        "whatsapp": school_chat_link(school),
    }


def school_chat_link(school: School, text: str = "") -> str:
    """The link that opens a chat with the school, with a text to send; empty if the school has no WhatsApp."""
    if not school.whatsapp:
        return ""
    number = re.sub(r"\D", "", school.whatsapp)
    return f"https://wa.me/{number}?text={quote(text)}" if text else f"https://wa.me/{number}"


def name_place(page: PageData, step: StepData, platform: str) -> str:
    """The place where a family is stuck, for the text of a chat: ``Zoom, paso 4``; of an aside, ``Zoom, paso 4?``."""
    return load_phrasebook(page.words_lang).name_step(platform or page.title, step.number)


@dataclass(frozen=True, slots=True)
class StepData:
    """A step on a page: ``StepData(StepNumber(3), "paso-3", "Toque Unirse.", "Unirse", "O dice: Join")``.

    Attributes:
        number: the step's number; that of an aside is written ``4?``.
        stem: the name of its files, without a suffix.
        text: the narration without an aside's question; empty for a memo without words.
        chip: the button's word in the narration, or None.
        note: the small line with the button's word on other phones, or None.
        question: the question of an aside, or empty.
        continues: whether its clip goes on with the next step.
        sound: the name of its sound, if that has another name than its picture; else empty.
    """

    number: StepNumber
    stem: str
    text: str
    chip: str | None = None
    note: str | None = None
    question: str = ""
    continues: bool = False
    sound: str = ""

    @property
    def narration(self) -> str:
        """The whole narration: the question, then the rest."""
        return " ".join(part for part in (self.question, self.text) if part)


@dataclass(frozen=True, slots=True)
class PageData:
    """A tutorial in one language: ``PageData("es", "es", "Español", "Entrar por Zoom", "", steps, "entrar-por-zoom")``.

    Attributes:
        lang: the language of the tutorial's texts.
        words_lang: the language of the page's labels; another one if ``lang`` has none.
        own_name: the name of the language in that language.
        title: the title, as typed in the script.
        why: the reason to watch, or empty.
        steps: the steps, in order.
        stem: the name of the video and the hand-out in a pack, without a suffix.
        device: the name of the device in this language, or empty.
        message: the text to paste into a chat, or empty.
        seconds: the duration of the video; 0 if unknown.
        transcript: the captions of the video as text.
        phone: the word of the phone on its pictures; empty if the tutorial knows one phone only.
        phone_name: the name of that phone, or empty.
        phones: the pages for other phones.
        is_other: whether it is one of these.
    """

    lang: str
    words_lang: str
    own_name: str
    title: str
    why: str
    steps: tuple[StepData, ...]
    stem: str
    device: str = ""
    message: str = ""
    seconds: float = 0.0
    transcript: tuple[str, ...] = ()
    phone: str = ""
    phone_name: str = ""
    phones: tuple[PageData, ...] = ()
    is_other: bool = False

    @property
    def file(self) -> str:
        """The name of the page in the folder of its language."""
        return f"{self.phone}.html" if self.is_other else INDEX


@dataclass(frozen=True, slots=True)
class TutorialPages:
    """A tutorial in all its languages: ``TutorialPages("join-class-on-zoom", pages, school, "Zoom", "Android phone")``.

    Attributes:
        name: the name of its folder of pages.
        pages: the tutorial in each language, in the script's order.
        school: the school, for colours, logo and whom to ask.
        platform: the app or website that it is about, or empty.
        device: the device as typed in the script, or empty.
        checked: the day on which somebody last tried it, or None.
    """

    name: str
    pages: tuple[PageData, ...]
    school: School = field(default_factory=School)
    platform: str = ""
    device: str = ""
    checked: datetime.date | None = None

    @property
    def staff_language(self) -> str:
        """The language in which pages for staff open: the first one of the tutorial that staff can use, else the default."""
        own_languages = (base_language(page.lang) for page in self.pages)
        return next((lang for lang in own_languages if lang in staff_languages()), DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Publishing:
    """Where pages are published: ``Publishing("https://losrobles.example/zoom/", public=True)``.

    Attributes:
        base_url: the address of the gallery's folder; empty if unknown.
        public: whether search engines may list the pages.
        folder: the one folder in the archive of a whole site (``ayuda``); empty for a pack, whose archive holds the tutorial's.
        languages: the languages that may be on the website; None: all.
        day: the day on which the pages are made, for search engines; None if they aren't told.
    """

    base_url: str = ""
    public: bool = False
    folder: str = ""
    languages: tuple[str, ...] | None = None
    day: datetime.date | None = None

    def address(self, *parts: str) -> str:
        """The address of a file or folder below the gallery; empty if the gallery's is unknown.

        Parts are escaped; an empty last part ends the address with a slash.
        """
        if not self.base_url:
            return ""
        return "/".join([self.base_url.rstrip("/"), *(quote(part) for part in parts)])

    def page(self, name: str, lang: str) -> str:
        """The address of a tutorial's page in one language, empty without a page. ``name`` is that of the tutorial's folder."""
        has_page = self.languages is None or lang in self.languages
        return self.address(plain_name(name), lang, "") if has_page else ""


def shorten_address(address: str) -> str:
    """An address as people say and type it: without ``https://``, ``www.`` and the final slash."""
    host_and_path = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return host_and_path.rstrip("/")


def to_listing(tutorial: TutorialPages) -> dict[str, Any]:
    """The part of a tutorial's pages that a gallery shows, as JSON values."""
    return {
        "name": tutorial.name,
        "platform": tutorial.platform,
        "device": tutorial.device,
        "pages": [
            {
                "lang": page.lang,
                "words_lang": page.words_lang,
                "own_name": page.own_name,
                "title": page.title,
                "first": page.steps[0].stem if page.steps else "",
            }
            for page in tutorial.pages
        ],
    }


def from_listing(value: dict[str, Any]) -> TutorialPages:
    """The inverse of `to_listing`; fields that a gallery doesn't show are empty. Raises KeyError or TypeError."""
    pages = []
    for page in value["pages"]:
        steps = (StepData(StepNumber(1), page["first"], ""),) if page["first"] else ()
        pages.append(PageData(page["lang"], page["words_lang"], page["own_name"], page["title"], "", steps, ""))
    return TutorialPages(value["name"], tuple(pages), platform=value["platform"], device=value["device"])


def summarize_page(page: PageData, say: PageStrings) -> str:
    """The reason to watch a tutorial; where it has none, the beginning of its steps. Never empty."""
    if page.why:
        return page.why
    narration = " ".join(step.narration for step in page.steps if step.narration and not step.number.aside)
    return _shorten_summary(say("about-steps", text=narration)) if narration else say("about")


def summarize_gallery(titles: Sequence[str], say: PageStrings) -> str:
    """The summary of a gallery: the titles of its first tutorials, as many as there is room for."""
    return _shorten_summary(say("about-gallery", titles="; ".join(titles)))


def _shorten_summary(text: str) -> str:
    """``text`` cut off after a word, if it is too long for a summary."""
    return textwrap.shorten(text, MAX_SUMMARY_CHARS, placeholder=" …")

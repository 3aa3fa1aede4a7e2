"""Describe the pages of a tutorial as values: its texts in each language, and their addresses.

The pages of a pack and of a website are made from these values, as are the slides.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from urllib.parse import quote

from annotator.languages import DEFAULT_LANGUAGE, base_language, staff_languages
from annotator.model import School, StepNumber
from annotator.text.slugs import plain_name

INDEX = "index.html"


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
        sound: the name of its sound, without a suffix, if that has another name than its picture; else empty.
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
        """The address of a tutorial's page in one language; empty without a page, or if the gallery's is unknown.

        ``name`` is that of the tutorial's folder.
        """
        has_page = self.languages is None or lang in self.languages
        return self.address(plain_name(name), lang, "") if has_page else ""


def shorten_address(address: str) -> str:
    """An address as people say and type it: without ``https://`` or ``http://``, ``www.`` and the final slash."""
    host_and_path = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return host_and_path.rstrip("/")

"""Values for the pages of a tutorial, without I/O: texts, addresses, and what a gallery lists."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from annotator.languages import DEFAULT_LANGUAGE, base_language
from annotator.model import Colors, School, StepNumber
from annotator.text.web_names import plain_name

STAFF_LANGUAGES = ("es", "en")
"""The languages of the pages that staff read."""


@dataclass(frozen=True, slots=True)
class StepData:
    """A step on a page.

    ``stem`` is the name of its files, without a suffix; ``text`` the narration (empty for a memo without words), ``chip``
    the button's word in it, ``note`` the small line with other wordings, ``question`` that of an aside, or empty, and
    ``continues`` whether its clip goes on with the next step.
    """

    number: StepNumber
    stem: str
    text: str
    chip: str | None = None
    note: str | None = None
    question: str = ""
    continues: bool = False

    @property
    def narration(self) -> str:
        """All that is said: the question, then the rest."""
        return " ".join(part for part in (self.question, self.text) if part)


@dataclass(frozen=True, slots=True)
class PageData:
    """A tutorial in one language.

    Attributes:
        lang: the language of the tutorial's texts.
        words_lang: the language of the page's labels; another one if ``lang`` has none.
        own_name: the name of the language in that language.
        title: as typed in the script.
        why: the reason to watch, or empty.
        steps: in order.
        stem: the name of the video and the hand-out, without a suffix.
        device: its name in this language, or empty.
        message: the text to paste into a chat, or empty.
        seconds: the duration of the video; 0 if unknown.
        transcript: the captions of the video as text.
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


@dataclass(frozen=True, slots=True)
class TutorialPages:
    """A tutorial in all its languages. ``name`` is that of its folder of pages; ``device`` is as typed in the script."""

    name: str
    pages: tuple[PageData, ...]
    school: School = field(default_factory=School)
    platform: str = ""
    device: str = ""
    checked: datetime.date | None = None

    @property
    def colors(self) -> Colors:
        """The school's colours."""
        return self.school.colors

    @property
    def staff_language(self) -> str:
        """The language in which pages for staff open: the tutorial's first one that they have."""
        among = (base_language(page.lang) for page in self.pages)
        return next((lang for lang in among if lang in STAFF_LANGUAGES), DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Publishing:
    """Where the pages will be: the address of the gallery's folder (empty if unknown).

    ``public`` says whether search engines may list the pages.
    """

    base_url: str = ""
    public: bool = False

    def address(self, *parts: str) -> str:
        """The address of a file or folder below the gallery; empty if the gallery's is unknown.

        Parts are escaped; an empty last part ends the address with a slash.
        """
        if not self.base_url:
            return ""
        return "/".join([self.base_url.rstrip("/"), *(quote(part) for part in parts)])

    def page(self, name: str, lang: str) -> str:
        """The address of a tutorial's page in one language. ``name`` is that of the tutorial's folder."""
        return self.address(plain_name(name), lang, "")


def shorten_address(address: str) -> str:
    """An address as people say and type it: without ``https://``, ``www.`` and the final slash."""
    plain = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return plain.rstrip("/")


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

"""What the pages of a tutorial tell: words, pictures and sounds, as values. No file is opened here."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from annotator.model import Colors, School


@dataclass(frozen=True, slots=True)
class StepData:
    """A step on a page: its sentence (empty for a memo without words), and the button's word inside it."""

    number: int
    text: str
    chip: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PageData:
    """A tutorial in one language.

    ``words_lang`` is the language of the page's own words: another one where ``lang`` has no phrasebook. ``step_word``
    begins the names of a pack's step files (``paso``), ``stem`` those of its video and hand-out. ``message`` is the text
    to paste into a chat, ``seconds`` the video's length (0: not known), ``transcript`` what its captions say.
    """

    lang: str
    words_lang: str
    own_name: str
    title: str
    why: str
    steps: tuple[StepData, ...]
    stem: str
    step_word: str
    device: str = ""
    message: str = ""
    seconds: float = 0.0
    transcript: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TutorialPages:
    """A tutorial in all its languages. ``name`` is its folder's name, ``device`` as the script has it."""

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

    def page(self, lang: str) -> PageData:
        """The page of one language. Raises KeyError."""
        for page in self.pages:
            if page.lang == lang:
                return page
        raise KeyError(lang)


@dataclass(frozen=True, slots=True)
class Publishing:
    """Where pages will stand: the address of the gallery's folder (empty: not known), and whether search engines may come."""

    base_url: str = ""
    public: bool = False

    def address(self, *parts: str) -> str:
        """The address of a file or folder below the gallery, or nothing where the address is not known.

        Parts are escaped; an empty last part ends the address with a stroke.
        """
        if not self.base_url:
            return ""
        return "/".join([self.base_url.rstrip("/"), *(quote(part) for part in parts)])

    def page(self, name: str, lang: str) -> str:
        """The address of a tutorial's page in one language."""
        return self.address(name, lang, "")


def shorten_address(address: str) -> str:
    """An address as people say and type it: without ``https://``, ``www.`` and the last stroke."""
    plain = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return plain.rstrip("/")


def to_listing(tale: TutorialPages) -> dict[str, Any]:
    """What a gallery needs to know of a tutorial, as values that JSON can hold; nothing that its pages don't show."""
    return {
        "name": tale.name,
        "platform": tale.platform,
        "device": tale.device,
        "pages": [
            {"lang": page.lang, "words_lang": page.words_lang, "own_name": page.own_name, "title": page.title}
            for page in tale.pages
        ],
    }


def from_listing(value: dict[str, Any]) -> TutorialPages:
    """The tale of a ``listing``: enough for a gallery. Raises KeyError or TypeError where it is something else."""
    pages = tuple(
        PageData(page["lang"], page["words_lang"], page["own_name"], page["title"], "", (), "", "")
        for page in value["pages"]
    )
    return TutorialPages(value["name"], pages, platform=value["platform"], device=value["device"])

"""Renders one page to open on a phone: for each part that a speaker is asked to record, its picture, its voice, a recorder.

All of it is in one file, which can be sent in a chat. It loads nothing and sends nothing: answers are saved as numbered
files, or handed to the phone's share sheet, where a browser allows that. Without a script, everything can be seen and heard.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from annotator import languages
from annotator.model import Colors
from annotator.share import templates
from annotator.share.page_strings import load_strings

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; media-src data: blob:"
)
"""What the page may load: what is in it, and nothing else."""


@dataclass(frozen=True, slots=True)
class RecordingPart:
    """A part to record.

    ``name`` is the beginning of its files' names, such as ``03-step-2``; ``picture`` is a WebP, ``voice`` an M4A, ``text``
    what the voice says.
    """

    name: str
    picture: bytes
    voice: bytes
    text: str


@dataclass(frozen=True, slots=True)
class RecordingPage:
    """Everything that the page shows.

    Attributes:
        title: the tutorial's title.
        lang: the language to record.
        own_name: the name of that language in itself.
        heard: the language in which the speaker hears each part.
        about: what is asked of her, by language, the heard one first.
        voice: that, spoken in the heard language, as an M4A.
        parts: in the order to record.
        colors: the school's.
    """

    title: str
    lang: str
    own_name: str
    heard: str
    about: Sequence[tuple[str, str]]
    voice: bytes
    parts: Sequence[RecordingPart]
    colors: Colors


def label_languages(heard: str, lang: str) -> tuple[str, ...]:
    """The languages of the page's labels: the one that the speaker hears, and hers if there are labels in it."""
    own = languages.lending_language(heard, (heard,), "pages.toml")
    return (own, lang) if languages.has_table(lang, "pages.toml") and lang != own else (own,)


def render(page: RecordingPage) -> str:
    """Render the page."""
    total = len(page.parts)
    return templates.render(
        "recording.html",
        page=page,
        policy=POLICY,
        style=templates.render_stylesheet(page.colors),
        words=[(lang, load_strings(lang)) for lang in label_languages(page.heard, page.lang)],
        voice=_data_uri("audio/mp4", page.voice),
        total=total,
        parts=[
            {
                "facts": part,
                "number": number,
                "picture": _data_uri("image/webp", part.picture),
                "voice": _data_uri("audio/mp4", part.voice),
            }
            for number, part in enumerate(page.parts, start=1)
        ],
    )


def _data_uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"

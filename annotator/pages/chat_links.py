"""Links that open a chat, above all with the school, and whom a page says to ask."""

import re
from typing import Any
from urllib.parse import quote

from annotator.model import School
from annotator.pages.labels import load_strings
from annotator.pages.page_data import PageData, StepData
from annotator.phrases import load_phrasebook

PHOTO = "person.webp"
PHOTO_WIDTH = 192
"""Side of the square photo in pixels: twice its size on pages, for sharp screens."""


def describe_help(school: School, lang: str) -> dict[str, Any]:
    """The values of whom to ask, in a language that has labels and phrases."""
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


def whatsapp_link(text: str) -> str:
    """The link that opens WhatsApp with a text, to be sent to a contact of the person's choice."""
    return f"https://wa.me/?text={quote(text)}"

"""What pages say of the person to ask: her face, name and phone, and links that open a chat with her."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from annotator.model import School
from annotator.phrases import load_phrasebook
from annotator.share.page_data import PageData, StepData
from annotator.share.page_strings import load_strings

PHOTO = "person.webp"
PHOTO_WIDTH = 192
"""Side of the square photo in pixels: twice its size on pages, for sharp screens."""


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
    """Where a family is stuck, for the text of a chat: ``Zoom, paso 4``; of an aside, ``Zoom, paso 4?``."""
    return f"{platform or page.title}, {load_phrasebook(page.words_lang).file_word('step')} {step.number}"

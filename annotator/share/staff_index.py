"""``index.html`` of a pack: for staff, opened from disk; plays everything and says what to send, in which order, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from annotator.languages import USUAL, base
from annotator.model import PackFile
from annotator.share import templates
from annotator.share.facts import PageFacts, TutorialPages
from annotator.share.page_strings import megabytes
from annotator.share.tutorial_pages import INDEX, POSTER, whatsapp

_GIGABYTE = 1_000_000_000
_STAFF = ("es", "en")
"""The languages of the page itself, which is for staff."""


def render(tale: TutorialPages, files: Sequence[PackFile], messages: Mapping[str, str]) -> str:
    """The HTML of a pack's index.

    Args:
        tale: the tutorial's facts.
        files: everything else in the pack.
        messages: the text of each language's ``message.txt``.
    """
    among = (base(page.lang) for page in tale.pages)
    return templates.render(
        "staff.html",
        html_lang=next((lang for lang in among if lang in _STAFF), USUAL),
        title=tale.pages[0].title,
        tale=tale,
        style=templates.stylesheet(tale.colors),
        review=next((quote(file.path) for file in files if file.kind == "review"), ""),
        languages=[_language(page, files, messages.get(page.lang, "")) for page in tale.pages],
    )


def _language(page: PageFacts, files: Sequence[PackFile], message: str) -> dict[str, Any]:
    own = [file for file in files if file.lang == page.lang]
    cards = [file for file in own if file.kind == "card"]
    pictures = {file.step: quote(file.path) for file in cards}
    others = [file for file in own if file.kind in ("voice", "paper")]
    others += [file for file in own if file.kind == "page" and file.path.endswith(f"/{INDEX}")]
    video = next((file for file in own if file.kind == "video"), None)
    return {
        "page": page,
        "anchor": f"lang-{page.lang}",
        "cards": [_row(file, page) for file in cards],
        "cards_size": megabytes(sum(file.bytes for file in cards)),
        "video": _row(video, page) if video else None,
        "poster": next((quote(file.path) for file in own if file.path.endswith(f"/{POSTER}")), ""),
        "message": message,
        "whatsapp": whatsapp(message),
        "clips": [_row(file, page) | {"poster": pictures.get(file.step, "")} for file in own if file.kind == "step"],
        "others": [_row(file, page) for file in others],
    }


def _row(file: PackFile, page: PageFacts) -> dict[str, Any]:
    text = next((step.text for step in page.steps if step.number == file.step), "")
    return {
        "kind": file.kind,
        "href": quote(file.path),
        "name": file.path,
        "size": megabytes(file.bytes),
        "seconds": round(file.seconds) if file.seconds else 0,
        "share": _share(file.bytes),
        "text": text,
    }


def _share(size: int) -> str:
    """A part of a 1 GB plan, in percent."""
    percent = 100 * size / _GIGABYTE
    return "< 0.01 %" if percent < 0.01 else f"{percent:.2f} %"

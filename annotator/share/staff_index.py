"""``index.html`` of a pack: for staff, opened from disk; plays everything and says what to send, in which order, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from annotator.languages import DEFAULT_LANGUAGE, base_language
from annotator.model import PackFile, StaffLabel, StaffSection
from annotator.share import templates
from annotator.share.facts import PageFacts, TutorialPages
from annotator.share.page_strings import megabytes
from annotator.share.tutorial_pages import INDEX, POSTER, whatsapp

_GIGABYTE = 1_000_000_000
_WEB = "web/"
_SOUNDS = (".ogg", ".m4a", ".mp3", ".wav")
_PICTURES = (".jpg", ".png", ".webp", ".gif")
_STAFF = ("es", "en")
"""The languages of the page itself, which is for staff."""


def render(
    tale: TutorialPages, files: Sequence[PackFile], messages: Mapping[str, str], labels: Mapping[str, StaffLabel]
) -> str:
    """The HTML of a pack's index.

    Args:
        tale: the tutorial's facts.
        files: everything else in the pack.
        messages: the text of each language's ``message.txt``.
        labels: how each kind of file is shown; a kind without a label isn't.
    """
    among = (base_language(page.lang) for page in tale.pages)
    return templates.render(
        "staff.html",
        html_lang=next((lang for lang in among if lang in _STAFF), DEFAULT_LANGUAGE),
        title=tale.pages[0].title,
        tale=tale,
        style=templates.stylesheet(tale.colors),
        review=next((quote(file.path) for file in files if file.kind == "review"), ""),
        languages=[_language(page, files, messages.get(page.lang, ""), labels) for page in tale.pages],
    )


def _language(
    page: PageFacts, files: Sequence[PackFile], message: str, labels: Mapping[str, StaffLabel]
) -> dict[str, Any]:
    own = [file for file in files if file.lang == page.lang]

    def shown(section: StaffSection) -> list[PackFile]:
        return [file for file in own if file.kind in labels and labels[file.kind].section == section]

    cards = shown("pictures")
    pictures = {file.step: quote(file.path) for file in cards}
    video = next((file for file in shown("film") if file.path.endswith(".mp4")), None)
    # Of a page, only what is opened: its pictures and sounds are on it.
    others = [file for file in shown("more") if not file.path.startswith(_WEB) or file.path.endswith(f"/{INDEX}")]
    return {
        "page": page,
        "anchor": f"lang-{page.lang}",
        "cards": [_row(file, page) for file in cards],
        "cards_size": megabytes(sum(file.bytes for file in cards)),
        "video": _row(video, page) if video else None,
        "poster": next((quote(file.path) for file in own if file.path.endswith(f"/{POSTER}")), ""),
        "message": message,
        "whatsapp": whatsapp(message),
        "clips": [_row(file, page) | {"poster": pictures.get(file.step, "")} for file in shown("clips")],
        "others": [_row(file, page) | {"label": labels[file.kind], "as": _opened(file)} for file in others],
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


def _opened(file: PackFile) -> str:
    """Whether the index plays a file, shows it, or links to it."""
    suffix = PurePosixPath(file.path).suffix
    return "sound" if suffix in _SOUNDS else "picture" if suffix in _PICTURES else "link"


def _share(size: int) -> str:
    """A part of a 1 GB plan, in percent."""
    percent = 100 * size / _GIGABYTE
    return "< 0.01 %" if percent < 0.01 else f"{percent:.2f} %"

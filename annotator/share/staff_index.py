"""Renders the ``index.html`` of a pack, which staff open from disk: what to send, in which order, and how large it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from annotator.model import FILE_TYPES, PackFile, StaffLabel, StaffSection, StepNumber
from annotator.share import templates
from annotator.share.page_data import PageData, TutorialPages, format_megabytes
from annotator.share.tutorial_pages import INDEX, POSTER, whatsapp_link

_FOLDERS = ("web/", "present/")
"""Folders of which only the pages are shown, since everything else is on them."""
_GUIDES = {
    "present": {"href": "present/guide.html", "es": "Abrir la guía para imprimir", "en": "Open the guide to print"},
    "zip": {"href": "web/embed.html", "es": "Cómo ponerlo en su sitio", "en": "How to put it on your website"},
}
"""The page that says how to use the files of a kind."""
_SOUNDS = (".ogg", ".m4a", ".mp3", ".wav")
_PICTURES = (".jpg", ".png", ".webp", ".gif")


def render(tutorial: TutorialPages, files: Sequence[PackFile], labels: Mapping[str, StaffLabel]) -> str:
    """Render the index of a pack.

    Args:
        tutorial: the tutorial's pages.
        files: all other files of the pack.
        labels: how each kind of file is shown; files of other kinds are not shown.
    """
    return templates.render(
        "staff.html",
        html_lang=tutorial.staff_language,
        title=tutorial.pages[0].title,
        about=f"{tutorial.pages[0].title} · {tutorial.school.name}".removesuffix(" · "),
        tutorial=tutorial,
        style=templates.render_stylesheet(tutorial.school.colors),
        review=next((quote(file.path) for file in files if file.kind == "review"), ""),
        languages=[_language(page, files, labels) for page in tutorial.pages],
    )


def _language(page: PageData, files: Sequence[PackFile], labels: Mapping[str, StaffLabel]) -> dict[str, Any]:
    own = [file for file in files if file.lang in (page.lang, None)]

    def shown(section: StaffSection) -> list[PackFile]:
        return [file for file in own if file.kind in labels and labels[file.kind].section == section]

    cards = shown("pictures")
    pictures = {file.step: quote(file.path) for file in cards}
    video = next((file for file in shown("film") if file.path.endswith(".mp4")), None)
    others = [file for file in shown("more") if not file.path.startswith(_FOLDERS) or file.path.endswith(f"/{INDEX}")]
    return {
        "page": page,
        "anchor": f"lang-{page.lang}",
        "cards": _split_asides([_row(file, page) for file in cards]),
        "cards_size": format_megabytes(sum(file.bytes for file in cards)),
        "video": _row(video, page) if video else None,
        "poster": next((quote(file.path) for file in own if file.path.endswith(f"/{POSTER}")), ""),
        "message": page.message,
        "whatsapp": whatsapp_link(page.message),
        "clips": _split_asides([_clip(file, page, pictures) for file in shown("clips")]),
        "others": [_other(file, page, files) | {"label": labels[file.kind]} for file in others],
    }


def _split_asides(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of steps, for all families (``steps``), and those of ``asides``, which are sent last and only to some."""
    return {
        "steps": [row for row in rows if not row["number"].aside],
        "asides": [row for row in rows if row["number"].aside],
    }


def _clip(file: PackFile, page: PageData, pictures: Mapping[StepNumber | None, str]) -> dict[str, Any]:
    """The row of a clip; it says what its first step says, and all in which that goes on. Asides have their own clips."""
    texts: list[str] = []
    for step in page.steps:
        if step.number == file.step or (texts and not step.number.aside):
            texts.append(step.narration)
            if not step.continues:
                break
    return _row(file, page) | {"poster": pictures.get(file.step, ""), "text": " ".join(filter(None, texts))}


def _other(file: PackFile, page: PageData, files: Sequence[PackFile]) -> dict[str, Any]:
    """The row of a file in the last section. One for all languages opens in the page's, and counts with all its files."""
    guide = _GUIDES.get(file.kind)
    there = guide if guide and any(other.path == guide["href"] for other in files) else None
    suffix = PurePosixPath(file.path).suffix
    shown_as = "sound" if suffix in _SOUNDS else "picture" if suffix in _PICTURES else "link"
    row = _row(file, page) | {"as": shown_as, "guide": there}
    if file.lang is not None:
        return row
    return row | {
        "href": f"{row['href']}#{quote(page.lang)}" if file.path.endswith(INDEX) else row["href"],
        "size": format_megabytes(sum(other.bytes for other in files if other.kind == file.kind)),
    }


def _row(file: PackFile, page: PageData) -> dict[str, Any]:
    text = next((step.narration for step in page.steps if step.number == file.step), "")
    return {
        "number": file.step or StepNumber(0),
        "kind": file.kind,
        "href": quote(file.path),
        "name": file.path,
        "base": PurePosixPath(file.path).name,
        "type": FILE_TYPES.get(PurePosixPath(file.path).suffix, "application/octet-stream"),
        "size": format_megabytes(file.bytes),
        "seconds": round(file.seconds) if file.seconds else 0,
        "text": text,
    }

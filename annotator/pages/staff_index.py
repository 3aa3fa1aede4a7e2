"""Render the page of a pack that staff open first."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from annotator.model import FILE_TYPES, PackFile, StaffLabel, StaffSection, StepNumber
from annotator.pages import templates
from annotator.pages.chat_links import whatsapp_link
from annotator.pages.labels import format_megabytes
from annotator.pages.page_data import PageData, TutorialPages
from annotator.pages.tutorial_pages import INDEX, POSTER, Values

_GUIDES = {
    "present": {"href": "present/guide.html", "es": "Abrir la guía para imprimir", "en": "Open the guide to print"},
    "practice": {"href": "present/five-LANG.html", "es": "Probar con cinco personas", "en": "Try it with five people"},
    "zip": {
        "href": "web/embed.html",
        "es": "Cómo ponerlo en la página de la escuela",
        "en": "How to put it on your website",
    },
}
"""The page on how to use the files of a kind; LANG in its address is the language."""


def render_staff_index(tutorial: TutorialPages, files: Sequence[PackFile], labels: Mapping[str, StaffLabel]) -> str:
    """Render the index of a pack.

    Args:
        tutorial: the tutorial's pages.
        files: all other files of the pack.
        labels: the label of each kind of file; files of other kinds are not shown.
    """
    return templates.render(
        "staff.html",
        html_lang=tutorial.staff_language,
        title=tutorial.pages[0].title,
        about=f"{tutorial.pages[0].title} · {tutorial.school.name}".removesuffix(" · "),
        tutorial=tutorial,
        style=templates.render_stylesheet(tutorial.school.colors),
        review=next((quote(file.path) for file in files if file.kind == "review"), ""),
        languages=[_describe_language(page, files, labels) for page in tutorial.pages],
    )


def _describe_language(page: PageData, files: Sequence[PackFile], labels: Mapping[str, StaffLabel]) -> Values:
    """The values of a language on the index: pictures, video, message, clips and other files."""
    language_files = [file for file in files if file.lang in (page.lang, None)]

    def listed(section: StaffSection) -> list[PackFile]:
        """The files that are shown in a section of the page."""
        return [file for file in language_files if file.kind in labels and labels[file.kind].section == section]

    cards = listed("pictures")
    pictures = {file.step: quote(file.path) for file in cards if not file.phone}
    video = next((file for file in listed("film") if file.path.endswith(".mp4")), None)
    return {
        "page": page,
        "anchor": f"lang-{page.lang}",
        "cards": _split_asides([_describe_file(file, page) for file in cards]),
        "cards_size": format_megabytes(sum(file.bytes for file in cards if not file.phone)),
        "video": _describe_file(video, page) if video else None,
        "poster": next((quote(file.path) for file in language_files if file.path.endswith(f"/{POSTER}")), ""),
        "message": page.message,
        "whatsapp": whatsapp_link(page.message),
        "clips": _split_asides([_describe_clip(file, page, pictures) for file in listed("clips")]),
        "others": [
            _describe_other(file, page, files) | {"label": labels[file.kind]} for file in _list_others(listed("more"))
        ],
    }


def _list_others(files: Sequence[PackFile]) -> list[PackFile]:
    """The files of the last section; of a folder with a page, only that, which leads to all else, and the practice pages."""
    others = []
    for file in files:
        is_in_folder = file.path.startswith(("web/", "present/", "call/"))
        # The first page of a website only leads on to that of the first language.
        if not is_in_folder or (file.path.endswith(f"/{INDEX}") and file.path != f"web/{INDEX}"):
            others.append(file)
    practice = [file for file in files if file.kind == "practice" and file.path.endswith(".html")]
    return others + sorted(practice, key=lambda file: bool(file.phone))


def _split_asides(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of steps, for all families (``steps``), those of ``asides``, which are sent last, and of other ``phones``."""
    first_phone = [row for row in rows if not row["phone"]]
    return {
        "steps": [row for row in first_phone if not row["number"].aside],
        "asides": [row for row in first_phone if row["number"].aside],
        "phones": [row for row in rows if row["phone"]],
    }


def _describe_clip(file: PackFile, page: PageData, pictures: Mapping[StepNumber | None, str]) -> Values:
    """The row of a clip, with the text of its first step and of those with which that continues. Asides have their own clips."""
    texts: list[str] = []
    for step in page.steps:
        if step.number == file.step or (texts and not step.number.aside):
            texts.append(step.narration)
            if not step.continues:
                break
    return _describe_file(file, page) | {"poster": pictures.get(file.step, ""), "text": " ".join(filter(None, texts))}


def _describe_other(file: PackFile, page: PageData, files: Sequence[PackFile]) -> Values:
    """The row of a file in the last section. One for all languages opens in the page's, and has the size of all of its kind."""
    guide = None if file.phone else _GUIDES.get(file.kind)
    guide = guide and guide | {"href": guide["href"].replace("LANG", page.lang)}
    if guide and not any(other.path == guide["href"] for other in files):
        guide = None
    suffix = PurePosixPath(file.path).suffix
    shown_as = "link"
    if suffix in (".ogg", ".m4a", ".mp3", ".wav"):
        shown_as = "sound"
    elif suffix in (".jpg", ".png", ".webp", ".gif"):
        shown_as = "picture"
    row = _describe_file(file, page) | {"as": shown_as, "guide": guide}
    if file.lang is not None:
        return row
    return row | {
        "href": f"{row['href']}#{quote(page.lang)}" if file.path.endswith(INDEX) else row["href"],
        "size": format_megabytes(sum(other.bytes for other in files if other.kind == file.kind)),
    }


def _describe_file(file: PackFile, page: PageData) -> Values:
    """The values that every file on the index has: address, size and duration, and the text of its step."""
    shown = next((other for other in page.phones if other.phone == file.phone), page)
    text = next((step.narration for step in shown.steps if step.number == file.step), "")
    return {
        "phone": shown.phone_name if file.phone else "",
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

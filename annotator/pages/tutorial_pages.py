"""Write the pages of one tutorial into a self-contained folder, which staff can upload unchanged.

It has a page for each language, with copies of videos and hand-outs; a page without a video in its folder shows none::

    web/style.css
    web/es/index.html, entrar.mp4, entrar.pdf, paso-1.webp, paso-1.m4a, …
    web/embed.html    how to put the pages on a website

The second half (from `render_staff_index`) makes the page of a pack that staff open first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from shutil import copyfile
from typing import Any
from urllib.parse import quote

from annotator.errors import OutputError
from annotator.model import FILE_TYPES, PackFile, School, StaffLabel, StaffSection, StepNumber
from annotator.pages import page_data, page_pictures, templates
from annotator.pages.page_data import (
    PageData,
    PageStrings,
    Publishing,
    StepData,
    TutorialPages,
    format_megabytes,
    load_strings,
    summarize_page,
)

Values = dict[str, Any]
"""The values of a template, or of a part of it, by name."""
EMBED = "embed.html"


def write_embed(web: Path, tutorial: TutorialPages, publishing: Publishing) -> None:
    """Write ``embed.html`` beside the pages in ``web``. Raises OutputError."""
    write_files(web, {EMBED: render_embed(web, tutorial, publishing).encode()})


def render_embed(web: Path, tutorial: TutorialPages, publishing: Publishing) -> str:
    """Render ``embed.html``: how to put the pages on a website, and for each language the snippets to copy."""
    site = publishing if publishing.base_url else Publishing("https://www.example.org")
    return templates.render(
        "embed.html",
        html_lang=tutorial.staff_language,
        tutorial=tutorial,
        rows=[_render_snippets(web, tutorial, page, site.page(tutorial.name, page.lang)) for page in tutorial.pages],
        publishing=publishing,
        site=site.base_url,
    )


def _render_snippets(web: Path, tutorial: TutorialPages, page: PageData, address: str) -> Values:
    """The snippets of a language: the page in a frame, a picture with a link, and all of it without frames and scripts.

    Their addresses are absolute: ``address`` is that of the page.
    """
    folder = web / page.lang
    rows = [
        {"number": step.number, "facts": step, "picture": f"{address}{quote(step_picture(step))}"}
        for step in page.steps
        if (folder / step_picture(step)).exists()
    ]
    values = {
        "page": page,
        "address": address,
        "say": load_strings(page.words_lang),
        "tutorial": tutorial,
        "video": f"{address}{quote(page.stem)}.mp4" if (folder / f"{page.stem}.mp4").exists() else "",
        "picture": f"{address}{POSTER}" if (folder / POSTER).exists() else "",
        "poster": f"{address}{POSTER}",
        "steps": group_asides(rows),
    }
    snippets = {name: templates.render(f"{name}.html", **values).strip() for name in ("iframe", "link", "plain")}
    return {"page": page, "address": address} | snippets


CAPTIONS, POSTER, PREVIEW = "captions.vtt", "poster.jpg", "preview.jpg"
NAME, SPOKEN_TITLE = "language.m4a", "title.m4a"
LOGO, STYLE, INDEX = "logo.webp", "style.css", "index.html"
_LOGO_WIDTH = 160


def step_picture(step: StepData) -> str:
    """The file name of a step's picture, in the folder of its page."""
    return f"{step.stem}.webp"


def step_sound(step: StepData) -> str:
    """The file name of a step's voice, in the folder of its page."""
    return f"{step.stem}.m4a"


def copy_from_pack(pack: Path, web: Path, tutorial: TutorialPages) -> None:
    """Copy the video and hand-out of each language from a pack, if it has them, into the folder of its page.

    Raises OutputError.
    """
    with _writing(web):
        for page in tutorial.pages:
            folder = web / page.lang
            folder.mkdir(parents=True, exist_ok=True)
            for suffix in (".mp4", ".pdf"):
                source = pack / page.lang / f"{page.stem}{suffix}"
                if source.exists():
                    copyfile(source, folder / source.name)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into ``folder`` (``web/LANG``), which is created if it is missing. Raises OutputError."""
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raise OutputError where the block can't write to ``path``."""
    try:
        yield
    except OSError as error:
        raise OutputError.not_written(
            path, error, "Make room on the disk, or choose a folder that you may write to."
        ) from error


def write_pages(web: Path, tutorial: TutorialPages, publishing: Publishing, *, gallery: bool = False) -> None:
    """Write the stylesheet, logo, face and the page of every language into ``web``. Raises OutputError.

    The pages show the pictures, sounds and videos that are in ``web`` already. With ``gallery``, they link to a gallery
    one folder above.
    """
    with _writing(web):
        write_common_files(web, tutorial.school)
    for page in tutorial.pages:
        write_files(web / page.lang, {INDEX: render(web, tutorial, page, publishing, gallery=gallery).encode()})


def write_common_files(folder: Path, school: School) -> None:
    """Write the files that all pages of a school share into ``folder``: stylesheet, logo and face. Raises OSError."""
    (folder / STYLE).write_text(templates.render_stylesheet(school.colors), encoding="utf-8", newline="\n")
    if school.logo is not None:
        (folder / LOGO).write_bytes(page_pictures.make_logo(school.logo, _LOGO_WIDTH))
    if school.photo is not None:
        face = page_pictures.make_face(school.photo, page_data.PHOTO_WIDTH)
        (folder / page_data.PHOTO).write_bytes(face)
    else:  # an older site may have a face for which consent has ended
        (folder / page_data.PHOTO).unlink(missing_ok=True)


def render(web: Path, tutorial: TutorialPages, page: PageData, publishing: Publishing, *, gallery: bool = False) -> str:
    """Render one page."""
    folder, say = web / page.lang, load_strings(page.words_lang)
    address = publishing.page(tutorial.name, page.lang)
    video = folder / f"{page.stem}.mp4"
    summary = summarize_page(page, say)
    # The text that a family passes on: with the page's address, or without one the whole message.
    shared = page.message or page.title
    if address:
        shared = "\n\n".join(part for part in (page.title, page.why, address) if part)
    return templates.render(
        "page.html",
        say=say,
        tutorial=tutorial,
        page=page,
        publishing=publishing,
        help=page_data.describe_help(tutorial.school, page.words_lang),
        ask=page_data.school_chat_link(tutorial.school, page.title),
        summary=summary,
        up="../",
        gallery=f"../../{INDEX}#{page.lang}" if gallery else "",
        logo=f"../{LOGO}" if tutorial.school.logo is not None else "",
        languages=_describe_languages(web, tutorial, page, say),
        video=quote(video.name) if video.exists() else "",
        length=say.length(page.seconds) if page.seconds else "",
        size=format_megabytes(video.stat().st_size) if video.exists() else "",
        poster=POSTER if (folder / POSTER).exists() else "",
        captions=CAPTIONS if (folder / CAPTIONS).exists() else "",
        transcript=page.transcript if (folder / CAPTIONS).exists() else (),
        paper=quote(f"{page.stem}.pdf") if (folder / f"{page.stem}.pdf").exists() else "",
        steps=group_asides([_describe_step(folder, tutorial, page, step, say) for step in page.steps]),
        checked=say.date(tutorial.checked) if tutorial.checked else "",
        address=address,
        preview=f"{address}{PREVIEW}" if address and (folder / PREVIEW).exists() else "",
        share=whatsapp_link(shared),
    )


def whatsapp_link(text: str) -> str:
    """The link that opens WhatsApp with a text, to be sent to a contact of the person's choice."""
    return f"https://wa.me/?text={quote(text)}"


def _describe_languages(
    web: Path, tutorial: TutorialPages, current: PageData, say: PageStrings
) -> list[dict[str, Any]]:
    """The values of the links to the other languages, and of the page's own."""
    return [
        {
            "page": page,
            "href": f"../{quote(page.lang)}/{INDEX}",
            "sound": f"../{quote(page.lang)}/{NAME}" if (web / page.lang / NAME).exists() else "",
            "current": page is current,
            "label": say("hear-language", name=page.own_name),
        }
        for page in tutorial.pages
    ]


def group_asides(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of steps, each with those of its asides under ``asides``; every row has its `StepNumber` as ``number``.

    An aside goes to the row before it, which may be a clip of several steps; before any row it is one of its own.
    """
    grouped: list[dict[str, Any]] = []
    for row in steps:
        if row["number"].aside and grouped:
            grouped[-1]["asides"].append(row)
        else:
            grouped.append(row | {"asides": []})
    return grouped


def _describe_step(folder: Path, tutorial: TutorialPages, page: PageData, step: StepData, say: PageStrings) -> Values:
    """The values of a step in the template: picture, text, voice, and the link to ask about it."""
    picture, sound = step_picture(step), step_sound(step)
    size = page_pictures.read_size(folder / picture)
    place = page_data.name_place(page, step, tutorial.platform)
    if step.number.aside:
        alt = name = step.narration or say("aside", number=step.number.number)
        label = say("hear", text=step.question or name)
    else:
        alt = say("picture", number=step.number, text=step.narration).rstrip(": ")
        label = say("play-step", number=step.number)
    return {
        "number": step.number,
        "facts": step,
        "parts": templates.split_at_chip(step.text, step.chip),
        "picture": quote(picture) if size else "",
        "size": size,
        "alt": alt,
        "sound": quote(sound) if (folder / sound).exists() else "",
        "label": label,
        "place": place,
        "ask": page_data.school_chat_link(tutorial.school, place),
    }


_FOLDERS = ("web/", "present/")
"""Folders whose page alone is shown, since it leads to everything else in them."""
_GUIDES = {
    "present": {"href": "present/guide.html", "es": "Abrir la guía para imprimir", "en": "Open the guide to print"},
    "zip": {
        "href": "web/embed.html",
        "es": "Cómo ponerlo en la página de la escuela",
        "en": "How to put it on your website",
    },
}
"""The page on how to use the files of each kind."""
_SOUNDS = (".ogg", ".m4a", ".mp3", ".wav")
_PICTURES = (".jpg", ".png", ".webp", ".gif")


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
    pictures = {file.step: quote(file.path) for file in cards}
    video = next((file for file in listed("film") if file.path.endswith(".mp4")), None)
    others = [file for file in listed("more") if not file.path.startswith(_FOLDERS) or file.path.endswith(f"/{INDEX}")]
    return {
        "page": page,
        "anchor": f"lang-{page.lang}",
        "cards": _split_asides([_describe_file(file, page) for file in cards]),
        "cards_size": format_megabytes(sum(file.bytes for file in cards)),
        "video": _describe_file(video, page) if video else None,
        "poster": next((quote(file.path) for file in language_files if file.path.endswith(f"/{POSTER}")), ""),
        "message": page.message,
        "whatsapp": whatsapp_link(page.message),
        "clips": _split_asides([_describe_clip(file, page, pictures) for file in listed("clips")]),
        "others": [_describe_other(file, page, files) | {"label": labels[file.kind]} for file in others],
    }


def _split_asides(rows: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of steps, for all families (``steps``), and those of ``asides``, which are sent last and only to some."""
    return {
        "steps": [row for row in rows if not row["number"].aside],
        "asides": [row for row in rows if row["number"].aside],
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
    guide = _GUIDES.get(file.kind)
    if guide and not any(other.path == guide["href"] for other in files):
        guide = None
    suffix = PurePosixPath(file.path).suffix
    shown_as = "sound" if suffix in _SOUNDS else "picture" if suffix in _PICTURES else "link"
    row = _describe_file(file, page) | {"as": shown_as, "guide": guide}
    if file.lang is not None:
        return row
    return row | {
        "href": f"{row['href']}#{quote(page.lang)}" if file.path.endswith(INDEX) else row["href"],
        "size": format_megabytes(sum(other.bytes for other in files if other.kind == file.kind)),
    }


def _describe_file(file: PackFile, page: PageData) -> Values:
    """The values that every file on the index has: address, size and duration, and the text of its step."""
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

"""The pages of one tutorial: one for each language, and the snippets for other websites.

A folder of pages stands by itself: it holds copies of the videos and hand-outs, so that it can be uploaded as it is.
What a page offers is what lies in its folder: no video there, no video on the page.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.errors import OutputError
from annotator.phrases import load_phrasebook
from annotator.share import page_pictures, templates
from annotator.share.facts import PageFacts, Publishing, TutorialPages
from annotator.share.page_strings import PageStrings, megabytes, words

CAPTIONS, POSTER, PREVIEW, NAME = "captions.vtt", "poster.jpg", "preview.jpg", "language.m4a"
FACE = "face.webp"
LOGO, STYLE, EMBED, INDEX = "logo.webp", "style.css", "embed.html", "index.html"
_LOGO_WIDTH = 160


def step_picture(page: PageFacts, number: int) -> str:
    """The name of a step's picture beside its page."""
    return f"{page.step_word}-{number}.webp"


def step_sound(page: PageFacts, number: int) -> str:
    """The name of a step's voice beside its page."""
    return f"{page.step_word}-{number}.m4a"


def gather(pack: Path, web: Path, tale: TutorialPages) -> None:
    """Copy each language's video and hand-out from a pack into its folder of pages; what a pack lacks is left out."""
    try:
        for page in tale.pages:
            folder = web / page.lang
            folder.mkdir(parents=True, exist_ok=True)
            for suffix in (".mp4", ".pdf"):
                source = pack / page.lang / f"{page.stem}{suffix}"
                if source.exists():
                    shutil.copyfile(source, folder / source.name)
    except OSError as error:
        raise _not_written(web, error) from error


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files of a page into ``folder`` (``web/LANG``), which is made where it is missing. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise _not_written(folder, error) from error


def write_pages(web: Path, tale: TutorialPages, publishing: Publishing, *, gallery: bool = False) -> None:
    """Write the page of every language and ``embed.html`` into ``web``, from what lies there. Raises OutputError.

    ``gallery`` says that there is a gallery one folder above, to link to.
    """
    try:
        (web / STYLE).write_text(templates.stylesheet(tale.colors), encoding="utf-8", newline="\n")
        if tale.school.logo is not None:
            (web / LOGO).write_bytes(page_pictures.logo(tale.school.logo, _LOGO_WIDTH))
        for page in tale.pages:
            text = render(web, tale, page, publishing, gallery=gallery)
            (web / page.lang).mkdir(parents=True, exist_ok=True)
            (web / page.lang / INDEX).write_text(text, encoding="utf-8", newline="\n")
        (web / EMBED).write_text(embed(web, tale, publishing), encoding="utf-8", newline="\n")
    except OSError as error:
        raise _not_written(web, error) from error


def render(web: Path, tale: TutorialPages, page: PageFacts, publishing: Publishing, *, gallery: bool = False) -> str:
    """The HTML of one page. Everything from the script is escaped."""
    folder, say = web / page.lang, words(page.words_lang)
    address = publishing.page(tale.name, page.lang)
    video = folder / f"{page.stem}.mp4"
    return templates.render(
        "page.html",
        say=say,
        tale=tale,
        page=page,
        publishing=publishing,
        person=load_phrasebook(page.words_lang).person(tale.school.person),
        up="../",
        gallery=f"../../{INDEX}" if gallery else "",
        logo=f"../{LOGO}" if tale.school.logo is not None else "",
        languages=_languages(web, tale, page, say),
        video=quote(video.name) if video.exists() else "",
        length=say.length(page.seconds) if page.seconds else "",
        size=megabytes(video.stat().st_size) if video.exists() else "",
        poster=POSTER if (folder / POSTER).exists() else "",
        captions=CAPTIONS if (folder / CAPTIONS).exists() else "",
        transcript=page.transcript if (folder / CAPTIONS).exists() else (),
        paper=quote(f"{page.stem}.pdf") if (folder / f"{page.stem}.pdf").exists() else "",
        steps=_steps(folder, page, say),
        checked=say.date(tale.checked) if tale.checked else "",
        address=address,
        preview=f"{address}{PREVIEW}" if address and (folder / PREVIEW).exists() else "",
        whatsapp=whatsapp(_to_send(page, address)),
        video_data=_video_data(tale, page, address) if address and video.exists() and page.why else None,
    )


def embed(web: Path, tale: TutorialPages, publishing: Publishing) -> str:
    """The HTML of ``embed.html``: for each language, both snippets to copy."""
    rows = [
        {"page": page, "iframe": iframe(tale, page, publishing), "plain": plain(web, tale, page, publishing)}
        for page in tale.pages
    ]
    return templates.render("embed.html", tale=tale, rows=rows, publishing=publishing)


def iframe(tale: TutorialPages, page: PageFacts, publishing: Publishing) -> str:
    """The snippet that shows a whole page inside another one."""
    address = publishing.page(tale.name, page.lang) or _example().page(tale.name, page.lang)
    return templates.render("iframe.html", page=page, address=address).strip()


def plain(web: Path, tale: TutorialPages, page: PageFacts, publishing: Publishing) -> str:
    """The snippet without frame, script or stylesheet, for site builders that strip those: all addresses are absolute."""
    base = publishing.page(tale.name, page.lang) or _example().page(tale.name, page.lang)
    folder = web / page.lang
    return templates.render(
        "plain.html",
        say=words(page.words_lang),
        tale=tale,
        page=page,
        address=base,
        video=f"{base}{quote(page.stem)}.mp4" if (folder / f"{page.stem}.mp4").exists() else "",
        poster=f"{base}{POSTER}",
        steps=[
            {"facts": step, "picture": f"{base}{quote(step_picture(page, step.number))}"}
            for step in page.steps
            if (folder / step_picture(page, step.number)).exists()
        ],
    ).strip()


def whatsapp(text: str) -> str:
    """The link that opens WhatsApp with a text, for the person to choose to whom it goes."""
    return f"https://wa.me/?text={quote(text)}"


def _example() -> Publishing:
    return Publishing("https://www.example.org")


def _to_send(page: PageFacts, address: str) -> str:
    if not address:
        return page.message or page.title
    return "\n\n".join(part for part in (page.title, page.why, address) if part)


def _languages(web: Path, tale: TutorialPages, current: PageFacts, say: PageStrings) -> list[dict[str, Any]]:
    return [
        {
            "page": page,
            "href": f"../{quote(page.lang)}/{INDEX}",
            "sound": f"../{quote(page.lang)}/{NAME}" if (web / page.lang / NAME).exists() else "",
            "current": page is current,
            "label": say("hear-language", name=page.own_name),
        }
        for page in tale.pages
    ]


def _steps(folder: Path, page: PageFacts, say: PageStrings) -> list[dict[str, Any]]:
    rows = []
    for step in page.steps:
        picture, sound = step_picture(page, step.number), step_sound(page, step.number)
        size = page_pictures.size(folder / picture)
        rows.append(
            {
                "facts": step,
                "parts": templates.with_chip(step.text, step.chip),
                "picture": quote(picture) if size else "",
                "size": size,
                "alt": say("picture", number=step.number, text=step.text).rstrip(": "),
                "sound": quote(sound) if (folder / sound).exists() else "",
                "label": say("play-step", number=step.number),
            }
        )
    return rows


def _video_data(tale: TutorialPages, page: PageFacts, address: str) -> dict[str, Any]:
    """What search engines and chats read about a video (schema.org, VideoObject)."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": page.title,
        "description": page.why,
        "inLanguage": page.lang,
        "thumbnailUrl": f"{address}{POSTER}",
        "contentUrl": f"{address}{quote(page.stem)}.mp4",
    }
    if page.seconds:
        data["duration"] = f"PT{round(page.seconds)}S"
    if tale.checked:
        data["uploadDate"] = tale.checked.isoformat()
    return data


def _not_written(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written: {error.strerror or error}.",
        "Make room on the disk, or choose a folder that you may write to.",
    )

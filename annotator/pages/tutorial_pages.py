"""Write the pages of one tutorial into a self-contained folder, which staff can upload unchanged.

It has a page for each language, with copies of videos and hand-outs; a page without a video in its folder shows none::

    web/index.html    leads on to the first language
    web/style.css
    web/es/index.html, join-class.mp4, join-class.pdf, paso-1.webp, paso-1.m4a, …

Video and hand-out have the name of the tutorial's folder: a corrected title breaks no link to them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any
from urllib.parse import quote

from annotator.errors import writing
from annotator.model import School
from annotator.pages import chat_links, page_data, page_pictures, search_data, templates
from annotator.pages.labels import PageStrings, format_megabytes, load_strings
from annotator.pages.page_data import PageData, Publishing, StepData, TutorialPages
from annotator.pages.search_data import summarize_page

Values = dict[str, Any]
"""The values of a template, or of a part of it, by name."""
CAPTIONS, POSTER, PREVIEW = "captions.vtt", "poster.jpg", "preview.jpg"
NAME, SPOKEN_TITLE, HELP = "language.m4a", "title.m4a", "help.m4a"
"""The sounds of a page besides its steps' and its opening's: the language's name, the title, whom to ask."""
TILE = "tile.webp"
"""The picture of a tutorial's tile in the gallery: what is marked on its first screen on which something is done."""
PRACTICE = "practice.html"
"""The page on which a family tries the steps, in the folder of its language."""
LOGO, STYLE, INDEX = "logo.webp", "style.css", page_data.INDEX
PHONE_SIZE = (162, 288)
"""Width and height in pixels of the picture by which a family knows its phone: twice its size, for sharp screens."""
LINKED = (".mp4", ".pdf")
"""The suffixes of the video and the hand-out, which other websites and messages link by themselves."""
_LOGO_WIDTH = 160
_WRITE_ELSEWHERE = "Make room on the disk, or choose a folder that you may write to."


def step_picture(step: StepData) -> str:
    """The file name of a step's picture, in the folder of its page."""
    return f"{step.stem}.webp"


def step_sound(step: StepData) -> str:
    """The file name of a step's voice, in the folder of its page."""
    return f"{step.sound or step.stem}.m4a"


def opening_sound(phone: str | None) -> str:
    """The file name of title, reason and device, spoken; those for another phone have its word."""
    return f"opening-{phone}.m4a" if phone else "opening.m4a"


def phone_picture(word: str) -> str:
    """The file name of a phone's picture, in the folder of a page."""
    return f"{word}.webp"


def copy_from_pack(pack: Path, web: Path, tutorial: TutorialPages) -> None:
    """Copy the video and hand-out of each language from a pack, if it has them, into the folder of its page.

    Raises OutputError.
    """
    with writing(web, _WRITE_ELSEWHERE):
        for page in tutorial.pages:
            folder = web / page.lang
            folder.mkdir(parents=True, exist_ok=True)
            for suffix in LINKED:
                source = pack / page.lang / f"{page.stem}{suffix}"
                if source.exists():
                    copyfile(source, folder / f"{tutorial.name}{suffix}")


def practice_file(page: PageData) -> str:
    """The file name of a page's practice page, in the folder of the page: ``practice-iphone.html`` for another phone."""
    return f"practice-{page.phone}.html" if page.is_other else PRACTICE


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name into ``folder``, such as ``web/es``, which is created if it is missing. Raises OutputError."""
    with writing(folder, _WRITE_ELSEWHERE):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)


def write_pages(web: Path, tutorial: TutorialPages, publishing: Publishing, *, gallery: bool = False) -> None:
    """Write the stylesheet, logo, face, the pages of every language and phone, and an index into ``web``.

    The pages show the pictures, sounds and videos that are in ``web`` already. With ``gallery``, they link to a gallery
    one folder above. Raises OutputError, and ProblemsError for a logo or face that can't be opened.
    """
    with writing(web, _WRITE_ELSEWHERE):
        write_common_files(web, tutorial.school)
    for page in tutorial.pages:
        for shown in (page, *page.phones):
            text = render(web, tutorial, shown, publishing, gallery=gallery)
            write_files(web / page.lang, {shown.file: text.encode()})
    values = {"html_lang": tutorial.pages[0].words_lang, "tutorial": tutorial, "publishing": publishing}
    write_files(web, {INDEX: templates.render("first.html", **values).encode()})


def write_common_files(folder: Path, school: School) -> None:
    """Write the files that all pages of a school share into ``folder``: stylesheet, logo and face.

    Raises OSError, and ProblemsError for a picture that can't be opened.
    """
    (folder / STYLE).write_text(templates.render_stylesheet(school.colors), encoding="utf-8", newline="\n")
    if school.logo is not None:
        (folder / LOGO).write_bytes(page_pictures.make_logo(school.logo, _LOGO_WIDTH))
    if school.photo is not None:
        face = page_pictures.make_face(school.photo, chat_links.PHOTO_WIDTH)
        (folder / chat_links.PHOTO).write_bytes(face)
    else:  # an older site may have a face for which consent has ended
        (folder / chat_links.PHOTO).unlink(missing_ok=True)


def render(web: Path, tutorial: TutorialPages, page: PageData, publishing: Publishing, *, gallery: bool = False) -> str:
    """Render one page."""
    folder, say = web / page.lang, load_strings(page.words_lang)
    steps = group_asides([_describe_step(folder, tutorial, page, step, say) for step in page.steps])
    files = _describe_files(folder, tutorial, page, say)
    return templates.render(
        "page.html",
        say=say,
        tutorial=tutorial,
        page=page,
        publishing=publishing,
        help=chat_links.describe_help(tutorial.school, page.words_lang),
        ask=chat_links.school_chat_link(tutorial.school, page.title),
        up="../",
        gallery=f"../../{INDEX}#{page.lang}" if gallery else "",
        logo=f"../{LOGO}" if tutorial.school.logo is not None else "",
        languages=_describe_languages(web, tutorial, page, say),
        phones=_describe_phones(folder, tutorial, page, say),
        steps=steps,
        checked=say.date(tutorial.checked) if tutorial.checked else "",
        **files,
        **_describe_address(folder, tutorial, page, publishing, say, steps, files["video"]),
    )


def _describe_files(folder: Path, tutorial: TutorialPages, page: PageData, say: PageStrings) -> Values:
    """The files in a page's folder that the page shows or links, each empty if there is none; and what it says of the video."""

    def find(name: str) -> str:
        return quote(name) if (folder / name).exists() else ""

    video, paper = (f"{tutorial.name}{suffix}" for suffix in LINKED)
    return {
        # Video and hand-out show the first phone.
        "video": "" if page.is_other else find(video),
        "paper": "" if page.is_other else find(paper),
        "length": say.length(page.seconds) if page.seconds else "",
        "size": format_megabytes((folder / video).stat().st_size) if find(video) else "",
        "poster": find(POSTER),
        "captions": find(CAPTIONS),
        "transcript": page.transcript if find(CAPTIONS) else (),
        "opening": find(opening_sound(page.phone if page.is_other else None)),
        "help_sound": find(HELP),
        "practice": find(practice_file(page)),
    }


def _describe_address(
    folder: Path,
    tutorial: TutorialPages,
    page: PageData,
    publishing: Publishing,
    say: PageStrings,
    steps: Sequence[Values],
    video: str,
) -> Values:
    """The values that depend on where the page is published: address, preview, the text to share, what search engines read."""
    base = publishing.page(tutorial.name, page.lang)
    file = page.file if page.is_other else ""
    address = f"{base}{file}" if base else ""
    summary = summarize_page(page, say)
    preview = f"{base}{PREVIEW}" if base and (folder / PREVIEW).exists() else ""
    # The text that a family passes on.
    shared = page.message or page.title
    if address:
        shared = "\n\n".join(part for part in (page.title, page.why, address) if part)
    structured, alternates = [], {}
    if publishing.public and base:
        pictures = [(row["facts"].narration, f"{base}{row['picture']}" if row["picture"] else "") for row in steps]
        film = f"{base}{video}" if video else ""
        structured = search_data.describe(page, publishing, summary, pictures, film, preview)
        alternates = {other.lang: publishing.page(tutorial.name, other.lang) + file for other in tutorial.pages}
    return {
        "summary": summary,
        "address": address,
        "short": page_data.shorten_address(address),
        "code": templates.draw_code(address),
        "preview": preview,
        "share": chat_links.whatsapp_link(shared),
        "structured": structured,
        "alternates": alternates,
    }


def _describe_languages(
    web: Path, tutorial: TutorialPages, current: PageData, say: PageStrings
) -> list[dict[str, Any]]:
    """The values of the links to the other languages, and of the page's own."""
    return [
        {
            "page": page,
            "href": f"../{quote(page.lang)}/{current.file}",
            "sound": f"../{quote(page.lang)}/{NAME}" if (web / page.lang / NAME).exists() else "",
            "current": page.lang == current.lang,
            "label": say("hear-language", name=page.own_name),
        }
        for page in tutorial.pages
    ]


def _describe_phones(
    folder: Path, tutorial: TutorialPages, current: PageData, say: PageStrings
) -> list[dict[str, Any]]:
    """The values of the links to the pages for other phones."""
    first = next(page for page in tutorial.pages if page.lang == current.lang)
    others = [page for page in (first, *first.phones) if page.phone and page.file != current.file]
    return [
        {
            "href": quote(page.file),
            "label": say("other-phone", name=page.phone_name),
            "picture": quote(phone_picture(page.phone)),
            "size": [side // 2 for side in PHONE_SIZE] if (folder / phone_picture(page.phone)).exists() else None,
        }
        for page in others
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
    place = chat_links.name_place(page, step, tutorial.platform)
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
        "ask": chat_links.school_chat_link(tutorial.school, place),
    }

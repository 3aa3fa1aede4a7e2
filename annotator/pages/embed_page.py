"""Render ``embed.html``, for whoever looks after the school's website: how to put pages there, and texts to copy into others.

A tutorial has one in the folder of its pages, a whole site one beside its gallery. Addresses in texts are absolute. On a site,
each tutorial has a ``block.html`` besides, for websites that take no files.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotator.model import School
from annotator.pages import chat_links, templates
from annotator.pages.labels import load_strings
from annotator.pages.page_data import PageData, Publishing, TutorialPages
from annotator.pages.tutorial_pages import CAPTIONS, POSTER, Values, group_asides, step_picture, step_sound, write_files

EMBED, BLOCK = "embed.html", "block.html"
_EXAMPLE = "https://www.example.org"


def write_embed(web: Path, tutorial: TutorialPages, publishing: Publishing) -> None:
    """Write ``embed.html`` beside the pages of a tutorial in ``web``, and ``block.html`` on a site. Raises OutputError."""
    files = {EMBED: render_embed(web, tutorial, publishing)}
    if publishing.folder:
        files[BLOCK] = render_block(web, tutorial, publishing)
    write_files(web, {name: text.encode() for name, text in files.items()})


def render_block(web: Path, tutorial: TutorialPages, publishing: Publishing) -> str:
    """Render the page with a block of HTML for each language that has an address or words, for websites that take no files.

    The block is text and links that a strict sanitizer leaves as they are; pictures only come from the school's own address.
    """
    rows = []
    for page in tutorial.pages:
        address = publishing.page(tutorial.name, page.lang)
        if not (address or any(step.text for step in page.steps)):
            continue  # recordings alone, which no block can have
        steps = group_asides(_locate_steps(web, page, address))
        text = templates.render("block_text.html", address=address, steps=steps, **_common_values(tutorial, page))
        rows.append({"page": page, "text": text.strip()})
    values = {"html_lang": tutorial.staff_language, "school": tutorial.school, "publishing": publishing}
    return templates.render("block.html", rows=rows, title=tutorial.pages[0].title, **values)


def render_embed(web: Path, tutorial: TutorialPages, publishing: Publishing) -> str:
    """Render the page for one tutorial.

    It has for each language a link with a picture if there is one, and the steps that have a picture, without frames and scripts.
    """
    located = _with_address(publishing)
    rows = [_describe_page(web, tutorial, page, located.page(tutorial.name, page.lang)) for page in tutorial.pages]
    slides = [("", tutorial.pages[0].title)] if publishing.folder else []
    return _render(tutorial.staff_language, tutorial.school, publishing, rows, slides, tutorial.name)


def write_embed_of_site(root: Path, tutorials: Sequence[TutorialPages], publishing: Publishing, school: School) -> None:
    """Write the page for a whole site into ``root``, with links to the gallery and each tutorial by language. Raises OSError."""
    located, rows = _with_address(publishing), []
    for lang in dict.fromkeys(page.lang for tutorial in tutorials for page in tutorial.pages):
        pages = [(tutorial.name, page) for tutorial in tutorials for page in tutorial.pages if page.lang == lang]
        first, address = pages[0][1], f"{located.address('')}#{quote(lang)}"
        title = " · ".join(filter(None, (load_strings(first.words_lang)("gallery"), school.name)))
        links = [_link_page(root / name, page, located.page(name, lang)) for name, page in pages]
        link, page = _render_link(first, address, "", title), replace(first, title=title)
        rows.append({"page": page, "address": address, "link": link, "content": "\n".join(links)})
    slides = [(f"{quote(tutorial.name)}/", tutorial.pages[0].title) for tutorial in tutorials]
    text = _render(tutorials[0].staff_language, school, publishing, rows, slides)
    (root / EMBED).write_text(text, encoding="utf-8", newline="\n")


def _render(
    html_lang: str,
    school: School,
    publishing: Publishing,
    rows: list[Values],
    slides: list[tuple[str, str]],
    tutorial: str | None = None,
) -> str:
    """Render the page.

    Args:
        html_lang: the language in which it opens.
        school: the school that it names.
        publishing: where the pages will be.
        rows: the texts of each language.
        slides: each folder with slides, relative to the page, and its title.
        tutorial: the name of the tutorial; None for a whole site.
    """
    base = _with_address(publishing).base_url
    return templates.render(
        "embed.html",
        html_lang=html_lang,
        school=school,
        rows=rows,
        publishing=publishing,
        is_site=tutorial is None,
        folder=publishing.folder or tutorial or "",
        upload_to=base.removesuffix(f"/{publishing.folder}"),
        front=f"{base}/" if publishing.folder else rows[0]["address"],
        slides=slides,
    )


def _with_address(publishing: Publishing) -> Publishing:
    """Where pages are published, at an invented address if theirs is unknown."""
    example = "/".join(filter(None, (_EXAMPLE, publishing.folder)))
    return replace(publishing, base_url=publishing.base_url or example)


def _describe_page(web: Path, tutorial: TutorialPages, page: PageData, address: str) -> Values:
    """The texts of a tutorial in one language, whose page is at ``address``."""
    content = templates.render(
        "plain.html",
        address=address,
        video=_locate(web, page, address, f"{tutorial.name}.mp4"),
        poster=_locate(web, page, address, POSTER),
        captions=_locate(web, page, address, CAPTIONS),
        steps=group_asides([row for row in _locate_steps(web, page, address) if row["picture"]]),
        **_common_values(tutorial, page),
    )
    return {"page": page, "address": address, "link": _link_page(web, page, address), "content": content.strip()}


def _locate(web: Path, page: PageData, address: str, name: str) -> str:
    """The address of a file beside the page; empty if there is none, or none that is known."""
    return f"{address}{quote(name)}" if address and (web / page.lang / name).exists() else ""


def _locate_steps(web: Path, page: PageData, address: str) -> list[dict[str, Any]]:
    """The rows of a page's steps, with the addresses of their pictures and sounds."""
    find = partial(_locate, web, page, address)
    return [
        {"number": step.number, "facts": step, "picture": find(step_picture(step)), "sound": find(step_sound(step))}
        for step in page.steps
    ]


def _common_values(tutorial: TutorialPages, page: PageData) -> Values:
    """The values that every text of a tutorial has in one language."""
    return {
        "page": page,
        "say": load_strings(page.words_lang),
        "help": chat_links.describe_help(tutorial.school, page.words_lang),
        "ask": chat_links.school_chat_link(tutorial.school, page.title),
    }


def _link_page(web: Path, page: PageData, address: str) -> str:
    """A picture with a link to the page at ``address``, or a link alone if ``web`` has no picture of it."""
    picture = f"{address}{POSTER}" if (web / page.lang / POSTER).exists() else ""
    return _render_link(page, address, picture, f"{load_strings(page.words_lang)('watch')}: {page.title}")


def _render_link(page: PageData, address: str, picture: str, label: str) -> str:
    """The link as HTML, in the language of ``page``."""
    return templates.render("link.html", page=page, address=address, picture=picture, label=label).strip()

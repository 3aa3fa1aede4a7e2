"""Renders ``embed.html`` beside a tutorial's pages: how to put them on a website, and the snippets to copy for that."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from annotator.share import templates
from annotator.share.page_data import PageData, Publishing, TutorialPages
from annotator.share.page_strings import load_strings
from annotator.share.tutorial_pages import POSTER, group_asides, step_picture, write_files

NAME = "embed.html"


def write(web: Path, tutorial: TutorialPages, publishing: Publishing) -> None:
    """Write ``embed.html`` beside the pages in ``web``. Raises OutputError."""
    write_files(web, {NAME: render(web, tutorial, publishing).encode()})


def render(web: Path, tutorial: TutorialPages, publishing: Publishing) -> str:
    """Render ``embed.html``: how to put the pages on a website, and for each language the snippets to copy."""
    rows = [
        {
            "page": page,
            "address": _page_address(tutorial, page, publishing),
            "iframe": render_iframe(tutorial, page, publishing),
            "link": render_link(web, tutorial, page, publishing),
            "plain": render_plain_snippet(web, tutorial, page, publishing),
        }
        for page in tutorial.pages
    ]
    return templates.render(
        "embed.html",
        html_lang=tutorial.staff_language,
        tutorial=tutorial,
        rows=rows,
        publishing=publishing,
        site=publishing.base_url or _example_publishing().base_url,
    )


def render_iframe(tutorial: TutorialPages, page: PageData, publishing: Publishing) -> str:
    """Render the snippet that shows a whole page inside another one."""
    return templates.render("iframe.html", page=page, address=_page_address(tutorial, page, publishing)).strip()


def render_link(web: Path, tutorial: TutorialPages, page: PageData, publishing: Publishing) -> str:
    """Render the snippet that is only a picture with a link to the page. Its addresses are absolute."""
    address = _page_address(tutorial, page, publishing)
    picture = f"{address}{POSTER}" if (web / page.lang / POSTER).exists() else ""
    say = load_strings(page.words_lang)
    return templates.render("link.html", say=say, page=page, address=address, picture=picture).strip()


def render_plain_snippet(web: Path, tutorial: TutorialPages, page: PageData, publishing: Publishing) -> str:
    """Render the snippet for site builders that remove frames, scripts and styles. All its addresses are absolute."""
    base = _page_address(tutorial, page, publishing)
    folder = web / page.lang
    return templates.render(
        "plain.html",
        say=load_strings(page.words_lang),
        tutorial=tutorial,
        page=page,
        address=base,
        video=f"{base}{quote(page.stem)}.mp4" if (folder / f"{page.stem}.mp4").exists() else "",
        poster=f"{base}{POSTER}",
        steps=group_asides(
            [
                {"number": step.number, "facts": step, "picture": f"{base}{quote(step_picture(step))}"}
                for step in page.steps
                if (folder / step_picture(step)).exists()
            ]
        ),
    ).strip()


def _page_address(tutorial: TutorialPages, page: PageData, publishing: Publishing) -> str:
    """The address of a page; an example's where that of the website is unknown."""
    return publishing.page(tutorial.name, page.lang) or _example_publishing().page(tutorial.name, page.lang)


def _example_publishing() -> Publishing:
    return Publishing("https://www.example.org")

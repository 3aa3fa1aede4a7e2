"""Renders ``embed.html`` beside a tutorial's pages: how to put them on a website, and the snippets to copy for that."""

from __future__ import annotations

from pathlib import Path
from typing import Any
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
    site = publishing if publishing.base_url else Publishing("https://www.example.org")
    return templates.render(
        "embed.html",
        html_lang=tutorial.staff_language,
        tutorial=tutorial,
        rows=[_page(web, tutorial, page, site.page(tutorial.name, page.lang)) for page in tutorial.pages],
        publishing=publishing,
        site=site.base_url,
    )


def _page(web: Path, tutorial: TutorialPages, page: PageData, address: str) -> dict[str, Any]:
    """The snippets of a language: the page in a frame, a picture with a link, and all of it without frames and scripts.

    Their addresses are absolute: ``address`` is that of the page.
    """
    folder = web / page.lang
    there = [step for step in page.steps if (folder / step_picture(step)).exists()]
    rows = [
        {"number": step.number, "facts": step, "picture": f"{address}{quote(step_picture(step))}"} for step in there
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

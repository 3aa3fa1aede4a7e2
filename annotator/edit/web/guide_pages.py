"""Show the guide for staff, the `PAGES` of ``assets/guide``, as pages of the editor."""

import re
from html import escape
from itertools import pairwise
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from annotator import assets
from annotator.edit.web.requests import Fields, get
from annotator.edit.web.responses import RequestError

PAGES: Final = (
    "editor",
    "editor-es",
    "script",
    "voices",
    "website-and-paper",
    "accessibility",
    "accessibility-es",
    "district",
    "privacy",
    "computers",
    "administrators",
    "administrators-es",
    "dependencies",
)
"""The pages of the guide, in the order in which they are listed."""


def routes() -> list[Route]:
    """The routes of the guide, with the addresses of the links between its Markdown files: ``/guide/voices.md``."""

    def page(request: Request, _fields: Fields) -> Response:
        """A page; an address that isn't listed is refused."""
        name = request.path_params["name"]
        if name not in PAGES:
            raise RequestError("unknown", "There is no such page.")
        return HTMLResponse(draw_page(name))

    return [get("/guide/{name}.md", page)]


def draw_page(name: str) -> str:
    """A page of the guide as HTML, with links to all pages."""
    links = "".join(
        f'<li><a href="{page}.md"{" aria-current=page" if page == name else ""}>{escape(_title(page))}</a></li>'
        for page in PAGES
    )
    return f"""<!doctype html>
<html lang="{"es" if name.endswith("-es") else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(_title(name))} – Annotator</title>
<link rel="icon" href="/symbols.svg">
<link rel="stylesheet" href="/style.css">
</head>
<body class="guide">
<main>{render(_read(name))}</main>
<nav aria-label="Guide"><ul>{links}</ul></nav>
</body>
</html>
"""


def render(markdown: str) -> str:
    """Markdown with tables as HTML. Headings get the ids of `anchor`; raw HTML stays text."""
    from markdown_it import MarkdownIt  # only for the guide

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(markdown)
    for opening, heading in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", anchor(heading.content))
    return str(parser.renderer.render(tokens, parser.options, {}))


def anchor(heading: str) -> str:
    """The id of a heading, as on GitHub if it has no link and no other on its page is the same.

    For instance ``whats-in-a-pack`` of "What's in a pack".
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _title(name: str) -> str:
    """The title of a page: its first line."""
    return _read(name).partition("\n")[0].removeprefix("# ")


def _read(name: str) -> str:
    """The Markdown of a page."""
    return assets.asset("guide", f"{name}.md").read_text(encoding="utf-8")

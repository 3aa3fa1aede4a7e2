"""Draw the school's list of private names as a panel, and take what was typed. No other answer holds the list."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.roster_file import RosterFile, read_roster, write_roster
from annotator.edit.school_store import SchoolStore
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.panel import Node, PageText, element, panel_answer
from annotator.edit.web.requests import Fields, get, post

_MOST_TEXT = 1_000_000
_LINES = 14


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def find(request: Request) -> tuple[OpenTutorial, SchoolStore]:
        opened = desk.opened(request)
        return opened, SchoolStore(_root(desk, opened.folder), opened.folder)

    def show(request: Request, _asked: Fields) -> Response:
        opened, store = find(request)
        return panel_answer(_draw(read_roster(store), _address(opened)))

    def save(request: Request, asked: Fields) -> Response:
        opened, store = find(request)
        roster = write_roster(store, asked.text("names", _MOST_TEXT), asked.text("seen", 100))
        opened.session.touch()
        notice = PageText()("roster.saved" if roster.names else "roster.emptied", n=len(roster.names))
        return panel_answer(_draw(roster, _address(opened)), notice, changed=True)

    return [get("/api/tutorials/{tid}/roster", show), post("/api/tutorials/{tid}/roster", save)]


def _root(desk: Desk, folder: Path) -> Path:
    return desk.workspace.root if folder.is_relative_to(desk.workspace.root) else folder.parent


def _address(opened: OpenTutorial) -> str:
    return f"/api/tutorials/{opened.id}/roster"


def _draw(roster: RosterFile, path: str) -> Node:
    text = PageText()
    return element(
        "form",
        element("h3", text("roster.title")),
        element("p", text("roster.about"), class_="note"),
        element("label", text("roster.names"), for_="roster"),
        element(
            "textarea",
            id="roster",
            name="names",
            value="\n".join(roster.names),
            rows=_LINES,
            dir="auto",
            autocomplete="off",
            spellcheck="false",
        ),
        element("p", text("roster.where", file=roster.path.name), class_="note"),
        element("input", type="hidden", name="seen", value=roster.version),
        element(
            "div",
            element("button", text("roster.save"), type="submit", class_="button main"),
            element("button", text("roster.back"), type="button", class_="button", data_list="0"),
            class_="row",
        ),
        submit=path,
        class_="roster",
    )

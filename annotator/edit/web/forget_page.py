"""The page of what the editor remembers: one button throws all of it away, asked once more before that."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.data_root import data_root
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.panel import Node, PageText, banner, button, element, panel_answer
from annotator.edit.web.requests import get, in_thread, post, read_fields

PATH: Final = "/api/panels/memory"
_KINDS: Final = ("undo", "recordings", "answers", "drafts", "voices", "places")


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def forget() -> Response:
        desk.forget_everything()
        return panel_answer(draw(PageText()), PageText()("memory.gone"))

    async def look(_request: Request) -> Response:
        return await in_thread(lambda: panel_answer(draw(PageText())))

    async def act(request: Request) -> Response:
        what = (await read_fields(request)).text("do", 20)
        if what == "forget":
            return await in_thread(forget)
        if what not in ("ask", "keep"):
            raise RequestError("bad-request", "The request's “do” is missing or wrong.")
        return await in_thread(lambda: panel_answer(draw(PageText(), asked=what == "ask")))

    return [get(PATH, look), post(PATH, act)]


def draw(text: PageText, *, asked: bool = False) -> Node:
    """The page; ``asked`` where the user must say that it is meant."""
    sure = button(text("memory.sure"), (PATH, {"do": "forget"}), "main")
    keep = button(text("memory.keep"), (PATH, {"do": "keep"}))
    return element(
        "div",
        element("h1", text("memory.title")),
        element("p", text("memory.about"), " ", element("code", str(data_root()))),
        element("ul", [element("li", text(f"memory.{kind}"), key=kind) for kind in _KINDS]),
        banner(element("p", text("memory.ask")), element("p", sure, keep, class_="row"), kind="warning")
        if asked
        else element("p", button(text("memory.forget"), (PATH, {"do": "ask"}), icon="delete")),
        class_="wrap narrow",
    )

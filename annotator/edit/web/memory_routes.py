"""The address of the page that says what the editor remembers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import memory
from annotator.edit.data_root import data_root
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.memory_panel import ALL, PATH, draw_memory
from annotator.edit.web.panel import PageText, panel_answer
from annotator.edit.web.requests import get, in_thread, post, read_fields

CHOICES = (ALL, *memory.KINDS)
"""What can be thrown away."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def show(asked: str | None = None, notice: str | None = None) -> Response:
        view = draw_memory(memory.list_remembered(), str(data_root()), asked, PageText())
        return panel_answer(view, notice)

    async def look(_request: Request) -> Response:
        return await in_thread(show)

    async def act(request: Request) -> Response:
        fields = await read_fields(request)
        asked, wanted = (fields.text_or_none(name, 20) for name in ("ask", "throw"))
        for what in (asked, wanted):
            if what is not None and what not in CHOICES:
                raise RequestError("bad-request", "The request's “throw” is missing or wrong.")
        if wanted is None:
            return await in_thread(show, asked)

        def throw_away() -> Response:
            desk.throw_away([kind for kind in memory.KINDS if wanted in (kind, ALL)])
            return show(notice=PageText()("memory.gone"))

        return await in_thread(throw_away)

    return [get(PATH, look), post(PATH, act)]

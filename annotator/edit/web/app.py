"""The application: which address is answered by what."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from annotator.edit.web import (
    answer_routes,
    card_routes,
    forget_page,
    guide,
    hide_routes,
    job_routes,
    panel_routes,
    picture_routes,
    roster_panel,
    school_routes,
    sound_routes,
    tutorial_routes,
    voice_routes,
)
from annotator.edit.web.answers import JsonAnswer, RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import get, in_thread, post, query, read_fields
from annotator.edit.web.static_files import StaticFiles, strings


def make_app(desk: Desk) -> ASGIApp:
    """The whole application without its guard. It closes the desk when the server ends."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await in_thread(desk.close)

    pages = _Pages(StaticFiles.listed())
    return Router(list_routes(desk), redirect_slashes=False, default=pages, lifespan=lifespan)


def list_routes(desk: Desk) -> list[Route]:
    """All addresses but those of the editor's own files."""

    async def alive(request: Request) -> Response:
        (await read_fields(request)).yes("visible")
        desk.clock.touch()
        return JsonAnswer({})

    async def end(request: Request) -> Response:
        await read_fields(request)
        return JsonAnswer({}, background=BackgroundTask(desk.on_quit))

    async def second_start(request: Request) -> Response:
        await read_fields(request)
        desk.clock.touch()
        return JsonAnswer({"address": desk.access.new_address()})

    async def texts(request: Request) -> Response:
        return JsonAnswer(await in_thread(strings, query(request).text("lang", 20)))

    return [
        post("/api/alive", alive),
        post("/api/quit", end),
        post("/api/access", second_start),
        get("/api/strings", texts),
        *panel_routes.routes(desk),
        *answer_routes.routes(desk),
        *tutorial_routes.routes(desk),
        *picture_routes.routes(desk),
        *card_routes.routes(desk),
        *hide_routes.routes(desk),
        *roster_panel.routes(desk),
        *forget_page.routes(desk),
        *guide.routes(),
        *job_routes.routes(desk),
        *voice_routes.routes(desk),
        *sound_routes.routes(desk),
        *school_routes.routes(desk),
    ]


class _Pages:
    """The editor's own files, for every address that no route knows."""

    def __init__(self, files: StaticFiles) -> None:
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, or refuse."""
        if scope["method"] == "POST":
            raise RequestError("unknown", "There is nothing at this address.")
        content, kind = await in_thread(self._files.read, scope["path"])
        await Response(content, headers={"content-type": kind})(scope, receive, send)

"""The application: which address is answered by what."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.data_root import data_root
from annotator.edit.web import (
    answer_routes,
    card_routes,
    guide,
    job_routes,
    picture_routes,
    school_routes,
    sound_routes,
    static_files,
    tutorial_routes,
    voice_routes,
)
from annotator.edit.web.answers import JsonAnswer
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, answer_error, get, post
from annotator.errors import AnnotatorError


def make_app(desk: Desk) -> Starlette:
    """The whole application without its guard."""
    errors = dict.fromkeys((AnnotatorError, OSError, Exception), answer_error)
    return Starlette(routes=list_routes(desk), exception_handlers=errors)


def list_routes(desk: Desk) -> list[Route]:
    """All addresses; those of the editor's own files are whatever no other route knows."""

    def alive(_request: Request, _asked: Fields) -> dict[str, Any]:
        desk.clock.touch()
        return {}

    def end(_request: Request, _asked: Fields) -> Response:
        return JsonAnswer({}, background=BackgroundTask(desk.on_quit))

    def texts(_request: Request, asked: Fields) -> dict[str, Any]:
        return static_files.strings(asked.text("lang", 20))

    def remembered(_request: Request, _asked: Fields) -> dict[str, Any]:
        return {"folder": str(data_root())}

    def forget(request: Request, asked: Fields) -> dict[str, Any]:
        desk.forget_everything()
        return remembered(request, asked) | {"said": "memory.gone"}

    return [
        post("/api/alive", alive),
        post("/api/quit", end),
        get("/api/strings", texts),
        get("/api/memory", remembered),
        post("/api/memory/forget", forget),
        *answer_routes.routes(desk),
        *tutorial_routes.routes(desk),
        *picture_routes.routes(desk),
        *card_routes.routes(desk),
        *guide.routes(),
        *job_routes.routes(desk),
        *voice_routes.routes(desk),
        *sound_routes.routes(desk),
        *school_routes.routes(desk),
        *static_files.routes(),
    ]

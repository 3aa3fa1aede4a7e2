"""Addresses of what a family will see and hear: the card of a step, and the sound of a step, the opening or the closing."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import step_sound
from annotator.edit.picture_answers import StalePreviewError, View
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import get, in_thread, query, whole

_MOST_STEPS = 9_999
_MOST_REVISION = 99_999_999_999
"""Of a tutorial whose history was damaged: the seconds of the clock, and more."""
_VIEWS: tuple[View, ...] = get_args(View)


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    async def card(request: Request) -> Response:
        asked = query(request)
        index = whole(request.path_params["index"], "step", _MOST_STEPS)
        lang, view = asked.text("lang", 50), asked.text("view", 10)
        seen = whole(asked.text("revision", 12), "revision", _MOST_REVISION)
        if view not in _VIEWS:
            raise RequestError("bad-request", "The request's “view” is missing or wrong.")

        def draw() -> bytes:
            opened = desk.open(request.path_params["tid"])
            with opened.session.lock:
                if seen != opened.session.revision:
                    raise StalePreviewError
                tutorial = opened.check_step(index, lang)
            return desk.reader.draw_card(opened.folder, tutorial, index, lang, view, seen)

        return Response(await in_thread(draw), media_type="image/jpeg")

    async def sound(request: Request) -> Response:
        lang, item = query(request).text("lang", 50), request.path_params["item"]
        if item not in (step_sound.TITLE, step_sound.END):
            item = str(whole(item, "step", _MOST_STEPS))

        def fetch() -> bytes:
            opened = desk.open(request.path_params["tid"])
            opened.check_language(lang)
            return step_sound.fetch_sound(opened.written(), item, lang)

        return Response(await in_thread(fetch), media_type=step_sound.MEDIA_TYPE)

    base = "/api/tutorials/{tid}"
    return [get(f"{base}/cards/{{index}}", card), get(f"{base}/sounds/{{item}}", sound)]

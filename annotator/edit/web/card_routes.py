"""Addresses of what a family will see and hear: the card of a step, and the sound of a step, the opening or the closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.picture_answers import View
from annotator.edit.sound_answers import END, TITLE
from annotator.edit.sounds import MEDIA_TYPE
from annotator.edit.web.answers import JsonAnswer, RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import get, in_thread, post, query, read_fields, whole

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
            shown = desk.open(request.path_params["tid"]).show_step_at(seen, index, lang)
            return desk.reader.draw_card(shown, view, seen)

        return Response(await in_thread(draw), media_type="image/png" if view == "answer" else "image/jpeg")

    async def sound(request: Request) -> Response:
        lang, item = query(request).text("lang", 50), _item(request)
        return await in_thread(play, request, item, lang, desk.sounds.read)

    async def press(request: Request) -> Response:
        lang, item = (await read_fields(request)).text("lang", 50), _item(request)
        return await in_thread(play, request, item, lang, desk.sounds.press)

    def play(request: Request, item: str, lang: str, fetch: Callable[[Path, str, str], bytes]) -> Response:
        opened = desk.open(request.path_params["tid"])
        opened.check_language(lang)
        return Response(fetch(opened.written(), item, lang), media_type=MEDIA_TYPE)

    async def voice(request: Request) -> Response:
        lang, item = query(request).text("lang", 50), _item(request)

        def look() -> dict[str, Any]:
            opened = desk.open(request.path_params["tid"])
            opened.check_language(lang)
            seen = desk.sounds.look(opened.folder, item, lang)
            problems = [] if seen.problem is None else [dict(zip(("message", "remedy"), seen.problem, strict=True))]
            return {
                "state": "reading" if seen.is_coming else "ready",
                "draft": seen.is_draft,
                "problems": [{"level": "warning", **problem} for problem in problems],
            }

        return JsonAnswer(await in_thread(look))

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/cards/{{index}}", card),
        get(f"{base}/sounds/{{item}}", sound),
        post(f"{base}/plays/{{item}}", press),
        get(f"{base}/plays/{{item}}", voice),
    ]


def _item(request: Request) -> str:
    """What is said: the index of a step, ``title`` or ``end``."""
    item = str(request.path_params["item"])
    return item if item in (TITLE, END) else str(whole(item, "step", _MOST_STEPS))

"""Addresses of pictures: taking them in, showing them, what is on them, and what a click on them means."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import picture_files
from annotator.edit.json_codec import to_json
from annotator.edit.not_listed import short_id
from annotator.edit.picture_answers import Items, MarkPlace, Pointed
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import MOST_STEPS, Fields, get, post, query, upload, whole
from annotator.errors import ProblemsError
from annotator.messages import join


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def receive(request: Request, pieces: Iterator[bytes]) -> dict[str, Any]:
        opened = desk.opened(request)
        with _explaining():
            name = picture_files.receive(opened.folder, query(request).text_or_none("name", 1000) or "", pieces)
        opened.session.refresh()
        return {"picture": short_id(name), "name": name}

    def image(request: Request, asked: Fields) -> Response:
        wish = asked.text_or_none("w", 10)
        width = None if wish is None else max(1, whole(wish, "w", picture_files.MAX_WIDTH))
        opened = desk.opened(request)
        path = opened.path_of(opened.file_of(request.path_params["pid"]))
        with _explaining():
            shown = picture_files.render(path, width, desk.reader.state(path).turn)
        return Response(shown, media_type="image/jpeg")

    def turn(request: Request, _asked: Fields) -> dict[str, Any]:
        opened = desk.opened(request)
        name = opened.file_of(request.path_params["pid"])
        shown = desk.reader.state(opened.path_of(name)).turn
        with _explaining():
            copy = picture_files.turn(opened.folder, name, (shown + 90) % 360)
        opened.session.refresh()
        return {"picture": short_id(copy), "name": copy}

    def items(request: Request, asked: Fields) -> dict[str, Any]:
        index, lang = whole(asked.text("step", 10), "step", MOST_STEPS), asked.text("lang", 50)
        opened = desk.opened(request)
        shown = opened.show_step(index, lang)
        if request.path_params["pid"] != short_id(shown.name):
            raise RequestError("unknown", "The step has another picture by now.", "Look at the newest state.")
        opened.look_at(shown.name)
        found = desk.reader.items(shown)
        opened.note_words(shown.name, [item.text for item in found.items if item.kind == "text"])
        return {"state": "ready", **to_json(found, Items)}

    def ask_at(request: Request, asked: Fields, *, covering: bool) -> Pointed:
        index, lang, drawn = asked.integer("step"), asked.text("lang", 50), asked.yes("drawn")
        shown = desk.opened(request).show_step(index, lang)
        if drawn:
            return desk.reader.point_box(shown, asked.numbers("box", 4))
        ask = desk.reader.coverable if covering else desk.reader.point
        return ask(shown, asked.number("x"), asked.number("y"))

    def point(request: Request, asked: Fields) -> dict[str, Any]:
        return {"state": "ready", **to_json(ask_at(request, asked, covering=asked.yes("hide")), Pointed)}

    def marks(request: Request, asked: Fields) -> dict[str, Any]:
        index, lang = whole(request.path_params["index"], "step", MOST_STEPS), asked.text("lang", 50)
        opened = desk.opened(request)
        with opened.session.lock:
            shown, revision = opened.show_step(index, lang), opened.session.revision
        opened.look_at(shown.name)
        places = desk.reader.marks(shown, revision)
        turn = desk.reader.state(opened.folder / shown.name).turn
        return {"state": "ready", "marks": to_json(places, tuple[MarkPlace, ...]), "turn": turn}

    base = "/api/tutorials/{tid}"
    return [
        upload(f"{base}/pictures", receive),
        get(f"{base}/pictures/{{pid}}/image", image),
        get(f"{base}/pictures/{{pid}}/items", items),
        post(f"{base}/pictures/{{pid}}/turn", turn),
        post(f"{base}/point", point),
        get(f"{base}/steps/{{index}}/marks", marks),
    ]


@contextlib.contextmanager
def _explaining() -> Iterator[None]:
    """Raises RequestError for a picture that can't be read."""
    try:
        yield
    except ProblemsError as error:
        first = error.problems[0]
        raise RequestError("unreadable-picture", join(first.file, first.message), first.remedy) from error

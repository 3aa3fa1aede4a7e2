"""Addresses of pictures: taking them in, showing them, what is on them, and what a click on them means."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import picture_files, state_json
from annotator.edit.picture_answers import MarkPlace, Pointed
from annotator.edit.web.answers import JsonAnswer, RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.panel import PageText
from annotator.edit.web.requests import get, in_thread, post, query, read_fields, whole
from annotator.errors import ProblemsError
from annotator.messages import join
from annotator.model import IconTarget

_IN_MEMORY = 4_000_000
_MOST_STEPS = 9_999


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def find(request: Request) -> OpenTutorial:
        return desk.open(request.path_params["tid"])

    async def receive(request: Request) -> Response:
        wished = query(request).text_or_none("name", 1000) or ""
        opened = await in_thread(find, request)
        async with read_picture(request) as pieces:
            name = await in_thread(_receive, opened, wished, pieces)
        return JsonAnswer({"picture": state_json.picture_id(name), "name": name})

    async def image(request: Request) -> Response:
        wish = query(request).text_or_none("w", 10)
        width = None if wish is None else max(1, whole(wish, "w", picture_files.MAX_WIDTH))

        def render() -> bytes:
            opened = find(request)
            path = opened.path_of(opened.file_of(request.path_params["pid"]))
            with _explaining():
                return picture_files.render(path, width, desk.reader.state(path).turn)

        return Response(await in_thread(render), media_type="image/jpeg")

    async def turn(request: Request) -> Response:
        def make() -> dict[str, str]:
            opened = find(request)
            name = opened.file_of(request.path_params["pid"])
            shown = desk.reader.state(opened.path_of(name)).turn
            with _explaining():
                copy = picture_files.turn(opened.folder, name, (shown + 90) % 360)
            opened.session.refresh()
            return {"picture": state_json.picture_id(copy), "name": copy}

        await read_fields(request)
        return JsonAnswer(await in_thread(make))

    async def items(request: Request) -> Response:
        asked = query(request)
        index, lang = whole(asked.text("step", 10), "step", _MOST_STEPS), asked.text("lang", 50)

        def list_items() -> dict[str, Any]:
            opened = find(request)
            shown = opened.show_step(index, lang)
            if request.path_params["pid"] != state_json.picture_id(shown.name):
                raise RequestError("unknown", "The step has another picture by now.", "Look at the newest state.")
            opened.look_at(shown.name)
            found = desk.reader.items(shown)
            if found is None:
                return {"state": "reading"}
            opened.note_words(shown.name, [item.text for item in found.items if item.kind == "text"])
            names = PageText()
            rows = [
                {
                    "kind": item.kind,
                    "text": names.icon(item.target.file) if isinstance(item.target, IconTarget) else item.text,
                    "box": item.box.numbers,
                    "outline": item.outline.numbers,
                    "target": state_json.target_row(item.target),
                }
                for item in found.items
            ]
            return {"state": "ready", "width": found.size[0], "height": found.size[1], "items": rows}

        return JsonAnswer(await in_thread(list_items))

    async def point(request: Request) -> Response:
        fields = await read_fields(request)
        index, lang, covering = fields.integer("step"), fields.text("lang", 50), fields.yes("hide")
        drawn = fields.numbers("box", 4) if fields.yes("drawn") else None
        x, y = (0.0, 0.0) if drawn else (fields.number("x"), fields.number("y"))

        def ask() -> Pointed:
            shown = find(request).show_step(index, lang)
            if drawn is not None:
                return desk.reader.point_box(shown, drawn)
            look = desk.reader.coverable if covering else desk.reader.point
            return look(shown, x, y)

        pointed = await in_thread(ask)
        rows = [
            {
                "box": candidate.box.numbers,
                "outline": candidate.outline.numbers,
                "target": state_json.target_row(candidate.target),
                "label": candidate.label,
                **({"everywhere": candidate.everywhere, "example": candidate.example} if covering else {}),
            }
            for candidate in pointed.candidates
        ]
        return JsonAnswer({"state": "ready", "candidates": rows, "chosen": pointed.chosen})

    async def marks(request: Request) -> Response:
        index = whole(request.path_params["index"], "step", _MOST_STEPS)
        lang = query(request).text("lang", 50)

        def ask() -> dict[str, Any]:
            opened = find(request)
            with opened.session.lock:
                shown, revision = opened.show_step(index, lang), opened.session.revision
            places = desk.reader.marks(shown, revision)
            turn = desk.reader.state(opened.folder / shown.name).turn
            return {"state": "ready", "marks": [_mark(place) for place in places], "turn": turn}

        return JsonAnswer(await in_thread(ask))

    async def replaced(request: Request) -> Response:
        fields = await read_fields(request)
        index, lang = fields.integer("step"), fields.text("lang", 50)

        def ask() -> dict[str, Any]:
            shown = find(request).show_step(index, lang)
            return {"found": desk.reader.found_on(shown), "new": state_json.picture_id(shown.name)}

        return JsonAnswer(await in_thread(ask))

    async def reading(request: Request) -> Response:
        def count() -> dict[str, int]:
            done, total = desk.reader.progress(find(request).folder)
            return {"done": done, "total": total}

        return JsonAnswer(await in_thread(count))

    async def look(request: Request) -> Response:
        fields = await read_fields(request)
        index, lang = fields.integer("step"), fields.text("lang", 50)

        def note() -> None:
            opened = find(request)
            opened.look_at(opened.show_step(index, lang).name)

        await in_thread(note)
        return JsonAnswer({})

    base = "/api/tutorials/{tid}"
    return [
        post(f"{base}/pictures", receive),
        get(f"{base}/pictures/{{pid}}/image", image),
        get(f"{base}/pictures/{{pid}}/items", items),
        post(f"{base}/pictures/{{pid}}/turn", turn),
        post(f"{base}/point", point),
        get(f"{base}/steps/{{index}}/marks", marks),
        post(f"{base}/replaced", replaced),
        get(f"{base}/reading", reading),
        post(f"{base}/look", look),
    ]


@contextlib.asynccontextmanager
async def read_picture(request: Request) -> AsyncIterator[Iterator[bytes]]:
    """The pieces of a picture that is sent; a large one waits on the disk."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as body:
        async for part in request.stream():
            await in_thread(body.write, part)
        body.seek(0)
        yield iter(lambda: body.read(1 << 20), b"")


def _receive(opened: OpenTutorial, wished: str, pieces: Iterator[bytes]) -> str:
    """Take a picture in and return its name. Raises RequestError for one that can't be read."""
    with _explaining():
        name = picture_files.receive(opened.folder, wished, pieces)
    opened.session.refresh()
    return name


@contextlib.contextmanager
def _explaining() -> Iterator[None]:
    """Raises RequestError for a picture that can't be read."""
    try:
        yield
    except ProblemsError as error:
        first = error.problems[0]
        raise RequestError("unreadable-picture", join(first.file, first.message), first.remedy) from error


def _mark(place: MarkPlace) -> dict[str, Any]:
    return {
        "of": place.of,
        "found": place.found,
        "box": place.box and place.box.numbers,
        "outline": place.outline and place.outline.numbers,
        "others": [other.numbers for other in place.others],
    }

"""Addresses of recordings: takes come in, are heard, kept or dropped; and what is on the private shelf is thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.not_listed import NotListedError
from annotator.edit.shelf import Recording
from annotator.edit.takes import MAX_BYTES
from annotator.edit.voice_places import VoicePlace
from annotator.edit.web.answers import JsonAnswer, RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.file_answers import FileAnswer
from annotator.edit.web.panel import PageText, panel_answer
from annotator.edit.web.requests import Fields, Handler, get, in_thread, post, query, read_fields
from annotator.edit.web.voice_desk import VoiceDesk
from annotator.pack.tutorial_source import today

_MOST_ITEM = 10


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def find(request: Request) -> VoiceDesk:
        return VoiceDesk(desk.open(request.path_params["tid"]), today)

    def find_place(request: Request) -> tuple[VoiceDesk, VoicePlace]:
        voices = find(request)
        voices.opened.session.refresh()
        return voices, voices.place(request.path_params["item"][:_MOST_ITEM], query(request).text("lang", 50))

    def find_take(request: Request, *kinds: Any) -> tuple[VoiceDesk, Recording]:
        voices = find(request)
        return voices, voices.shelf.find(request.path_params["take"], *(kinds or ("take",)))

    async def panel(request: Request) -> Response:
        def draw() -> Response:
            voices, place = find_place(request)
            return panel_answer(voices.draw(place))

        return await in_thread(draw)

    async def receive(request: Request) -> Response:
        asked = query(request)
        item, lang, part = (
            asked.text("item", _MOST_ITEM),
            asked.text("lang", 50),
            asked.text_or_none("part", 10) or "all",
        )
        voices = await in_thread(find, request)
        place = await in_thread(voices.place, item, lang)
        place.sentence(part)
        with voices.shelf.incoming() as body:
            await save_body(request, body)

            def take_in() -> Response:
                take = voices.receive(place, part, body)
                return JsonAnswer({"take": take.id, "view": voices.redraw(place)})

            return await in_thread(take_in)

    async def sound(request: Request) -> Response:
        def look() -> Path:
            voices, take = find_take(request, "take", "part", "sound")
            path = voices.shelf.heard_path(take)
            if not path.is_file():
                raise NotListedError("This recording is not there any more.", "Record it again.")
            return path

        return FileAnswer(await in_thread(look))

    async def heard(request: Request) -> Response:
        await read_fields(request)

        def note() -> Response:
            voices, take = find_take(request)
            voices.shelf.change(take, heard=True)
            return panel_answer(voices.draw(voices.place_of(take)))

        return await in_thread(note)

    async def keep(request: Request) -> Response:
        fields = await read_fields(request)

        def work() -> Response:
            voices, take = find_take(request)
            place = voices.place_of(take)
            made = voices.keep(take, fields)
            notice = PageText()("voice.kept" if made else "voice.kept-part")
            return panel_answer(voices.redraw(place), notice, changed=True)

        return await in_thread(work)

    async def drop(request: Request) -> Response:
        await read_fields(request)

        def work() -> Response:
            voices, take = find_take(request)
            voices.shelf.remove(take)
            return panel_answer(voices.draw(voices.place_of(take)))

        return await in_thread(work)

    def changing(work: Any) -> Handler:
        """A handler of a place: what it does, and whether the tutorial is another one then."""

        async def handler(request: Request) -> Response:
            fields = await read_fields(request)

            def run() -> Response:
                voices, place = find_place(request)
                changed = work(voices, place, fields)
                return panel_answer(voices.redraw(place), changed=changed)

            return await in_thread(run)

        return handler

    async def empty(request: Request) -> Response:
        fields = await read_fields(request)

        def work() -> Response:
            voices = find(request)
            desk.check_free()
            count = voices.empty()
            desk.forget_voices()
            item, lang = fields.text_or_none("item", _MOST_ITEM), fields.text_or_none("lang", 50)
            view = voices.draw(voices.place(item, lang)) if item is not None and lang is not None else None
            return panel_answer(view, PageText()("voice.emptied", n=count), changed=True)

        return await in_thread(work)

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/voice/{{item}}", panel),
        post(f"{base}/voice/{{item}}/part", changing(_choose_part)),
        post(f"{base}/voice/{{item}}/person", changing(_choose_person)),
        post(f"{base}/voice/{{item}}/fits", changing(_say_it_fits)),
        post(f"{base}/voice/{{item}}/remove", changing(_take_away)),
        post(f"{base}/takes", receive),
        get(f"{base}/takes/{{take}}", sound),
        post(f"{base}/takes/{{take}}/heard", heard),
        post(f"{base}/takes/{{take}}/keep", keep),
        post(f"{base}/takes/{{take}}/drop", drop),
        post(f"{base}/recordings/empty", empty),
    ]


async def save_body(request: Request, path: Path) -> None:
    """Write the body of a request to a file, as it comes. Raises RequestError for one that is too large."""
    written = 0
    with path.open("wb") as file:
        async for piece in request.stream():
            written += len(piece)
            if written > MAX_BYTES:
                raise RequestError("bad-take", "This recording is too large.", "Record one step at a time.")
            await in_thread(file.write, piece)


def _choose_part(voices: VoiceDesk, place: VoicePlace, fields: Fields) -> bool:
    voices.choose_part(place, fields.text("part", 10))
    return False


def _choose_person(voices: VoiceDesk, _place: VoicePlace, fields: Fields) -> bool:
    voices.choose_person(fields.text("person", 200))
    return False


def _say_it_fits(voices: VoiceDesk, place: VoicePlace, _fields: Fields) -> bool:
    voices.say_it_fits(place)
    return True


def _take_away(voices: VoiceDesk, place: VoicePlace, _fields: Fields) -> bool:
    voices.take_away(place)
    return True

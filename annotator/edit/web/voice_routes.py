"""Addresses of recordings: takes come in, are heard, kept, used again or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import takes
from annotator.edit.take_folder import Take
from annotator.edit.takes import MAX_BYTES
from annotator.edit.voice_places import VoicePlace
from annotator.edit.web.answers import FileAnswer, JsonAnswer, RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, Work, get, in_thread, post, query
from annotator.edit.web.voice_desk import VoiceDesk

_MOST_ITEM = 10
_WITH_TAKE: Final = {
    "heard": VoiceDesk.note_heard,
    "keep": VoiceDesk.keep,
    "again": VoiceDesk.set_aside,
    "use": VoiceDesk.use,
    "throw": VoiceDesk.throw_away,
}
_WITH_PLACE: Final = {
    "person": VoiceDesk.choose_person,
    "fits": VoiceDesk.say_it_fits,
    "remove": VoiceDesk.take_away,
}
"""What can be done, by the last part of the address."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def find(request: Request) -> VoiceDesk:
        return VoiceDesk(desk, request.path_params["tid"])

    def find_place(voices: VoiceDesk, request: Request) -> VoicePlace:
        voices.opened.session.refresh()
        return voices.place(request.path_params["item"][:_MOST_ITEM], query(request).text("lang", 50))

    def show(request: Request, _asked: Fields) -> dict[str, Any]:
        voices = find(request)
        return voices.describe(find_place(voices, request))

    async def receive(request: Request) -> Response:
        asked = query(request)
        item, lang = asked.text("item", _MOST_ITEM), asked.text("lang", 50)
        voices = await in_thread(find, request)
        place = await in_thread(voices.place, item, lang)
        with voices.takes.incoming() as body:
            await save_body(request, body)

            def take_in() -> Response:
                take = takes.receive(voices.takes, place, body, clean=voices.clean)
                return JsonAnswer(voices.describe(place) | {"take": take.id})

            return await in_thread(take_in)

    async def sound(request: Request) -> Response:
        def look() -> Path:
            voices = find(request)
            return takes.hear(voices.takes, voices.takes.find(request.path_params["take"]), clean=voices.clean)

        return FileAnswer(await in_thread(look))

    def find_take(voices: VoiceDesk, request: Request) -> tuple[VoicePlace, Take]:
        take = voices.takes.find(request.path_params["take"])
        slot = query(request).text_or_none("slot", 500) or take.slot
        return takes.find_slot(voices.scene(), slot, take.lang), take

    def acting(work: Callable[..., str | None]) -> Work:
        """What does something with a place, or a take and its place, and shows the place then."""

        def act(request: Request, fields: Fields) -> dict[str, Any]:
            voices = find(request)
            session = voices.opened.session
            with session.lock:
                session.refresh()
                before = session.revision
                with_take = "take" in request.path_params
                found = find_take(voices, request) if with_take else (find_place(voices, request),)
                said = work(voices, *found, fields)
                session.refresh()
                shown = voices.describe(voices.place(found[0].item, found[0].lang))
                return shown | {"said": said, "changed": session.revision != before}

        return act

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/voice/{{item}}", show),
        *(post(f"{base}/voice/{{item}}/{end}", acting(work)) for end, work in _WITH_PLACE.items()),
        post(f"{base}/takes", receive),
        get(f"{base}/takes/{{take}}", sound),
        *(post(f"{base}/takes/{{take}}/{end}", acting(work)) for end, work in _WITH_TAKE.items()),
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

"""Routes of recordings: upload a take, play it, keep it, use it again or delete it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.recordings import takes
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.recordings.takes import MAX_BYTES
from annotator.edit.recordings.voice_places import VoicePlace
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, Work, get, in_thread, post, query
from annotator.edit.web.responses import JsonResponse, RequestError, SafeFileResponse
from annotator.edit.web.voice_desk import VoiceDesk

_MOST_ITEM = 10
_WITH_TAKE: Final = {
    "heard": VoiceDesk.note_heard,
    "keep": VoiceDesk.keep,
    "again": VoiceDesk.set_aside,
    "use": VoiceDesk.use,
    "throw": VoiceDesk.throw_away,
}
_WITH_PLACE: Final = {"person": VoiceDesk.choose_person, "fits": VoiceDesk.say_it_fits, "remove": VoiceDesk.take_away}
"""The actions, by the last part of their address."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def find(request: Request) -> VoiceDesk:
        return VoiceDesk(desk, request.path_params["tid"])

    def find_place(voices: VoiceDesk, request: Request) -> VoicePlace:
        voices.opened.session.refresh()
        return voices.place(request.path_params["item"][:_MOST_ITEM], query(request).text("lang", 50))

    def show(request: Request, _fields: Fields) -> dict[str, Any]:
        voices = find(request)
        return voices.describe(find_place(voices, request))

    async def receive(request: Request) -> Response:
        fields = query(request)
        item, lang = fields.text("item", _MOST_ITEM), fields.text("lang", 50)
        voices = await in_thread(find, request)
        place = await in_thread(voices.place, item, lang)

        def keep(body: Path) -> dict[str, Any]:
            take = takes.receive(voices.takes, place, body, clean=voices.clean)
            return voices.describe(place) | {"take": take.id}

        return await receive_sound(request, voices.takes, keep)

    def sound(request: Request, _fields: Fields) -> Response:
        voices = find(request)
        return SafeFileResponse(
            takes.hear(voices.takes, voices.takes.find(request.path_params["take"]), clean=voices.clean)
        )

    def find_take(voices: VoiceDesk, request: Request) -> tuple[VoicePlace, Take]:
        take = voices.takes.find(request.path_params["take"])
        slot = query(request).text_or_none("slot", 500) or take.slot
        return takes.find_slot(voices.opened.voice_scene(), slot, take.lang), take

    def acting(work: Callable[..., str | None]) -> Work:
        """A route's work that acts on a place, or a take and its place, and returns the state of the place after it."""

        def act(request: Request, fields: Fields) -> dict[str, Any]:
            voices = find(request)
            session = voices.opened.session
            with session.lock:
                session.refresh()
                before = session.revision
                if "take" in request.path_params:
                    place, take = find_take(voices, request)
                    notice = work(voices, place, take, fields)
                else:
                    place = find_place(voices, request)
                    notice = work(voices, place, fields)
                session.refresh()
                shown = voices.describe(voices.place(place.item, place.lang))
                return shown | {"said": notice, "changed": session.revision != before}

        return act

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/voice/{{item}}", show),
        *(post(f"{base}/voice/{{item}}/{end}", acting(work)) for end, work in _WITH_PLACE.items()),
        post(f"{base}/takes", receive),
        get(f"{base}/takes/{{take}}", sound),
        *(post(f"{base}/takes/{{take}}/{end}", acting(work)) for end, work in _WITH_TAKE.items()),
    ]


async def receive_sound(request: Request, kept: TakeFolder, keep: Callable[[Path], dict[str, Any]]) -> Response:
    """Write the body of a request to a private file as it comes, and answer with what ``keep`` returns for it.

    Raises RequestError for a body that is too large.
    """
    with kept.incoming() as body:
        with body.open("wb") as file:
            async for piece in request.stream():
                if file.tell() + len(piece) > MAX_BYTES:
                    raise RequestError("bad-take", "This recording is too large.", "Record one step at a time.")
                await in_thread(file.write, piece)
        return JsonResponse(await in_thread(keep, body))

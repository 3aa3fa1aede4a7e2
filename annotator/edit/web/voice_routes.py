"""Routes of recordings: upload a take, play it, keep it, use it again or delete it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.recordings import takes
from annotator.edit.recordings.take_folder import Take, TakeFolder
from annotator.edit.recordings.takes import MAX_BYTES
from annotator.edit.recordings.voice_places import VoicePlace
from annotator.edit.web.desk import Desk, Handlers
from annotator.edit.web.requests import Fields, get, in_thread, post, query
from annotator.edit.web.responses import JsonResponse, RequestError, SafeFileResponse
from annotator.edit.web.voice_desk import VoiceDesk

ActOnPlace = Callable[[VoiceDesk, VoicePlace, Fields], str | None]
"""An action on a place; returns the key of the notice to show then, if any."""
ActOnTake = Callable[[VoiceDesk, VoicePlace, Take, Fields], str | None]
"""An action on a take for a place; returns the same."""
_MAX_ITEM_CHARS = 10


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    handlers = _VoiceHandlers(desk)
    place, take = "/api/tutorials/{tid}/voice/{item}", "/api/tutorials/{tid}/takes/{take}"
    return [
        get(place, handlers.show),
        post(f"{place}/person", partial(handlers.act_on_place, VoiceDesk.choose_person)),
        post(f"{place}/fits", partial(handlers.act_on_place, VoiceDesk.confirm_fit)),
        post(f"{place}/remove", partial(handlers.act_on_place, VoiceDesk.remove)),
        post("/api/tutorials/{tid}/takes", handlers.receive),
        get(take, handlers.play),
        post(f"{take}/heard", partial(handlers.act_on_take, VoiceDesk.note_heard)),
        post(f"{take}/keep", partial(handlers.act_on_take, VoiceDesk.keep)),
        post(f"{take}/again", partial(handlers.act_on_take, VoiceDesk.set_aside)),
        post(f"{take}/use", partial(handlers.act_on_take, VoiceDesk.use)),
        post(f"{take}/throw", partial(handlers.act_on_take, VoiceDesk.delete)),
    ]


class _VoiceHandlers(Handlers):
    """The handlers of the routes."""

    def show(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The panel of a place."""
        voices = self._find(request)
        return voices.describe(_find_place(voices, request))

    async def receive(self, request: Request) -> Response:
        """Take in a recording for a place; returns the panel with the id of the ``take``."""
        fields = query(request)
        item, lang = fields.text("item", _MAX_ITEM_CHARS), fields.text("lang", 50)
        voices = await in_thread(self._find, request)
        place = await in_thread(voices.place, item, lang)

        def keep(body: Path) -> dict[str, Any]:
            take = takes.receive(voices.takes, place, body, clean=voices.clean)
            return voices.describe(place) | {"take": take.id}

        return await receive_sound(request, voices.takes, keep)

    def play(self, request: Request, _fields: Fields) -> Response:
        """The sound of a take as a family will hear it."""
        voices = self._find(request)
        take = voices.takes.find(request.path_params["take"])
        return SafeFileResponse(takes.make_playable(voices.takes, take, clean=voices.clean))

    def act_on_place(self, act: ActOnPlace, request: Request, fields: Fields) -> dict[str, Any]:
        """Do an action on a place, and return its panel after it."""
        voices = self._find(request)
        with voices.opened.session.lock:
            place = _find_place(voices, request)
            return _describe_after(voices, place, lambda: act(voices, place, fields))

    def act_on_take(self, act: ActOnTake, request: Request, fields: Fields) -> dict[str, Any]:
        """Do an action on a take for the place ``slot``, else its own, and return the panel of the place after it."""
        voices = self._find(request)
        with voices.opened.session.lock:
            voices.opened.session.refresh()
            take = voices.takes.find(request.path_params["take"])
            slot = query(request).text_or_none("slot", 500) or take.slot
            place = takes.find_place_of(voices.opened.voice_scene(), slot, take.lang)
            return _describe_after(voices, place, lambda: act(voices, place, take, fields))

    def _find(self, request: Request) -> VoiceDesk:
        """The recordings of the tutorial that an address names."""
        return VoiceDesk(self._desk, request.path_params["tid"])


def _find_place(voices: VoiceDesk, request: Request) -> VoicePlace:
    """The place that an address names, in the newest state."""
    voices.opened.session.refresh()
    return voices.place(request.path_params["item"][:_MAX_ITEM_CHARS], query(request).text("lang", 50))


def _describe_after(voices: VoiceDesk, place: VoicePlace, act: Callable[[], str | None]) -> dict[str, Any]:
    """Do an action; return the panel of the place after it, with its notice, and whether the tutorial has changed."""
    session = voices.opened.session
    before = session.revision
    notice = act()
    session.refresh()
    panel = voices.describe(voices.place(place.item, place.lang))
    return panel | {"said": notice, "changed": session.revision != before}


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

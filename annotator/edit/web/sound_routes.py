"""Routes of dropped sound files, such as voice messages out of a chat, which wait together for their places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.recordings import takes
from annotator.edit.recordings.takes import Pairing
from annotator.edit.recordings.voice_places import list_places
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, JsonResponse, Work, get, in_thread, post, query
from annotator.edit.web.voice_routes import VoiceDesk, save_body

Act = Callable[[VoiceDesk, Pairing, Request, Fields], dict[str, Any] | None]
"""An action on the waiting files; returns the key of the notice to show then, if any."""
_LATEST = 10**15


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def find(request: Request) -> tuple[VoiceDesk, str]:
        voices = VoiceDesk(desk, request.path_params["tid"])
        lang = query(request).text("lang", 50)
        voices.check_language(lang)
        return voices, lang

    async def receive(request: Request) -> Response:
        asked = query(request)
        name, modified = asked.text("name", 1000), asked.text_or_none("modified", 20) or ""
        voices, lang = await in_thread(find, request)
        when = min(int(modified), _LATEST) if modified.isascii() and modified.isdigit() else 0
        with voices.takes.incoming() as body:
            await save_body(request, body)

            def take_in() -> Response:
                spoken = batch_language(voices, lang)
                takes.receive_loose(voices.takes, name, spoken, body, when, clean=voices.clean)
                return JsonResponse(describe(voices, lang))

            return await in_thread(take_in)

    def show(request: Request, _asked: Fields) -> dict[str, Any]:
        voices, lang = find(request)
        voices.opened.session.refresh()
        return describe(voices, lang)

    def changing(act: Act) -> Work:
        def run(request: Request, fields: Fields) -> dict[str, Any]:
            voices, lang = find(request)
            with voices.opened.session.lock:
                voices.opened.session.refresh()
                said = act(voices, pairing_of(voices, lang), request, fields)
                voices.opened.session.refresh()
                return describe(voices, lang) | (said or {})

        return run

    base = "/api/tutorials/{tid}/sounds"
    return [
        post(base, receive),
        get(base, show),
        post(f"{base}/language", changing(_choose_language)),
        post(f"{base}/person", changing(_choose_person)),
        post(f"{base}/keep", changing(_keep)),
        post(f"{base}/drop", changing(_leave_out)),
        post(f"{base}/begin", changing(_begin_at)),
        post(f"{base}/{{sound}}/place", changing(_choose_place)),
        post(f"{base}/{{sound}}/heard", changing(_note_heard)),
        post(f"{base}/{{sound}}/drop", changing(_leave_out)),
    ]


def batch_language(voices: VoiceDesk, lang: str) -> str:
    """The language of the files that wait; ``lang`` if none does, or nobody has said yet which it is."""
    known = [sound.lang for sound in takes.list_waiting(voices.takes)]
    return known[0] if known and known[0] in voices.opened.session.tutorial.languages else lang


def pairing_of(voices: VoiceDesk, lang: str) -> Pairing:
    """The files that wait, with their places."""
    spoken = batch_language(voices, lang)
    return takes.pair(voices.takes, list_places(voices.opened.voice_scene(), spoken) if spoken else (), spoken)


def describe(voices: VoiceDesk, lang: str) -> dict[str, Any]:
    """The waiting files as the page shows them."""
    pairing = pairing_of(voices, lang)
    rows = [
        {
            "id": sound.id,
            "name": sound.name,
            "seconds": sound.seconds,
            "faults": sound.faults,
            "heard": sound.heard,
            "slot": sound.slot,
            "replaces": (place := pairing.place(sound)) is not None and bool(place.memos),
        }
        for sound in pairing.sounds
    ]
    return {
        "path": f"/api/tutorials/{voices.opened.id}",
        "lang": pairing.lang,
        "languages": voices.opened.session.tutorial.languages,
        "kit": voices.describe_kit(pairing.lang) if pairing.lang else None,
        "sounds": rows,
        "places": [voices.describe_place(place) for place in pairing.places],
        "consent": voices.describe_consent(),
    }


def _choose_language(voices: VoiceDesk, pairing: Pairing, _request: Request, fields: Fields) -> None:
    lang = fields.text("lang", 50)
    voices.check_language(lang)
    for sound in pairing.sounds:
        voices.takes.change(sound, lang=lang, slot="", chosen=False)


def _choose_person(voices: VoiceDesk, _pairing: Pairing, _request: Request, fields: Fields) -> None:
    voices.opened.last_person = fields.text("person", 200)


def _choose_place(voices: VoiceDesk, pairing: Pairing, request: Request, fields: Fields) -> None:
    sound = voices.takes.find(request.path_params["sound"])
    takes.choose(voices.takes, pairing, sound, fields.text("place", 500))


def _begin_at(voices: VoiceDesk, pairing: Pairing, _request: Request, fields: Fields) -> None:
    takes.begin_at(voices.takes, pairing, fields.text("place", 500))


def _note_heard(voices: VoiceDesk, _pairing: Pairing, request: Request, _fields: Fields) -> None:
    voices.takes.change(voices.takes.find(request.path_params["sound"]), heard=True)


def _leave_out(voices: VoiceDesk, pairing: Pairing, request: Request, _fields: Fields) -> None:
    one = request.path_params.get("sound")
    for sound in pairing.sounds if one is None else [voices.takes.find(one)]:
        voices.takes.change(sound, waiting=False)


def _keep(voices: VoiceDesk, pairing: Pairing, _request: Request, fields: Fields) -> dict[str, Any]:
    leave = voices.leave(fields)
    count = takes.keep_loose(voices.takes, pairing, leave)
    voices.opened.last_person = leave.who
    voices.opened.session.touch()
    return {"said": "sounds.kept", "n": count, "changed": True}

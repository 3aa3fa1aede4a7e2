"""Routes of sound files that are dropped on the page together, such as voice messages from a chat.

They wait until each has a place: a step, the opening or the closing. All addresses begin with ``/api/tutorials/{tid}/sounds``::

    POST                  a file: it is judged, and waits
    GET                   the waiting files, each with the place that is proposed for it
    POST  /language       the language in which all of them are spoken
    POST  /person         whose voice it is
    POST  /begin          the files in order, from a place on
    POST  /{sound}/place  the place of one file
    POST  /{sound}/heard  somebody has listened to it to its end
    POST  /drop, /{sound}/drop      leave out all of them, or one
    POST  /{sound}/restore          take one in again that was left out
    POST  /keep           they become the recordings of their places

Each answers with the waiting files as they are then (`describe`).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.recordings import loose_takes
from annotator.edit.recordings.loose_takes import Pairing
from annotator.edit.recordings.voice_places import list_places
from annotator.edit.web.desk import Desk, Handlers
from annotator.edit.web.requests import Fields, Work, get, in_thread, post, query
from annotator.edit.web.voice_desk import VoiceDesk
from annotator.edit.web.voice_routes import receive_sound

Act = Callable[[VoiceDesk, Pairing, Request, Fields], dict[str, Any] | None]
"""An action on the waiting files; returns what the answer has besides them, if anything: ``{"said": "sounds.kept", "n": 3}``."""
_LATEST = 10**15
"""The latest time at which a file may say that it was written, in any unit."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    handlers = _SoundHandlers(desk)
    changing, base = handlers.changing, "/api/tutorials/{tid}/sounds"
    return [
        post(base, handlers.receive),
        get(base, handlers.show),
        post(f"{base}/language", changing(_choose_language)),
        post(f"{base}/person", changing(_choose_person)),
        post(f"{base}/keep", changing(_keep)),
        post(f"{base}/drop", changing(_leave_out)),
        post(f"{base}/begin", changing(_begin_at)),
        post(f"{base}/{{sound}}/place", changing(_choose_place)),
        post(f"{base}/{{sound}}/heard", changing(_note_heard)),
        post(f"{base}/{{sound}}/drop", changing(_leave_out)),
        post(f"{base}/{{sound}}/restore", changing(_restore)),
    ]


class _SoundHandlers(Handlers):
    """The handlers of the routes."""

    async def receive(self, request: Request) -> Response:
        """Take in a file, which is judged before the answer, and then waits."""
        fields = query(request)
        name, modified = fields.text("name", 1000), fields.text_or_none("modified", 20) or ""
        voices, lang = await in_thread(self._find, request)
        when = min(int(modified), _LATEST) if modified.isascii() and modified.isdigit() else 0

        def keep(body: Path) -> dict[str, Any]:
            """Judge the file that has come in."""
            loose_takes.receive_loose(voices.takes, name, batch_language(voices, lang), body, when, clean=voices.clean)
            return describe(voices, lang)

        return await receive_sound(request, voices.takes, keep)

    def show(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The waiting files."""
        voices, lang = self._find(request)
        voices.opened.session.refresh()
        return describe(voices, lang)

    def changing(self, act: Act) -> Work:
        """The handler of a route that acts on the waiting files."""

        def run(request: Request, fields: Fields) -> dict[str, Any]:
            """Do an action with the tutorial locked; returns the waiting files after it, with what it adds."""
            voices, lang = self._find(request)
            with voices.opened.session.lock:
                voices.opened.session.refresh()
                added = act(voices, pairing_of(voices, lang), request, fields)
                voices.opened.session.refresh()
                return describe(voices, lang) | (added or {})

        return run

    def _find(self, request: Request) -> tuple[VoiceDesk, str]:
        """The recordings of the tutorial and the language that an address names."""
        voices = VoiceDesk(self._desk, request.path_params["tid"])
        return voices, _read_language(voices, query(request))


def batch_language(voices: VoiceDesk, lang: str) -> str:
    """The language of the files that wait; ``lang`` if none does, or theirs is none of the tutorial's, or not chosen yet."""
    waiting = loose_takes.list_waiting(voices.takes)
    if waiting and waiting[0].lang in voices.opened.session.tutorial.languages:
        return waiting[0].lang
    return lang


def pairing_of(voices: VoiceDesk, lang: str) -> Pairing:
    """The files that wait, with their places."""
    spoken = batch_language(voices, lang)
    places = list_places(voices.opened.voice_scene(), spoken) if spoken else ()
    return loose_takes.pair(voices.takes, places, spoken)


def describe(voices: VoiceDesk, lang: str) -> dict[str, Any]:
    """The waiting files as the page shows them; ``replaces`` says that the place of a file has a recording already."""
    pairing = pairing_of(voices, lang)
    rows = []
    for sound in pairing.sounds:
        place = pairing.place(sound)
        row = {name: getattr(sound, name) for name in ("id", "name", "seconds", "faults", "slot")}
        replaces = place is not None and bool(place.memos)
        rows.append(row | {"heard": loose_takes.is_heard(sound), "replaces": replaces})
    return {
        "path": f"/api/tutorials/{voices.opened.id}",
        "lang": pairing.lang,
        "languages": voices.opened.session.tutorial.languages,
        "kit": voices.desk.workspace.describe_kit(voices.opened.folder, pairing.lang) if pairing.lang else None,
        "sounds": rows,
        "dropped": [
            {"id": take.id, "name": take.name, "seconds": take.seconds}
            for take in voices.takes.list()
            if take.name and take.lang == pairing.lang and not (take.waiting or take.used)
        ],
        "places": [voices.describe_place(place) for place in pairing.places],
        "consent": voices.describe_consent(),
    }


def _read_language(voices: VoiceDesk, fields: Fields) -> str:
    """The language in a request, one of the tutorial's; empty while nobody has chosen one. Raises NotListedError."""
    lang = fields.text("lang", 50)
    if lang:
        voices.opened.check_language(lang)
    return lang


def _choose_language(voices: VoiceDesk, pairing: Pairing, _request: Request, fields: Fields) -> None:
    """Say in which language the files are spoken; they get new places in it."""
    lang = _read_language(voices, fields)
    for sound in pairing.sounds:
        voices.takes.change(sound, lang=lang, slot="", chosen=False)


def _choose_person(voices: VoiceDesk, _pairing: Pairing, _request: Request, fields: Fields) -> None:
    """Remember whose voice was chosen, for the next recording."""
    voices.opened.last_person = fields.text("person", 200)


def _choose_place(voices: VoiceDesk, pairing: Pairing, request: Request, fields: Fields) -> None:
    """Give one file a place, or none."""
    sound = voices.takes.find(request.path_params["sound"])
    loose_takes.choose(voices.takes, pairing, sound, fields.text("place", 500))


def _begin_at(voices: VoiceDesk, pairing: Pairing, _request: Request, fields: Fields) -> None:
    """Give the files their places in order, from one on."""
    loose_takes.begin_at(voices.takes, pairing, fields.text("place", 500))


def _note_heard(voices: VoiceDesk, pairing: Pairing, request: Request, _fields: Fields) -> None:
    """Note that somebody has listened to a file at its place."""
    sound = voices.takes.find(request.path_params["sound"])
    slot = next((paired.slot for paired in pairing.sounds if paired.id == sound.id), "")
    voices.takes.change(sound, heard=True, heard_for=slot)


def _leave_out(voices: VoiceDesk, pairing: Pairing, request: Request, _fields: Fields) -> None:
    """Let one file, or all of them, wait no longer."""
    sound_id = request.path_params.get("sound")
    dropped = pairing.sounds if sound_id is None else [voices.takes.find(sound_id)]
    for sound in dropped:
        voices.takes.change(sound, waiting=False)


def _restore(voices: VoiceDesk, _pairing: Pairing, request: Request, _fields: Fields) -> None:
    """Let a file wait again that was left out."""
    voices.takes.change(voices.takes.find(request.path_params["sound"]), waiting=True, slot="", chosen=False)


def _keep(voices: VoiceDesk, pairing: Pairing, _request: Request, fields: Fields) -> dict[str, Any]:
    """Make the files the recordings of their places, with the consent that the form has."""
    consent = voices.read_consent(fields)
    count = loose_takes.keep_loose(voices.takes, pairing, consent)
    voices.opened.last_person = consent.who
    voices.opened.session.touch()
    return {"said": "sounds.kept", "n": count, "changed": True}

"""Addresses of tutorials: the home page's list, the state of one, its changes, undo, and help with its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import field_findings
from annotator.edit.change_requests import parse_changes
from annotator.edit.session import StaleError
from annotator.edit.web.answers import STATUS, JsonAnswer, RequestError, describe_error
from annotator.edit.web.aside_panel import draw_questions
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.panel import PageText, panel_answer
from annotator.edit.web.requests import Handler, get, in_thread, post, query, read_fields, whole
from annotator.edit.web.worded_state import put_state
from annotator.errors import OutputError
from annotator.model import Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.text.names import device_of

_FIELDS: tuple[field_findings.Field, ...] = get_args(field_findings.Field)
_MOST_CHANGES = 500


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    async def home(_request: Request) -> Response:
        return JsonAnswer(await in_thread(desk.home))

    async def create(request: Request) -> Response:
        fields = await read_fields(request)
        tid = await in_thread(
            desk.create,
            fields.texts_by_language("titles"),
            fields.texts("languages"),
            fields.text_or_none("like", 200),
            fields.text_or_none("device", 200),
            fields.text_or_none("from", 50),
        )
        return JsonAnswer({"id": tid})

    async def state(request: Request) -> Response:
        def read() -> dict[str, Any]:
            opened = _find(desk, request)
            opened.session.refresh()
            return _shown(opened)

        return JsonAnswer(await in_thread(read))

    async def revision(request: Request) -> Response:
        return JsonAnswer(await in_thread(lambda: _find(desk, request).revision()))

    async def change(request: Request) -> Response:
        fields = await read_fields(request)
        seen, rows = fields.integer("revision"), fields.raw("changes")
        name = fields.text_or_none("id", 50)
        if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_CHANGES:
            raise RequestError("bad-request", "The request's “changes” is missing or wrong.")

        def apply(opened: OpenTutorial) -> None:
            opened.session.check_revision(seen)  # before names of files are read from an older state
            opened.session.apply(seen, parse_changes(rows, opened.session, opened.file_of))

        return await in_thread(_change, desk, request, apply, name)

    def turning(turn: Literal["undo", "redo"]) -> Handler:
        async def handler(request: Request) -> Response:
            fields = await read_fields(request)
            seen, name = fields.integer("revision"), fields.text_or_none("id", 50)
            return await in_thread(_change, desk, request, lambda opened: getattr(opened.session, turn)(seen), name)

        return handler

    async def forget(request: Request) -> Response:
        await read_fields(request)
        return await in_thread(_change, desk, request, lambda opened: opened.session.forget())

    async def findings(request: Request) -> Response:
        fields = await read_fields(request)
        step, field = fields.integer_or_none("step"), fields.text("field", 20)
        lang, text = fields.text("lang", 50), fields.text("text")
        if field not in _FIELDS or (step is None) != (field in ("title", "why")):
            raise RequestError("bad-request", "The request's “field” is missing or wrong.")

        def find() -> list[dict[str, Any]]:
            opened = _find(desk, request)
            tutorial = opened.session.tutorial
            _check_step(tutorial, step)
            return [
                {"message": found.message, "remedy": found.remedy, "better": found.better}
                for found in field_findings.find(
                    tutorial, step, field, lang, text, school=opened.school(), seen=opened.words_seen()
                )
            ]

        return JsonAnswer({"findings": await in_thread(find)})

    async def suggestions(request: Request) -> Response:
        fields = await read_fields(request)
        step, lang, text = fields.integer("step"), fields.text("lang", 50), fields.text("text")

        def suggest() -> list[dict[str, Any]]:
            opened = _find(desk, request)
            tutorial = opened.session.tutorial
            _check_step(tutorial, step)
            memory = desk.shelf.load(opened.folder)
            pairs = memory.suggest(
                tutorial.steps[step],
                lang,
                text,
                tutorial.languages,
                device=device_of(tutorial.device or ""),
                matcher=opened.matcher(),
            )
            return [{"texts": dict(pair.texts), "from": pair.source} for pair in pairs]

        return JsonAnswer({"pairs": await in_thread(suggest)})

    async def questions(request: Request) -> Response:
        def show() -> Response:
            tutorial = _find(desk, request).session.tutorial
            path = f"/api/tutorials/{request.path_params['tid']}/questions?step={step_of(request)}"
            return panel_answer(draw_questions(path, tutorial.languages, _list_questions(tutorial), PageText()))

        return await in_thread(show)

    async def ask_whom(request: Request) -> Response:
        texts = (await read_fields(request)).all()
        row = {"do": "make-aside", "step": step_of(request), "questions": texts}
        return await in_thread(lambda: change_now(_find(desk, request), row))

    base = "/api/tutorials/{tid}"
    return [
        get("/api/home", home),
        post("/api/tutorials", create),
        get(base, state),
        get(f"{base}/revision", revision),
        post(f"{base}/changes", change),
        post(f"{base}/undo", turning("undo")),
        post(f"{base}/redo", turning("redo")),
        post(f"{base}/forget", forget),
        post(f"{base}/findings", findings),
        post(f"{base}/suggestions", suggestions),
        get(f"{base}/questions", questions),
        post(f"{base}/questions", ask_whom),
    ]


def step_of(request: Request) -> int:
    """The step that an address names. Raises RequestError for no number."""
    return whole(query(request).text("step", 10), "step", 10_000)


def change_now(opened: OpenTutorial, row: Mapping[str, Any]) -> Response:
    """Make a change that a panel asks for, whatever was changed since it was drawn. Raises ChangeError."""
    with opened.session.lock:
        session = opened.session
        session.refresh()
        session.apply(session.revision, parse_changes([dict(row)], session, opened.file_of))
    return panel_answer(changed=True)


def _find(desk: Desk, request: Request) -> OpenTutorial:
    return desk.open(request.path_params["tid"])


def _shown(opened: OpenTutorial) -> dict[str, Any]:
    """The state in the words of the page."""
    return put_state(opened.state(), PageText())


def _change(desk: Desk, request: Request, work: Callable[[OpenTutorial], None], name: str | None = None) -> Response:
    """The state after a change, or with what refused it where that shows that the page has an older one.

    ``name`` is the page's own for this change: if the answer gets lost, the next state tells it that the change was made.
    """
    opened = _find(desk, request)
    with opened.session.lock:
        try:
            work(opened)
        except StaleError as error:
            return JsonAnswer({**describe_error(error), "state": _shown(opened)}, STATUS["stale"])
        except OutputError:
            # The change is made, and written as soon as the disk lets us: the state says that it isn't saved.
            if opened.session.unsaved is None:
                raise
        opened.last_change = name
        return JsonAnswer(_shown(opened))


def _check_step(tutorial: Tutorial, step: int | None) -> None:
    if step is not None and not 0 <= step < len(tutorial.steps):
        raise RequestError("unknown", "There is no such step any more.", "Look at the list of steps.")


def _list_questions(tutorial: Tutorial) -> list[dict[str, str]]:
    """The common questions of asides, each in those of the tutorial's languages that have a phrasebook."""
    tables = {
        lang: load_phrasebook(lang).table.get("questions", {}) for lang in tutorial.languages if has_phrasebook(lang)
    }
    keys = dict.fromkeys(key for table in tables.values() for key in table)
    return [{lang: str(table[key]) for lang, table in tables.items() if key in table} for key in keys]

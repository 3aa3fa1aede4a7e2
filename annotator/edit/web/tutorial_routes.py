"""Routes of tutorials: the home page, the document of one and its changes, and findings and suggestions for its texts."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.errors import BadFieldError
from annotator.edit.json_codec import from_json
from annotator.edit.tutorial import picture_changes
from annotator.edit.tutorial.session import StaleError
from annotator.edit.tutorial.session_state import Change
from annotator.edit.tutorial_list import tutorial_id
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import Fields, get, post, put, step_index
from annotator.edit.web.responses import STATUS, JsonResponse, RequestError, describe_error
from annotator.edit.web.static_files import strings
from annotator.edit.words import differences, field_findings, phrase_memory
from annotator.edition import privacy_checks
from annotator.errors import OutputError
from annotator.model import Action, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook

_FIELDS: tuple[field_findings.Field, ...] = get_args(field_findings.Field)
_MOST_PICTURES = 200
"""In one request."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def home(_request: Request, _asked: Fields) -> dict[str, Any]:
        return desk.home()

    def create(_request: Request, asked: Fields) -> dict[str, Any]:
        titles, languages = asked.texts_by_language("titles"), asked.texts("languages")
        device, beginning = asked.text_or_none("device", 200), asked.text_or_none("from", 50)
        if beginning is not None:
            return {"id": tutorial_id(desk.workspace.create_from(beginning, titles, languages, device))}
        like = asked.text_or_none("like", 200)
        return {"id": tutorial_id(desk.workspace.create(titles, languages, like, device))}

    def put_away(request: Request, asked: Fields) -> dict[str, Any]:
        """Put a tutorial away, or take it back. Raises BusyError while a job may need its files."""
        desk.check_free()
        if asked.yes("back"):
            desk.workspace.take_back(request.path_params["tid"])
        else:
            desk.workspace.put_away(desk.opened(request).written())
        return {}

    def state(request: Request, _asked: Fields) -> dict[str, Any]:
        opened = desk.opened(request)
        opened.session.refresh()
        return opened.state()

    def revision(request: Request, _asked: Fields) -> dict[str, Any]:
        return desk.opened(request).revision()

    def changing(work: Callable[[OpenTutorial, Fields], None]) -> Callable[[Request, Fields], Response]:
        """The function of a route that changes a tutorial."""
        return lambda request, asked: _change(desk.opened(request), work, asked)

    def write(opened: OpenTutorial, asked: Fields) -> None:
        name, field = asked.text("change", 50), asked.text_or_none("field") or ""
        if name not in strings("en")["change"]:
            raise BadFieldError("change")
        change = Change(name, from_json(asked.members("tutorial"), Tutorial), field=field)
        opened.session.apply(asked.integer("revision"), change)

    def attach(opened: OpenTutorial, asked: Fields) -> None:
        seen = asked.integer("revision")
        opened.session.check_revision(seen)  # before names of files are read from an older state
        opened.session.apply(seen, _attach(opened, asked))

    def correct(opened: OpenTutorial, asked: Fields) -> None:
        opened.session.correct(asked.integer("revision"), asked.integer("line"), asked.text_or_none("text"))

    def findings(request: Request, asked: Fields) -> dict[str, Any]:
        step, field = asked.integer_or_none("step"), asked.text("field", 20)
        lang, text = asked.text("lang", 50), asked.text("text")
        if field not in _FIELDS or (step is None) != (field in ("title", "why")):
            raise BadFieldError("field")
        opened = desk.opened(request)
        tutorial = opened.session.tutorial
        _check_step(tutorial, step)
        among = None if step is None or lang not in tutorial.languages else opened.place_seen(step, lang)
        typed = field_findings.FieldText(step, field, lang, text)
        found = field_findings.find(tutorial, typed, opened.school(), opened.words_seen(), among)
        put_away = asked.text_or_none("put_away", 50)
        if put_away is not None and put_away in (one.key for one in found):
            differences.remember(put_away)
        kept = (one for one in found if one.key is None or not differences.is_remembered(one.key))
        return {"findings": [asdict(one) for one in kept]}

    def suggestions(request: Request, _asked: Fields) -> dict[str, Any]:
        step, opened = step_index(request.path_params["index"]), desk.opened(request)
        tutorial = opened.session.tutorial
        _check_step(tutorial, step)
        phrases = phrase_memory.load(desk.workspace.root, opened.folder)
        seen = [text for (index, _), texts in opened.words_seen().items() if index == step for text in texts]
        return {"pairs": phrase_memory.suggest(phrases, tutorial, step, opened.matcher(), seen)}

    def message(request: Request, _asked: Fields) -> dict[str, Any]:
        """Why the texts can't be sent to a colleague, if one has a private word."""
        opened = desk.opened(request)
        tutorial, folder = opened.session.tutorial, opened.folder.name
        found = next(privacy_checks.check_typed_texts(tutorial, opened.school(), opened.matcher(), folder), None)
        if found is None:
            return {"error": None}
        error = {"code": "undecided", "message": found.message, "remedy": found.remedy, "tutorials": [opened.id]}
        return {"error": error}

    def fits(request: Request, asked: Fields) -> dict[str, Any]:
        differences.accept_difference(desk.opened(request).session.tutorial, asked.text("key", 50))
        return {}

    def questions(request: Request, _asked: Fields) -> dict[str, Any]:
        return {"questions": _list_questions(desk.opened(request).session.tutorial)}

    base = "/api/tutorials/{tid}"
    return [
        get("/api/home", home),
        post("/api/tutorials", create),
        get(base, state),
        get(f"{base}/revision", revision),
        put(base, changing(write)),
        post(f"{base}/put-away", put_away),
        post(f"{base}/attach", changing(attach)),
        post(f"{base}/undo", changing(lambda opened, asked: opened.session.undo(asked.integer("revision")))),
        post(f"{base}/redo", changing(lambda opened, asked: opened.session.redo(asked.integer("revision")))),
        post(f"{base}/lines", changing(correct)),
        post(f"{base}/forget", changing(lambda opened, _asked: opened.session.forget())),
        post(f"{base}/findings", findings),
        post(f"{base}/fits", fits),
        get(f"{base}/steps/{{index}}/suggestions", suggestions),
        get(f"{base}/questions", questions),
        get(f"{base}/message", message),
    ]


def _attach(opened: OpenTutorial, asked: Fields) -> Change:
    """The change of steps' pictures in a request, which names the files by their ids."""
    name, tutorial, files = asked.text("do", 50), opened.session.tutorial, opened.session.files
    if name == "add-pictures":
        pictures = [opened.file_of(each) for each in asked.texts("pictures", _MOST_PICTURES)]
        return picture_changes.add_pictures(tutorial, files, pictures, asked.integer_or_none("at"))
    step, picture = asked.integer("step"), asked.text_or_none("picture", 50)
    file = None if picture is None else opened.file_of(picture)
    if name == "replace-picture" and file is not None:
        return _carry_over(picture_changes.replace_picture(tutorial, files, step, file), step, asked)
    if name == "set-language-picture":
        lang = asked.text("lang", 50)
        return _carry_over(picture_changes.set_language_picture(tutorial, files, step, lang, file), step, asked)
    if name == "set-phone-picture":
        return picture_changes.set_phone_picture(tutorial, files, step, asked.text("phone", 50), file)
    raise BadFieldError("do")


def _carry_over(change: Change, step: int, asked: Fields) -> Change:
    """The change with the step's ``action`` and sentences (``texts``) as they fit its new picture, if a request has them."""
    if asked.raw_or_none("action") is None:
        return change
    steps, texts = list(change.tutorial.steps), asked.texts_by_language("texts")
    said = tuple(replace(each, text=texts.get(each.lang, each.text)) for each in steps[step].narration)
    steps[step] = replace(steps[step], action=from_json(asked.members("action"), Action), narration=said)
    return replace(change, tutorial=replace(change.tutorial, steps=tuple(steps)))


def _change(opened: OpenTutorial, work: Callable[[OpenTutorial, Fields], None], asked: Fields) -> Response:
    """The state after a change; if the page had an older state, the error with the newest one.

    ``id`` is the page's own name of this change: if the answer gets lost, the next state shows that the change was made.
    """
    name = asked.text_or_none("id", 50)
    with opened.session.lock:
        try:
            work(opened, asked)
        except StaleError as error:
            return JsonResponse({**describe_error(error), "state": opened.state()}, STATUS["stale"])
        except OutputError:
            # The change is made, and written as soon as the disk allows: the state says that it isn't saved.
            if opened.session.unsaved is None:
                raise
        opened.last_change = name
        return JsonResponse(opened.state())


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

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
from annotator.edit.web.desk import Desk, Handlers
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
_MAX_PICTURES = 200
"""Maximum number of pictures to add in a request."""
ChangeTutorial = Callable[[OpenTutorial, Fields], None]
"""Changes a tutorial as the fields of a request say."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    handlers = _TutorialHandlers(desk)
    changing = handlers.changing
    base = "/api/tutorials/{tid}"
    return [
        get("/api/home", handlers.home),
        post("/api/tutorials", handlers.create),
        get(base, handlers.state),
        get(f"{base}/revision", handlers.revision),
        put(base, changing(_write)),
        post(f"{base}/put-away", handlers.put_away),
        post(f"{base}/attach", changing(_attach)),
        post(f"{base}/undo", changing(lambda opened, fields: opened.session.undo(fields.integer("revision")))),
        post(f"{base}/redo", changing(lambda opened, fields: opened.session.redo(fields.integer("revision")))),
        post(f"{base}/lines", changing(_correct)),
        post(f"{base}/forget", changing(lambda opened, _fields: opened.session.forget())),
        post(f"{base}/findings", handlers.findings),
        post(f"{base}/fits", handlers.accept_difference),
        get(f"{base}/steps/{{index}}/suggestions", handlers.suggestions),
        get(f"{base}/questions", handlers.questions),
        get(f"{base}/message", handlers.check_message),
    ]


class _TutorialHandlers(Handlers):
    """The handlers of the routes."""

    def home(self, _request: Request, _fields: Fields) -> dict[str, Any]:
        """The content of the home page."""
        return self._desk.home()

    def create(self, _request: Request, fields: Fields) -> dict[str, Any]:
        """Start a tutorial, in a folder of screenshots if ``from`` names one."""
        titles, languages = fields.texts_by_language("titles"), fields.texts("languages")
        device, beginning = fields.text_or_none("device", 200), fields.text_or_none("from", 50)
        workspace = self._desk.workspace
        if beginning is not None:
            folder = workspace.create_from(beginning, titles, languages, device)
        else:
            folder = workspace.create(titles, languages, fields.text_or_none("like", 200), device)
        return {"id": tutorial_id(folder)}

    def put_away(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Put a tutorial away, or take it back. Raises BusyError while a job may need its files."""
        self._desk.check_free()
        if fields.yes("back"):
            self._desk.workspace.take_back(request.path_params["tid"])
        else:
            self._desk.workspace.put_away(self._desk.opened(request).written())
        return {}

    def state(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The whole state of a tutorial, with what another program has changed."""
        opened = self._desk.opened(request)
        opened.session.refresh()
        return opened.state()

    def revision(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The revision of a tutorial, and whether it is saved."""
        return self._desk.opened(request).revision()

    def changing(self, change: ChangeTutorial) -> Callable[[Request, Fields], Response]:
        """The handler of a route that changes a tutorial."""
        return lambda request, fields: _answer_change(self._desk.opened(request), change, fields)

    def findings(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The findings about a text while it is typed, but those that somebody put away.

        ``put_away`` has the key of one more, or of the message that nothing shows what to type in the step.
        """
        step, field = fields.integer_or_none("step"), fields.text("field", 20)
        lang, text = fields.text("lang", 50), fields.text("text")
        if field not in _FIELDS or (step is None) != (field in ("title", "why")):
            raise BadFieldError("field")
        opened = self._desk.opened(request)
        tutorial = opened.session.tutorial
        button = None
        if step is not None:
            _check_step(tutorial, step)
            button = opened.sentences.find_button(step, lang) if lang in tutorial.languages else None
        place = button.place if button else None
        typed = field_findings.FieldText(step, field, lang, text)
        findings = field_findings.find(tutorial, typed, opened.school(), opened.list_screen_texts(), place)
        put_away = fields.text_or_none("put_away", 50)
        typing_keys = [] if step is None else [differences.digest_typing(tutorial.steps[step])]
        if put_away is not None and put_away in (*typing_keys, *(finding.key for finding in findings)):
            differences.remember(put_away)
        kept = (row for row in findings if row.key is None or not differences.is_remembered(row.key))
        return {"findings": [asdict(finding) for finding in kept]}

    def suggestions(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """Sentences of other tutorials that fit a step."""
        index, opened = step_index(request.path_params["index"]), self._desk.opened(request)
        tutorial = opened.session.tutorial
        _check_step(tutorial, index)
        phrases = phrase_memory.load(self._desk.workspace.root, opened.folder)
        texts_by_screen = opened.list_screen_texts()
        on_screen = [text for (step, _), texts in texts_by_screen.items() if step == index for text in texts]
        return {"pairs": phrase_memory.suggest(phrases, tutorial, index, opened.matcher(), on_screen)}

    def check_message(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The error for texts that can't be sent to a colleague, since one has a private word; None if they can."""
        opened = self._desk.opened(request)
        tutorial, folder = opened.session.tutorial, opened.folder.name
        problem = next(privacy_checks.check_typed_texts(tutorial, opened.school(), opened.matcher(), folder), None)
        if problem is None:
            return {"error": None}
        error = {"code": "undecided", "message": problem.message, "remedy": problem.remedy, "tutorials": [opened.id]}
        return {"error": error}

    def accept_difference(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Accept a difference between the languages of a tutorial."""
        differences.accept_difference(self._desk.opened(request).session.tutorial, fields.text("key", 50))
        return {}

    def questions(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The common questions of asides, each in those of the tutorial's languages that have a phrasebook."""
        languages = filter(has_phrasebook, self._desk.opened(request).session.tutorial.languages)
        tables = {lang: load_phrasebook(lang).table.get("questions", {}) for lang in languages}
        keys = dict.fromkeys(key for table in tables.values() for key in table)
        return {
            "questions": [{lang: str(table[key]) for lang, table in tables.items() if key in table} for key in keys]
        }


def _answer_change(opened: OpenTutorial, change: ChangeTutorial, fields: Fields) -> Response:
    """Change a tutorial, and return its state; if the page had an older state, the error with the newest one.

    ``id`` is the page's own name of this change: if the answer gets lost, the next state shows that the change was made.
    """
    name = fields.text_or_none("id", 50)
    with opened.session.lock:
        try:
            change(opened, fields)
        except StaleError as error:
            return JsonResponse({**describe_error(error), "state": opened.state()}, STATUS["stale"])
        except OutputError:
            # The change is made, and written as soon as the disk allows: the state says that it isn't saved.
            if opened.session.unsaved is None:
                raise
        opened.last_change = name
        return JsonResponse(opened.state())


def _write(opened: OpenTutorial, fields: Fields) -> None:
    """Replace the document."""
    name, field = fields.text("change", 50), fields.text_or_none("field") or ""
    if name not in strings("en")["change"]:
        raise BadFieldError("change")
    change = Change(name, from_json(fields.members("tutorial"), Tutorial), field=field)
    opened.session.apply(fields.integer("revision"), change)


def _correct(opened: OpenTutorial, fields: Fields) -> None:
    """Correct a line of the script that can't be read."""
    opened.session.correct(fields.integer("revision"), fields.integer("line"), fields.text_or_none("text"))


def _attach(opened: OpenTutorial, fields: Fields) -> None:
    """Change the pictures of steps."""
    revision = fields.integer("revision")
    opened.session.check_revision(revision)  # before names of files are read from an older state
    opened.session.apply(revision, _read_picture_change(opened, fields))


def _read_picture_change(opened: OpenTutorial, fields: Fields) -> Change:
    """The change of steps' pictures in a request, which names the files by their ids."""
    name, tutorial, files = fields.text("do", 50), opened.session.tutorial, opened.session.files
    if name == "add-pictures":
        pictures = [opened.file_of(pid) for pid in fields.texts("pictures", _MAX_PICTURES)]
        return picture_changes.add_pictures(tutorial, files, pictures, fields.integer_or_none("at"))
    step, pid = fields.integer("step"), fields.text_or_none("picture", 50)
    file = None if pid is None else opened.file_of(pid)
    if name == "replace-picture" and file is not None:
        return _carry_over(picture_changes.replace_picture(tutorial, files, step, file), step, fields)
    if name == "set-language-picture":
        lang = fields.text("lang", 50)
        return _carry_over(picture_changes.set_language_picture(tutorial, files, step, lang, file), step, fields)
    if name == "set-phone-picture":
        return picture_changes.set_phone_picture(tutorial, files, step, fields.text("phone", 50), file)
    raise BadFieldError("do")


def _carry_over(change: Change, index: int, fields: Fields) -> Change:
    """The change with the step's ``action`` and sentences (``texts``) as they fit its new picture, if a request has them."""
    if fields.raw_or_none("action") is None:
        return change
    steps, texts = list(change.tutorial.steps), fields.texts_by_language("texts")
    narration = tuple(replace(said, text=texts.get(said.lang, said.text)) for said in steps[index].narration)
    steps[index] = replace(steps[index], action=from_json(fields.members("action"), Action), narration=narration)
    return replace(change, tutorial=replace(change.tutorial, steps=tuple(steps)))


def _check_step(tutorial: Tutorial, index: int) -> None:
    if not 0 <= index < len(tutorial.steps):
        raise RequestError("unknown", "There is no such step any more.", "Look at the list of steps.")

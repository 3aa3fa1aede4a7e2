"""Routes of the answers to families: those that are kept, and the picture and the voice of each step for a chat.

An answer is a small tutorial that staff make for one family that asks: most often one marked picture and one sentence. It has the
routes of a tutorial, and these::

    GET   /api/answers                              the answers that are there, and the languages for the next one
    POST  /api/answers                              start one: {"lang": "es"}; those that nobody kept go
    POST  /api/answers/forget                       delete all
    GET   /api/tutorials/{tid}/answer/match         the step that its picture shows, and the answer for it
    GET   /api/tutorials/{tid}/answer/picture       the address of a step's picture, or names to decide on before
    GET   /api/tutorials/{tid}/answer/voice         the address of a step's voice message
    GET   /api/tutorials/{tid}/answer/{index}.ogg   the voice message
    POST  /api/tutorials/{tid}/answer/keep          let it stay when the next one begins
    POST  /api/tutorials/{tid}/answer/memos         copy the recordings of the step that its picture shows
    POST  /api/tutorials/{tid}/answer/phone         keep its picture as another phone's, in a step of a tutorial
    POST  /api/tutorials/{tid}/answer/tutorial      make a tutorial of it

A request for a picture or a voice names the ``revision`` that its page shows, a number that grows with every change, so that
nobody sends an older one.
"""

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from annotator import script
from annotator.edit import answers
from annotator.edit.errors import StalePreviewError
from annotator.edit.json_codec import to_json
from annotator.edit.pointing.cover_results import PossibleName
from annotator.edit.pointing.guesses import MatchedGuess
from annotator.edit.pointing.shown_step import ShownStep
from annotator.edit.tutorial import page_pictures, picture_files
from annotator.edit.tutorial.picture_changes import set_phone_picture
from annotator.edit.tutorial_list import find_tutorial, list_tutorials, short_id, tutorial_id
from annotator.edit.web.desk import Desk, Handlers
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import Fields, get, post, step_index
from annotator.edit.web.responses import page_language
from annotator.edit.web.static_files import strings
from annotator.edition.matched_steps import MatchedStep
from annotator.edition.memos.recording_checks import find_memos
from annotator.edition.opening_and_closing import not_ours_text
from annotator.edition.proposed_answer import find_title
from annotator.errors import AnnotatorError, OutputError
from annotator.languages import USUAL_LANGUAGES, staff_languages
from annotator.model import FILE_TYPES, TextTarget, Tutorial
from annotator.phrases import has_phrasebook, load_phrasebook
from annotator.script import PICTURES, suffix
from annotator.text.slugs import slugify
from annotator.voice import choose

MakePart = Callable[[OpenTutorial, ShownStep, int], dict[str, Any]]
"""Makes a picture or a voice message at a revision; returns its ``url``, or the names to decide on first (``asks``)."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    handlers = _AnswerHandlers(desk)
    base = "/api/tutorials/{tid}/answer"
    return [
        get("/api/answers", handlers.list_latest),
        post("/api/answers", handlers.start),
        post("/api/answers/forget", handlers.forget),
        get(f"{base}/match", handlers.match),
        get(f"{base}/picture", partial(handlers.make_part, handlers.draw_picture)),
        get(f"{base}/voice", partial(handlers.make_part, handlers.make_voice)),
        get(f"{base}/{{index}}.ogg", handlers.send_voice),
        post(f"{base}/keep", handlers.keep),
        post(f"{base}/memos", handlers.copy_memos),
        post(f"{base}/phone", handlers.add_phone_picture),
        post(f"{base}/tutorial", handlers.make_tutorial),
    ]


class _AnswerHandlers(Handlers):
    """The handlers of the routes."""

    def list_latest(self, _request: Request, _fields: Fields) -> dict[str, Any]:
        """The answers that are there, the newest first. The helpers start meanwhile, since a picture will come next."""
        self._desk.reader.warm_up()
        return self._describe_page()

    def start(self, _request: Request, fields: Fields) -> dict[str, Any]:
        """Start an answer in a language, and return the list with its ``id``."""
        lang = fields.text_or_none("lang", 50) or self._describe_page()["lang"]
        # The title is in the language of the page if the editor doesn't speak that of the answer.
        words = strings(lang if lang in staff_languages() else page_language())
        # The time tells files of one answer from those of another, until somebody writes for whom it is.
        title = f"{words['answer']['name']} {datetime.datetime.now().astimezone():%H:%M:%S}"
        tid = self._desk.begin_answer({lang: title})
        return self._describe_page() | {"id": tid}

    def forget(self, _request: Request, _fields: Fields) -> dict[str, Any]:
        """Delete all answers, the cached sounds in which a recording may be heard, and all drafts."""
        self._desk.forget_answers()
        return self._describe_page() | {"said": "memory.gone"}

    def match(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The step that a family's picture shows, the answer that is proposed, and what to say if it is none of the school's."""
        index, lang = step_index(fields.text("step", 12)), fields.text("lang", 50)
        opened = self._open(request)
        shown = opened.show_step(index, lang)
        root, tid = self._desk.workspace.root, fields.text_or_none("tutorial", 12)
        chosen = (find_tutorial(list_tutorials(root), tid), step_index(fields.text("chosen", 12))) if tid else None
        matched = self._desk.reader.match(shown, root, fields.text_or_none("message", 1000) or "", chosen)
        school, languages = opened.school(), shown.tutorial.languages
        phrasebooks = [load_phrasebook(lang) for lang in languages if has_phrasebook(lang)]
        row: dict[str, Any] = to_json(matched, MatchedGuess)
        return row | {
            "candidates": [self._describe_candidate(step, languages) for step in matched.candidates],
            "step": None if matched.step is None else self._describe_candidate(matched.step, languages),
            "roster": bool(school.names),
            "not_ours": {book.lang: not_ours_text(school, book) for book in phrasebooks},
        }

    def make_part(self, make: MakePart, request: Request, fields: Fields) -> dict[str, Any]:
        """The address of a part of a step, made now; or the reason that it can't be made."""
        index, revision = step_index(fields.text("step", 12)), fields.revision()
        opened = self._open(request)
        answers.adopt_school(opened.folder, self._desk.workspace.root)
        lang = fields.text("lang", 50)
        shown = opened.show_step_at(revision, index, lang)
        try:
            return {"lang": lang, **make(opened, shown, revision)}
        except (StalePreviewError, OutputError):
            raise
        except AnnotatorError as error:
            return {"lang": lang, "error": {"code": "refused", "message": error.message, "remedy": error.remedy}}

    def draw_picture(self, opened: OpenTutorial, shown: ShownStep, revision: int) -> dict[str, Any]:
        """The address of a step's picture, which is drawn now, or the possible names on it that nobody has decided on."""
        possible_names = self._desk.reader.covers(shown).asks
        if possible_names:
            return {"asks": to_json(possible_names, tuple[PossibleName, ...])}
        self._desk.reader.draw_card(shown, "answer", revision)
        card = f"/api/tutorials/{opened.id}/cards/{shown.index}"
        return {"url": f"{card}?lang={shown.lang}&view=answer&revision={revision}"}

    def make_voice(self, opened: OpenTutorial, shown: ShownStep, revision: int) -> dict[str, Any]:
        """The address of a step's voice message, which is spoken now, and a name for its file without private words."""
        self._speak(opened, shown.index, shown.lang, revision)
        sound = f"/api/tutorials/{opened.id}/answer/{shown.index}.ogg"
        title = shown.tutorial.titles[0].text
        name = opened.folder.name if opened.matcher().is_private(title) else slugify(title, "answer")
        return {"url": f"{sound}?lang={shown.lang}&revision={revision}", "name": name}

    def send_voice(self, request: Request, fields: Fields) -> Response:
        """The voice message of a step, an Ogg file."""
        lang, revision, index = fields.text("lang", 50), fields.revision(), step_index(request.path_params["index"])
        opened = self._open(request)
        opened.show_step(index, lang)
        return FileResponse(self._speak(opened, index, lang, revision), media_type=FILE_TYPES[".ogg"])

    def keep(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """Let an answer stay when the next one begins."""
        answers.keep(self._open(request).folder)
        return {}

    def copy_memos(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Copy the recordings of a tutorial's step to a step of an answer, in the languages in which both say the same."""
        folder = find_tutorial(list_tutorials(self._desk.workspace.root), fields.text("tutorial", 12))
        tutorial, opened, chosen = script.read_folder(folder).readable, self._open(request), fields.integer("chosen")
        with opened.session.lock:
            shown = opened.show_step(fields.integer("step"), fields.text("lang", 50))
            if tutorial is not None and 0 <= chosen < len(tutorial.steps):
                sentences = {said.lang: said.text for said in shown.step.narration}
                memos = find_memos(folder, tutorial.steps[chosen], sentences)
                answers.adopt_memos(opened.folder, shown.step.picture, memos)
            opened.session.refresh()
        return {}

    def add_phone_picture(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Keep a picture, as it looks with its covers, as that of another phone in a step of a tutorial.

        Not before the family agreed, and somebody decided on all possible names. Raises AnnotatorError.
        """
        index, chosen, phone = fields.integer("step"), fields.integer("chosen"), fields.text("phone", 50)
        opened, tid, root = self._open(request), fields.text("tutorial", 12), self._desk.workspace.root
        answers.adopt_school(opened.folder, root)
        shown = opened.show_step_at(fields.integer("revision"), index, fields.text("lang", 50))
        if not fields.yes("agreed"):
            raise AnnotatorError("Nobody said that the family agrees.", "Ask them first, then tick it.")
        if self._desk.reader.covers(shown).asks:
            raise AnnotatorError("There may be a name on the picture.", "Decide whether it is covered, then try again.")
        picture = self._desk.reader.covered(shown, page_pictures.MAX_WIDTH, fields.integer("revision"))
        find_tutorial(list_tutorials(root), tid)  # not an answer
        target = self._desk.open(tid)
        session = target.session
        with session.lock:
            name = picture_files.receive(target.folder, f"{slugify(phone, 'phone')}.jpg", [picture])
            session.refresh()
            try:
                change = set_phone_picture(session.tutorial, session.files, chosen, phone, name)
                session.apply(session.revision, change)
            except AnnotatorError:
                (target.folder / name).unlink(missing_ok=True)
                raise
        return {"id": tid}

    def make_tutorial(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """Make a tutorial of an answer, with the same titles; returns the ``id`` of the tutorial."""
        opened, workspace = self._open(request), self._desk.workspace
        workspace.check_room()
        titles = {said.lang: said.text for said in opened.session.tutorial.titles}
        return {"id": tutorial_id(answers.make_tutorial(opened.written(), workspace.root, titles))}

    def _open(self, request: Request) -> OpenTutorial:
        """The answer that an address names. Raises NotListedError for another tutorial."""
        opened = self._desk.opened(request)
        answers.find(opened.id)
        return opened

    def _speak(self, opened: OpenTutorial, index: int, lang: str, revision: int) -> Path:
        """The voice message of a step, from the cache or spoken now. Raises StalePreviewError if the answer changed meanwhile."""
        return self._desk.sounds.answer(opened.written(), index, lang, lambda: revision != opened.session.revision)

    def _describe_candidate(self, candidate: MatchedStep, languages: Sequence[str]) -> dict[str, Any]:
        """A step to ask about, in the first of some languages that its tutorial has.

        Its picture can be shown if its tutorial is among those of this editor.
        """
        title, sentence, index = candidate.tutorial, "", candidate.step - 1
        if tutorial := script.read_folder(candidate.folder).readable:
            title = find_title(tutorial, languages)
            sentence = next(filter(None, map(tutorial.steps[index].said, languages)), "")
        is_open = candidate.folder.resolve() in self._desk.workspace.tutorials()
        picture = short_id(candidate.picture) if is_open and suffix(candidate.picture) in PICTURES else None
        row = {"tutorial": tutorial_id(candidate.folder), "title": title, "chosen": index}
        return row | {"number": str(candidate.number), "picture": picture, "said": sentence}

    def _describe_page(self) -> dict[str, Any]:
        """The answers, and the languages for the next one; ``lang`` is the first of these."""
        rows = [_describe_answer(folder, tutorial) for folder, tutorial in answers.list_answers().items()]
        school, _, _ = script.find_school(self._desk.workspace.root, choose.CHOICES)
        offered = (*(school.languages or USUAL_LANGUAGES), *school.person_languages, *dict(school.language_names))
        languages = list(dict.fromkeys(offered))
        return {"answers": rows, "languages": languages, "lang": languages[0]}


def _describe_answer(folder: Path, tutorial: Tutorial) -> dict[str, Any]:
    """An answer in the list: its picture, title and first sentence, or the wording that it points at."""
    title, step = tutorial.titles[0], tutorial.steps[0]
    target = step.action.target if step.action else None
    # The last change of its folder; on Windows, the time of its creation.
    started = datetime.datetime.fromtimestamp(folder.stat().st_ctime).astimezone()
    return {
        "id": tutorial_id(folder),
        "picture": short_id(step.picture),
        "started": f"{started:%Y-%m-%d %H:%M}",
        "title": title.text,
        "said": step.said(title.lang) or (target.wordings[0] if isinstance(target, TextTarget) else ""),
        "kept": answers.is_kept(folder),
    }

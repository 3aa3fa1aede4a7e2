"""Routes of the answers to families: those that are kept, and the picture and the voice of each step for a chat.

An answer is a small tutorial that staff make for one family that asks: most often one marked picture and one sentence. It has the
routes of every tutorial, and these::

    GET   /api/answers                              the answers that are there, and the languages for the next one
    POST  /api/answers                              start one: {"lang": "es"}; one that nobody kept goes
    POST  /api/answers/forget                       delete all
    GET   /api/tutorials/{tid}/answer/match         the step that its picture shows, and the answer for it
    GET   /api/tutorials/{tid}/answer/picture       the address of a step's picture, or names to decide on before
    GET   /api/tutorials/{tid}/answer/voice         the address of a step's voice message
    GET   /api/tutorials/{tid}/answer/{index}.ogg   the voice message
    POST  /api/tutorials/{tid}/answer/keep          let it stay when the next one begins
    POST  /api/tutorials/{tid}/answer/memos         say the recordings of the step that its picture shows
    POST  /api/tutorials/{tid}/answer/phone         keep its picture as another phone's, in a step of a tutorial
    POST  /api/tutorials/{tid}/answer/tutorial      make a tutorial of it

Each part names the ``revision`` that its page shows, a number that grows with every change, so that nobody sends an older one.
"""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from annotator import script
from annotator.edit import answers
from annotator.edit.errors import StalePreviewError
from annotator.edit.json_codec import to_json
from annotator.edit.pointing.picture_results import MatchedGuess, PossibleName, ShownStep
from annotator.edit.tutorial import picture_files
from annotator.edit.tutorial.picture_changes import set_phone_picture
from annotator.edit.tutorial_list import find_tutorial, list_tutorials, short_id, tutorial_id
from annotator.edit.web.desk import Desk
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

    def list_latest(_request: Request, _asked: Fields) -> dict[str, Any]:
        """The latest answers. The helpers start meanwhile, since a picture will come next."""
        desk.reader.warm_up()
        return _describe_page(desk.workspace.root)

    def start(_request: Request, asked: Fields) -> dict[str, Any]:
        """Start an answer in a language, and return the latest ones with its ``id``."""
        root = desk.workspace.root
        lang = asked.text_or_none("lang", 50) or _describe_page(root)["lang"]
        # The title is in the language of the page if the editor doesn't speak that of the answer.
        words = strings(lang if lang in staff_languages() else page_language())
        # The time tells files of one answer from those of another, until somebody writes for whom it is.
        name = f"{words['answer']['name']} {datetime.datetime.now().astimezone():%H:%M:%S}"
        tid = desk.begin_answer({lang: name})
        return _describe_page(root) | {"id": tid}

    def forget(_request: Request, _asked: Fields) -> dict[str, Any]:
        """Delete all answers, and the cached sounds in which a recording may be heard."""
        desk.forget_answers()
        return _describe_page(desk.workspace.root) | {"said": "memory.gone"}

    def open_answer(request: Request) -> OpenTutorial:
        """The answer that an address names. Raises NotListedError for another tutorial."""
        opened = desk.opened(request)
        answers.find(opened.id)
        return opened

    def part(make: MakePart) -> Callable[[Request, Fields], dict[str, Any]]:
        """The function of a route for a part of a step: its address, or the reason that it can't be made."""

        def answer(request: Request, asked: Fields) -> dict[str, Any]:
            index, revision = step_index(asked.text("step", 12)), asked.revision()
            opened = open_answer(request)
            answers.adopt_school(opened.folder, desk.workspace.root)
            lang = asked.text("lang", 50)
            shown = opened.show_step_at(revision, index, lang)
            try:
                return {"lang": lang, **make(opened, shown, revision)}
            except (StalePreviewError, OutputError):
                raise
            except AnnotatorError as error:
                return {"lang": lang, "error": {"code": "refused", "message": error.message, "remedy": error.remedy}}

        return answer

    def match(request: Request, asked: Fields) -> dict[str, Any]:
        """The step that a family's picture shows, the answer that is proposed, and what to say if it is none of the school's."""
        index, lang = step_index(asked.text("step", 12)), asked.text("lang", 50)
        opened = open_answer(request)
        shown = opened.show_step(index, lang)
        root, tid = desk.workspace.root, asked.text_or_none("tutorial", 12)
        chosen = (find_tutorial(list_tutorials(root), tid), step_index(asked.text("chosen", 12))) if tid else None
        found = desk.reader.match(shown, root, asked.text_or_none("message", 1000) or "", chosen)
        school, languages = opened.school(), shown.tutorial.languages
        books = [load_phrasebook(each) for each in languages if has_phrasebook(each)]
        row: dict[str, Any] = to_json(found, MatchedGuess)
        return row | {
            "candidates": [describe_candidate(step, languages) for step in found.candidates],
            "step": None if found.step is None else describe_candidate(found.step, languages),
            "roster": bool(school.names),
            "not_ours": {book.lang: not_ours_text(school, book) for book in books},
        }

    def describe_candidate(one: MatchedStep, languages: Sequence[str]) -> dict[str, Any]:
        """A step to ask about, in the first of some languages that its tutorial has.

        Its picture can be shown if its tutorial is among those of this editor.
        """
        title, said, index = one.tutorial, "", one.step - 1
        if tutorial := script.read_folder(one.folder).readable:
            title = find_title(tutorial, languages)
            said = next(filter(None, map(tutorial.steps[index].said, languages)), "")
        is_open = one.folder.resolve() in desk.workspace.tutorials() and suffix(one.picture) in PICTURES
        picture = short_id(one.picture) if is_open else None
        row = {"tutorial": tutorial_id(one.folder), "title": title, "chosen": index}
        return row | {"number": str(one.number), "picture": picture, "said": said}

    def draw_picture(opened: OpenTutorial, shown: ShownStep, revision: int) -> dict[str, Any]:
        """The address of a step's picture, which is drawn now, or the possible names on it that nobody has decided on."""
        possible_names = desk.reader.covers(shown).asks
        if possible_names:
            return {"asks": to_json(possible_names, tuple[PossibleName, ...])}
        desk.reader.draw_card(shown, "answer", revision)
        card = f"/api/tutorials/{opened.id}/cards/{shown.index}"
        return {"url": f"{card}?lang={shown.lang}&view=answer&revision={revision}"}

    def make_voice(opened: OpenTutorial, shown: ShownStep, revision: int) -> dict[str, Any]:
        """The address of a step's voice message, which is spoken now."""
        speak(opened, shown.index, shown.lang, revision)
        sound = f"/api/tutorials/{opened.id}/answer/{shown.index}.ogg"
        title = shown.tutorial.titles[0].text
        named = "" if opened.matcher().is_private(title) else slugify(title, "answer")
        return {"url": f"{sound}?lang={shown.lang}&revision={revision}", "name": named or opened.folder.name}

    def send_voice(request: Request, asked: Fields) -> Response:
        """The voice message of a step, an Ogg file."""
        lang, revision, index = asked.text("lang", 50), asked.revision(), step_index(request.path_params["index"])
        opened = open_answer(request)
        opened.show_step(index, lang)
        return FileResponse(speak(opened, index, lang, revision), media_type=FILE_TYPES[".ogg"])

    def speak(opened: OpenTutorial, index: int, lang: str, revision: int) -> Path:
        """The voice message of a step, from the cache or spoken now. Raises StalePreviewError if the answer changed meanwhile."""
        return desk.sounds.answer(opened.written(), index, lang, lambda: revision != opened.session.revision)

    def keep(request: Request, _asked: Fields) -> dict[str, Any]:
        """Let an answer stay when the next one begins."""
        answers.keep(open_answer(request).folder)
        return {}

    def take_memos(request: Request, asked: Fields) -> dict[str, Any]:
        """Say the recordings of a tutorial's step in a step of an answer, where both have one sentence."""
        folder = find_tutorial(list_tutorials(desk.workspace.root), asked.text("tutorial", 12))
        own, opened, chosen = script.read_folder(folder).readable, open_answer(request), asked.integer("chosen")
        with opened.session.lock:
            shown = opened.show_step(asked.integer("step"), asked.text("lang", 50))
            for same in own.steps[chosen : chosen + 1] if own else ():
                memos = find_memos(folder, same, {said.lang: said.text for said in shown.step.narration})
                answers.adopt_memos(opened.folder, shown.step.picture, memos)
            opened.session.refresh()
        return {}

    def keep_for_phone(request: Request, asked: Fields) -> dict[str, Any]:
        """Keep a picture, as it looks with its covers, as that of another phone in a step of a tutorial.

        Not before the family agreed, and somebody decided on all possible names. Raises AnnotatorError.
        """
        index, chosen, phone = asked.integer("step"), asked.integer("chosen"), asked.text("phone", 50)
        opened, tid = open_answer(request), asked.text("tutorial", 12)
        answers.adopt_school(opened.folder, desk.workspace.root)
        shown = opened.show_step_at(asked.integer("revision"), index, asked.text("lang", 50))
        if not asked.yes("agreed"):
            raise AnnotatorError("Nobody said that the family agrees.", "Ask them first, then tick it.")
        if desk.reader.covers(shown).asks:
            raise AnnotatorError("There may be a name on the picture.", "Decide whether it is covered, then try again.")
        picture = desk.reader.covered(shown, picture_files.MAX_WIDTH, asked.integer("revision"))
        find_tutorial(list_tutorials(desk.workspace.root), tid)
        kept = desk.open(tid)
        session = kept.session
        with session.lock:
            name = picture_files.receive(kept.folder, f"{slugify(phone, 'phone')}.jpg", [picture])
            session.refresh()
            try:
                change = set_phone_picture(session.tutorial, session.files, chosen, phone, name)
                session.apply(session.revision, change)
            except AnnotatorError:
                (kept.folder / name).unlink(missing_ok=True)
                raise
        return {"id": tid}

    def make_tutorial(request: Request, _asked: Fields) -> dict[str, Any]:
        """Make a tutorial of an answer, with the same titles; returns the ``id`` of the tutorial."""
        opened = open_answer(request)
        desk.workspace.check_room()
        titles = {said.lang: said.text for said in opened.session.tutorial.titles}
        return {"id": tutorial_id(answers.make_tutorial(opened.written(), desk.workspace.root, titles))}

    base = "/api/tutorials/{tid}/answer"
    return [
        get("/api/answers", list_latest),
        post("/api/answers", start),
        post("/api/answers/forget", forget),
        get(f"{base}/match", match),
        get(f"{base}/picture", part(draw_picture)),
        get(f"{base}/voice", part(make_voice)),
        get(f"{base}/{{index}}.ogg", send_voice),
        post(f"{base}/keep", keep),
        post(f"{base}/memos", take_memos),
        post(f"{base}/phone", keep_for_phone),
        post(f"{base}/tutorial", make_tutorial),
    ]


def _describe_page(root: Path) -> dict[str, Any]:
    """The latest answers, and the languages for the next one; ``lang`` is the school's first."""
    rows = [_describe_answer(*answer) for answer in answers.list_answers().items()]
    school, _, _ = script.find_school(root, choose.CHOICES)
    offered = (*(school.languages or USUAL_LANGUAGES), *school.person_languages, *dict(school.language_names))
    languages = list(dict.fromkeys(offered))
    return {"answers": rows, "languages": languages, "lang": languages[0]}


def _describe_answer(folder: Path, tutorial: Tutorial) -> dict[str, Any]:
    """An answer in the list of the latest: its first sentence, or the wording that it points at."""
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

"""Routes of the answers to families: the latest ones, and the picture and the voice of each step for the chat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from annotator import script
from annotator.edit import answers
from annotator.edit.pointing.picture_results import PossibleName, ShownStep, StalePreviewError
from annotator.edit.tutorial.changes import to_json
from annotator.edit.tutorial_list import NotListedError, short_id, tutorial_id
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import MOST_REVISION, MOST_STEPS, Fields, get, page_language, post, whole
from annotator.edit.web.static_files import strings
from annotator.errors import AnnotatorError, OutputError
from annotator.languages import USUAL_LANGUAGES, staff_languages
from annotator.model import FILE_TYPES
from annotator.voice import choose

Make = Callable[[OpenTutorial, ShownStep, int], dict[str, Any]]
"""Makes a part of an answer at a revision: its ``url``, or what is asked before there is one (``asks``)."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def look(_request: Request, _asked: Fields) -> dict[str, Any]:
        desk.reader.warm_up()
        return _describe_page(desk.workspace.root)

    def start(_request: Request, asked: Fields) -> dict[str, Any]:
        root, lang = desk.workspace.root, asked.text("lang", 50)
        made = answers.create({lang: _name_answer(lang)}, root)
        return _describe_page(root) | {"id": tutorial_id(made)}

    def forget(_request: Request, _asked: Fields) -> dict[str, Any]:
        desk.forget_answers()
        return _describe_page(desk.workspace.root) | {"said": "memory.gone"}

    def open_answer(request: Request) -> OpenTutorial:
        opened = desk.opened(request)
        if not answers.is_answer(opened.folder):
            raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")
        return opened

    def part(make: Make) -> Callable[[Request, Fields], dict[str, Any]]:
        """A part of a step in the language of an answer, or the reason that it can't be made."""

        def answer(request: Request, asked: Fields) -> dict[str, Any]:
            index = whole(asked.text("step", 12), "step", MOST_STEPS)
            seen = whole(asked.text("revision", 12), "revision", MOST_REVISION)
            opened = open_answer(request)
            answers.adopt_school(opened.folder, desk.workspace.root)
            lang = opened.session.tutorial.languages[0]
            shown = opened.show_step_at(seen, index, lang)
            try:
                return {"lang": lang, **make(opened, shown, seen)}
            except (StalePreviewError, OutputError):
                raise
            except AnnotatorError as error:
                return {"lang": lang, "error": {"code": "refused", "message": error.message, "remedy": error.remedy}}

        return answer

    def draw_picture(opened: OpenTutorial, shown: ShownStep, seen: int) -> dict[str, Any]:
        if asks := desk.reader.covers(shown).asks:
            return {"asks": to_json(asks, tuple[PossibleName, ...])}
        desk.reader.draw_card(shown, "answer", seen)
        card = f"/api/tutorials/{opened.id}/cards/{shown.index}"
        return {"url": f"{card}?lang={shown.lang}&view=answer&revision={seen}"}

    def make_sound(opened: OpenTutorial, shown: ShownStep, seen: int) -> dict[str, Any]:
        fetch_sound(opened, shown.index, shown.lang, seen)
        sound = f"/api/tutorials/{opened.id}/answer/{shown.index}.ogg"
        return {"url": f"{sound}?lang={shown.lang}&revision={seen}"}

    def fetch_sound(opened: OpenTutorial, index: int, lang: str, seen: int) -> Path:
        return desk.sounds.answer(opened.written(), index, lang, lambda: seen != opened.session.revision)

    def sound(request: Request, asked: Fields) -> Response:
        lang, seen = asked.text("lang", 50), whole(asked.text("revision", 12), "revision", MOST_REVISION)
        index = whole(request.path_params["index"], "step", MOST_STEPS)
        opened = open_answer(request)
        opened.show_step(index, lang)
        return FileResponse(fetch_sound(opened, index, lang, seen), media_type=FILE_TYPES[".ogg"])

    def make_tutorial(request: Request, _asked: Fields) -> dict[str, Any]:
        opened = open_answer(request)
        desk.workspace.check_room()
        titles = {said.lang: said.text for said in opened.session.tutorial.titles}
        return {"id": tutorial_id(answers.make_tutorial(opened.written(), desk.workspace.root, titles))}

    base = "/api/tutorials/{tid}/answer"
    return [
        get("/api/answers", look),
        post("/api/answers", start),
        post("/api/answers/forget", forget),
        get(f"{base}/picture", part(draw_picture)),
        get(f"{base}/voice", part(make_sound)),
        get(f"{base}/{{index}}.ogg", sound),
        post(f"{base}/tutorial", make_tutorial),
    ]


def _describe_page(root: Path) -> dict[str, Any]:
    """The last answers, and the languages for the next one: ``lang`` is that of the last one."""
    school, _, _ = script.find_school(root, choose.CHOICES)
    kept = answers.list_answers()
    known = (*(school.languages or USUAL_LANGUAGES), *school.person_languages, *dict(school.language_names))
    languages = list(dict.fromkeys(known))
    rows = [
        {"id": one.id, "picture": short_id(one.picture), "started": f"{one.started:%Y-%m-%d %H:%M}"} for one in kept
    ]
    last = kept[0].lang if kept else languages[0]
    return {"answers": rows, "languages": languages, "lang": last if last in languages else languages[0]}


def _name_answer(lang: str) -> str:
    """The title of an answer in a language; in one that the editor doesn't speak, that of the page's."""
    return str(strings(lang if lang in staff_languages() else page_language())["answer"]["name"])

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
        return {"answers": _list_answers()}

    def start(_request: Request, _asked: Fields) -> dict[str, Any]:
        root = desk.workspace.root
        school, _, _ = script.find_school(root, choose.CHOICES)
        titles = {lang: _name_answer(lang) for lang in school.languages or USUAL_LANGUAGES}
        return {"answers": _list_answers(), "id": tutorial_id(answers.create(titles, root))}

    def forget(_request: Request, _asked: Fields) -> dict[str, Any]:
        desk.forget_answers()
        return {"answers": _list_answers(), "said": "memory.gone"}

    def open_answer(request: Request) -> OpenTutorial:
        opened = desk.opened(request)
        if not answers.is_answer(opened.folder):
            raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")
        return opened

    def in_each_language(make: Make) -> Callable[[Request, Fields], dict[str, Any]]:
        """The part of a step in each language of an answer, or the reason that it can't be made."""

        def answer(request: Request, asked: Fields) -> dict[str, Any]:
            index = whole(asked.text("step", 12), "step", MOST_STEPS)
            seen = whole(asked.text("revision", 12), "revision", MOST_REVISION)
            opened = open_answer(request)
            answers.adopt_school(opened.folder, desk.workspace.root)

            def make_one(lang: str) -> dict[str, Any]:
                shown = opened.show_step_at(seen, index, lang)
                try:
                    return {"lang": lang, **make(opened, shown, seen)}
                except (StalePreviewError, OutputError):
                    raise
                except AnnotatorError as error:
                    why = {"code": "refused", "message": error.message, "remedy": error.remedy}
                    return {"lang": lang, "error": why}

            return {"languages": [make_one(lang) for lang in opened.session.tutorial.languages]}

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
        get(f"{base}/pictures", in_each_language(draw_picture)),
        get(f"{base}/voices", in_each_language(make_sound)),
        get(f"{base}/{{index}}.ogg", sound),
        post(f"{base}/tutorial", make_tutorial),
    ]


def _list_answers() -> list[dict[str, str]]:
    return [
        {"id": one.id, "picture": short_id(one.picture), "started": f"{one.started:%Y-%m-%d %H:%M}"}
        for one in answers.list_answers()
    ]


def _name_answer(lang: str) -> str:
    """The title of an answer in a language; in one that the editor doesn't speak, that of the page's."""
    return str(strings(lang if lang in staff_languages() else page_language())["answer"]["name"])

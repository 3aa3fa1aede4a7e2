"""Addresses of the answers to families."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from annotator import script
from annotator.edit import answers, state_json
from annotator.edit.not_listed import NotListedError, tutorial_id
from annotator.edit.picture_answers import ShownStep, StalePreviewError
from annotator.edit.web.answer_panel import PATH, Shown, draw_answers, draw_pictures, draw_voices
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.file_answers import TYPES
from annotator.edit.web.hide_panel import HidePanel
from annotator.edit.web.new_panel import LANGUAGES
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.panel import PageText, panel_answer
from annotator.edit.web.requests import MOST_REVISION, MOST_STEPS, Fields, get, post, query, whole
from annotator.errors import AnnotatorError, OutputError
from annotator.voice import choose


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def show(created: str | None = None, notice: str | None = None, *, asked: bool = False) -> Response:
        if created is None:
            desk.reader.warm_up()
        return panel_answer(draw_answers(answers.list_answers(), PageText(), created, asked=asked), notice)

    def start() -> Response:
        school, _, _ = script.find_school(desk.workspace.root, choose.CHOICES)
        text = PageText()
        titles = {
            lang: PageText(lang if lang in LANGUAGES else text.lang)("answer.name")
            for lang in school.languages or LANGUAGES
        }
        return show(tutorial_id(answers.create(titles, desk.workspace.root)))

    def empty() -> Response:
        desk.forget_answers()
        return show(notice=PageText()("memory.gone"))

    def look(_request: Request, _asked: Fields) -> Response:
        return show()

    def act(_request: Request, asked: Fields) -> Response:
        what = asked.text("do", 20)
        if what == "start":
            return start()
        if what == "empty":
            return empty()
        if what not in ("ask", "keep"):
            raise RequestError("bad-request", "The request's “do” is missing or wrong.")
        return show(asked=what == "ask")

    def open_answer(request: Request) -> OpenTutorial:
        opened = desk.opened(request)
        if not answers.is_answer(opened.folder):
            raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")
        return opened

    def each_language(
        request: Request, make: Callable[[OpenTutorial, ShownStep, int], Shown]
    ) -> tuple[str, dict[str, Shown]]:
        """What ``make`` answers for a step in each language of an answer, or why it can't; and the answer's address."""
        asked = query(request)
        index = whole(asked.text("step", 12), "step", MOST_STEPS)
        seen = whole(asked.text("revision", 12), "revision", MOST_REVISION)
        opened = open_answer(request)
        answers.adopt_school(opened.folder, desk.workspace.root)
        found: dict[str, Shown] = {}
        for lang in opened.session.tutorial.languages:
            shown = opened.show_step_at(seen, index, lang)
            try:
                found[lang] = make(opened, shown, seen)
            except (StalePreviewError, OutputError):
                raise
            except AnnotatorError as error:
                found[lang] = error
        return f"/api/tutorials/{opened.id}", found

    def draw_picture(opened: OpenTutorial, shown: ShownStep, seen: int) -> Shown:
        covers, index = desk.reader.covers(shown), shown.index
        path = f"/api/tutorials/{opened.id}/steps/{index}/hiding"
        panel = HidePanel(PageText(), path, state_json.picture_id(shown.name), index, {}, shown=False)
        if (asks := panel.draw_asks(covers)) is not None:
            return asks
        desk.reader.draw_card(shown, "answer", seen)
        return f"/api/tutorials/{opened.id}/cards/{index}?lang={shown.lang}&view=answer&revision={seen}"

    def make_sound(opened: OpenTutorial, shown: ShownStep, seen: int) -> Shown:
        fetch_sound(opened, shown.index, shown.lang, seen)
        return f"/api/tutorials/{opened.id}/answer/{shown.index}.ogg?lang={shown.lang}&revision={seen}"

    def fetch_sound(opened: OpenTutorial, index: int, lang: str, seen: int) -> Path:
        return desk.sounds.answer(opened.written(), index, lang, lambda: seen != opened.session.revision)

    def pictures(request: Request, _asked: Fields) -> Response:
        return panel_answer(draw_pictures(each_language(request, draw_picture)[1], PageText()))

    def voices(request: Request, _asked: Fields) -> Response:
        return panel_answer(draw_voices(*each_language(request, make_sound), PageText()))

    def make_tutorial(request: Request, asked: Fields) -> Response:
        if asked.text("do", 20) != "tutorial":
            raise RequestError("bad-request", "The request's “do” is missing or wrong.")
        opened = open_answer(request)
        if desk.workspace.single:
            raise AnnotatorError(
                "Only one tutorial is open here.",
                "Open the folder that holds it: annotator edit “{root}”.",
                root=desk.workspace.root,
            )
        titles = {said.lang: said.text for said in opened.session.tutorial.titles}
        made = answers.make_tutorial(opened.written(), desk.workspace.root, titles)
        return panel_answer(go=f"#/t/{tutorial_id(made)}/step/about", notice=PageText()("answer.made"))

    def sound(request: Request, asked: Fields) -> Response:
        lang, seen = asked.text("lang", 50), whole(asked.text("revision", 12), "revision", MOST_REVISION)
        index = whole(request.path_params["index"], "step", MOST_STEPS)
        opened = open_answer(request)
        opened.show_step(index, lang)
        return FileResponse(fetch_sound(opened, index, lang, seen), media_type=TYPES[".ogg"])

    base = "/api/tutorials/{tid}/answer"
    return [
        get(PATH, look),
        post(PATH, act),
        get(base, pictures),
        get(f"{base}/voices", voices),
        post(base, make_tutorial),
        get(f"{base}/{{index}}.ogg", sound),
    ]

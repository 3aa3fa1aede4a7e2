"""Addresses of the answers to families."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from annotator import script
from annotator.edit import answer_sound, answers, data_root
from annotator.edit.not_listed import NotListedError, tutorial_id
from annotator.edit.web.answer_panel import PATH, draw_answers, draw_sending
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.file_answers import TYPES
from annotator.edit.web.new_panel import LANGUAGES
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.panel import PageText, panel_answer
from annotator.edit.web.requests import get, in_thread, post, query, read_fields, whole
from annotator.errors import AnnotatorError
from annotator.voice import choose

_MOST_STEPS = 9_999


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
        desk.throw_away(["answers"])
        return show(notice=PageText()("memory.gone"))

    async def look(_request: Request) -> Response:
        return await in_thread(show)

    async def act(request: Request) -> Response:
        what = (await read_fields(request)).text("do", 20)
        if what == "start":
            return await in_thread(start)
        if what == "empty":
            return await in_thread(empty)
        if what not in ("ask", "keep"):
            raise RequestError("bad-request", "The request's “do” is missing or wrong.")
        return await in_thread(lambda: show(asked=what == "ask"))

    def open_answer(request: Request) -> OpenTutorial:
        opened = desk.open(request.path_params["tid"])
        if not answers.is_answer(opened.folder):
            raise NotListedError("There is no such tutorial here any more.", "Go back to the list of tutorials.")
        return opened

    async def sending(request: Request) -> Response:
        index = whole(query(request).text("step", 12), "step", _MOST_STEPS)

        def draw() -> Response:
            opened = open_answer(request)
            answers.adopt_school(opened.folder, desk.workspace.root)
            data_root.tighten(opened.folder)
            with opened.session.lock:
                languages, revision = opened.session.tutorial.languages, opened.session.revision
            return panel_answer(draw_sending(f"/api/tutorials/{opened.id}", index, revision, languages, PageText()))

        return await in_thread(draw)

    async def make_tutorial(request: Request) -> Response:
        if (await read_fields(request)).text("do", 20) != "tutorial":
            raise RequestError("bad-request", "The request's “do” is missing or wrong.")

        def make() -> Response:
            opened = open_answer(request)
            if desk.workspace.single:
                raise AnnotatorError(
                    "Only one tutorial is open here.",
                    f"Open the folder that holds it: annotator edit “{desk.workspace.root}”.",
                )
            titles = {said.lang: said.text for said in opened.session.tutorial.titles}
            made = answers.make_tutorial(opened.written(), desk.workspace.root, titles)
            return panel_answer(go=f"#/t/{tutorial_id(made)}/step/about", notice=PageText()("answer.made"))

        return await in_thread(make)

    async def sound(request: Request) -> Response:
        lang = query(request).text("lang", 50)
        index = whole(request.path_params["index"], "step", _MOST_STEPS)

        def make() -> Response:
            opened = open_answer(request)
            opened.check_step(index, lang)
            made = answer_sound.fetch(opened.written(), index, lang)
            return FileResponse(made, media_type=TYPES[answer_sound.SUFFIX])

        return await in_thread(make)

    base = "/api/tutorials/{tid}/answer"
    return [
        get(PATH, look),
        post(PATH, act),
        get(base, sending),
        post(base, make_tutorial),
        get(f"{base}/{{index}}.ogg", sound),
    ]

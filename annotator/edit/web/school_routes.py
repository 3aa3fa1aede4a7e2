"""Addresses of the school: its form, its pictures, its preview, and the question who answers families."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import help_question, picture_files, school_form
from annotator.edit.not_listed import NotListedError
from annotator.edit.school_page import SchoolPage
from annotator.edit.school_store import SchoolChangedError, SchoolStore
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.help_panel import draw_question
from annotator.edit.web.page_words import page_language
from annotator.edit.web.panel import PageText, element, panel_answer
from annotator.edit.web.requests import Fields, get, post, query, upload
from annotator.edit.web.school_fields import PATH
from annotator.edit.web.school_panel import SchoolPanel
from annotator.edit.web.school_preview import FRAMES
from annotator.wordings import put_into_words

_MOST_BY = 1


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    page = desk.school

    def drawn(saved: bool = False, notice: str | None = None) -> Response:
        return panel_answer(SchoolPanel(page, PageText(), saved).draw(), notice=notice)

    def after(work: Callable[[], None]) -> Response:
        """The page after a change. A file that was changed elsewhere is shown as it is now, and said."""
        try:
            work()
        except SchoolChangedError as error:
            return drawn(notice=_words(error))
        return drawn(saved=not page.typed)

    def show(_request: Request, _asked: Fields) -> Response:
        page.open()
        return drawn()

    def fill(_request: Request, asked: Fields) -> Response:
        return after(lambda: page.fill(asked.all()))

    def undo(_request: Request, _asked: Fields) -> Response:
        return after(page.undo)

    def move(_request: Request, asked: Fields) -> Response:
        moved, by = asked.text("tutorial", 50), asked.integer("by")
        if abs(by) != _MOST_BY:
            raise RequestError("bad-request", "The request's “by” is missing or wrong.")
        return after(lambda: page.move(moved, by))

    def add_language(_request: Request, asked: Fields) -> Response:
        tag, name = asked.text("lang", school_form.MOST_CHARS), asked.text("called", school_form.MOST_CHARS)
        return after(lambda: page.add_language(tag, name))

    def add_word(request: Request, asked: Fields) -> Response:
        lang = query(request).text("lang", 50)
        word, spelt = asked.text("word", school_form.MOST_CHARS), asked.text("spelt", school_form.MOST_CHARS)
        return after(lambda: page.add_word(lang, word, spelt))

    def reload(_request: Request, _asked: Fields) -> Response:
        return drawn()

    def choose_preview(_request: Request, asked: Fields) -> Response:
        page.show(asked.text_or_none("tutorial", 200), asked.text_or_none("lang", 50))
        return drawn()

    def consent(_request: Request, asked: Fields) -> Response:
        who, until = asked.text("who", school_form.MOST_CHARS), asked.text("until", 20)
        chat, website = asked.yes("chat"), asked.yes("website")
        return after(lambda: page.note_consent(who, chat=chat, website=website, until=until))

    def taking(name: str) -> Callable[[Request, Iterator[bytes]], Response]:
        def take(request: Request, pieces: Iterator[bytes]) -> Response:
            wished = query(request).text_or_none("name", 1000) or ""
            return after(lambda: page.take_picture(name, wished, pieces))

        return take

    def picture(request: Request, _asked: Fields) -> Response:
        name = request.path_params["name"]
        path = getattr(page.store.read_shown().school, name) if name in school_form.PICTURES else None
        if path is None:
            raise NotListedError("There is no such picture.", "Add one.")
        return Response(picture_files.render(path, 360), media_type="image/jpeg")

    def card(request: Request, asked: Fields) -> Response:
        frame = request.path_params["frame"]
        if frame not in FRAMES:
            raise RequestError("unknown", "There is no such card.")
        one, file = page.find_drawable(asked.text("tutorial", 200), lang := asked.text("lang", 50))
        drawing = desk.reader.draw_frame(one.folder, one.tutorial, lang, frame, file)
        return Response(drawing, media_type="image/jpeg")

    def ask(request: Request, _asked: Fields) -> Response:
        own, folder = _school_of(desk, request)
        own.typed.clear()
        return panel_answer(draw_question(own, folder, request.url.path, PageText()))

    def answer(request: Request, asked: Fields) -> Response:
        person, phone = asked.text("person", school_form.MOST_CHARS), asked.text("phone", school_form.MOST_CHARS)
        (own, folder), text = _school_of(desk, request), PageText()
        try:
            own.answer_help(person, phone, asked.texts("languages"))
        except SchoolChangedError as error:
            return panel_answer(draw_question(own, folder, request.url.path, text), notice=_words(error))
        notice = None if own.typed else text("school.saved")
        return panel_answer(draw_question(own, folder, request.url.path, text), notice, changed=not own.typed)

    def put_off(request: Request, _asked: Fields) -> Response:
        own, _ = _school_of(desk, request)
        help_question.decline(own.store.path)
        return panel_answer(element("div"), notice=PageText()("school.asked-no-more"))

    helper = "/api/tutorials/{tid}/helper"
    return [
        get(PATH, show),
        post(PATH, fill),
        post(f"{PATH}/reload", reload),
        post(f"{PATH}/undo", undo),
        post(f"{PATH}/move", move),
        post(f"{PATH}/add-language", add_language),
        post(f"{PATH}/add-word", add_word),
        post(f"{PATH}/preview", choose_preview),
        post(f"{PATH}/consent", consent),
        *(upload(f"{PATH}/{name}", taking(name)) for name in school_form.PICTURES),
        get(f"{PATH}/pictures/{{name}}", picture),
        get(f"{PATH}/cards/{{frame}}", card),
        get(helper, ask),
        post(helper, answer),
        post(f"{helper}/not-now", put_off),
    ]


def _school_of(desk: Desk, request: Request) -> tuple[SchoolPage, Path]:
    """The page of the school that a tutorial belongs to, and the tutorial's folder."""
    folder = desk.opened(request).folder
    own = SchoolStore(desk.workspace.root, folder)
    return (desk.school if own.path == desk.school.store.path else SchoolPage(desk.workspace, own)), folder


def _words(error: SchoolChangedError) -> str:
    return put_into_words(error.sentences, page_language(), "editor")

"""Addresses of the school: its form, its pictures, its preview, and the question who answers families."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

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
from annotator.edit.web.requests import Fields, Handler, get, in_thread, post, query, read_fields
from annotator.edit.web.school_fields import PATH
from annotator.edit.web.school_panel import SchoolPanel
from annotator.edit.web.school_preview import FRAMES
from annotator.messages import Message
from annotator.wordings import put_into_words

_IN_MEMORY = 4_000_000
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

    async def show(_request: Request) -> Response:
        def read() -> Response:
            page.open()
            return drawn()

        return await in_thread(read)

    async def fill(request: Request) -> Response:
        fields = (await read_fields(request)).all()
        return await in_thread(after, lambda: page.fill(fields))

    async def undo(request: Request) -> Response:
        await read_fields(request)
        return await in_thread(after, page.undo)

    async def move(request: Request) -> Response:
        fields = await read_fields(request)
        moved, by = fields.text("tutorial", 50), fields.integer("by")
        if abs(by) != _MOST_BY:
            raise RequestError("bad-request", "The request's “by” is missing or wrong.")
        return await in_thread(after, lambda: page.move(moved, by))

    async def add_language(request: Request) -> Response:
        fields = await read_fields(request)
        tag, name = fields.text("lang", school_form.MOST_CHARS), fields.text("called", school_form.MOST_CHARS)
        return await in_thread(after, lambda: page.add_language(tag, name))

    async def add_word(request: Request) -> Response:
        fields, lang = await read_fields(request), query(request).text("lang", 50)
        word, spelt = fields.text("word", school_form.MOST_CHARS), fields.text("spelt", school_form.MOST_CHARS)
        return await in_thread(after, lambda: page.add_word(lang, word, spelt))

    async def reload(request: Request) -> Response:
        await read_fields(request)
        return await in_thread(drawn)

    async def choose_preview(request: Request) -> Response:
        fields = await read_fields(request)
        page.show(fields.text_or_none("tutorial", 200), fields.text_or_none("lang", 50))
        return await in_thread(drawn)

    async def consent(request: Request) -> Response:
        fields = await read_fields(request)
        who, until = fields.text("who", school_form.MOST_CHARS), fields.text("until", 20)
        chat, website = _ticked(fields, "chat"), _ticked(fields, "website")

        def note() -> None:
            page.note_consent(who, chat=chat, website=website, until=until)

        return await in_thread(after, note)

    def taking(name: str) -> Handler:
        async def take(request: Request) -> Response:
            wished = query(request).text_or_none("name", 1000) or ""
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as body:
                async for part in request.stream():
                    await in_thread(body.write, part)
                body.seek(0)
                return await in_thread(after, lambda: page.take_picture(name, wished, _pieces(body)))

        return take

    async def picture(request: Request) -> Response:
        name = request.path_params["name"]

        def render() -> bytes:
            path = getattr(page.store.look().school, name) if name in school_form.PICTURES else None
            if path is None:
                raise NotListedError("There is no such picture.", "Add one.")
            return picture_files.render(path, 360)

        return Response(await in_thread(render), media_type="image/jpeg")

    async def card(request: Request) -> Response:
        asked, frame = query(request), request.path_params["frame"]
        tutorial, lang = asked.text("tutorial", 200), asked.text("lang", 50)
        if frame not in FRAMES:
            raise RequestError("unknown", "There is no such card.")

        def draw() -> bytes:
            one, file = page.find_drawable(tutorial, lang)
            return desk.reader.draw_frame(one.folder, one.tutorial, lang, frame, file)

        return Response(await in_thread(draw), media_type="image/jpeg")

    async def ask(request: Request) -> Response:
        def read() -> Response:
            own, folder = _school_of(desk, request)
            own.typed.clear()
            return panel_answer(draw_question(own, folder, request.url.path, PageText()))

        return await in_thread(read)

    async def answer(request: Request) -> Response:
        fields = await read_fields(request)
        person, phone = fields.text("person", school_form.MOST_CHARS), fields.text("phone", school_form.MOST_CHARS)
        languages = fields.texts("languages")

        def save() -> Response:
            own, folder = _school_of(desk, request)
            text = PageText()
            try:
                own.answer_help(person, phone, languages)
            except SchoolChangedError as error:
                return panel_answer(draw_question(own, folder, request.url.path, text), notice=_words(error))
            notice = None if own.typed else text("school.saved")
            return panel_answer(draw_question(own, folder, request.url.path, text), notice, changed=not own.typed)

        return await in_thread(save)

    async def put_off(request: Request) -> Response:
        await read_fields(request)

        def remember() -> Response:
            own, _ = _school_of(desk, request)
            help_question.decline(own.store.path)
            return panel_answer(element("div"), notice=PageText()("school.asked-no-more"))

        return await in_thread(remember)

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
        *(post(f"{PATH}/{name}", taking(name)) for name in school_form.PICTURES),
        get(f"{PATH}/pictures/{{name}}", picture),
        get(f"{PATH}/cards/{{frame}}", card),
        get(helper, ask),
        post(helper, answer),
        post(f"{helper}/not-now", put_off),
    ]


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    while piece := body.read(1 << 20):
        yield piece


def _school_of(desk: Desk, request: Request) -> tuple[SchoolPage, Path]:
    """The page of the school that a tutorial belongs to, and the tutorial's folder."""
    folder = desk.open(request.path_params["tid"]).folder
    own = SchoolStore(desk.workspace.root, folder)
    return (desk.school if own.path == desk.school.store.path else SchoolPage(desk.workspace, own)), folder


def _words(error: SchoolChangedError) -> str:
    return put_into_words(error.sentences, page_language(), "editor")


def _ticked(fields: Fields, name: str) -> bool:
    """Whether a box of a form was ticked."""
    value = fields.raw(name)
    if not isinstance(value, bool):
        raise RequestError("bad-request", Message("The request's “{name}” is missing or wrong.", name=name))
    return value

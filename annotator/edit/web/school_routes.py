"""Addresses of the school: its form, its pictures, its preview, and the question who answers families."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import help_question, picture_files, school_form, school_pictures
from annotator.edit.not_listed import NotListedError
from annotator.edit.school_page import Typed
from annotator.edit.school_store import SchoolChangedError
from annotator.edit.web.answers import RequestError
from annotator.edit.web.bodies import read_json
from annotator.edit.web.desk import Desk
from annotator.edit.web.help_panel import draw_question
from annotator.edit.web.panel import PageText, element, panel_answer
from annotator.edit.web.requests import Fields, Handler, get, in_thread, post, query, read_fields
from annotator.edit.web.school_panel import SchoolPanel
from annotator.edit.web.school_preview import FRAMES
from annotator.errors import AnnotatorError, OutputError
from annotator.model import Problem
from annotator.script import CONSENT, SCHOOL

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
        fields = await read_json(request)
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
        tag, name = fields.text("lang", school_form.MOST_CHARS), fields.text("name", school_form.MOST_CHARS)
        return await in_thread(after, lambda: page.add_language(tag, name))

    async def add_word(request: Request) -> Response:
        fields, lang = await read_fields(request), query(request).text("lang", 50)
        word, spelt = fields.text("word", school_form.MOST_CHARS), fields.text("spelt", school_form.MOST_CHARS)
        return await in_thread(after, lambda: page.add_word(lang, word, spelt))

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
                return await in_thread(after, lambda: page.take_picture(name, wished, iter(lambda: body.read(1 << 20), b"")))

        return take

    async def picture(request: Request) -> Response:
        name = request.path_params["name"]

        def render() -> bytes:
            path = getattr(page.store.read_now().school, name) if name in school_form.PICTURES else None
            if path is None:
                raise NotListedError("There is no such picture.", "Choose one.")
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

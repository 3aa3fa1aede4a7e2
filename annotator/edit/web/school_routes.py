"""Routes of the school: its form, its pictures, its cards, its list of private names, and who answers families.

The form is about the ``school.toml`` of the editor's folder::

    GET   /api/school                     the form and its values
    POST  /api/school                     the fields that were edited, and the version of the file that was seen
    POST  /api/school/undo, /redo         back to the file before the last change, or forth
    POST  /api/school/consent             who allowed that a photo is used, where and until when
    POST  /api/school/languages           a language that has no code yet, by its name
    POST  /api/school/pictures/{name}     a logo or a photo, for the field with that name
    GET   /api/school/pictures/{name}     that picture
    GET   /api/school/cards/{frame}       the opening or the closing of a tutorial, as the school's settings make it

The others are about the school that one tutorial belongs to, and begin with ``/api/tutorials/{tid}``: ``/languages`` adds a
language to those that it makes, ``/roster`` is its list of private names, ``/helper`` the question who answers families, while
nobody is named.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.pointing.shown_step import Frame
from annotator.edit.school.roster_file import RosterFile, previous_path, read_roster, write_roster
from annotator.edit.school.school_page import SchoolPage
from annotator.edit.school.school_store import Direction, SchoolStore
from annotator.edit.tutorial import page_pictures
from annotator.edit.web.desk import Desk, Handlers
from annotator.edit.web.requests import Fields, get, post, query, upload
from annotator.edit.web.responses import RequestError
from annotator.edit.web.static_files import language_names
from annotator.script import parse_tag

PATH: Final = "/api/school"
_PICTURE_WIDTH_PX: Final = 360
_MAX_NAMES_CHARS: Final = 1_000_000
"""Maximum length of a list of names, in characters."""


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    return [*_form_routes(desk), *_tutorial_routes(desk)]


def _form_routes(desk: Desk) -> list[Route]:
    """The routes of the form, and of the pictures and cards beside it."""
    handlers = _FormHandlers(desk)
    return [
        get(PATH, handlers.show),
        post(PATH, handlers.fill),
        *(post(f"{PATH}/{direction}", partial(handlers.restore, direction)) for direction in get_args(Direction)),
        post(f"{PATH}/consent", handlers.consent),
        post(f"{PATH}/languages", handlers.add_language),
        get(f"{PATH}/pictures/{{name}}", handlers.picture),
        upload(f"{PATH}/pictures/{{name}}", handlers.take),
        get(f"{PATH}/cards/{{frame}}", handlers.card),
    ]


class _FormHandlers(Handlers):
    """The handlers of the form, and of the pictures and cards beside it."""

    def show(self, _request: Request, _fields: Fields) -> dict[str, Any]:
        """The whole page: the fields of the form with their values and problems."""
        return self._open_page().describe()

    def fill(self, _request: Request, fields: Fields) -> dict[str, Any]:
        """Write the fields that were edited; ``refused`` has those that can't be written, with the reasons."""
        page = self._open_page()
        refused = page.fill(fields.members("fields"), fields.text("seen", 100))
        return page.describe() | {"refused": refused}

    def restore(self, direction: Direction, _request: Request, fields: Fields) -> dict[str, Any]:
        """Put the file back as it was before the last change, or after it."""
        page = self._open_page()
        page.store.restore(direction, fields.text("seen", 100))
        return page.describe()

    def take(self, request: Request, pieces: Iterator[bytes]) -> dict[str, Any]:
        """Take in a picture for a field."""
        page = self._open_page()
        page.take_picture(request.path_params["name"], query(request).text("name", 1000), pieces)
        return page.describe()

    def consent(self, _request: Request, fields: Fields) -> dict[str, Any]:
        """Note who allowed a photo in ``consent.toml``."""
        page = self._open_page()
        page.note_consent(fields.text("who", 300), fields.texts("uses"), fields.text("until", 20))
        return page.describe()

    def add_language(self, _request: Request, fields: Fields) -> dict[str, Any]:
        """Note a language that has no tag yet by its name, with a new tag."""
        page = self._open_page()
        page.name_language(fields.text("name", 100), language_names())
        return page.describe()

    def picture(self, request: Request, _fields: Fields) -> Response:
        """The picture of a field as a small JPEG."""
        path = self._open_page().find_picture(request.path_params["name"])
        return Response(page_pictures.render(path, _PICTURE_WIDTH_PX), media_type="image/jpeg")

    def card(self, request: Request, fields: Fields) -> Response:
        """The opening or the closing of a tutorial as a JPEG."""
        frame = request.path_params["frame"]
        if frame not in get_args(Frame):
            raise RequestError("unknown", "There is no such card.")
        tutorial_name, lang = fields.text("tutorial", 200), fields.text("lang", 50)
        example, school_file = self._open_page().find_drawable(tutorial_name, lang)
        drawing = self._desk.reader.draw_frame(example.folder, example.tutorial, lang, frame, school_file)
        return Response(drawing, media_type="image/jpeg")

    def _open_page(self) -> SchoolPage:
        """The page of the school of all tutorials."""
        return SchoolPage(self._desk.workspace.school, self._desk.workspace.tutorials())


def _tutorial_routes(desk: Desk) -> list[Route]:
    """The routes of the school that a tutorial belongs to."""
    handlers = _TutorialHandlers(desk)
    base = "/api/tutorials/{tid}"
    return [
        post(f"{base}/languages", handlers.add_language),
        get(f"{base}/roster", handlers.show_names),
        post(f"{base}/roster", handlers.save_names),
        get(f"{base}/helper", handlers.ask),
        post(f"{base}/helper", handlers.answer),
        post(f"{base}/helper/not-now", handlers.put_off),
    ]


class _TutorialHandlers(Handlers):
    """The handlers of the school that a tutorial belongs to."""

    def show_names(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The list of names."""
        return _describe(read_roster(self._store_of(request)))

    def save_names(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Replace the list of names, unless it has changed since the page has ``seen`` it."""
        roster = write_roster(self._store_of(request), fields.text("names", _MAX_NAMES_CHARS), fields.text("seen", 100))
        self._desk.opened(request).session.touch()
        notice = "roster.saved" if roster.names else "roster.emptied"
        return _describe(roster) | {"said": notice, "n": len(roster.names), "changed": True}

    def ask(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """Whether to ask who answers families: not where a person is named, the file is broken, or somebody said "not now"."""
        page = self._page_of(request)
        file = page.store.read()
        if file.school.person or file.broken or file.path in self._desk.put_off:
            return {"asked": False}
        languages = page.list_languages_for(self._desk.opened(request).folder)
        return {"asked": True, "phone": file.school.phone, "languages": languages}

    def answer(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Write who answers families into the school's file."""
        refused = self._page_of(request).fill(fields.members("fields"), all_or_none=True)
        answered = self.ask(request, fields) | {"refused": refused}
        return answered if refused else answered | {"said": "school.noted", "changed": True}

    def put_off(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """Don't ask again until the editor is restarted."""
        self._desk.put_off.add(self._store_of(request).path)
        return {"asked": False, "said": "school.asked-no-more"}

    def add_language(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The tag of a language, a new one if it has none, and whether it was added to those that the school makes.

        For instance ``{"lang": "mix-x-1", "ticked": true}``.
        """
        page, known = self._page_of(request), parse_tag(fields.text_or_none("lang", 50) or "")
        lang = known or page.name_language(fields.text("name", 100), language_names())
        ticked = page.add_language(lang)
        if ticked:
            self._desk.opened(request).session.touch()
        return {"lang": lang, "ticked": ticked}

    def _page_of(self, request: Request) -> SchoolPage:
        """The page of the tutorial's school."""
        return SchoolPage(self._store_of(request), self._desk.workspace.tutorials())

    def _store_of(self, request: Request) -> SchoolStore:
        """The ``school.toml`` that applies to the tutorial."""
        folder, root = self._desk.opened(request).folder, self._desk.workspace.root
        return SchoolStore(root if folder.is_relative_to(root) else folder.parent, folder)


def _describe(roster: RosterFile) -> dict[str, Any]:
    """The list of names as the page shows it. No other answer contains it."""
    names = {"names": roster.names, "before": roster.previous_names, "version": roster.version}
    return names | {"file": roster.path.name, "file_before": previous_path(roster.path).name}

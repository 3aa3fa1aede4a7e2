"""Addresses of the school: its form, its pictures, its cards, its list of private names, and who answers families."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.cache import digest
from annotator.edit import picture_files
from annotator.edit.data_root import data_root, make_private_folder, write_private
from annotator.edit.picture_answers import Frame
from annotator.edit.school_files import RosterFile, read_roster, write_roster
from annotator.edit.school_page import SchoolPage
from annotator.edit.school_store import SchoolStore, Turn
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, get, post, query, upload
from annotator.errors import OutputError

PATH: Final = "/api/school"
_MOST_NAMES: Final = 1_000_000
_NOT_NOW: Final = "help-person-not-now.json"


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    return [*_form_routes(desk), *_tutorial_routes(desk)]


def _form_routes(desk: Desk) -> list[Route]:
    def show(_request: Request, _asked: Fields) -> dict[str, Any]:
        return SchoolPage(desk.workspace).describe()

    def fill(_request: Request, asked: Fields) -> dict[str, Any]:
        page = SchoolPage(desk.workspace)
        refused = page.fill(asked.members("fields"), asked.text("seen", 100))
        return page.describe() | {"refused": refused}

    def turning(way: Turn) -> Callable[[Request, Fields], dict[str, Any]]:
        def turn(_request: Request, asked: Fields) -> dict[str, Any]:
            page = SchoolPage(desk.workspace)
            page.store.turn(way, asked.text("seen", 100))
            return page.describe()

        return turn

    def take(request: Request, pieces: Iterator[bytes]) -> dict[str, Any]:
        page = SchoolPage(desk.workspace)
        page.take_picture(request.path_params["name"], query(request).text("name", 1000), pieces)
        return page.describe()

    def consent(_request: Request, asked: Fields) -> dict[str, Any]:
        page = SchoolPage(desk.workspace)
        page.note_consent(asked.text("who", 300), asked.texts("uses"), asked.text("until", 20))
        return page.describe()

    def picture(request: Request, _asked: Fields) -> Response:
        path = SchoolPage(desk.workspace).find_picture(request.path_params["name"])
        return Response(picture_files.render(path, 360), media_type="image/jpeg")

    def card(request: Request, asked: Fields) -> Response:
        frame = request.path_params["frame"]
        if frame not in get_args(Frame):
            raise RequestError("unknown", "There is no such card.")
        tutorial, lang = asked.text("tutorial", 200), asked.text("lang", 50)
        one, file = SchoolPage(desk.workspace).find_drawable(tutorial, lang)
        drawing = desk.reader.draw_frame(one.folder, one.tutorial, lang, frame, file)
        return Response(drawing, media_type="image/jpeg")

    return [
        get(PATH, show),
        post(PATH, fill),
        *(post(f"{PATH}/{way}", turning(way)) for way in get_args(Turn)),
        post(f"{PATH}/consent", consent),
        get(f"{PATH}/pictures/{{name}}", picture),
        upload(f"{PATH}/pictures/{{name}}", take),
        get(f"{PATH}/cards/{{frame}}", card),
    ]


def _tutorial_routes(desk: Desk) -> list[Route]:
    """Those of the school that a tutorial belongs to."""

    def page_of(request: Request) -> SchoolPage:
        return SchoolPage(desk.workspace, store_of(request))

    def store_of(request: Request) -> SchoolStore:
        folder, root = desk.opened(request).folder, desk.workspace.root
        return SchoolStore(root if folder.is_relative_to(root) else folder.parent, folder)

    def show_names(request: Request, _asked: Fields) -> dict[str, Any]:
        return _describe(read_roster(store_of(request)))

    def save_names(request: Request, asked: Fields) -> dict[str, Any]:
        roster = write_roster(store_of(request), asked.text("names", _MOST_NAMES), asked.text("seen", 100))
        desk.opened(request).session.touch()
        said = {"said": "roster.saved" if roster.names else "roster.emptied", "n": len(roster.names)}
        return _describe(roster) | said | {"changed": True}

    def ask(request: Request, _asked: Fields) -> dict[str, Any]:
        page = page_of(request)
        file = page.store.read()
        if file.school.person or file.broken or was_declined(file.path):
            return {"asked": False}
        languages = page.languages_of(desk.opened(request).folder)
        return {"asked": True, "phone": file.school.phone, "languages": languages}

    def answer(request: Request, asked: Fields) -> dict[str, Any]:
        refused = page_of(request).fill(asked.members("fields"), whole=True)
        return (
            ask(request, asked) | {"refused": refused} | ({} if refused else {"said": "school.noted", "changed": True})
        )

    def put_off(request: Request, _asked: Fields) -> dict[str, Any]:
        decline(store_of(request).path)
        return {"asked": False, "said": "school.asked-no-more"}

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/roster", show_names),
        post(f"{base}/roster", save_names),
        get(f"{base}/helper", ask),
        post(f"{base}/helper", answer),
        post(f"{base}/helper/not-now", put_off),
    ]


def _describe(roster: RosterFile) -> dict[str, Any]:
    """The list of names. No other answer holds it."""
    names = {"names": roster.names, "before": roster.before, "version": roster.version}
    return names | {"file": roster.path.name, "file_before": roster.path_before.name}


def was_declined(school_file: Path) -> bool:
    """Whether the user said "not now" when asked who answers families, for the school of this file."""
    return _name_of(school_file) in _read_declined()


def decline(school_file: Path) -> None:
    """Don't ask again for the school of this file; the user alone can read that. Raises OutputError."""
    place = make_private_folder() / _NOT_NOW
    try:
        write_private(place, json.dumps(sorted({*_read_declined(), _name_of(school_file)})))
    except OSError as error:
        raise OutputError.not_written(place, error, "Make room on the disk.") from error


def _read_declined() -> frozenset[str]:
    try:
        kept = json.loads((data_root() / _NOT_NOW).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # never said, or damaged: it is asked again
        return frozenset()
    return frozenset(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else frozenset()


def _name_of(school_file: Path) -> str:
    """A digest of the folder, so that the file says nothing about what is on this computer."""
    return digest(os.fsencode(school_file.resolve().parent))

"""Routes of the pictures that came into one folder of the person's, such as Downloads.

The page names a picture or a folder by the id under which it was listed, never by a path::

    GET   /api/inbox?tutorial=…&older=yes   the newest pictures: those since the tutorial was opened, or older ones, too
    GET   /api/inbox/{picture}/image        a picture as a small JPEG
    GET   /api/inbox/{picture}/file         its bytes, which the page sends to a tutorial if a person takes it
    GET   /api/inbox/folders                the folders that can be chosen
    POST  /api/inbox/folders                choose one: {"folder": "3f9a…"}
"""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import inbox
from annotator.edit.inbox import Arrived
from annotator.edit.tutorial_list import short_id, show_name
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.picture_routes import explaining_bad_pictures
from annotator.edit.web.requests import Fields, get, post

_WIDTH = 240


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def show(_request: Request, fields: Fields) -> dict[str, Any]:
        """The newest pictures; without a tutorial those since the editor was started."""
        tid, older = fields.text_or_none("tutorial", 12), fields.text_or_none("older", 3) == "yes"
        opened = desk.open(tid) if tid else None
        since = desk.started if opened is None else opened.since
        folder = inbox.chosen_folder()
        listing = inbox.list_pictures(folder, 0 if older else since, time.time())
        rows = [_describe_picture(picture, opened) | {"new": picture.arrived >= since} for picture in listing.pictures]
        numbers = {"more": listing.unlisted, "coming": listing.unfinished, "since": int(since * 1000)}
        return {"folder": show_name(str(folder)), "pictures": rows, **numbers}

    def image(request: Request, _fields: Fields) -> Response:
        with explaining_bad_pictures():
            jpeg = inbox.draw_picture(inbox.chosen_folder(), request.path_params["picture"], _WIDTH)
        return Response(jpeg, media_type="image/jpeg")

    def send(request: Request, _fields: Fields) -> Response:
        data = inbox.read_picture(inbox.chosen_folder(), request.path_params["picture"])
        return Response(data, media_type="application/octet-stream")

    def list_folders(_request: Request, _fields: Fields) -> dict[str, Any]:
        return _describe_folders(inbox.list_folders())

    def choose(_request: Request, fields: Fields) -> dict[str, Any]:
        inbox.choose_folder(fields.text("folder", 12))
        return _describe_folders(inbox.list_folders())

    base = "/api/inbox"
    return [
        get(base, show),
        get(f"{base}/folders", list_folders),
        post(f"{base}/folders", choose),
        get(f"{base}/{{picture}}/image", image),
        get(f"{base}/{{picture}}/file", send),
    ]


def _describe_picture(picture: Arrived, opened: OpenTutorial | None) -> dict[str, Any]:
    """A picture of the folder; ``taken`` if the ``opened`` tutorial has a copy of it."""
    return {
        "id": picture.id,
        "name": show_name(picture.path.name),
        "arrived": int(picture.arrived * 1000),
        "modified": int(picture.modified * 1000),
        "taken": opened is not None and inbox.is_copied(picture, opened.folder, opened.session.files),
    }


def _describe_folders(folders: Iterable[Path]) -> dict[str, Any]:
    """The folders to choose from, and the chosen one."""
    rows = [{"id": short_id(str(folder)), "path": show_name(str(folder))} for folder in folders]
    return {"folder": show_name(str(inbox.chosen_folder())), "folders": rows}

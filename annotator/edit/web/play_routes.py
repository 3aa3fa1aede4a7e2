"""Routes of what *Listen* plays: the sound of a step, by its index, or of the opening (``title``) or closing (``end``).

All addresses begin with ``/api/tutorials/{tid}``::

    GET   /plays/{item}     the state of the sound, whose final version is begun if the computer is idle
    POST  /plays/{item}     the sound, since somebody pressed *Listen*; after a draft, the final one is begun, if it can be
    GET   /sounds/{item}    the sound; after a draft, nothing is begun
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.recordings.sounds import MEDIA_TYPE
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import Fields, get, post, step_index
from annotator.script.file_names import END, TITLE


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def find(request: Request, fields: Fields) -> tuple[OpenTutorial, str, str]:
        """The tutorial, the item and the language that an address names."""
        lang, item = fields.text("lang", 50), request.path_params["item"]
        item = item if item in (TITLE, END) else str(step_index(item))
        opened = desk.opened(request)
        opened.check_language(lang)
        return opened, item, lang

    def sound(request: Request, fields: Fields) -> Response:
        """The sound of an item."""
        opened, item, lang = find(request, fields)
        played = desk.sounds.play(opened.written(), item, lang, pressed=request.method == "POST")
        return Response(played, media_type=MEDIA_TYPE)

    def state(request: Request, fields: Fields) -> dict[str, Any]:
        """What `Sounds.prepare` returns for an item: ``{"state": "reading", "draft": true, "problems": []}``."""
        opened, item, lang = find(request, fields)
        prepared = desk.sounds.prepare(opened.folder, item, lang)
        problems = []
        if prepared.problem is not None:
            message, remedy = prepared.problem
            problems.append({"level": "warning", "message": message, "remedy": remedy})
        return {"state": "reading" if prepared.is_coming else "ready", "draft": prepared.is_draft, "problems": problems}

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/plays/{{item}}", state),
        post(f"{base}/plays/{{item}}", sound),
        get(f"{base}/sounds/{{item}}", sound),
    ]

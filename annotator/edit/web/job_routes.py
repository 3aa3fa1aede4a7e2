"""Routes that start and follow long jobs, and serve the files that they made."""

import io
import zipfile
from pathlib import Path
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from annotator.edit import share_content
from annotator.edit.errors import BadFieldError, NotListedError
from annotator.edit.job_requests import JobKind, draft_folder, review_folder
from annotator.edit.tutorial_list import kit_folder
from annotator.edit.web.access import HOST
from annotator.edit.web.desk import Desk, Handlers
from annotator.edit.web.requests import Fields, get, post
from annotator.edit.web.responses import SafeFileResponse, page_language
from annotator.edit.web.security import MADE_PATH
from annotator.edit.web.static_files import TYPES
from annotator.outputs import marks

_KINDS: tuple[JobKind, ...] = get_args(JobKind)
_MOST_TUTORIALS = 500


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    handlers = _JobHandlers(desk)
    base = "/api/tutorials/{tid}"
    return [
        get("/api/made", handlers.describe_made),
        get("/made/{key}/{what}/{path:path}", handlers.made_file),
        get("/api/archive/{what}", handlers.archive),
        get(f"{base}/archive/{{what}}", handlers.archive),
        get(f"{base}/kit/{{lang}}/{{name}}", handlers.kit_file),
        get("/api/jobs", handlers.find),
        post("/api/jobs", handlers.start),
        get("/api/jobs/{jid}", handlers.status),
        post("/api/jobs/{jid}/cancel", handlers.cancel),
        get(f"{base}/share", handlers.share),
        post(f"{base}/share/look", handlers.note_look),
        get(f"{base}/pack/{{fid}}", handlers.pack_file),
        get(f"{base}/draft/{{lang}}", handlers.draft),
        get(f"{base}/review", handlers.review),
    ]


class _JobHandlers(Handlers):
    """The handlers of the routes."""

    def start(self, _request: Request, fields: Fields) -> dict[str, Any]:
        """Start a job for some tutorials, whose changes are written before."""
        folders = [self._desk.open(tid).written() for tid in dict.fromkeys(fields.texts("tutorials", _MOST_TUTORIALS))]
        return {"job": self._desk.jobs.start(_kind(fields), folders, fields.texts("languages"), page_language())}

    def find(self, _request: Request, fields: Fields) -> dict[str, Any]:
        """The id of the last unfinished job of a kind, for a tutorial or for the website; None if there is none."""
        return {"job": self._desk.jobs.find(_kind(fields), fields.text_or_none("tutorial", 50))}

    def status(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The state of a job."""
        return self._desk.jobs.status(request.path_params["jid"])

    def cancel(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """Cancel a job."""
        self._desk.jobs.cancel(request.path_params["jid"])
        return {}

    def share(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """The page where staff share a tutorial's pack."""
        folder = self._find_folder(request)
        content = share_content.describe(self._desk.workspace.pack(folder))
        # A pack of only some kinds may lack the picture of all cards: then it counts as old, to be made again with all kinds.
        can_be_looked_at = content["look"] is None or content["look"]["picture"] is not None
        current = self._desk.workspace.pack_state(folder) == "current" and can_be_looked_at
        return {**content, "current": current, "website": self._desk.workspace.describe_website()}

    def note_look(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Remember that somebody looked at all cards of a pack."""
        share_content.note_look(self._desk.workspace.pack(self._find_folder(request)), fields.text("key", 50))
        return {}

    def pack_file(self, request: Request, _fields: Fields) -> Response:
        """A file of a pack."""
        pack = self._desk.workspace.pack(self._find_folder(request))
        return SafeFileResponse(share_content.open_file(pack, request.path_params["fid"]))

    def draft(self, request: Request, _fields: Fields) -> Response:
        """The video of a draft."""
        return SafeFileResponse(_find_draft(draft_folder(self._find_folder(request)), request.path_params["lang"]))

    def review(self, request: Request, _fields: Fields) -> Response:
        """The picture with all cards of a draft."""
        for picture in review_folder(self._find_folder(request)).glob("*/review.jpg"):
            # Somebody may have gone on working after the check, and taken a cover away.
            if not marks.read_sealed(picture.with_name(marks.PACK_JSON)).get("undecided"):
                return SafeFileResponse(picture)
        raise NotListedError("There is no picture to review.", "Make it first.")

    def describe_made(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The state of the website or of a pack, and the address below which its files are opened."""
        tid = fields.text_or_none("tutorial", 50)
        host, port = request.headers["host"].split(":")
        base = f"http://{'localhost' if host == HOST else HOST}:{port}{MADE_PATH}{self._desk.made_key}"
        if tid is None:
            return {**self._desk.workspace.describe_website(), "base": f"{base}/website/"}
        state = self._desk.workspace.pack_state(self._desk.workspace.find(tid))
        return {"state": state, "tutorials": [tid], "base": f"{base}/{tid}/"}

    def made_file(self, request: Request, _fields: Fields) -> Response:
        """A file of the website or of a pack, opened as a page."""
        workspace, what = self._desk.workspace, request.path_params["what"]
        folder = workspace.website if what == "website" else workspace.pack(workspace.find(what))
        path = _find_own(folder, request.path_params["path"])
        return FileResponse(path, media_type=TYPES.get(path.suffix))

    def archive(self, request: Request, _fields: Fields) -> Response:
        """A ZIP file: that of the website, or one made of a recording kit (``kit-es``) or of a folder in a pack (``present``)."""
        website, what = self._desk.workspace.website, request.path_params["what"]
        if what == "website":
            return SafeFileResponse(website.with_name(f"{website.name}-web.zip"))
        folder, lang = self._find_folder(request), what.removeprefix("kit-")
        made = kit_folder(folder, lang) if lang != what else self._desk.workspace.pack(folder) / what
        return Response(_zip(made), media_type="application/octet-stream")

    def kit_file(self, request: Request, _fields: Fields) -> Response:
        """A file of a recording kit."""
        kit = kit_folder(self._find_folder(request), request.path_params["lang"])
        return SafeFileResponse(_find_own(kit, request.path_params["name"]))

    def _find_folder(self, request: Request) -> Path:
        """The folder of the tutorial that an address names. Raises NotListedError."""
        return self._desk.workspace.find(request.path_params["tid"])


def _kind(fields: Fields) -> JobKind:
    """The kind of job that a request names. Raises BadFieldError for one that the page never starts."""
    named = fields.text("kind", 20)
    for kind in _KINDS:
        if kind == named:
            return kind
    raise BadFieldError("kind")


def _find_own(folder: Path, name: str) -> Path:
    """A file that annotator made in a folder. Raises NotListedError for any other, and for a link that leads out of it."""
    mark, root = marks.read(folder), folder.resolve()
    path = (root / name).resolve()
    if mark is None or name not in mark.files or not path.is_relative_to(root) or not path.is_file():
        raise NotListedError("There is no such file any more.", "Make it again.")
    return path


def _zip(folder: Path) -> bytes:
    """The files that annotator made in a folder as one archive, below its name: ``present/index.html`` for ``present``.

    Files of a pack that families are sent are in folders by the order to send, ``es/1/paso-1.jpg``. The folder has a mark of its
    own, as a kit has, or is part of a pack. Files that somebody else put there stay out. Raises NotListedError.
    """
    root = folder if marks.read(folder) else folder.parent
    prefix = "" if root == folder else f"{folder.name}/"
    mark = marks.read(root)
    names = [name for name in sorted(mark.files if mark else ()) if name.startswith(prefix)]
    if not names:
        raise NotListedError("There is no such file any more.", "Make it again.")
    ordered_names, data = share_content.order_to_send(root), io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.write(_find_own(root, name), ordered_names.get(name, f"{folder.name}/{name.removeprefix(prefix)}"))
    return data.getvalue()


def _find_draft(place: Path, lang: str) -> Path:
    """The video of a draft in a language. Raises NotListedError if there is none."""
    for manifest in sorted(place.glob(f"*/*/{marks.PACK_JSON}")):
        for row in share_content.describe(manifest.parent)["languages"]:
            if row["lang"] == lang and row["sections"]["video"]:
                return share_content.open_file(manifest.parent, row["sections"]["video"][0]["id"])
    raise NotListedError("There is no draft in this language.", "Make it first.")

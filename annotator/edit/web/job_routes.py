"""Addresses of long jobs, of what they made, and of its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.jobs import JobKind, draft_folder
from annotator.edit.not_listed import NotListedError
from annotator.edit.web.answers import FileAnswer, RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.requests import Fields, get, post
from annotator.edit.workspace import pack_state
from annotator.outputs.ownership import PACK_JSON
from annotator.script import find_school
from annotator.voice import choose

_KINDS: tuple[JobKind, ...] = get_args(JobKind)
_MOST_TUTORIALS = 500


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def start(_request: Request, asked: Fields) -> dict[str, Any]:
        folders = desk.folders(asked.texts("tutorials", _MOST_TUTORIALS))
        address = asked.text_or_none("address", 500) or ""
        return {"job": desk.jobs.start(_kind(asked), folders, asked.texts("languages"), address)}

    def find(_request: Request, asked: Fields) -> dict[str, Any]:
        return {"job": desk.jobs.find(_kind(asked), asked.text_or_none("tutorial", 50))}

    def status(request: Request, _asked: Fields) -> dict[str, Any]:
        return desk.jobs.status(request.path_params["jid"])

    def cancel(request: Request, _asked: Fields) -> dict[str, Any]:
        desk.jobs.cancel(request.path_params["jid"])
        return {}

    def share(request: Request, _asked: Fields) -> dict[str, Any]:
        from annotator.edit import share_content  # brings NumPy and OpenCV along

        folder = desk.workspace.find(request.path_params["tid"])
        pack, (school, _, file) = desk.workspace.pack(folder), find_school(folder, choose.CHOICES)
        content = share_content.describe(pack, dict(school.language_names))
        return {**content, "current": pack_state(pack, folder, file) == "current"}

    def pack_file(request: Request, _asked: Fields) -> Response:
        from annotator.edit import share_content

        folder = desk.workspace.find(request.path_params["tid"])
        return FileAnswer(share_content.open_file(desk.workspace.pack(folder), request.path_params["fid"]))

    def draft(request: Request, _asked: Fields) -> Response:
        folder = desk.workspace.find(request.path_params["tid"])
        return FileAnswer(_find_draft(draft_folder(folder), request.path_params["lang"]))

    base = "/api/tutorials/{tid}"
    return [
        get("/api/jobs", find),
        post("/api/jobs", start),
        get("/api/jobs/{jid}", status),
        post("/api/jobs/{jid}/cancel", cancel),
        get(f"{base}/share", share),
        get(f"{base}/pack/{{fid}}", pack_file),
        get(f"{base}/draft/{{lang}}", draft),
    ]


def _kind(asked: Fields) -> JobKind:
    """The kind of job that a request names. Raises RequestError for one that the page never starts."""
    named = asked.text("kind", 20)
    for kind in _KINDS:
        if kind == named:
            return kind
    raise RequestError("bad-request", "The request's “kind” is missing or wrong.")


def _find_draft(place: Path, lang: str) -> Path:
    """The video of a draft in a language. Raises NotListedError if there is none."""
    from annotator.edit import share_content

    for manifest in sorted(place.glob(f"*/*/{PACK_JSON}")):
        for row in share_content.describe(manifest.parent)["languages"]:
            if row["lang"] == lang and row["sections"]["video"]:
                return share_content.open_file(manifest.parent, row["sections"]["video"][0]["id"])
    raise NotListedError("There is no draft in this language.", "Make it first.")

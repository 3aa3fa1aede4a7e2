"""Addresses of long jobs, of what they made, and of its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.jobs import JobKind, draft_folder
from annotator.edit.not_listed import NotListedError
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.file_answers import FileAnswer
from annotator.edit.web.panel import PageText
from annotator.edit.web.requests import Fields, get, post
from annotator.edit.web.worded_state import put_job
from annotator.outputs.ownership import PACK_JSON

_OF_ONE: tuple[JobKind, ...] = ("check", "build", "draft")


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def start(request: Request, asked: Fields) -> dict[str, Any]:
        kind, languages = asked.text("kind", 20), asked.texts("languages")
        if kind not in _OF_ONE:
            raise RequestError("bad-request", "The request's “kind” is missing or wrong.")
        folder = desk.opened(request).written()
        return {"job": desk.jobs.start(kind, [folder], languages)}

    def listed(_request: Request, _asked: Fields) -> dict[str, Any]:
        return {"jobs": [put_job(row, PageText()) for row in desk.jobs.list()]}

    def status(request: Request, _asked: Fields) -> dict[str, Any]:
        return put_job(desk.jobs.status(request.path_params["jid"]), PageText())

    def cancel(request: Request, _asked: Fields) -> dict[str, Any]:
        desk.jobs.cancel(request.path_params["jid"])
        return {}

    def pack_file(request: Request, _asked: Fields) -> Response:
        folder = desk.workspace.find(request.path_params["tid"])
        from annotator.edit import share_content

        return FileAnswer(share_content.open_file(desk.workspace.pack(folder), request.path_params["fid"]))

    def draft(request: Request, _asked: Fields) -> Response:
        folder = desk.workspace.find(request.path_params["tid"])
        return FileAnswer(_find_draft(draft_folder(folder), request.path_params["lang"]))

    base = "/api/tutorials/{tid}"
    return [
        post(f"{base}/jobs", start),
        get("/api/jobs", listed),
        get("/api/jobs/{jid}", status),
        post("/api/jobs/{jid}/cancel", cancel),
        get(f"{base}/pack/{{fid}}", pack_file),
        get(f"{base}/draft/{{lang}}", draft),
    ]


def _find_draft(place: Path, lang: str) -> Path:
    """The video of a draft in a language. Raises NotListedError if there is none."""
    from annotator.edit import share_content

    for manifest in sorted(place.glob(f"*/*/{PACK_JSON}")):
        for row in share_content.describe(manifest.parent)["languages"]:
            if row["lang"] == lang and row["video"] is not None:
                return share_content.open_file(manifest.parent, row["video"]["id"])
    raise NotListedError("There is no draft in this language.", "Make it first.")

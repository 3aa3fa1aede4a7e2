"""Addresses of long jobs, of what they made, and of its files."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.job_protocol import JobKind
from annotator.edit.jobs import draft_folder
from annotator.edit.not_listed import NotListedError
from annotator.edit.web.answers import JsonAnswer, RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.file_answers import FileAnswer
from annotator.edit.web.panel import PageText
from annotator.edit.web.requests import get, in_thread, post, read_fields
from annotator.edit.web.worded_state import put_job
from annotator.outputs.ownership import PACK_JSON

_OF_ONE: tuple[JobKind, ...] = ("check", "build", "draft")


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    async def start(request: Request) -> Response:
        fields = await read_fields(request)
        kind, languages = fields.text("kind", 20), fields.texts("languages")
        if kind not in _OF_ONE:
            raise RequestError("bad-request", "The request's “kind” is missing or wrong.")

        def begin() -> str:
            folder = desk.open(request.path_params["tid"]).written()
            return desk.jobs.start(kind, [folder], languages)

        return JsonAnswer({"job": await in_thread(begin)})

    async def status(request: Request) -> Response:
        row = await in_thread(desk.jobs.status, request.path_params["jid"])
        if row["kind"] == "draft" and row["result"] is not None:
            videos = {lang: f"/api/tutorials/{row['tutorial']}/draft/{lang}" for lang in row["result"]["videos"]}
            row = {**row, "result": {"videos": videos}}
        return JsonAnswer(put_job(row, PageText()))

    async def cancel(request: Request) -> Response:
        await read_fields(request)
        await in_thread(desk.jobs.cancel, request.path_params["jid"])
        return JsonAnswer({})

    async def pack_file(request: Request) -> Response:
        def find() -> Path:
            folder = desk.workspace.find(request.path_params["tid"])
            from annotator.edit import share_content

            return share_content.open_file(desk.workspace.pack(folder), request.path_params["fid"])

        return FileAnswer(await in_thread(find))

    async def draft(request: Request) -> Response:
        def find() -> Path:
            folder = desk.workspace.find(request.path_params["tid"])
            lang = request.path_params["lang"]
            return _find_draft(draft_folder(folder), lang)

        return FileAnswer(await in_thread(find))

    base = "/api/tutorials/{tid}"
    return [
        post(f"{base}/jobs", start),
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

"""Addresses of the panels around a tutorial: list, check, what is sent to families, website."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.web import website_panel
from annotator.edit.web.check_pages import CheckPages, Page
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.panel import PageText, panel_answer
from annotator.edit.web.requests import Fields, get, post
from annotator.edit.web.share_panel import draw_share
from annotator.edit.web.tutorial_routes import change_now
from annotator.edit.web.website_panel import Wish, draw_website
from annotator.edit.workspace import pack_state
from annotator.script import find_school
from annotator.voice import choose


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def share(request: Request, asked: Fields) -> Response:
        tid = request.path_params["tid"]
        making = desk.jobs.find_running("build", tid) is not None
        chosen = asked.text_or_none("lang", 50)
        view = draw_share(f"/api/tutorials/{tid}", describe_pack(desk, tid), chosen, making, PageText())
        return panel_answer(view)

    checks = CheckPages(desk.jobs)

    def page_of(opened: OpenTutorial) -> Page:
        with opened.session.lock:
            opened.session.refresh()
            state = opened.state()
        return Page(f"/api/tutorials/{opened.id}", state, lambda kind: desk.jobs.start(kind, [opened.written()]))

    def check(request: Request, _asked: Fields) -> Response:
        return panel_answer(**checks.show(page_of(desk.opened(request))))

    def work(request: Request, asked: Fields) -> Response:
        what, job, build = (asked.text_or_none(name, 50) for name in ("do", "job", "build"))
        opened = desk.opened(request)
        if what == "change":
            return change_now(opened, asked.members("change"))
        page = page_of(opened)
        return panel_answer(**(checks.start(page, what or "") if job is None else checks.end(page, job, build)))

    def website(_request: Request, _asked: Fields) -> Response:
        wish = Wish(address=desk.website_address)
        return panel_answer(draw_website(desk.home(), wish, PageText(), desk.jobs.find_running("website")))

    def make_website(_request: Request, asked: Fields) -> Response:
        job = asked.text_or_none("job", 50)
        wish = Wish(asked.texts("id", 500), (asked.text_or_none("website.address", 500) or "").strip())
        if job is not None:
            return panel_answer(draw_website(desk.home(), wish, PageText(), ended=desk.jobs.status(job)))
        folders = desk.folders(tuple(wish.tutorials or ()))
        started = desk.jobs.start("website", folders, base_url=wish.address)
        desk.website_address = wish.address
        return panel_answer(draw_website(desk.home(), wish, PageText(), started))

    return [
        get(website_panel.PATH, website),
        post(website_panel.PATH, make_website),
        get("/api/tutorials/{tid}/check", check),
        post("/api/tutorials/{tid}/check", work),
        get("/api/tutorials/{tid}/share", share),
        post("/api/tutorials/{tid}/share", share),
    ]


def describe_pack(desk: Desk, tid: str) -> dict[str, Any]:
    """What is in a tutorial's pack, and whether it is ``current``. Raises NotListedError for no such tutorial."""
    from annotator.edit import share_content  # brings NumPy and OpenCV along

    folder = desk.workspace.find(tid)
    place = desk.workspace.pack(folder)
    school, _, file = find_school(folder, choose.CHOICES)
    content = share_content.describe(place, lambda fid: f"/api/tutorials/{tid}/pack/{fid}", dict(school.language_names))
    return {**content, "current": pack_state(place, folder, file) == "current"}

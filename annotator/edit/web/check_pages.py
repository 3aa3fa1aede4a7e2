"""Which job the page of a tutorial's check waits for, and what it shows when that has ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from annotator.edit.jobs import Jobs
from annotator.edit.not_listed import NotListedError
from annotator.edit.web.answers import RequestError
from annotator.edit.web.check_panel import Working, draw_check
from annotator.edit.web.panel import Node, PageText
from annotator.edit.web.problem_list import list_problems

Work = Literal["check", "build"]
Answer = dict[str, Any]
"""What `annotator.edit.web.panel.panel_answer` takes."""


@dataclass(frozen=True)
class Page:
    """One tutorial: its address in the API, its state (`annotator.edit.state_json`), and what begins its jobs."""

    path: str
    state: Mapping[str, Any]
    begin: Callable[[Work], str]


class CheckPages:
    """The pages of all tutorials. A check belongs to the revision for which it was begun."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._checks: dict[str, tuple[int, str]] = {}

    def show(self, page: Page) -> Answer:
        """The page of a tutorial, which is checked anew unless its video is being made. Raises AnnotatorError."""
        tid = page.state["id"]
        build = self._jobs.find_running("build", tid)
        if build is not None:
            return {"view": self._wait(page, build, makes=True)}
        revision, check = self._checks.get(tid, (-1, ""))
        if revision != page.state["revision"] or not self._runs(check):
            check = self._begin_check(page)
        return {"view": self._wait(page, check)}

    def start(self, page: Page, what: str) -> Answer:
        """The page after a check or the making of the video was begun. Raises AnnotatorError, and RequestError for other work."""
        if what == "check":
            return {"view": self._wait(page, self._begin_check(page))}
        if what == "build":
            return {"view": self._wait(page, page.begin("build"), makes=True)}
        raise RequestError("bad-request", "The request's “do” is missing or wrong.")

    def end(self, page: Page, job: str, build: str | None = None) -> Answer:
        """The page after a job has ended; ``build`` is the one before it that made no video. Raises NotListedError."""
        row = self._jobs.status(job)
        makes = row["kind"] == "build"
        if row["state"] == "running":
            return {"view": self._wait(page, job, makes=makes, build=build)}
        if not makes:
            return {"view": self._draw(page, row, build)}
        if row["state"] == "done":
            return {"go": f"#/t/{page.state['id']}/share"}
        return {"view": self._wait(page, self._begin_check(page), build=job)}

    def _begin_check(self, page: Page) -> str:
        check = page.begin("check")
        self._checks[page.state["id"]] = page.state["revision"], check
        return check

    def _runs(self, job: str) -> bool:
        try:
            return bool(self._jobs.status(job)["state"] == "running")
        except NotListedError:
            return False

    def _wait(self, page: Page, job: str, *, makes: bool = False, build: str | None = None) -> Node:
        """The page while a job runs, with what is known so far."""
        text = PageText()
        working = Working(job, makes, (f"{page.path}/check", {"job": job, "build": build}))
        rows = list_problems(page.state, page.state["problems"], text)
        return draw_check(page.path, page.state, rows, text, working=working, **self._describe_build(build, text))

    def _draw(self, page: Page, check: Mapping[str, Any], build: str | None) -> Node:
        """The page after a check."""
        text = PageText()
        found = (check["result"] or {}).get("problems", page.state["problems"])
        rows = list_problems(page.state, found, text)
        news = self._describe_build(build, text)
        if check["state"] == "failed":
            news["failure"] = text.failure(check["error"])
        return draw_check(page.path, page.state, rows, text, checked=check["state"] == "done", **news)

    def _describe_build(self, build: str | None, text: PageText) -> dict[str, Any]:
        if build is None:
            return {}
        row = self._jobs.status(build)
        return {
            "failure": text.failure(row["error"]) if row["state"] == "failed" else None,
            "cancelled": row["state"] == "cancelled",
        }

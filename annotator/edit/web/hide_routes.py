"""Addresses of what is covered on pictures: the list below one, and the picture as families see it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import picture_files
from annotator.edit.offers import describe_covers
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import MOST_REVISION, MOST_STEPS, Fields, get, query, whole
from annotator.model import Problem
from annotator.pack.privacy_checks import check_hide_and_show_lines


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def place(request: Request) -> tuple[int, str]:
        index = whole(request.path_params["index"], "step", MOST_STEPS)
        return index, query(request).text("lang", 50)

    def covers(request: Request, _asked: Fields) -> dict[str, Any]:
        (index, lang), opened = place(request), desk.opened(request)
        with opened.session.lock:
            shown = opened.show_step(index, lang)
            problems = _find_problems(opened)
        return describe_covers(desk.reader.covers(shown), index, problems)

    def covered(request: Request, asked: Fields) -> Response:
        (index, lang), opened = place(request), desk.opened(request)
        revision = whole(asked.text("revision", 12), "revision", MOST_REVISION)
        shown = opened.show_step_at(revision, index, lang)
        drawn = desk.reader.covered(shown, picture_files.MAX_WIDTH, revision)
        return Response(drawn, media_type="image/jpeg")

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/steps/{{index}}/hiding", covers),
        get(f"{base}/steps/{{index}}/covered", covered),
    ]


def _find_problems(opened: OpenTutorial) -> dict[int, list[Problem]]:
    """What is wrong with the lines that cover and show, by their number."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in check_hide_and_show_lines(opened.session.tutorial, opened.school(), opened.matcher()):
        found[problem.line].append(problem)
    return found

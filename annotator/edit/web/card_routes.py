"""Addresses of what a family will see and hear: cards, what is covered on pictures, and sounds."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import picture_files
from annotator.edit.json_codec import to_json
from annotator.edit.picture_answers import CoverLine, Covers, View
from annotator.edit.sounds import MEDIA_TYPE
from annotator.edit.state_json import describe_problem
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import MOST_REVISION, MOST_STEPS, Fields, get, post, query, whole
from annotator.model import Problem
from annotator.pack.privacy_checks import check_hide_and_show_lines
from annotator.script.file_names import END, TITLE

_VIEWS: tuple[View, ...] = get_args(View)


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def card(request: Request, asked: Fields) -> Response:
        index = whole(request.path_params["index"], "step", MOST_STEPS)
        lang, view = asked.text("lang", 50), asked.text("view", 10)
        seen = whole(asked.text("revision", 12), "revision", MOST_REVISION)
        if view not in _VIEWS:
            raise RequestError("bad-request", "The request's “view” is missing or wrong.")
        drawn = desk.reader.draw_card(desk.opened(request).show_step_at(seen, index, lang), view, seen)
        return Response(drawn, media_type="image/png" if view == "answer" else "image/jpeg")

    def place(request: Request) -> tuple[int, str]:
        index = whole(request.path_params["index"], "step", MOST_STEPS)
        return index, query(request).text("lang", 50)

    def covers(request: Request, _asked: Fields) -> dict[str, Any]:
        (index, lang), opened = place(request), desk.opened(request)
        with opened.session.lock:
            shown = opened.show_step(index, lang)
            problems = _find_problems(opened)
        found = desk.reader.covers(shown)
        hides = [
            {**to_json(each, CoverLine), "problems": [describe_problem(one) for one in problems[each.line.line]]}
            for each in found.hides
        ]
        return {**to_json(found, Covers), "hides": hides}

    def covered(request: Request, asked: Fields) -> Response:
        (index, lang), opened = place(request), desk.opened(request)
        revision = whole(asked.text("revision", 12), "revision", MOST_REVISION)
        shown = opened.show_step_at(revision, index, lang)
        drawn = desk.reader.covered(shown, picture_files.MAX_WIDTH, revision)
        return Response(drawn, media_type="image/jpeg")

    def play(request: Request, asked: Fields) -> Response:
        lang, item, opened = asked.text("lang", 50), _item(request), desk.opened(request)
        opened.check_language(lang)
        sound = desk.sounds.play(opened.written(), item, lang, pressed=request.method == "POST")
        return Response(sound, media_type=MEDIA_TYPE)

    def voice(request: Request, asked: Fields) -> dict[str, Any]:
        lang, item, opened = asked.text("lang", 50), _item(request), desk.opened(request)
        opened.check_language(lang)
        seen = desk.sounds.look(opened.folder, item, lang)
        problems = [] if seen.problem is None else [dict(zip(("message", "remedy"), seen.problem, strict=True))]
        return {
            "state": "reading" if seen.is_coming else "ready",
            "draft": seen.is_draft,
            "problems": [{"level": "warning", **problem} for problem in problems],
        }

    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/cards/{{index}}", card),
        get(f"{base}/steps/{{index}}/hiding", covers),
        get(f"{base}/steps/{{index}}/covered", covered),
        get(f"{base}/sounds/{{item}}", play),
        post(f"{base}/plays/{{item}}", play),
        get(f"{base}/plays/{{item}}", voice),
    ]


def _item(request: Request) -> str:
    """What is said: the index of a step, ``title`` or ``end``."""
    item = str(request.path_params["item"])
    return item if item in (TITLE, END) else str(whole(item, "step", MOST_STEPS))


def _find_problems(opened: OpenTutorial) -> dict[int, list[Problem]]:
    """What is wrong with the lines that cover and show, by their number."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in check_hide_and_show_lines(opened.session.tutorial, opened.school(), opened.matcher()):
        found[problem.line].append(problem)
    return found

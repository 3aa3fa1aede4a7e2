"""Routes of pictures: taking them in, showing them, their items, and the meaning of a click on them.

The second half (`card_routes`) has the routes of cards, covers and the sound of a step.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.pointing.picture_results import CoverLine, Covers, Items, MarkPlace, Pointed, View
from annotator.edit.recordings.sounds import MEDIA_TYPE
from annotator.edit.tutorial import picture_files
from annotator.edit.tutorial.changes import to_json
from annotator.edit.tutorial.state_json import describe_problem
from annotator.edit.tutorial_list import short_id
from annotator.edit.web.desk import Desk
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import MOST_REVISION, MOST_STEPS, Fields, RequestError, get, post, query, upload, whole
from annotator.edition.privacy_checks import check_hide_and_show_lines
from annotator.errors import ProblemsError
from annotator.messages import join
from annotator.model import Problem
from annotator.script.file_names import END, TITLE


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def receive(request: Request, pieces: Iterator[bytes]) -> dict[str, Any]:
        opened = desk.opened(request)
        with _explaining():
            name = picture_files.receive(opened.folder, query(request).text_or_none("name", 1000) or "", pieces)
        opened.session.refresh()
        return {"picture": short_id(name), "name": name}

    def image(request: Request, asked: Fields) -> Response:
        wish = asked.text_or_none("w", 10)
        width = None if wish is None else max(1, whole(wish, "w", picture_files.MAX_WIDTH))
        opened = desk.opened(request)
        path = opened.path_of(opened.file_of(request.path_params["pid"]))
        with _explaining():
            shown = picture_files.render(path, width, desk.reader.state(path).turn)
        return Response(shown, media_type="image/jpeg")

    def turn(request: Request, _asked: Fields) -> dict[str, Any]:
        opened = desk.opened(request)
        name = opened.file_of(request.path_params["pid"])
        shown = desk.reader.state(opened.path_of(name)).turn
        with _explaining():
            copy = picture_files.turn(opened.folder, name, (shown + 90) % 360)
        opened.session.refresh()
        return {"picture": short_id(copy), "name": copy}

    def items(request: Request, asked: Fields) -> dict[str, Any]:
        index, lang = whole(asked.text("step", 10), "step", MOST_STEPS), asked.text("lang", 50)
        opened = desk.opened(request)
        shown = opened.show_step(index, lang)
        if request.path_params["pid"] != short_id(shown.name):
            raise RequestError("unknown", "The step has another picture by now.", "Look at the newest state.")
        opened.look_at(shown.name)
        return {"state": "ready", **to_json(desk.reader.items(shown), Items)}

    def ask_at(request: Request, asked: Fields, *, covering: bool) -> Pointed:
        index, lang, drawn = asked.integer("step"), asked.text("lang", 50), asked.yes("drawn")
        shown = desk.opened(request).show_step(index, lang)
        if drawn:
            return desk.reader.point_box(shown, asked.numbers("box", 4))
        ask = desk.reader.coverable if covering else desk.reader.point
        return ask(shown, asked.number("x"), asked.number("y"))

    def point(request: Request, asked: Fields) -> dict[str, Any]:
        return {"state": "ready", **to_json(ask_at(request, asked, covering=asked.yes("hide")), Pointed)}

    def marks(request: Request, asked: Fields) -> dict[str, Any]:
        index, lang = whole(request.path_params["index"], "step", MOST_STEPS), asked.text("lang", 50)
        opened = desk.opened(request)
        with opened.session.lock:
            shown, revision = opened.show_step(index, lang), opened.session.revision
        opened.look_at(shown.name)
        places = desk.reader.marks(shown, revision)
        turn = desk.reader.state(opened.folder / shown.name).turn
        return {"state": "ready", "marks": to_json(places, tuple[MarkPlace, ...]), "turn": turn}

    base = "/api/tutorials/{tid}"
    return [
        upload(f"{base}/pictures", receive),
        get(f"{base}/pictures/{{pid}}/image", image),
        get(f"{base}/pictures/{{pid}}/items", items),
        post(f"{base}/pictures/{{pid}}/turn", turn),
        post(f"{base}/point", point),
        get(f"{base}/steps/{{index}}/marks", marks),
    ]


@contextlib.contextmanager
def _explaining() -> Iterator[None]:
    """Raises RequestError for a picture that can't be read."""
    try:
        yield
    except ProblemsError as error:
        first = error.problems[0]
        raise RequestError("unreadable-picture", join(first.file, first.message), first.remedy) from error


_VIEWS: tuple[View, ...] = get_args(View)


def card_routes(desk: Desk) -> list[Route]:
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
    """The item to say: the index of a step, ``title`` or ``end``."""
    item = str(request.path_params["item"])
    return item if item in (TITLE, END) else str(whole(item, "step", MOST_STEPS))


def _find_problems(opened: OpenTutorial) -> dict[int, list[Problem]]:
    """The problems of ``hide:`` and ``show:`` lines, by line number."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for problem in check_hide_and_show_lines(opened.session.tutorial, opened.school(), opened.matcher()):
        found[problem.line].append(problem)
    return found

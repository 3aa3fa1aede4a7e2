"""Routes of the pictures of a tutorial, of what is on them and may be meant by a click, and of covers and cards.

All addresses begin with ``/api/tutorials/{tid}``; ``pid`` is the short id of a file, ``index`` the place of a step, from 0::

    POST  /pictures?name=01.png       a picture comes in
    GET   /pictures/{pid}/image?w=360 the picture, at most 360 pixels wide
    GET   /pictures/{pid}/items       the texts, icons and other things on it that a step can point at
    POST  /pictures/{pid}/turn        a copy, turned by 90 degrees
    POST  /point                      what a click at x, y may mean, or a box that was drawn
    GET   /steps/{index}/marks        where the step's action and marks are on its picture
    GET   /steps/{index}/guesses      guesses of its action, from its picture and the next one
    GET   /today                      the steps beside pictures of today, and how they changed
    GET   /steps/{index}/hiding       the covers on its picture, and what else could be covered
    GET   /steps/{index}/covered      the picture with its covers
    GET   /cards/{index}?view=chat    the card of a step, as a family sees it
"""

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit.errors import BadFieldError, describe_problem
from annotator.edit.json_codec import to_json
from annotator.edit.pointing.cover_results import CoverLine, Covers
from annotator.edit.pointing.guesses import Guess
from annotator.edit.pointing.pointed import Items, MarkPlace, Pointed
from annotator.edit.pointing.shown_step import View
from annotator.edit.tutorial import page_pictures, picture_files
from annotator.edit.tutorial_list import short_id
from annotator.edit.web.desk import Desk, Handlers
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.requests import Fields, get, post, query, step_index, upload, whole_number
from annotator.edit.web.responses import RequestError
from annotator.edition.matched_steps import StepToday
from annotator.edition.privacy_checks import check_hide_and_show_lines
from annotator.errors import ProblemsError
from annotator.messages import join
from annotator.model import phones
from annotator.script import natural_key

_VIEWS: tuple[View, ...] = get_args(View)


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""
    return [*_file_routes(desk), *_step_routes(desk)]


def _file_routes(desk: Desk) -> list[Route]:
    """The routes of pictures as files."""
    handlers = _FileHandlers(desk)
    base = "/api/tutorials/{tid}/pictures"
    return [
        upload(base, handlers.receive),
        get(f"{base}/{{pid}}/image", handlers.image),
        post(f"{base}/{{pid}}/turn", handlers.turn),
    ]


class _FileHandlers(Handlers):
    """The handlers of pictures as files."""

    def receive(self, request: Request, pieces: Iterator[bytes]) -> dict[str, Any]:
        """Take in a picture: ``{"picture": "3f9a…", "name": "01.png"}``, by its short id and the name that it got."""
        opened = self._desk.opened(request)
        with explaining_bad_pictures():
            name = picture_files.receive(opened.folder, query(request).text_or_none("name", 1000) or "", pieces)
        opened.session.refresh()
        return {"picture": short_id(name), "name": name}

    def image(self, request: Request, fields: Fields) -> Response:
        """A picture as a JPEG, turned as its reading found, once it is read."""
        wanted_width = fields.text_or_none("w", 10)
        width = None if wanted_width is None else max(1, whole_number(wanted_width, "w", page_pictures.MAX_WIDTH))
        opened = self._desk.opened(request)
        path = opened.path_of(opened.file_of(request.path_params["pid"]))
        with explaining_bad_pictures():
            jpeg = page_pictures.render(path, width, self._desk.reader.queue.state(path).turn)
        return Response(jpeg, media_type="image/jpeg")

    def turn(self, request: Request, _fields: Fields) -> dict[str, Any]:
        """Copy a picture, turned clockwise by 90 degrees from how the page shows it; the original stays."""
        opened = self._desk.opened(request)
        name = opened.file_of(request.path_params["pid"])
        degrees = self._desk.reader.queue.state(opened.path_of(name)).turn
        with explaining_bad_pictures():
            copy = picture_files.turn(opened.folder, name, (degrees + 90) % 360)
        opened.session.refresh()
        return {"picture": short_id(copy), "name": copy}


def _step_routes(desk: Desk) -> list[Route]:
    """The routes of the picture of a step, and of its cards."""
    handlers = _StepHandlers(desk)
    base = "/api/tutorials/{tid}"
    return [
        get(f"{base}/pictures/{{pid}}/items", handlers.items),
        post(f"{base}/point", handlers.point),
        get(f"{base}/steps/{{index}}/marks", handlers.marks),
        get(f"{base}/steps/{{index}}/guesses", handlers.guesses),
        get(f"{base}/today", handlers.today),
        get(f"{base}/steps/{{index}}/hiding", handlers.hiding),
        get(f"{base}/steps/{{index}}/covered", handlers.covered),
        get(f"{base}/cards/{{index}}", handlers.card),
    ]


class _StepHandlers(Handlers):
    """The handlers of the picture of a step, and of its cards."""

    def items(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The items on the picture of a step. Raises RequestError if it has another picture by now."""
        opened, index, lang = self._find(request, fields)
        shown = opened.show_step(index, lang)
        if request.path_params["pid"] != short_id(shown.name):
            raise RequestError("unknown", "The step has another picture by now.", "Look at the newest state.")
        opened.look_at(shown.name)
        return {"state": "ready", **to_json(self._desk.reader.items(shown), Items)}

    def point(self, request: Request, fields: Fields) -> dict[str, Any]:
        """What a drawn box may mean, or a click: for an action or mark, or with ``hide`` for a cover.

        With ``phone``, on the step's picture of that phone.
        """
        covering, is_drawn = fields.yes("hide"), fields.yes("drawn")
        opened = self._desk.opened(request)
        shown = opened.show_step(fields.integer("step"), fields.text("lang", 50))
        if phone := fields.text_or_none("phone", 50):
            shown = replace(shown, tutorial=phones.show_tutorial(shown.tutorial, phone))
            opened.path_of(shown.name)
        if is_drawn:
            pointed = self._desk.reader.point_box(shown, fields.numbers("box", 4))
        elif covering:
            pointed = self._desk.reader.coverable(shown, fields.number("x"), fields.number("y"))
        else:
            pointed = self._desk.reader.point(shown, fields.number("x"), fields.number("y"))
        return {"state": "ready", **to_json(pointed, Pointed)}

    def marks(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The places of the action and of the marks of a step."""
        opened, index, lang = self._find(request, fields)
        shown, revision = opened.show_newest(index, lang)
        opened.look_at(shown.name)
        places = self._desk.reader.marks(shown, revision)
        turn = self._desk.reader.queue.state(opened.folder / shown.name).turn
        return {"state": "ready", "marks": to_json(places, tuple[MarkPlace, ...]), "turn": turn}

    def guesses(self, request: Request, fields: Fields) -> dict[str, Any]:
        """Guesses of the action of a step."""
        opened, index, lang = self._find(request, fields)
        guessed = self._desk.reader.guesses(opened.show_step(index, lang))
        return {"state": "ready", "guesses": to_json(guessed, tuple[Guess, ...])}

    def today(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The steps beside the pictures whose ids are in ``pictures``, with what *Use the new screen* carries over."""
        opened = self._desk.opened(request)
        folder, tutorial = opened.written(), opened.session.tutorial
        names = [opened.file_of(pid) for pid in fields.text("pictures", 10_000).split(",")]
        comparison = self._desk.reader.compare_today(folder, tutorial, sorted(names, key=natural_key))
        rows = []
        for row in comparison.steps:
            variants = {variant.file: variant.lang for variant in tutorial.steps[row.index].pictures}
            ids = {"picture": short_id(row.picture), "screen": row.screen and short_id(row.screen)}
            rows.append({**to_json(row, StepToday), **ids, "texts": dict(row.texts), "lang": variants.get(row.picture)})
        others = [{"screen": short_id(name), "after": after} for name, after in comparison.others]
        return {"left": comparison.left, "rows": rows, "others": others}

    def hiding(self, request: Request, fields: Fields) -> dict[str, Any]:
        """The covers on a step's picture, with the problems of ``hide:`` lines, and what else could be covered."""
        opened, index, lang = self._find(request, fields)
        problems: dict[int, list[Any]] = defaultdict(list)
        with opened.session.lock:
            shown = opened.show_step(index, lang)
            for problem in check_hide_and_show_lines(opened.session.tutorial, opened.school(), opened.matcher()):
                problems[problem.line].append(describe_problem(problem))
        covers = self._desk.reader.covers(shown)
        hides = [{**to_json(cover, CoverLine), "problems": problems[cover.line.line]} for cover in covers.hides]
        return {**to_json(covers, Covers), "hides": hides}

    def covered(self, request: Request, fields: Fields) -> Response:
        """The newest picture of a step with its covers."""
        fields.revision()  # by which the browser tells pictures apart
        opened, index, lang = self._find(request, fields)
        shown, revision = opened.show_newest(index, lang)
        drawn = self._desk.reader.covered(shown, page_pictures.MAX_WIDTH, revision)
        return Response(drawn, media_type="image/jpeg")

    def card(self, request: Request, fields: Fields) -> Response:
        """The newest card of a step; the picture of an answer, which is sent, only at the revision that was looked at."""
        view, revision = fields.text("view", 10), fields.revision()
        if view not in _VIEWS:
            raise BadFieldError("view")
        opened, index, lang = self._find(request, fields)
        if view == "answer":
            shown = opened.show_step_at(revision, index, lang)
        else:
            shown, revision = opened.show_newest(index, lang)
        drawn = self._desk.reader.draw_card(shown, view, revision)
        return Response(drawn, media_type="image/png" if view == "answer" else "image/jpeg")

    def _find(self, request: Request, fields: Fields) -> tuple[OpenTutorial, int, str]:
        """The tutorial, the index of the step and the language that an address names."""
        index, lang = step_index(request.path_params.get("index") or fields.text("step", 12)), fields.text("lang", 50)
        return self._desk.opened(request), index, lang


@contextlib.contextmanager
def explaining_bad_pictures() -> Iterator[None]:
    """Raise RequestError in place of ProblemsError, for a picture that can't be read."""
    try:
        yield
    except ProblemsError as error:
        first = error.problems[0]
        raise RequestError("unreadable-picture", join(first.file, first.message), first.remedy) from error

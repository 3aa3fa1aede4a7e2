"""Addresses of what is covered on pictures: the panel below one, its changes, the picture as families see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotator.edit import picture_files, state_json
from annotator.edit.json_codec import target_row
from annotator.edit.web.answers import RequestError
from annotator.edit.web.desk import Desk
from annotator.edit.web.hide_panel import HidePanel, line_id
from annotator.edit.web.open_tutorial import OpenTutorial
from annotator.edit.web.page_words import page_language
from annotator.edit.web.panel import PageText, panel_answer
from annotator.edit.web.requests import MOST_REVISION, MOST_STEPS, Fields, get, post, query, whole
from annotator.model import Tutorial
from annotator.pack.privacy_checks import check_hide_and_show_lines
from annotator.script import RECORDINGS, suffix
from annotator.wordings import put_into_words

_CHANGES: Final = ("add-hide", "add-show", "remove-hide", "remove-show", "move-hide")
"""What the panel may change."""
_EXAMPLE: Final = "example-"


def routes(desk: Desk) -> list[Route]:
    """The routes of this module."""

    def place(request: Request) -> tuple[int, str]:
        index = whole(request.path_params["index"], "step", MOST_STEPS)
        return index, query(request).text("lang", 50)

    def panel(request: Request, _asked: Fields) -> Response:
        (index, lang), opened = place(request), desk.opened(request)
        with opened.session.lock:
            shown = opened.show_step(index, lang)
            problems = _find_problems(opened)
        covers = desk.reader.covers(shown)
        path = f"/api/tutorials/{opened.id}/steps/{index}/hiding"
        picture, moves = state_json.picture_id(shown.name), suffix(shown.name) in RECORDINGS
        drawn = HidePanel(PageText(), path, picture, index, problems, shown=not moves)
        return panel_answer(drawn.draw(covers))

    def change(request: Request, asked: Fields) -> Response:
        index = whole(request.path_params["index"], "step", MOST_STEPS)
        picture, row = asked.text("picture", 50), asked.raw("change")
        if not isinstance(row, dict) or row.get("do") not in _CHANGES:
            raise RequestError("bad-request", "The request's “change” is missing or wrong.")
        opened = desk.opened(request)
        with opened.session.lock:
            opened.session.refresh()
            tutorial = opened.session.tutorial
            if index >= len(tutorial.steps) or picture not in _pictures(tutorial, index):
                raise RequestError("unknown", "The step has another picture by now.", "Look at the newest state.")
            opened.change_now(row)
        return panel_answer(changed=True, notice=PageText()(f"hide.done.{row['do']}"))

    def example(request: Request, asked: Fields) -> Response:
        name = next((name for name in asked.all() if name.startswith(_EXAMPLE)), "")
        text, opened = asked.text(name, 200), desk.opened(request)
        with opened.session.lock:
            opened.session.refresh()
            tutorial = opened.session.tutorial
            holders = ((None, tutorial.hides), *((at, step.hides) for at, step in enumerate(tutorial.steps)))
            for step, hides in holders:
                for hide in hides:
                    if line_id(step, hide) == name.removeprefix(_EXAMPLE):
                        target = target_row(hide.target)
                        row = {"do": "set-hide-example", "step": step, "target": target, "example": text}
                        opened.change_now(row)
                        return panel_answer(changed=True)
        raise RequestError("unknown", "This is not covered any more.", "Look at the newest state.")

    def covered(request: Request, asked: Fields) -> Response:
        (index, lang), opened = place(request), desk.opened(request)
        revision = whole(asked.text("revision", 12), "revision", MOST_REVISION)
        shown = opened.show_step_at(revision, index, lang)
        drawn = desk.reader.covered(shown, picture_files.MAX_WIDTH, revision)
        return Response(drawn, media_type="image/jpeg")

    base = "/api/tutorials/{tid}/steps/{index}"
    return [
        get(f"{base}/hiding", panel),
        post(f"{base}/hiding", change),
        post(f"{base}/hiding/example", example),
        get(f"{base}/covered", covered),
    ]


def _pictures(tutorial: Tutorial, index: int) -> set[str]:
    step = tutorial.steps[index]
    return {state_json.picture_id(step.screenshot(lang)) for lang in (*tutorial.languages, "")}


def _find_problems(opened: OpenTutorial) -> Mapping[int, Sequence[str]]:
    """What is wrong with the lines that cover and show, by their number, in the words of the page."""
    found: dict[int, list[str]] = {}
    for problem in check_hide_and_show_lines(opened.session.tutorial, opened.school(), opened.matcher()):
        found.setdefault(problem.line, []).append(put_into_words(problem.sentences, page_language(), "editor"))
    return found

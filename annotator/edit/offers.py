"""Rows for the page about what is covered and what could be, with the changes that one press makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.edit.json_codec import target_row
from annotator.edit.picture_answers import Covers
from annotator.model import Box, Decision, Hide, Problem, Show


def list_offers(problem: Problem, step: int | None) -> list[dict[str, Any]]:
    """The decisions that settle a problem. ``step`` is the index of its step, or None."""
    return [describe_decision(decision, step) for decision in problem.decisions]


def describe_decision(decision: Decision, step: int | None) -> dict[str, Any]:
    """A line that a person may add, as ``{"do": "hide" or "show", "example", "change"}``.

    ``example`` is what is written in place of what is hidden, or None, and ``change`` the row to send.
    """
    line, place = decision.line, None if decision.everywhere else step
    change: dict[str, Any] = {"step": place, "target": target_row(line.target)}
    if isinstance(line, Hide):
        change |= {"do": "add-hide", "example": line.example}
        return {"do": "hide", "example": line.example, "change": change}
    return {"do": "show", "example": None, "change": change | {"do": "add-show"}}


def describe_asks(covers: Covers, step: int) -> list[dict[str, Any]]:
    """The possible names on a step's picture that nobody has decided on."""
    return [
        {
            "text": ask.text,
            "why": ask.why,
            "boxes": [ask.box.numbers],
            "offers": [describe_decision(decision, step) for decision in (ask.hide, ask.show)],
        }
        for ask in covers.asks
    ]


def describe_covers(covers: Covers, step: int, problems: Mapping[int, Sequence[Problem]]) -> dict[str, Any]:
    """All about what is covered on a step's picture. ``problems`` are those of lines of the script, by their number."""
    return {
        "asks": describe_asks(covers, step),
        "hides": [
            _describe_line(line.line, line.step, line.boxes)
            | {"problems": [_describe_problem(problem) for problem in problems.get(line.line.line, ())]}
            for line in covers.hides
        ],
        "automatic": [
            {
                "kind": cover.kind,
                "text": cover.text,
                "boxes": [cover.box.numbers],
                "offer": describe_decision(cover.show, step),
            }
            for cover in covers.automatic
        ],
        "shows": [_describe_line(line.line, line.step, line.boxes) for line in covers.shows],
        "others": [
            {
                "label": one.label,
                "everywhere": one.everywhere,
                "target": target_row(one.target),
                "example": one.example,
            }
            for one in covers.others
        ],
    }


def _describe_line(line: Hide | Show, step: int | None, boxes: Sequence[Box]) -> dict[str, Any]:
    return {
        "step": step,
        "target": target_row(line.target),
        "example": line.example if isinstance(line, Hide) else None,
        "boxes": [box.numbers for box in boxes],
    }


def _describe_problem(problem: Problem) -> dict[str, str]:
    return {"level": problem.level, "message": problem.message, "remedy": problem.remedy}

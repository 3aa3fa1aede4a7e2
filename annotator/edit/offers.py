"""Offer the lines that a problem's remedy names as changes, so that one press adds them."""

from __future__ import annotations

from typing import Any

from annotator.edit.target_json import target_row
from annotator.model import Decision, Hide, Problem


def list_offers(problem: Problem, step: int | None) -> list[dict[str, Any]]:
    """The decisions that settle a problem, as rows for the page.

    Args:
        problem: as `annotator.commands.check` reports it.
        step: the index of its step, or None.

    Returns a list of ``{"do": "hide" or "show", "example", "change"}``: ``example`` is what is written in place of what is
    hidden, or None, and ``change`` the row to send.
    """
    return [_describe(decision, None if decision.everywhere else step) for decision in problem.decisions]


def _describe(decision: Decision, step: int | None) -> dict[str, Any]:
    line = decision.line
    change: dict[str, Any] = {"step": step, "target": target_row(line.target)}
    if isinstance(line, Hide):
        change |= {"do": "add-hide", "example": line.example}
        return {"do": "hide", "example": line.example, "change": change}
    return {"do": "show", "example": None, "change": change | {"do": "add-show"}}

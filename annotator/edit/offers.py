"""Offer the lines that a problem's remedy names as changes, so that one press adds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.edit.target_json import target_row
from annotator.script import parse_target


def list_offers(decisions: Sequence[Mapping[str, Any]], step: int | None) -> list[dict[str, Any]]:
    """The decisions that settle a problem, as rows for the page.

    Args:
        decisions: as ``annotator check --json`` prints them.
        step: the index of its step, or None.

    Returns a list of ``{"do": "hide" or "show", "example", "change"}``: ``example`` is what is written in place of what is
    hidden, or None, and ``change`` the row to send.
    """
    return [_describe(row, None if row["everywhere"] else step) for row in decisions]


def _describe(row: Mapping[str, Any], step: int | None) -> dict[str, Any]:
    do, example = row["do"], row["example"]
    change = {"step": step, "target": target_row(parse_target(row["target"])), "do": f"add-{do}"}
    if do == "hide":
        change["example"] = example
    return {"do": do, "example": example, "change": change}

"""Turn the script lines that a problem suggests into changes, so that one press does what else would be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from annotator.edit.target_json import target_row
from annotator.model import Hide, Problem, Show, Target, TextTarget
from annotator.script import BadValueError, parse_hide, parse_target, write_hide, write_show

_LINE = re.compile(r"“- (hide|show): (.+?)”(?=[ .,]|$)")
_ABOVE = "above the first picture"
"""How remedies say that a line belongs to the whole tutorial; else it belongs to the step."""


def list_offers(problem: Problem, step: int | None) -> list[dict[str, Any]]:
    """The changes that a problem's remedy suggests, as rows for the page.

    Args:
        problem: as `annotator.commands.check` reports it.
        step: the index of its step, or None.

    Returns a list of ``{"do": "hide" or "show", "text", "example", "change"}``: ``text`` is what is covered or shown,
    ``example`` what is written in its place or None, and ``change`` the row to send.
    """
    place = None if _ABOVE in problem.remedy else step
    return [
        {"do": word, "text": text, "example": example, "change": change | {"step": place}}
        for word, text, example, change in _read_lines(problem.remedy)
    ]


def _read_lines(remedy: str) -> Iterator[tuple[str, str, str | None, dict[str, Any]]]:
    for word, value in _LINE.findall(remedy):
        try:
            if word == "hide":
                target, example = parse_hide(value)
                exact = write_hide(Hide(target, example)) == f"- hide: {value}"
            else:
                target, example = parse_target(value), None
                exact = write_show(Show(target)) == f"- show: {value}"
        except BadValueError:  # an explanation such as "- hide: …", not a line to take over
            continue
        if exact and _name(target) != "…":
            change = {"do": f"add-{word}", "target": target_row(target)}
            yield word, _name(target), example, change | ({"example": example} if word == "hide" else {})


def _name(target: Target) -> str:
    return target.wordings[0] if isinstance(target, TextTarget) else ""

"""Problems as the JSON that ``annotator check --json`` prints, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.messages import key_and_parts
from annotator.model import Decision, Hide, Problem, Show, StepNumber
from annotator.script.target import parse_hide, parse_target
from annotator.script.writer import write_hide, write_show


def problem_row(problem: Problem) -> dict[str, Any]:
    """A problem as a row. ``offers`` are the lines that its remedy names: for its step, or ``everywhere``."""
    return {
        "file": problem.file,
        "line": problem.line,
        **(problem.step.row("step") if problem.step else {"step": None}),
        "level": problem.level,
        "message": problem.message,
        "remedy": problem.remedy,
        **key_and_parts(problem.message),
        "offers": [{"line": _write(each.line), "everywhere": each.everywhere} for each in problem.decisions],
    }


def read_problem_row(row: Mapping[str, Any]) -> Problem:
    """The inverse of `problem_row`."""
    decisions = tuple(Decision(_read(each["line"]), each["everywhere"]) for each in row["offers"])
    step = StepNumber.from_row(row, "step")
    facts = row["file"], row["line"], row["message"], row["remedy"], row["level"]
    return Problem(*facts, step=step, decisions=decisions)


def _write(line: Hide | Show) -> str:
    return write_hide(line) if isinstance(line, Hide) else write_show(line)


def _read(line: str) -> Hide | Show:
    value = line.partition(": ")[2]
    return Hide(*parse_hide(value)) if line.startswith("- hide") else Show(parse_target(value))

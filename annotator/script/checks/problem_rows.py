"""Write problems as the rows of JSON that ``annotator check --json`` prints, and read them back."""

from collections.abc import Mapping
from typing import Any

from annotator.messages import key_and_parts
from annotator.model import Decision, Hide, Problem, Show, StepNumber
from annotator.script.target import parse_hide, parse_target
from annotator.script.writer import write_hide, write_show


def problem_row(problem: Problem) -> dict[str, Any]:
    """A problem as a row of JSON: ``{"file": "tutorial.md", "line": 7, "step": 2, "level": "problem", …}``.

    Its ``offers`` are the lines that the remedy names: ``{"line": "- hide: Ana Luz", "everywhere": True}``.
    """
    return {
        "file": problem.file,
        "line": problem.line,
        **(problem.step.row("step") if problem.step else {"step": None}),
        "level": problem.level,
        "message": problem.message,
        "remedy": problem.remedy,
        **key_and_parts(problem.message),
        "offers": [{"line": _write_line(offer.line), "everywhere": offer.everywhere} for offer in problem.decisions],
    }


def read_problem_row(row: Mapping[str, Any]) -> Problem:
    """The problem of a `problem_row`, with its sentences as plain texts. Whether it is secret is lost."""
    return Problem(
        file=row["file"],
        line=row["line"],
        message=row["message"],
        remedy=row["remedy"],
        level=row["level"],
        step=StepNumber.from_row(row, "step"),
        decisions=tuple(Decision(_read_line(offer["line"]), offer["everywhere"]) for offer in row["offers"]),
    )


def _write_line(line: Hide | Show) -> str:
    """A line that a problem offers."""
    return write_hide(line) if isinstance(line, Hide) else write_show(line)


def _read_line(line: str) -> Hide | Show:
    """The line of a text that `_write_line` wrote."""
    value = line.partition(": ")[2]
    return Hide(*parse_hide(value)) if line.startswith("- hide") else Show(parse_target(value))

"""What the server and its child processes say to each other: a request, then progress, then one result or error."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from annotator.edit.offers import list_offers
from annotator.errors import AnnotatorError, MissingError, OutputError, ProblemsError, ServiceError
from annotator.messages import Message
from annotator.model import Problem
from annotator.script import SCRIPT

JobKind = Literal["check", "build", "draft", "website", "take", "join", "answer"]
KINDS: tuple[JobKind, ...] = get_args(JobKind)
PROGRESS, RESULT, ERROR = "progress", "result", "error"


@dataclass(frozen=True, slots=True)
class Request:
    """What a child does.

    Attributes:
        kind: the kind of job.
        folders: the tutorials; one, but for a website. For a take or a join: the recordings.
        output: the folder that receives the packs or the website; for a take or a join, the file to write.
        languages: only these; empty: those of ``school.toml``, or all.
        base_url: the address of a website; empty: that of ``school.toml``.
        item: for a take or a join: ``clean`` or ``raw``; for an answer: the index of a step.
    """

    kind: JobKind
    folders: tuple[str, ...]
    output: str = ""
    languages: tuple[str, ...] = ()
    base_url: str = ""
    item: str = ""


def describe_error(error: BaseException) -> dict[str, Any]:
    """An error as JSON: a ``code`` for the page's own words, ``message`` and ``remedy``, perhaps a list of ``problems``."""
    row: dict[str, Any] = {"code": error_code(error)}
    if isinstance(error, ProblemsError):
        first = error.problems[0] if error.problems else None
        text = {"message": first.message, "remedy": first.remedy} if first else {"message": str(error), "remedy": ""}
        return row | text | {"problems": [describe_problem(problem, ()) for problem in error.problems]}
    if isinstance(error, AnnotatorError):
        return row | {"message": error.message, "remedy": error.remedy}
    if row["code"] == "internal":
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return row | {
            "message": Message("Something went wrong inside annotator: {reason}.", reason=reason),
            "remedy": "Send this message to whoever looks after annotator.",
        }
    assert isinstance(error, OSError)
    return row | {
        "message": Message("The files could not be written: {strerror}.", strerror=error.strerror or error),
        "remedy": "Make room on the disk, or choose a folder that you may write to.",
    }


def error_code(error: BaseException) -> str:
    """The word for an error's kind, by which a page finds its own text for it."""
    own = getattr(error, "code", None)
    if isinstance(own, str):
        return own
    causes = (error, error.__cause__, error.__context__)
    if isinstance(error, (OSError, OutputError)):
        full = any(isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT) for cause in causes)
        return "disk-full" if full else "not-writable"
    kinds: tuple[tuple[type[BaseException], str], ...] = (
        (ProblemsError, "problems"),
        (MissingError, "missing"),
        (ServiceError, "service"),
        (AnnotatorError, "refused"),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), "internal")


def describe_problem(problem: Problem, step_lines: Sequence[int]) -> dict[str, Any]:
    """A problem as JSON. ``step_lines`` are the lines of the steps' pictures; ``step`` is the index of the step, from 0."""
    step: int | None = None
    if problem.file == SCRIPT and problem.line > 0:
        step = sum(line <= problem.line for line in step_lines) - 1
    index = None if step is None or step < 0 else step
    return {
        "file": problem.file,
        "line": problem.line,
        "step": index,
        "number": None if problem.step is None else str(problem.step),
        "level": problem.level,
        "message": problem.message,
        "remedy": problem.remedy,
        "offers": list_offers(problem, index),
    }


def step_lines(folder: Path) -> tuple[int, ...]:
    """The line of each step's picture in the script, as it is now; none if it can't be read."""
    from annotator import script

    tutorial = script.read_folder(folder).readable
    return tuple(step.line for step in tutorial.steps) if tutorial else ()

"""Errors of the editor, which pages know by their ``code``, and problems of a tutorial as pages show them."""

from bisect import bisect_right
from typing import Any, Final, Literal

from annotator.errors import AnnotatorError
from annotator.model import Problem, Tutorial
from annotator.script import SCRIPT

ErrorCode = Literal["refused", "bad-request"]
_MAX_SHOWN_CHARS: Final = 80


class NotListedError(AnnotatorError):
    """A browser asked for something that the server has not listed, or that has gone since."""

    code = "unknown"


class BadFieldError(AnnotatorError):
    """A request has a field that is missing or wrong, as our page never sends it; it is named by its name or its value."""

    code = "bad-request"

    def __init__(self, field: object) -> None:
        super().__init__("The request's “{name}” is missing or wrong.", name=str(field)[:_MAX_SHOWN_CHARS])


class ChangeError(AnnotatorError):
    """A change makes no sense here (``code`` "refused"), or the request for it is malformed ("bad-request")."""

    def __init__(self, message: str, remedy: str = "", *, code: ErrorCode = "refused", **parts: Any) -> None:
        super().__init__(message, remedy, **parts)
        self.code = code


class CodedError(AnnotatorError):
    """An error with a ``code`` of its own, by which pages know it."""

    def __init__(self, code: str, message: str, remedy: str = "", *, detail: str = "") -> None:
        super().__init__(message, remedy, detail=detail)
        self.code = code


class PictureError(CodedError):
    """A picture can't be read, pointed at or drawn, or a helper process failed or is busy."""


class StalePreviewError(PictureError):
    """Nobody needs the answer any more: the tutorial was changed since it was requested, or the editor ends."""

    def __init__(self) -> None:
        super().__init__("stale", "The tutorial was changed meanwhile.", "Ask again with its newest revision.")


def problem_row(tutorial: Tutorial, problem: Problem) -> dict[str, Any]:
    """A problem with the index of its step: None above the first step, and in another file."""
    lines = [step.line for step in tutorial.steps] if problem.file == SCRIPT else []
    before = bisect_right(lines, problem.line)
    return {**describe_problem(problem), "step": before - 1 if before else None}


def describe_problem(problem: Problem) -> dict[str, Any]:
    """The attributes of a problem that pages show."""
    return {name: getattr(problem, name) for name in ("line", "level", "message", "remedy")}

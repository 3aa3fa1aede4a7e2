"""Define every error that a user may see: it says what is wrong, where, and what to do next.

    AnnotatorError            1
    ├── ProblemsError         1   the tutorial, a picture or a memo has problems (a list of them)
    ├── MissingError          3   something needed is not installed
    ├── ServiceError          4   a voice service could not be reached
    └── OutputError           5   the output could not be written

The number is the exit code of the command. Code 2 (wrong usage) is click's own; 129, 130 and 143 belong to signals.
Only ``annotator.cli`` prints errors and exits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from annotator.model import Problem


class AnnotatorError(Exception):
    """An error that staff can understand: its text is the message and the remedy.

    Args:
        message: what is wrong and where, as a sentence.
        remedy: what to do next, as a sentence.
        detail: output of a program or library, shown only with ``--debug``.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, remedy: str = "", *, detail: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy
        self.detail = detail

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.remedy) if part)


class ProblemsError(AnnotatorError):
    """A tutorial, or one of its files, has problems; ``problems`` lists all that were found, in order."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class MissingError(AnnotatorError):
    """Something that annotator needs is not installed; the remedy names the command that installs it."""

    exit_code = 3


class ServiceError(AnnotatorError):
    """A voice service could not be reached, or did not return sound."""

    exit_code = 4


class OutputError(AnnotatorError):
    """The output could not be written.

    The disk is full, permission is missing, a folder is held open, ffmpeg failed, or annotator did not make what is there.
    """

    exit_code = 5

"""Collect all problems of a file before any is shown, so that staff don't meet them one by one.

A parser of one value raises `BadValueError`, which says what to write instead; whoever knows the line logs it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from annotator.errors import AnnotatorError
from annotator.messages import Message, fill
from annotator.model import Level, Problem, without_warnings


@dataclass
class ProblemLog:
    """The problems and warnings found in ``file`` so far."""

    file: str
    _found: list[Problem] = field(default_factory=list)

    def add_problem(self, line: int, message: str, remedy: str, **parts: object) -> None:
        """Add something that must be fixed. ``line`` counts from 1; 0 means the file as a whole.

        ``parts`` are filled into the message and the remedy.
        """
        self._add(line, fill(message, parts), fill(remedy, parts), "problem")

    def add_warning(self, line: int, message: str, remedy: str, **parts: object) -> None:
        """Add something that should be fixed, or accepted with an ``ok:`` line."""
        self._add(line, fill(message, parts), fill(remedy, parts), "warning")

    def add_error(self, line: int, error: BadValueError) -> None:
        """Add a value that can't be parsed as a problem."""
        self.add_problem(line, error.message, error.remedy)

    def add(self, problem: Problem) -> None:
        """Add a problem or warning of another file as one of this file."""
        self._found.append(replace(problem, file=self.file))

    def _add(self, line: int, message: str, remedy: str, level: Level) -> None:
        self._found.append(Problem(self.file, line, message, remedy, level))

    @property
    def has_problems(self) -> bool:
        """Whether there is any problem; warnings don't count."""
        return bool(without_warnings(self._found))

    def problems(self) -> tuple[Problem, ...]:
        """All problems and warnings, sorted by line; those of the whole file come last."""
        return tuple(sorted(self._found, key=lambda found: (found.line == 0, found.line)))


class BadValueError(AnnotatorError):
    """A value can't be parsed: ``BadValueError('"{text}" is not a date.', "Write it like 2026-11-24.", text="soon")``."""


def suggest(near: str | None, otherwise: str) -> str:
    """The remedy for a word that isn't known: the word that is probably meant, else ``otherwise``."""
    return Message('Did you mean "{near}"?', near=near) if near else otherwise

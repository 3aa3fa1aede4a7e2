"""Collect the problems of one file, and raise those of one value, which say what to write instead."""

from __future__ import annotations

from dataclasses import replace

from annotator.messages import Message, fill
from annotator.model import Level, Problem


class ProblemLog:
    """The problems and warnings found in ``file`` so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []

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
        return any(found.level == "problem" for found in self._found)

    def problems(self) -> tuple[Problem, ...]:
        """All problems and warnings, sorted by line; those of the whole file come last."""
        return tuple(sorted(self._found, key=lambda found: (found.line == 0, found.line)))


class BadValueError(Exception):
    """A value can't be parsed; ``message`` says what is wrong, ``remedy`` what to do. ``parts`` are filled into both."""

    def __init__(self, message: str, remedy: str, **parts: object) -> None:
        self.message = fill(message, parts)
        self.remedy = fill(remedy, parts)
        super().__init__(self.message, self.remedy)


def suggest(near: str | None, otherwise: str) -> str:
    """The remedy for a word that isn't known: the word that is probably meant, else ``otherwise``."""
    return Message('Did you mean "{near}"?', near=near) if near else otherwise

"""Collect the problems of a file before any is shown, so that staff don't meet them one by one.

A parser of one value raises `BadValueError`, which says what to write instead; whoever knows the line logs it. A script may
accept warnings with ``ok:`` lines.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from annotator.errors import AnnotatorError
from annotator.messages import Message, fill
from annotator.model import Problem, Tutorial, without_warnings


class BadValueError(AnnotatorError):
    """A value can't be parsed: ``BadValueError('"{text}" is not a date.', "Write it like 2026-11-24.", text="soon")``."""


@dataclass
class ProblemLog:
    """The problems and warnings found in ``file`` so far."""

    file: str
    _found: list[Problem] = field(default_factory=list)

    def add_problem(self, line: int, message: str, remedy: str, **parts: object) -> None:
        """Add something that must be fixed. ``line`` counts from 1; 0 means the file as a whole.

        ``parts`` are filled into the message and the remedy.
        """
        self._found.append(Problem(self.file, line, fill(message, parts), fill(remedy, parts)))

    def add_warning(self, line: int, message: str, remedy: str, **parts: object) -> None:
        """Add something that should be fixed, or, in a script, accepted with an ``ok:`` line."""
        self._found.append(Problem(self.file, line, fill(message, parts), fill(remedy, parts), "warning"))

    def add_error(self, line: int, error: BadValueError) -> None:
        """Add a value that can't be parsed as a problem."""
        self.add_problem(line, error.message, error.remedy)

    def add(self, problem: Problem) -> None:
        """Add a problem or warning of another file as one of this file."""
        self._found.append(replace(problem, file=self.file))

    @property
    def has_problems(self) -> bool:
        """Whether there is any problem; warnings don't count."""
        return bool(without_warnings(self._found))

    def problems(self) -> tuple[Problem, ...]:
        """All problems and warnings, sorted by line; those of the whole file come last."""
        return tuple(sorted(self._found, key=lambda found: (found.line == 0, found.line)))


def suggest(near: str | None, otherwise: str) -> str:
    """The remedy for a word that isn't known: the word ``near`` it that is probably meant, else ``otherwise``."""
    return Message('Did you mean "{near}"?', near=near) if near else otherwise


def without_accepted(tutorial: Tutorial, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Drop the warnings that an ``ok:`` line accepts, and set the step number of all other problems.

    An ``ok:`` above the first picture accepts warnings about the lines there and about the whole tutorial; one below a
    picture accepts those of its step. Nothing accepts a problem.
    """
    first_lines = [step.line for step in tutorial.steps]
    kept = []
    for problem in problems:
        number = bisect_right(first_lines, problem.line)  # of the step that the line belongs to; 0 above the first one
        reasons = tutorial.steps[number - 1].oks if number else tutorial.oks
        if problem.level == "problem" or not reasons:
            step = tutorial.numbers[number - 1] if number else None
            # An aside before any step has no number to be called by.
            kept.append(replace(problem, step=step if step and step.number else None))
    return tuple(kept)

"""Collect all problems of one file, so that they are reported at once."""

from __future__ import annotations

from annotator.model import Level, Problem


class ProblemLog:
    """The problems and warnings of ``file`` so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []

    def problem(self, line: int, message: str, remedy: str) -> None:
        """Add something that must be fixed; ``line`` counts from 1, 0 is the file as a whole."""
        self._add(line, message, remedy, "problem")

    def warning(self, line: int, message: str, remedy: str) -> None:
        """Add something to consider."""
        self._add(line, message, remedy, "warning")

    def _add(self, line: int, message: str, remedy: str, level: Level) -> None:
        self._found.append(Problem(self.file, line, message, remedy, level))

    @property
    def bad(self) -> bool:
        """Whether there is any problem; warnings don't count."""
        return any(found.level == "problem" for found in self._found)

    def problems(self) -> tuple[Problem, ...]:
        """All problems and warnings by line; those of the whole file come last."""
        return tuple(sorted(self._found, key=lambda found: (found.line == 0, found.line)))

"""What ``annotator check`` looks at: all that a build would need, without making anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.build import survey
from annotator.cache import Cache, default_root
from annotator.errors import ProblemsError
from annotator.model import Problem, Progress, no_progress


def check(
    folder: Path, languages: Sequence[str] = (), progress: Progress = no_progress, cache: Cache | None = None
) -> tuple[Problem, ...]:
    """Every problem and warning of a tutorial's folder, by line. Nothing is written but the cache."""
    try:
        script = survey.read(folder, languages)
        return survey.survey(script, cache or Cache(default_root()), progress).warnings
    except ProblemsError as error:
        return error.problems

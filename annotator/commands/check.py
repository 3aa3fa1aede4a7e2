"""What ``annotator check`` looks at: all that a build would need, without making anything."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script
from annotator.build import survey
from annotator.cache import Cache, default_root
from annotator.commands.summary import Summary, summarize
from annotator.errors import ProblemsError
from annotator.model import Problem, Progress, no_progress
from annotator.script import plain


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem and warning by line; the summary of a tutorial that can be built, or None."""

    problems: tuple[Problem, ...]
    summary: Summary | None = None


def check(
    folder: Path,
    languages: Sequence[str] = (),
    progress: Progress = no_progress,
    cache: Cache | None = None,
    today: datetime.date | None = None,
) -> Checked:
    """Look at a tutorial's folder as on the day ``today`` (none: the computer's). Nothing is written but the cache."""
    cache = cache or Cache(default_root())
    try:
        read = survey.read(folder, languages)
        seen = survey.survey(read, cache, progress)
    except ProblemsError as error:
        return Checked(error.problems)
    day = today or datetime.datetime.now().astimezone().date()
    old = script.accepted(read.tutorial, plain.age(read.tutorial, day))
    problems = sorted((*seen.warnings, *old), key=lambda problem: problem.line)
    return Checked(tuple(problems), summarize(seen, cache))

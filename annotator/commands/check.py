"""What ``annotator check`` looks at: all that a build would need, without making anything."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script
from annotator.cache import Cache, default_root
from annotator.commands.check_summary import Summary, summarize
from annotator.errors import ProblemsError
from annotator.model import Problem, Progress, no_progress
from annotator.pack import reading
from annotator.pack.options import Options
from annotator.pack.preflight import preflight
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
    voice: str | None = None,
) -> Checked:
    """Look at a tutorial's folder as on the day ``today`` (none: the computer's). Nothing is written but the cache.

    ``voice`` is who is to speak, as ``--voice`` says it. Problems are exactly those with which a build would not begin.
    """
    cache = cache or Cache(default_root())
    try:
        read = reading.read(folder, languages)
    except ProblemsError as error:
        return Checked(error.problems)
    seen = preflight(read, Options(languages=tuple(languages), voice=voice), cache, progress)
    seen = seen.with_problems(
        script.without_accepted(read.tutorial, plain.check_age(read.tutorial, today or reading.today()))
    )
    can_be_built = len(seen.warnings) == len(seen.problems)
    return Checked(seen.problems, summarize(seen, cache) if can_be_built else None)

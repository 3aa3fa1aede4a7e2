"""The command ``check``: find all problems of a tutorial, without making anything."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script
from annotator.cache import Cache, default_root
from annotator.commands import check_preview
from annotator.commands.check_summary import Summary, summarize
from annotator.errors import ProblemsError
from annotator.model import Problem, Progress, no_progress
from annotator.pack import tutorial_source
from annotator.pack.options import Options
from annotator.pack.preflight import preflight
from annotator.script import plain


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All problems and warnings by line, and a summary if the tutorial can be built."""

    problems: tuple[Problem, ...]
    summary: Summary | None = None
    pictures: tuple[Path, ...] = ()
    """The pictures of the preview."""


def check(
    folder: Path,
    languages: Sequence[str] = (),
    progress: Progress = no_progress,
    cache: Cache | None = None,
    today: datetime.date | None = None,
    voice: str | None = None,
    preview: Path | None = None,
) -> CheckResult:
    """Check the tutorial in ``folder``. Writes nothing but the cache, and the preview if asked for.

    A tutorial without problems (warnings are allowed) can be built with the same languages and voice.

    Args:
        folder: the tutorial's folder.
        languages: only these; empty: those of ``school.toml``, or all.
        progress: called for each picture and memo.
        cache: keeps what was read; None for the usual folder.
        today: the day for judging the age of the tutorial; None for the current one.
        voice: an engine or engine:voice, as for ``--voice``.
        preview: in a folder of the tutorial's name in here, the candidates for each uncertain mark are drawn.

    Raises OutputError if the preview can't be written there.
    """
    cache = cache or Cache(default_root())
    place = None if preview is None else check_preview.place_of(preview, folder, cache)
    try:
        source = tutorial_source.read_source(folder, languages)
    except ProblemsError as error:
        return CheckResult(error.problems)
    checked = preflight(source, Options(languages=tuple(languages), voice=voice), cache, progress)
    age_warnings = plain.check_age(source.tutorial, today or tutorial_source.today())
    checked = checked.with_problems(script.without_accepted(source.tutorial, age_warnings))
    can_be_built = len(checked.warnings) == len(checked.problems)
    drawn = () if place is None else check_preview.write_previews(checked, place, cache)
    return CheckResult(checked.problems, summarize(checked, cache) if can_be_built else None, drawn)

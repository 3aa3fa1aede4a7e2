"""The command ``check``: find the problems of a tutorial before it is built, without making anything."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator import script
from annotator.cache import Cache, default_root
from annotator.edition import drafting, tutorial_source
from annotator.errors import ProblemsError
from annotator.messages import Message
from annotator.model import Problem, Progress, Tutorial, no_progress
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from annotator.pack.tutorial_summary import Summary, summarize

MAX_AGE_DAYS = 180
"""Days after which somebody should try whether the screens are still the same."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All problems and warnings by line, a summary if the tutorial can be built, and the number of guesses in its script."""

    problems: tuple[Problem, ...]
    summary: Summary | None = None
    guesses: int = 0


def check(
    folder: Path,
    languages: Sequence[str] = (),
    progress: Progress = no_progress,
    cache: Cache | None = None,
    today: datetime.date | None = None,
    voice: str | None = None,
) -> CheckResult:
    """Check the tutorial in ``folder``. Writes nothing but the cache.

    A tutorial without problems (warnings are allowed) can be built with the same languages and voice.

    Args:
        folder: the tutorial's folder.
        languages: the languages to check; empty: those of ``school.toml``, or all.
        progress: called for each picture.
        cache: the cache of read pictures and memos; None for the usual folder.
        today: the day for judging the age of the tutorial; None for the current one.
        voice: an engine or engine:voice, as for ``--voice``.
    """
    cache = cache or Cache(default_root())
    try:
        source = tutorial_source.read_source(folder, languages)
    except ProblemsError as error:
        return CheckResult(error.problems)
    checked = preflight(source, Options(languages=tuple(languages), voice=voice), cache, progress)
    age_warnings = check_age(source.tutorial, today or tutorial_source.today())
    checked = checked.with_problems(script.without_accepted(source.tutorial, age_warnings))
    can_be_built = len(checked.warnings) == len(checked.problems)
    summary = summarize(checked, cache) if can_be_built else None
    return CheckResult(checked.problems, summary, drafting.count_guesses(source.tutorial))


def check_age(tutorial: Tutorial, today: datetime.date) -> tuple[Problem, ...]:
    """Warn if the steps were last tried long ago, or on a day after tomorrow; without a date there is no warning.

    ``tutorial`` has a title, at whose line the warning is.
    """
    if tutorial.checked is None:
        return ()
    days, date = (today - tutorial.checked).days, tutorial.checked.isoformat()
    # Elsewhere it may be tomorrow already.
    if -1 <= days <= MAX_AGE_DAYS:
        return ()
    message = Message("These steps were last tried {days} days ago, on {date}.", days=days, date=date)
    if days < 0:
        message = Message("The day when these steps were last tried, {date}, is still to come.", date=date)
    template = 'Check whether the screens are still the same, then write "- checked: {date}".'
    remedy = Message(template, date=today.isoformat())
    return (Problem(script.SCRIPT, tutorial.titles[0].line, message, remedy, "warning"),)

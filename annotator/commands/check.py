"""The command ``check``: find the problems of a tutorial before it is built, without making anything.

With ``--against``, compare it with screenshots of today instead.

A tutorial that can be built gets a summary::

    4 steps and 2 asides
    es: about 74 s and 0.9 MB, reading level: very easy (95 of 100, should be at least 70)
    One message? yes
    Whom to call? no: write person and phone into school.toml.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator import languages as language_data
from annotator import pace, script
from annotator.cache import Cache, default_root
from annotator.edition import drafting, matching, new_screens, tutorial_source
from annotator.edition.edition import PHONE, SpokenText
from annotator.edition.matched_steps import Today
from annotator.edition.tutorial_source import TutorialSource
from annotator.errors import ProblemsError
from annotator.messages import Message, join_words
from annotator.model import Problem, Progress, Tutorial, no_progress
from annotator.pack.catalogue import Options
from annotator.pack.preflight import Preflight, preflight
from annotator.script import describe_step_count, plain

WORDS_PER_MINUTE = 140
"""The speed of narration, including pauses between sentences."""
MEGABYTES_PER_MINUTE = 0.7
"""The size of a minute of video, measured on the shipped tutorials."""
MAX_AGE_DAYS = 180
"""Twice a year, somebody should try whether the screens are still the same."""


@dataclass(frozen=True, slots=True)
class SpokenTotals:
    """Estimates for the video in one language. ``level`` is the reading level, or None if it can't be measured.

    ``lacks`` names the kinds of data that annotator doesn't have for the language.
    """

    lang: str
    seconds: float
    megabytes: float
    level: plain.ReadingLevel | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a tutorial: the number of steps and asides in words, estimates for each language, and a checklist."""

    steps: str
    spoken: tuple[SpokenTotals, ...]
    answers: tuple[plain.Answer, ...]

    def lines(self) -> Iterator[str]:
        """Yield the lines to print."""
        lines = [self.steps]
        for video in self.spoken:
            seconds, megabytes = f"{video.seconds:.0f}", f"{video.megabytes:.1f}"
            template, level = "{lang}: about {seconds} s and {megabytes} MB", ""
            if video.level:
                template = "{lang}: about {seconds} s and {megabytes} MB, reading level: {level}"
                level = video.level.words
            lines.append(Message(template, lang=video.lang, seconds=seconds, megabytes=megabytes, level=level))
            if video.lacks:
                lacks = join_words(map(Message, video.lacks), "or")
                lines.append(
                    Message("{lang}: annotator has no {lacks} for this language", lang=video.lang, lacks=lacks)
                )
        lines += [answer.words for answer in self.answers]
        for line in lines:
            yield Message("  {line}", line=line)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All problems and warnings by line, a summary if the tutorial can be built, and how many guesses its script has."""

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
    remedy = 'Check whether the screens are still the same, then write "- checked: {date}".'
    return (
        Problem(script.SCRIPT, tutorial.titles[0].line, message, Message(remedy, date=today.isoformat()), "warning"),
    )


def check_against(folders: Sequence[Path], screens: Path, progress: Progress = no_progress) -> dict[Path, Today]:
    """Compare tutorials with the screenshots in a folder, which may be of several of them. Writes nothing but the cache.

    Of several tutorials, those are left out that no screenshot shows; one that shows a step of another isn't new.
    Raises AnnotatorError if there is no screenshot, or one can't be opened.
    """
    cache = Cache(default_root())
    readings = new_screens.read_screens(screens, cache, progress)
    found = {
        folder: new_screens.compare_with(matching.open_library(folder, cache, progress), readings) for folder in folders
    }
    shown = {step.screen for today in found.values() for step in today.steps}
    return {
        folder: replace(today, others=tuple(other for other in today.others if other[0] not in shown))
        for folder, today in found.items()
        if len(folders) == 1 or any(step.screen for step in today.steps)
    }


def list_rows(today: Today) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: the step's number, how it is, its screenshot, what changed; new ones are between."""
    words: Mapping[str, str] = {
        "same": Message("as before"),
        "changed": Message("changed"),
        "lost": Message("not found"),
        "gone": Message("gone"),
    }
    new = {index: [name for name, after in today.others if after == index] for _, index in today.others}
    yield from (("", Message("new"), name) for name in new.get(-1, ()))
    for step in today.steps:
        yield (str(step.number), words[step.state], step.screen or "", *step.changes)
        yield from (("", Message("new"), name) for name in new.get(step.index, ()))


def summarize(checked: Preflight, cache: Cache) -> Summary:
    """Summarize a tutorial that can be built. Memos count with their real duration, other text by its words."""
    source = checked.source
    spoken = []
    for edition in checked.editions:
        # The phone number is spoken only where there is time.
        texts = (text for text in edition.texts if text.key != PHONE)
        seconds = sum(_estimate_seconds(source, text, cache) for text in texts)
        level = plain.measure_level(source.tutorial, edition.lang)
        lacks = language_data.missing_features(edition.lang)
        spoken.append(SpokenTotals(edition.lang, seconds, seconds / 60 * MEGABYTES_PER_MINUTE, level, lacks))
    answers = plain.answer_questions(source.tutorial, source.school, source.languages)
    return Summary(describe_step_count(source.tutorial), tuple(spoken), answers)


def _estimate_seconds(source: TutorialSource, text: SpokenText, cache: Cache) -> float:
    """Estimate the duration of a section: its memo or words, and the pauses before and after."""
    from annotator.voice import memo  # only for the durations of memos

    if text.memo is not None:
        sound = memo.memo_clip(source.folder / text.memo, cache, clean=source.school.memo_clean).seconds
    else:
        sound = len(text.text.split()) / WORDS_PER_MINUTE * 60
    return pace.LEAD_IN_SECONDS + sound + pace.HOLD_SECONDS

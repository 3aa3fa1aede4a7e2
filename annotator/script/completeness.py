"""Check a whole tutorial without opening a picture, and drop the warnings that its ``ok:`` lines accept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from annotator import phrases
from annotator.model import Problem, Step, Tutorial
from annotator.script.keywords import listed, quoted
from annotator.script.language_tags import find_declared
from annotator.script.problem_log import ProblemLog

MOST_STEPS = 7
"""People can't keep more in mind (see the README's sources)."""


def check_completeness(
    tutorial: Tutorial,
    languages: Sequence[str],
    *,
    asked: bool,
    file: str = "tutorial.md",
    unsure: Collection[int] = (),
) -> tuple[Problem, ...]:
    """Problems and warnings about what is missing to make ``tutorial`` in ``languages``.

    Args:
        tutorial: as it was read.
        languages: the languages to make.
        asked: whether they come from ``--lang``: then a language that the tutorial doesn't declare is a problem, else it
            is skipped with a warning.
        file: the script's name in messages.
        unsure: lines of steps (0: the top) that can't be read completely, so that nothing is said about what they lack.
    """
    log = ProblemLog(file)
    top = tutorial.titles[0].line if tutorial.titles else 1
    for lang in languages:
        known = find_declared(lang, tutorial.languages)
        if known:
            _language(tutorial, known, log, unsure)
        elif 0 in unsure:
            continue
        elif asked:
            log.problem(
                top,
                f'There is no title in "{lang}".',
                f'Write a line "# {lang}: …" at the top, or choose {quoted(tutorial.languages)}.',
            )
        else:
            log.warning(
                top,
                f'"{lang}" is skipped: there is no title in it.',
                f'Write a line "# {lang}: …" at the top, or take "{lang}" out of the languages in school.toml.',
            )
    if len(tutorial.steps) > MOST_STEPS:
        log.warning(
            top,
            f"The tutorial has {len(tutorial.steps)} steps.",
            f"Make two tutorials of at most {MOST_STEPS} steps each: a longer one is not watched to its end.",
        )
    return without_accepted(tutorial, log.problems())


def _language(tutorial: Tutorial, lang: str, log: ProblemLog, unsure: Collection[int]) -> None:
    speaks = phrases.has_phrasebook(lang)
    silent = [
        (number, step)
        for number, step in enumerate(tutorial.steps, 1)
        if not (step.line in unsure or step.said(lang) or step.memo(lang) or (speaks and step.action))
    ]
    if silent:
        numbers = [str(number) for number, _ in silent]
        which = f"Step {numbers[0]} says" if len(numbers) == 1 else f"Steps {listed(numbers)} say"
        example = _memo_name(silent[0][1], lang)
        log.problem(
            silent[0][1].line,
            f'{which} nothing in "{lang}".',
            f'Write a line "- {lang}: …" below the picture, or put a memo beside it, for instance "{example}".',
        )
    frames = (("opening", "title", tutorial.title_memos), ("closing", "end", tutorial.end_memos))
    quiet = [] if speaks else [frame for frame in frames if not any(memo.lang == lang for memo in frame[2])]
    if quiet:
        verb = "says" if len(quiet) == 1 else "say"
        log.warning(
            next(title.line for title in tutorial.titles if title.lang == lang),
            f'{listed([f"the {what}" for what, _, _ in quiet]).capitalize()} {verb} nothing in "{lang}".',
            f"Put {quoted([f'{name}.{lang}.m4a' for _, name, _ in quiet], 'and')} into the folder; "
            f"the command annotator recording-kit helps to get them.",
        )
    elif 0 not in unsure and not tutorial.why(lang) and not any(memo.lang == lang for memo in tutorial.title_memos):
        title = next(title for title in tutorial.titles if title.lang == lang)
        log.warning(
            title.line,
            f'The tutorial doesn\'t say in "{lang}" what it is good for.',
            f'Write a line "- why {lang}: …" above the first picture: what the family gains, and what it costs.',
        )


def _memo_name(step: Step, lang: str) -> str:
    return f"{step.picture.rpartition('.')[0]}.{lang}.m4a"


def without_accepted(tutorial: Tutorial, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """``problems`` of the script with their steps, without the warnings that an ``ok:`` line accepts.

    An ``ok:`` above the first picture accepts warnings about lines there and about the whole tutorial; one below a
    picture accepts those of its step. Problems always stay.
    """
    begins = [step.line for step in tutorial.steps]
    kept = []
    for problem in problems:
        at = bisect_right(begins, problem.line)
        if problem.level == "problem" or not (tutorial.steps[at - 1].oks if at else tutorial.oks):
            kept.append(replace(problem, step=at or None))
    return tuple(kept)

"""Report what a tutorial still lacks in each language and what can't be drawn; drop the warnings that ``ok:`` lines accept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from annotator import phrases, typeface
from annotator.messages import Message
from annotator.model import Problem, Step, TextTarget, Tutorial
from annotator.script.keywords import find_declared, join_quoted, join_words
from annotator.script.problems import ProblemLog

MAX_STEPS = 7
"""People can't keep more steps in mind."""
USE_LATIN_OR_CYRILLIC = "Write it in Latin or Cyrillic letters: no others can be drawn."
_REMOVE_OR_ACCEPT = "Take it away, or accept that with a line “- ok: …”."


def check_completeness(
    tutorial: Tutorial,
    languages: Sequence[str],
    *,
    required: bool,
    unparsed_lines: Collection[int] = (),
) -> tuple[Problem, ...]:
    """Check that the script has everything needed to build ``languages``. Opens no file.

    Args:
        tutorial: a parsed script with its memos attached.
        languages: the languages to build.
        required: whether an undeclared language is a problem, because ``--lang`` asked for it. A language that comes
            from ``school.toml`` is skipped with a warning instead.
        unparsed_lines: from `Reading`: the first lines of steps (0: the top) with something unreadable in them. They are
            not checked, since the missing part may be the unreadable one.
    """
    log = ProblemLog("tutorial.md")
    for lang in languages:
        declared = find_declared(lang, tutorial.languages)
        if declared:
            _check_steps_speak(tutorial, declared, log, unparsed_lines)
            _check_questions(tutorial, declared, log, unparsed_lines)
            _check_opening_and_closing(tutorial, declared, log, unparsed_lines)
        elif 0 not in unparsed_lines:
            _report_undeclared(tutorial, lang, log, required=required)
    if tutorial.counted_steps > MAX_STEPS:
        log.add_warning(
            _first_title_line(tutorial),
            "The tutorial has {counted_steps} steps.",
            "Make two tutorials of at most {max_steps} steps each: few people watch a longer one to its end.",
            counted_steps=tutorial.counted_steps,
            max_steps=MAX_STEPS,
        )
    return without_accepted(tutorial, log.problems())


def _report_undeclared(tutorial: Tutorial, lang: str, log: ProblemLog, *, required: bool) -> None:
    line = _first_title_line(tutorial)
    if required:
        log.add_problem(
            line,
            'There is no title in "{lang}".',
            'Write a line "# {lang}: …" at the top, or choose {languages}.',
            lang=lang,
            languages=join_quoted(tutorial.languages),
        )
    else:
        log.add_warning(
            line,
            '"{lang}" is skipped: there is no title in it.',
            'Write a line "# {lang}: …" at the top, or take "{lang2}" out of the languages in school.toml.',
            lang=lang,
            lang2=lang,
        )


def _check_steps_speak(tutorial: Tutorial, lang: str, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report all steps that would be silent in ``lang`` as one problem, at the first of them."""
    silent_steps = {
        number: step
        for number, step in zip(tutorial.numbers, tutorial.steps, strict=True)
        if step.line not in unparsed_lines and not (_has_text(step, lang) or step.memo(lang))
    }
    if not silent_steps:
        return
    numbers = [str(number) for number in silent_steps]
    first = next(iter(silent_steps.values()))
    memo_name = f"{first.picture.rpartition('.')[0]}.{lang}.m4a"
    several = len(numbers) > 1
    log.add_problem(
        first.line,
        'Steps {numbers} say nothing in "{lang}".' if several else 'Step {numbers} says nothing in "{lang}".',
        'Write a line "- {lang}: …" below the picture, or put a memo beside it, for instance "{memo_name}".',
        numbers=join_words(numbers),
        lang=lang,
        memo_name=memo_name,
    )


def _check_questions(tutorial: Tutorial, lang: str, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report asides that have their question in other languages only.

    Where a language has nothing but a memo, the memo asks; where the aside says nothing at all, that is reported already.
    """
    for step in tutorial.steps:
        if step.is_aside and not step.question(lang) and step.line not in unparsed_lines and _has_text(step, lang):
            asked = step.questions[0]
            log.add_problem(
                asked.line,
                'The question of this aside is in {languages}, but not in "{lang}".',
                'Write a line "- if {lang}: …" below the picture.',
                languages=join_quoted([said.lang for said in step.questions], "and"),
                lang=lang,
            )


def _has_text(step: Step, lang: str) -> bool:
    """Whether a step has its own sentence, or the phrasebook's for its action."""
    return bool(step.said(lang) or (step.action and phrases.has_phrasebook(lang)))


def _check_opening_and_closing(tutorial: Tutorial, lang: str, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Warn if the opening or closing would be silent, or if the opening gives no reason to watch.

    annotator speaks both in a language that has phrases; in any other, only a memo can.
    """
    title_line = next(title.line for title in tutorial.titles if title.lang == lang)
    if phrases.has_phrasebook(lang):
        has_title_memo = lang in {memo.lang for memo in tutorial.title_memos}
        if not (tutorial.why(lang) or has_title_memo or 0 in unparsed_lines):
            log.add_warning(
                title_line,
                'The tutorial gives no reason to watch it in "{lang}".',
                'Write a line "- why {lang}: …" above the first picture: what the family gains, and what it costs.',
                lang=lang,
            )
        return
    memos = {"title": tutorial.title_memos, "end": tutorial.end_memos}
    missing = [f"{name}.{lang}.m4a" for name, files in memos.items() if lang not in {memo.lang for memo in files}]
    if missing:
        log.add_warning(
            title_line,
            'The opening or the closing says nothing in "{lang}".',
            "Put {file_names} into the folder; the command annotator recording-kit helps you get them.",
            lang=lang,
            file_names=join_quoted(missing, "and"),
        )


def _first_title_line(tutorial: Tutorial) -> int:
    return tutorial.titles[0].line if tutorial.titles else 1


def without_accepted(tutorial: Tutorial, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Drop the warnings that an ``ok:`` line accepts, and set the step number of everything that is kept.

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


def check_glyphs(tutorial: Tutorial, languages: Sequence[str]) -> tuple[Problem, ...]:
    """Report every text for ``languages`` that can't be drawn as it is.

    Letters without a glyph are a problem. Symbols such as emoji, which cards leave out and voices skip, are a warning if
    words remain, else a problem. A button's word that can't be drawn is only a warning, since it is pointed at, not drawn.
    """
    log = ProblemLog("tutorial.md")
    for line, text in _find_drawn_texts(tutorial, languages):
        letters, symbols = typeface.undrawable(text), typeface.symbols(text)
        if letters:
            log.add_problem(line, missing_letters_message(letters), USE_LATIN_OR_CYRILLIC)
        elif symbols and typeface.drawable_text(text):
            log.add_warning(
                line,
                Message("{letters} is drawn on no card and said by no voice.", letters=_join_in_quotes(symbols)),
                _REMOVE_OR_ACCEPT,
            )
        elif symbols:
            log.add_problem(
                line,
                "{letters} can't be drawn, and there is nothing else.",
                "Write it in words.",
                letters=_join_in_quotes(symbols),
            )
    for step in tutorial.steps:
        if not step.action or not isinstance(step.action.target, TextTarget):
            continue
        if letters := typeface.undrawable(" ".join(step.action.target.wordings)):
            log.add_warning(
                step.action.line,
                missing_letters_message(letters),
                "The mark points there all the same; write sentences that say where it is, not what it says.",
            )
    return log.problems()


def missing_letters_message(letters: Sequence[str]) -> str:
    """The message about letters without a glyph."""
    return Message("The letters {letters} are not in annotator's typeface.", letters=_join_in_quotes(letters))


def _join_in_quotes(parts: Sequence[str]) -> str:
    return ", ".join(f"“{part}”" for part in parts)


def _find_drawn_texts(tutorial: Tutorial, languages: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each text that a card or page shows, with its line."""
    facts = dict(tutorial.fact_lines)
    for name, value in (("device", tutorial.device), ("platform", tutorial.platform)):
        yield facts.get(name, 0), value or ""
    for said in (*tutorial.titles, *tutorial.whys):
        if said.lang in languages:
            yield said.line, said.text
    for hide in tutorial.hides:
        yield hide.line, hide.example or ""
    for step in tutorial.steps:
        for said in (*step.questions, *step.narration):
            if said.lang in languages:
                yield said.line, said.text
        if step.action:
            yield step.action.line, step.action.words or ""
        for hide in step.hides:
            yield hide.line, hide.example or ""
        yield step.also_line, ", ".join(step.also)

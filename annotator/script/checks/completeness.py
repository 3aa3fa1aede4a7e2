"""Report what a script lacks in a language, so that nobody waits for a film with a silent step.

``Steps 2 and 3 say nothing in "mix".`` is one problem, at the line of the first of the steps.
"""

from collections.abc import Collection, Sequence

from annotator import phrases
from annotator.messages import Message, join_quoted, join_words
from annotator.model import Problem, Step, Tutorial
from annotator.script.file_names import END, TITLE
from annotator.script.language_tags import find_declared
from annotator.script.problems import ProblemLog, without_accepted

MAX_STEPS = 7
"""People can't keep more steps in mind."""


def check_completeness(
    tutorial: Tutorial, languages: Sequence[str], *, required: bool, unparsed_lines: Collection[int] = ()
) -> tuple[Problem, ...]:
    """Check that the script has the texts that ``languages`` need, and no more steps than people keep in mind. Opens no file.

    Args:
        tutorial: a parsed script with its memos attached.
        languages: the languages to build.
        required: whether an undeclared language is a problem, because ``--lang`` asked for it. A language that comes
            from ``school.toml`` is skipped with a warning instead, or without one if only people speak it.
        unparsed_lines: the line numbers of the pictures of steps (0: the top) with something unreadable in them, from
            `Reading`. These steps are not checked, since the missing part may be the unreadable one.
    """
    log = ProblemLog("tutorial.md")
    for lang in languages:
        declared = find_declared(lang, tutorial.languages)
        if declared:
            for check in (_check_steps_speak, _check_questions, _check_opening_and_closing):
                check(tutorial, declared, log, unparsed_lines)
        # A language that only people speak is recorded tutorial by tutorial.
        elif 0 not in unparsed_lines and (required or phrases.has_phrasebook(lang)):
            _report_undeclared(tutorial, lang, log, required=required)
    if tutorial.counted_steps > MAX_STEPS:
        log.add_warning(
            _first_title_line(tutorial),
            "The tutorial has {counted_steps} steps.",
            "Make {count} tutorials of at most {max_steps} steps each: few people watch a longer one to its end. Copy its folder "
            "for each, delete the other steps there, and write a title for each.",
            count=count_tutorials(tutorial.counted_steps),
            counted_steps=tutorial.counted_steps,
            max_steps=MAX_STEPS,
        )
    return without_accepted(tutorial, log.problems())


def count_tutorials(steps: int) -> int:
    """The number of tutorials to make of one that has too many steps: 5 of 30."""
    return max(2, -(-steps // MAX_STEPS))


def _report_undeclared(tutorial: Tutorial, lang: str, log: ProblemLog, *, required: bool) -> None:
    line = _first_title_line(tutorial)
    if required:
        message = 'There is no title in "{lang}".'
        remedy = 'Write a line "# {lang}: …" at the top, or choose {languages}.'
        log.add_problem(line, message, remedy, lang=lang, languages=join_words(tutorial.languages, "or"))
    else:
        message = '"{lang}" is skipped: there is no title in it.'
        remedy = 'Write a line "# {lang}: …" at the top, or take "{lang2}" out of the languages in school.toml.'
        log.add_warning(line, message, remedy, lang=lang, lang2=lang)


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
    message = 'Steps {numbers} say nothing in "{lang}".' if several else 'Step {numbers} says nothing in "{lang}".'
    remedy = 'Write a line "- {lang}: …" below the picture, or put a memo beside it, for instance "{memo_name}".'
    log.add_problem(first.line, message, remedy, numbers=join_words(numbers), lang=lang, memo_name=memo_name)


def _check_questions(tutorial: Tutorial, lang: str, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report asides that have their question in other languages only.

    Where a language has nothing but a memo, the memo asks; where the aside says nothing at all, that is reported already.
    """
    for step in tutorial.steps:
        if step.is_aside and not step.question(lang) and step.line not in unparsed_lines and _has_text(step, lang):
            message = 'The question of this aside is in {languages}, but not in "{lang}".'
            remedy = 'Write a line "- if {lang}: …" below the picture.'
            log.add_problem(
                step.questions[0].line,
                message,
                remedy,
                languages=join_words([question.lang for question in step.questions]),
                lang=lang,
            )


def _has_text(step: Step, lang: str) -> bool:
    """Whether a step has a typed sentence, or one from the phrasebook for its action."""
    return bool(step.said(lang) or (step.action and phrases.has_phrasebook(lang)))


def _check_opening_and_closing(tutorial: Tutorial, lang: str, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Warn if the opening or closing would be silent, or if the opening gives no reason to watch.

    annotator speaks both in a language that has phrases; in any other, only a memo can.
    """
    title_line = next(title.line for title in tutorial.titles if title.lang == lang)
    if phrases.has_phrasebook(lang):
        has_title_memo = lang in {memo.lang for memo in tutorial.title_memos}
        if not (tutorial.why(lang) or has_title_memo or 0 in unparsed_lines):
            message = 'The tutorial gives no reason to watch it in "{lang}".'
            remedy = 'Write a line "- why {lang}: …" above the first picture: what the family gains, and what it costs.'
            log.add_warning(title_line, message, remedy, lang=lang)
        return
    memos = {("the opening", TITLE): tutorial.title_memos, ("the closing", END): tutorial.end_memos}
    missing = [names for names, files in memos.items() if lang not in {memo.lang for memo in files}]
    if missing:
        message = 'Not recorded in "{lang}": {parts}.'
        remedy = "Put {file_names} into the folder; the command annotator recording-kit helps you get them."
        log.add_warning(
            title_line,
            message,
            remedy,
            lang=lang,
            parts=join_words([part for part, _ in missing]),
            file_names=join_quoted([f"{name}.{lang}.m4a" for _, name in missing], "and"),
        )


def _first_title_line(tutorial: Tutorial) -> int:
    return tutorial.titles[0].line if tutorial.titles else 1


def describe_step_count(tutorial: Tutorial) -> str:
    """The number of steps in words: ``5 steps and 1 aside``."""
    steps = tutorial.counted_steps
    asides = len(tutorial.steps) - steps
    counts = [Message("1 step") if steps == 1 else Message("{steps} steps", steps=steps)]
    if asides:
        counts.append(Message("1 aside") if asides == 1 else Message("{asides} asides", asides=asides))
    return join_words(counts)

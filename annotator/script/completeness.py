"""Report missing texts, and lines and steps that don't fit together, so that nobody waits for a film with a silent step.

``Steps 2 and 3 say nothing in "mix".`` is one problem, at the line of the first of the steps. `without_accepted` drops the
warnings that an ``ok:`` line accepts.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from annotator import phrases
from annotator.messages import Message, join_quoted, join_words
from annotator.model import Action, Phone, Problem, Step, StepNumber, Tutorial, phones
from annotator.script.file_names import END, PICTURES, TITLE, memo_stems, parse_tagged_name, suffix
from annotator.script.language_tags import find_declared
from annotator.script.problems import ProblemLog

MAX_STEPS = 7
"""People can't keep more steps in mind."""
MAX_ASIDES = 3
"""The most asides to one step: the film shows them all, also to those whom they don't concern."""


def check_completeness(
    tutorial: Tutorial, languages: Sequence[str], *, required: bool, unparsed_lines: Collection[int] = ()
) -> tuple[Problem, ...]:
    """Check that the script has everything needed to build ``languages``. Opens no file.

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
            _check_steps_speak(tutorial, declared, log, unparsed_lines)
            _check_questions(tutorial, declared, log, unparsed_lines)
            _check_opening_and_closing(tutorial, declared, log, unparsed_lines)
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
            log.add_warning(
                title_line,
                'The tutorial gives no reason to watch it in "{lang}".',
                'Write a line "- why {lang}: …" above the first picture: what the family gains, and what it costs.',
                lang=lang,
            )
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


def without_accepted(tutorial: Tutorial, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Drop the warnings that an ``ok:`` line accepts, and set the step number of all other problems.

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


def check_step_lines(step: Step, lines: Mapping[str, int], log: ProblemLog, *, incomplete: bool) -> None:
    """Report ``from`` and ``to``, ``source`` and ``sign`` where the rest of the step has no use for them.

    Args:
        step: the step as its lines describe it.
        lines: the number of the first line with each keyword (``{"from": 12}``).
        log: the receiver of the problems.
        incomplete: whether a line of the step can't be parsed; the action, or a place to mark, may be in it.
    """
    _check_cut(step, lines, log)
    acts = step.action is not None and (step.action.target or step.action.words)
    if step.source is not None and (acts or not incomplete) and (step.action is None or step.action.kind != "type"):
        log.add_problem(
            lines["source"],
            '"source" says where the words to type come from, but here nothing is typed.',
            'Take the line away, or write the action as "- type: …".',
        )
    if not incomplete:
        _check_sign(step, lines, log)


def _check_cut(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    start, end = step.from_seconds, step.to_seconds
    cuts = [key for key, seconds in (("from", start), ("to", end)) if seconds is not None]
    if cuts and suffix(step.picture) in PICTURES:
        log.add_problem(
            min(lines[key] for key in cuts),
            '"from" and "to" cut a recording, but "{picture}" is a still picture.',
            "Take the line away.",
            picture=step.picture,
        )
    if end is not None and end <= (start or 0.0):
        log.add_problem(lines["to"], "The part ends before it begins.", 'Write a "to" that is later than "from".')


def _check_sign(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    if step.sign == "yours" and not step.marks and (step.action is None or step.action.target is None):
        log.add_problem(
            lines["sign"],
            '"sign: yours" is drawn where a row looks different for each person, but this step points at nothing.',
            'Name the row, for instance "- tap: Maestra Elena", or take the line away.',
        )
    if step.sign == "together" and not step.marks:
        log.add_problem(
            lines["sign"],
            '"sign: together" is for buttons that are pressed at the same time, but this step points at one at most.',
            'Name the other one, for instance "- mark: 59% 61% 6% 18%", or take the line away.',
        )


def check_step_order(tutorial: Tutorial, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report what is wrong with asides, a last step that continues in nothing, and places that mean nothing on other phones.

    Args:
        tutorial: a script as far as it could be read, with its memos attached.
        log: the receiver of the problems and warnings.
        unparsed_lines: the line numbers of the pictures of steps with something unreadable in them. One of them may be the
            step that continues another.
    """
    for number, step, own in zip(tutorial.numbers, tutorial.steps, memo_stems(tutorial.steps), strict=True):
        if step.is_aside:
            _check_aside(number, step, log)
            _check_memos(step, own, log)
            if number.aside == MAX_ASIDES + 1:
                message = "Step {number} has more than {max_asides} asides, and everybody sees them all."
                remedy = "Make a tutorial of its own for those to whom they apply."
                log.add_warning(step.line, message, remedy, number=number.number, max_asides=MAX_ASIDES)
    _check_last_step(tutorial, log, unparsed_lines)
    for phone in tutorial.phones[1:]:
        for step in tutorial.steps:
            _check_places(step, phone, log)


def describe_step_count(tutorial: Tutorial) -> str:
    """The number of steps in words: ``5 steps and 1 aside``."""
    steps = tutorial.counted_steps
    asides = len(tutorial.steps) - steps
    counts = [Message("1 step") if steps == 1 else Message("{steps} steps", steps=steps)]
    if asides:
        counts.append(Message("1 aside") if asides == 1 else Message("{asides} asides", asides=asides))
    return join_words(counts)


def _check_aside(number: StepNumber, step: Step, log: ProblemLog) -> None:
    if number.number == 0:
        log.add_problem(
            step.questions[0].line,
            'With "if", this is an aside to the step before it, but there is none.',
            'Move it below the step after which this happens, or take its "if" lines away.',
        )
    if step.continues:
        log.add_problem(
            step.continues_line,
            "An aside can't be continued, since most people skip it.",
            'Write "- continues: yes" under step {number} if nobody can stop there, or take this line away.',
            number=number.number,
        )


def _check_places(step: Step, phone: Phone, log: ProblemLog) -> None:
    """Report what is marked, kept, hidden or shown by its place, since it may be elsewhere on another phone's picture."""
    for line in phones.list_lost_places(step, phone.word):
        key = line.kind if isinstance(line, Action) else type(line).__name__.lower()
        (log.add_problem if isinstance(line, Action) else log.add_warning)(
            line.line,
            'This place on "{picture}" may be another one on the picture of "{phone}", where nothing is done about it.',
            'Write for that picture, for instance "- {key} {word}: 50% 30%".',
            picture=step.picture,
            phone=phone.name,
            key=key,
            word=phone.word,
        )


def _check_memos(step: Step, own: str, log: ProblemLog) -> None:
    """Warn of an aside that says what another step says, for want of a recording of its own, with the stem ``own``."""
    shared = [memo for memo in step.memos if (name := parse_tagged_name(memo.file)) and name.stem != own]
    if shared:
        message = "This aside and another step show the same picture, so that both say {memos}."
        remedy = "Record the aside by itself: {own}."
        log.add_warning(
            step.line,
            message,
            remedy,
            memos=join_quoted([memo.file for memo in shared], "and"),
            own=join_quoted([f"{own}.{memo.lang}.m4a" for memo in shared], "and"),
        )


def _check_last_step(tutorial: Tutorial, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report a last step that continues. Asides behind it don't count."""
    steps = [(number, step) for number, step in zip(tutorial.numbers, tutorial.steps, strict=True) if not step.is_aside]
    for number, step in steps[-1:]:
        if step.continues and not any(line >= step.line for line in unparsed_lines):
            log.add_problem(
                step.continues_line,
                "No step follows that could continue step {last_number}.",
                "Take this line away, or add the step.",
                last_number=number,
            )

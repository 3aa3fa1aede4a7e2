"""Report what is wrong with steps beside others: asides, a last step that continues, places on other phones' pictures."""

from collections.abc import Collection

from annotator.messages import join_quoted
from annotator.model import Action, Phone, Step, StepNumber, Tutorial, phones
from annotator.script.file_names import parse_tagged_name
from annotator.script.files.memo_slots import memo_stems
from annotator.script.problems import ProblemLog

MAX_ASIDES = 3
"""The most asides to one step: the film shows them all, also to those whom they don't concern."""


def check_step_order(tutorial: Tutorial, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report what is wrong with asides, a last step that continues, and places that mean nothing on other phones.

    Args:
        tutorial: a script as far as it could be read, with its memos attached.
        log: the receiver of the problems and warnings.
        unparsed_lines: the line numbers of the pictures of steps with something unreadable in them. One of them may be the
            step that continues another.
    """
    for number, step, memo_stem in zip(tutorial.numbers, tutorial.steps, memo_stems(tutorial.steps), strict=True):
        if step.is_aside:
            _check_aside(number, step, log)
            _check_memos(step, memo_stem, log)
    _check_last_step(tutorial, log, unparsed_lines)
    for phone in tutorial.phones[1:]:
        for step in tutorial.steps:
            _check_places(step, phone, log)


def _check_aside(number: StepNumber, step: Step, log: ProblemLog) -> None:
    """Report an aside before any step, one that is continued, and one too many to a step."""
    if number.number == 0:
        message = 'With "if", this is an aside to the step before it, but there is none.'
        remedy = 'Move it below the step after which this happens, or take its "if" lines away.'
        log.add_problem(step.questions[0].line, message, remedy)
    if step.continues:
        message = "An aside can't be continued, since most people skip it."
        remedy = 'Write "- continues: yes" under step {number} if nobody can stop there, or take this line away.'
        log.add_problem(step.continues_line, message, remedy, number=number.number)
    if number.aside == MAX_ASIDES + 1:
        message = "Step {number} has more than {max_asides} asides, and everybody sees them all."
        remedy = "Make a tutorial of its own for those to whom they apply."
        log.add_warning(step.line, message, remedy, number=number.number, max_asides=MAX_ASIDES)


def _check_places(step: Step, phone: Phone, log: ProblemLog) -> None:
    """Report lines that name a place, which may be elsewhere on another phone's picture, unless that phone has its own."""
    for line in phones.list_lost_places(step, phone.word):
        key = line.kind if isinstance(line, Action) else type(line).__name__.lower()
        report = log.add_problem if isinstance(line, Action) else log.add_warning
        report(
            line.line,
            'This place on "{picture}" may be another one on the picture of "{phone}", where nothing is done about it.',
            'Write for that picture, for instance "- {key} {word}: 50% 30%".',
            picture=step.picture,
            phone=phone.name,
            key=key,
            word=phone.word,
        )


def _check_memos(step: Step, memo_stem: str, log: ProblemLog) -> None:
    """Warn of an aside that says what another step says, for want of a recording of its own, with the stem ``memo_stem``."""
    names = [parse_tagged_name(memo.file) for memo in step.memos]
    shared = [memo for memo, name in zip(step.memos, names, strict=True) if name and name.stem != memo_stem]
    if shared:
        memos = join_quoted([memo.file for memo in shared], "and")
        files = join_quoted([f"{memo_stem}.{memo.lang}.m4a" for memo in shared], "and")
        message = "This aside and another step show the same picture, so that both say {memos}."
        log.add_warning(step.line, message, "Record the aside by itself: {own}.", memos=memos, own=files)


def _check_last_step(tutorial: Tutorial, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report a last step that continues. Asides behind it don't count."""
    counted = [
        (number, step) for number, step in zip(tutorial.numbers, tutorial.steps, strict=True) if not step.is_aside
    ]
    if not counted:
        return
    number, step = counted[-1]
    if step.continues and not any(line >= step.line for line in unparsed_lines):
        message = "No step follows that could continue step {last_number}."
        log.add_problem(step.continues_line, message, "Take this line away, or add the step.", last_number=number)

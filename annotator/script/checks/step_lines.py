"""Report lines that don't fit the rest of their step, and steps that don't fit their neighbours.

A ``to`` before its ``from`` is one, and an aside with no step before it.
"""

from collections.abc import Collection, Mapping

from annotator.messages import join_quoted
from annotator.model import Action, Phone, Step, StepNumber, Tutorial, phones
from annotator.script.file_names import PICTURES, parse_tagged_name, suffix
from annotator.script.files.memo_slots import memo_stems
from annotator.script.problems import ProblemLog

MAX_ASIDES = 3
"""The most asides to one step: the film shows them all, also to those whom they don't concern."""


def check_step_lines(step: Step, lines: Mapping[str, int], log: ProblemLog, *, incomplete: bool) -> None:
    """Report ``from`` and ``to``, ``source`` and ``sign`` where the rest of the step has no use for them.

    Args:
        step: the step as its lines describe it.
        lines: the number of the first line with each keyword (``{"from": 12}``).
        log: the receiver of the problems.
        incomplete: whether a line of the step can't be parsed; the action, or a place to mark, may be in it.
    """
    _check_cut(step, lines, log)
    types = step.action is not None and step.action.kind == "type"
    is_action_known = not incomplete or (step.action is not None and (step.action.target or step.action.words))
    if step.source is not None and is_action_known and not types:
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
        message = '"from" and "to" cut a recording, but "{picture}" is a still picture.'
        remedy = "Take the line away."
        log.add_problem(min(lines[key] for key in cuts), message, remedy, picture=step.picture)
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
            if number.aside == MAX_ASIDES + 1:
                message = "Step {number} has more than {max_asides} asides, and everybody sees them all."
                remedy = "Make a tutorial of its own for those to whom they apply."
                log.add_warning(step.line, message, remedy, number=number.number, max_asides=MAX_ASIDES)
    _check_last_step(tutorial, log, unparsed_lines)
    for phone in tutorial.phones[1:]:
        for step in tutorial.steps:
            _check_places(step, phone, log)


def _check_aside(number: StepNumber, step: Step, log: ProblemLog) -> None:
    if number.number == 0:
        log.add_problem(
            step.questions[0].line,
            'With "if", this is an aside to the step before it, but there is none.',
            'Move it below the step after which this happens, or take its "if" lines away.',
        )
    if step.continues:
        message = "An aside can't be continued, since most people skip it."
        remedy = 'Write "- continues: yes" under step {number} if nobody can stop there, or take this line away.'
        log.add_problem(step.continues_line, message, remedy, number=number.number)


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


def _check_memos(step: Step, memo_stem: str, log: ProblemLog) -> None:
    """Warn of an aside that says what another step says, for want of a recording of its own, with the stem ``memo_stem``."""
    shared = [memo for memo in step.memos if (name := parse_tagged_name(memo.file)) and name.stem != memo_stem]
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

"""Check the lines of one step against each other, and how steps follow each other: asides, and steps that continue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from annotator.messages import Message
from annotator.model import Step, StepNumber, Tutorial
from annotator.script.file_names import PICTURES, suffix
from annotator.script.keywords import join_quoted, join_words
from annotator.script.problems import ProblemLog


def check_step_lines(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    """Report ``from`` and ``to``, ``source`` and ``sign`` where the rest of the step has no use for them.

    Args:
        step: all that its lines say.
        lines: the first line with each keyword.
        log: receives the problems.
    """
    _check_cut(step, lines, log)
    if step.source is not None and (step.action is None or step.action.kind != "type"):
        log.add_problem(
            lines["source"],
            '"source" says where the words to type come from, but here nothing is typed.',
            'Take the line away, or write the action as "- type: …".',
        )
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


MAX_ASIDES = 3
"""The most asides to one step: the film shows them all, also to those whom they don't concern."""


def check_step_order(tutorial: Tutorial, log: ProblemLog, unparsed_lines: Collection[int]) -> None:
    """Report asides without a step, steps that continue in nothing, and asides that share a memo with a step.

    Args:
        tutorial: a script as far as it could be read, with its memos attached.
        log: receives the problems and warnings.
        unparsed_lines: the first lines of steps with something unreadable in them, which may be the next step.
    """
    uses = Counter(step.picture for step in tutorial.steps)
    for number, step in zip(tutorial.numbers, tutorial.steps, strict=True):
        if step.is_aside:
            _check_aside(number, step, log)
            if uses[step.picture] > 1 and step.memos:
                _report_shared_memos(step, log)
            if number.aside == MAX_ASIDES + 1:
                log.add_warning(
                    step.line,
                    "Step {number} has more than {max_asides} asides, and everybody sees them all.",
                    "Make a tutorial of its own for those to whom they apply.",
                    number=number.number,
                    max_asides=MAX_ASIDES,
                )
    _check_last_step(tutorial, log, unparsed_lines)


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


def _report_shared_memos(step: Step, log: ProblemLog) -> None:
    """Warn of an aside that says what another step says, since a memo belongs to a picture."""
    log.add_warning(
        step.line,
        "This aside and another step show the same picture, so that both say {memos}.",
        "Save the picture under a second name for the aside, and record each of them by itself.",
        memos=join_quoted([memo.file for memo in step.memos], "and"),
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

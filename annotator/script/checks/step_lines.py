"""Report lines that don't fit the rest of their step, such as a ``to`` before its ``from``."""

from collections.abc import Mapping

from annotator.model import Step
from annotator.script.file_names import PICTURES, suffix
from annotator.script.problems import ProblemLog


def check_step_lines(step: Step, lines: Mapping[str, int], log: ProblemLog, *, incomplete: bool) -> None:
    """Report ``from`` and ``to``, ``source`` and ``sign`` where the rest of the step has no use for them.

    Args:
        step: the step as its lines describe it.
        lines: the number of the first line with each keyword (``{"from": 12}``).
        log: the receiver of the problems.
        incomplete: whether a line of the step can't be parsed; the action, or a place to mark, may be in it.
    """
    _check_cut(step, lines, log)
    has_whole_action = step.action is not None and (step.action.target or step.action.words)
    if not incomplete or has_whole_action:
        _check_source(step, lines, log)
    if not incomplete:
        _check_sign(step, lines, log)


def _check_cut(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    """Report a part of a still picture, and a part that doesn't end after its beginning."""
    start, end = step.from_seconds, step.to_seconds
    cuts = [key for key, seconds in (("from", start), ("to", end)) if seconds is not None]
    if cuts and suffix(step.picture) in PICTURES:
        message = '"from" and "to" cut a recording, but "{picture}" is a still picture.'
        remedy = "Take the line away."
        log.add_problem(min(lines[key] for key in cuts), message, remedy, picture=step.picture)
    if end is not None and end <= (start or 0.0):
        log.add_problem(lines["to"], "The part ends before it begins.", 'Write a "to" that is later than "from".')


def _check_source(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    """Report a source of the words to type where nothing is typed."""
    is_typed = step.action is not None and step.action.kind == "type"
    if step.source is not None and not is_typed:
        message = '"source" says where the words to type come from, but here nothing is typed.'
        remedy = 'Take the line away, or write the action as "- type: …".'
        log.add_problem(lines["source"], message, remedy)


def _check_sign(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    """Report the signs "yours" and "together" in a step without what they are about."""
    if step.sign == "yours" and not step.marks and (step.action is None or step.action.target is None):
        message = '"sign: yours" is drawn where a row looks different for each person, but this step points at nothing.'
        remedy = 'Name the row, for instance "- tap: Maestra Elena", or take the line away.'
        log.add_problem(lines["sign"], message, remedy)
    if step.sign == "together" and not step.marks:
        log.add_problem(
            lines["sign"],
            '"sign: together" is for buttons that are pressed at the same time, but this step points at one at most.',
            'Name the other one, for instance "- mark: 59% 61% 6% 18%", or take the line away.',
        )

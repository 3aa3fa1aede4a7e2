"""Check the lines of one step against each other: a cut needs a recording, a source typed words, a sign what it is drawn at."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model import Step
from annotator.script.file_names import PICTURES, suffix
from annotator.script.problem_log import ProblemLog


def check_step_lines(
    step: Step, lines: Mapping[str, int], log: ProblemLog, *, incomplete: bool, action_is_unfinished: bool
) -> None:
    """Report ``from`` and ``to``, ``source`` and ``sign`` where the rest of the step has no use for them.

    Args:
        step: as far as it could be parsed.
        lines: the first line with each keyword.
        log: receives the problems.
        incomplete: whether a line couldn't be parsed; the action, or what to mark, may be in it.
        action_is_unfinished: whether the action's own line is such a one, as ``tap:``, which was reported already.
    """
    _check_cut(step, lines, log)
    if not action_is_unfinished and (step.action is not None or not incomplete):
        _check_source(step, lines, log)
    if not incomplete:
        _check_sign(step, lines, log)


def _check_cut(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    start, end = step.from_seconds, step.to_seconds
    cuts = [key for key, seconds in (("from", start), ("to", end)) if seconds is not None]
    if cuts and suffix(step.picture) in PICTURES:
        log.add_problem(
            min(lines[key] for key in cuts),
            f'"from" and "to" cut a recording, but "{step.picture}" is a still picture.',
            "Take the line away.",
        )
    if end is not None and end <= (start or 0.0):
        log.add_problem(lines["to"], "The part ends before it begins.", 'Write a "to" that is later than "from".')


def _check_source(step: Step, lines: Mapping[str, int], log: ProblemLog) -> None:
    if step.source is not None and (step.action is None or step.action.kind != "type"):
        log.add_problem(
            lines["source"],
            '"source" says where the words to type come from, but here nothing is typed.',
            'Take the line away, or write the action as "- type: …".',
        )


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

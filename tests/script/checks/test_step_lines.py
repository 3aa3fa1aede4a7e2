"""Lines that the rest of their step has no use for are reported, unless what they need may be in a line that can't be read."""

from __future__ import annotations

import pytest

from annotator.model import Action, Mark, PointTarget, Step
from annotator.script.checks.step_order import check_step_lines
from annotator.script.problems import ProblemLog

LINES = {"from": 5, "to": 6, "source": 7, "sign": 8}
TARGET = PointTarget(10, 20)
TAP, LOOK, TYPE = Action("tap", TARGET), Action("wait"), Action("type", words="Ana")
MARKS = (Mark(TARGET, 4),)


def reported(step: Step, *, incomplete: bool = False, action_is_unfinished: bool = False) -> list[int]:
    log = ProblemLog("tutorial.md")
    check_step_lines(step, LINES, log, incomplete=incomplete, action_is_unfinished=action_is_unfinished)
    return [problem.line for problem in log.problems()]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step("a.mp4", LOOK, from_seconds=2.0), []),
        (Step("a.mp4", LOOK, from_seconds=2.0, to_seconds=2.0), [6]),
        (Step("a.mp4", LOOK, to_seconds=0.0), [6]),
        (Step("a.png", LOOK, from_seconds=0.0), [5]),
        (Step("a.png", LOOK, to_seconds=2.0), [6]),
        (Step("a.png", LOOK, from_seconds=2.0, to_seconds=1.0), [5, 6]),
    ],
)
def test_a_cut_is_one_of_a_recording_and_has_a_length(step: Step, expected: list[int]) -> None:
    assert reported(step) == reported(step, incomplete=True) == expected


def test_an_action_that_is_known_types_or_does_not() -> None:
    assert reported(Step("a.png", TYPE, source="paper")) == []
    assert reported(Step("a.png", TAP, source="paper")) == [7]
    assert reported(Step("a.png", TAP, source="paper"), incomplete=True) == [7]


def test_an_action_that_may_be_in_an_unreadable_line_may_type() -> None:
    assert reported(Step("a.png", source="paper")) == [7]
    assert reported(Step("a.png", source="paper"), incomplete=True) == []


def test_an_unfinished_action_is_one_problem_and_not_two() -> None:
    step = Step("a.png", Action("tap"), source="paper", sign="yours")
    assert reported(step, incomplete=True, action_is_unfinished=True) == []


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step("a.png", TAP, sign="yours"), []),
        (Step("a.png", LOOK, sign="yours"), [8]),
        (Step("a.png", sign="yours"), [8]),
        (Step("a.png", LOOK, marks=MARKS, sign="yours"), []),
        (Step("a.png", TAP, sign="together"), [8]),
        (Step("a.png", TAP, marks=MARKS, sign="together"), []),
        (Step("a.png", LOOK, sign="send"), []),
    ],
)
def test_a_sign_is_drawn_at_something(step: Step, expected: list[int]) -> None:
    assert reported(step) == expected
    assert reported(step, incomplete=True) == []

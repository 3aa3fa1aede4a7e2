"""Lines that the rest of their step has no use for are reported."""

from __future__ import annotations

import pytest

from annotator.model import Action, Mark, PointTarget, Step
from annotator.script.completeness import check_step_lines
from annotator.script.problems import ProblemLog

LINES = {"from": 5, "to": 6, "source": 7, "sign": 8}
TARGET = PointTarget(10, 20)
TAP, LOOK, TYPE = Action("tap", TARGET), Action("wait"), Action("type", words="Ana")
MARKS = (Mark(TARGET, 4),)


def reported(step: Step) -> list[int]:
    log = ProblemLog("tutorial.md")
    check_step_lines(step, LINES, log, incomplete=False)
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
    assert reported(step) == expected


def test_an_action_that_is_known_types_or_does_not() -> None:
    assert reported(Step("a.png", TYPE, source="paper")) == []
    assert reported(Step("a.png", TAP, source="paper")) == [7]
    assert reported(Step("a.png", source="paper")) == [7]


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

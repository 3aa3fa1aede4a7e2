"""All problems of a file are reported at once, by line; as JSON they lose nothing that the editor's page shows."""

from __future__ import annotations

import json

import pytest

from annotator import messages
from annotator.messages import Message
from annotator.model import BoxTarget, Decision, Hide, PointTarget, Problem, Show, StepNumber, TextTarget
from annotator.script import problem_row, read_problem_row
from annotator.script.problems import ProblemLog

LINES = (
    Hide(TextTarget(("Ana = Luz",)), "Luna"),
    Hide(TextTarget(("hide: 1 | 2", "b"), 2)),
    Show(TextTarget(("50% 30%",))),
    Show(PointTarget(5, 5.5)),
    Hide(BoxTarget(1, 2, 30, 4)),
)


def test_problems_are_sorted_by_line_and_those_of_the_file_come_last() -> None:
    log = ProblemLog("tutorial.md")
    log.add_problem(0, "whole.", "Do.")
    log.add_warning(9, "late.", "Do.")
    log.add_problem(2, "early.", "Do.")
    assert [str(problem) for problem in log.problems()] == [
        "tutorial.md:2: early. Do.",
        "tutorial.md:9: warning: late. Do.",
        "tutorial.md: whole. Do.",
    ]


def test_a_warning_alone_is_not_bad() -> None:
    log = ProblemLog("tutorial.md")
    log.add_warning(1, "a.", "b.")
    assert not log.has_problems
    log.add_problem(1, "a.", "b.")
    assert log.has_problems


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_problem_is_the_same_afterwards(line: Hide | Show) -> None:
    message = Message("{what!} on {name}.", what=Message("A {kind}", kind="name"), name="01.png")
    problem = Problem("tutorial.md", 9, message, "Do.", "warning", StepNumber(2, 1), decisions=(Decision(line, True),))
    text = json.dumps(messages.to_json(problem_row(problem)))
    read = read_problem_row(json.loads(text, object_hook=messages.from_json))
    assert (read, read.decisions) == (problem, problem.decisions)
    assert isinstance(read.message, Message) and read.message.template == message.template

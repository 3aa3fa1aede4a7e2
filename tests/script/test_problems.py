"""All problems of a file are reported at once, by line."""

from __future__ import annotations

from annotator.script.problems import ProblemLog


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

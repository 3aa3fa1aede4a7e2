"""Private words stay out of what is typed, and out of logs."""

from __future__ import annotations

from dataclasses import replace

from annotator.model import Hide, Problem, Said, TextTarget
from annotator.pack import discretion
from annotator.privacy.matcher import Matcher, collect_privacy
from tests.helpers import editions

TUTORIAL = replace(editions.TUTORIAL, hides=(Hide(TextTarget(("Marta Ruiz",)), "Luna García", 6),))
MATCHER = Matcher(collect_privacy(TUTORIAL, editions.SCHOOL))


def test_a_sentence_with_a_hidden_name_is_a_problem_with_the_example_to_write() -> None:
    first, second = TUTORIAL.steps
    named = replace(TUTORIAL, steps=(replace(first, narration=(Said("es", "Toque Marta Ruiz.", 9),)), second))
    (problem,) = discretion.typed(named, editions.SCHOOL, MATCHER, "clase")
    assert (problem.line, problem.level) == (9, "problem")
    assert "Toque Luna García." in problem.remedy
    assert list(discretion.typed(TUTORIAL, editions.SCHOOL, MATCHER, "clase")) == []


def test_a_folder_is_not_named_after_somebody() -> None:
    (problem,) = discretion.typed(TUTORIAL, editions.SCHOOL, MATCHER, "Marta Ruiz")
    assert "folder" in problem.message


def test_a_log_tells_no_name() -> None:
    problem = Problem("tutorial.md", 3, "“Marta Ruiz” is here.", "Ask Marta Ruiz.", "warning")
    told = discretion.for_logs(problem, MATCHER)
    assert "Marta" not in str(told)
    assert "annotator check tells which" in discretion.for_logs(replace(problem, secret=True), MATCHER).remedy

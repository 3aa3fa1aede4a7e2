"""Private words stay out of what is typed, and out of logs."""

from __future__ import annotations

from dataclasses import replace

from annotator.model import Hide, Problem, Said, TextTarget
from annotator.pack import privacy_checks
from annotator.privacy.matcher import Matcher, collect_privacy
from tests.helpers import editions

TUTORIAL = replace(editions.TUTORIAL, hides=(Hide(TextTarget(("Marta Ruiz",)), "Luna García", 6),))
MATCHER = Matcher(collect_privacy(TUTORIAL, editions.SCHOOL))


def test_a_sentence_with_a_hidden_name_is_a_problem_with_the_example_to_write() -> None:
    first, second = TUTORIAL.steps
    named = replace(TUTORIAL, steps=(replace(first, narration=(Said("es", "Toque Marta Ruiz.", 9),)), second))
    (problem,) = privacy_checks.check_typed_texts(named, editions.SCHOOL, MATCHER, "clase")
    assert (problem.line, problem.level) == (9, "problem")
    assert "Toque Luna García." in problem.remedy
    assert list(privacy_checks.check_typed_texts(TUTORIAL, editions.SCHOOL, MATCHER, "clase")) == []


def test_a_folder_is_not_named_after_somebody() -> None:
    (problem,) = privacy_checks.check_typed_texts(TUTORIAL, editions.SCHOOL, MATCHER, "Marta Ruiz")
    assert "folder" in problem.message


def test_a_log_tells_no_name() -> None:
    problem = Problem("tutorial.md", 3, "“Marta Ruiz” is here.", "Ask Marta Ruiz.", "warning")
    told = privacy_checks.mask_problem(problem, MATCHER)
    assert "Marta" not in str(told)
    assert "annotator check shows it" in privacy_checks.mask_problem(replace(problem, secret=True), MATCHER).remedy


def test_a_question_with_a_hidden_name_is_a_problem_too() -> None:
    first, second = TUTORIAL.steps
    aside = replace(second, questions=(Said("es", "¿No ve a Marta Ruiz?", 12),))
    asked = replace(TUTORIAL, steps=(first, aside))
    (problem,) = privacy_checks.check_typed_texts(asked, editions.SCHOOL, MATCHER, "clase")
    assert (problem.line, problem.level) == (12, "problem")
    assert "¿No ve a Luna García?" in problem.remedy
    word = replace(asked, steps=(first, replace(aside, questions=(Said("es", "¿No ve a Marta?", 12),))))
    (warning,) = privacy_checks.check_typed_texts(word, editions.SCHOOL, MATCHER, "clase")
    assert (warning.line, warning.level, warning.secret) == (12, "warning", True)

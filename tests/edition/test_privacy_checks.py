"""Private words stay out of what is typed, and out of logs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.edition import privacy_checks
from annotator.edition.scan import name_questions
from annotator.edition.scan.step_view import StepScan
from annotator.model import Hide, NameQuestion, Problem, Said, Screen, TargetName, TextTarget
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import HiddenText, Privacy, collect_privacy
from tests.helpers import editions
from tests.helpers.invisible import INVISIBLE

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


def test_an_invented_name_is_no_part_of_a_real_one() -> None:
    """Seen: a child's own surname was proposed in place of its name."""
    matcher = Matcher(Privacy(hidden=(HiddenText("Mateo Cruz Luna"),)))
    assert name_questions.invent_name(matcher) == "Sol"
    assert name_questions.invent_name(Matcher(Privacy()), "Sol Luna") == "Estrella"
    assert name_questions.invent_name(Matcher(Privacy())) == "Luna"


def test_an_invented_name_is_that_of_nobody_on_a_picture() -> None:
    """Seen: each offered line was taken, and the example of the first was somebody whom the second covers."""
    questions = tuple(NameQuestion(name, "participant") for name in ("Ana García", "Luna"))
    scan = StepScan(
        Screen("", size=(720, 1280)), "1.png", None, (), TargetName(""), asks=questions, texts=("Luna", "Ana García")
    )
    asked = list(name_questions.warn_of_undecided_names(TUTORIAL, Matcher(Privacy()), {0: [scan]}))
    lines = [decision.line for problem in asked for decision in problem.decisions]
    assert [line.example for line in lines if isinstance(line, Hide)] == ["Sol", "Estrella"], "two people"


def test_a_hidden_text_is_only_missed_where_pictures_were_read() -> None:
    """Seen: in a language that the script lacks nothing is read, and the line that covers a name was to be removed."""
    assert list(privacy_checks.find_unmatched_hides(TUTORIAL, MATCHER, {})) == []


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


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_a_name_with_an_invisible_character_is_a_problem_with_its_line_wherever_it_is_typed(character: str) -> None:
    first, second = TUTORIAL.steps
    inside = f"Sof{character}ía"
    school = replace(editions.SCHOOL, names=("Sofía Mora Paz",))
    matcher = Matcher(collect_privacy(TUTORIAL, school))
    for place, line in (
        ({"titles": (Said("es", f"Llame a {inside}", 1),)}, 1),
        ({"whys": (Said("es", f"Así contesta {inside}.", 3),)}, 3),
        ({"steps": (replace(first, narration=(Said("es", f"Toque {inside}.", 9),)), second)}, 9),
        ({"steps": (first, replace(second, questions=(Said("es", f"¿No ve a {inside}?", 12),)))}, 12),
    ):
        (problem,) = privacy_checks.check_typed_texts(replace(TUTORIAL, **place), school, matcher, "clase")
        assert (problem.line, problem.level) == (line, "problem")
        assert "el nombre" in problem.remedy and "ía" not in problem.remedy.replace("Así", "")

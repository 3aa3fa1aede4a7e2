"""The lines of one step are collected; whatever can't be read makes the step incomplete."""

from __future__ import annotations

import pytest

from annotator.model import IconTarget, Said
from annotator.script.blocks import Link, ListLine, PictureLine
from annotator.script.files.file_index import FileIndex
from annotator.script.files.file_resolver import FileResolver
from annotator.script.language_tags import DeclaredLanguages
from annotator.script.parts.part_reader import split_key
from annotator.script.parts.step_reader import StepReader
from annotator.script.problems import BadValueError, ProblemLog


def reader(log: ProblemLog) -> StepReader:
    folder = FileResolver(FileIndex(["01.png"]), FileIndex(["mic.png"]))
    return StepReader(PictureLine(1, Link("", ("01.PNG",))), DeclaredLanguages(("es",)), folder, log)


def test_a_step_has_the_real_names_of_its_files_and_its_sentences() -> None:
    log = ProblemLog("tutorial.md")
    steps = reader(log)
    steps.parse_line(ListLine(2, "tap: mic.PNG"))
    steps.parse_line(ListLine(3, "ES: Toque el micrófono."))
    step = steps.build()
    assert (step.picture, step.narration) == ("01.png", (Said("es", "Toque el micrófono."),))
    assert step.action is not None
    assert step.action.target == IconTarget("mic.png")
    assert not steps.incomplete
    assert log.problems() == ()


def test_a_question_mark_makes_a_guess_of_an_action_and_of_what_is_hidden_and_of_nothing_else() -> None:
    log = ProblemLog("tutorial.md")
    steps = reader(log)
    for number, text in enumerate(("tap ?: Join", "hide?: Ana", "mark?: Join", "es: Toque Join."), start=2):
        steps.parse_line(ListLine(number, text))
    step = steps.build()
    assert step.action is not None
    assert [step.action.guess, step.hides[0].guess, step.narration[0].guess] == [True, True, False]
    assert [str(problem) for problem in log.problems()] == [
        'tutorial.md:4: "mark" can\'t be a guess. Take the question mark away.'
    ]


def test_a_second_action_is_a_problem_and_the_first_one_stays() -> None:
    log = ProblemLog("tutorial.md")
    steps = reader(log)
    steps.parse_line(ListLine(2, "tap: Join"))
    steps.parse_line(ListLine(3, "hold: Join"))
    action = steps.build().action
    assert action is not None
    assert action.kind == "tap"
    assert steps.incomplete
    assert [problem.line for problem in log.problems()] == [3]


@pytest.mark.parametrize("text", ["tap Join", ": Join"])
def test_a_line_without_a_word_and_a_colon_says_how_to_write_it(text: str) -> None:
    with pytest.raises(BadValueError) as caught:
        split_key(ListLine(1, text))
    assert "- tap: Join" in caught.value.remedy

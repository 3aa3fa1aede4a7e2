"""Asides come after a step; steps that continue need one that follows, and are few enough to follow in one go."""

from __future__ import annotations

import pytest

from annotator.model import Problem, Said, Step, StepNumber, Tutorial
from annotator.script.completeness import check_step_order, describe_step_count
from annotator.script.problems import ProblemLog
from annotator.script.reader import read

TOP = "# es: a\n\n"
STEP = "![](01.png)\n- tap: Join\n\n"
HELD = "![](01.png)\n- hold: Join\n- continues: yes\n\n"
ASIDE = "![](02.png)\n- tap: Undo\n- if es: ¿Se equivocó?\n\n"
OUT_OF_PLACE = (
    'With "if", this is an aside to the step before it, but there is none. '
    'Move it below the step after which this happens, or take its "if" lines away.'
)


def problems(text: str, *files: str) -> list[str]:
    return [str(problem) for problem in read(TOP + text, {"01.png", "02.png", *files}).problems]


def test_an_aside_follows_a_step() -> None:
    assert problems(STEP + ASIDE + ASIDE + STEP + ASIDE) == []
    assert problems(ASIDE + ASIDE + STEP) == [
        f"tutorial.md:5: {OUT_OF_PLACE}",
        f"tutorial.md:9: {OUT_OF_PLACE}",
    ]


def test_an_aside_continues_in_nothing() -> None:
    assert problems(STEP + ASIDE[:-1] + "- continues: yes\n\n" + STEP) == [
        "tutorial.md:9: step 1?: An aside can't be continued, since most people skip it. "
        'Write "- continues: yes" under step 1 if nobody can stop there, or take this line away.'
    ]


def test_more_than_three_asides_to_a_step_are_a_warning() -> None:
    assert problems(STEP + 3 * ASIDE + STEP + ASIDE) == []
    assert problems(STEP + 5 * ASIDE) == [
        "tutorial.md:18: step 1?: warning: Step 1 has more than 3 asides, and everybody sees them all. "
        "Make a tutorial of its own for those to whom they apply."
    ]


def test_a_chain_goes_on_behind_an_aside() -> None:
    assert problems(HELD + HELD + ASIDE + STEP) == []


@pytest.mark.parametrize("after", ["", ASIDE, ASIDE + ASIDE])
def test_a_step_that_continues_needs_one_that_follows(after: str) -> None:
    assert problems(STEP + HELD + after) == [
        "tutorial.md:8: step 2: No step follows that could continue step 2. Take this line away, or add the step."
    ]


def test_the_step_that_follows_may_be_what_could_not_be_read() -> None:
    (link,) = problems(HELD + "[](02.png)\n")
    assert "This line is a link, not a picture." in link


def test_an_aside_on_the_picture_of_a_step_shares_its_memo_until_it_has_its_own() -> None:
    twice = STEP + ASIDE.replace("02", "01") + STEP
    assert problems(twice) == []
    assert problems(twice, "01.es.m4a") == [
        "tutorial.md:6: step 1?: warning: This aside and another step show the same picture, so that both say "
        '"01.es.m4a". Record the aside by itself: "01.2.es.m4a".'
    ]
    assert problems(twice, "01.es.m4a", "01.2.es.ogg") == []
    assert problems(STEP + ASIDE, "02.es.m4a") == []


def test_what_is_checked_is_the_order_alone() -> None:
    log = ProblemLog("tutorial.md")
    aside = Step("01.png", questions=(Said("es", "¿Sí?", 4),), line=3)
    check_step_order(Tutorial((Said("es", "a", 1),), (aside,)), log, ())
    (found,) = log.problems()
    assert isinstance(found, Problem)
    assert (found.line, found.step) == (4, None)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (STEP, "1 step"),
        (STEP + STEP, "2 steps"),
        (STEP + ASIDE, "1 step and 1 aside"),
        (STEP + STEP + ASIDE + ASIDE, "2 steps and 2 asides"),
    ],
)
def test_steps_and_asides_are_counted_apart(steps: str, words: str) -> None:
    tutorial = read(TOP + steps, {"01.png", "02.png"}).tutorial
    assert tutorial is not None
    assert describe_step_count(tutorial) == words


def test_asides_have_the_number_of_the_step_before_them() -> None:
    tutorial = read(TOP + STEP + ASIDE + ASIDE + STEP + ASIDE, {"01.png", "02.png"}).tutorial
    assert tutorial is not None
    first, second = StepNumber(1), StepNumber(2)
    assert tutorial.numbers == (first, StepNumber(1, 1), StepNumber(1, 2), second, StepNumber(2, 1))
    assert tutorial.counted_steps == 2
    assert list(tutorial.numbers) == sorted(tutorial.numbers)
    assert [str(number) for number in tutorial.numbers] == ["1", "1?", "1?", "2", "2?"]
    assert [number.name("paso", "si") for number in tutorial.numbers[:3]] == ["paso-1", "paso-1-si", "paso-1-si-2"]
    assert [number.name() for number in tutorial.numbers[3:]] == ["step-2", "step-2-if"]


@pytest.mark.parametrize(
    ("number", "row"),
    [
        (StepNumber(4), {"step": 4}),
        (StepNumber(4, 1), {"step": 4, "aside": True}),
        (StepNumber(4, 2), {"step": 4, "aside": True, "aside_number": 2}),
    ],
)
def test_a_number_is_a_row_of_the_pack_and_back(number: StepNumber, row: dict[str, object]) -> None:
    assert number.row("step") == row
    assert StepNumber.from_row(row, "step") == number
    assert StepNumber.from_row({}, "step") is None

"""A script with problems is read as far as it can be, so that no problem hides another."""

from __future__ import annotations

from annotator.model import StepNumber, Tutorial
from annotator.script import Reading, check_completeness, read

FILES = {"01.png", "02.png"}
TEXT = """# es: Entrar
# en: Join

- why es: Así ve a la maestra.
- why en: You see the teacher.

![](01.pgn)
- tap: Join | Unirse
- hide: 10% 10% 5% 5% = Luna

![](02.png)
- tpa: Join
- es: Toque Unirse.

![](02.png)
- es: Mire.
"""


def partial(text: str) -> tuple[Tutorial, Reading]:
    reading = read(text, FILES)
    assert reading.tutorial is None, "callers that build nothing from a script with problems need not look for them"
    assert reading.readable is not None
    return reading.readable, reading


def lacking(text: str, *languages: str) -> list[str]:
    tutorial, reading = partial(text)
    return [
        str(p) for p in check_completeness(tutorial, languages, required=False, unparsed_lines=reading.unparsed_lines)
    ]


def test_what_can_be_read_is_there_with_its_lines() -> None:
    tutorial, reading = partial(TEXT)
    assert [(problem.line, problem.step) for problem in reading.problems] == [(7, StepNumber(1)), (12, StepNumber(2))]
    assert [(step.line, step.picture) for step in tutorial.steps] == [(7, "01.pgn"), (11, "02.png"), (15, "02.png")]
    assert tutorial.steps[0].hides[0].example == "Luna"
    assert tutorial.steps[1].said("es") == "Toque Unirse."
    assert tutorial.why("en") == "You see the teacher."


def test_only_what_surely_lacks_is_called_lacking() -> None:
    # Step 2 may have an action, once its word is right: nobody knows yet that English lacks there.
    assert lacking(TEXT, "es", "en") == [
        'tutorial.md:15: step 3: Step 3 says nothing in "en". '
        'Write a line "- en: …" below the picture, or put a memo beside it, for instance "02.en.m4a".'
    ]


def test_a_why_that_cannot_be_read_is_not_called_missing() -> None:
    assert lacking(TEXT.replace("why en: You", "whi en: You"), "en")[0].startswith("tutorial.md:15")


def test_without_a_title_the_steps_are_there_all_the_same() -> None:
    tutorial, reading = partial("![](01.png)\n- tap: Unirse\n\n![](03.png)\n- tap: b\n")
    assert [step.picture for step in tutorial.steps] == ["01.png", "03.png"]
    assert [problem.line for problem in reading.problems] == [1, 4]
    assert check_completeness(tutorial, ("es",), required=False, unparsed_lines=reading.unparsed_lines) == ()


def test_warnings_of_a_script_with_problems_can_be_accepted_too() -> None:
    text = "# es: a\n\n![foto](01.png)\n- tap: Join\n- ok: our own words\n\n![](03.png)\n- tap: b\n"
    assert [problem.level for problem in partial(text)[1].problems] == ["problem"]

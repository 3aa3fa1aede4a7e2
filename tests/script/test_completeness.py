"""What is missing to make a tutorial in a language, steps in an order nobody could follow, and which warnings may be accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model import Action, Mark, PointTarget, Problem, Said, Step, StepNumber, Tutorial
from annotator.script.checks.completeness import check_completeness, describe_step_count
from annotator.script.checks.step_lines import check_step_lines
from annotator.script.checks.step_order import check_step_order
from annotator.script.problems import ProblemLog, without_accepted
from annotator.script.reader import read

HEAD = "# es: a\n# en: b\n# mix: c\n\n- why es: x\n- why en: y\n"
STEP = "\n![](01.png)\n- tap: Join\n"
ASIDE = "\n![](02.png)\n- tap: Undo\n"
LINES = {"from": 5, "to": 6, "source": 7, "sign": 8}
TARGET = PointTarget(10, 20)
TAP, LOOK, TYPE = Action("tap", TARGET), Action("wait"), Action("type", words="Ana")
MARKS = (Mark(TARGET, 4),)
TOP = "# es: a\n\n"
PRESSED = "![](01.png)\n- tap: Join\n\n"
HELD = "![](01.png)\n- hold: Join\n- continues: yes\n\n"
QUESTION = "![](02.png)\n- tap: Undo\n- if es: ¿Se equivocó?\n\n"
OUT_OF_PLACE = (
    'With "if", this is an aside to the step before it, but there is none. '
    'Move it below the step after which this happens, or take its "if" lines away.'
)


def tutorial(text: str, *files: str) -> Tutorial:
    reading = read(text, {"01.png", "02.png", *files})
    assert reading.problems == ()
    assert reading.tutorial
    return reading.tutorial


def found(one: Tutorial, *languages: str, required: bool = False) -> list[str]:
    return [str(problem) for problem in check_completeness(one, languages, required=required)]


def test_the_phrasebook_speaks_where_a_sentence_is_missing() -> None:
    assert found(tutorial(HEAD + STEP), "es", "en") == []


def test_a_language_without_a_phrasebook_needs_words_or_memos() -> None:
    text = HEAD + STEP + "\n![](02.png)\n- tap: b\n- mix: Kava\n" + STEP
    quiet = (
        'tutorial.md:3: warning: Not recorded in "mix": the opening and the closing. '
        'Put "title.mix.m4a" and "end.mix.m4a" into the folder; the command annotator recording-kit helps you get them.'
    )
    assert found(tutorial(text), "es", "mix") == [
        quiet,
        'tutorial.md:8: step 1: Steps 1 and 3 say nothing in "mix". '
        'Write a line "- mix: …" below the picture, or put a memo beside it, for instance "01.mix.m4a".',
    ]
    assert found(tutorial(text, "01.mix.m4a"), "mix") == [quiet]
    (closing,) = found(tutorial(text, "01.mix.m4a", "title.mix.m4a"), "mix")
    assert 'Not recorded in "mix": the closing. Put "end.mix.m4a" into the folder' in closing
    assert found(tutorial(text, "01.mix.m4a", "title.mix.m4a", "end.mix.opus"), "mix") == []


def test_a_step_without_an_action_needs_words_in_each_language() -> None:
    assert found(tutorial(HEAD + "\n![](01.png)\n- es: Mire.\n"), "es", "en") == [
        'tutorial.md:8: step 1: Step 1 says nothing in "en". '
        'Write a line "- en: …" below the picture, or put a memo beside it, for instance "01.en.m4a".'
    ]


def test_a_language_without_a_title() -> None:
    one = tutorial("# es: a\n\n- why es: x\n" + STEP)
    assert found(one, "es", "en") == [
        'tutorial.md:1: warning: "en" is skipped: there is no title in it. '
        'Write a line "# en: …" at the top, or take "en" out of the languages in school.toml.'
    ]
    assert found(one, "ES", "en", required=True) == [
        'tutorial.md:1: There is no title in "en". Write a line "# en: …" at the top, or choose es.'
    ]


def test_too_many_steps_unless_somebody_says_why() -> None:
    text = "# es: a\n\n- why es: x\n"
    assert found(tutorial(text + 7 * STEP), "es") == []
    for steps, count in ((8, 2), (14, 2), (15, 3), (30, 5)):
        assert found(tutorial(text + steps * STEP), "es") == [
            f"tutorial.md:1: warning: The tutorial has {steps} steps. "
            f"Make {count} tutorials of at most 7 steps each: few people watch a longer one to its end. Copy its folder for "
            "each, delete the other steps there, and write a title for each."
        ]
    assert found(tutorial(text + "- ok: it is shown in a workshop\n" + 8 * STEP), "es") == []


def test_ok_accepts_the_warnings_of_its_place_and_no_problem() -> None:
    one = tutorial("# es: a\n\n- ok: top\n" + STEP + STEP + "- ok: second step\n")
    lines = {line: Problem("tutorial.md", line, "a", "b", "warning") for line in (0, 1, 5, 6, 8, 9)}
    kept = without_accepted(one, [*lines.values(), Problem("tutorial.md", 9, "a", "b")])
    first = [replace(lines[line], step=StepNumber(1)) for line in (5, 6)]
    assert kept == (*first, Problem("tutorial.md", 9, "a", "b", step=StepNumber(2)))


def test_a_question_is_asked_in_every_language() -> None:
    asked = tutorial(HEAD.replace("# mix: c\n", "") + STEP + ASIDE + "- if es: ¿Se equivocó?\n")
    assert found(asked, "es") == []
    assert found(asked, "es", "en") == [
        'tutorial.md:12: step 1?: The question of this aside is in es, but not in "en". '
        'Write a line "- if en: …" below the picture.'
    ]
    own = tutorial(HEAD.replace("# mix: c\n", "") + STEP + ASIDE + "- if en: Is it raining?\n- ok: later\n")
    assert found(own, "es", "en") == [
        'tutorial.md:12: step 1?: The question of this aside is in en, but not in "es". '
        'Write a line "- if es: …" below the picture.'
    ], "nobody accepts a problem"


def test_a_memo_alone_asks_its_question() -> None:
    text = HEAD + STEP + ASIDE + "- if es: ¿Se equivocó?\n- if en: Did you make a mistake?\n"
    memos = ("title.mix.m4a", "end.mix.m4a", "01.mix.m4a")
    assert found(tutorial(text, *memos, "02.mix.m4a"), "mix") == []
    assert found(tutorial(text, *memos), "mix") == [
        'tutorial.md:11: step 1?: Step 1? says nothing in "mix". Write a line "- mix: …" below the picture, '
        'or put a memo beside it, for instance "02.mix.m4a".'
    ]
    (question,) = found(tutorial(text + "- mix: Kava\n", *memos), "mix")
    assert question.endswith('but not in "mix". Write a line "- if mix: …" below the picture.')
    (answer,) = found(tutorial(text + "- if mix: Kava?\n", *memos), "mix")
    assert 'Step 1? says nothing in "mix".' in answer


def test_a_question_that_may_be_in_an_unreadable_line_is_not_missed() -> None:
    reading = read("# es: a\n# en: b\n" + STEP + ASIDE + "- if es: ¿Sí?\n- fi en: Yes?\n", {"01.png", "02.png"})
    assert reading.readable is not None
    told = check_completeness(reading.readable, ("es", "en"), required=False, unparsed_lines=reading.unparsed_lines)
    assert [problem.message for problem in told if "question" in problem.message] == []


def test_asides_are_not_counted_among_the_steps() -> None:
    text = "# es: a\n\n- why es: x\n" + 7 * (STEP + ASIDE + "- if es: ¿Sí?\n")
    assert found(tutorial(text), "es") == []


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


def problems(text: str, *files: str) -> list[str]:
    return [str(problem) for problem in read(TOP + text, {"01.png", "02.png", *files}).problems]


def test_an_aside_follows_a_step() -> None:
    assert problems(PRESSED + QUESTION + QUESTION + PRESSED + QUESTION) == []
    assert problems(QUESTION + QUESTION + PRESSED) == [
        f"tutorial.md:5: {OUT_OF_PLACE}",
        f"tutorial.md:9: {OUT_OF_PLACE}",
    ]


def test_an_aside_continues_in_nothing() -> None:
    assert problems(PRESSED + QUESTION[:-1] + "- continues: yes\n\n" + PRESSED) == [
        "tutorial.md:9: step 1?: An aside can't be continued, since most people skip it. "
        'Write "- continues: yes" under step 1 if nobody can stop there, or take this line away.'
    ]


def test_more_than_three_asides_to_a_step_are_a_warning() -> None:
    assert problems(PRESSED + 3 * QUESTION + PRESSED + QUESTION) == []
    assert problems(PRESSED + 5 * QUESTION) == [
        "tutorial.md:18: step 1?: warning: Step 1 has more than 3 asides, and everybody sees them all. "
        "Make a tutorial of its own for those to whom they apply."
    ]


def test_a_chain_goes_on_behind_an_aside() -> None:
    assert problems(HELD + HELD + QUESTION + PRESSED) == []


@pytest.mark.parametrize("after", ["", QUESTION, QUESTION + QUESTION])
def test_a_step_that_continues_needs_one_that_follows(after: str) -> None:
    assert problems(PRESSED + HELD + after) == [
        "tutorial.md:8: step 2: No step follows that could continue step 2. Take this line away, or add the step."
    ]


def test_the_step_that_follows_may_be_what_could_not_be_read() -> None:
    (link,) = problems(HELD + "[](02.png)\n")
    assert "This line is a link, not a picture." in link


def test_an_aside_on_the_picture_of_a_step_shares_its_memo_until_it_has_its_own() -> None:
    twice = PRESSED + QUESTION.replace("02", "01") + PRESSED
    assert problems(twice) == []
    assert problems(twice, "01.es.m4a") == [
        "tutorial.md:6: step 1?: warning: This aside and another step show the same picture, so that both say "
        '"01.es.m4a". Record the aside by itself: "01.2.es.m4a".'
    ]
    assert problems(twice, "01.es.m4a", "01.2.es.ogg") == []
    assert problems(PRESSED + QUESTION, "02.es.m4a") == []


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
        (PRESSED, "1 step"),
        (PRESSED + PRESSED, "2 steps"),
        (PRESSED + QUESTION, "1 step and 1 aside"),
        (PRESSED + PRESSED + QUESTION + QUESTION, "2 steps and 2 asides"),
    ],
)
def test_steps_and_asides_are_counted_apart(steps: str, words: str) -> None:
    tutorial = read(TOP + steps, {"01.png", "02.png"}).tutorial
    assert tutorial is not None
    assert describe_step_count(tutorial) == words


def test_asides_have_the_number_of_the_step_before_them() -> None:
    tutorial = read(TOP + PRESSED + QUESTION + QUESTION + PRESSED + QUESTION, {"01.png", "02.png"}).tutorial
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

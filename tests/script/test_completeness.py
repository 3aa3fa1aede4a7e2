"""What is missing to make a tutorial in a language, and which warnings a person may accept."""

from __future__ import annotations

from dataclasses import replace

from annotator.model import Problem, StepNumber, Tutorial
from annotator.script.completeness import check_completeness, without_accepted
from annotator.script.reader import read

HEAD = "# es: a\n# en: b\n# mix: c\n\n- why es: x\n- why en: y\n"
STEP = "\n![](01.png)\n- tap: Join\n"


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


ASIDE = "\n![](02.png)\n- tap: Undo\n"


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

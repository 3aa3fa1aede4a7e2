"""Words that the typeface can't draw are told with their line, wherever they would be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.model import Tutorial
from annotator.script.checks.glyphs import check_glyphs
from annotator.script.problems import without_accepted
from annotator.script.reader import read
from annotator.script.school_file import read_school

USE_LATIN_OR_CYRILLIC = "Write it in Latin or Cyrillic letters: no others can be drawn."
HELLO = f"The letters “你好” are not in annotator's typeface. {USE_LATIN_OR_CYRILLIC}"


def tutorial(text: str) -> Tutorial:
    reading = read(text, {"01.png"})
    assert reading.tutorial, reading.problems
    return reading.tutorial


def found(text: str) -> list[str]:
    one = tutorial(text)
    return [str(problem) for problem in without_accepted(one, check_glyphs(one, one.languages))]


TOP = "# es: Entrar\n\n"
STEP = "\n![](01.png)\n- tap: Unirse\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# es: 你好\n" + STEP, "1"),
        (TOP + "- why es: 你好\n" + STEP, "3"),
        (TOP + "- device: 你好\n" + STEP, "3"),
        (TOP + "- device: iPhone\n- platform: Zoom 你好\n" + STEP, "4"),
        (TOP + "- hide: Ana = 你好\n" + STEP, "3"),
        (TOP + STEP + "- es: Toque 你好.\n", "6: step 1"),
        (TOP + STEP + "- hide: Ana = 你好\n", "6: step 1"),
        (TOP + STEP + STEP + "- if es: ¿你好?\n", "9: step 1?"),
        (TOP + STEP + "- also: Entrar | 你好\n", "6: step 1"),
        (TOP + "\n![](01.png)\n- say: 你好\n", "5: step 1"),
    ],
)
def test_letters_without_a_glyph_are_a_problem_with_their_line(text: str, place: str) -> None:
    assert found(text) == [f"tutorial.md:{place}: {HELLO}"]


def test_what_is_not_drawn_may_have_any_letters() -> None:
    assert found(TOP + "- ok: 你好\n" + STEP + "- hide: 你好 = Luna\n- show: 世界\n- mark: 加入\n- ok: 你好\n") == []
    one = tutorial("# es: Entrar\n# zh: 你好\n" + STEP + "- zh: 你好\n")
    assert check_glyphs(one, ("es",)) == ()
    assert [problem.line for problem in check_glyphs(one, ("es", "zh"))] == [2, 6]


def test_a_button_that_cannot_be_written_is_a_warning() -> None:
    (warning,) = found(TOP + "\n![](01.png)\n- tap: 加入 | Unirse\n")
    words = "The letters “加入” are not in annotator's typeface. The mark points there all the same"
    assert warning.startswith(f"tutorial.md:5: step 1: warning: {words}")
    assert found(TOP + "\n![](01.png)\n- tap: 加入 | Unirse\n- ok: we know\n") == []


def test_emoji_are_left_out_with_a_warning_that_ok_accepts() -> None:
    text = TOP + STEP + "- es: Toque Unirse 👍🏽.\n"
    assert found(text) == [
        "tutorial.md:6: step 1: warning: “👍🏽” is drawn on no card and said by no voice. "
        "Take it away, or accept that with a line “- ok: …”."
    ]
    assert found(text + "- ok: it is in the message\n") == []


def test_emoji_alone_leave_nothing_to_draw() -> None:
    assert found("# es: 🎉\n" + STEP) == [
        "tutorial.md:1: “🎉” can't be drawn, and there is nothing else. Write it in words."
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('name = "你好"', "1: name"),
        ('\nphone = "你好 410"', "2: phone"),
        ('website = "https://你好.example.org"', "1: website"),
        ('[help]\nperson = "你好"', "2: help.person"),
        ('[language-names]\nzh = "你好"', "2: language-names.zh"),
    ],
)
def test_the_words_of_a_school_are_drawn_too(text: str, place: str, tmp_path: Path) -> None:
    _, problems = read_school(text, "school.toml", tmp_path, engines=())
    assert [str(problem) for problem in problems] == [f"school.toml:{place}: {HELLO}"]


def test_an_emoji_in_the_name_of_a_school_is_taken_away(tmp_path: Path) -> None:
    _, problems = read_school('name = "Los Robles 🌳"', "school.toml", tmp_path, engines=())
    assert [str(problem) for problem in problems] == ["school.toml:1: name: “🌳” is drawn on no card. Take it away."]

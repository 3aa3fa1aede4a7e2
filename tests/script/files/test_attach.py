"""Files that belong to a tutorial by their names, and those that look as if they did."""

from __future__ import annotations

import pytest

from annotator.model import LangFile, Said, Step, Tutorial
from annotator.script.files.attach import Attacher
from annotator.script.files.file_index import FileIndex
from annotator.script.problems import ProblemLog
from annotator.script.reader import read

TEXT = "# es: a\n# en: b\n\n![](03.png)\n- tap: a\n\n![](rec.mp4)\n- tap: b\n"


def reading_with(*files: str) -> tuple[Tutorial | None, list[str]]:
    reading = read(TEXT, {"03.png", "rec.mp4", *files})
    return reading.tutorial, [str(problem) for problem in reading.problems]


def step_with(number: int, *files: str) -> Step:
    tutorial, problems = reading_with(*files)
    assert problems == []
    assert tutorial
    return tutorial.steps[number]


@pytest.mark.parametrize("suffix", ["m4a", "ogg", "OPUS", "mp3", "amr", "3gp", "aac", "wav", "mp4", "webm"])
def test_any_sound_of_a_phone_is_a_memo_beside_a_still_picture(suffix: str) -> None:
    assert step_with(0, f"03.es.{suffix}").memos == (LangFile("es", f"03.es.{suffix}"),)


def test_languages_come_in_the_order_of_the_titles() -> None:
    step = step_with(0, "03.en.m4a", "03.ES.m4a", "03.en.png", "03.es.mov")
    assert step.memos == (LangFile("es", "03.ES.m4a"), LangFile("en", "03.en.m4a"))
    assert step.pictures == (LangFile("es", "03.es.mov"), LangFile("en", "03.en.png"))
    assert (step.screenshot("es"), step.screenshot("en")) == ("03.es.mov", "03.en.png")


def test_beside_a_recording_a_film_is_a_recording() -> None:
    step = step_with(1, "rec.es.mp4", "rec.en.m4a")
    assert step.pictures == (LangFile("es", "rec.es.mp4"),)
    assert step.memos == (LangFile("en", "rec.en.m4a"),)


def test_opening_closing_and_greetings() -> None:
    tutorial, problems = reading_with("Title.es.m4a", "end.en.ogg", "saludo.es.mp4", "greeting.en.mov")
    assert problems == []
    assert tutorial
    assert tutorial.title_memos == (LangFile("es", "Title.es.m4a"),)
    assert tutorial.end_memos == (LangFile("en", "end.en.ogg"),)
    assert tutorial.greetings == (LangFile("es", "saludo.es.mp4"), LangFile("en", "greeting.en.mov"))


def test_names_are_found_however_the_system_composes_them() -> None:
    decomposed, composed = "nin\u0303a.PNG", "ni\u00f1a.png"
    tutorial = read(f"# es: a\n\n![]({composed})\n- tap: a\n", {decomposed, "ni\u00f1a.es.m4a"}).tutorial
    assert tutorial
    assert tutorial.steps[0].picture == decomposed
    assert tutorial.steps[0].memos == (LangFile("es", "ni\u00f1a.es.m4a"),)


@pytest.mark.parametrize("typed", ["mi foto (1) 50%.png", "<mi foto (1) 50%.png>", "mi%20foto%20(1)%2050%25.png",
                                   "./mi foto (1) 50%.png", "mi foto \\(1\\) 50%.png"])  # fmt: skip
def test_names_with_spaces_brackets_and_percent_signs(typed: str) -> None:
    tutorial = read(f"# es: a\n\n![]({typed})\n- tap: a\n", {"mi foto (1) 50%.png"}).tutorial
    assert tutorial
    assert tutorial.steps[0].picture == "mi foto (1) 50%.png"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            ["03.es.ogg.m4a"],
            'tutorial.md:4: step 1: "03.es.ogg.m4a" has two endings, .ogg and .m4a: Windows hides the last one. '
            'Rename it to "03.es.ogg".',
        ),
        (
            ["03.ogg.m4a"],
            'tutorial.md:4: step 1: "03.ogg.m4a" has two endings, .ogg and .m4a: Windows hides the last one. '
            'Rename it to "03.ogg".',
        ),
        (
            ["03.es.m4a", "03.es.ogg"],
            'tutorial.md:4: step 1: There is more than one memo for "03.png" in "es": "03.es.m4a" and "03.es.ogg". '
            "Keep one of them in the folder.",
        ),
        (
            ["03.es.jpg", "03.es.png"],
            'tutorial.md:4: step 1: There is more than one picture for "03.png" in "es": "03.es.jpg" and "03.es.png". '
            "Keep one of them in the folder.",
        ),
        (
            ["end.es.m4a", "end.es.ogg"],
            'tutorial.md: There is more than one memo for the closing in "es": "end.es.m4a" and "end.es.ogg". '
            "Keep one of them in the folder.",
        ),
    ],
)
def test_what_cannot_be_told_is_a_problem(files: list[str], expected: str) -> None:
    tutorial, problems = reading_with(*files)
    assert tutorial is None
    assert problems == [expected]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "03.m4a",
            'tutorial.md:4: step 1: warning: "03.m4a" is left out: its name says no language. Rename it to "03.es.m4a".',
        ),
        (
            "end.m4a",
            'tutorial.md: warning: "end.m4a" is left out: its name says no language. Rename it to "end.es.m4a".',
        ),
        (
            "03.fr.m4a",
            'tutorial.md:4: step 1: warning: "03.fr.m4a" is left out: no title declares the language "fr". '
            'Write a line "# fr: …" at the top, or move the file to another folder.',
        ),
        (
            "Recording 12.30.m4a",
            'tutorial.md: warning: "Recording 12.30.m4a" is left out: it is not named after a picture. '
            'Name it after its picture and language, for instance "03.es.m4a", or move it to another folder.',
        ),
        (
            "03.iphone.png",
            'tutorial.md:4: step 1: warning: "03.iphone.png" is left out: "iphone" is not the word of another phone. '
            'Write above the first picture two lines "- phone: WORD = NAME": the first for the phone of the pictures without '
            'a word, the second "- phone: iphone = …".',
        ),
    ],
)
def test_a_memo_that_would_be_left_out_is_a_warning(file: str, expected: str) -> None:
    tutorial, problems = reading_with(file)
    assert tutorial
    assert problems == [expected]


PHONES = TEXT.replace("# en: b\n", "# en: b\n\n- phone: android = Android\n- phone: iphone = iPhone\n")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["03.iPhone.png"], ["03.iPhone.png"]),
        (["03.iphone.jpg", "03.iphone.es.png", "03.iphone.en.m4a"], None),
        (["03.iphone.png", "03.iphone.jpg"], 'There is more than one picture of "iPhone": "03.iphone.jpg" and "03.iphone.png".'),
        (["03.iphone.es.m4a"], '"03.iphone.es.m4a" is left out: there is no picture "03.iphone.png".'),
        (["03.android.png"], '"03.android.png" is left out: "android" is not the word of another phone.'),
    ],
)  # fmt: skip
def test_files_of_another_phone(files: list[str], expected: str | list[str] | None) -> None:
    reading = read(PHONES, {"03.png", "rec.mp4", *files})
    assert reading.readable
    found = [each.picture for each in reading.readable.steps[0].phone_files]
    problems = [problem.message for problem in reading.problems]
    assert (
        (problems, found) == ([], expected or ["03.iphone.jpg"])
        if not isinstance(expected, str)
        else [expected] == problems
    )


def test_other_files_are_nobodys_business() -> None:
    _, problems = reading_with("logo.png", "names.txt", "notes.md", "03.png.bak", "04.png", "tutorial.md")
    assert problems == []


def test_a_picture_that_is_used_twice_shares_its_memo() -> None:
    log = ProblemLog("tutorial.md")
    tutorial = Tutorial((Said("es", "a"),), (Step("1.png", line=3), Step("1.png", line=6)))
    attached = Attacher(FileIndex(["1.png", "1.es.m4a"]), ("es",), log).attach(tutorial)
    assert [step.memo("es") for step in attached.steps] == ["1.es.m4a", "1.es.m4a"]
    assert log.problems() == ()


def test_opposite_answers_on_one_picture_have_a_memo_each() -> None:
    log = ProblemLog("tutorial.md")
    steps = tuple(Step("1.png", narration=(Said("es", text),)) for text in ("Mire.", "Toque Sí.", "Toque No.", "Mire."))
    other = Step("1.2.png")
    tutorial = Tutorial((Said("es", "a"), Said("mix", "a")), (*steps, other))
    files = ["1.png", "1.2.png", "1.mix.m4a", "1.2.mix.m4a", "1.3.mix.ogg", "1.4.mix.ogg", "1.3.fr.m4a"]
    attached = Attacher(FileIndex(files), ("es", "mix"), log).attach(tutorial)
    memos = ["1.mix.m4a", "1.3.mix.ogg", "1.4.mix.ogg", "1.mix.m4a", "1.2.mix.m4a"]
    assert [step.memo("mix") for step in attached.steps] == memos
    (left_out,) = log.problems()
    assert "declares the language" in left_out.message

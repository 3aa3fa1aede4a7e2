"""Sentences about one of several controls that look alike."""

from pathlib import Path

import pytest

from annotator import assets
from annotator.model import Box, TextTarget
from annotator.script import plain, read, read_folder
from annotator.script.plain.like_controls import Place

OWN = Box(100, 300, 200, 60)


def find(lang: str, sentence: str, *lines: str) -> list[str]:
    text = "\n".join((f"# {lang}: a", "", "![](01.png)", "- tap: No permitir", f"- {lang}: {sentence}", *lines, ""))
    tutorial = read(text, {"01.png"}).tutorial
    assert tutorial
    found = plain.find_unplaced(tutorial, {(0, lang): "bottom"})
    return [f"{problem.line}: {problem.message} {problem.remedy}" for problem in found]


@pytest.mark.parametrize(
    ("lang", "sentence", "says"),
    [
        ("es", "Toque No permitir.", "“el de abajo”"),
        ("es", "Toque No permitir. La cámara tiene que ver la tarjeta, arriba.", "“el de abajo”"),
        ("en", "Tap No permitir.", "“the one at the bottom”"),
        ("pt", "Toque em No permitir.", "“o de baixo”"),
    ],
)
def test_a_word_alone_is_not_enough(lang: str, sentence: str, says: str) -> None:
    (told,) = find(lang, sentence)
    assert told.startswith("5: ")
    assert says in told


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "Toque No permitir, el de abajo."),
        ("es", "Toque No permitir. Es el botón azul."),
        ("es", "Toque No permitir, el último."),
        ("es", "Toque No permitir, la camarita."),
        ("en", "Tap No permitir, the bottom one."),
        ("pt", "Toque em No permitir, o de baixo."),
    ],
)
def test_a_place_a_colour_or_a_picture_is(lang: str, sentence: str) -> None:
    assert find(lang, sentence) == []


def test_what_has_another_name_for_each_family_has_another_place_too() -> None:
    assert find("es", "Toque No permitir.", "- sign: yours") == []


@pytest.mark.parametrize(
    ("others", "place"),
    [
        ([(100, 400), (100, 500)], "top"),
        ([(100, 200), (100, 100)], "bottom"),
        ([(100, 200), (100, 400)], "middle"),
        ([(400, 305)], "left"),
        ([(0, 300)], "right"),
        ([(400, 300), (100, 400)], "middle"),
    ],
)
def test_the_place_among_others(others: list[tuple[int, int]], place: Place) -> None:
    assert plain.place_among(OWN, [Box(x, y, OWN.w, OWN.h) for x, y in others]) == place


@pytest.mark.parametrize("folder", sorted(path.parent for path in assets.shipped_tutorials().glob("*/tutorial.md")))
def test_each_shipped_sentence_says_it_of_every_button(folder: Path) -> None:
    tutorial = read_folder(folder).tutorial
    assert tutorial
    everywhere: dict[tuple[int, str], Place] = {
        (index, lang): "top"
        for index, step in enumerate(tutorial.steps)
        for lang in tutorial.languages
        if step.action and isinstance(step.action.target, TextTarget)
    }
    assert list(plain.find_unplaced(tutorial, everywhere)) == []

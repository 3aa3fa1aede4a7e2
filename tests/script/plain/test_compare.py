"""Texts that say more, less or another thing than the same text in another language, each told with both."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator import assets
from annotator.model import Tutorial
from annotator.script import plain, read, read_folder

TUTORIALS = sorted(assets.shipped_tutorials().glob("*/tutorial.md"))


def tell(tutorial: Tutorial) -> list[str]:
    return [str(one.problem) for one in plain.compare(tutorial, tutorial.languages)]


def found(*lines: str, top: str = "") -> list[str]:
    text = f"# es: Entrar\n# en: Join\n{top}\n![](01.png)\n" + "\n".join(lines) + "\n"
    reading = read(text, {"01.png"})
    assert reading.tutorial, reading.problems
    return tell(reading.tutorial)


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.parent.name)
def test_the_shipped_tutorials_say_the_same_in_each_language(path: Path) -> None:
    tutorial = read_folder(path.parent).tutorial
    assert tutorial and len(tutorial.languages) > 1
    assert tell(tutorial) == []


def test_own_words_beside_the_usual_sentence_are_told_with_both() -> None:
    assert found("- tap: 50% 30%", "- en: Tap the blue circle.") == [
        'tutorial.md:6: warning: Nobody has written in "es" what “Tap the blue circle.” says: “Toque donde señala la '
        "flecha.” is said there. Say in each language what you mean."
    ]
    (told,) = found("- tap: Accept", "- es: Está bien así.")
    assert 'in "en" what “Está bien así.” says: “Tap Accept.” is said there' in told


def test_a_sentence_that_was_advised_in_one_language_is_not_counted() -> None:
    advised = "La escuela le dio esta contraseña. No la comparta con nadie más."
    both = ("- tap: Join", f"- es: Toque Join. {advised}")
    assert found(*both, "- en: Tap Join.") == []
    (told,) = found(*both, "- en: Tap Join. Wait.")
    assert "same number of sentences" in told


@pytest.mark.parametrize(
    "lines",
    [
        ("- tap: Join",),
        ("- tap: Join | Unirse", "- en: Tap Join."),
        ("- tap: Traccar Client", "- en: Tap your own WhatsApp.", "- ok: Spanish comes later"),
        ("- mark: Join", "- en: Tap Join."),
    ],
    ids=["both the phrasebook's", "typed as the phrasebook says it", "accepted", "no usual sentence"],
)
def test_of_the_usual_sentence_nothing_is_told(lines: tuple[str, ...]) -> None:
    assert found(*lines) == []


def test_where_a_person_speaks_there_is_no_usual_sentence() -> None:
    assert found("- tap: Join", "- en: Tap the app of your school.")
    text = "# es: Entrar\n# en: Join\n\n![](02.png)\n- tap: Join\n- en: Tap the app of your school.\n"
    reading = read(text, {"02.png", "02.es.m4a"})
    assert reading.tutorial and tell(reading.tutorial) == []


def test_each_text_has_as_many_sentences_as_in_the_other_language() -> None:
    number = "do not have the same number of sentences"
    for lines, top in (
        (("- tap: Join", "- es: Toque Join. Espere.", "- en: Tap Join."), ""),
        (("- tap: Join",), "- why es: Ve. Oye.\n- why en: You see.\n"),
    ):
        (told,) = found(*lines, top=top)
        assert number in told
        assert "“Toque Join. Espere.” and “Tap Join.”" in told or "“Ve. Oye.” and “You see.”" in told


@pytest.mark.parametrize(
    ("es", "en", "name"),
    [
        ("Toque su Wi-Fi, por ejemplo Robles-Familias.", "Tap your Wi-Fi, such as Casa-Luna.", "Casa-Luna"),
        ("Escriba 410 555 0100.", "Type 410-555-0199.", "410 555 0100"),
        ("Escriba “hola” ahí.", "Type hello there.", "hola"),
        ("Toque el botón azul.", "Tap Join.", "Join"),
    ],
)
def test_a_name_a_number_or_a_quotation_that_stands_alone_is_told(es: str, en: str, name: str) -> None:
    (told,) = found("- tap: Unirse | Join", "- mark: Casa-Luna", f"- es: {es}", f"- en: {en}")
    assert f"“{name}” is in “" in told and es in told and en in told


@pytest.mark.parametrize(
    ("es", "en"),
    [
        ("Toque Unirse.", "Tap Join."),
        ("Toque «Unirse».", "Tap Join."),
        ("Escriba 410 555 0100.", "Type 410-555-0100."),
        ("Son 74 KB, el 28 de noviembre.", "It is 74 KB, on November 28."),
        ("Diga “buenos días”.", 'Say "good morning".'),
        ("Toque para unirse.", "Join now."),
    ],
)
def test_what_differs_by_language_alone_is_no_difference(es: str, en: str) -> None:
    assert found("- tap: Unirse | Join", f"- es: {es}", f"- en: {en}") == []

"""What is said of one field: the words of ``check``, and better wordings that keep what they promise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator import script
from annotator.commands import check as checking
from annotator.edit.words import better_wordings, field_findings
from annotator.edit.words.field_findings import Field, FieldText, Finding
from annotator.errors import AnnotatorError
from annotator.model import Action, Said, School, Step, TextTarget, Tutorial
from annotator.script.plain.tables import load_table
from tests.helpers.screens import draw_buttons
from tests.helpers.shipped import TUTORIALS


def read(name: str) -> Tutorial:
    tutorial = script.read_folder(TUTORIALS / name).readable
    assert tutorial is not None
    return tutorial


PHONE, LAPTOP = read("join-class-on-zoom"), read("join-google-classroom")


def find(tutorial: Tutorial, step: int | None, field: Field, lang: str, text: str, **more: Any) -> tuple[Finding, ...]:
    return field_findings.find(tutorial, FieldText(step, field, lang, text), **more)


def better(
    lang: str, text: str, tutorial: Tutorial = PHONE, step: int | None = 2, field: Field = "sentence"
) -> list[str | None]:
    return [found.better for found in find(tutorial, step, field, lang, text)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("es", "Haga clic en Unirse.", "Toque Unirse."),
        ("es", "Haz clic en Unirse.", "Toque Unirse."),
        ("es", "Seleccione Unirse.", "Escoja Unirse."),
        ("es", "Mire su dispositivo.", "Mire su aparato."),
        ("es", "Ahora ingrese su nombre.", "Ahora escriba su nombre."),
        ("es", "Ingrese a la clase.", "Entre a la clase."),
        ("es", "Ingrese con su tarjeta.", "Entre con su tarjeta."),
        ("es", "Conéctese a la red inalámbrica.", "Conéctese al Wi-Fi."),
        ("es", "Mire la hora de la notificación.", "Mire la hora del aviso."),
        ("es", "Toca Unirse.", "Toque Unirse."),
        ("es", "Toca Unirse en tu celular.", "Toca Unirse en su celular."),
        ("es", "La maestra te mandó un mensaje.", "La maestra le mandó un mensaje."),
        ("es", "Abra la aplicación.", "Abra la app."),
        ("es", "Espere la notificación.", "Espere el aviso."),
        ("es", "¿Sabe como entrar?", "¿Sabe cómo entrar?"),
        ("es", "Toque Unirse y espere.", "Toque Unirse. Espere."),
        ("es", "Mire su Dispositivo.", "Mire su aparato."),
        ("es", "Abra el Enlace.", "Abra el link."),
        ("en", "Click on Join.", "Tap Join."),
        ("en", "Click Join.", "Tap Join."),
        ("en", "Look at your device.", "Look at your phone."),
        ("en", "Enable the camera.", "Turn on the camera."),
        ("en", "Tap Join and wait.", "Tap Join. Wait."),
        ("en", "Open Downloads and tap the file.", "Open Downloads. Tap the file."),
        ("en", "Open Downloads and click the file.", "Open Downloads and tap the file."),
        ("en", "Go to Downloads and click the file.", "Go to Downloads and tap the file."),
        ("en", "Open Downloads, then tap the file.", "Open Downloads. Then tap the file."),
        ("es", "Abra Descargas y toque el archivo.", "Abra Descargas. Toque el archivo."),
        ("pt", "Clique em Entrar.", "Toque em Entrar."),
        ("pt", "Selecione Entrar.", "Escolha Entrar."),
        ("pt", "Olhe o seu dispositivo.", "Olhe o seu aparelho."),
    ],
)
def test_a_better_wording_is_offered(lang: str, text: str, expected: str) -> None:
    assert expected in better(lang, text)


@pytest.mark.parametrize("text", ["Toque Iniciar sesión.", "Toque “Iniciar sesión”.", "Oprima Seleccionar."])
def test_a_word_that_is_pressed_is_a_buttons_and_stays(text: str) -> None:
    assert all(words is None or text.rstrip(".") in words for words in better("es", text))


@pytest.mark.parametrize(
    "text",
    [
        "Open Downloads and tap the file.",
        "Open Downloads and then tap the file.",
        "Open Files and press the file.",
        "Swipe up and tap Save.",
    ],
)
def test_of_two_orders_none_gets_another_word_or_a_question_mark(text: str) -> None:
    offered = [words for words in better("en", text) if words]
    assert offered
    assert not [words for words in offered if "click" in words.lower() or "?" in words]


def test_an_order_is_not_made_a_question() -> None:
    offered = better("es", "Invente una contraseña y escríbala donde señala la flecha.")
    assert offered
    assert not [words for words in offered if words and words.startswith("¿")]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("es", "Toque el botón de más.", "Haga clic en el botón de más."),
        ("es", "Toque Classroom.", "Haga clic en Classroom."),
        ("en", "Tap Classroom.", "Click Classroom."),
    ],
)
def test_on_a_laptop_one_clicks(lang: str, text: str, expected: str) -> None:
    assert expected in better(lang, text, LAPTOP)


def test_the_word_on_a_button_stays() -> None:
    step = Step("1.png", Action("tap", TextTarget(("Seleccione",))))
    tutorial = replace(PHONE, steps=(step,))
    assert find(tutorial, 0, "sentence", "es", "Toque Seleccione.") == ()
    assert better("es", "Toque Seleccione en su dispositivo.", tutorial, 0) == ["Toque Seleccione en su aparato."]


@pytest.mark.parametrize(
    ("lang", "text", "seen", "expected"),
    [
        ("en", "Type the password.", (), "Type the password. The school gave you this password."),
        ("es", "Escriba la contraseña.", (), "Escriba la contraseña. La escuela"),
        ("en", "Type your card number.", (), "Type your card number. The school does not charge for this."),
        ("en", "Tap here.", ("Allow Zoom to record audio?",), "Your phone asks to use the microphone."),
    ],
)
def test_a_sentence_that_takes_fear_away_is_offered(lang: str, text: str, seen: tuple[str, ...], expected: str) -> None:
    found = find(PHONE, 0, "sentence", lang, text, screen_texts={(0, lang): seen})
    assert [each.better for each in found if each.better and each.better.startswith(expected)]


def test_a_question_gets_its_marks() -> None:
    aside = replace(PHONE.steps[2], questions=(Said("es", "x"), Said("en", "x"), Said("pt", "x")))
    tutorial = replace(PHONE, steps=(*PHONE.steps[:2], aside, *PHONE.steps[3:]))
    assert "¿Ve otro botón?" in better("es", "Ve otro botón", tutorial, 2, "question")
    assert "Do you see it?" in better("en", "Do you see it", tutorial, 2, "question")


def test_an_emoji_is_taken_away() -> None:
    assert "Toque Unirse." in better("es", "Toque Unirse 😀.")
    assert better("es", "Toque 漢字.") == [None]


def test_a_private_name_is_replaced_by_its_example() -> None:
    (found,) = find(PHONE, 2, "sentence", "es", "Por ejemplo: Ana García.")
    assert (found.level, found.better) == ("problem", "Por ejemplo: Luna.")
    (found,) = find(PHONE, 2, "sentence", "es", "Ya entró Sofía López.", school=School(names=("Sofía López",)))
    assert "list of names" in found.message
    assert found.better is None or "Sofía" not in found.better


def test_a_long_sentence_is_told_of() -> None:
    text = "Toque el botón azul de abajo que dice Unirse pero no toque los otros dos botones."
    (found,) = [each for each in find(PHONE, 2, "sentence", "es", text) if "words" in each.message]
    assert "16 words" in found.message


def test_titles_and_reasons_have_findings_too() -> None:
    assert better("es", "Ingresar a la clase", PHONE, None, "title") == ["Entrar a la clase"]
    messages = [found.message for found in find(PHONE, None, "why", "es", "Zoom es gratis.")]
    assert any("uses a lot of data" in message for message in messages)
    assert any("gratis" in message for message in messages)


def test_words_on_the_screen_are_known() -> None:
    (found,) = find(PHONE, 2, "sentence", "es", "Toque Continuar.", screen_texts={(2, "es"): ["Unirse"]})
    assert found.message == "“Continuar” is not on this screenshot."
    assert find(PHONE, 2, "sentence", "es", "No toque Continuar.", screen_texts={(2, "es"): ["Continuar"]}) == ()
    (found,) = find(PHONE, 2, "sentence", "es", "Toque Continuar.", screen_texts={(2, "es"): ["Continuar"]})
    assert found.message == "The sentence says to press “Continuar”, but the mark is on “Unirse”."
    assert find(PHONE, 2, "sentence", "es", "Toque Continuar.") == ()


def test_an_accepted_warning_is_not_told() -> None:
    accepted = replace(PHONE, steps=tuple(replace(step, oks=("we know",)) for step in PHONE.steps))
    assert find(accepted, 2, "sentence", "es", "Haga clic en Unirse.") == ()


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_typed_has_no_findings(text: str) -> None:
    assert find(PHONE, 0, "sentence", "es", text) == ()


def test_a_language_that_is_not_there() -> None:
    with pytest.raises(AnnotatorError):
        find(PHONE, 0, "sentence", "fr", "x")


@pytest.mark.parametrize("lang", ["es", "en", "pt"])
def test_each_row_of_the_tables_is_of_use(lang: str) -> None:
    table = load_table(lang)
    assert table is not None
    assert table.rows["better"]
    for row in table.rows["better"]:
        assert row.say
        assert not row.pattern.fullmatch(row.say), f"{row.say} replaces itself"


SCRIPT = """# es: Entrar a la clase
# en: Join the virtual meeting

- device: Android phone
- why es: Es gratis.
- why en: You see the teacher.

![](1.png)
- tap: Unirse
- es: Haga clic en el botón azul que dice Unirse.
- en: Wait for the notification of the host.
"""


DIFFERENT = "Say in each language what you mean."


@pytest.mark.slow
def test_each_field_is_told_what_check_says_of_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "join-class"
    folder.mkdir()
    draw_buttons(folder / "1.png", "Unirse")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    told = checking.check(folder).problems
    fields: list[tuple[int | None, Field, Said]] = [(None, "title", said) for said in tutorial.titles]
    fields += [(None, "why", said) for said in tutorial.whys]
    fields += [(index, "sentence", said) for index, step in enumerate(tutorial.steps) for said in step.narration]
    found = 0
    for index, field, said in fields:
        # Where the languages differ, that is told of both fields together, beside them.
        here = [problem for problem in told if problem.line == said.line and problem.remedy != DIFFERENT]
        expected = {(problem.message, problem.remedy) for problem in here}
        own = {(each.message, each.remedy) for each in find(tutorial, index, field, said.lang, said.text)}
        assert own == expected, said
        found += len(own)
    assert found >= 4


@pytest.mark.parametrize(
    ("lang", "text", "remedy"),
    [
        ("es", "Toque Unirse.", "Say where it is, such as “el de abajo”, or its colour or picture."),
        ("es", "Toque Unirse, el de abajo.", None),
        ("es", "Toque el botón azul que dice Unirse.", None),
        ("en", "Tap Join.", "Say where it is, such as “the one at the bottom”, or its colour or picture."),
    ],
)
def test_one_of_several_like_buttons_is_to_have_its_place_told(lang: str, text: str, remedy: str | None) -> None:
    found = find(PHONE, 2, "sentence", lang, text, place="bottom")
    assert [(each.remedy, each.better) for each in found] == ([(remedy, None)] if remedy else [])
    assert find(PHONE, 2, "sentence", lang, text) == (), "where no other looks like it"


def test_a_proposal_never_touches_a_button() -> None:
    text, button = "Toque Dispositivo en su dispositivo.", "Dispositivo"
    texts = list(better_wordings.propose(text, "es", "“dispositivo”", "", [button], private=False))
    assert texts
    assert all("ispositivo" in proposed for proposed in texts)

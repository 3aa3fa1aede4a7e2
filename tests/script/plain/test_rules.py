"""Single rules on single sentences: what each finds, and what it names."""

from __future__ import annotations

import pytest

from annotator.model import Action, School, Step, TextTarget, Tutorial
from annotator.model.tutorial import Said
from annotator.script import plain
from annotator.script.plain import button_names, orders, rules
from annotator.script.plain.rules import Sentence
from annotator.script.plain.tables import Table, load_table

SCREEN = ("Entrar agora", "Cancelar", "Mostrar a minha foto", "Ligar o som")


def known(lang: str) -> Table:
    found = load_table(lang)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lang", "text", "asked"),
    [
        ("es", "Toque ■ y espere hasta que vea a la maestra.", ["toque", "espere"]),
        ("es", "La maestra le toque la puerta.", []),
        ("en", "Tap ■ and wait.", ["tap", "wait"]),
        ("en", "You can tap it.", []),
        ("pt", "Toque em ■ e espere até que veja a professora.", ["toque", "espere"]),
        ("pt", "Dê um toque na tela.", []),
    ],
)
def test_orders_are_told_from_the_same_words_elsewhere(lang: str, text: str, asked: list[str]) -> None:
    assert [match.group().lower() for match in orders.find_orders(text, known(lang))] == asked


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("es", "Uno dos tres cuatro cinco seis porque siete ocho nueve diez once doce.", "porque"),
        ("en", "One two three four five six because seven eight nine ten eleven twelve.", "because"),
        ("pt", "Um dois três quatro cinco seis porque sete oito nove dez onze doze.", "porque"),
    ],
)
def test_a_long_sentence_is_cut_where_its_language_breaks(lang: str, text: str, word: str) -> None:
    (finding,) = rules.check_length(Sentence(text, text, text), known(lang))
    assert f"before “{word}”" in finding.remedy


@pytest.mark.parametrize(("lang", "text", "form"), [("es", "Tú puedes.", "tú"), ("pt", "Tu podes.", "tu")])
def test_the_familiar_form_is_named_in_the_words_of_its_language(lang: str, text: str, form: str) -> None:
    (finding,) = rules.check_familiar_address(Sentence(text, text, text), known(lang))
    assert f"says “{form}”" in finding.message


def test_a_language_without_a_familiar_form_has_no_finding() -> None:
    assert not list(rules.check_familiar_address(Sentence("You can.", "You can.", "You can."), known("en")))


def test_names_of_buttons_are_masked_where_they_are_on_the_screen() -> None:
    named = button_names.mask_names("Toque em Entrar agora para ver.", known("pt"), (), SCREEN)
    assert named == (f"Toque em {button_names.BUTTON} para ver.", [], ["Entrar agora"])
    assert button_names.mask_names("Toque no botão Sair.", known("pt"), (), SCREEN)[1] == ["Sair"]
    assert button_names.mask_names("Toque em Sair.", known("pt"), (), None)[1] == []


def test_the_four_questions_are_answered_in_every_declared_language() -> None:
    tutorial = Tutorial(
        titles=(Said("pt", "Entrar na aula", 1),),
        whys=(Said("pt", "Para ver a professora.", 3),),
        steps=(Step("1.png", Action("tap", TextTarget(("Join",)))),),
    )
    answers = plain.answer_questions(tutorial, School(phone="410-555-0100"), ("pt",))
    assert [answer.yes for answer in answers] == [True] * 4

"""What a press does, by the word on the button, and the finger that stays or lifts."""

from __future__ import annotations

import pytest

from annotator.model import Action, Mark, PointTarget, Said, Step
from annotator.phrases import load_phrasebooks
from annotator.text.folding import fold
from annotator.text.presses import choose_signs, press_of

PRESSES = {
    "delete": "Desinstalar|DELETE FOR EVERYONE",
    "refuse": "No permitir|Don’t allow|Not now|Não permitir|No enviar",
    "send": "Entregar|Turn in|Enviar mensaje",
    None: (
        "Permitir|Allow|Enviado|Payment methods|Compartir|Share|Mientras la app está en uso|Solo esta vez|"
        "Undo turn in|Sender|No se puede unir|Send this to everyone in your class|Instalar|"
    ),
    "pay": "Comprar ahora|Continuar con el pago|Buy now",
    "share": "Publicar|Share publicly",
}


@pytest.mark.parametrize(
    ("word", "press"), [(text, kind) for kind, texts in PRESSES.items() for text in texts.split("|")]
)
def test_the_word_on_the_button_tells(word: str, press: str | None) -> None:
    assert press_of(word) == press


def test_no_word_means_two_things() -> None:
    meanings: dict[str, set[str]] = {}
    for book in load_phrasebooks():
        for press, phrases in book.table["presses"].items():
            for phrase in phrases:
                meanings.setdefault(fold(phrase), set()).add(press)
    assert {phrase: found for phrase, found in meanings.items() if len(found) > 1} == {}


def _step(kind: str | None, **lines: object) -> Step:
    return Step("a.png", Action(kind) if kind else None, **lines)


def test_only_what_is_pressed_has_the_sign_of_its_word_and_the_script_decides() -> None:
    steps = [_step("tap"), _step("look"), _step("hold"), _step("tap", sign="yours"), _step(None)]
    assert choose_signs(steps, ["Borrar"] * 5) == ("delete", None, "delete", "yours", None)
    assert choose_signs(steps[:1], [None]) == (None,)


def test_a_finger_stays_until_the_chain_ends_and_lifts_then() -> None:
    aside = _step("swipe", questions=(Said("es", "¿Se equivocó?"),))
    steps = [
        _step("tap"),
        _step("hold", continues=True),
        _step("say", continues=True),
        aside,
        _step("done"),
        _step("tap"),
    ]
    assert choose_signs(steps, [None] * 6) == (None, None, "stay", None, "lift", None)


def test_a_tap_that_ends_a_hold_lifts_the_finger() -> None:
    steps = [_step("hold", continues=True), _step("say", continues=True), _step("tap"), _step("done")]
    assert choose_signs(steps, [None] * 4) == (None, "stay", "lift", None)


def test_a_chain_without_a_hold_has_no_finger_that_lifts() -> None:
    assert choose_signs([_step("tap", continues=True), _step("done")], [None, None]) == (None, None)


def test_several_buttons_that_are_held_are_pressed_together() -> None:
    marks = (Mark(PointTarget(1, 2)),)
    steps = [_step("hold", marks=marks), _step("tap", marks=marks)]
    assert choose_signs(steps, ["Encender", "Encender"]) == ("together", None)

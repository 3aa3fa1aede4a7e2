"""Texts without accents, invisible characters and capitals; and the device that words name."""

from __future__ import annotations

import pytest

from annotator.model import Device
from annotator.text.devices import device_of
from annotator.text.folding import fold, fold_character, readings, visible
from tests.helpers.invisible import INVISIBLE


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Ñandú\n PINGÜINO ", "nandu pinguino"),
        ("Coração, avô e maçã", "coracao, avo e maca"),
        ("¿“Join”?", "join?"),
        ("Don’t – wait…", "don't - wait..."),
        ("Straße", "strasse"),
        ("Ｍａｔｅｏ", "mateo"),
        ("So\ufb01\u0301a \U0001d40c\u00a0n.º", "sofia m n.o"),
        ("M\u20e3ar\u2011ta", "mar-ta"),
        ("", ""),
    ],
)
def test_what_readers_lose_does_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_one_character_may_become_several_or_none() -> None:
    assert fold_character("…") == "..."
    assert fold_character("¡") == ""


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_what_nobody_sees_does_not_count_and_places_stay_known(character: str) -> None:
    text = f"{character}Tap Ma{character}te{character}o\u0301{character}!"
    assert fold(text) == "tap mateo!"
    shown = visible(text)
    assert shown.text == "Tap Mateó!"
    start, end = shown.span(4, 9)
    assert text[start] == "M" and text[end] == "!"
    assert [one.text.split() for one in readings(text)] == [["Tap", "Mateó!"], ["Tap", "Ma", "te", "ó", "!"]]


def test_an_ordinary_text_is_read_as_it_is() -> None:
    assert [one.span(2, 5) for one in readings("Pulse “Ñandú”…")] == [(2, 5)]
    assert visible("2º ´").text == "2º ´"


DEVICES = {
    "phone": "Android phone|celular Android|Teléfono|Samsung Galaxy A15|Moto G|cel de la escuela|iPhone or Android phone",
    "tablet": "Android tablet|tableta|Galaxy Tab A9",
    "laptop": "computadora portátil con Windows|Chromebook|Chromebook, school",
    None: "Android phone or Chromebook|Celular o computadora|celular e computador|tablet/laptop||television",
}


@pytest.mark.parametrize(
    ("fact", "device"), [(text, kind) for kind, texts in DEVICES.items() for text in texts.split("|")]
)
def test_devices_by_their_names(fact: str, device: Device | None) -> None:
    assert device_of(fact) == device

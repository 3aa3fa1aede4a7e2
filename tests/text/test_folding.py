"""Texts are compared without case, accents and the style of quotes."""

from __future__ import annotations

import pytest

from annotator.text.folding import fold, fold_character


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Ñandú\n PINGÜINO ", "nandu pinguino"),
        ("Coração, avô e maçã", "coracao, avo e maca"),
        ("¿“Join”?", "join?"),
        ("Don’t – wait…", "don't - wait..."),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_what_readers_lose_does_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_one_character_may_become_several_or_none() -> None:
    assert fold_character("…") == "..."
    assert fold_character("¡") == ""

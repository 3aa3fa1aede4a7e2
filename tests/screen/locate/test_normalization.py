"""Which slips and misreadings are the same wording, and which are another word."""

from __future__ import annotations

import pytest

from annotator.screen.locate.normalization import CONFUSED_SCORE, split_words, wording_similarity


def test_words_lose_the_punctuation_around_them() -> None:
    assert split_words("¿(hola), maria: «10:30» !") == ["¿(hola", "maria", "«10:30»"]


@pytest.mark.parametrize(
    ("wanted", "seen", "score"),
    [
        ("join meeting", "j0in meeting", CONFUSED_SCORE),
        ("silenciar", "silencjar", 1 - 1 / 9),
        ("reunion 10", "reunion 18", 0.0),
        ("unirse", "umirse", 0.0),
        ("cancelar", "tancelar", 0.0),
        ("compartir pantalla", "compartir pentella", 0.0),
    ],
)
def test_similarity(wanted: str, seen: str, score: float) -> None:
    assert wording_similarity(wanted.split(), seen.split()) == pytest.approx(score)


def test_the_same_is_the_same() -> None:
    assert wording_similarity(["entrar"], ["entrar"]) >= CONFUSED_SCORE

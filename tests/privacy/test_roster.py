"""What the lines of a roster become, and the lists of common names."""

from __future__ import annotations

import pytest

from annotator.privacy import (
    DISTINCTIVE_SURNAMES,
    GIVEN_NAMES,
    GIVEN_NAMES_AND_WORDS,
    ORDINARY_WORD_NAMES,
    PARTICLES,
    SHORT_FORMS,
    SURNAMES,
)
from annotator.privacy.roster import Roster
from annotator.privacy.roster_names import read_names
from annotator.text.folding import fold
from tests.helpers.bracketed import read_brackets

ROSTER = Roster(
    [
        "Ana García-López",
        "Sofía Morales Castillo",
        "Jean-Luc Baptiste",
        "DeShawn O'Neal",
        "Rivera, Luz",
        "Paul Rice",
        "Lucía Peña",
        "Valentina Ruiz Ávila",
        "Guadalupe Ríos de la O",
        "Mateo Hernández",
        "Jo Li",
        "De la Cruz Pérez, María José",
        "Nicolás Peña y Lillo",
        "Itzel Hernández Luna",
        "Mohammed Al-Sayed",
        "Camila Cordero",
    ]
)


NAMED = (
    "[GARCÍA LÓPEZ, ANA]|[Garcia-Lopez Ana] (Guest)|[Jean Luc Baptiste]|[J. L. Baptiste]|Papá de [Sofía M.]|"
    "[O’Neal, DeShawn]|[ONEAL]|[O Neal DeShawn]|[Ana’s] iPad|[Luz] (host)|iPhone de [Luz]|[Jo Li]|"
    "[Guadalupe Ríos de la O]|[De la Cruz Pérez]|[DE LA CRUZ P., MA. JOSÉ]|[Mª José]|[Itzel Hdz. L.]|[Peña y Lillo]|"
    "New post by Sra. [Cordero]|La maestra [Luna] te espera en la sala|[Luna, Camila y Mateo]|[Garcfa Lopez]|[Lucla]|"
    "[Luc1a Pefia]|[ltzel]|[Hernández l., Itzel]|[Hernandes]|[AnaGarcía]|[Ana Gar…]|[Valentina Ruiz Áv...]|"
    "[Valen...]|[@ana.garcia] ¿viene a las 3?|gracias [@AnaGarcia07]|[@mateo] ven a la sala dos por favor|"
    "[agarcia31]|[@mateo.hdz]|[Camila_2017]|[alsayed_m]|[anagarcial]|[jbaptiste]|[SofíaMC]|[vale_ruiz]|"
    "[guadaluperios]|De [Guadalupe] a todos 10:25|[Mateo] was picked up at 2:40|hola a todos, [mateo] ya llegó|"
    "Nos vemos con [Luz] en la sala"
)


@pytest.mark.parametrize(("text", "part"), list(read_brackets(NAMED)))
def test_names(text: str, part: str) -> None:
    spans = list(ROSTER.spans(text))
    assert (min(start for start, _ in spans), max(end for _, end in spans)) == (
        text.index(part),
        text.index(part) + len(part),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Apague la luz de la sala ahora",
        "Toque la luz verde",
        "Las luz",
        "Rice and beans",
        "The price is $12",
        "Anatomía",
        "Analizar",
        "Val…",
        "Mat...",
        "Barra de estado",
        "Sofá cama",
        "Moral y ética",
        "de la O",
        "o bien",
        "A. M.",
        "Plan B",
        "camisa color azul",
        "La luna y el cordero",
        "Una noche de luna llena",
        "",
    ],
)
def test_other_words(text: str) -> None:
    assert list(ROSTER.spans(text)) == []


def test_a_line_without_a_name_is_no_name() -> None:
    assert list(Roster(["", "de la", "—"]).spans("Casa de la cultura —")) == []


def test_words_without_particles_which_know_their_word() -> None:
    (name,) = read_names(["Guadalupe de la Cruz"])
    assert name.words == ("guadalupe", "cruz")
    assert name.particles["cruz"] == ("de", "la")
    assert not name.odd_start
    (family_first,) = read_names(["Cruz, Rosa de la"])
    assert family_first.particles == {"cruz": ("de", "la"), "rosa": ()}
    assert (0, len("De O’Neal")) in Roster(["Rosa de O'Neal"]).spans("De O’Neal")


def test_an_apostrophe_and_a_hyphen_may_be_lost() -> None:
    assert {"oneal", "neal"} <= set(read_names(["Kim O'Neal"])[0].words)
    assert {"al", "sayed", "alsayed"} <= set(read_names(["Omar Al-Sayed"])[0].words)


def test_misreadings_of_accents_and_of_a_capital_i() -> None:
    (name,) = read_names(["Lucía Íñiguez"])
    assert any(pattern.fullmatch("lucla") for pattern in name.misread)
    assert not any(pattern.fullmatch("lucas") for pattern in name.misread)
    assert name.odd_start
    assert read_names(["Irma Luna"])[0].odd_start


def test_lines_without_words_are_left_out() -> None:
    assert read_names(["", "---", "de la"]) == ()


def test_the_word_lists_are_folded() -> None:
    for words in (PARTICLES, ORDINARY_WORD_NAMES, SHORT_FORMS):
        assert all(word == word.casefold().strip() for word in words)


def test_names_are_folded_as_texts_are() -> None:
    names = GIVEN_NAMES | GIVEN_NAMES_AND_WORDS | SURNAMES
    assert {name for name in names if fold(name) != name} == set()


def test_a_name_is_either_nothing_else_or_also_a_word() -> None:
    assert not GIVEN_NAMES & GIVEN_NAMES_AND_WORDS
    assert DISTINCTIVE_SURNAMES < SURNAMES

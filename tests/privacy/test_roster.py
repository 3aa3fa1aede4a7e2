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
from annotator.privacy.roster import Roster, read_names
from annotator.text.folding import fold

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


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("GARCÍA LÓPEZ, ANA", "GARCÍA LÓPEZ, ANA"),
        ("Garcia-Lopez Ana (Guest)", "Garcia-Lopez Ana"),
        ("Jean Luc Baptiste", "Jean Luc Baptiste"),
        ("J. L. Baptiste", "J. L. Baptiste"),
        ("Papá de Sofía M.", "Sofía M."),
        ("O’Neal, DeShawn", "O’Neal, DeShawn"),
        ("ONEAL", "ONEAL"),
        ("O Neal DeShawn", "O Neal DeShawn"),
        ("Ana’s iPad", "Ana’s"),
        ("Luz (host)", "Luz"),
        ("iPhone de Luz", "Luz"),
        ("Jo Li", "Jo Li"),
        ("Guadalupe Ríos de la O", "Guadalupe Ríos de la O"),
        ("De la Cruz Pérez", "De la Cruz Pérez"),
        ("DE LA CRUZ P., MA. JOSÉ", "DE LA CRUZ P., MA. JOSÉ"),
        ("Mª José", "Mª José"),
        ("Itzel Hdz. L.", "Itzel Hdz. L."),
        ("Peña y Lillo", "Peña y Lillo"),
        ("New post by Sra. Cordero", "Cordero"),
        ("La maestra Luna te espera en la sala", "Luna"),
        ("Luna, Camila y Mateo", "Luna, Camila y Mateo"),
        # as a reader errs
        ("Garcfa Lopez", "Garcfa Lopez"),
        ("Lucla", "Lucla"),
        ("Luc1a Pefia", "Luc1a Pefia"),
        ("ltzel", "ltzel"),
        ("Hernández l., Itzel", "Hernández l., Itzel"),
        ("Hernandes", "Hernandes"),
        ("AnaGarcía", "AnaGarcía"),
        # cut off
        ("Ana Gar…", "Ana Gar…"),
        ("Valentina Ruiz Áv...", "Valentina Ruiz Áv..."),
        ("Valen...", "Valen..."),
        # as user names
        ("@ana.garcia ¿viene a las 3?", "@ana.garcia"),
        ("gracias @AnaGarcia07", "@AnaGarcia07"),
        ("@mateo ven a la sala dos por favor", "@mateo"),
        ("agarcia31", "agarcia31"),
        ("@mateo.hdz", "@mateo.hdz"),
        ("Camila_2017", "Camila_2017"),
        ("alsayed_m", "alsayed_m"),
        ("anagarcial", "anagarcial"),
        ("jbaptiste", "jbaptiste"),
        ("SofíaMC", "SofíaMC"),
        ("vale_ruiz", "vale_ruiz"),
        ("guadaluperios", "guadaluperios"),
        # in sentences
        ("De Guadalupe a todos 10:25", "Guadalupe"),
        ("Mateo was picked up at 2:40", "Mateo"),
        ("hola a todos, mateo ya llegó", "mateo"),
        ("Nos vemos con Luz en la sala", "Luz"),
    ],
)
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

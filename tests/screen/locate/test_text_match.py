"""Finding wordings among texts: what is found, where, and what is not."""

from __future__ import annotations

import pytest

from annotator.model import Box, TextLine
from annotator.screen.locate import text_match


def line(text: str, x: int = 0, y: int = 0, h: int = 20) -> TextLine:
    """A line with letters 10 pixels wide."""
    return TextLine(text, Box(x, y, 10 * len(text), h), 0.99, tuple(x + 10 * n for n in range(len(text) + 1)))


def found(wording: str | list[str], *texts: TextLine) -> list[tuple[str, int, int]]:
    wordings = [wording] if isinstance(wording, str) else wording
    return [(place.text, place.box.x, place.box.y) for place in text_match.find_wordings(wordings, texts)]


def test_case_accents_and_quotes_do_not_count() -> None:
    screen = [line("Iniciar sesión", y=10), line("¿Olvidó su contraseña?", y=50), line("Don’t Allow", y=90)]
    assert found("INICIAR SESION", *screen) == [("Iniciar sesión", 0, 10)]
    assert found("Olvido su contrasena?", *screen) == [("¿Olvidó su contraseña?", 10, 50)] or found(
        "Olvido su contrasena?", *screen
    ) == [("Olvidó su contraseña?", 10, 50)]
    assert found("Don't allow", *screen) == [("Don’t Allow", 0, 90)]


def test_part_of_a_line_gives_its_own_box() -> None:
    (place,) = text_match.find_wordings(["Join a Meeting"], [line("Click Join a Meeting below", x=100)])
    assert place.box == Box(160, 0, 140, 20)
    assert place.text == "Join a Meeting"
    unknown = TextLine("Click Join", Box(100, 0, 100, 20), 0.9)
    assert text_match.find_wordings(["Join"], [unknown])[0].box == Box(160, 0, 40, 20)


def test_a_sign_that_only_the_script_has_does_not_matter() -> None:
    (place,) = text_match.find_wordings(["Nombre:"], [line("Nombre")])
    assert place.rank == text_match.Rank.ALONE
    assert found("OK.", line("OK")) == [("OK", 0, 0)]


def test_words_are_whole() -> None:
    assert found("Mute", line("Unmute")) == []
    assert found("Join", line("Joining")) == []
    assert found("zoom.us/j/", line("https://zoom.us/j/5550100200")) == [("zoom.us/j/", 80, 0)]


def test_the_exact_text_beats_others() -> None:
    screen = [line("Join a Meeting", y=0), line("Join", y=100), line("To join, tap Join", y=200)]
    assert found("Join", *screen) == [("Join", 0, 100)]
    assert found("Open Zoom", line("Open Zoom?", y=0), line("Open Zoom", y=50)) == [("Open Zoom", 0, 50)]


def test_icons_that_were_read_as_letters_are_not_part_of_it() -> None:
    assert found("Compose", line("+ Compose")) == [("Compose", 20, 0)]
    assert found("Search mail", line("Q Search mail"), line("No Search mail here", y=50)) == [("Search mail", 20, 0)]
    assert found("Search mail", line("QSearch mail")) == [("Search mail", 10, 0)]


def test_a_time_close_to_the_last_word_is_not_part_of_it() -> None:
    assert found("Thank you", line("Thank you8:40")) == [("Thank you", 0, 0)]


def test_broken_over_two_or_three_lines() -> None:
    button = [line("Parent or", x=20, y=0), line("guardian login", x=0, y=24)]
    (place,) = text_match.find_wordings(["Parent or guardian login"], button)
    assert place.box == Box(0, 0, 140, 44)
    assert place.text == "Parent or guardian login"
    paragraph = [line("Please tap the", y=0), line("large green", y=24), line("button now", y=48)]
    assert found("the large green button", *paragraph)[0][0] == "the large green button"
    far = [line("Parent or", y=0), line("guardian login", y=100)]
    assert found("Parent or guardian login", *far) == []


def test_reading_order() -> None:
    screen = [line("Join", x=300, y=52), line("Join", x=10, y=50), line("Join", x=10, y=5)]
    assert [(x, y) for _, x, y in found("Join", *screen)] == [(10, 5), (10, 50), (300, 52)]


def test_the_best_wording_counts_and_of_equal_ones_the_first() -> None:
    screen = [line("Unirse", y=0), line("Join a meeting", y=50)]
    assert found(["Join", "Unirse"], *screen) == [("Unirse", 0, 0)]
    assert found(["Unirse", "Join a meeting"], *screen) == [("Unirse", 0, 0)]
    assert found(["Joim a meetimg", "Unirse"], *screen) == [("Unirse", 0, 0)]


@pytest.mark.parametrize(
    ("wording", "shown"),
    [
        ("Participantes", "Particlpantes"),
        ("Iniciar sesion ahora", "Inictar sesión ahora"),
        ("Redes e Internet", "Redes eInternet"),
        ("Contactos", "Contacts"),
        ("Zoom", "Z0om"),
    ],
)
def test_similar_texts_are_found_and_say_so(wording: str, shown: str) -> None:
    (place,) = text_match.find_wordings([wording], [line(shown)])
    assert place.text == shown
    assert place.score >= 0.85


@pytest.mark.parametrize(
    ("wording", "shown"),
    [
        ("Grade 3", "Grade 4"),
        ("Room 101", "Room 107"),
        ("Grupo 12345", "Grupo 12345x"),
        ("OK", "On"),
        ("No", "No permitir"),
        ("Unmute", "Mute"),
        ("Turn on", "Turn off"),
        ("Sign in", "Sign up"),
        ("Cancelar", "Cancel"),
        ("Personas", "Join with a personal link"),
        ("Clock", "Block"),
        ("Batería", "Materia"),
        ("Notificaciones", "Notifications"),
        ("Save", "Share"),
        ("Entrar", "Enviar"),
        ("", "Anything"),
        ("…", "Anything"),
    ],
)
def test_other_texts_are_not_found(wording: str, shown: str) -> None:
    assert found(wording, line(shown)) == []


def test_a_text_cut_off_by_an_ellipsis() -> None:
    assert found("Trabajo de clase", line("Trabajo de cl…")) == [("Trabajo de cl…", 0, 0)]
    assert found("Trabajo de clase", line("Tra...")) == []
    assert found("Trabajo de cl…", line("Trabajo de clase")) == [("Trabajo de cl", 0, 0)]


def test_an_ellipsis_belongs_to_the_place() -> None:
    (place,) = text_match.find_wordings(["Editar acciones…"], [line("Editar acciones...")])
    assert place.box == Box(0, 0, 180, 20)


def test_the_wording_for_people() -> None:
    def matched(wording: str, shown: str) -> str:
        return text_match.display_wording(text_match.find_wordings([wording], [line(shown)])[0])

    assert matched("Join", "JOIN") == "Join"
    assert matched("Contactos", "Contacts") == "Contacts"
    assert matched("Sesion", "Sesión") == "Sesión"
    assert matched("¡Buenos días!", "Buenos días!") == "¡Buenos días!"


def test_nearest_texts() -> None:
    screen = [line("Join a meeting"), line("Settings"), line("9"), line("Share"), line("Join")]
    assert text_match.suggest_texts(["Jion"], screen)[0] == "Join"
    assert "9" not in text_match.suggest_texts(["Jion"], screen)
    assert len(text_match.suggest_texts(["Jion"], screen)) == 3
    assert text_match.suggest_texts(["Jion"], []) == ()

"""The message that goes with a video."""

from __future__ import annotations

from annotator.model import School
from annotator.phrases import load_phrasebook
from annotator.share import chat

SCHOOL = School(
    name="Los Robles", phone="410-555-0100", person="Sra. Rosa", website="https://losrobles.example.org/ayuda"
)
STEPS = [("Toque Unirse.", "Espere."), ("¡Listo!",)]


def test_the_message_has_title_why_steps_page_and_person() -> None:
    text = chat.compose_message(load_phrasebook("es"), "Entrar a la clase", "Con Zoom ve a la maestra.", STEPS, SCHOOL)
    assert text == (
        "Entrar a la clase\n\nCon Zoom ve a la maestra.\n\n1. Toque Unirse. Espere.\n2. ¡Listo!\n\n"
        "Véalo aquí: https://losrobles.example.org/ayuda\n\n¿Preguntas? Sra. Rosa 410-555-0100\n"
    )


def test_without_a_school_nothing_is_promised() -> None:
    text = chat.compose_message(load_phrasebook("en"), "Join class", None, [("Tap Join.",)], School())
    assert text == "Join class\n\n1. Tap Join.\n"


def test_steps_without_words_are_left_out() -> None:
    text = chat.compose_message(load_phrasebook("es"), "Zoom", None, [(), ("Kava.",), ()], School())
    assert text == "Zoom\n\n2. Kava.\n"
    assert chat.compose_message(load_phrasebook("es"), "Zoom", None, [(), ()], School()) == "Zoom\n"


def test_a_long_message_keeps_first_sentences_then_fewer_steps_and_never_passes_the_limit() -> None:
    long_steps = [(f"Toque el botón número {number}.", "x" * 200) for number in range(1, 8)]
    text = chat.compose_message(load_phrasebook("es"), "Título", "Porque sí.", long_steps, SCHOOL)
    assert len(text) <= chat.MAX_MESSAGE_CHARS
    assert "7. Toque el botón número 7.\n" in text
    assert "Porque sí." in text
    endless = [("y" * 300,) for _ in range(40)]
    text = chat.compose_message(load_phrasebook("es"), "Título", "Porque sí.", endless, SCHOOL)
    assert len(text) <= chat.MAX_MESSAGE_CHARS
    assert text.startswith("Título\n")
    assert "…" in text
    assert text.endswith("¿Preguntas? Sra. Rosa 410-555-0100\n")

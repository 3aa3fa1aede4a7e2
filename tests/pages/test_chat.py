"""The message that goes with a video."""

from __future__ import annotations

import pytest

from annotator.model import School, StepNumber
from annotator.pages import chat_message
from annotator.phrases import load_phrasebook

SCHOOL = School(
    name="Los Robles", phone="410-555-0100", person="Sra. Rosa", website="https://losrobles.example.org/ayuda"
)


def steps_of(*texts: tuple[str, ...]) -> list[chat_message.MessageStep]:
    return [chat_message.MessageStep(StepNumber(number), text) for number, text in enumerate(texts, start=1)]


STEPS = steps_of(("Toque Unirse.", "Espere."), ("¡Listo!",))
ASIDE = chat_message.MessageStep(StepNumber(1, 1), ("¿Se equivocó?", "Toque Atrás."))


def test_the_message_has_title_why_steps_page_and_person() -> None:
    text = chat_message.compose_message(
        load_phrasebook("es"), "Entrar a la clase", "Con Zoom ve a la maestra.", STEPS, SCHOOL, SCHOOL.website
    )
    assert text == (
        "Entrar a la clase\n\nCon Zoom ve a la maestra.\n\n1. Toque Unirse. Espere.\n2. ¡Listo!\n\n"
        "Véalo aquí: https://losrobles.example.org/ayuda\n\n¿Preguntas? Sra. Rosa 410-555-0100\n"
    )


@pytest.mark.parametrize(
    ("sentences", "chip", "quoted"),
    [
        (("Toque Unirse.", "Si no ve Unirse, espere."), "Unirse", ("Toque “Unirse”.", "Si no ve Unirse, espere.")),
        (("¿Se equivocó?", "Toque unirse."), "Unirse", ("¿Se equivocó?", "Toque “unirse”.")),
        (("Espere.",), "Unirse", ("Espere.",)),
        (("Espere.",), None, ("Espere.",)),
        (("Por eso dice “grabe audio”.",), "grabe audio", ("Por eso dice “grabe audio”.",)),
        (("Toque “Unirse”.",), "Unirse", ("Toque “Unirse”.",)),
        (("Tap “Join.”",), "Join", ("Tap “Join.”",)),
        (('Tap "Join," then wait.',), "Join", ('Tap "Join," then wait.',)),
        (("Toque «Unirse.»",), "Unirse", ("Toque «Unirse.»",)),
        (("Marque *67*.",), "*67*", ("Marque “*67*”.",)),
        (("Toque mi_nombre_aquí.",), "mi_nombre_aquí", ("Toque “mi_nombre_aquí”.",)),
        (("Unirse",), "Unirse", ("“Unirse”",)),
    ],
)
def test_the_word_of_a_button_is_in_quotes_once(
    sentences: tuple[str, ...], chip: str | None, quoted: tuple[str, ...]
) -> None:
    assert chat_message.quote_button(sentences, chip) == quoted


def test_a_school_with_whatsapp_alone_can_be_reached() -> None:
    school = School(person="Sra. Rosa", whatsapp="+1 410 555 0100")
    text = chat_message.compose_message(load_phrasebook("es"), "Entrar", None, steps_of(("Toque Unirse.",)), school)
    assert text.endswith("¿Preguntas? Sra. Rosa +1 410 555 0100\n")


def test_without_a_school_nothing_is_promised() -> None:
    text = chat_message.compose_message(load_phrasebook("en"), "Join class", None, steps_of(("Tap Join.",)), School())
    assert text == "Join class\n\n1. Tap Join.\n"


def test_steps_without_words_are_left_out() -> None:
    text = chat_message.compose_message(load_phrasebook("es"), "Zoom", None, steps_of((), ("Kava.",), ()), School())
    assert text == "Zoom\n\n2. Kava.\n"
    assert chat_message.compose_message(load_phrasebook("es"), "Zoom", None, steps_of((), ()), School()) == "Zoom\n"


def test_an_aside_is_in_brackets_below_its_step_and_leaves_first() -> None:
    first, last = STEPS
    book = load_phrasebook("es")
    assert chat_message.compose_message(book, "Zoom", None, [first, ASIDE, last], School()) == (
        "Zoom\n\n1. Toque Unirse. Espere.\n    (¿Se equivocó? Toque Atrás.)\n2. ¡Listo!\n"
    )
    again = chat_message.MessageStep(StepNumber(1, 2), ("¿Se equivocó?", "Toque Borrar."))
    other = chat_message.MessageStep(StepNumber(1, 3), ("¿No lo ve?", "Espere."))
    assert chat_message.compose_message(book, "Zoom", None, [first, ASIDE, again, other], School()).endswith(
        "\n    (¿Se equivocó? Toque Atrás. Toque Borrar.)\n    (¿No lo ve? Espere.)\n"
    ), "asked once"
    silent = chat_message.MessageStep(StepNumber(1, 1), ())
    assert chat_message.compose_message(book, "Zoom", None, [first, silent, last], School()).count("\n") == 4
    full = "x" * (chat_message.MAX_MESSAGE_CHARS - 40)
    text = chat_message.compose_message(book, "Zoom", None, [*steps_of(("Toque.", full)), ASIDE], School())
    assert text == f"Zoom\n\n1. Toque. {full}\n", "no sentence of a step goes for an aside"


def test_a_long_message_keeps_first_sentences_then_fewer_steps_and_never_passes_the_limit() -> None:
    long_steps = steps_of(*((f"Toque el botón número {number}.", "x" * 200) for number in range(1, 8)))
    text = chat_message.compose_message(load_phrasebook("es"), "Título", "Porque sí.", long_steps, SCHOOL)
    assert len(text) <= chat_message.MAX_MESSAGE_CHARS
    assert "7. Toque el botón número 7.\n" in text
    assert "Porque sí." in text
    endless = steps_of(*(("y" * 300,) for _ in range(40)))
    text = chat_message.compose_message(load_phrasebook("es"), "Título", "Porque sí.", endless, SCHOOL)
    assert len(text) <= chat_message.MAX_MESSAGE_CHARS
    assert text.startswith("Título\n")
    assert "…" in text
    assert text.endswith("¿Preguntas? Sra. Rosa 410-555-0100\n")

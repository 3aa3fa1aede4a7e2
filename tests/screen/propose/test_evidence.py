"""What is proposed for small drawn screens: one piece of evidence in each."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator import assets
from annotator.model import Box, PointTarget, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.propose.proposals import propose
from annotator.screen.propose.read_screen import ReadScreen
from tests.helpers.proposed_screens import BUTTON, GREY, LIST, SOUND, first, line, proposals, screen


def test_the_title_of_the_next_screen_says_what_was_pressed() -> None:
    found = first(screen(LIST), screen(SOUND))
    assert (found.action, found.target, found.box) == ("tap", TextTarget(("Sonido",)), line("Sonido", (20, 240)).box)
    assert found.reason == "The next screen is titled “Sonido”."


def test_a_filled_button_is_pressed_where_nothing_else_is_known() -> None:
    welcome = screen({"Bienvenida": (20, 300), "Para usar esto": (20, 400), "Unirse": (150, 614)}, filled=[BUTTON])
    found = first(welcome, screen(SOUND))
    assert (found.action, found.target, found.reason) == (
        "tap",
        TextTarget(("Unirse",)),
        "It is the only filled button.",
    )


def test_a_field_that_is_filled_later_is_typed_into() -> None:
    field = Box(20, 200, 320, 50)
    texts = {"Clase de 2.B": (120, 60), "Su nombre": (30, 216), "Ayuda con esto": (20, 400), "Unirse": (150, 614)}
    empty = screen(texts, framed=[field], filled=[BUTTON])
    typed = screen(
        {**{text: at for text, at in texts.items() if text != "Su nombre"}, "Luna": (30, 216)},
        framed=[field],
        filled=[BUTTON],
    )
    found = first(empty, typed)
    assert (found.action, found.target) == ("type", TextTarget(("Su nombre",)))
    assert found.box is not None
    assert boxes.iou(found.box, field) > 0.8


@pytest.mark.parametrize("label", ["Número de celular", "Grado y grupo", "Child's teacher", "Student number"])
def test_a_field_on_a_line_is_known_by_what_is_written_into_it(label: str) -> None:
    screens = []
    for field in ({label: (30, 216)}, {"Luna 2": (30, 216)}):
        image, texts = screen({"Crear cuenta": (120, 60), **field, "Unirse": (150, 614)}, filled=[BUTTON])
        ImageDraw.Draw(image).line((30, 244, 330, 244), fill=GREY)
        screens.append((image, texts))
    found = first(*screens)
    assert (found.action, found.target) == ("type", TextTarget((label,)))


@pytest.mark.parametrize(
    ("label", "count", "height", "named"),
    [
        ("Enter OTP", 6, 40, "OTP"),
        ("Enter the code", 4, 2, "the code"),
        ("Ingrese el código", 5, 40, "el código"),
        ("Escriba los 8 números", 8, 2, "los 8 números"),
        ("Verifique su celular", 6, 40, None),
    ],
)
def test_a_row_of_boxes_takes_a_code(label: str, count: int, height: int, named: str | None) -> None:
    cells = [Box(20 + 40 * number, 260 - height, 32, height) for number in range(count)]
    page = screen({"Entrar": (120, 60), label: (20, 180), "Unirse": (150, 614)}, filled=[BUTTON], framed=cells)
    found = first(page, screen(SOUND))
    assert found.action == "type"
    assert found.target == TextTarget((named,)) if named else isinstance(found.target, PointTarget)
    assert found.box is not None
    assert (found.box.x, found.box.w) == pytest.approx((20, 40 * count - 8), abs=3)


def test_the_keys_of_a_calculator_take_no_code() -> None:
    keys = [Box(20 + 40 * column, 260 + 50 * row, 32, 40) for column in range(4) for row in range(4)]
    assert (
        first(screen({"Ingrese el monto": (20, 180), "Unirse": (150, 614)}, framed=keys), screen(SOUND)).action == "tap"
    )


@pytest.mark.parametrize(
    ("caption", "title"),
    [
        ("EDIT", "Edit contact"),
        ("Editar", "Editar la cita"),
        ("Rename", "Rename folder"),
        ("CAMBIAR", "Cambiar la clave"),
    ],
)
def test_what_the_next_title_begins_with_was_pressed(caption: str, title: str) -> None:
    image, texts = screen({"Junta de padres": (20, 100), caption: (30, 180), "Salón 4": (20, 260), "Lugar": (20, 320)})
    ImageDraw.Draw(image).rectangle(
        (30 + 4 * len(caption) - 12, 144, 30 + 4 * len(caption) + 12, 168), outline="black", width=3
    )
    assert first((image, texts), screen({title: (120, 60), "Nombre": (20, 200)})).target == TextTarget((caption,))


@pytest.mark.parametrize(
    ("icon", "title"),
    [
        ("edit", "Edit contact"),
        ("edit", "Editar la cita"),
        ("settings", "Ajustes de la app"),
        ("share", "Compartir la cita"),
    ],
)
def test_the_icon_that_does_what_the_next_title_says_was_pressed(icon: str, title: str) -> None:
    image, texts = screen({"Junta de padres": (20, 140), "Salón 4": (20, 260), "Lugar": (20, 320)})
    with Image.open(assets.folder("icons") / f"{icon}.png") as drawn:
        drawn = drawn.convert("RGBA").resize((24, 24))
        image.paste(drawn, (300, 136), drawn)
    found = first((image, texts), screen({title: (120, 60), "Nombre": (20, 200)}))
    assert found.box is not None
    assert boxes.center_in(found.box, Box(296, 132, 32, 32))


@pytest.mark.parametrize("buttons", ["DELETE SAVE", "ELIMINAR GUARDAR", "REMOVE UPDATE", "BORRAR GUARDAR"])
def test_what_stands_in_a_field_was_not_pressed(buttons: str) -> None:
    delete, save = buttons.split()
    image, texts = screen({"Falta": (20, 60), "Reason": (30, 200), delete: (200, 320), save: (280, 320)})
    typed = TextLine("Doctor Luna", Box(30, 216, 96, 20), 0.99)
    pen = ImageDraw.Draw(image)
    pen.rectangle((30, 219, 122, 233), fill="black")
    pen.line((30, 246, 330, 246), fill=GREY)
    here = ReadScreen(np.asarray(image), (*(line(*item) for item in texts.items()), typed))
    shown, rows = screen({"Doctor Luna": (120, 60), "Marzo 12": (20, 200)})
    (found, *_), _ = propose([here, ReadScreen(np.asarray(shown), tuple(line(*item) for item in rows.items()))])
    assert found.target == TextTarget((save,))


def test_a_question_for_permission_is_allowed() -> None:
    question = {
        "Permitir que Zoom grabe": (80, 300),
        "Mientras la app está en uso": (60, 400),
        "No permitir": (120, 480),
    }
    found = first(screen(question), screen(SOUND))
    assert found.target == TextTarget(("Mientras la app está en uso",))


def test_who_is_told_to_wait_waits() -> None:
    assert first(screen({"Espere, por favor": (100, 300), "Zoom": (20, 60)}), screen(SOUND)).action == "wait"


def test_the_end_of_a_sentence_is_no_wait() -> None:
    warned = {"Otros pueden verle": (20, 160), "conectando a este sitio.": (20, 190), "Ajustes": (20, 60)}
    assert first(screen(warned), screen(SOUND)).action != "wait"


def test_a_button_that_stays_from_page_to_page_leads_on() -> None:
    names = (("Fiók", "Szerver", "Kapu"), ("Szinkron", "Minden nap", "Napok"))
    pages = [{name: (20, 60 + 100 * row) for row, name in enumerate(page)} | {"Tovább": (290, 680)} for page in names]
    assert TextTarget(("Tovább",)) in [one.target for one in proposals(*map(screen, pages))[0]]


def test_the_phones_own_keys_are_not_proposed() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    for x in (60, 180, 300):
        pen.rectangle((x, 698, x + 14, 712), outline="black", width=3)
    boxes_of_all = [one.box for one in proposals((image, texts), screen({"Hola": (20, 300)}))[0] if one.box]
    assert boxes_of_all
    assert all(box.bottom < 690 for box in boxes_of_all)


@pytest.mark.parametrize("label", ["Su nombre", "Your email", "Correo electrónico", "Password"])
def test_an_empty_field_comes_before_a_button_that_is_still_grey(label: str) -> None:
    texts = {"Clase de 2.B": (120, 60), label: (30, 216), "Continuar": (140, 614)}
    image, _ = screen(texts, framed=[Box(20, 200, 320, 50)])
    ImageDraw.Draw(image).rectangle((20, 600, 340, 644), fill=(215, 215, 215))
    for x in range(140, 212, 8):
        ImageDraw.Draw(image).rectangle((x, 617, x + 4, 627), fill=GREY)
    found = first((image, texts), screen(SOUND))
    assert (found.action, found.box is not None and found.box.y < 260) == ("type", True)

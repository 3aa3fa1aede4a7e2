"""What is proposed for small drawn screens: one piece of evidence in each."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator import assets
from annotator.model import Box, IconTarget, PointTarget, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.propose.proposals import propose
from annotator.screen.propose.read_screen import ReadScreen
from tests.helpers.proposed_screens import BUTTON, GREY, LIST, RED, SOUND, Texts, first, line, proposals, screen


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
        "It is a button that stands out.",
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


def test_of_a_heading_and_a_button_with_the_same_words_the_button_is_pressed() -> None:
    page = screen({"Sonido": (120, 150), "Pantalla": (20, 240), "SONIDO": (156, 614)}, filled=[BUTTON])
    found = first(page, screen(SOUND))
    assert (found.target, found.reason) == (TextTarget(("SONIDO",), 2), "The next screen is titled “SONIDO”.")


def test_a_screen_that_stays_has_no_next_title() -> None:
    moved = {**LIST, "Otra cosa": (120, 60)}
    reasons = [one.reason for one in proposals(screen({**LIST, "Otra cosa": (20, 560)}), screen(moved))[0]]
    assert "The next screen is titled “Otra cosa”." not in reasons


def test_a_button_below_a_search_bar_follows_no_fields() -> None:
    texts = {"Clases": (120, 60), "Buscar clase": (30, 216), "Luna": (240, 216), "Entrar": (156, 300)}
    page = screen(texts, framed=[Box(20, 200, 320, 50), Box(20, 286, 320, 44)])
    assert "It follows the fields." not in [one.reason for one in proposals(page, screen(SOUND))[0]]


def test_a_line_that_goes_on_below_is_no_button() -> None:
    page = {"Hola": (20, 160), "Entrar a la clase": (100, 300), "con su huella": (100, 318), "Ayuda": (20, 520)}
    assert "Its word leads on." not in [one.reason for one in proposals(screen(page), screen(SOUND))[0]]


FORM = {"Email": (30, 216), "rosa@correo.mx": (30, 316), "Su nombre": (30, 416), "Entrar": (156, 614)}
FIELDS = [Box(20, y, 320, 50) for y in (200, 300, 400)]


def test_a_button_is_not_pressed_while_a_field_is_empty() -> None:
    pages = [screen(FORM | shown, filled=[BUTTON], framed=FIELDS) for shown in ({}, {"Otro": (60, 520)})]
    reasons = [one.reason for one in proposals(*pages)[0]]
    assert "It follows the fields." not in reasons


def test_a_field_that_stays_empty_is_not_typed_into() -> None:
    page = {"Clase de 2.B": (120, 60), "Su nombre": (30, 216), "Probar la red": (130, 420), "Ayuda": (20, 520)}
    field, button = Box(20, 200, 320, 50), Box(100, 406, 160, 44)
    asked = screen(page, framed=[field, button])
    tried = screen(page | {"Red probada": (120, 480)}, framed=[field, button])
    assert TextTarget(("Su nombre",)) not in [one.target for one in proposals(asked, tried)[0]]


def test_what_is_written_in_a_field_is_no_button() -> None:
    texts = {"Registro": (120, 60), "Nombre": (20, 180), "Rosa": (30, 216), "Otra vez": (148, 314)}
    page = screen(texts, filled=[Box(20, 200, 320, 48)], framed=[Box(20, 300, 320, 44)])
    assert TextTarget(("Rosa",)) not in [one.target for one in proposals(page, screen(SOUND))[0]]


def test_what_stands_below_the_fields_is_pressed_when_they_are_filled() -> None:
    texts = {"Email": (20, 160), "rosa@correo.mx": (30, 196), "Entrar": (156, 300), "Continuar con otra": (108, 400)}
    page = screen(texts, filled=[Box(20, 386, 320, 44)], framed=[Box(20, 180, 320, 48), Box(20, 286, 320, 44)])
    assert first(page, screen(SOUND)).target == TextTarget(("Entrar",))


def test_a_tab_that_becomes_bright_beside_one_that_fades_is_chosen() -> None:
    pages = []
    for ink in (((255, 255, 255), GREY), (GREY, (255, 255, 255))):
        image, texts = screen({"Turnos": (20, 60), "Hoy": (60, 212), "Todos": (240, 212), "Junta": (20, 320)})
        pen = ImageDraw.Draw(image)
        pen.rectangle((20, 200, 340, 240), fill=(40, 40, 80))
        for color, (x, letters) in zip(ink, ((60, 3), (240, 5)), strict=True):
            for number in range(letters):
                pen.rectangle((x + 8 * number, 215, x + 8 * number + 4, 225), fill=color)
        pages.append((image, texts))
    (found, *others), _ = proposals(*pages)
    assert (found.target, found.reason) == (TextTarget(("Todos",)), "It is chosen on the next picture.")
    assert TextTarget(("Hoy",)) not in [one.target for one in others]


def test_the_half_of_a_switch_that_stands_out_next_is_chosen() -> None:
    texts = {"Iniciar sesión": (44, 214), "Registrarse": (226, 214), "Correo": (20, 320), "Entrar": (156, 614)}
    halves = [Box(20, 200, 158, 44), Box(182, 200, 158, 44)]
    pages = [screen(texts, filled=[BUTTON, chosen], framed=halves) for chosen in reversed(halves)]
    found = first(*pages)
    assert (found.target, found.reason) == (TextTarget(("Iniciar sesión",)), "It is chosen on the next picture.")


def paste_icon(image: Image.Image, name: str, at: tuple[int, int]) -> None:
    with Image.open(assets.folder("icons") / f"{name}.png") as drawn:
        drawn = drawn.convert("RGBA").resize((24, 24))
        image.paste(drawn, at, drawn)


def test_the_row_that_ends_in_a_magnifying_glass_is_typed_into() -> None:
    image, texts = screen({"Amigos": (20, 60), "Nombre": (20, 180), "Salón 4": (20, 260)})
    paste_icon(image, "search", (300, 176))
    found = first((image, texts), screen(SOUND))
    assert (found.action, found.target) == ("type", TextTarget(("Nombre",)))


def test_an_icon_that_each_row_has_weighs_less_than_the_button_below() -> None:
    image, texts = screen({"Salón 1": (20, 180), "Salón 2": (20, 260), "Salón 3": (20, 340), "Done": (164, 614)})
    for y in (176, 256, 336):
        paste_icon(image, "plus", (300, y))
    assert first((image, texts), screen(SOUND)).target == TextTarget(("Done",))


def test_a_logo_with_a_word_of_the_next_title_is_no_button() -> None:
    texts = {"Integraciones": (140, 110), "Kobo": (38, 172), "Agregar": (152, 614)}
    image, _ = screen(texts, framed=[BUTTON])
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 145, 90, 215), fill=GREY)
    pen.rectangle((38, 175, 66, 185), fill=(200, 200, 200))
    assert first((image, texts), screen({"Kobo de su escuela": (100, 60)})).target == TextTarget(("Agregar",))


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
        ("Ver ajustes", "Ajustes"),
        ("Schedule page", "Schedule"),
    ],
)
def test_what_has_words_of_the_next_title_was_pressed(caption: str, title: str) -> None:
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
    paste_icon(image, icon, (300, 136))
    found = first((image, texts), screen({title: (120, 60), "Nombre": (20, 200)}))
    assert found.box is not None
    assert boxes.center_in(found.box, Box(296, 132, 32, 32))
    assert found.target == IconTarget(f"{icon}.png")


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


@pytest.mark.parametrize("told", [{"Espere, por favor": (100, 300), "Zoom": (20, 60)}, {"¡Listo!": (150, 360)}])
def test_who_is_told_to_wait_waits(told: Texts) -> None:
    assert first(screen(told), screen(SOUND)).action == "wait"


@pytest.mark.parametrize("color", [(235, 160, 200), (150, 150, 155)])
def test_a_button_with_pale_letters_is_not_pressed_yet(color: tuple[int, int, int]) -> None:
    image, texts = screen(
        {"Cocina": (20, 200), "Tomar foto": (140, 414), "Continuar": (140, 614)}, framed=[Box(20, 400, 320, 44)]
    )
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 600, 340, 644), fill=color)
    for x in range(140, 212, 8):
        pen.rectangle((x, 617, x + 4, 627), fill="white")
    assert TextTarget(("Continuar",)) not in [one.target for one in proposals((image, texts), screen(SOUND))[0]]


@pytest.mark.parametrize("ground", ["white", (235, 235, 235)])
def test_a_round_button_is_known_by_the_ground_of_its_icon(ground: str | tuple[int, int, int]) -> None:
    image, texts = screen({"Casa en Salta": (20, 100), "Lugar": (20, 320)})
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 400, 360, 720), fill=(120, 150, 110))
    pen.ellipse((270, 600, 330, 660), fill=ground)
    pen.rectangle((290, 620, 310, 640), outline="black", width=3)
    found = first((image, texts), screen(SOUND))
    assert (found.reason, found.box is not None and boxes.center_in(found.box, Box(270, 600, 60, 60))) == (
        "It is a round button.",
        True,
    )


def test_a_round_logo_on_a_form_is_another_way_to_sign_in() -> None:
    image, texts = screen({"Email": (30, 216), "Crear cuenta": (120, 420)}, framed=[Box(20, 200, 320, 50)])
    ImageDraw.Draw(image).ellipse((160, 320, 200, 360), fill=RED)
    assert "It is a round button." not in [one.reason for one in proposals((image, texts), screen(SOUND))[0]]


@pytest.mark.parametrize("text", ["conectando a este sitio.", "+1,63 % hoy", "0.00% Today"])
def test_the_end_of_a_sentence_and_a_price_that_rose_are_no_wait(text: str) -> None:
    warned = {"Otros pueden verle": (20, 160), text: (20, 190), "Ajustes": (20, 60)}
    assert first(screen(warned), screen(SOUND)).action != "wait"


def test_the_phones_own_keys_are_not_proposed() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    for x in (60, 180, 300):
        pen.rectangle((x, 698, x + 14, 712), outline="black", width=3)
    boxes_of_all = [one.box for one in proposals((image, texts), screen(SOUND))[0] if one.box]
    assert boxes_of_all
    assert all(box.bottom < 690 for box in boxes_of_all)


@pytest.mark.parametrize(
    "label", ["Su nombre", "Your email", "Correo electrónico", "Password", "Su apodo:", "¿Cuánto?"]
)
def test_an_empty_field_comes_before_a_button_that_is_still_grey(label: str) -> None:
    texts = {"Clase de 2.B": (120, 60), label: (30, 216), "Continuar": (140, 614)}
    image, _ = screen(texts, framed=[Box(20, 200, 320, 50)])
    ImageDraw.Draw(image).rectangle((20, 600, 340, 644), fill=(215, 215, 215))
    for x in range(140, 212, 8):
        ImageDraw.Draw(image).rectangle((x, 617, x + 4, 627), fill=GREY)
    found = first((image, texts), screen(SOUND))
    assert (found.action, found.box is not None and found.box.y < 260) == ("type", True)


QUESTION = {"Esta app quiere usar el audio de aqui": (50, 320), "Volver": (180, 400), "Adelante": (250, 400)}


def over_page(page: dict[str, tuple[int, int]], shown: dict[str, tuple[int, int]]) -> tuple[Image.Image, Texts]:
    """A screen dimmed by half, with a white panel over it."""
    image, texts = screen(page)
    image = Image.blend(image, Image.new("RGB", image.size), 0.5)
    image.paste(screen(shown)[0].crop((30, 300, 340, 430)), (30, 300))
    return image, {**texts, **shown}


def test_what_lies_over_a_dimmed_page_is_answered() -> None:
    dimmed = {"Ajustes": (20, 60), "Sonido": (20, 240), "Bateria": (20, 520)}
    found = proposals(over_page(dimmed, QUESTION), screen(SOUND))[0]
    assert (found[0].target, found[0].reason) == (
        TextTarget(("Adelante",)),
        "It is the last button of what lies over the page.",
    )
    assert TextTarget(("Sonido",)) not in [one.target for one in found]


def test_fields_under_what_came_up_are_not_filled() -> None:
    page = {"Email": (30, 216), "Clave": (30, 316), "Ayuda": (20, 520)}
    found = proposals(screen(page, framed=FIELDS[:2]), over_page(page, QUESTION))[0]
    assert all(one.score < 0.5 for one in found if one.action == "type")


def test_the_first_words_of_what_lies_over_a_page_are_a_title() -> None:
    page = {"Ventas": (20, 60), "Cuentas": (20, 240), "Ayuda": (20, 520)}
    assert first(screen(LIST), over_page(page, {"Sonido": (50, 320), "Un tono": (50, 360)})).target == TextTarget(
        ("Sonido",)
    )


def test_who_sees_what_goes_on_over_a_dimmed_page_waits() -> None:
    image, texts = screen({"Ajustes": (20, 60), "Sonido": (20, 240), "Bateria": (20, 520)})
    image = Image.blend(image, Image.new("RGB", image.size), 0.6)
    for x in range(128, 232, 8):
        ImageDraw.Draw(image).rectangle((x, 363, x + 4, 373), fill="white")
    assert first((image, {**texts, "Vahvistan...": (132, 360)}), screen({"Hola": (20, 300)})).action == "wait"


def test_who_sees_one_text_alone_over_a_dimmed_page_waits() -> None:
    page = {"Ajustes": (20, 60), "Su nombre": (40, 240), "Bateria": (20, 520)}
    image, texts = over_page(page, {"Probando": (120, 350)})
    found = proposals((image, texts), screen(page))[0]
    assert (found[0].action, found[0].reason) == ("wait", "The screen says “Probando”.")
    assert all(one.action != "type" for one in found)


def test_a_clock_is_not_turned() -> None:
    screens = []
    for time, color in (("Lunes 12:04", "black"), ("Lunes 12:05", "white")):
        image, texts = screen(LIST | {time: (20, 420)})
        ImageDraw.Draw(image).rectangle((300, 416, 318, 434), outline="black", fill=color, width=3)
        screens.append((image, texts))
    assert not any("turned" in one.reason for one in proposals(*screens)[0])


@pytest.mark.parametrize("ground", [(70, 104, 118), (95, 95, 95)])
def test_a_muted_button_that_stands_out_is_pressed(ground: tuple[int, int, int]) -> None:
    image, texts = screen({"Invitar a la clase": (20, 300), "Tovább": (150, 614)})
    image = Image.eval(image, lambda value: 40 if value == 255 else 240)
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 600, 340, 644), fill=ground)
    for x in range(150, 198, 8):
        pen.rectangle((x, 617, x + 4, 627), fill="white")
    assert first((image, texts), screen(SOUND)).reason == "It is a button that stands out."


def test_a_sentence_that_the_next_screen_repeats_is_no_button() -> None:
    told = "Su frase es la llave de todo lo que usted tiene aqui"
    page = screen({told: (0, 300), "Siguiente": (144, 614)}, filled=[BUTTON])
    found = proposals(page, screen({told: (0, 100), "Terminos": (20, 160), "Leer": (20, 240)}))[0]
    assert [one.target for one in found] == [TextTarget(("Siguiente",))]


def test_an_address_that_the_next_screen_shows_weighs_less_than_the_button() -> None:
    page = screen({"Hola": (20, 160), "luna@example.org": (20, 240), "Familia": (152, 614)}, filled=[BUTTON])
    found = first(page, screen({"luna@example.org": (120, 60), "Volumen": (20, 160), "Tono": (20, 240)}))
    assert found.target == TextTarget(("Familia",))


def test_a_header_is_no_button_and_its_end_is_one() -> None:
    page = {"Contacto nuevo": (124, 60), "Guardar": (290, 60), "Siguiente": (30, 216), "Sol": (30, 316)}
    header = Box(0, 40, 360, 50)
    found = proposals(screen(page, filled=[header]), screen(SOUND))[0]
    assert found[0].target == TextTarget(("Guardar",))
    assert TextTarget(("Contacto nuevo",)) not in [one.target for one in found]


def test_terms_are_ticked_before_the_button_is_pressed() -> None:
    terms = "Acepto que la escuela guarde mis datos y los use"
    image, texts = screen({"Terminos": (120, 60), terms: (60, 304), "Continuar": (144, 614)}, filled=[BUTTON])
    ImageDraw.Draw(image).rectangle((20, 300, 42, 322), outline="black", width=2)
    found = proposals((image, texts), screen(SOUND))[0]
    assert boxes.iou(found[0].box or Box(0, 0, 1, 1), Box(20, 300, 22, 22)) > 0.7
    ImageDraw.Draw(image).line((24, 310, 30, 318, 38, 304), fill="black", width=3)
    assert first((image, texts), screen(SOUND)).target == TextTarget(("Continuar",))


def test_of_several_choices_one_that_is_not_chosen_is_pressed() -> None:
    image, texts = screen(
        {"Permitir llamadas": (60, 160), "De todos": (60, 242), "De nadie": (60, 302), "Cancelar": (260, 402)}
    )
    pen = ImageDraw.Draw(image)
    for y in (240, 300):
        pen.ellipse((20, y, 40, y + 20), outline="black", width=2)
    pen.ellipse((25, 245, 35, 255), fill="black")
    found = [one.target for one in proposals((image, texts), screen(SOUND))[0]]
    assert found[0] == TextTarget(("De nadie",))
    assert TextTarget(("De todos",)) not in found


def test_the_row_of_a_switch_is_pressed() -> None:
    image, texts = screen({"Seguridad": (60, 60), "Codigo de acceso": (20, 242)})
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((300, 238, 340, 260), 11, fill=GREY)
    pen.ellipse((302, 240, 320, 258), fill="white")
    found = first((image, texts), screen(SOUND))
    assert (found.target, found.reason) == (
        TextTarget(("Codigo de acceso",)),
        "It is a switch, or something to tick or choose.",
    )


def test_a_button_that_counts_down_is_waited_for() -> None:
    page = screen({"Recuerde su clave": (60, 300), "Entendido (4s)": (124, 614)}, filled=[BUTTON])
    assert (
        first(page, screen({"Recuerde su clave": (60, 300), "Entendido": (144, 614)}, filled=[BUTTON])).action == "wait"
    )


def test_buttons_with_one_word_in_a_column_stand_out_together() -> None:
    buttons = [Box(250, y, 90, 40) for y in (150, 250)]
    image, texts = screen({"Firefox": (20, 160), "Otro": (20, 260)}, filled=buttons)
    readings = [TextLine("Abrir", Box(275, y, 40, 16), 0.99) for y in (162, 262)]
    lines = (*(line(*item) for item in texts.items()), *readings)
    for reading in readings:
        ImageDraw.Draw(image).rectangle((277, reading.box.y + 3, 300, reading.box.y + 13), fill="white")
    after = ReadScreen(np.asarray(screen(SOUND)[0]), tuple(line(*item) for item in SOUND.items()))
    found, _ = propose([ReadScreen(np.asarray(image), lines), after])
    assert found[0].target in (TextTarget(("Abrir",), 1), TextTarget(("Abrir",), 2))
    assert found[0].reason == "It is a button that stands out."


@pytest.mark.parametrize("at", [(70, 216), (150, 180)], ids=["before", "above"])
def test_the_text_before_or_above_an_empty_frame_names_a_field(at: tuple[int, int]) -> None:
    frame = Box(150, 200, 190, 44)
    page = screen({"Colegio": at, "Hola": (20, 100), "Ayuda con esto": (20, 400)}, framed=[frame])
    found = first(page, screen(SOUND))
    assert (found.action, found.target) == ("type", TextTarget(("Colegio",)))
    assert boxes.iou(found.box or Box(0, 0, 1, 1), frame) > 0.8


def test_a_field_with_its_small_name_and_a_placeholder_is_empty() -> None:
    frame = Box(20, 200, 320, 70)
    image, texts = screen({"Hola a todos": (20, 100), "Su nombre": (34, 240)}, framed=[frame])
    name = TextLine("Palabra 10", Box(34, 214, 60, 10), 0.99)
    ImageDraw.Draw(image).rectangle((34, 216, 90, 222), fill="black")
    lines = (*(line(*item) for item in texts.items()), name)
    assert ReadScreen(np.asarray(image), lines).is_empty(frame, "Su nombre")
    assert not ReadScreen(np.asarray(image), lines).is_empty(frame, "Palabra 10")


def test_a_form_on_the_last_picture_is_filled() -> None:
    form = screen(
        {"Alta": (120, 60), "Su nombre": (30, 216), "Entrar": (156, 614)},
        framed=[Box(20, 200, 320, 50)],
        filled=[BUTTON],
    )
    found = proposals(screen({"Bienvenida": (20, 300), "Alta": (150, 614)}, filled=[BUTTON]), form)[1]
    assert (found[0].action, found[0].target) == ("type", TextTarget(("Su nombre",)))

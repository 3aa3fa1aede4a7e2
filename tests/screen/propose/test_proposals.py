"""What is proposed for small drawn screens, whose texts are given: no OCR, and one piece of evidence in each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator import assets
from annotator.model import Box, PointTarget, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.propose.proposals import Proposal, propose
from annotator.screen.propose.read_screen import ReadScreen

SIZE = (360, 720)
BLUE, RED, GREY = (20, 80, 230), (230, 20, 30), (150, 150, 150)
Texts = dict[str, tuple[int, int]]
"""A text and where it begins."""


def line(text: str, at: tuple[int, int]) -> TextLine:
    return TextLine(text, Box(*at, 8 * len(text), 16), 0.99)


def screen(texts: Texts, *, filled: Sequence[Box] = (), framed: Sequence[Box] = ()) -> tuple[Image.Image, Texts]:
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    for box in filled:
        pen.rectangle((box.x, box.y, box.right, box.bottom), fill=BLUE)
    for box in framed:
        pen.rectangle((box.x, box.y, box.right, box.bottom), outline=GREY)
    for text, (x, y) in texts.items():
        for number in range(len(text)):  # letters, as far as anything here sees them
            pen.rectangle((x + 8 * number, y + 3, x + 8 * number + 4, y + 13), fill="black")
    return image, texts


def proposals(*screens: tuple[Image.Image, Texts]) -> list[tuple[Proposal, ...]]:
    read = (ReadScreen(np.asarray(image), tuple(line(*item) for item in texts.items())) for image, texts in screens)
    return list(propose(read))


def first(*screens: tuple[Image.Image, Texts]) -> Proposal:
    return proposals(*screens)[0][0]


LIST = {"Ajustes": (20, 60), "Pantalla": (20, 160), "Sonido": (20, 240), "Bateria": (20, 320)}
SOUND = {"Sonido": (120, 60), "Volumen": (20, 160), "Tono": (20, 240), "Vibrar": (20, 320)}
BUTTON = Box(20, 600, 320, 44)


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


def test_a_list_that_moved_up_was_scrolled_down_and_one_that_moved_left_was_swiped_left() -> None:
    rows = {f"Fila numero {number}": (20, 120 + 60 * number) for number in range(9)}
    moved = {f"Fila numero {number}": (20, 120 + 60 * (number - 4)) for number in range(4, 13)}
    found = first(screen(rows), screen(moved))
    assert (found.action, found.direction, found.target) == ("scroll", "down", None)
    left, right = ({f"Fila {number}": (x, 120 + 60 * number) for number in range(9)} for x in (20, 200))
    swiped = first(screen(right), screen(left)), first(screen(left), screen(right))
    assert [(found.action, found.direction) for found in swiped] == [("swipe", "left"), ("swipe", "right")]


def test_a_switch_that_is_turned_was_pressed() -> None:
    screens = []
    for x, color in ((290, GREY), (310, BLUE)):
        image, texts = screen(LIST)
        pen = ImageDraw.Draw(image)
        pen.rounded_rectangle((290, 238, 330, 258), 10, fill=color)
        pen.ellipse((x, 239, x + 18, 257), fill="white")
        screens.append((image, texts))
    found = first(*screens)
    assert (found.action, found.target) == ("tap", TextTarget(("Sonido",)))
    assert found.reason == "It is turned or ticked on the next picture."


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


def test_the_last_picture_is_the_end_with_the_largest_sign_of_success() -> None:
    *_, (found, *_) = proposals(
        screen(LIST), screen({"Conectado": (20, 300), "Casa-Luna": (20, 240), "Ajustes": (20, 60)})
    )
    assert (found.action, found.target) == ("done", TextTarget(("Conectado",)))


def test_half_a_phrase_is_no_sign_of_the_end() -> None:
    *_, (found, *_) = proposals(screen(LIST), screen({"Conectado con la": (20, 300), "red de su casa": (20, 324)}))
    assert (found.action, found.target) == ("done", None)


@pytest.mark.parametrize("label", ["Su nombre", "Your email", "Correo electrónico", "Password"])
def test_an_empty_field_comes_before_a_button_that_is_still_grey(label: str) -> None:
    texts = {"Clase de 2.B": (120, 60), label: (30, 216), "Continuar": (140, 614)}
    image, _ = screen(texts, framed=[Box(20, 200, 320, 50)])
    ImageDraw.Draw(image).rectangle((20, 600, 340, 644), fill=(215, 215, 215))
    for x in range(140, 212, 8):
        ImageDraw.Draw(image).rectangle((x, 617, x + 4, 627), fill=GREY)
    found = first((image, texts), screen(SOUND))
    assert (found.action, found.box is not None and found.box.y < 260) == ("type", True)


@pytest.mark.parametrize("caption", ["Download", "Descargar", "Compartir"])
def test_an_icon_is_named_by_its_caption(caption: str) -> None:
    image, texts = screen({"Junta de padres": (20, 100), caption: (150, 660), "Lugar": (20, 320)})
    x = 150 + 4 * len(caption)
    ImageDraw.Draw(image).rectangle((x - 12, 624, x + 12, 648), outline="black", width=3)
    named = [one.target for one in proposals((image, texts), screen(SOUND))[0] if one.box and one.box.y > 600]
    assert named == [TextTarget((caption,))]


def test_what_has_no_reason_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.screen.propose.proposals.gather", lambda _: [("largest", None, 9.0)])
    assert proposals(screen(LIST)) == [()]


def test_what_somebody_ringed_is_pressed() -> None:
    image, texts = screen(LIST)
    ImageDraw.Draw(image).ellipse((8, 300, 110, 356), outline=RED, width=4)
    found = first((image, texts), screen(SOUND))
    assert (found.target, found.reason) == (TextTarget(("Bateria",)), "Somebody drew a ring around it.")


def test_a_ring_is_stronger_than_an_empty_field() -> None:
    field = Box(20, 200, 320, 50)
    before = {"Clase de 2.B": (120, 60), "Su nombre": (30, 216), "Ayuda con esto": (20, 400)}
    image, texts = screen(before, framed=[field])
    ImageDraw.Draw(image).rectangle((4, 376, 170, 440), outline=RED, width=4)
    after = {text: at for text, at in before.items() if text != "Su nombre"} | {"Luna": (30, 216)}
    assert first((image, texts), screen(after, framed=[field])).target == TextTarget(("Ayuda con esto",))


def test_what_an_arrow_points_at_is_pressed() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.line((240, 170, 110, 170), fill=RED, width=5)
    pen.polygon(((90, 170), (118, 154), (118, 186)), fill=RED)
    found = first((image, texts), screen(SOUND))
    assert (found.target, found.reason) == (TextTarget(("Pantalla",)), "Somebody drew an arrow to it.")


@pytest.mark.parametrize("mark", ["an open ring", "a box around one line", "a recorded touch", "a green box"])
def test_marks_of_other_tools_are_seen(mark: str) -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    if mark == "an open ring":
        pen.arc((4, 146, 104, 190), 20, 320, fill=RED, width=4)
    elif mark == "a recorded touch":
        pen.ellipse((36, 152, 68, 184), fill=(205, 118, 112))
    else:
        pen.rectangle((12, 154, 92, 182), outline=RED if "line" in mark else (20, 170, 60), width=3)
    found = first((image, texts), screen(SOUND))
    assert found.is_drawn
    assert found.target == TextTarget(("Pantalla",))


@pytest.mark.parametrize("color", [RED, BLUE])
@pytest.mark.parametrize("own", ["an icon inside", "buttons elsewhere"])
def test_a_frame_in_the_colour_of_the_app_is_no_mark(own: str, color: tuple[int, int, int]) -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    pen.rectangle((12, 146, 340, 190), outline=color, width=3)
    pen.rectangle((300, 158, 320, 178) if own == "an icon inside" else (12, 400, 340, 640), fill=color)
    assert not first((image, texts), screen(SOUND)).is_drawn


def test_the_grain_of_a_wooden_table_is_no_stroke() -> None:
    image, texts = screen(LIST)
    pen = ImageDraw.Draw(image)
    for y in (400, 440, 480, 520):
        pen.line((240, y, 110, y), fill=RED, width=5)
        pen.polygon(((90, y), (118, y - 16), (118, y + 16)), fill=RED)
    found = first((image, texts), screen(SOUND))
    assert not found.is_drawn
    assert found.target == TextTarget(("Sonido",))


def test_a_text_that_is_there_twice_gets_its_number() -> None:
    image, texts = screen(LIST)
    ImageDraw.Draw(image).ellipse((8, 300, 110, 356), outline=RED, width=4)
    twice = tuple(line(*item) for item in (*texts.items(), ("Bateria", (20, 500))))
    blank = Image.new("RGB", SIZE, "white")
    (found, *_), _ = propose(ReadScreen(np.asarray(each), lines) for each, lines in ((image, twice), (blank, ())))
    assert found.target == TextTarget(("Bateria",), 1)


def test_a_mark_around_a_picture_without_words_is_a_point() -> None:
    image, texts = screen(LIST)
    ImageDraw.Draw(image).ellipse((230, 500, 330, 570), outline=RED, width=4)
    found = first((image, texts), screen(SOUND))
    assert isinstance(found.target, PointTarget)
    assert abs(found.target.x - 100 * 280 / 360) < 2


def test_nothing_is_proposed_for_a_picture_without_words() -> None:
    blank = (Image.new("RGB", SIZE, "white"), Texts())
    assert proposals(blank, blank)[0] == ()


def test_nothing_is_proposed_where_the_same_picture_comes_again() -> None:
    welcome = screen({"Bienvenida": (20, 300), "Unirse": (150, 614)}, filled=[BUTTON])
    first_one, second = proposals(welcome, welcome)
    assert first_one == ()
    assert second[0].action in ("tap", "done")


def test_at_most_three_are_proposed_best_first() -> None:
    many = proposals(screen(LIST), screen(LIST | SOUND))[0]
    assert len(many) <= 3
    assert [one.score for one in many] == sorted((one.score for one in many), reverse=True)


def test_of_two_equal_buttons_the_private_one_comes_second() -> None:
    sides = [Box(20, 400, 150, 44), Box(190, 400, 150, 44)]
    texts = {"Bienvenida": (20, 300), "luna@correo.mx": (40, 414), "Otro teléfono": (212, 414)}
    found = proposals(screen(texts, filled=sides), screen(SOUND))[0]
    assert [one.target for one in found[:2]] == [TextTarget(("Otro teléfono",)), TextTarget(("luna@correo.mx",))]


def test_the_next_page_of_a_long_list_was_scrolled_to() -> None:
    pages = [
        screen({"Ajustes": (20, 60), **{f"{name} {number}": (20, 100 + 55 * number) for number in range(11)}})
        for name in ("Pantalla", "Sonido")
    ]
    assert (first(*pages).action, first(*pages).direction) == ("scroll", "down")

"""Likely names on a screenshot: each kind in both languages, and what only looks like a name."""

from __future__ import annotations

import pytest

from annotator.model import Box, TextLine
from annotator.screen.locate.text_match import find_exact_matches
from annotator.screen.names.likely_names import LikelyName, find_likely_names
from tests.helpers.bracketed import read_kinds

HEIGHT = 1280


def line(text: str, x: int = 40, y: int = 400, h: int = 24) -> TextLine:
    letter = h // 2
    return TextLine(text, Box(x, y, letter * len(text), h), 0.99, tuple(x + letter * n for n in range(len(text) + 1)))


def screen(*rows: str, top: int = 200, pitch: int = 70) -> list[TextLine]:
    """Rows below one another; within one, ``|`` goes to the right side, and ``/`` to a second line right below."""
    lines = []
    for number, row in enumerate(rows):
        left, _, right = row.partition("|")
        for index, part in enumerate(left.split("/")):
            if part.strip():
                lines.append(line(part.strip(), y=top + number * pitch + index * 32, h=24 - 4 * index))
        if right.strip():
            lines.append(line(right.strip(), x=620, y=top + number * pitch + 2, h=18))
    return lines


def found(lines: list[TextLine]) -> list[LikelyName]:
    return list(find_likely_names(lines, HEIGHT))


def names(*rows: str) -> list[str]:
    return [item.text for item in found(screen(*rows))]


def whys(*rows: str) -> list[tuple[str, str]]:
    return [(item.text, item.why) for item in found(screen(*rows))]


# ---------------------------------------------------------------- greetings, accounts, who writes


SOMEBODY = {
    "greeting": (
        "Hola, [Ana]|¡Bienvenida, [Ana]!|Bienvenido de nuevo, [Luis]|¡Hola, [Luna]!|Hola [Yatzil]|"
        "Buenas tardes, [maestra Luna]|Estimada [Sra. Robles]:|HOLA, [ANA PÉREZ]|Hola, [Ana]. Tiene 3 tareas|"
        "Hi [Luna]!|Good morning, [Ms. Rivera]|Welcome back, [Kofi]|Hey [Naveen]! No, I haven't.|"
        "Hi @[Sandra McKinney]|Thank you, [Emily]|Thanks @[AnaGarcia07]"
    ),
    "account": (
        "Sesión iniciada como [Ana Ruiz]|Conectado como [Yatzil]|Cuenta de [Ana]|Continuar como [Ana]|"
        "Signed in as [Ana Ruiz]|Logged in as [Kofi Boateng]|Not [Ana]?"
    ),
    "field": (
        "Student: [Luna Flores]|Alumno/a: [Luna]|Hijo(a): [Yatzil]|Nombre del alumno: [Luna]|Maestra: [Sra. Robles]|"
        "Full name: [García López, Ana]"
    ),
    "sender": (
        "[Ana Pérez] is inviting you to a scheduled Zoom meeting.|[Ana] te invita a una reunión|Mensaje de [Yatzil]|"
        "Missed call from [Kofi Boateng]|[Ana Pérez]'s Zoom Meeting|[Pushpam]’s Screen|Sala personal de [Ana Pérez]|"
        "Waiting for [Ana]…|[Ana] está escribiendo…|From [DeShawn O’Neal] to everyone 10:24|"
        "De [Guadalupe] a todos 10:25|@[Nina Sun] joined the call|iPad de [Mateo]"
    ),
    "name": "Mamá de [Ángel]|[Maestra Luna]|[Diego Santos]|[Yatzil Hernández]|~ [Sofía M.]|[Valentina Ru]…",
}


@pytest.mark.parametrize(("text", "name", "why"), read_kinds(SOMEBODY))
def test_a_phrase_names_somebody(text: str, name: str, why: str) -> None:
    lines = [line(text)]
    (item,) = found(lines)
    assert (item.text, item.why) == (name, why)
    at = text.index(name)
    assert item.box == Box(40 + 12 * at, 400, 12 * len(name), 24)
    assert find_exact_matches(item.text, lines), "a hide: line with this text covers nothing"


NOBODY = (
    "Hola a todos|Hola mamá|¡Hola!|¡Hola! No he usado mi teléfono|Bienvenidos|Bienvenida, familia|"
    "Buenos días, familias.|Gracias, maestra.|Welcome to Zoom|Welcome to Nextcloud Talk!|Hello everyone|"
    "Hey Google|Cuenta de Google|Continuar como invitado|Continue with Apple|"
    "Connected as luna@example.org.|Nombre: notas de clase|Nombre de la red: Casa|Teacher: Room 12|"
    "Your name|Nombre y apellidos|Mensaje de texto|Poner la llamada en espera|"
    "Zoom: https://us05web.zoom.us|Maestra|Tía|Los Robles|Escuela Los Robles|Escuela Benito Juárez|"
    "Benito Juárez|San Diego|Santa Ana|Google Classroom|Wi-Fi|Ajustes|Familia|Martes 24 de noviembre|"
    "Papás de 2.º B|Cruz Roja|Calle Benito Hernández|Tacos Hernández|BEN|Rosa|LTE"
)


@pytest.mark.parametrize("text", NOBODY.split("|"))
def test_what_names_nobody_is_not_asked_about(text: str) -> None:
    assert found([line(text)]) == []


def test_the_name_on_the_line_below_a_greeting_or_an_account_is_found() -> None:
    assert whys("Bienvenida,/Luna") == [("Luna", "greeting")]
    avatar = [line("Estás en la cuenta de", 40, 300), line("Yatzil", 120, 360), line("Cambiar de cuenta", 500, 360)]
    assert [(item.text, item.why) for item in found(avatar)] == [("Yatzil", "account")]
    assert names("¡Hola!/Avisos") == []


# ---------------------------------------------------------------- fields and columns


def test_the_value_of_a_field_is_a_name_below_or_beside_its_label() -> None:
    assert whys("Su nombre/Yatzil", "Unirse") == [("Yatzil", "field")]
    assert whys("First name/Kofi", "Last name/Boateng") == [("Kofi", "field"), ("Boateng", "field")]
    assert whys("Alumna:|Luna") == [("Luna", "field")]
    assert names("Su nombre/Escriba su nombre") == []


def test_a_column_of_names_is_told_from_a_column_of_files() -> None:
    assert names("Alumno", "Ana", "Yatzil", "Luna") == ["Ana", "Yatzil", "Luna"]
    assert names("Name", "Documents", "Downloads", "Notes") == []


# ---------------------------------------------------------------- chats


def chat(header: str, under: str = "", bar: str = "Mensaje") -> list[TextLine]:
    lines = [line("7:58", 30, 20, 18), line("64%", 640, 20, 18), line(header, 150, 80, 28)]
    if under:
        lines.append(line(under, 150, 112, 18))
    return [
        *lines,
        line("Buenos días. La clase empieza a las 8:00.", 40, 400),
        line("7:45", 500, 430, 16),
        line(bar, 120, 1180),
    ]


@pytest.mark.parametrize(
    "under", ["en línea", "online", "últ. vez hoy a las 7:40", "last seen today at 7:40", "escribiendo…"]
)
def test_the_header_of_a_chat_is_who_one_writes_to(under: str) -> None:
    (item,) = found(chat("Yatzil", under, bar="¿?"))
    assert (item.text, item.why) == ("Yatzil", "chat")


@pytest.mark.parametrize("bar", ["Mensaje", "Message", "Type a message", "Escribe un mensaje", "Aa", "Text message"])
def test_over_a_bar_to_write_in_the_topmost_text_is_the_header(bar: str) -> None:
    assert [(item.text, item.why) for item in found(chat("Kofi Boateng", bar=bar))] == [("Kofi Boateng", "chat")]


@pytest.mark.parametrize(
    "header", ["Escuela Los Robles", "Mamás de 2.º B", "Weekly hangout", "Zoom", "+1 443 555 0119"]
)
def test_a_group_a_school_or_a_number_is_no_name_in_the_header(header: str) -> None:
    assert found(chat(header, "en línea")) == []


def test_who_spoke_last_in_a_group_is_found_in_the_list_of_chats() -> None:
    rows = ("Familias de tercero/Rosa: Nos vemos el viernes|10:12", "Equipo de fútbol/Foto|ayer")
    assert whys(*rows) == [("Rosa", "sender")]
    assert names("Sol: la estrella más cercana") == []


# ---------------------------------------------------------------- lists


def test_names_in_a_list_of_chats_are_found_by_the_times_beside_them() -> None:
    rows = (
        "Kofi Boateng/Nos vemos mañana|7:20",
        "Luna/Foto|ayer",
        "Oficina/Hoy no hay clase|lunes",
        "Tía/Llamada de voz|24 nov",
    )
    assert whys(*rows) == [("Kofi Boateng", "contact"), ("Luna", "contact")]


def test_in_a_list_of_chats_one_known_name_vouches_for_unknown_ones() -> None:
    assert names("Coffee Break/See you there|9:10", "Operation Rebrand/Photo|yesterday") == []  # groups have names, too
    assert names("Yatzil/Nos vemos|9:10", "Mateo/Foto|ayer", "Oficina/Hoy no|lunes") == ["Yatzil", "Mateo"]


def test_rows_with_times_but_without_messages_are_no_chats() -> None:
    assert names("Klinikum Großhadern|3:51", "Eching Ost|3:51", "Klinikum Großhadern|13:51") == []


def test_names_are_found_by_the_number_or_the_address_that_reaches_them() -> None:
    rows = ("Yatzil/443-555-0121", "Kofi Boateng/kofi@example.org", "Itandehui/@itandehui", "Oficina/410-555-0100")
    assert whys(*rows) == [("Yatzil", "contact"), ("Kofi Boateng", "contact"), ("Itandehui", "contact")]
    assert names("Enrolment/15.02.2019", "Ciclo/2026-2027") == []


@pytest.mark.parametrize(
    "heading", ["Participantes (4)", "Participants (4)", "4 members", "Contactos (4)", "Classmates 4"]
)
def test_all_names_below_a_counted_heading_are_found(heading: str) -> None:
    rows = (heading, "Kofi Boateng", "Yatzil", "Salón 12", "iPad", "Silenciar a todos")
    assert names(*rows) == ["Kofi Boateng", "Yatzil"]


def test_below_an_uncounted_heading_one_known_name_vouches_for_the_others() -> None:
    assert names("Enviar a…", "Maestra Elena", "Yatzil", "Papás de 2.º B") == ["Maestra Elena", "Yatzil"]
    assert names("Contactos", "Duobingo", "Candy Match", "Netflax") == []  # apps on a home screen


# ---------------------------------------------------------------- meetings


CONTROLS = [
    line(text, x, 1180, 18)
    for text, x in (("Silenciar", 20), ("Video", 180), ("Participantes", 320), ("Raise Hand", 540))
]


def test_names_on_the_tiles_of_a_meeting_are_found() -> None:
    tiles = [line("Luna", 40, 500), line("Kofi Boateng", 400, 500), line("Clase de 2.º B", 260, 90)]
    assert [(item.text, item.why) for item in found([*tiles, *CONTROLS])] == [
        ("Luna", "participant"),
        ("Kofi Boateng", "participant"),
    ]
    assert found(CONTROLS) == []


@pytest.mark.parametrize("note", ["(Host)", "(Me)", "(Yo)", "(Anfitrión)", "(anfitriona)", "(Guest)", "(moderator)"])
def test_a_note_of_a_meeting_tells_a_participant(note: str) -> None:
    assert whys(f"Yatzil {note}") == [("Yatzil", "participant")]


@pytest.mark.parametrize("tag", ["Guest", "Invitado", "Admin. del grupo", "Host"])
def test_a_tag_beside_a_name_tells_a_participant(tag: str) -> None:
    assert [(item.text, item.why) for item in found([line("Yatzil", 40), line(tag, 300)])] == [
        ("Yatzil", "participant")
    ]


def test_a_name_that_is_a_word_is_told_by_the_names_beside_it() -> None:
    row = [line("Mateo", 40), line("Sofía", 280), line("Luna", 520)]
    assert [item.text for item in found(row)] == ["Mateo", "Sofía", "Luna"]
    assert found([line("Luna", 40), line("Mercurio", 280), line("Tierra", 520)]) == []


# ---------------------------------------------------------------- screens without names


@pytest.mark.parametrize(
    "rows",
    [
        ("Ajustes", "Redes e Internet/Datos móviles, Wi-Fi", "Batería/82%", "Sonido y vibración/Volumen"),
        ("Settings", "Battery Saver/Will turn on at 40%", "Adaptive Battery", "Background app use"),
        ("Redes disponibles", "Casa-Luna", "Vecinos-5", "Tienda Sol", "Red-0100"),
        ("Apps", "Google Maps/Play Store · Updated Mar 2026", "Firefox/Play Store", "DuckDuckGo/Play Store"),
        (
            "PRINCIPAL",
            "Los Robles/El jueves son las fotos|9:10",
            "ParentSquare/1 mensaje nuevo|8:11",
            "Zoom/Su reunión|7:12",
        ),
        ("Materia|Nota", "Matemáticas|92", "Ciencias|88", "Educación física|95"),
        ("Teléfono|Mensajes", "Cámara|Fotos", "Clever|Zoom", "Reloj|Billetera"),
        ("Name", "Quantity", "Save"),
        ("Nombre/Cantidad", "Guardar"),
        ("Name:|Amount", "Save"),
        ("Su nombre", "Edad/Parentesco"),
    ],
)
def test_screens_without_names_are_not_asked_about(rows: tuple[str, ...]) -> None:
    assert names(*rows) == []


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (("Welcome, Ximena", "Bautista!"), ["Ximena Bautista"] * 2),
        (("¡Bienvenida, Luz", "del Carmen Soto! Tiene 2 avisos"), ["Luz del Carmen Soto"] * 2),
        (("María", "de la Cruz", "Bautista"), ["María de la Cruz Bautista"] * 3),
        (("Sra. Rosa de", "los Santos Cruz"), ["Sra. Rosa de los Santos Cruz"] * 2),
        (("Yaretzi", "Bautista"), ["Yaretzi Bautista"] * 2),
        (("Student: Ximena", "Xochicale (Grade 3)"), ["Ximena Xochicale"] * 2),
        (("Ana Ruiz", "Luz Soto", "Mateo Cruz"), ["Ana Ruiz", "Luz Soto", "Mateo Cruz"]),
        (("Ana Ruiz", "Xóchitl Soto"), ["Ana Ruiz", "Xóchitl Soto"]),
        (("Hola, Ana", "Traiga su libreta"), ["Ana"]),
        (("Hola, Ana.", "Bautista"), ["Ana"]),
        (("Sra. Rosa", "Los Robles"), ["Sra. Rosa"]),
        (("DeShawn", "Ángel"), ["DeShawn"]),
        (("Ximena", "Gracias"), ["Ximena"]),
    ],
)
def test_a_name_over_lines_comes_whole_for_each_of_them(rows: tuple[str, ...], names: list[str]) -> None:
    lines = [line(row, y=300 + 34 * number) for number, row in enumerate(rows)]
    items = found(lines)
    assert [item.text for item in items] == names
    assert all(find_exact_matches(item.text, lines) for item in items)
    assert len({item.box for item in items}) == len(items)


def test_a_name_that_is_there_twice_comes_twice_in_reading_order() -> None:
    items = found(screen("Hola, Ana", "Gracias, Emily", "Ana te invita"))
    assert [item.text for item in items] == ["Ana", "Emily", "Ana"]
    assert items[0].box.y < items[1].box.y < items[2].box.y

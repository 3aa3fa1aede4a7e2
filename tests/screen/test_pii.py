"""What counts as private, by form, by label, and by a roster of invented names."""

from __future__ import annotations

import pytest

from annotator.model import Box, TextLine
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.screen.pii import find_pii
from tests.helpers.bracketed import read_kinds

NAMES = ("Ana García López", "Hernández Cruz, José Luis", "Luz del Mar", "Yaretzi")
MATCHER = Matcher(Privacy(NAMES, phones=("410-555-0100",)))


def line(text: str, x: int = 0, y: int = 0) -> TextLine:
    return TextLine(text, Box(x, y, 10 * len(text), 20), 0.99, tuple(x + 10 * n for n in range(len(text) + 1)))


def covered(text: str) -> list[tuple[str, str]]:
    found = find_pii([line(text)], MATCHER)
    return [(text[item.box.x // 10 : item.box.right // 10].strip(), item.kind) for item in found]


PRIVATE = {
    "email": (
        "[familia@example.org]|Write to [ana.g @example.org] today|[luna@exam…]|[mariaegmail.com]|"
        "[luna(at)example.org]|[luna arroba example.org]|[luna@gmail,com]|[berta.tovar.famili…]|"
        "[berta.tovar.famili..]"
    ),
    "phone": (
        "[410-555-0123]|Call [(410) 555-0123] now|[+52 55 5550 1234]|[4105550123]|[555-0123]|[4l0-555-O123]|"
        "[443–555–0127]|[951 555 01 62]|[951-555-01-62]|[55 55 55 01 62]|[951 55 50162]|[(55) 5555 0162]|"
        "[(502) 5555-0162]|[044 55 5555 0162]|[443/555/0162]|[443 555 0162 ext. 22]|[+1 323-555-0176,,62204518#]|"
        "[555 0162]|https://wa.me/[5219515550162]|[951 51 5 01 62]|[(951) 51 5 01 62]|[55-1355-01-62]|"
        "[443 - 555 - 0162]|[443•555•0162]"
    ),
    "meeting": (
        "Meeting ID: [555 0100 200]|ID de reunión: [823 5550 1002]|https://zoom.us/j/[5550100200?pwd=abc]|"
        "Passcode: [x7Yq2P]|Código de acceso: [4432]|Class code: [ab3xk9q]|Wi-Fi password: [school2026]|"
        "Su código de verificación es [482913]|Contraseña del wifi: [robles2026]|[abc-defg-hij]|"
        "Join with code [w7rkq2x]|Código de Classroom [w7rkq2x]|NIP: [4471]|Id. de reunión: [267 415 038 92]|"
        "Phone conference ID: [622 045 18#]|Id. de conferencia telefónica: [622 045 18#]|"
        "https://classroom.google.com/c/[NzE2?cjc=w7rkq2x]|https://chat.whatsapp.com/[Ab12Cd34]|"
        "[445901] es tu código de verificación|Use [445-901] as your code|Your code is [445901]"
    ),
    "student-id": (
        "Student ID: [004512]|Matrícula [20231234]|[S-004512]|Número de comedor [48213]|PIN del almuerzo: [4821]|"
        "Código de cafetería: [55231]|Clave del alumno: [7731]|N.º de alumno: [20319]|Lunch #[48213]|Meal PIN [4821]|"
        "ID: [20319]|Usuario: [mrobles]|User name: [mrobles31]|No. de control: [19161234]|Student No. [2041187]|"
        "PowerSchool ID: [884471]|ID de la familia: [88123]|Matrícula escolar [2041187]|Boleta: [2041187]|"
        "[CUPM160214MOCRRR08]|[555-12-3456]|CUI: [2987 55501 0101]"
    ),
    "name": (
        "[Ana García]|[García López, Ana]|[ANA GARCIA LOPEZ]|[Ana G.]|[A. García]|[Hernández, J.]|[Ana]|Hola [Ana]|"
        "[Ana García's] iPhone|[Luz del Mar]|[García]: ¿Cuándo empieza la clase de hoy?|"
        "[Yaretzi] joined the meeting now"
    ),
}


@pytest.mark.parametrize(("text", "part", "kind"), read_kinds(PRIVATE))
def test_private_texts(text: str, part: str, kind: str) -> None:
    assert covered(text) == [(part, kind)]


PUBLIC = (
    "10:24|82%|2025-2026|2026-11-24|24/11/2026|9:00 - 10:30|Page 1 of 12|Room 204|$1,250.00|"
    "Zoom 6.2.5 (4567)|192.168.1.10|21.5 GB of 64 GB|410-555-0100|+1 (410) 555-0100|"
    "Forgot your password?|Enter your passcode|Code of conduct|Meeting ID|Apague la luz de la sala ahora|"
    "Sra. Luna|Escuela Los Robles|555-0100|Zoom © 2026|Meet @ 3pm in room 12|Password is incorrect|"
    "La contraseña es obligatoria|Zip code: 21224|CP 21224|Error code: 5003|one-time-use code|"
    "Usuario o correo electrónico|ID: se requiere|School: Los Robles|Lunch 11:30-12:15|Grade point 3.75|"
    "Bus 14|Code 24, page 3|Password: required|Código de vestimenta: azul|PIN: 4 dígitos|192.168.10.20|"
    "losrobles.example.org/ayu…|24 11 2026|Ciclo 2025 2026|https://wa.me/4105550100|Cargando..."
)


@pytest.mark.parametrize("text", PUBLIC.split("|"))
def test_other_texts_stay(text: str) -> None:
    assert covered(text) == []


def test_values_beside_and_under_their_labels() -> None:
    found = find_pii(
        [
            line("Meeting ID", 10, 10),
            line("555 010", 10, 45),
            line("Passcode", 10, 80),
            line("443211", 200, 80),
            line("Student ID", 10, 120),
            line("A4512", 12, 150),
            line("9:41", 200, 10),
            line("Join", 10, 190),
            line("Código de acceso de la reunión", 10, 300),
            line("778899", 10, 330),
        ]
    )
    assert [(item.box.x, item.box.y, item.kind) for item in found] == [
        (10, 45, "meeting"),
        (200, 80, "meeting"),
        (12, 150, "student-id"),
        (10, 330, "meeting"),
    ]


def test_a_password_or_user_name_that_is_a_word() -> None:
    for label, value in (
        ("Passcode", "rio-verde"),
        ("Contraseña", "tortuga"),
        ("Password", "BlueRiver"),
        ("Usuario", "mrobles"),
    ):
        assert [item.box.y for item in find_pii([line(label, 10, 10), line(value, 10, 45)])] == [45], value
    for label, value in (
        ("Password", "Show"),
        ("Contraseña", "mostrar"),
        ("Username", "username"),
        ("Usuario", "ENTRAR"),
    ):
        assert find_pii([line(label, 10, 10), line(value, 10, 45)]) == (), value


def test_a_card_number_in_groups_beside_its_label() -> None:
    found = find_pii([line("Library card", 10, 10), line("2 1150 00483 7719", 300, 10)])
    assert [item.box.x for item in found] == [300]


def test_a_column_under_its_heading() -> None:
    rows = [("Username", "Room"), ("arobles31", "204"), ("mluna31", "118"), ("tvera31", "12B")]
    texts = [
        line(text, 10 + 300 * column, 40 * row) for row, cells in enumerate(rows) for column, text in enumerate(cells)
    ]
    found = find_pii(texts)
    assert [(item.box.x, item.box.y, item.kind) for item in found] == [(10, y, "student-id") for y in (40, 80, 120)]


def test_prices_dates_and_years_are_no_values_of_a_label() -> None:
    for text in ("$12.50", "12.50", "9:41", "82%", "2026-2027", "24.11.2026", "3rd", "12-14"):
        assert find_pii([line("Student ID", 10, 10), line(text, 10, 40)]) == (), text


def lines(*texts: str) -> list[tuple[str, str]]:
    """What is covered on consecutive lines, as (part, kind)."""
    found = find_pii([line(text, 0, 26 * row) for row, text in enumerate(texts)], MATCHER)
    return [(texts[item.box.y // 26][item.box.x // 10 : item.box.right // 10].strip(), item.kind) for item in found]


@pytest.mark.parametrize(
    ("texts", "parts", "kind"),
    [
        (("Mi teléfono es 443 555", "0148 y mi correo"), ("443 555", "0148"), "phone"),
        (("Mi número es 951 555 01", "62 desde hoy"), ("951 555 01", "62"), "phone"),
        (("Call 443-555-", "0149 or write"), ("443-555-", "0149"), "phone"),
        (("Call +1 443", "555-0149 or write"), ("+1 443", "555-0149"), "phone"),
        (("familia.vera@", "example.org por favor"), ("familia.vera@", "example.org"), "email"),
        (("Escriba a familia.vera", "@example.org antes"), ("familia.vera", "@example.org"), "email"),
        (("familia.vera@example", ".org antes"), ("familia.vera@example", ".org"), "email"),
        (("https://zoom.us/j/", "5550102003?pwd=QmFzZTY0dG", "x8"), ("5550102003?pwd=QmFzZTY0dG", "x8"), "meeting"),
        (("The link is https://zoom.us/j/55501", "02003?pwd=Qm today"), ("55501", "02003?pwd=Qm"), "meeting"),
        (("La reunión: meet.google.com/", "abc-defg-hij"), ("abc-defg-hij",), "meeting"),
        (("Su código de verificación es", "482913 no lo dé"), ("482913",), "meeting"),
        (("Soy la mamá de la niña Ana", "García y escribo"), ("Ana", "García"), "name"),
    ],
)
def test_what_is_broken_at_the_end_of_a_line(texts: tuple[str, ...], parts: tuple[str, ...], kind: str) -> None:
    assert lines(*texts) == [(part, kind) for part in parts]


def test_lines_that_end_and_begin_with_something_else() -> None:
    assert lines("Room 204", "443 555 0148") == [("443 555 0148", "phone")]
    assert lines("ana@example.org", "or call") == [("ana@example.org", "email")]
    assert lines("Call the school at 410-555-", "0100 today") == []
    assert lines("Contraseña:", "Mostrar contraseña") == []
    assert lines("@paulina", "Gran día con las flores") == []
    assert lines("Total 2026", "2027 555") == []
    assert lines("Pay 443", "555 people", "0148") == []


def test_without_a_roster_no_name_is_known() -> None:
    assert find_pii([line("Ana García")]) == ()

"""What counts as private, by form, by label, and by a roster of invented names."""

from __future__ import annotations

import pytest

from annotator.model import Box, TextLine
from annotator.privacy.matcher import Matcher, Privacy
from annotator.screen.pii import find_pii

NAMES = ("Ana García López", "Hernández Cruz, José Luis", "Luz del Mar", "Yaretzi")
MATCHER = Matcher(Privacy(NAMES, phones=("410-555-0100",)))


def line(text: str, x: int = 0, y: int = 0) -> TextLine:
    return TextLine(text, Box(x, y, 10 * len(text), 20), 0.99, tuple(x + 10 * n for n in range(len(text) + 1)))


def covered(text: str) -> list[tuple[str, str]]:
    found = find_pii([line(text)], MATCHER)
    return [(text[item.box.x // 10 : item.box.right // 10].strip(), item.kind) for item in found]


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("familia@example.org", "familia@example.org", "email"),
        ("Write to ana.g @example.org today", "ana.g @example.org", "email"),
        ("luna@exam…", "luna@exam…", "email"),
        ("410-555-0123", "410-555-0123", "phone"),
        ("Call (410) 555-0123 now", "(410) 555-0123", "phone"),
        ("+52 55 5550 1234", "+52 55 5550 1234", "phone"),
        ("4105550123", "4105550123", "phone"),
        ("555-0123", "555-0123", "phone"),
        ("Meeting ID: 555 0100 200", "555 0100 200", "meeting"),
        ("ID de reunión: 823 5550 1002", "823 5550 1002", "meeting"),
        ("https://zoom.us/j/5550100200?pwd=abc", "5550100200?pwd=abc", "meeting"),
        ("Passcode: x7Yq2P", "x7Yq2P", "meeting"),
        ("Código de acceso: 4432", "4432", "meeting"),
        ("Class code: ab3xk9q", "ab3xk9q", "meeting"),
        ("Wi-Fi password: school2026", "school2026", "meeting"),
        ("Student ID: 004512", "004512", "student-id"),
        ("Matrícula 20231234", "20231234", "student-id"),
        ("S-004512", "S-004512", "student-id"),
        ("Número de comedor 48213", "48213", "student-id"),
        ("PIN del almuerzo: 4821", "4821", "student-id"),
        ("Código de cafetería: 55231", "55231", "student-id"),
        ("Clave del alumno: 7731", "7731", "student-id"),
        ("N.º de alumno: 20319", "20319", "student-id"),
        ("Lunch #48213", "48213", "student-id"),
        ("Meal PIN 4821", "4821", "student-id"),
        ("ID: 20319", "20319", "student-id"),
        ("Usuario: mrobles", "mrobles", "student-id"),
        ("User name: mrobles31", "mrobles31", "student-id"),
        ("Su código de verificación es 482913", "482913", "meeting"),
        ("Contraseña del wifi: robles2026", "robles2026", "meeting"),
        ("mariaegmail.com", "mariaegmail.com", "email"),
        ("4l0-555-O123", "4l0-555-O123", "phone"),
        ("443–555–0127", "443–555–0127", "phone"),
        ("abc-defg-hij", "abc-defg-hij", "meeting"),
        ("Ana García", "Ana García", "name"),
        ("García López, Ana", "García López, Ana", "name"),
        ("ANA GARCIA LOPEZ", "ANA GARCIA LOPEZ", "name"),
        ("Ana G.", "Ana G.", "name"),
        ("A. García", "A. García", "name"),
        ("Hernández, J.", "Hernández, J.", "name"),
        ("Ana", "Ana", "name"),
        ("Hola Ana", "Ana", "name"),
        ("Ana García's iPhone", "Ana García's", "name"),
        ("Luz del Mar", "Luz del Mar", "name"),
        ("García: ¿Cuándo empieza la clase de hoy?", "García", "name"),
        ("Yaretzi joined the meeting now", "Yaretzi", "name"),
        # numbers as they are grouped in Mexico, Guatemala and El Salvador, with what is dialled after them
        ("951 555 01 62", "951 555 01 62", "phone"),
        ("951-555-01-62", "951-555-01-62", "phone"),
        ("55 55 55 01 62", "55 55 55 01 62", "phone"),
        ("951 55 50162", "951 55 50162", "phone"),
        ("(55) 5555 0162", "(55) 5555 0162", "phone"),
        ("(502) 5555-0162", "(502) 5555-0162", "phone"),
        ("044 55 5555 0162", "044 55 5555 0162", "phone"),
        ("443/555/0162", "443/555/0162", "phone"),
        ("443 555 0162 ext. 22", "443 555 0162 ext. 22", "phone"),
        ("+1 323-555-0176,,62204518#", "+1 323-555-0176,,62204518#", "phone"),
        ("555 0162", "555 0162", "phone"),
        ("https://wa.me/5219515550162", "5219515550162", "phone"),
        ("951 51 5 01 62", "951 51 5 01 62", "phone"),
        ("(951) 51 5 01 62", "(951) 51 5 01 62", "phone"),
        ("55-1355-01-62", "55-1355-01-62", "phone"),
        ("443 - 555 - 0162", "443 - 555 - 0162", "phone"),
        ("443•555•0162", "443•555•0162", "phone"),
        # meetings and codes
        ("Join with code w7rkq2x", "w7rkq2x", "meeting"),
        ("Código de Classroom w7rkq2x", "w7rkq2x", "meeting"),
        ("NIP: 4471", "4471", "meeting"),
        ("Id. de reunión: 267 415 038 92", "267 415 038 92", "meeting"),
        ("Phone conference ID: 622 045 18#", "622 045 18#", "meeting"),
        ("Id. de conferencia telefónica: 622 045 18#", "622 045 18#", "meeting"),
        ("https://classroom.google.com/c/NzE2?cjc=w7rkq2x", "NzE2?cjc=w7rkq2x", "meeting"),
        ("https://chat.whatsapp.com/Ab12Cd34", "Ab12Cd34", "meeting"),
        ("445901 es tu código de verificación", "445901", "meeting"),
        ("Use 445-901 as your code", "445-901", "meeting"),
        ("Your code is 445901", "445901", "meeting"),
        # numbers of persons
        ("No. de control: 19161234", "19161234", "student-id"),
        ("Student No. 2041187", "2041187", "student-id"),
        ("PowerSchool ID: 884471", "884471", "student-id"),
        ("ID de la familia: 88123", "88123", "student-id"),
        ("Matrícula escolar 2041187", "2041187", "student-id"),
        ("Boleta: 2041187", "2041187", "student-id"),
        ("CUPM160214MOCRRR08", "CUPM160214MOCRRR08", "student-id"),
        ("555-12-3456", "555-12-3456", "student-id"),
        ("CUI: 2987 55501 0101", "2987 55501 0101", "student-id"),
        # addresses that are spelt out, misread, or cut off before their sign
        ("luna(at)example.org", "luna(at)example.org", "email"),
        ("luna arroba example.org", "luna arroba example.org", "email"),
        ("luna@gmail,com", "luna@gmail,com", "email"),
        ("berta.tovar.famili…", "berta.tovar.famili…", "email"),
        ("berta.tovar.famili..", "berta.tovar.famili..", "email"),
    ],
)
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

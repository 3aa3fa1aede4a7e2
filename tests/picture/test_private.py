"""What counts as private, by form, by label, and by a roster of invented names."""

from __future__ import annotations

import pytest

from annotator.model import Box, TextLine
from annotator.picture.private import private

NAMES = ["Ana García López", "Hernández Cruz, José Luis", "Luz del Mar", "Yaretzi"]


def line(text: str, x: int = 0, y: int = 0) -> TextLine:
    return TextLine(text, Box(x, y, 10 * len(text), 20), 0.99, tuple(x + 10 * n for n in range(len(text) + 1)))


def covered(text: str) -> list[tuple[str, str]]:
    found = private([line(text)], names=NAMES, allowed_phones=["410-555-0100"])
    return [(text[item.box.x // 10 : item.box.right // 10], item.kind) for item in found]


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
    ],
)
def test_private_texts(text: str, part: str, kind: str) -> None:
    assert covered(text) == [(part, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "10:24",
        "82%",
        "2025-2026",
        "2026-11-24",
        "24/11/2026",
        "9:00 - 10:30",
        "Page 1 of 12",
        "Room 204",
        "$1,250.00",
        "Zoom 6.2.5 (4567)",
        "192.168.1.10",
        "21.5 GB of 64 GB",
        "410-555-0100",
        "+1 (410) 555-0100",
        "Forgot your password?",
        "Enter your passcode",
        "Code of conduct",
        "Meeting ID",
        "Apague la luz de la sala ahora",
        "Sra. Luna",
        "Escuela Los Robles",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert covered(text) == []


def test_values_beside_and_under_their_labels() -> None:
    found = private(
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


def test_without_a_roster_no_name_is_known() -> None:
    assert private([line("Ana García")]) == ()

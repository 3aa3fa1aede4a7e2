"""Codes by form and by label, as OCR reads them."""

from __future__ import annotations

import pytest

from annotator.privacy.code_labels import label_kind
from annotator.privacy.codes import find_codes, find_numbers, is_code, is_password, last_digits

NOTHING: frozenset[str] = frozenset()


def found(text: str, allowed: frozenset[str] = NOTHING) -> set[tuple[str, str]]:
    return {(text[code.start : code.end], code.kind) for code in find_codes(text, allowed)}


@pytest.mark.parametrize("at", ["@", "©", "®"])
def test_an_address_with_its_at_sign_misread(at: str) -> None:
    assert (f"ana{at}example.org", "email") in found(f"Escriba a ana{at}example.org")


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("Llame al 410-555-0100", "410-555-0100", "phone"),
        ("Meeting ID: 555 0100 0199", "555 0100 0199", "meeting"),
        ("Contraseña: luna7", "luna7", "meeting"),
        ("482913 is your code", "482913", "meeting"),
        ("Student ID 40012", "40012", "student-id"),
    ],
)
def test_codes(text: str, code: str, kind: str) -> None:
    assert (code, kind) in found(text)


def test_a_number_of_the_school_may_be_seen_in_any_spelling() -> None:
    allowed = frozenset({last_digits("+1 410 555 0100")})
    assert not found("(410) 555-0100", allowed)
    assert not list(find_numbers("555-0100", allowed))
    assert found("(410) 555-0199", allowed)


@pytest.mark.parametrize("text", ["12:30", "50%", "$4.50", "2025-2026", "3rd", "Entrar"])
def test_what_is_no_code(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize("text", ["482913", "4 8 2 9 1 3", "4 8 2 9", "0 0 1 2 3 4 5 6 "])
def test_what_may_be_a_code(text: str) -> None:
    assert is_code(text)


def test_labels_and_passwords() -> None:
    assert label_kind("ID de la reunión") == "meeting"
    assert label_kind("Número de estudiante") == "student-id"
    assert label_kind("Entrar a la clase con el código de la maestra de su hijo") is None
    assert is_password("luna7sol")
    assert not is_password("Mostrar")


def test_invisible_characters_hide_no_code() -> None:
    text = "Escriba a ro\u00adsa\u200b@example\u2060.org"
    (code,) = find_codes(text, frozenset())
    assert (code.kind, text[code.start : code.end]) == ("email", "ro\u00adsa\u200b@example\u2060.org")

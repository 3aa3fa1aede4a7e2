"""What has the form of a name, and how strong the evidence is."""

from __future__ import annotations

import pytest

from annotator.privacy import DISTINCTIVE_SURNAMES, GIVEN_NAMES, SURNAMES
from annotator.screen.names.name_cues import INTERFACE_WORDS, PUBLIC_FIGURES
from annotator.screen.names.name_form import Evidence, parse_name_at, parse_whole_name


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        ("Mateo", "Mateo", Evidence.PERSON),
        ("Sra. Rivera", "Sra. Rivera", Evidence.PERSON),
        ("PÉREZ SOTO, ANA", "PÉREZ SOTO, ANA", Evidence.PERSON),
        ("Luna", "Luna", Evidence.NAME),
        ("Tenzin Dolma", "Tenzin Dolma", Evidence.WORDS),
        ("Pushpam", "Pushpam", Evidence.WORD),
        ("Ana Ruiz (Host)", "Ana Ruiz", Evidence.PERSON),
    ],
)
def test_whole_names(text: str, name: str, evidence: Evidence) -> None:
    found = parse_whole_name(text)
    assert found is not None
    assert (text[found.start : found.end], found.evidence) == (name, evidence)


@pytest.mark.parametrize(
    "text",
    ["Entrar", "mateo", "LTE", "Dropbox", "Los Robles", "Francisco I. Madero", "12:30", "Ana entra a clase"],
)
def test_what_is_no_name(text: str) -> None:
    assert parse_whole_name(text) is None


def test_a_name_at_the_start_of_a_text() -> None:
    found = parse_name_at("Ana Ruiz te invita", 0)
    assert found is not None
    assert (found.start, found.end) == (0, 8)


def test_the_lists_do_not_contradict_one_another() -> None:
    assert DISTINCTIVE_SURNAMES <= SURNAMES
    assert not INTERFACE_WORDS & (GIVEN_NAMES | SURNAMES)
    assert all(name == name.casefold() for name in GIVEN_NAMES | SURNAMES | INTERFACE_WORDS | PUBLIC_FIGURES)

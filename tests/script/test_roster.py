"""The list of names is read as people paste it, and what isn't understood is refused with its line."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.script.problems import BadValueError
from annotator.script.roster import MAX_NAMES, parse_roster
from tests.helpers.invisible import INVISIBLE

ANA, LUIS = "Ana García López", "Luis Peña"


@pytest.mark.parametrize(
    "text",
    [
        f"{ANA}\n\n  \n\t{LUIS}\t\n{ANA}\n",
        f"• {ANA}\n• {LUIS}",
        f"- {ANA}\n* {LUIS}\n– {LUIS}\n- [ ] {LUIS}",
        f"1. {ANA}\n2.\t{LUIS}",
        f"1) {ANA}\n(2) {LUIS}\n#3 {LUIS}\n4 {LUIS}\nb) {LUIS}",
        f"Name,Grade\n{ANA},3A\n{LUIS},Kinder\n",
        f"Nombre;Grado\n{ANA};3.º B\n{LUIS};tercero\n",
        f"N.º\tNombre del alumno\tTurno\n1\t{ANA}\tNoche\n2\t{LUIS}\tAlba\n",
        f"“{ANA}”\n'{LUIS}'\n\"{LUIS}\"\n",
        f"{ANA} (3A)\n{LUIS} [B]\n{LUIS} - 3.º B\n{LUIS}, 3\n{LUIS}\ttercero",
        f"\ufeff# 3A\n{ANA} <ana@example.org>\n# {MAX_NAMES} more\n{LUIS}",
        f"{ANA}\r{LUIS}\r",
        f"Alumnos:\r\n{ANA.replace(' ', chr(0xA0))}\r\n{LUIS}\r\n",
        *(f"{ANA[:6]}{each}{ANA[6:]}\n{each}{LUIS[:2]}{each}{LUIS[2:]}{each}" for each in INVISIBLE.values()),
    ],
)
def test_a_list_is_read_as_it_is_pasted(text: str) -> None:
    assert parse_roster(text) == (ANA, LUIS)
    assert parse_roster("\n".join(parse_roster(text))) == (ANA, LUIS), "as the editor writes it"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"García López, Ana",3A\nPeña, Luis, 3', ("García López, Ana", "Peña, Luis")),
        ("Apellidos,Nombre\nGarcía López,Ana\nPeña,Luis", ("García López Ana", "Peña Luis")),
        ("id;First name;Last name\n7;Ana;García", ("Ana García",)),
        ("Ana García, Luis Peña", ("Ana García, Luis Peña",)),
        ("Ana García (Anita)\nmateo07", ("Ana García Anita", "mateo")),
        ("Ana\u200bGarcía\nGAR\u200bCÍA", ("AnaGarcía", "Ana García", "GARCÍA", "GAR CÍA")),
        ("O’Neal, Sean\nAl-Sayed\nJosé Ma. de la Peña", ("O’Neal, Sean", "Al-Sayed", "José Ma. de la Peña")),
        ("김민준\nÞóra", ("김민준", "Þóra")),
        ("\n\u200b\n", ()),
    ],
)
def test_other_forms_of_names(text: str, names: tuple[str, ...]) -> None:
    assert parse_roster(text) == names


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("3A", "has no name."),
        ("Lista de alumnos de 3A", "reads like a heading."),
        ("Ana, Luis, Sol", "has several names."),
        ("Ana García López Ruiz, Luis Peña Sol Mar", "is too long for a name."),
        ("Mu?oz", "has a character that is in no name."),
        ("Garc¡a", "has a character that is in no name."),
        ("Mu\ufffdoz", "has a character that is in no name."),
        ("<li>Ana</li>", "has a character that is in no name."),
        ("MuÃ±oz", "has letters that were garbled when it was saved."),
        ("GarcÃ\xada", "has letters that were garbled when it was saved."),
        ("LÃ³pez", "has letters that were garbled when it was saved."),
        ("L\u00c3\u200b\u00b3pez", "has letters that were garbled when it was saved."),
        ("RaÃºl", "has letters that were garbled when it was saved."),
        ("ÃšRSULA", "has letters that were garbled when it was saved."),
        ('"Ana', "has a quote that is not closed, or has text behind it."),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line_and_without_its_name(line: str, what: str) -> None:
    with pytest.raises(BadValueError) as raised:
        parse_roster(f"Sol Mar\n\n{line}\n")
    assert raised.value.message == f"Line 3 of the list {what}"
    assert raised.value.remedy


def test_a_row_without_its_name_and_a_list_without_end_are_refused() -> None:
    with pytest.raises(BadValueError, match="Line 2 of the list has fewer values"):
        parse_roster("Grado,Nombre\n3\n")
    words = itertools.product(string.ascii_lowercase, repeat=4)
    with pytest.raises(BadValueError, match="more than 5,000 names"):
        parse_roster("\n".join("".join(word) for word in itertools.islice(words, MAX_NAMES + 1)))


@given(st.text(max_size=80))
def test_any_text_is_names_or_refused_and_reads_the_same_again(text: str) -> None:
    try:
        names = parse_roster(text)
    except BadValueError:
        return
    assert parse_roster("\n".join(names)) == names

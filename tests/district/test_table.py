"""Tables of schools as spreadsheet programs save them."""

from __future__ import annotations

import pytest

from annotator.district.schools import Row, find_mangled, split_table
from annotator.model import Problem
from annotator.script import BadValueError
from annotator.script.problems import ProblemLog

HEADING = "name,phone,languages\n"


def rows(data: bytes | str) -> tuple[Row, ...]:
    log = ProblemLog("schools.csv")
    found = split_table(data.encode() if isinstance(data, str) else data, log)
    assert log.problems() == ()
    return found


def mangled(values: dict[str, str]) -> tuple[Problem, ...]:
    log = ProblemLog("schools.csv")
    find_mangled(3, values, log)
    return log.problems()


def problems(data: str) -> list[str]:
    log = ProblemLog("schools.csv")
    split_table(data.encode(), log)
    return [str(problem) for problem in log.problems()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_format_is_read(encoding: str, delimiter: str, end: str) -> None:
    text = end.join(("name;phone", "Niño Jesús;410-555-0101", ";", "Río;")) + end
    found = rows(text.replace(";", delimiter).encode(encoding))
    assert found == (Row(2, {"name": "Niño Jesús", "phone": "410-555-0101"}), Row(4, {"name": "Río"}))


def test_a_row_has_the_line_it_begins_in() -> None:
    found = rows(HEADING + '"Los\nRobles",1,"es, en"\n\nOak Hill,2,en\n')
    assert [(row.line, row.values["name"]) for row in found] == [(2, "Los Robles"), (5, "Oak Hill")]
    assert found[0].values["languages"] == "es, en"


def test_the_first_line_may_be_written_in_any_case_and_below_empty_ones() -> None:
    (row,) = rows("\n\nName, Person-Languages ,WEBSITE\nA,es,https://a.example.org\n")
    assert row == Row(4, {"name": "A", "person_languages": "es", "website": "https://a.example.org"})


def test_a_wrong_column_stops_all_with_what_is_meant() -> None:
    (found,) = problems("name,phnoe\nA,1\n")
    assert found == 'schools.csv:1: "phnoe" is not a column here. Did you mean "phone"?'
    (found,) = problems("name,colour of the roof\nA,1\n")
    assert found.startswith('schools.csv:1: "colour of the roof" is not a column here. Take that column away, or give ')
    assert problems("name,Name\nA,1\n")[0].startswith('schools.csv:1: The column "Name" is there twice.')
    assert problems("school,phone\nA,1\n")[-1].startswith('schools.csv:1: There is no column "name".')


def test_a_row_with_too_many_values_is_a_problem_of_its_line_alone() -> None:
    log = ProblemLog("schools.csv")
    found = split_table(b"name,phone\nA,1,es,en\nB,2,,\n", log)
    assert [row.line for row in found] == [3]
    (problem,) = log.problems()
    assert (problem.line, problem.message) == (2, "The row has 4 values, but the first line has 2 columns.")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "It has no rows."),
        (b"PK\x03\x04 xlsx", "It is a workbook, not text."),
        (b"name\nA\x81\xff\n", "Its encoding is unknown: line 2 cannot be read."),
        (b"name\n\0\n", "It is not text."),
        (b"x" * 5_000_001, "The file is far too long."),
        (b'name\nA\n"B\nC\n', "The row in line 3 cannot be read."),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(BadValueError) as raised:
        split_table(data, ProblemLog("schools.csv"))
    assert raised.value.message == message
    assert raised.value.remedy


@pytest.mark.parametrize("value", ["#NAME?", "#¿NOMBRE?", "#REF!", "#¡VALOR!", "#DIV/0!", "#N/A", "########"])
def test_an_error_in_place_of_a_value_is_a_problem_in_any_column(value: str) -> None:
    (problem,) = mangled({"name": "A", "person": value})
    assert (problem.line, problem.level) == (3, "problem")
    assert problem.message == f"person: the spreadsheet program saved “{value}” in place of a value."
    assert problem.remedy


@pytest.mark.parametrize("value", ["4.10555E+09", "4,10555E+09", "1,5e10"])
def test_a_shortened_number_is_a_problem(value: str) -> None:
    (problem,) = mangled({"phone": value})
    assert (problem.message, problem.level) == (
        f"phone: “{value}” was shortened by the spreadsheet program.",
        "problem",
    )


@pytest.mark.parametrize("value", ["12/05/2026", "5/12/26", "31.12.2026", "2026-05-12"])
def test_a_date_in_place_of_a_phone_is_a_warning(value: str) -> None:
    (problem,) = mangled({"phone": value})
    assert (problem.message, problem.level) == (f"phone: “{value}” looks like a date.", "warning")


@pytest.mark.parametrize(
    "values",
    [
        {"phone": "410-555-0101"},
        {"phone": "+1 (410) 555-0101 ext. 4"},
        {"phone": "01.23.45.67.89"},
        {"phone": "44-55-6677"},
        {"phone": "555.0101"},
        {"phone": "#31#4105550101"},
        {"main": "#0B4F6C"},
        {"main": "#ABCDEF"},
        {"name": "Escuela #4"},
        {"name": "¿Quién? #1!"},
    ],
)
def test_what_people_write_is_left_alone(values: dict[str, str]) -> None:
    assert not mangled(values)

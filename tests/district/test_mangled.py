"""Values that a spreadsheet program has changed."""

from __future__ import annotations

import pytest

from annotator.district.mangled import find_mangled


@pytest.mark.parametrize("value", ["#NAME?", "#¿NOMBRE?", "#REF!", "#¡VALOR!", "#DIV/0!", "#N/A", "########"])
def test_an_error_in_place_of_a_value_is_a_problem_in_any_column(value: str) -> None:
    (problem,) = find_mangled(3, {"name": "A", "person": value})
    assert (problem.line, problem.level) == (3, "problem")
    assert problem.message == f"person: the spreadsheet program saved “{value}” in place of a value."
    assert problem.remedy


@pytest.mark.parametrize("value", ["4.10555E+09", "4,10555E+09", "1,5e10"])
def test_a_shortened_number_is_a_problem(value: str) -> None:
    (problem,) = find_mangled(3, {"phone": value})
    assert (problem.message, problem.level) == (
        f"phone: “{value}” was shortened by the spreadsheet program.",
        "problem",
    )


@pytest.mark.parametrize("value", ["12/05/2026", "5/12/26", "31.12.2026", "2026-05-12"])
def test_a_date_in_place_of_a_phone_is_a_warning(value: str) -> None:
    (problem,) = find_mangled(3, {"phone": value})
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
    assert not list(find_mangled(2, values))

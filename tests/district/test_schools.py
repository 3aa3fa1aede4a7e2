"""Tables of schools as spreadsheet programs save them; rows as schools; and problems with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.district.schools import COLUMNS, SchoolTable, read_schools
from annotator.district.spreadsheet import Row, find_mangled, split_table
from annotator.errors import ProblemsError
from annotator.model import Colors, Problem, VoiceChoice
from annotator.script import BadValueError, read_school
from annotator.script.problems import ProblemLog
from tests.helpers.districts import draw_logo, make_schools, write_school, write_table

FULL = {
    "name": "Escuela Río Bravo",
    "phone": "410-555-0101",
    "person": "Sra. Inés",
    "person_languages": "es,mix",
    "website": "https://rio.example.org",
    "logo": "logo.png",
    "photo": "pictures/photo.png",
    "main": "#0B4F6C",
    "accent": "#F2A541",
    "mark": "#C1121F",
    "languages": "es,en",
    "names": "names.txt",
    "whatsapp": "+1 410 555 0101",
    "pointer": "hand",
    "paper": "a4",
    "order": "get zoom,join-class",
}
HEADING = "name,phone,languages\n"


def read(folder: Path, *rows: dict[str, str]) -> SchoolTable:
    return read_schools(write_table(folder / "schools.csv", rows))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    draw_logo(tmp_path / "logo.png", "green")
    draw_logo(tmp_path / "pictures" / "photo.png", "brown")
    (tmp_path / "names.txt").write_text("Ana García\nLuis Peña\n", encoding="utf-8")
    return tmp_path


def test_a_row_is_the_school_that_a_file_with_the_same_values_is(folder: Path) -> None:
    table = read(folder, FULL)
    assert table.problems == ()
    (school,) = table.schools
    (folder / "beside").mkdir()
    expected, problems = read_school(
        write_school(folder / "beside", FULL).read_text(encoding="utf-8"), "school.toml", folder, ("pico",)
    )
    assert problems == ()
    assert school.given.school == expected
    assert expected.colors == Colors(main="#0B4F6C", accent="#F2A541", mark="#C1121F")
    assert expected.order == ("get zoom", "join-class")
    assert (school.line, school.slug, school.name) == (2, "escuela-rio-bravo", "Escuela Río Bravo")


def test_what_has_no_column_comes_from_the_file_beside_the_table_and_nothing_else(folder: Path) -> None:
    (folder / "school.toml").write_text(
        'name = "District"\nphone = "410-555-0000"\nmemo-clean = false\n[voices]\nes = "pico"\n[lexicon.es]\nZoom = "Sum"\n',
        encoding="utf-8",
    )
    school = read(folder, {"name": "Oak Hill"}).schools[0].given.school
    assert (school.name, school.phone, school.memo_clean) == ("Oak Hill", "", False)
    assert school.voices == (("es", VoiceChoice("pico")),)
    assert dict(school.lexicons)["es"] == (("Zoom", "Sum"),)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"phone": "?!"}, 'schools.csv:2: phone: "?!" has no letter and no digit.'),
        ({"phone": "4.10555E+09"}, "schools.csv:2: phone: “4.10555E+09” was shortened by the spreadsheet program."),
        (
            {"phone": "#¿NOMBRE?"},
            "schools.csv:2: phone: the spreadsheet program saved “#¿NOMBRE?” in place of a value.",
        ),
        (
            {"person_languages": "español"},
            'schools.csv:2: person_languages: "español" is not how a language is written.',
        ),
        ({"website": "rio.example"}, 'schools.csv:2: website: "rio.example" is not a web address.'),
        ({"logo": "lost.png"}, 'schools.csv:2: logo: there is no file "lost.png".'),
        ({"photo": "names.txt"}, 'schools.csv:2: photo: "names.txt" is not a picture.'),
        ({"main": "blue"}, 'schools.csv:2: main: "blue" is not a colour.'),
        (
            {"whatsapp": "410 555 0101"},
            'schools.csv:2: whatsapp: "410 555 0101" is not a phone number with its country.',
        ),
        ({"pointer": "finger"}, 'schools.csv:2: pointer: "finger" is not possible.'),
        ({"paper": "A3"}, 'schools.csv:2: paper: "A3" is not possible.'),
        ({"names": "lost.txt"}, 'schools.csv:2: names: there is no file "lost.txt".'),
        ({"consent": "lost.toml"}, 'schools.csv:2: consent: there is no file "lost.toml".'),
        ({"name": ""}, "schools.csv:2: name: this is empty."),
        ({"name": "Los Robles 🌳"}, "schools.csv:2: name: “🌳” is drawn on no card."),
    ],
)
def test_a_wrong_value_is_a_problem_of_its_line_and_stops_no_other_row(
    folder: Path, change: dict[str, str], message: str
) -> None:
    table = read(folder, {**FULL, **change}, {"name": "Oak Hill"})
    assert [school.name for school in table.schools] == ["Oak Hill"]
    (problem,) = table.problems
    assert str(problem).startswith(message)
    assert problem.remedy


def test_words_may_be_written_as_people_like(folder: Path) -> None:
    (school,) = read(folder, {**FULL, "paper": "Letter", "pointer": "HAND", "languages": "ES, EN"}).schools
    given = school.given.school
    assert (given.paper, given.pointer, given.languages) == ("letter", "hand", ("es", "en"))


def test_a_picture_that_cannot_be_opened_is_found_before_anything_is_made(folder: Path) -> None:
    (folder / "logo.png").write_bytes(b"\x89PNG damaged")
    (problem,) = read(folder, FULL).problems
    assert str(problem).startswith("schools.csv:2: logo: logo.png is not a picture")


def test_two_schools_never_share_a_folder(folder: Path) -> None:
    table = read(folder, {"name": "Los Robles"}, {"name": "LOS ROBLES!"}, {"name": "Los Robles (Norte)"})
    assert [school.slug for school in table.schools] == ["los-robles", "los-robles-norte"]
    (problem,) = table.problems
    assert problem.line == 3
    assert "line 2" in problem.message


def test_a_school_in_another_script_has_a_folder_that_stays(folder: Path) -> None:
    (first,) = read(folder, {"name": "Школа"}).schools
    assert first.slug.startswith("school-")
    again = read(folder, {"name": "Oak Hill"}, {"name": "Школа"}).schools[1]
    assert again.slug == first.slug


def test_a_consent_is_read_for_the_photo(folder: Path) -> None:
    (folder / "yes.toml").write_text(
        '["photo.png"]\nwho = "Sra. Inés"\nuse = ["website", "chat"]\nuntil = 2030-06-30\n', encoding="utf-8"
    )
    (school,) = read(folder, {**FULL, "consent": "yes.toml"}).schools
    assert school.given.consent_file == folder / "yes.toml"
    (folder / "yes.toml").write_text('["photo.png"]\nwho = 3\n', encoding="utf-8")
    table = read(folder, {**FULL, "consent": "yes.toml"})
    assert not table.schools
    assert table.problems[0].message.startswith("consent: yes.toml:")


def test_a_table_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    for path in (tmp_path / "lost.csv", tmp_path):
        with pytest.raises(ProblemsError):
            read_schools(path)
    (tmp_path / "schools.csv").write_text("nombre\nA\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as raised:
        read_schools(tmp_path / "schools.csv")
    assert 'There is no column "name".' in str(raised.value)


def test_a_table_without_schools_says_so(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("name\n\n", encoding="utf-8")
    table = read_schools(tmp_path / "schools.csv")
    assert [problem.message for problem in table.problems] == ["It lists no schools."]


def test_many_schools_are_read_in_order(tmp_path: Path) -> None:
    table = read(tmp_path, *make_schools(200))
    assert len(table.schools) == 200
    assert [school.line for school in table.schools] == list(range(2, 202))


def rows(data: bytes | str) -> tuple[Row, ...]:
    log = ProblemLog("schools.csv")
    found = split_table(data.encode() if isinstance(data, str) else data, COLUMNS, log)
    assert log.problems() == ()
    return found


def mangled(values: dict[str, str]) -> tuple[Problem, ...]:
    log = ProblemLog("schools.csv")
    find_mangled(3, values, log)
    return log.problems()


def problems(data: str) -> list[str]:
    log = ProblemLog("schools.csv")
    split_table(data.encode(), COLUMNS, log)
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
    found = split_table(b"name,phone\nA,1,es,en\nB,2,,\n", COLUMNS, log)
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
        split_table(data, COLUMNS, ProblemLog("schools.csv"))
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

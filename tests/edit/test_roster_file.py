"""The list of names is a file beside ``school.toml`` for the user alone, and ``school.toml`` keeps all else that is in it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from annotator.edit.school.roster_file import NAMES, read_roster, write_roster
from annotator.edit.school.school_store import SchoolChangedError, SchoolStore
from annotator.errors import AnnotatorError
from annotator.script import find_school
from annotator.voice import choose

SCHOOL = """# ours
name = "Los Robles"   # as on the door

# who answers
[help]
person = "Sra. Rosa"
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))


def make(folder: Path, school: str | None = SCHOOL, **files: str) -> SchoolStore:
    (folder / "t").mkdir()
    if school is not None:
        (folder / "school.toml").write_text(school, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return SchoolStore(folder, folder / "t")


def names_of(folder: Path) -> tuple[str, ...]:
    return find_school(folder / "t", choose.CHOICES)[0].names


def test_a_first_list_is_made_and_named(tmp_path: Path) -> None:
    store = make(tmp_path)
    empty = read_roster(store)
    assert (empty.names, empty.is_named, empty.path) == ((), False, tmp_path / NAMES)
    made = write_roster(store, " Ana García \n\nRuiz Soto, Marta\r\nAna García\n", empty.version)
    assert made.names == ("Ana García", "Ruiz Soto, Marta") == names_of(tmp_path)
    assert (tmp_path / NAMES).read_text(encoding="utf-8") == "Ana García\nRuiz Soto, Marta\n"
    assert stat.S_IMODE((tmp_path / NAMES).stat().st_mode) == 0o600
    school = (tmp_path / "school.toml").read_text(encoding="utf-8")
    assert [line for line in school.splitlines() if "names" not in line] == SCHOOL.splitlines()


def test_a_list_is_made_without_a_school(tmp_path: Path) -> None:
    store = make(tmp_path, None)
    write_roster(store, "Ana García", read_roster(store).version)
    assert names_of(tmp_path) == ("Ana García",)


def test_a_list_that_is_there_is_changed_where_it_is(tmp_path: Path) -> None:
    school = f'names = "list.txt"  # everybody\n{SCHOOL}'
    store = make(tmp_path, school, list="Ana García\nLuis Ríos\n")
    roster = read_roster(store)
    assert (roster.names, roster.is_named) == (("Ana García", "Luis Ríos"), True)
    write_roster(store, "Luis Ríos\n", roster.version)
    assert names_of(tmp_path) == ("Luis Ríos",)
    assert (tmp_path / "school.toml").read_text(encoding="utf-8") == school
    assert not (tmp_path / NAMES).exists()


def test_an_emptied_list_holds_no_name_and_is_not_used(tmp_path: Path) -> None:
    store = make(tmp_path, f'names = "names.txt"\n{SCHOOL}', names="Ana García\n")
    emptied = write_roster(store, "\n", read_roster(store).version)
    assert (emptied.names, emptied.is_named) == ((), False)
    assert (tmp_path / NAMES).read_bytes() == b""
    assert emptied.previous_names == ("Ana García",)
    assert stat.S_IMODE((tmp_path / "names-before.txt").stat().st_mode) == 0o600
    again = write_roster(store, "", emptied.version)
    assert again.previous_names == ("Ana García",), "an empty list is none to go back to"
    back = write_roster(store, "\n".join(again.previous_names), again.version)
    assert back.names == ("Ana García",) == names_of(tmp_path)
    assert find_school(tmp_path / "t", choose.CHOICES)[1] == ()


def test_a_list_changed_by_another_is_not_overwritten(tmp_path: Path) -> None:
    store = make(tmp_path, f'names = "names.txt"\n{SCHOOL}', names="Ana García\n")
    seen = read_roster(store).version
    (tmp_path / NAMES).write_text("Luis Ríos\n", encoding="utf-8")
    with pytest.raises(SchoolChangedError):
        write_roster(store, "Marta Ruiz", seen)
    assert names_of(tmp_path) == ("Luis Ríos",)


@pytest.mark.parametrize("named", ["../outside.txt", "../../etc/passwd", "school.toml", "link.txt", ".bashrc"])
def test_no_other_file_is_read_or_written(tmp_path: Path, named: str) -> None:
    (tmp_path / "outside.txt").write_text("secret\n", encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    store = make(inner, f'names = "{named}"\n')
    (inner / ".bashrc").write_text("secret\n", encoding="utf-8")
    (inner / "link.txt").symlink_to(tmp_path / "outside.txt")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for ask in (lambda: read_roster(store), lambda: write_roster(store, "Ana", "")):
        with pytest.raises(AnnotatorError):
            ask()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_no_list_is_kept_where_a_link_leads(tmp_path: Path) -> None:
    store = make(tmp_path, f'names = "names.txt"\n{SCHOOL}', names="Ana García\n")
    (tmp_path / "outside.txt").write_text("Luis Ríos\n", encoding="utf-8")
    (tmp_path / "names-before.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(AnnotatorError):
        write_roster(store, "", "")
    assert (tmp_path / "outside.txt").read_text(encoding="utf-8") == "Luis Ríos\n"


def test_what_is_pasted_is_read_as_a_file_is(tmp_path: Path) -> None:
    store = make(tmp_path)
    made = write_roster(store, "Nombre\tGrado\n1. Ana Gar\u00adcía\t3A\n“Luis Ríos”\t4\n", read_roster(store).version)
    assert made.names == ("Ana García", "Luis Ríos") == names_of(tmp_path)
    (tmp_path / NAMES).write_bytes("• Ana García\r• Luis Ríos\r".encode("utf-16"))
    assert read_roster(store).names == ("Ana García", "Luis Ríos")


def test_a_school_that_cannot_be_read_is_not_changed(tmp_path: Path) -> None:
    store = make(tmp_path, "name = \n")
    with pytest.raises(AnnotatorError):
        read_roster(store)

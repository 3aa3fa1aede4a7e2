"""A pack for a given school: made, left as it is, and put in place from elsewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.errors import OutputError
from annotator.model import School
from annotator.pack.build import build, find_unchanged, install, place_of
from annotator.pack.options import Options
from annotator.pack.planned_build import BuildResult
from annotator.script import GivenSchool
from tests.helpers.districts import files_of, make_tutorial

ROBLES = GivenSchool(School(name="Los Robles", phone="410-555-0101"))
OAKS = GivenSchool(School(name="Oak Hill", phone="410-555-0102"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "school.toml").write_text('name = "Around"\nphone = "410-555-0000"\n', encoding="utf-8")
    return make_tutorial(tmp_path / "zoom", ["es"])


def messages(tmp_path: Path) -> Options:
    return Options(output=tmp_path / "packs", kinds=("message",))


def message(built: BuildResult) -> str:
    return (built.pack / "es" / "message.txt").read_text(encoding="utf-8")


def test_a_given_school_takes_the_place_of_the_file_around(folder: Path, tmp_path: Path, cache: Cache) -> None:
    assert "410-555-0000" in message(build(folder, messages(tmp_path), cache=cache))
    built = build(folder, messages(tmp_path), cache=cache, given=ROBLES)
    assert not built.unchanged
    assert "410-555-0101" in message(built)
    assert "410-555-0000" not in message(built)
    assert build(folder, messages(tmp_path), cache=cache, given=ROBLES).unchanged


def test_a_pack_is_unchanged_for_its_own_school_alone(folder: Path, tmp_path: Path, cache: Cache) -> None:
    options = messages(tmp_path)
    assert find_unchanged(folder, options, cache, given=ROBLES) is None
    assert not options.output.exists()
    build(folder, options, cache=cache, given=ROBLES)
    found = find_unchanged(folder, options, cache, given=ROBLES)
    assert found is not None
    assert found.unchanged
    assert find_unchanged(folder, options, cache, given=OAKS) is None
    (folder / "tutorial.md").write_text("# es: Nada\n", encoding="utf-8")
    assert find_unchanged(folder, options, cache, given=ROBLES) is None
    (folder / "tutorial.md").unlink()
    assert find_unchanged(folder, options, cache, given=ROBLES) is None


def test_a_place_that_is_taken_is_refused_before_anything_is_made(folder: Path, tmp_path: Path, cache: Cache) -> None:
    options = messages(tmp_path)
    place_of(folder, options).mkdir(parents=True)
    (place_of(folder, options) / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError):
        find_unchanged(folder, options, cache, given=ROBLES)


def test_a_pack_from_another_computer_is_as_if_it_was_made_here(folder: Path, tmp_path: Path, cache: Cache) -> None:
    away = Options(output=tmp_path / "away", kinds=("message",))
    made = build(folder, away, cache=Cache(tmp_path / "its cache"), given=ROBLES)
    here = messages(tmp_path)
    build(folder, here, cache=cache, given=OAKS)
    (place_of(folder, here) / "note.txt").write_text("mine", encoding="utf-8")
    installed = install(made.pack, folder, here, cache, given=ROBLES, notes=made.notes)
    assert installed.pack == place_of(folder, here)
    assert {**files_of(made.pack), "note.txt": b"mine"} == files_of(installed.pack)
    assert find_unchanged(folder, here, cache, given=ROBLES) is not None
    assert installed.manifest == json.loads((made.pack / "pack.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("damage", ["es/message.txt", "pack.json"])
def test_a_pack_that_arrived_damaged_is_not_put_in_place(
    folder: Path, tmp_path: Path, cache: Cache, damage: str
) -> None:
    away = Options(output=tmp_path / "away", kinds=("message",))
    made = build(folder, away, cache=Cache(tmp_path / "its cache"), given=ROBLES)
    here = messages(tmp_path)
    for harm in (lambda path: path.write_bytes(b"{}"), lambda path: path.unlink()):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(made.pack, copy)
        harm(copy / damage)
        with pytest.raises(OutputError, match="not whole"):
            install(copy, folder, here, cache, given=ROBLES)
    assert not place_of(folder, here).exists()

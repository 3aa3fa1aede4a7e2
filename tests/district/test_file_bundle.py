"""Tutorials and schools on their way to another computer."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest

from annotator.district.cluster import file_bundle
from annotator.district.cluster.file_bundle import FileBundle, SchoolBundle, TutorialBundle
from annotator.district.schools import DistrictSchool, read_schools
from annotator.errors import ProblemsError
from tests.helpers.districts import draw_logo, files_of, make_schools, make_tutorial, write_table

CONSENT = '["rosa.png"]\nwho = "Rosa"\nuse = ["chat", "website"]\nuntil = 2099-01-01\n'


@pytest.fixture
def school(tmp_path: Path) -> DistrictSchool:
    (tmp_path / "forms").mkdir()
    draw_logo(tmp_path / "rosa.png", "#7A0019")
    draw_logo(tmp_path / "forms" / "rosa.png", "#0B4F6C")
    (tmp_path / "names.txt").write_text("Silenciar Peña\n", encoding="utf-8")
    (tmp_path / "forms" / "consent.toml").write_text(CONSENT, encoding="utf-8")
    row = {"logo": "rosa.png", "photo": "forms/rosa.png", "names": "names.txt", "consent": "forms/consent.toml"}
    table = read_schools(write_table(tmp_path / "schools.csv", [{**make_schools(1)[0], **row}]))
    assert not [problem for problem in table.problems if problem.level == "problem"]
    return table.schools[0]


def test_a_tutorial_arrives_with_every_file_that_a_script_can_name(tmp_path: Path) -> None:
    folder = make_tutorial(tmp_path / "entrar a zoom ñ")
    (folder / ".DS_Store").write_bytes(b"litter")
    packed = BytesIO(file_bundle.pack(file_bundle.read_tutorial(folder)))
    written = file_bundle.unpack(packed, TutorialBundle).write(tmp_path / "there")
    assert written == tmp_path / "there" / "entrar a zoom ñ"
    expected = {name: data for name, data in files_of(folder).items() if name != ".DS_Store"}
    assert files_of(written) == expected
    assert len(expected) == 3


def test_a_tutorial_with_a_link_to_somebodys_file_does_not_travel(tmp_path: Path) -> None:
    folder = make_tutorial(tmp_path / "zoom")
    (tmp_path / "private.m4a").write_bytes(b"private")
    (folder / "01.es.m4a").symlink_to(tmp_path / "private.m4a")
    with pytest.raises(ProblemsError, match=r"01\.es\.m4a.* leads out"):
        file_bundle.read_tutorial(folder)


def test_a_school_arrives_with_its_files_and_nothing_else_of_it_changes(school: DistrictSchool, tmp_path: Path) -> None:
    packed = BytesIO(file_bundle.pack(file_bundle.read_school(school)))
    moved = file_bundle.unpack(packed, SchoolBundle).write(tmp_path / "there")
    here, there = school.given, moved.given
    for one, other in ((here.school.logo, there.school.logo), (here.school.photo, there.school.photo)):
        assert one is not None
        assert other is not None
        assert other.is_relative_to(tmp_path / "there")
        assert (other.name, other.read_bytes()) == (one.name, one.read_bytes())
    assert there.school.logo != there.school.photo  # two files of one name
    assert there.consent_file is not None
    # Messages name the folder of a consent.toml.
    assert there.consent_file.parts[-2:] == ("forms", "consent.toml")
    assert there.consent_file.read_text(encoding="utf-8") == CONSENT
    assert (there.school.names, there.school.person, there.problems) == (
        here.school.names,
        here.school.person,
        here.problems,
    )
    assert not [path for path in (tmp_path / "there").rglob("*") if b"Silenciar" in path.name.encode()]
    assert all("Peña".encode() not in data for data in files_of(tmp_path / "there").values())


def test_nothing_of_a_bundle_is_shown(school: DistrictSchool) -> None:
    bundle = file_bundle.read_school(school)
    shown = repr(bundle) + repr(FileBundle((("Marta.png", b"Marta"),))) + repr(BytesIO(file_bundle.pack(bundle)))
    for private in ("Peña", "Rosa", "rosa.png", "Marta"):
        assert private not in shown


def test_a_bundle_of_files_has_its_real_size() -> None:
    assert 70_000 <= sys.getsizeof(FileBundle((("a", b"a" * 50_000), ("b", b"b" * 20_000)))) < 71_000


def test_another_bundle_than_expected_is_refused(school: DistrictSchool) -> None:
    packed = BytesIO(file_bundle.pack(file_bundle.read_school(school)))
    with pytest.raises(TypeError, match="TutorialBundle"):
        file_bundle.unpack(packed, TutorialBundle)

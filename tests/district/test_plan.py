"""What is planned: nothing twice, and first what several packs share."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district.plan import PackTask, Settings, foresee, make_plan
from annotator.district.schools import read_schools
from annotator.errors import OutputError
from tests.helpers.districts import make_schools, make_tutorial, write_table


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    tutorials = tuple(make_tutorial(tmp_path / name) for name in ("zoom", "clever"))
    return Settings(tmp_path / "out", tutorials, voice="pico")


def plan_of(settings: Settings, tmp_path: Path, *rows: dict[str, str]):  # type: ignore[no-untyped-def]
    table = read_schools(write_table(tmp_path / "schools.csv", rows))
    return make_plan(table.schools, settings, Cache(tmp_path / "cache"))


def test_every_pack_is_made_once_tutorial_by_tutorial(settings: Settings, tmp_path: Path) -> None:
    plan = plan_of(settings, tmp_path, *make_schools(2))
    assert [task.name for task in plan.make] == [
        "escuela-los-robles-1/zoom",
        "escuela-los-robles-2/zoom",
        "escuela-los-robles-1/clever",
        "escuela-los-robles-2/clever",
    ]
    assert (plan.unchanged, plan.failed) == ({}, {})
    assert not (tmp_path / "out").exists()


def test_tutorials_in_a_language_come_first_for_all_schools_of_one_look(settings: Settings, tmp_path: Path) -> None:
    plan = plan_of(settings, tmp_path, *make_schools(3))
    assert [task.name for task in plan.shared] == ["zoom (es)", "clever (es)", "zoom (en)", "clever (en)"]
    for task, packs in plan.shared.items():
        assert [pack.tutorial for pack in packs] == [task.tutorial] * 3


def test_a_school_with_colours_of_its_own_shares_what_is_read_and_spoken(settings: Settings, tmp_path: Path) -> None:
    rows = [*make_schools(3), {"name": "Blue", "main": "#7A0019"}, {"name": "Spanish", "languages": "es"}]
    plan = plan_of(settings, tmp_path, *rows)
    sharing = {task.name: len(packs) for task, packs in plan.shared.items()}
    assert sharing == {"zoom (es)": 5, "clever (es)": 5, "zoom (en)": 4, "clever (en)": 4}
    assert {task.school.name for task in plan.shared} == {"Escuela Los Robles 1"}
    rows = [{"name": f"{main} {number}", "main": main} for main in ("#7A0019", "#00197A") for number in (1, 2)]
    plan = plan_of(settings, tmp_path, *rows)
    tasks = [(task.name, task.school.given.school.colors.main, len(packs)) for task, packs in plan.shared.items()]
    assert tasks == [
        ("zoom (es)", "#7A0019", 4),
        ("clever (es)", "#7A0019", 4),
        ("zoom (en)", "#7A0019", 4),
        ("clever (en)", "#7A0019", 4),
        ("zoom (es)", "#00197A", 2),
        ("clever (es)", "#00197A", 2),
        ("zoom (en)", "#00197A", 2),
        ("clever (en)", "#00197A", 2),
    ]
    assert plan_of(settings, tmp_path, *make_schools(1)).shared == {}


def test_a_pack_whose_place_is_taken_fails_alone(settings: Settings, tmp_path: Path) -> None:
    taken = tmp_path / "out" / "escuela-los-robles-2" / "zoom"
    taken.mkdir(parents=True)
    (taken / "ours.txt").write_text("mine", encoding="utf-8")
    plan = plan_of(settings, tmp_path, *make_schools(2))
    ((task, error),) = plan.failed.items()
    assert task.name == "escuela-los-robles-2/zoom"
    assert isinstance(error, OutputError)
    assert len(plan.make) == 3
    assert (taken / "ours.txt").read_text(encoding="utf-8") == "mine"


def test_a_tutorial_with_problems_shares_nothing_and_is_reported_by_its_build(
    settings: Settings, tmp_path: Path
) -> None:
    (settings.tutorials[0] / "tutorial.md").write_text("# es: Nada\n", encoding="utf-8")
    plan = plan_of(settings, tmp_path, *make_schools(2))
    assert len(plan.make) == 4
    assert {task.tutorial.name for task in plan.shared} == {"clever"}


def test_faults_are_those_of_scripts_without_opening_a_picture(settings: Settings, tmp_path: Path) -> None:
    (settings.tutorials[0] / "1.png").write_bytes(b"damaged")
    (settings.tutorials[1] / "tutorial.md").unlink()
    plan = plan_of(settings, tmp_path, *make_schools(2))
    faults = foresee(plan.make).faults
    assert sorted(task.name for task in faults) == ["escuela-los-robles-1/clever", "escuela-los-robles-2/clever"]
    assert {str(error).startswith("tutorial.md: The file is missing.") for error in faults.values()} == {True}


def test_faults_do_not_quote_the_roster(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Quetzalina\n", encoding="utf-8")
    script = settings.tutorials[0] / "tutorial.md"
    script.write_text(script.read_text("utf-8") + "- Quetzalina: hello\n", encoding="utf-8")
    plan = plan_of(settings, tmp_path, {"name": "A", "names": "names.txt"})
    faults = foresee(plan.make).faults
    assert [task.name for task in faults] == ["a/zoom"]
    assert "uetzalina" not in "".join(map(str, faults.values()))


def test_progress_counts_packs(settings: Settings, tmp_path: Path) -> None:
    table = read_schools(write_table(tmp_path / "schools.csv", make_schools(2)))
    seen: list[tuple[str, int, int]] = []
    make_plan(table.schools, settings, Cache(tmp_path / "cache"), lambda *said: seen.append(said))
    assert [(done, total) for _, done, total in seen] == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_tasks_are_told_apart_without_comparing_rosters(settings: Settings, tmp_path: Path) -> None:
    (school,) = read_schools(write_table(tmp_path / "schools.csv", make_schools(1))).schools
    one, other = PackTask(settings.tutorials[0], school), PackTask(settings.tutorials[0], school)
    assert one != other
    assert settings.place(one) == tmp_path / "out" / "escuela-los-robles-1" / "zoom"

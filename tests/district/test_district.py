"""The command ``district`` but for its output: a table in, packs and a record out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district import DistrictRequest, make, plan, summary
from annotator.district.outcome import Outcome
from annotator.district.packs import Settings
from annotator.errors import OutputError, ProblemsError
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from tests.helpers.districts import draw_logo, files_of, make_schools, make_tutorial, write_school, write_table
from tests.helpers.small_disks import fill, small_disk


def request(
    folder: Path, rows: list[dict[str, str]], jobs: int | None = 2, kinds: Sequence[str] = ()
) -> DistrictRequest:
    tutorial = folder / "tutorials" / "zoom"
    if not tutorial.exists():
        make_tutorial(tutorial)
    settings = Settings(folder / "out", (tutorial,), "pico", kinds)
    return DistrictRequest(write_table(folder / "schools.csv", rows), settings, jobs)


def with_tutorials(wish: DistrictRequest, *more: Path) -> DistrictRequest:
    settings = wish.settings
    return replace(wish, settings=replace(settings, tutorials=(*settings.tutorials, *more)))


def run(wish: DistrictRequest, cache: Cache) -> Outcome:
    result = plan(wish, cache=cache)
    make(wish, result, cache=cache)
    return result


def test_a_plan_writes_nothing(tmp_path: Path, cache: Cache) -> None:
    result = plan(request(tmp_path, make_schools(2)), cache=cache)
    assert [result.report(task).status for task in result.tasks] == ["waiting", "waiting"]
    assert not (tmp_path / "out").exists()


def test_a_place_that_is_taken_is_said_before_anything_is_made(tmp_path: Path, cache: Cache) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b").write_text("a file", encoding="utf-8")
    result = plan(request(tmp_path, [{"name": "A"}, {"name": "B"}]), cache=cache)
    assert list(summary.format_failures(result)) == [
        "not made: b/zoom",
        f"  {tmp_path / 'out' / 'b'} is a file, where a folder is needed. Rename the file, or choose another folder with -o.",
    ]


def test_two_tutorials_of_one_name_are_said_once(tmp_path: Path, cache: Cache) -> None:
    wish = request(tmp_path, make_schools(2))
    more = [make_tutorial(tmp_path / place / "zoom") for place in "ab"]
    result = plan(with_tutorials(wish, *more), cache=cache)
    assert not result.plan.make
    one, two, three = wish.settings.tutorials[0], *more
    assert list(summary.format_failures(result)) == [
        "not made: escuela-los-robles-1/zoom, escuela-los-robles-2/zoom",
        f"  {one}, {two} and {three} would get one pack, since their names are the same. "
        "Rename one of them, or build them one after the other, each with its own -o.",
    ]


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_made(tmp_path: Path, cache: Cache) -> None:
    with small_disk(tmp_path / "out", "200k") as disk:
        fill(disk)
        with pytest.raises(OutputError, match=r"district\.json could not be written"):
            run(request(tmp_path, make_schools(1)), cache)
        assert [path.name for path in disk.iterdir()] == [".filler"]


def test_a_table_without_a_usable_row_is_refused(tmp_path: Path, cache: Cache) -> None:
    with pytest.raises(ProblemsError, match=r"schools\.csv:2: paper"):
        plan(request(tmp_path, [{"name": "A", "paper": "a3"}]), cache=cache)
    assert not (tmp_path / "out").exists()


def test_somebody_elses_record_stops_all_before_anything_is_made(tmp_path: Path, cache: Cache) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "district.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(OutputError):
        plan(request(tmp_path, make_schools(1)), cache=cache)
    assert files_of(tmp_path / "out") == {"district.json": b"[1]"}


@pytest.mark.slow
@pytest.mark.pico
def test_every_pack_is_to_the_byte_what_build_makes_with_the_same_school(tmp_path: Path, warm: Cache) -> None:
    draw_logo(tmp_path / "logo.png", "#7A0019")
    (tmp_path / "names.txt").write_text("Ana Peña\n", encoding="utf-8")
    rows = make_schools(1)
    rows[0] |= {"languages": "es", "name": "Niño Jesús", "logo": "logo.png", "website": "https://uno.example.org"}
    rows[0] |= {"whatsapp": "+1 410 555 0101", "names": "names.txt"}
    rows[0] |= {"main": "#7A0019", "accent": "#F2A541", "pointer": "hand", "paper": "a4"}
    result = run(request(tmp_path, rows), warm)
    assert result.exit_code == 0, result.failures
    assert {result.report(task).status for task in result.tasks} == {"made"}
    record = json.loads((tmp_path / "out" / "district.json").read_text(encoding="utf-8"))
    alone = tmp_path / "alone"
    folder = make_tutorial(alone / "zoom")
    for file in ("logo.png", "names.txt"):
        (alone / file).write_bytes((tmp_path / file).read_bytes())
    write_school(alone, rows[0])
    built = build(folder, Options(output=alone / "packs", voice="pico"), cache=warm)
    made = files_of(tmp_path / "out" / record["schools"][0]["packs"][0]["pack"])
    expected = files_of(built.pack)
    assert list(made) == list(expected)
    assert [path for path in made if made[path] != expected[path]] == []
    assert [cover["kind"] for cover in json.loads(made["pack.json"])["hidden"]] == ["name"]


@pytest.mark.slow
@pytest.mark.pico
def test_only_what_changed_is_made_again_and_former_schools_stay(tmp_path: Path, warm: Cache) -> None:
    rows = make_schools(2)
    make_tutorial(tmp_path / "tutorials" / "zoom", ["es"])
    run(request(tmp_path, rows, kinds=("message", "card")), warm)
    before = files_of(tmp_path / "out")
    rows[0]["phone"] = "410-555-9999"
    result = run(request(tmp_path, rows[:1], kinds=("message", "card")), warm)
    assert [result.report(task).status for task in result.tasks] == ["made"]
    after = files_of(tmp_path / "out")
    changed = {path.split("/")[0] for path in after if before.get(path) != after[path]}
    assert changed == {"escuela-los-robles-1", "district.json"}
    assert "410-555-9999" in after["escuela-los-robles-1/zoom/es/message.txt"].decode()

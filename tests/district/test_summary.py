"""The table for people and ``district.json``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.district import summary
from annotator.district.outcome import Outcome, claim, write
from annotator.district.packs import PackReport, Settings, make_plan, report_failure
from annotator.district.schools import read_schools
from annotator.errors import MissingError, OutputError, ProblemsError
from annotator.model import Problem
from tests.helpers.districts import make_schools, make_tutorial, write_table


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    settings = Settings(tmp_path / "out", (make_tutorial(tmp_path / "zoom"), make_tutorial(tmp_path / "clever")))
    table = read_schools(write_table(tmp_path / "schools.csv", [*make_schools(2), {"name": "Bad", "paper": "a3"}]))
    plan = make_plan(table.schools, settings, Cache(tmp_path / "cache"))
    return Outcome("schools.csv", table.schools, table.problems, settings, plan, {})


def test_the_table_counts_packs_by_school(outcome: Outcome) -> None:
    first, second, third, _ = outcome.plan.make
    failure = PackReport("failed", message="No.", code=3)
    outcome.reports |= {
        first: PackReport("made", 1_500_000),
        second: PackReport("unchanged", 2_000_000),
        third: failure,
    }
    assert [line.split() for line in summary.format_table(outcome)] == [
        ["school", "made", "unchanged", "failed", "MB"],
        ["Escuela", "Los", "Robles", "1", "1", "0", "1", "1.5"],
        ["Escuela", "Los", "Robles", "2", "0", "1", "0", "2.0"],
        ["2", "schools", "1", "1", "1", "3.5"],
    ]
    assert outcome.exit_code == 3


def test_a_dry_run_counts_what_would_be_made(outcome: Outcome) -> None:
    lines = [line.split() for line in summary.format_table(outcome, dry_run=True)]
    assert lines[0][1:3] == ["to", "make"]
    assert lines[-1] == ["2", "schools", "4", "0", "0", "0.0"]
    assert outcome.exit_code == 1  # for the row with a problem


def test_a_message_that_many_packs_have_is_said_once(outcome: Outcome) -> None:
    for task in outcome.plan.make:
        outcome.reports[task] = PackReport("failed", message="tutorial.md:3: No title. Add one.", code=1)
    assert list(summary.format_failures(outcome)) == [
        "not made: escuela-los-robles-1/zoom, escuela-los-robles-1/clever, escuela-los-robles-2/zoom and 1 more",
        "  tutorial.md:3: No title. Add one.",
    ]


def test_a_table_fits_into_80_columns_with_any_names(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "out", (make_tutorial(tmp_path / "zoom"),))
    names = ["Escuela Primaria Bilingüe de Nuestra Señora de Guadalupe", "Pen\u0303aflor", "A"]
    table = read_schools(write_table(tmp_path / "schools.csv", [{"name": name} for name in names]))
    plan = make_plan(table.schools, settings, Cache(tmp_path / "cache"))
    lines = list(summary.format_table(Outcome("schools.csv", table.schools, (), settings, plan, {}), dry_run=True))
    assert {len(line) for line in lines} == {80}
    words = {"unchanged": "sin cambios"}
    spanish = Outcome("schools.csv", table.schools[:2], (), settings, make_plan((), settings, Cache(tmp_path)), {})
    in_spanish = summary.format_table(spanish, words=lambda word: words.get(word, word))
    assert {len(line) for line in in_spanish} == {80}
    assert lines[1].startswith("Escuela Primaria Bilingüe de Nuestr…  ")
    assert lines[2].startswith("Peñaflor ")
    one = Outcome(
        "schools.csv", table.schools[2:], (), settings, make_plan((), settings, Cache(tmp_path / "cache")), {}
    )
    assert list(summary.format_table(one))[-1].split()[:2] == ["1", "school"]


def test_what_builds_warn_of_is_said_once(outcome: Outcome) -> None:
    for task in outcome.plan.make:
        warnings = ("tutorial.md:12: warning: A name.", "school.toml: warning: as for its row.")
        outcome.reports[task] = PackReport("made", 1, warnings=warnings)
    assert list(summary.format_warnings(outcome)) == [
        "look at: escuela-los-robles-1/zoom, escuela-los-robles-1/clever, escuela-los-robles-2/zoom and 1 more",
        "  tutorial.md:12: warning: A name.",
    ]


def test_the_record_holds_every_pack_and_no_message_about_a_screen(outcome: Outcome) -> None:
    secret = ProblemsError([Problem("tutorial.md", 7, "“Ana García” is on the screen.", "Hide it.")])
    outcome.reports[outcome.plan.make[0]] = report_failure(secret)
    outcome.reports[outcome.plan.make[1]] = report_failure(
        MissingError("No voice. Stopped at “Pregunte a Sra. Rosa.”.", "Install one.")
    )
    path = write(outcome)
    text = path.read_text(encoding="utf-8")
    assert "Ana" not in text
    assert "Sra. Rosa" not in text
    content = json.loads(text)
    assert [row["slug"] for row in content["schools"]] == ["escuela-los-robles-1", "escuela-los-robles-2"]
    assert content["schools"][0]["packs"] == [
        {"tutorial": "zoom", "pack": "escuela-los-robles-1/zoom", "status": "failed", "bytes": 0, "code": 1},
        {"tutorial": "clever", "pack": "escuela-los-robles-1/clever", "status": "waiting"},
    ]
    assert content["schools"][1]["packs"][0]["code"] == 3
    assert content["problems"] == ["schools.csv:4"]
    claim(path.parent, path.parent / "cache")  # is our own


@pytest.mark.parametrize("text", ["mine", "[]", '{"made_with": "annotator 0.1.0", "schools": []}'])
def test_somebody_elses_record_is_never_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "district.json").write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match="replaces nothing"):
        claim(tmp_path, tmp_path / "cache")

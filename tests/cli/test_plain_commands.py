"""``check`` with its warnings of plain words and its summary, as a person runs it; every shipped tutorial can be begun from."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import assets, script
from annotator.commands import check as checking
from annotator.edition import shipped_template

ZOOM = assets.shipped_tutorials() / "join-class-on-zoom"
TODAY = datetime.date(2026, 11, 25)
NAVEGADOR = "Many families don't know “navegador”."


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)


def folder_with(place: Path, *lines: str) -> Path:
    """A tutorial of one step on the screen with the button Unirse."""
    shutil.copy(ZOOM / "03-unirse.png", place / "01.png")
    head = "# es: Entrar a la clase\n\n- checked: 2026-11-24\n- why es: Así ve a la maestra.\n- show: Luna\n\n![](01.png)\n"
    (place / "tutorial.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    (place / "school.toml").write_text('languages = ["es"]\nphone = "410-555-0100"\n', encoding="utf-8")
    return place


@pytest.mark.slow
def test_check_warns_sums_up_and_is_strict_only_when_asked(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "- tap: Unirse", "- es: Abra el navegador.")
    result = run("check", folder)
    assert result.returncode == 0
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"tutorial.md:9: step 1: warning: {NAVEGADOR}")
    assert lines[2] == "  1 step"
    assert lines[3].startswith("  es: about ")
    assert lines[3].endswith("(90 of 100, should be at least 70)")
    assert lines[4:] == [
        "  One message? yes",
        "  Why first? yes",
        "  Is each step an action? yes",
        "  Whom to call? yes",
    ]
    strict = run("check", folder, "--strict", "--json")
    assert strict.returncode == 1
    assert strict.stderr == ""
    (row,) = json.loads(strict.stdout)
    assert (row["line"], row["level"], row["message"]) == (9, "warning", NAVEGADOR)
    assert row["key"].format_map(row["parts"]) == NAVEGADOR
    assert row.keys() == {"file", "line", "step", "level", "message", "remedy", "key", "parts", "offers"}


def test_a_tutorial_with_problems_has_no_summary(tmp_path: Path) -> None:
    checked = checking.check(folder_with(tmp_path, "- tap: Nadie"), today=TODAY)
    assert [problem.level for problem in checked.problems] == ["problem"]
    assert checked.summary is None


@pytest.mark.parametrize("name", shipped_template.shipped_names())
def test_every_shipped_tutorial_can_be_taken(name: str) -> None:
    reading = script.read_folder(assets.shipped_tutorials() / name)
    assert reading.tutorial, reading.problems
    names = [f"{number}.png" for number, _ in enumerate(reading.tutorial.steps, 1)]
    text, _ = shipped_template.adapt_shipped(name, names, reading.tutorial.languages, TODAY)
    again = script.read(text, names, icons=script.shipped_icons())
    assert again.tutorial, again.problems
    assert [step.narration for step in again.tutorial.steps] == [step.narration for step in reading.tutorial.steps]

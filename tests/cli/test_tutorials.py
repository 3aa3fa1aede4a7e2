"""The commands as a person runs them: what they print where, their exit codes, and what they leave on the disk."""

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
from tests.helpers.screens import draw_buttons

ZOOM = assets.shipped_tutorials() / "join-class-on-zoom"
TODAY = datetime.date(2026, 11, 25)
NAVEGADOR = "Many families don't know “navegador”."


def run(*arguments: str | Path, cwd: Path | None = None, patience: float = 300) -> subprocess.CompletedProcess[str]:
    """Run ``annotator`` in a process of its own, which is killed after ``patience`` seconds."""
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, timeout=patience
    )


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A step in two languages, in a folder whose name has spaces and accents."""
    folder = tmp_path_factory.mktemp("clases") / "Mi tutorial ñ 1"
    folder.mkdir()
    draw_buttons(folder / "WhatsApp Image (1).png", "Unirse", "Cancelar")
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n# en: Join class\n\n- device: Android phone\n"
        "- why es: Así ve a la maestra.\n- why en: You see the teacher.\n\n"
        "![](<WhatsApp Image (1).png>)\n- toque: Join | Unirse\n- es: Toque Unirse.\n- en: Tap Unirse.\n",
        encoding="utf-8",
    )
    return folder


@pytest.mark.slow
def test_only_and_lang_choose_and_json_is_one_document(tutorial: Path, tmp_path: Path) -> None:
    result = run("build", tutorial, "-o", tmp_path, "--only", "card", "--only", "message", "--lang", "en", "--json")
    assert result.returncode == 0, result.stderr
    (row,) = json.loads(result.stdout)
    assert row["folder"] == str(tutorial)
    assert {file["kind"] for file in row["pack"]["files"]} == {"card", "message"}
    assert sorted(path.name for path in (tmp_path / tutorial.name).iterdir()) == ["en", "pack.json"]


@pytest.mark.slow
def test_one_bad_folder_does_not_stop_the_others(tutorial: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    result = run("build", bad, tutorial, "-o", tmp_path / "out", "--only", "message", "--lang", "es")
    assert result.returncode == 1
    assert result.stdout.splitlines() == [str(tmp_path / "out" / tutorial.name)]
    assert "1 of 2 tutorials are ready." in result.stderr
    assert f"not made: {bad}" in result.stderr


@pytest.mark.slow
def test_a_voice_that_does_not_exist_is_wrong_usage(tutorial: Path, tmp_path: Path) -> None:
    result = run("build", tutorial, "-o", tmp_path / "out", "--voice", "pikko")
    assert result.returncode == 2
    assert result.stderr.endswith(
        'there is no voice engine "pikko". Write "auto", "kokoro", "pico", "espeak" or "gtts".\n'
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_gtts_without_a_network_ends_soon_with_code_4(tmp_path: Path) -> None:
    result = run("say", "Hola.", "--lang", "es", "--voice", "gtts", "-o", tmp_path / "voz.mp3", patience=60)
    assert result.returncode == 4, result.stderr
    assert not (tmp_path / "voz.mp3").exists()


@pytest.mark.slow
def test_wrong_usage_is_code_2() -> None:
    assert run("build").returncode == 2
    assert run("find", "x.png").returncode == 2
    assert run("bild").returncode == 2


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

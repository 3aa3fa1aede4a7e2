"""The commands as a person runs them: what they print where, their exit codes, and what they leave on the disk."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.slow

SMALL = "pico" if find_spec("py_nanotts") else "espeak"
"""The small voice of this computer."""


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


def test_only_and_lang_choose_and_json_is_one_document(tutorial: Path, tmp_path: Path) -> None:
    result = run("build", tutorial, "-o", tmp_path, "--only", "card", "--only", "message", "--lang", "en", "--json")
    assert result.returncode == 0, result.stderr
    (row,) = json.loads(result.stdout)
    assert row["folder"] == str(tutorial)
    assert {file["kind"] for file in row["pack"]["files"]} == {"card", "message"}
    assert sorted(path.name for path in (tmp_path / tutorial.name).iterdir()) == ["en", "pack.json"]


def test_one_bad_folder_does_not_stop_the_others(tutorial: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    result = run("build", bad, tutorial, "-o", tmp_path / "out", "--only", "message", "--lang", "es")
    assert result.returncode == 1
    assert result.stdout.splitlines() == [str(tmp_path / "out" / tutorial.name)]
    assert "1 of 2 tutorials are ready." in result.stderr
    assert f"not made: {bad}" in result.stderr


def test_a_voice_that_does_not_exist_is_wrong_usage(tutorial: Path, tmp_path: Path) -> None:
    result = run("build", tutorial, "-o", tmp_path / "out", "--voice", "pikko")
    assert result.returncode == 2
    assert result.stderr.endswith(
        'there is no voice engine "pikko". Write "auto", "kokoro", "pico", "espeak" or "gtts".\n'
    )
    assert not (tmp_path / "out").exists()


def test_gtts_without_a_network_ends_soon_with_code_4(tmp_path: Path) -> None:
    result = run("say", "Hola.", "--lang", "es", "--voice", "gtts", "-o", tmp_path / "voz.mp3", patience=60)
    assert result.returncode == 4, result.stderr
    assert not (tmp_path / "voz.mp3").exists()


def test_doctor_finds_everything_that_a_build_needs() -> None:
    result = run("doctor", "--json")
    findings = {row["name"]: row for row in json.loads(result.stdout)}
    assert result.returncode == 0, result.stdout
    assert findings["video (ffmpeg)"]["works"]
    assert findings["text on screens (OCR)"]["works"]
    assert findings[f"voice {SMALL} (es)"]["works"]


def test_wrong_usage_is_code_2() -> None:
    assert run("build").returncode == 2
    assert run("find", "x.png").returncode == 2
    assert run("bild").returncode == 2

"""The gates that need no running program: lint, format, types; and what must never stand in the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], pytest.param(["mypy"], marks=pytest.mark.slow)],
    ids=" ".join,
)
def test_gate(command: list[str]) -> None:
    result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_top_level_is_as_the_card_says() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not tracked:
        pytest.skip("not a git checkout")
    tops = {path.split("/")[0] for path in tracked}
    allowed = {"tutorials", "annotator", "assets", "tests", "pyproject.toml", "README.md", "LICENSE", "uv.lock"}
    assert {top for top in tops if not top.startswith(".")} == allowed


def test_no_real_mail_or_phone_in_the_texts_we_ship() -> None:
    texts = [
        *ROOT.glob("tutorials/**/*.md"),
        *ROOT.glob("tutorials/**/*.html"),
        *ROOT.glob("assets/**/*.toml"),
        *ROOT.glob("assets/guide/*.md"),
        ROOT / "README.md",
    ]
    for path in texts:
        text = path.read_text(encoding="utf-8")
        for mail in re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text):
            assert mail.endswith(("example.org", "example.com")), f"{path}: {mail}"
        for phone in re.findall(r"\b\d{3}[-. ]\d{3}[-. ]\d{4}\b", text):
            assert phone[4:7] == "555", f"{path}: {phone}"

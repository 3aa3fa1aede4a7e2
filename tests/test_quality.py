"""The gates that need no running program: lint, format, types; and what must never stand in the repository."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import annotator

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("command", [["ruff", "check", "."], ["ruff", "format", "--check", "."]], ids=" ".join)
def test_gate(command: list[str]) -> None:
    result = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
def test_types_are_right_and_known_to_who_writes_what_the_docstrings_show(tmp_path: Path) -> None:
    script = tmp_path / "examples.py"
    names = [name for name in annotator.__all__ if inspect.isfunction(getattr(annotator, name))]
    code = "".join(f"def {name}() -> None:\n{textwrap.indent(example(name), '    ')}\n" for name in names)
    script.write_text(f"{code}\nimport annotator\nannotator.nothing_of_the_kind\n", encoding="utf-8")
    # Together: what mypy reads of the libraries is most of its work.
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "annotator", str(script)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    wrong = [line for line in checked.stdout.splitlines() if ": error:" in line]
    assert len(wrong) == 1, checked.stdout + checked.stderr
    assert 'has no attribute "nothing_of_the_kind"' in wrong[0], "names are checked, and types are known"


def example(name: str) -> str:
    """The code that a function's docstring shows; what it ends in is, in a script, a statement without an effect."""
    return "".join(each.source for each in doctest.DocTestParser().get_examples(getattr(annotator, name).__doc__))


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

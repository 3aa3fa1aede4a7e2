"""What .github/CONTRIBUTING.md names is there: files, modules, marks and commands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from annotator.cli import main

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`\n]+)`", TEXT) + re.findall(r"^```\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)[0].splitlines()
INVENTED = ("rotate.png", "gif.py", "myengine.py", "languages/XX/", "voice/XX.txt", "tests/failures/")


def paths() -> list[str]:
    words = {word for code in CODE for word in code.split()}
    files = {word for word in words if "/" in word and not word.startswith(("-", "tests.")) and word != "."}
    return sorted(path for path in files if not path.endswith(INVENTED))


@pytest.mark.parametrize("path", paths())
def test_a_file_that_it_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\btests\.[a-z_.]+[a-z]", TEXT))))
def test_a_module_that_it_names_exists(name: str) -> None:
    assert (ROOT / f"{name.replace('.', '/')}.py").is_file()


def test_its_five_commands_are_known() -> None:
    block = re.findall(r"^```\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)[0].splitlines()
    assert len(block) == 5
    assert all(line.startswith("python -m uv ") for line in block)
    assert set(re.findall(r"\bannotator ([a-z]+) ", "\n".join(CODE))) <= set(main.commands)


def test_its_marks_are_registered() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    registered = {marker.split(":")[0] for marker in settings["markers"]}
    assert {"slow", "browser"} <= registered
    assert all(f"`{mark}`" in TEXT for mark in ("slow", "browser"))


def test_every_table_of_a_language_is_named() -> None:
    tables = {path.name for path in (ROOT / "assets" / "languages" / "en").iterdir()}
    assert {table for table in tables if f"`{table}`" not in TEXT} == set()

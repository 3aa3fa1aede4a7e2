"""The tests are built as the package is: every module is imported by a test of its own room, and rooms share only helpers."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "annotator"
SOURCES = [path for path in TESTS.rglob("*.py") if "bench" not in path.relative_to(TESTS).parts]
LISTS = {
    "annotator.pack.catalogue": "annotator.pack.products.",
    "annotator.voice.engines.registry": "annotator.voice.engines.",
}
"""Tests of their rooms go through everything that these list, so that a new product or engine is tested by its entry."""
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py") if path.parent.name != "_data")


def modules() -> dict[str, str]:
    """The modules with code of their own, each with its room; those beside the rooms have none."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] not in ("_data", "__main__") and parts[-1] != "__init__":
            found[".".join(("annotator", *parts))] = parts[0] if len(parts) > 1 else ""
    return found


@functools.cache
def imported(path: Path) -> set[str]:
    """The modules that a file imports, also inside functions, and those that an imported package or helper passes on."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    for name in list(found):
        place = PACKAGE.parent.joinpath(*name.split("."))
        if name.startswith("annotator.") and (place / "__init__.py").is_file() and place != path.parent:
            found |= {inner for inner in imported(place / "__init__.py") if inner.startswith(f"{name}.")}
        elif name in LISTS:
            found |= {inner for inner in imported(place.with_suffix(".py")) if inner.startswith(LISTS[name])}
        elif name.startswith("tests.helpers.") and place.with_suffix(".py").is_file():
            found |= {inner for inner in imported(place.with_suffix(".py")) if inner.startswith("annotator.")}
    return found


def untested() -> list[str]:
    """The modules that no test of their room imports."""
    seen = {room: set[str]() for room in ("", *ROOMS)}
    for path in SOURCES:
        parts = path.relative_to(TESTS).parts
        room = parts[0] if len(parts) > 1 else ""
        if room in seen:
            seen[room] |= imported(path)
    # Values have no room of their own: whoever tests a room makes them.
    seen["model"] = set[str]().union(*seen.values())
    return [module for module, room in modules().items() if module not in seen[room]]


def test_every_module_is_imported_by_a_test_of_its_own_room() -> None:
    assert untested() == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_tests_share_helpers_and_nothing_else(path: Path) -> None:
    ours = {name for name in imported(path) if name.split(".")[0] in ("tests", "conftest")}
    assert {name for name in ours if name.split(".")[:2] != ["tests", "helpers"]} == set()
    assert path == Path(__file__) or "sys.path" not in path.read_text(encoding="utf-8")


def test_a_fixture_of_all_tests_is_written_once() -> None:
    def functions(path: Path) -> set[str]:
        return {
            node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
        }

    shared = functions(TESTS / "conftest.py")
    assert "cache" in shared
    others = [path for path in SOURCES if path.name.startswith(("test_", "conftest")) and path.parent != TESTS]
    assert {
        path.name: functions(path) & shared for path in others if functions(path) & shared - {"_output", "_find"}
    } == {}


@pytest.mark.slow
def test_most_tests_are_quick_and_every_room_has_some() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "not slow"]
    told = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=True).stdout
    counted = re.search(r"^(\d+)/(\d+) tests collected", told, re.MULTILINE)
    assert counted is not None, told[-500:]
    quick, all_tests = map(int, counted.groups())
    assert quick >= all_tests / 2
    rooms = {line.split("/")[1] for line in told.splitlines() if line.count("/") > 1 and "::" in line}
    assert set(ROOMS) - {"model"} <= rooms

"""The tests are built as the package is: each room has tests of its own, and tests share only helpers."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "annotator"
SOURCES = [path for path in TESTS.rglob("*.py") if "bench" not in path.relative_to(TESTS).parts]


@functools.cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def trees(*paths: Path) -> dict[Path, ast.Module]:
    return {path: parse(path) for path in paths}


def imported(tree: ast.Module) -> set[str]:
    """The modules that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_each_room_has_tests_that_import_it() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    # Values have no room of their own: whoever tests another room makes them.
    for room in sorted(rooms - {"model", "_data"}):
        tests = trees(*(TESTS / room).rglob("test_*.py"))
        used = set[str]().union(*map(imported, tests.values()))
        assert any(f"{name}.".startswith(f"annotator.{room}.") for name in used), f"{room} has no tests of its own"


def test_tests_share_helpers_and_the_fixtures_of_all_are_written_once() -> None:
    faults, shared = [], functions(trees(TESTS / "conftest.py")[TESTS / "conftest.py"])
    assert "cache" in shared
    for path, tree in trees(*SOURCES).items():
        name = path.relative_to(TESTS).as_posix()
        ours = {each for each in imported(tree) if each.split(".")[0] in ("tests", "conftest")}
        faults += [f"{name} imports {each}" for each in ours if each.split(".")[:2] != ["tests", "helpers"]]
        if path.parent != TESTS and path.name.startswith(("test_", "conftest")):
            faults += [f"{name} has a {each} of its own" for each in functions(tree) & shared if each[0] != "_"]
    assert faults == []


def functions(tree: ast.Module) -> set[str]:
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

"""Imports run one way, file by file and without circles, and `annotator --help` stays light."""

from __future__ import annotations

import ast
import functools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import annotator
import annotator.edit
from annotator.cache.code_version import ORDER

PACKAGE = Path(__file__).parent.parent / "annotator"

BASE = ORDER[0]
PUBLIC = set(annotator.__all__) - {"__version__"}
MAP = (annotator.__doc__ or "").partition("pack\n\n")[2].partition("\n\n")[0]
EDIT_MAP = (annotator.edit.__doc__ or "").partition("::\n\n")[2]
LEVEL = {part: level for level, parts in enumerate(ORDER) for part in parts}
ALLOWED = {("annotator", "annotator.api"): "names its functions for type checkers, and loads them at the first use"}
"""Imports between parts of one row, each with its reason."""


@functools.cache
def modules() -> dict[str, Path]:
    """Every module of annotator by its full name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" not in path.parts:
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


def part_of(module: str) -> str:
    """The part of annotator that a module belongs to: ``annotator.screen.load`` → ``screen``."""
    return ".".join(module.split(".")[1:2])


def nodes(tree: ast.AST, *, types: bool) -> Iterator[ast.AST]:
    """All of a source, also inside functions; without ``types`` not what is imported for the sake of types alone."""
    for node in ast.iter_child_nodes(tree):
        if not types and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from nodes(node, types=types)


@functools.cache
def imported(name: str, *, types: bool = True) -> frozenset[str]:
    """The modules of annotator that a module imports, at its top or anywhere in it."""
    path, found = modules()[name], set()
    for node in nodes(ast.parse(path.read_text(encoding="utf-8")), types=types):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by the full name"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for each in names:
            if each.split(".")[0] == "annotator":
                found.add(each if each in modules() else each.rpartition(".")[0])
    return frozenset(found - {name})


def wrong_imports(name: str) -> list[str]:
    """What a module imports that stands above it, beside it, or nowhere."""
    own, wrong = part_of(name), []
    for other in sorted(imported(name)):
        part = part_of(other)
        if other not in modules() or part not in LEVEL:
            wrong.append(f"{name} imports {other}, which has no place in the flow")
        elif part in (own, "") or {part, own} <= BASE or (name, other) in ALLOWED:
            continue
        elif LEVEL[part] >= LEVEL[own]:
            wrong.append(f"{name} imports {other}, which is not below it")
    return wrong


def test_imports_run_one_way() -> None:
    assert {part_of(name) for name in modules()} <= LEVEL.keys(), "a part without a place in the flow"
    assert [line for name in modules() for line in wrong_imports(name)] == []


def test_commands_are_no_library() -> None:
    users = {name for name in modules() if any(part_of(other) == "commands" for other in imported(name))}
    assert {part_of(name) for name in users} <= {"api", "cli"}


def test_rooms_of_the_editor_import_one_way() -> None:
    order = [room for line in EDIT_MAP.splitlines() for room in line.split("    ", 2)[1].strip().split(", ")]
    room_of = {name: name.split(".")[2] for name in modules() if name.startswith("annotator.edit.")}
    assert sorted(order) == sorted(set(room_of.values())), "the map in annotator/edit/__init__.py has each room once"
    back = [
        f"{name} imports {other}"
        for name, room in room_of.items()
        for other in imported(name) & room_of.keys()
        if order.index(room_of[other]) > order.index(room)
    ]
    assert back == []


def test_what_is_allowed_is_needed() -> None:
    assert all(other in imported(name) for name, other in ALLOWED)


def test_no_file_imports_itself_by_way_of_others() -> None:
    """Also not inside functions: who hides a circle there has two files that are one."""
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' → '.join((*way[way.index(name) :], name))}"
        if name not in done:
            for other in sorted(imported(name, types=False)):
                visit(other, (*way, name))
            done.add(name)

    for name in modules():
        visit(name, ())


def test_a_circle_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    circle = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"a"})}
    monkeypatch.setitem(globals(), "modules", lambda: circle)
    monkeypatch.setitem(globals(), "imported", lambda name, types: circle[name])
    with pytest.raises(AssertionError, match="a → b → c → a"):
        test_no_file_imports_itself_by_way_of_others()


def test_the_map_shows_every_room_in_the_order_of_the_flow() -> None:
    rows = [line.split("    ", 2)[1:] for line in MAP.splitlines()]
    assert all(len(row) == 2 and row[1].strip() for row in rows), "rooms, then at least four spaces, then what they are"
    shown = [room for rooms, _ in rows for room in rooms.split(", ")]
    assert sorted(shown) == sorted(LEVEL.keys() - {""})
    assert [LEVEL[room] for room in shown] == sorted(LEVEL[room] for room in shown)


def test_importing_the_package_costs_nothing() -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nimport annotator\nassert annotator.__version__\n"
        "print(sorted(set(sys.modules) - before))\n"
        "annotator.find\nprint('annotator.api' in sys.modules, 'numpy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, then = result.stdout.splitlines()
    new = set(ast.literal_eval(loaded))
    assert {name for name in new if name.partition(".")[0] not in sys.stdlib_module_names} == {
        "annotator",
        "annotator.telemetry",
    }
    assert not new & {"asyncio", "dataclasses", "inspect", "json", "pathlib", "subprocess", "tempfile", "tomllib"}
    assert then == "True False"


def test_nothing_inside_goes_through_the_front_door() -> None:
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "annotator":
                assert not {alias.name for alias in node.names} & PUBLIC, f"{name}: import it from its room"


def test_help_imports_nothing_heavier_than_click() -> None:
    code = (
        "import sys\n"
        "from annotator.cli import main\n"
        "try: main(['--help'], prog_name='annotator')\n"
        "except SystemExit: pass\n"
        "tops = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(tops - set(sys.stdlib_module_names) - {'annotator', 'click', '__main__'}))\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ast.literal_eval(result.stdout.splitlines()[-1]))
    heavy = {
        "numpy",
        "cv2",
        "PIL",
        "rich",
        "moviepy",
        "rapidocr",
        "onnxruntime",
        "gtts",
        "jinja2",
        "reportlab",
        "filelock",
        "starlette",
        "uvicorn",
        "tomlkit",
        "distributed",
        "dask",
    }
    assert not loaded & heavy
    assert "Usage: annotator [OPTIONS] COMMAND" in result.stdout

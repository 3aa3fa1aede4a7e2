"""Imports run one way, and `annotator --help` stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import annotator

PACKAGE = Path(__file__).parent.parent / "annotator"

BASE = {
    "",
    "model",
    "errors",
    "languages",
    "loudness",
    "pace",
    "assets",
    "cache",
    "code_files",
    "code_version",
    "places",
    "phrases",
    "telemetry",
    "typeface",
}
ORDER = [
    BASE,
    {"media"},
    {"text"},
    {"privacy"},
    {"script"},
    {"screen", "voice"},
    {"cards"},
    {"captions"},
    {"timeline"},
    {"video"},
    {"share"},
    {"pack"},
    {"commands"},
    {"api"},
    {"cli"},
    {"__main__"},
]
PUBLIC = set(annotator.__all__) - {"__version__"}
MAP = (annotator.__doc__ or "").partition("pack\n\n")[2].partition("\n\n")[0]
LEVEL = {part: level for level, parts in enumerate(ORDER) for part in parts}


def part_of(module: str) -> str:
    """The part of annotator that a module belongs to: ``annotator.screen.load`` → ``picture``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def imported(path: Path) -> set[str]:
    """The parts of annotator that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {part_of(alias.name) for alias in node.names if alias.name.split(".")[0] == "annotator"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "annotator":
            assert node.level == 0, f"{path}: import by the full name"
            if node.module == "annotator":
                found |= {alias.name if alias.name in LEVEL else "" for alias in node.names}
            else:
                found.add(part_of(node.module or ""))
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    """But for the package itself, which names the functions of ``api`` for others."""
    own = path.relative_to(PACKAGE).with_suffix("").parts[0].replace("__init__", "")
    assert own in LEVEL, f"{own} is a part without a place in the flow"
    for part in imported(path) - {own, "" if own else "api"}:
        assert part in LEVEL, f"{path.name} imports {part}, which has no place in the flow"
        base = part in BASE and own in BASE
        assert base or LEVEL[part] < LEVEL[own], f"{path.relative_to(PACKAGE)} imports {part}, which comes later"


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
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "annotator" and path.name != "__init__.py":
                assert not {alias.name for alias in node.names} & set(PUBLIC), f"{path}: import it from its room"


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
    }
    assert not loaded & heavy
    assert "Usage: annotator [OPTIONS] COMMAND" in result.stdout

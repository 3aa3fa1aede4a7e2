"""``annotator --lines``, by which the editor runs commands: what it says, and that it ends with its standard input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from annotator import messages
from annotator.messages import Message
from tests.helpers.shipped import TUTORIALS

ROOT = Path(__file__).parents[2]


def run(*arguments: object, closed: bool = False) -> tuple[int, dict[str, Any]]:
    """Run a command; its exit code, and the last thing of each kind that it told."""
    program = [sys.executable, "-m", "annotator", "--lines", *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
        assert process.stdin is not None and process.stdout is not None
        if closed:
            process.stdin.close()
        told: dict[str, Any] = {}
        for line in process.stdout:
            told |= json.loads(line, object_hook=messages.from_json)
    return process.returncode, told


def test_an_error_is_told_with_its_code_and_its_message_as_a_value(tmp_path: Path) -> None:
    (tmp_path / "zoom").mkdir()
    (tmp_path / "zoom" / "tutorial.md").write_text("# es: Hola\n\n![](01.png)\n- wait:\n", encoding="utf-8")
    code, told = run("build", tmp_path / "zoom", "-o", tmp_path / "packs", "--json")
    assert code == 1
    assert told["error"]["code"] == "problems"
    missing = next(row for row in told["error"]["problems"] if row["line"] == 3)
    assert isinstance(missing["message"], Message) and "01.png" in missing["message"]
    assert told["result"] == []


def test_a_command_ends_with_its_input_and_leaves_nothing(tmp_path: Path) -> None:
    code, told = run("build", TUTORIALS / "join-class-on-zoom", "-o", tmp_path / "packs", closed=True)
    assert (code, "result" in told, "error" in told) == (143, False, False)
    assert list(tmp_path.glob("packs/*")) == []


def test_what_a_library_prints_does_not_get_between_the_lines() -> None:
    code = "from annotator.cli import lines; lines.begin_lines(); print('noise'); lines.write_line('result', {'a': 1})"
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, stderr=-1, cwd=ROOT) as process:
        assert process.stdout is not None
        assert [json.loads(line) for line in process.stdout] == [{"result": {"a": 1}}]

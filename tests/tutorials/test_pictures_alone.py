"""What readers of pictures without words answer is judged as the benchmark's README says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.picture_answers import ACCEPTED, ACTIONS, Solution

ROOT = Path(__file__).resolve().parents[2]
TAP = Solution("4", "tap", ((10.0, 40.0, 50.0, 60.0),), aside=False)
ASIDE = Solution("4?", "tap", ((10.0, 40.0, 50.0, 60.0),), aside=True)
LOOK = Solution("1", "look", (), aside=False)
RIGHT = {"do": "touch it", "action": "press", "on": "button", "x": 30, "y": 50, "sure": 4, "for_whom": "everybody"}


@pytest.mark.parametrize(
    ("solution", "changed", "verdict"),
    [
        (TAP, {}, "understood"),
        (TAP, {"x": 52.5}, "understood"),
        (TAP, {"sure": 2}, "unsure"),
        (TAP, {"x": 70}, "wrong place"),
        (TAP, {"x": 70, "harm": True}, "harmful"),
        (TAP, {"action": "wait"}, "wrong action"),
        (TAP, {"action": "unknown", "harm": True}, "wrong action"),
        (ASIDE, {}, "harmful"),
        (ASIDE, {"for_whom": "some"}, "understood"),
        (LOOK, {}, "wrong action"),
        (LOOK, {"action": "notice", "x": None, "y": None}, "understood"),
    ],
)
def test_each_verdict(solution: Solution, changed: dict[str, Any], verdict: str) -> None:
    assert solution.judge(RIGHT | changed) == verdict


@pytest.mark.parametrize("changed", [{"action": "tap"}, {"sure": None}, {"for_whom": ""}, {"x": None}])
def test_an_incomplete_answer_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        TAP.judge(RIGHT | changed)


def test_every_accepted_answer_can_be_given() -> None:
    assert all(accepted <= set(ACTIONS) for accepted in ACCEPTED.values())


def test_misses_are_listed_and_the_share_is_told(tmp_path: Path) -> None:
    pictures = {"01.png": {"name": "1", "action": "tap", "boxes": [[10, 40, 50, 60]], "aside": False}}
    pictures["02.png"] = {"name": "2", "action": "wait", "boxes": [], "aside": False}
    key, form = tmp_path / "key.json", tmp_path / "answers.json"
    key.write_text(json.dumps({"A": {"tutorial": "get-zoom/es", "pictures": pictures}}), encoding="utf-8")
    answers = [RIGHT | {"picture": "01.png"}, RIGHT | {"picture": "02.png"}]
    form.write_text(json.dumps({"letter": "A", "answers": answers}), encoding="utf-8")
    code, printed = _judge(key, form)
    assert code == 1
    assert "50.0% of 2 understood" in printed
    assert "get-zoom/es 2: wrong action; asks for wait; said press" in printed
    form.write_text(json.dumps({"letter": "A", "answers": answers[:1]}), encoding="utf-8")
    code, printed = _judge(key, form)
    assert code == 2
    assert "02.png has no answer" in printed


def _judge(key: Path, form: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "tests.bench.pictures_alone.judge", str(key), str(form)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode, done.stdout + done.stderr

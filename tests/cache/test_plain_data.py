"""Values survive the way to JSON and back, and what is no plain data is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cache.keys import plain, restored
from annotator.model import Action, Box, TextTarget


def test_dataclasses_come_back_from_json() -> None:
    action = Action("tap", TextTarget(("Join", "Unirse"), 2))
    kept = json.loads(json.dumps(plain((action, Box(1, 2, 3, 4)))))
    assert restored(kept, {"Action": Action, "TextTarget": TextTarget, "Box": Box}) == (action, Box(1, 2, 3, 4))


def test_fields_that_do_not_count_are_left_out() -> None:
    assert "line" not in plain(Action("tap", line=7), compared=True)
    assert plain(Action("tap", line=7))["line"] == 7
    assert plain({"at": 1.25, "path": Path("a", "b")}) == {"at": 1.25, "path": "a/b"}


def test_nothing_else_goes_or_comes_back() -> None:
    with pytest.raises(TypeError, match="set is not plain data"):
        plain({1, 2})
    with pytest.raises(KeyError):
        restored({"": "Box", "x": 1}, {})
    with pytest.raises(TypeError, match="Path is not a dataclass"):
        restored({"": "Path"}, {"Path": Path})

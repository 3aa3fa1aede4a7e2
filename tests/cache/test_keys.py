"""Keys of results, and plain data that survives the way to JSON and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cache.keys import digest, key, plain, restored
from annotator.model import Action, Box, TextTarget


def test_a_key_holds_everything_but_line_numbers() -> None:
    assert key("Zoom", "es") != key("Zoom", "en")
    assert key(("a", "b")) != key("a", "b")
    assert key(Action("tap", TextTarget(("Join",)), line=3)) == key(Action("tap", TextTarget(("Join",)), line=9))
    assert key(Action("tap", TextTarget(("Join",)))) != key(Action("hold", TextTarget(("Join",))))
    assert key(Box(1, 2, 3, 4)) != key((1, 2, 3, 4))
    with pytest.raises(TypeError):
        key(object())


def test_the_order_of_a_dict_and_the_kind_of_a_sequence_do_not_matter() -> None:
    assert key({"a": 1, "b": 2}) == key({"b": 2, "a": 1})
    assert key(["a", 1]) == key(("a", 1))
    assert key(Path("a")) == key("a")


def test_a_name_that_is_no_text_has_a_key() -> None:
    assert key("\udcff") != key("\udcfe")


def test_a_digest_is_sha_256() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


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

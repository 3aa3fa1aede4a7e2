"""Entries appear whole or not at all, are never out of date, and a damaged one is noticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.cache import Cache, key
from annotator.errors import OutputError
from annotator.model import Action, Box, TextTarget


def test_a_key_holds_everything_but_line_numbers() -> None:
    assert key("Zoom", "es") != key("Zoom", "en")
    assert key(("a", "b")) != key("a", "b")
    assert key(Action("tap", TextTarget(("Join",)), line=3)) == key(Action("tap", TextTarget(("Join",)), line=9))
    assert key(Action("tap", TextTarget(("Join",)))) != key(Action("hold", TextTarget(("Join",))))
    assert key(Box(1, 2, 3, 4)) != key((1, 2, 3, 4))
    with pytest.raises(TypeError):
        key(object())


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    made: list[int] = []

    def write(path: Path) -> None:
        made.append(1)
        path.write_bytes(b"sound")

    path = cache.made("voice", key("x"), ".wav", write)
    assert cache.made("voice", key("x"), ".wav", write) == path
    assert len(made) == 1
    path.write_bytes(b"sou")
    assert cache.get("voice", key("x"), ".wav") is None
    assert cache.made("voice", key("x"), ".wav", write).read_bytes() == b"sound"
    assert len(made) == 2


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left on device"):
        cache.put("voice", key("x"), ".wav", fail)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_sweep_removes_only_what_is_old(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_json("texts", key("x"), ["ñ"])
    old, new = (tmp_path / "voice" / "ab" / name for name in (".new-old.wav", ".new-new.wav"))
    old.parent.mkdir(parents=True)
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1000, 1000))
    os.utime(new, (9000, 9000))
    cache.sweep(3600, now=9100)
    assert not old.exists()
    assert new.exists()
    assert cache.get_json("texts", key("x")) == ["ñ"]

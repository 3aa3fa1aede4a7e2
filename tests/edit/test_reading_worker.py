"""What the child answers, and how it names what goes wrong."""

from __future__ import annotations

from pathlib import Path

from annotator.cache import Cache
from annotator.edit.reading_worker import Requests


def test_an_unreadable_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"no picture")
    kind, answer = Requests(Cache(tmp_path / "cache")).answer("texts", (tmp_path / "1.png",))
    assert kind == "error" and isinstance(answer, tuple)
    assert answer[:2] == ("unreadable-picture", "1.png is not a picture that can be read.")
    assert Requests(Cache(tmp_path / "cache")).answer("start", ()) == ("answer", None)

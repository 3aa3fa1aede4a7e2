"""How far pictures are read, and that a replaced file is another picture."""

from __future__ import annotations

from pathlib import Path

from annotator.edit.picture_answers import PictureError, PictureState, StalePreviewError
from annotator.edit.reading_states import ReadingStates, stamp_of
from annotator.edit.worker_channel import BACKGROUND, Job
from annotator.errors import AnnotatorError


def ended(error: AnnotatorError | None = None, answer: object = None) -> Job:
    return Job("texts", (), BACKGROUND, 1, answer=answer, error=error)


def test_a_picture_is_read_or_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"1")
    (tmp_path / "2.png").write_bytes(b"2")
    one, two = stamp_of(tmp_path / "1.png"), stamp_of(tmp_path / "2.png")
    assert one and two and stamp_of(tmp_path / "3.png") is None and stamp_of(tmp_path / "a\0b") is None
    states = ReadingStates()
    assert states.of(one).state == states.of(None).state == "waiting" and not states.is_done(one)
    states.start(one)
    assert states.of(one).state == "reading"
    assert not states.finish(one, ended(answer=PictureState("ready", (10, 20), turn=90)))
    assert (states.of(one).state, states.of(one).size, states.of(one).turn) == ("ready", (10, 20), 90)
    assert not states.finish(two, ended(PictureError("unreadable-picture", "It is damaged.")))
    assert (states.of(two).state, states.of(two).problem) == ("failed", "It is damaged.")
    assert states.is_done(one) and states.is_done(two)
    (tmp_path / "1.png").write_bytes(b"another")
    assert states.of(stamp_of(tmp_path / "1.png")).state == "waiting"


def test_a_crash_is_forgiven_once(tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(b"1")
    stamp = stamp_of(tmp_path / "1.png")
    assert stamp
    states = ReadingStates()
    states.start(stamp)
    assert not states.finish(stamp, ended(StalePreviewError()))
    assert states.of(stamp).state == "waiting"
    assert states.finish(stamp, ended(PictureError("internal", "It ended.")))
    assert states.of(stamp).state == "waiting"
    assert not states.finish(stamp, ended(PictureError("internal", "It ended.")))
    assert states.of(stamp).state == "failed"

"""What the computer refuses, in the words of annotator's errors."""

from __future__ import annotations

from annotator.errors import MissingError, OutputError, explain


def test_errors_of_the_system_are_explained_and_bugs_are_not() -> None:
    assert isinstance(explain(ImportError("no", name="rich")), MissingError)
    assert isinstance(explain(MemoryError()), OutputError)
    full = explain(OSError(28, "No space left on device", "a.mp4"))
    assert full is not None
    assert full.message == "a.mp4: No space left on device."
    assert explain(ValueError("bug")) is None

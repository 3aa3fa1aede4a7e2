"""What the doctor says of a computer on which something is old, broken or missing."""

from __future__ import annotations

import importlib.metadata

import pytest

from annotator.commands import doctor
from annotator.errors import AnnotatorError


def test_a_line_says_whether_a_build_needs_it() -> None:
    assert doctor.as_line(doctor.Diagnosis("fonts", True, True, "3 files.")) == "works    fonts: 3 files."
    missing = doctor.Diagnosis("ffmpeg", False, True, "It is not there.", "Install it.")
    assert doctor.as_line(missing) == "MISSING  ffmpeg: It is not there. Install it."
    assert doctor.as_line(doctor.Diagnosis("voice x", False, False, "No.")).startswith("no       voice x")
    assert doctor.as_json(missing)["remedy"] == "Install it."


def test_whatever_a_library_raises_is_a_finding() -> None:
    def broken() -> str:
        raise RuntimeError("two\nlines")

    def refused() -> str:
        raise AnnotatorError("It is old.", "Install a newer one.")

    assert doctor._try("a", broken).detail == "RuntimeError: two lines."
    assert "--force-reinstall" in doctor._try("a", broken).remedy
    assert (doctor._try("a", refused).works, doctor._try("a", refused).remedy) == (False, "Install a newer one.")


@pytest.mark.parametrize(("version", "words"), [("13.0.0", "13.0.0."), ("11.3.0", "known holes")])
def test_an_old_pillow_is_told(monkeypatch: pytest.MonkeyPatch, version: str, words: str) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: version)
    assert words in doctor._pillow().detail


def test_each_engine_is_asked_only_for_languages_that_it_speaks() -> None:
    names = [finding.name for finding in doctor._voices(None)]
    assert {"voice kokoro (es)", "voice pico (en)", "voice espeak (es)", "voice gtts (en)"} <= set(names)
    assert len(names) == len(set(names))

"""A story: the shipped tutorials keep what the library promises: two languages, few steps, invented people."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from annotator import script
from annotator.model import Tutorial

TUTORIALS = Path(__file__).resolve().parents[2] / "tutorials"
LIBRARY = {
    "allow-microphone-and-camera": ("Android phone", "Zoom"),
    "clever-badge": ("Chromebook", "Clever"),
    "connect-to-wifi": ("Android tablet", "Wi-Fi"),
    "get-zoom": ("Android phone", "Zoom"),
    "join-class-on-zoom": ("Android phone", "Zoom"),
    "join-google-classroom": ("Chromebook", "Google Classroom"),
    "mute-and-unmute": ("Android phone", "Zoom"),
    "send-a-picture-of-your-screen": ("Android phone", "WhatsApp"),
    "send-a-voice-message": ("Android phone", "WhatsApp"),
    "turn-in-a-photo": ("Android phone", "Google Classroom"),
}
LANGUAGES = {"join-class-on-zoom": ("es", "en", "pt")}
"""Those of a tutorial that has more than Spanish and English."""
PHONE = re.compile(r"\b\d{3}[-. ]\d{3}[-. ]\d{4}\b")
MAIL = re.compile(r"[\w.+-]+@([\w-]+\.)+\w+")
each = pytest.mark.parametrize("name", LIBRARY)


def tutorial(name: str) -> Tutorial:
    reading = script.read_folder(TUTORIALS / name)
    assert not reading.problems
    assert reading.tutorial is not None
    return reading.tutorial


def test_every_folder_is_in_the_library() -> None:
    assert {path.parent.name for path in TUTORIALS.glob("*/tutorial.md")} == set(LIBRARY)


@each
def test_a_tutorial_is_short_and_for_a_stated_device(name: str) -> None:
    read = tutorial(name)
    assert (read.device, read.platform) == LIBRARY[name]
    assert read.checked is not None and read.checked >= datetime.date(2026, 11, 24)
    assert 1 <= read.counted_steps <= script.MAX_STEPS
    assert len(read.steps) - read.counted_steps <= 3


@each
def test_all_is_said_and_shown_in_every_language(name: str) -> None:
    read = tutorial(name)
    languages = LANGUAGES.get(name, ("es", "en"))
    assert read.languages == languages
    assert {why.lang for why in read.whys} == set(languages)
    for step in read.steps:
        assert all(step.said(lang) for lang in languages) and (step.action is not None or step.marks)
        assert {question.lang for question in step.questions} in (set(), set(languages))
        assert {own.lang for own in step.pictures} <= set(languages[1:])


@each
def test_the_note_in_the_folder_names_pictures_that_are_there(name: str) -> None:
    note = (TUTORIALS / name / "README.md").read_text(encoding="utf-8")
    assert "We drew these screens ourselves, with invented people" in note
    named = set(re.findall(r"`(\d\d[^`]*\.png)`", note))
    assert len({picture for picture in named if ".iphone." not in picture}) == len(LANGUAGES.get(name, ("es", "en")))
    assert all((TUTORIALS / name / picture).is_file() for picture in named)
    assert note.rstrip().endswith(f"tutorials/_screens/render.py tutorials/{name}")


@each
def test_people_and_numbers_are_invented(name: str) -> None:
    for path in [TUTORIALS / name / "tutorial.md", *(TUTORIALS / name / "screens").glob("*.html")]:
        text = path.read_text(encoding="utf-8")
        assert all("555" in number for number in PHONE.findall(text)), path
        assert all(mail.group().endswith("example.org") for mail in MAIL.finditer(text)), path

"""The names, the guide and the page of a recording kit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from annotator.commands import kit_guide, kit_names, kit_page
from annotator.model import School, StepNumber
from annotator.script import MemoSlot
from tests.helpers import editions, recording_pages

PLACES = (MemoSlot("title", "title"), MemoSlot("step-1", "01", (StepNumber(1),)), MemoSlot("end", "end"))


@pytest.mark.parametrize(
    "name", ["03-step-2.webm", "03-STEP-2.M4A", "03-step-2 (1).ogg", "03-step-2(2).ogg", "103-step-2.ogg"]
)
def test_an_answer_tells_its_place(name: str) -> None:
    assert kit_names.key_of_answer(name) == "step-2"


@pytest.mark.parametrize("name", ["step-2.ogg", "3-step-2.ogg", "AUD-20261124-WA0003.m4a", "Grabación 7.amr"])
def test_a_file_of_another_name_tells_none(name: str) -> None:
    assert kit_names.key_of_answer(name) is None


def test_files_are_named_as_their_answers_are() -> None:
    slot = MemoSlot("step-2-if", "borrar", (StepNumber(2, 1),))
    assert kit_names.file_name(4, slot, "picture.jpg") == "04-step-2-if-picture.jpg"
    assert kit_names.key_of_answer(f"{kit_names.answer_name(4, slot)}.ogg") == slot.key


def test_the_guide_says_both_ways_to_send_and_what_the_page_costs(tmp_path: Path) -> None:
    text = kit_guide.write_guide(tmp_path, editions.edition(), "mix", PLACES, 812_345)
    assert "send 00-phone.html (0.8 MB) as a document" in text
    assert "send 00-voice.ogg" in text
    assert "02-step-1-picture.jpg   02-step-1-voice.ogg   (step 1)" in text
    assert max(map(len, text.splitlines())) < 130


def test_the_page_has_what_is_in_the_kit(tmp_path: Path) -> None:
    recording_pages.page(tmp_path)
    sounds = tmp_path / "sounds"
    sounds.mkdir()
    for number, place in enumerate(PLACES):
        shutil.copy(tmp_path / "tone.m4a", sounds / kit_page.sound_name(number))
        shutil.copy(tmp_path / "tone.m4a", sounds / kit_page.sound_name(number + 1))
        name = kit_names.file_name(number + 1, place, "picture.jpg")
        Image.new("RGB", (1080, 1350), "white").save(tmp_path / name)
    edition = replace(editions.edition(), school=School(language_names=(("mix", "Mixteco de San Juan"),)))
    text = kit_page.write(tmp_path, sounds, edition, "mix", PLACES).read_text(encoding="utf-8")
    assert [f'data-name="{number:02}-{place.key}"' in text for number, place in enumerate(PLACES, start=1)] == [
        True
    ] * 3
    assert "Mixteco de San Juan" in text
    assert 'alt="Toque Unirse' in text, "what the voice says"
    assert text.count("data:audio/mp4") == 4

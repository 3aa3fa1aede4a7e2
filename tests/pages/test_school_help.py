"""The person to ask, as pages show her."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image

from annotator.model import School, StepNumber
from annotator.pages import chat_links, tutorial_pages
from tests.helpers import sites


def test_a_chat_with_the_school_begins_with_the_place() -> None:
    page = sites.ORDINARY.pages[0]
    places = [chat_links.name_place(page, step, "Zoom") for step in page.steps]
    assert places == ["Zoom, paso 1", "Zoom, paso 2", "Zoom, paso 2?", "Zoom, paso 3", "Zoom, paso 4"]
    assert chat_links.name_place(page, page.steps[0], "") == "Entrar a la clase por Zoom, paso 1"
    borrowed = sites.ORDINARY.pages[2]
    assert chat_links.name_place(borrowed, replace(borrowed.steps[0], number=StepNumber(7)), "Zoom") == "Zoom, paso 7"
    link = chat_links.school_chat_link(sites.SCHOOL, "Zoom, paso 4")
    assert link == "https://wa.me/14105550100?text=Zoom%2C%20paso%204"
    assert chat_links.school_chat_link(School(phone="410-555-0100"), "Zoom") == ""


def test_pages_ask_for_what_the_school_can_take() -> None:
    given = (sites.SCHOOL, School(phone="410-555-0134"), School(person="Mr. Lee"))
    asked = {lang: [chat_links.describe_help(school, lang)["ask"] for school in given] for lang in ("es", "en", "pt")}
    assert asked == {
        "es": ["Mándenos un mensaje de voz o una foto.", "Llame a la escuela.", "Pregunte en la escuela."],
        "en": ["Send us a voice message or a photo.", "Call the school.", "Ask at the school."],
        "pt": ["Mande uma mensagem de voz ou uma foto.", "Ligue para a escola.", "Pergunte na escola."],
    }


def test_the_face_is_square_and_leaves_with_the_consent(tmp_path: Path) -> None:
    tutorial_pages.write_common_files(tmp_path, sites.SCHOOL)
    with Image.open(tmp_path / chat_links.PHOTO) as image:
        assert image.size == (chat_links.PHOTO_WIDTH, chat_links.PHOTO_WIDTH)
        assert not image.getexif()
    tutorial_pages.write_common_files(tmp_path, replace(sites.SCHOOL, photo=None))
    assert not (tmp_path / chat_links.PHOTO).exists()

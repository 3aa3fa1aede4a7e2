"""What search engines and link previews say of pages."""

from __future__ import annotations

from dataclasses import replace

from annotator.pages.labels import load_strings
from annotator.pages.search_data import MAX_SUMMARY_CHARS, summarize_gallery, summarize_page
from tests.helpers import sites

PAGE = sites.ORDINARY.pages[0]
SAY = load_strings("es")


def test_a_page_says_why_else_its_steps_else_what_it_is() -> None:
    assert summarize_page(PAGE, SAY) == PAGE.why
    bare = summarize_page(replace(PAGE, why=""), SAY)
    assert bare.startswith("Con imágenes y voz, paso a paso: Toque Unirse. Escriba el nombre de su niño.")
    assert "¿Se equivocó?" not in bare
    assert summarize_page(replace(sites.ORDINARY.pages[2]), SAY) == "Con imágenes y voz, paso a paso."


def test_a_gallery_names_as_many_tutorials_as_there_is_room_for() -> None:
    assert summarize_gallery(["Entrar", "Salir"], SAY) == "Ayuda con imágenes y voz, paso a paso: Entrar; Salir."
    many = summarize_gallery([f"Entrar a la clase número {n}" for n in range(20)], SAY)
    assert len(many) <= MAX_SUMMARY_CHARS
    assert many.endswith(" …")

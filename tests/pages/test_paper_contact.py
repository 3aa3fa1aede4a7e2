"""The end of a hand-out: a bar, or a panel in a free corner of the grid; everything is in it and apart."""

from __future__ import annotations

import io
import itertools
import re

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from annotator.model import School
from annotator.pages.labels import load_strings
from annotator.pages.paper import contact as paper_contact
from annotator.pages.paper.canvas import REGULAR, PaperCanvas, register_fonts
from annotator.pages.paper.contact import Contact
from tests.helpers.papers import Placed, list_placed

BASE = "https://losrobles.example.org/ayuda"
SCHOOL = School(person="Profesora Guadalupe Hernández", phone="410-555-0100")


def contact(lang: str = "es", school: School = SCHOOL, address: str = f"{BASE}/entrar-a-la-clase/es/") -> Contact:
    return Contact(lang, school, address)


def draw_page(panel: tuple[float, float] | None, shown: Contact) -> tuple[list[Placed], str]:
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), pageCompression=0, initialFontName=REGULAR)
    if panel is None:
        paper_contact.draw_footer(PaperCanvas(canvas), shown, 30, 30, 552)
    else:
        paper_contact.draw_panel(PaperCanvas(canvas), shown, 100, 700, *panel)
    canvas.save()
    (page,) = pypdf.PdfReader(io.BytesIO(buffer.getvalue())).pages
    return list_placed(page), " ".join(page.extract_text().split())


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("es", "entrar-a-la-clase"),
        ("en", "join-class"),
        ("pt", "entrar-na-aula"),
        ("pt", "revisar-las-calificaciones-en-google-classroom"),
    ],
)
@pytest.mark.parametrize("panel", [None, (165, 216), (177, 300), (330, 170), (364, 190), (364, 330)])
def test_all_is_in_its_place_and_apart(panel: tuple[float, float] | None, lang: str, name: str) -> None:
    shown = contact(lang, address=f"{BASE}/{name}/{lang}/")
    placed, text = draw_page(panel, shown)
    left, bottom, right, top = (
        (30, 30, 582, 30 + paper_contact.FOOTER_PT) if panel is None else (100, 700 - panel[1], 100 + panel[0], 700)
    )
    assert all(left <= each.left and each.right <= right + 0.1 for each in placed)
    assert all(bottom <= each.bottom and each.top <= top for each in placed)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(placed, 2))
    assert "…" not in text
    for words in (SCHOOL.person, SCHOOL.phone, load_strings(lang)("see-video")):
        assert words in text
    assert f"losrobles.example.org/ayuda/{name}/{lang}" in re.sub("(?<=[/-]) ", "", text), "where the code leads"
    (code,) = [each for each in placed if each.kind == "code"]
    assert code.right - code.left >= 57, "two centimetres"


@pytest.mark.parametrize("panel", [None, (177, 216), (364, 190)])
def test_without_an_address_there_is_no_code_and_without_a_person_none(panel: tuple[float, float] | None) -> None:
    placed, text = draw_page(panel, contact(address=""))
    assert [each for each in placed if each.kind == "code"] == []
    assert "410-555-0100" in text
    _, text = draw_page(panel, contact(school=School()))
    assert load_strings("es")("different") not in text

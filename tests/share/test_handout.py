"""The hand-out: judged by pypdf, poppler and a reader of codes."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from annotator.model import StepNumber
from annotator.share import handout
from annotator.share.paper_canvas import PaperCanvas

ADDRESS = "https://losrobles.example.org/ayuda/entrar-a-la-clase/es/"


def sheet(steps: int) -> handout.Handout:
    picture = np.full((928, 720, 3), 200, np.uint8)
    sentences = ("Toque el botón Únase.", "Escriba el nombre de su niño o niña. Por ejemplo: Luna.", "¡Listo!")
    return handout.Handout(
        lang="es",
        words_lang="es",
        title="Entrar a la clase por Zoom",
        steps=tuple(
            handout.HandoutStep(StepNumber(number), picture, sentences[number % 3], "Tap the button.")
            for number in range(1, steps + 1)
        ),
        second_title="Join class on Zoom",
        device="celular Android",
        school="Escuela Los Robles",
        logo=np.zeros((40, 80, 3), np.uint8),
        person="Sra. Rosa",
        phone="410-555-0100",
        address=ADDRESS,
        short="https://losrobles.example.org/ayuda",
    )


@pytest.mark.parametrize(("steps", "pages"), [(1, 1), (4, 1), (6, 1), (8, 2), (12, 2)])
def test_pages_and_what_readers_are_told(tmp_path: Path, steps: int, pages: int) -> None:
    path = tmp_path / "hoja.pdf"
    handout.write_handout(path, sheet(steps))
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == pages
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert reader.metadata is not None
    assert reader.metadata.title == "Entrar a la clase por Zoom"
    told = {name: str(value) for name, value in reader.metadata.items() if value and "Date" not in name}
    assert told == {"/Title": "Entrar a la clase por Zoom", "/Trapped": "/False"}
    assert reader.metadata["/CreationDate"].startswith("D:20000101")
    for page in reader.pages:
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert {str(font["/BaseFont"]).split("+")[1] for font in fonts} == {"Andika", "Andika-Bold"}
        assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in fonts)


def test_the_same_hand_out_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        handout.write_handout(tmp_path / name, sheet(3))
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_words_can_be_selected_with_their_accents(tmp_path: Path, need: Callable[[str], str]) -> None:
    handout.write_handout(tmp_path / "hoja.pdf", replace(sheet(3), paper="a4"))
    text = subprocess.run(
        [need("pdftotext"), "-raw", str(tmp_path / "hoja.pdf"), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    words = " ".join(text.split())
    for wanted in ("Toque el botón Únase.", "niño o niña", "¡Listo!", "410-555-0100", "losrobles.example.org/ayuda"):
        assert wanted in words
    width, height = pypdf.PdfReader(tmp_path / "hoja.pdf").pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == (595, 842)


@pytest.mark.slow
def test_the_code_opens_the_page(tmp_path: Path, need: Callable[[str], str]) -> None:
    import cv2

    handout.write_handout(tmp_path / "hoja.pdf", sheet(6))
    command = [need("pdftoppm"), "-r", "200", "-gray", "-png", "-singlefile", str(tmp_path / "hoja.pdf")]
    subprocess.run([*command, str(tmp_path / "hoja")], check=True)
    image = cv2.imread(str(tmp_path / "hoja.png"))
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(image[-500:, :700])
    assert found == ADDRESS


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    handout.write_handout(tmp_path / "hoja.pdf", replace(sheet(2), address=""))
    text = pypdf.PdfReader(tmp_path / "hoja.pdf").pages[0].extract_text()
    assert "cámara" not in text
    assert "Sra. Rosa" in text


def test_hostile_words_are_text_and_nothing_is_a_box(tmp_path: Path) -> None:
    nasty = "</script> --> (\\) \"'& 🙂 \u202eRTL"
    steps = (handout.HandoutStep(StepNumber(1), np.zeros((900, 700, 3), np.uint8), nasty * 9, nasty),)
    handout.write_handout(tmp_path / "hoja.pdf", replace(sheet(1), title=nasty, steps=steps))
    text = pypdf.PdfReader(tmp_path / "hoja.pdf").pages[0].extract_text()
    assert "</script> --> (\\) \"'& RTL" in " ".join(text.split())


def with_aside() -> handout.Handout:
    plain = sheet(4)
    aside = handout.HandoutStep(
        StepNumber(2, 1), plain.steps[0].picture, "Deslice el dedo.", "Slide.", question="¿Se equivocó?"
    )
    return replace(plain, steps=(*plain.steps[:2], aside, *plain.steps[2:]))


def test_an_aside_asks_in_bold_has_a_question_mark_and_is_not_counted(tmp_path: Path) -> None:
    handout.write_handout(tmp_path / "hoja.pdf", with_aside())
    pieces: list[tuple[str, str]] = []

    def visit(text: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: float) -> None:
        if text.strip() and font is not None:
            pieces.append((" ".join(text.split()), font["/BaseFont"].split("+")[1]))

    (page,) = pypdf.PdfReader(tmp_path / "hoja.pdf").pages
    page.extract_text(visitor_text=visit)
    at = pieces.index(("2?", "Andika-Bold"))
    assert pieces[at + 1 : at + 4] == [
        ("¿Se equivocó?", "Andika-Bold"),
        ("Deslice el dedo.", "Andika"),
        ("Slide.", "Andika"),
    ]
    assert [text for text, _ in pieces if text in ("1", "2", "2?", "3", "4", "5")] == ["1", "2", "2?", "3", "4"]


def test_the_frame_of_an_aside_is_dashed_and_all_others_are_not(tmp_path: Path) -> None:
    def dashes(paper: handout.Handout) -> int:
        handout.write_handout(tmp_path / "hoja.pdf", paper)
        (page,) = pypdf.PdfReader(tmp_path / "hoja.pdf").pages
        contents = page.get_contents()
        assert contents is not None
        return contents.get_data().decode("latin-1").count("[5 3.5] 0 d")

    assert dashes(sheet(4)) == 0
    assert dashes(with_aside()) == 2, "the frame and the badge"


def test_a_long_aside_makes_all_sentences_smaller_and_none_is_cut_off(tmp_path: Path) -> None:
    long = "Deslice el dedo hacia la izquierda sin levantarlo. Así el mensaje se borra y nadie lo oye."
    paper = with_aside()
    steps = tuple(replace(step, text=long, second="") if step.question else step for step in paper.steps)
    handout.write_handout(tmp_path / "hoja.pdf", replace(paper, steps=steps))
    text = " ".join(pypdf.PdfReader(tmp_path / "hoja.pdf").pages[0].extract_text().split())
    assert long in text
    assert "…" not in text


def test_dashes_end_with_the_frame_of_an_aside() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    paper = PaperCanvas(canvas)
    paper.dashed_frame(0, 100, 50, 50)
    paper.rule(0, 100, 20, "#0B4F6C")
    canvas.save()
    drawn = buffer.getvalue().decode("latin-1")
    places = [drawn.index(operator) for operator in ("[5 3.5] 0 d", "[] 0 d", "0 20 m")]
    assert places == sorted(places)

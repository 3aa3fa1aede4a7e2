"""The hand-out: judged by pypdf, poppler and a reader of codes."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from annotator.errors import OutputError
from annotator.model import School, StepNumber
from annotator.pages import page_pictures
from annotator.pages.paper import handout
from annotator.pages.paper.canvas import PaperCanvas
from annotator.pages.paper.text_lines import NO_TEXT, Paragraph
from tests.helpers.papers import Placed, list_placed, list_tags

ADDRESS = "https://losrobles.example.org/ayuda/entrar-a-la-clase/es/"


def gray(width: int, height: int) -> bytes:
    return page_pictures.encode_jpeg(np.full((height, width, 3), 200, np.uint8))


def said(text: str, chip: str | None = None) -> Paragraph:
    return Paragraph(text, chip, "es", bold=True)


def sheet(steps: int, paper: Literal["letter", "a4"] = "letter") -> handout.Handout:
    sentences = (
        said("Toque el botón Únase.", "Únase"),
        said("Escriba el nombre de su niño o niña. Por ejemplo: Luna."),
        said("¡Listo!"),
    )
    return handout.Handout(
        lang="es",
        words_lang="es",
        title="Entrar a la clase por Zoom",
        steps=tuple(
            handout.HandoutStep(
                StepNumber(number),
                gray,
                sentences[number % 3],
                Paragraph("Tap the button.", lang="en"),
                alt="Pantalla. Toque Unirse",
            )
            for number in range(1, steps + 1)
        ),
        second_title="Join class on Zoom",
        second_lang="en",
        device="celular Android",
        school=School(name="Escuela Los Robles", person="Sra. Rosa", phone="410-555-0100", paper=paper),
        logo=page_pictures.encode_jpeg(np.zeros((40, 80, 3), np.uint8)),
        address=ADDRESS,
    )


def test_a_logo_may_be_tiny(tmp_path: Path) -> None:
    logo = page_pictures.encode_jpeg(np.zeros((16, 32, 3), np.uint8))
    handout.write_handout(tmp_path / "hoja.pdf", replace(sheet(1), logo=logo))
    (page,) = pypdf.PdfReader(tmp_path / "hoja.pdf").pages
    assert (32, 16) in [image.image.size for image in page.images if image.image]
    with pytest.raises(OutputError, match="as small as 10 bytes"):
        page_pictures.encode_jpeg(np.zeros((16, 32, 3), np.uint8), max_bytes=10)


@pytest.mark.parametrize(("steps", "pages"), [(1, 1), (6, 1), (9, 1), (12, 1), (20, 2)])
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
    handout.write_handout(tmp_path / "hoja.pdf", sheet(3, "a4"))
    text = subprocess.run(
        [need("pdftotext"), "-raw", str(tmp_path / "hoja.pdf"), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    words = " ".join(text.split()).replace(" .", ".")
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
    steps = (handout.HandoutStep(StepNumber(1), gray, said(nasty * 9, "<b>"), Paragraph(nasty)),)
    handout.write_handout(tmp_path / "hoja.pdf", replace(sheet(1), title=nasty, steps=steps))
    text = pypdf.PdfReader(tmp_path / "hoja.pdf").pages[0].extract_text()
    assert "</script> --> (\\) \"'& RTL" in " ".join(text.split())


def with_aside() -> handout.Handout:
    plain = sheet(4)
    aside = handout.HandoutStep(
        StepNumber(2, 1),
        gray,
        Paragraph("Deslice el dedo."),
        Paragraph("Slide."),
        question=said("¿Se equivocó?"),
        alt="Pantalla.",
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
    steps = tuple(
        replace(step, text=Paragraph(long), second=NO_TEXT) if step.question.text else step for step in paper.steps
    )
    handout.write_handout(tmp_path / "hoja.pdf", replace(paper, steps=steps))
    text = " ".join(pypdf.PdfReader(tmp_path / "hoja.pdf").pages[0].extract_text().split())
    assert long in text
    assert "…" not in text


def test_a_screen_reader_reads_school_title_steps_and_help_once(tmp_path: Path, need: Callable[[str], str]) -> None:
    paper, plain = with_aside(), sheet(20)
    handout.write_handout(
        tmp_path / "hoja.pdf", replace(paper, steps=(*paper.steps, *plain.steps[4:]), words_lang="pt")
    )
    reader = pypdf.PdfReader(tmp_path / "hoja.pdf")
    assert len(reader.pages) == 2
    root: pypdf.generic.DictionaryObject = reader.trailer["/Root"]  # type: ignore[assignment]
    assert root["/MarkInfo"] == {"/Marked": True}
    assert "/Metadata" not in root, "nothing is claimed"
    tags = list_tags(root["/StructTreeRoot"]["/K"][0].get_object())
    figure, second = ("Figure", "pt", "Pantalla. Toque Unirse"), ("P", "en", "")
    step = [("LI", "", ""), ("Lbl", "", ""), ("LBody", "", ""), figure, ("P", "", ""), second]
    begin = [(role, "", "") for role in ("Document", "P", "H1", "P")] + [("Span", "en", ""), ("Span", "pt", "")]
    assert tags[: len(begin)] == begin
    assert tags[len(begin) : len(begin) + 7] == [("L", "", ""), *step]
    assert [role for role, _, _ in tags].count("LI") == 21
    assert tags[-9:] == [("Div", "pt", ""), ("H2", "", ""), ("Figure", "", f"QR: {ADDRESS}"), *[("P", "", "")] * 6]
    for page in reader.pages:
        drawn = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
        unmarked = re.sub(r"(?s)/\w+ (<</MCID \d+>> BDC|BMC).*?EMC", "", drawn)
        assert not re.search(r"\b(Tj|TJ|S|f\*?|B\*?|Do)\s", unmarked), "neither read nor skipped"
    command = [need("pdfinfo"), "-struct-text", str(tmp_path / "hoja.pdf")]
    told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    read = [line.strip()[1:-1] for line in told.splitlines() if line.strip().startswith('"')]
    assert read[:4] == ["Escuela Los Robles", "Entrar a la clase por Zoom", "Join class on Zoom", " · celular Android"]
    assert read[4:8] == ["1", "", "Escriba el nombre de su niño o niña. Por ejemplo: Luna.", "Tap the button."]
    assert read[12:17] == ["2?", "¿Se equivocó?", "", "Deslice el dedo.", "Slide."]
    assert [text for text in read if text.isdigit()] == [str(number) for number in range(1, 21)]


LONG = (
    said("¿Quiere que oigan a su hijo o hija? Toque Mientras la app está en uso.", "Mientras la app está en uso"),
    Paragraph("Do you want them to hear your child? Tap While using the app.", "While using the app", "en"),
    Paragraph("O dice: While using the app", "While using the app", "es"),
)
LONG_TITLE = "Cómo mandar una foto de la tarea a la maestra por WhatsApp hoy"


def crowded(steps: int, asides: int, paper: Literal["letter", "a4"]) -> handout.Handout:
    """A sheet whose every step has long sentences, a note and a chip, and whose title needs two lines."""
    text, second, note = LONG
    counted = [handout.HandoutStep(StepNumber(n), gray, text, second, note) for n in range(1, steps + 1)]
    branched = [
        handout.HandoutStep(
            StepNumber(2, n), gray, replace(text, bold=False), second, note, said("¿Está lleno su celular?")
        )
        for n in range(1, asides + 1)
    ]
    everything = (*counted[:2], *branched, *counted[2:])
    return replace(sheet(1, paper), title=LONG_TITLE, steps=everything, logo=None)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize(("steps", "asides"), [(1, 0), (3, 0), (4, 2), (6, 0), (7, 1), (9, 0), (9, 3), (14, 0)])
def test_nothing_leaves_the_page_or_covers_anything_else(
    tmp_path: Path, steps: int, asides: int, paper: Literal["letter", "a4"]
) -> None:
    path = tmp_path / "hoja.pdf"
    handout.write_handout(path, crowded(steps, asides, paper))
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == (1 if steps + asides <= 9 else 2)
    for page in reader.pages:
        placed = list_placed(page)
        width, height = map(float, page.mediabox[2:])
        assert all(each.left >= 18 and each.right <= width - 18 for each in placed)
        assert all(each.bottom >= 18 and each.top <= height - 18 for each in placed)
        assert find_overlaps(placed) == []
        texts = [each for each in placed if each.kind == "text"]
        assert min(each.size for each in texts if each.text not in ADDRESS) >= 9
        assert min(each.size for each in texts) >= 7
        pictures = [each for each in placed if each.kind == "picture"]
        assert len(pictures) == len([each for each in placed if each.kind == "badge"])
        text = " ".join((page.extract_text() or "").split())
        for shown in ("Join class on Zoom", "celular Android", "410-555-0100", "Sra. Rosa"):
            assert shown in text
        assert "…" not in text


def find_overlaps(placed: list[Placed]) -> list[tuple[Placed, Placed]]:
    """Pairs of texts, pictures, badges and codes that cover each other; a text may be in its own badge or chip."""
    solid = [each for each in placed if each.kind in ("text", "picture", "badge", "code")]
    return [
        (one, other)
        for one, other in itertools.combinations(solid, 2)
        if {one.kind, other.kind} != {"text", "badge"} and one.overlaps(other)
    ]


@pytest.mark.parametrize(("steps", "text"), [(1, 14), (4, 14), (6, 11), (9, 11)])
def test_few_steps_are_large_and_many_still_easy_to_read(tmp_path: Path, steps: int, text: float) -> None:
    handout.write_handout(tmp_path / "hoja.pdf", sheet(steps))
    (page,) = pypdf.PdfReader(tmp_path / "hoja.pdf").pages
    placed = list_placed(page)
    assert max(each.size for each in placed if each.kind == "text" and each.text.startswith("Escriba")) >= text
    pictures = [each for each in placed if each.kind == "picture"]
    covered = sum((each.right - each.left) * (each.top - each.bottom) for each in pictures)
    assert covered > 0.2 * 612 * 792, "pictures first"


def test_the_words_of_buttons_are_chips_in_both_languages(tmp_path: Path) -> None:
    handout.write_handout(tmp_path / "hoja.pdf", crowded(3, 0, "letter"))
    (page,) = pypdf.PdfReader(tmp_path / "hoja.pdf").pages
    placed = list_placed(page)
    chips = [each for each in placed if each.kind == "chip"]
    framed = [
        " ".join(each.text for each in placed if each.kind == "text" and chip.contains(each)).strip() for chip in chips
    ]
    words = " ".join(framed)
    assert words.count("Mientras la app está en uso") == 3
    assert words.count("While using the app") == 6
    assert set(framed) >= {"While using the app"}


def test_dashes_end_with_the_frame_of_an_aside() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    paper = PaperCanvas(canvas)
    paper.draw_dashed_frame(0, 100, 50, 50)
    paper.draw_rule(0, 100, 20, "#0B4F6C")
    canvas.save()
    drawn = buffer.getvalue().decode("latin-1")
    places = [drawn.index(operator) for operator in ("[5 3.5] 0 d", "[] 0 d", "0 20 m")]
    assert places == sorted(places)

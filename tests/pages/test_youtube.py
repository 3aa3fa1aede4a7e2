"""What is typed into YouTube beside the wide video."""

from __future__ import annotations

import pytest

from annotator.model import School
from annotator.pages import youtube
from annotator.pages.labels import load_strings
from annotator.phrases import load_phrasebook

CHAPTERS = [(0.0, "Entrar"), (4.2, "Paso 1"), (12.9, "Paso 2"), (25.0, "Paso 3"), (40.0, "¡Listo!")]


@pytest.mark.parametrize(
    ("chapters", "seconds", "rows"),
    [
        (CHAPTERS, 51.0, [(0, "Entrar · Paso 1"), (12, "Paso 2"), (25, "Paso 3"), (40, "¡Listo!")]),
        (CHAPTERS, 48.0, [(0, "Entrar · Paso 1"), (12, "Paso 2"), (25, "Paso 3 · ¡Listo!")]),
        (
            [*CHAPTERS[:3], (25.0, "Paso 3: ¡Listo!"), CHAPTERS[4]],
            48.0,
            [(0, "Entrar · Paso 1"), (12, "Paso 2"), (25, "Paso 3: ¡Listo!")],
        ),
        (CHAPTERS[:3], 60.0, []),
        ([], 60.0, []),
    ],
    ids=[
        "short ones joined with the next",
        "the last one with the one before",
        "the same once",
        "fewer than three",
        "none",
    ],
)
def test_chapters_are_ten_seconds_long_and_three_or_none(
    chapters: list[youtube.Chapter], seconds: float, rows: list[tuple[int, str]]
) -> None:
    assert youtube.join_chapters(chapters, seconds) == rows


def test_the_text_has_title_reason_page_chapters_and_whom_to_ask() -> None:
    book, say = load_phrasebook("es"), load_strings("es")
    school = School(person="Sra. Rosa", phone="410-555-0100")
    page = "https://robles.example.org/zoom/es/"
    text = youtube.compose(book, say, "<Entrar> " * 20, "Así ve a la maestra.", CHAPTERS, 99.0, school, page)
    title, why, address, chapters, asking, *notes = text.split("\n\n")
    assert len(title) <= 100
    assert title.startswith("‹Entrar›")
    assert (why, address, asking) == (
        "Así ve a la maestra.",
        f"Véalo aquí: {page}",
        "¿Preguntas? Sra. Rosa 410-555-0100",
    )
    assert chapters.splitlines()[:2] == ["0:00 Entrar · Paso 1", "0:12 Paso 2"]
    assert "Short" in notes[-1]
    bare = youtube.compose(book, say, "Entrar", "", [], 20.0, School())
    assert bare.split("\n\n")[1].startswith("-----"), "nothing that isn't known"

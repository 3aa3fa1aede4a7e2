"""Sentences on paper: broken at phrases, with chips, and nothing wider than its room."""

from __future__ import annotations

import pytest

from annotator.cards.caption_lines import Piece
from annotator.pages.paper import text_lines
from annotator.pages.paper.text_lines import NO_TEXT, Paragraph

SENTENCE = Paragraph("Toque Mientras la app está en uso. Así lo oyen.", "Mientras la app está en uso", "es", bold=True)


def plain(lines: tuple[text_lines.Line, ...]) -> list[str]:
    return ["".join(piece.text for piece in line) for line in lines]


@pytest.mark.parametrize("room", [60.0, 100.0, 140.0, 250.0])
@pytest.mark.parametrize(
    "paragraph",
    [
        SENTENCE,
        Paragraph("Abra losrobles.example.org/ayuda/entrar-a-la-clase-por-zoom/es/y-mucho-mas ahora.", None, "es"),
        Paragraph("</script> 🙂 " * 20),
    ],
)
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(paragraph: Paragraph, room: float) -> None:
    lines = text_lines.set_lines(paragraph, 12, room)
    assert max(text_lines.line_width(line, 12, paragraph.bold) for line in lines) <= room
    assert text_lines.block_height(paragraph, 12, room) == len(lines) * 12 * text_lines.LINE_HEIGHT
    assert "".join(plain(lines)).replace(" ", "") == paragraph.text.replace("🙂", "").replace(" ", "")


def test_the_button_is_a_chip_kept_in_one_line_where_it_fits() -> None:
    lines = text_lines.set_lines(SENTENCE, 11, 190)
    assert [piece.text for line in lines for piece in line if piece.chip] == [SENTENCE.chip]
    narrow = text_lines.set_lines(SENTENCE, 11, 90)
    assert " ".join(piece.text for line in narrow for piece in line if piece.chip) == SENTENCE.chip


def test_a_chip_is_as_it_is_written_in_the_sentence_and_wider_than_its_word() -> None:
    ((before, chip, after),) = text_lines.set_lines(Paragraph("Toque unirse ya.", "Unirse", "es"), 12, 300)
    assert (before, chip, after) == (Piece("Toque ", False), Piece("unirse", True), Piece(" ya.", False))
    bare = text_lines.piece_width(Piece("unirse", False), 12, bold=False)
    assert text_lines.piece_width(chip, 12, bold=False) == pytest.approx(bare + 2 * text_lines.CHIP_PADDING * 12)


def test_without_words_there_are_no_lines() -> None:
    assert text_lines.set_lines(NO_TEXT, 12, 100) == ()

"""Rows, columns and second lines of a screen."""

from __future__ import annotations

from annotator.model import Box, TextLine
from annotator.screen.names.page_layout import PageLayout


def line(text: str, x: int, y: int) -> TextLine:
    return TextLine(text, Box(x, y, 11 * len(text), 20), 0.9)


CHATS = PageLayout(
    [
        line("10:15", 20, 10),
        line("Chats", 40, 60),
        line("Ana Ruiz", 80, 120),
        line("Nos vemos", 80, 145),
        line("10:30", 320, 120),
        line("Mateo", 80, 220),
        line("410-555-0100", 80, 245),
    ],
    800,
)


def test_rows_and_columns() -> None:
    assert CHATS.beside(2) == [4]
    assert CHATS.next_line(2) == 3
    assert CHATS.below(2) == [3, 5, 6]
    assert list(CHATS.column(2, 2)) == [3]
    assert CHATS.top_row() == [1], "clock and battery are no header"


def test_what_a_row_says() -> None:
    assert CHATS.dated == {2}
    assert CHATS.has_message(2)
    assert CHATS.has_contact(5)
    assert not CHATS.has_contact(2)
    assert CHATS.is_second_line(3)
    assert not CHATS.is_second_line(2)
    assert set(CHATS.names) == {2, 5}

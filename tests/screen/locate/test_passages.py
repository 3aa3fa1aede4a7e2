"""Lines of text, and those that read on."""

from __future__ import annotations

from annotator.model import Box, TextLine
from annotator.screen.locate.passages import (
    find_words,
    fold_line,
    join_characters,
    line_numbers,
    list_passages,
    span_box,
)

TEXTS = (
    TextLine("Unirse a", Box(100, 100, 80, 20), 0.9, tuple(range(100, 181, 10))),
    TextLine("la reunión", Box(90, 124, 100, 20), 0.9),
    TextLine("Cancelar", Box(100, 300, 80, 20), 0.9),
)


def test_lines_first_and_then_those_that_read_on() -> None:
    assert [join_characters(passage) for passage in list_passages(TEXTS)] == [
        "unirse a",
        "la reunion",
        "cancelar",
        "unirse a la reunion",
    ]


def test_a_character_knows_its_line_and_place() -> None:
    joined = list(list_passages(TEXTS))[3]
    assert line_numbers(joined) == {0, 1}
    last = joined[-1]
    assert (last.folded, last.line, TEXTS[1].text[last.index]) == ("n", 1, "n")


def test_words_without_punctuation() -> None:
    line = [TextLine("¡Hola,  Ana!", Box(0, 0, 120, 20), 0.9)]
    passage = fold_line(line, 0)
    assert [join_characters(passage[start:end]) for start, end in find_words(passage)] == ["hola", "ana"]


def test_the_box_of_a_span_by_columns_or_by_proportion() -> None:
    assert span_box(TEXTS[0], 0, 6) == Box(100, 100, 60, 20)
    assert span_box(TEXTS[1], 0, 2) == Box(90, 124, 20, 20)

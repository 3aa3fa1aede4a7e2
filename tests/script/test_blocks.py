"""Markdown is split into titles, pictures and list lines; a line wrong only in form is still read."""

from __future__ import annotations

from annotator.script.blocks import Block, ListLine, PictureLine, Title, UnreadableLine, read_blocks, split_lines
from annotator.script.problems import ProblemLog


def read(text: str) -> tuple[list[Block], list[str]]:
    log = ProblemLog("tutorial.md")
    blocks = read_blocks(text, log)
    return blocks, [problem.message for problem in log.problems()]


def test_a_script_is_titles_pictures_and_list_lines_in_order() -> None:
    blocks, problems = read("# es: Zoom\n\n- device: iPhone\n\n![](01.png)\n- tap: *Join*\n")
    assert blocks[:2] == [Title(1, "es: Zoom"), ListLine(3, "device: iPhone")]
    assert isinstance(blocks[2], PictureLine)
    assert blocks[3] == ListLine(6, "tap: *Join*"), "inline Markdown has no meaning"
    assert problems == []


def test_a_line_that_is_wrong_only_in_form_is_reported_and_read() -> None:
    blocks, problems = read("![](01.png)\n\n1. tap: Join\n")
    assert blocks[1] == ListLine(3, "tap: Join")
    assert problems == ["This line begins with a number."]


def test_a_line_that_cannot_be_read_is_a_broken_block() -> None:
    blocks, problems = read("---\n")
    assert blocks == [UnreadableLine(1)]
    assert problems == ["This line is neither a title, a picture nor a list line."]


def test_lines_are_counted_as_markdown_counts_them() -> None:
    assert split_lines("a\r\nb\rc\u2028d") == ["a", "b", "c\u2028d"]

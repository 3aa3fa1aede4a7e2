"""Markdown is split into titles, pictures and list lines; a line wrong only in form is still read."""

from __future__ import annotations

import random

from markdown_it import MarkdownIt

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


def test_a_text_right_below_a_list_line_belongs_to_it() -> None:
    blocks, problems = read("- tap: Join\n-es: Hola.\n  y adiós.\n![](01.png)\n")
    assert [block.line for block in blocks] == [1, 4]
    assert problems == [
        "This line does not begin with a hyphen and a space.",
        "This line continues line 1.",
        "An empty line is missing above this picture.",
    ]


def test_what_stands_by_itself_is_read_and_may_hide_what_a_step_lacks() -> None:
    for line, read_line in (("es: Hola.", ListLine(3, "es: Hola.")), ("#es: Zoom", Title(3, "es: Zoom"))):
        blocks, problems = read(f"![](01.png)\n\n{line}\n")
        assert blocks[1:] == [read_line, UnreadableLine(3)]
        assert len(problems) == 1


SHAPES = (
    *("", "- es: Hola.", "* es: Hola.", "-es: Hola.", "es: Hola.", "Hola.", "  Hola.", "    Hola.", "  - es: Hola."),
    *("    - es: Hola.", "\t- es: Hola.", "![](01.png)", "  ![](01.png)", "# es: Zoom", "> Hola.", ">", "1. es: Hola."),
    *("---", "* * *", "<!-- Hola. -->"),
)


def find_sound_lines(text: str) -> set[int]:
    """The lines that a Markdown viewer shows as a title, a picture or a line of a list, each by itself."""
    lines, sound = split_lines(text), set()
    for token in MarkdownIt("commonmark").disable(["inline", "reference", "lheading"]).parse(text):
        if token.map and (token.type, token.level) == ("paragraph_open", 0):
            sound |= {line + 1 for line in range(*token.map) if lines[line].strip().startswith("!")}
        elif token.map and (token.type, token.level, token.markup) in [
            *(("list_item_open", 1, bullet) for bullet in "-*+"),
            ("heading_open", 0, "#"),
        ]:
            sound.add(token.map[0] + 1)
    return sound


def test_lines_have_a_problem_where_a_viewer_shows_something_else() -> None:
    chance = random.Random(7)
    for _ in range(500):
        text = "\n".join(chance.choices(SHAPES, k=7))
        log = ProblemLog("tutorial.md")
        read_blocks(text, log)
        wrong = {problem.line for problem in log.problems()}
        told = {number for number, line in enumerate(split_lines(text), 1) if line.strip() and number not in wrong}
        assert told == find_sound_lines(text), text


def test_a_line_that_cannot_be_read_is_a_broken_block() -> None:
    blocks, problems = read("---\n")
    assert blocks == [UnreadableLine(1)]
    assert problems == ["This line is neither a title, a picture nor a list line."]


def test_lines_are_counted_as_markdown_counts_them() -> None:
    assert split_lines("a\r\nb\rc\u2028d") == ["a", "b", "c\u2028d"]

"""A story: read(write(t)) == t, for generated tutorials; and reading answers everything, fast."""

from __future__ import annotations

import os
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.model import Tutorial
from annotator.script.blocks import ListLine, PictureLine, Title, read_blocks
from annotator.script.problems import ProblemLog
from annotator.script.reader import read
from annotator.script.writer import write, write_link
from tests.helpers.counting import calls
from tests.helpers.hostile_scripts import HOSTILE
from tests.helpers.random_tutorials import ICONS, files_of, stems, tutorials


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tutorials())
def test_reading_is_the_inverse_of_writing(tutorial: Tutorial) -> None:
    text = write(tutorial)
    reading = read(text, files_of(tutorial), icons=ICONS)
    assert reading.problems == (), text
    assert reading.tutorial == tutorial
    assert write(reading.tutorial) == text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tutorials())
def test_any_markdown_viewer_shows_a_written_script_as_it_is_read(tutorial: Tutorial) -> None:
    """markdown-it, which knows nothing of scripts, finds the same titles, pictures and list lines in the same lines."""
    text = write(tutorial)
    kinds = {"heading_open": Title, "list_item_open": ListLine}
    tokens = MarkdownIt("commonmark").disable(["inline", "reference"]).parse(text)
    seen = {token.map[0] + 1: kinds[token.type] for token in tokens if token.map and token.type in kinds}
    log = ProblemLog("tutorial.md")
    blocks = read_blocks(text, log)
    assert log.problems() == ()
    assert seen == {block.line: type(block) for block in blocks if not isinstance(block, PictureLine)}
    paragraphs = [token for token in tokens if token.type == "paragraph_open" and token.level == 0]
    assert [token.map for token in paragraphs] == [
        [block.line - 1, block.line] for block in blocks if isinstance(block, PictureLine)
    ]


_pieces = [
    *(
        "# es: Hola",
        "# en: Hi",
        "#",
        "##",
        "![](01.png)",
        "![](<01.png>)",
        "![",
        "- ![](01.png)",
        "- tap: A",
        "- es: b",
    ),
    *("- hide: A = b", "  - x: y", "> q", "1. n", "", "---", "```", "\t", "<!--", "- ", "-", "* a", "[a]: b", "==="),
    *("\x00", "\u2028", "\r", "– tap: x", "tap: x", "- - a", "- # a"),
]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(_pieces), st.text(max_size=12)), max_size=12).map("\n".join))
def test_reading_answers_whatever_it_is_given(text: str) -> None:
    reading = read(text, {"01.png"})
    assert (reading.tutorial is None) == any(problem.level == "problem" for problem in reading.problems)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(0 <= problem.line <= lines for problem in reading.problems)
    assert all(problem.message.endswith((".", "?")) and problem.remedy for problem in reading.problems)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE if os.environ.get("ANNOTATOR_TESTS_WHOLE") else ["asides", "nested", "bars"])
def test_a_hostile_script_of_twice_the_length_costs_twice_as_much(name: str) -> None:
    """Counted in calls; seconds, at the greatest length, are measured by tests/bench/script/hostile.py."""
    files = {"01.png", *(f"{number}.png" for number in range(40))}
    short, long = (calls(lambda size=size: read(HOSTILE[name][:size], files)) for size in (5_000, 10_000))
    assert long <= 3 * short


def test_a_script_that_is_far_too_long_is_not_read() -> None:
    (problem,) = read("a" * 100_001, ()).problems
    assert str(problem) == "tutorial.md: This is far too long for a script. A script has at most 100,000 characters."


@given(stems)
def test_any_markdown_viewer_shows_the_picture_of_a_written_link(stem: str) -> None:
    name = f"{stem}.png"
    (inline,) = MarkdownIt("commonmark").parseInline(write_link(name))
    assert inline.children
    (image,) = inline.children
    assert image.type == "image"
    assert unquote(str(image.attrs["src"])) == name

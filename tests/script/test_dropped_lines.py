"""Which lines of a script would vanish if what could be read of it were written over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.model import Action
from annotator.script.folder import read_folder, shipped_icons
from annotator.script.reader import read
from annotator.script.writer import write

ROOT = Path(__file__).parent.parent.parent
FILES = {"01.png", "02.png", "mic.png"}
HEAD = "# es: a\n# en: b\n\n![](01.png)\n"


@pytest.mark.parametrize(
    "folder",
    [
        ROOT / "tests" / "fixtures" / "every-feature",
        *sorted(path.parent for path in ROOT.glob("tutorials/*/tutorial.md")),
    ],
    ids=lambda folder: folder.name,
)
def test_a_good_script_loses_nothing(folder: Path) -> None:
    reading = read_folder(folder)
    assert reading.readable and reading.dropped_lines == ()
    again = read(write(reading.readable), {path.name for path in folder.iterdir()}, icons=shipped_icons())
    assert again.readable == reading.readable
    assert again.dropped_lines == ()


def test_each_of_ten_mistakes_with_words_is_a_loss() -> None:
    folder = ROOT / "tests" / "fixtures" / "ten-mistakes"
    lines = (folder / "tutorial.md").read_text(encoding="utf-8").split("\n")
    lost = [lines[line - 1].strip() for line in read_folder(folder).dropped_lines]
    assert lost == [
        "- checked: 24/11/2026",
        "- whi en: On Zoom you can see and hear the teacher. Zoom is free, but it uses data.",
        "que le mandó la maestra.",
        "- tpye: Your Name | Su nombre",
        "- fr: Écrivez le nom.",
        "- hide: Ana García =",
        "- hold: Join",
        "- swipe: upp",
        "- mark: 50% 130%",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "- tap:",
            "- toque:",
            "- tap: ___",
            "- say:",
            "- swipe:",
            "- es:",
            "- es: ___",
            "- es: Toque ___.",
            "- if es:",
        ),
        *(
            "- mark:",
            "- hide:",
            "- ok:",
            "-",
            "---",
            "***",
            "![](gone.png)",
            "![words](02.png)",
            "- TAP:  Join  ",
            "-  tap: a",
        ),
        *(
            "> - es: quoted",
            "1. es: numbered",
            "tap: Join",
            "- toque: mic.png",
            "- from: 2 s",
            "- baje:",
            "![](./02.png)",
        ),
    ],
)
def test_gaps_other_spellings_and_what_is_read_all_the_same_are_no_loss(text: str) -> None:
    assert read(HEAD + text + "\n", FILES).dropped_lines == ()


@pytest.mark.parametrize(
    "text",
    [
        *("- tap: a\n- hold: b", "- es: a\n- es: b", "- es: a\n  b", "- sign: delete\n- sign: send", "- tap: gone.png"),
        *(
            "a note",
            "## part",
            "# es: late",
            "# fr: late",
            "<!-- a note -->",
            "- nota: x",
            "- device: late",
            "- es Toque",
        ),
        *(
            "- hide: A =",
            "- swipe: upp",
            "- mark: 1% 200%",
            "- if fr: ¿a?",
            "- if es: ¿a ___?",
            "- from: soon",
            "- - a: b",
        ),
    ],
)
def test_what_can_not_be_read_is_a_loss(text: str) -> None:
    last = HEAD.count("\n") + 1 + text.count("\n")
    assert read(HEAD + text + "\n", FILES).dropped_lines == (last,)


def test_all_lines_of_a_block_are_lost() -> None:
    assert read(HEAD + "- tap: a\n\n```\nb\n\nc\n```\n\n<!-- d\ne -->\n\n    f\n", FILES).dropped_lines == (
        8,
        10,
        13,
        14,
        16,
    )


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("- tap:", Action("tap")),
        ("- desliza:", None),
        ("- deslice:", Action("swipe")),
        ("- say:", Action("say")),
        ("- look:", Action("look")),
    ],
)
def test_an_unfinished_action_is_kept_and_a_problem(line: str, action: Action | None) -> None:
    reading = read(HEAD + line + "\n", FILES)
    assert reading.readable and reading.readable.steps[0].action == action
    assert reading.tutorial is None
    assert 4 in reading.unparsed_lines
    assert [problem.line for problem in reading.problems if problem.level == "problem"] == [5]
    text = write(reading.readable)
    assert read(text, FILES).readable == reading.readable
    assert "- tap: \n" not in text


def test_a_source_under_an_unfinished_action_is_not_judged() -> None:
    assert len(read(HEAD + "- tap:\n- source: paper\n", FILES).problems) == 1


def test_empty_titles_and_sentences_with_gaps_are_kept() -> None:
    text = "# es:\n# en: ___\n\n- why es: Con ___.\n\n![](01.png)\n- tap:\n- es: Toque ___.\n"
    reading = read(text, FILES)
    assert reading.readable
    assert write(reading.readable) == text
    assert reading.tutorial is None

"""The README says what the program says: its help texts are the real ones, and its two blocks stand alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.phrases import common_questions
from annotator.script import read

README = Path(__file__).parent.parent / "README.md"
HELP = re.compile(r"<!-- help: annotator ?([a-z-]*) -->\n(?:```\n.*?```\n)?", re.DOTALL)


def real_help(command: str) -> str:
    arguments = [command, "--help"] if command else ["--help"]
    result = CliRunner().invoke(main, arguments, prog_name="annotator", terminal_width=100)
    assert result.exit_code == 0
    lines = "\n".join(line.rstrip() for line in result.stdout.splitlines())
    return f"<!-- help: annotator {command}".rstrip() + f" -->\n```\n{lines}\n```\n"


def test_help_texts_are_the_real_ones(request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    renewed = HELP.sub(lambda match: real_help(match[1]), text)
    if request.config.getoption("--update-goldens"):
        README.write_text(renewed, encoding="utf-8")
    else:
        assert renewed == text, "the README's help is old: run pytest --update-goldens tests/test_readme.py"


def test_every_command_is_in_the_readme() -> None:
    assert set(HELP.findall(README.read_text(encoding="utf-8"))) == {"", *main.commands}


def test_the_first_two_blocks_have_no_shell_operators() -> None:
    blocks = re.findall(r"^```\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for block in blocks[:2]:
        lines = block.strip().splitlines()
        assert lines[0] == "python -m pip install uv"
        assert not re.search(r"[&|;<>$]", block)


def test_every_common_question_is_listed() -> None:
    text = README.read_text(encoding="utf-8")
    for spanish, english in zip(common_questions("es"), common_questions("en"), strict=True):
        assert f"| {spanish} | {english} |\n" in text


def test_the_example_of_an_aside_can_be_read() -> None:
    section = README.read_text(encoding="utf-8").partition("### Asides")[2]
    example = re.search(r"```markdown\n(.*?)```", section, re.DOTALL)
    assert example is not None
    step = "![](01.png)\n- tap: Chats\n\n"
    files = ("01.png", "04-microfono.png", "05-cancelar.png")
    reading = read(f"# es: a\n# en: b\n\n{step}{example[1]}\n{step}", files, icons=("mic.png",))
    assert reading.problems == ()
    assert reading.tutorial is not None
    assert [str(number) for number in reading.tutorial.numbers] == ["1", "2", "2?", "3"]

"""The README says what the program says: its help texts are the real ones, and its two blocks stand alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main

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

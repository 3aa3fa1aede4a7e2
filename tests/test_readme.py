"""The README and the guide say what the program says: blocks, examples, commands, questions and links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import annotator
from annotator import assets
from annotator.cli import main
from annotator.edit.web import guide_pages
from annotator.phrases import load_phrasebook
from annotator.script import read

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = sorted(assets.folder("guide").iterdir())


def section(path: Path, heading: str) -> str:
    text = f"\n{path.read_text(encoding='utf-8')}".partition(f"\n{heading}\n")[2]
    assert text, heading
    return text.partition("\n## ")[0]


def block(path: Path, heading: str, language: str) -> str:
    example = re.search(rf"^( *)```{language}\n(.*?)```", section(path, heading), re.DOTALL | re.MULTILINE)
    assert example is not None
    return re.sub(f"^{example[1]}", "", example[2], flags=re.MULTILINE)


def links(markdown: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]+)"', guide_pages.render(markdown))


def headings(path: Path) -> set[str]:
    return {
        guide_pages.anchor(title) for title in re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 220


def test_no_advice_fetches_a_package_that_is_not_ours() -> None:
    """The index has an ``annotator`` of somebody else, and may one day have one under our own name: only files are named."""
    texts = [README, *PAGES, *(ROOT / ".ci").iterdir(), *(ROOT / ".ci" / "starter-files").iterdir()]
    texts += [
        *assets.folder("languages").rglob("*.toml"),
        *(ROOT / "annotator").rglob("*.py"),
        ROOT / ".github/CONTRIBUTING.md",
    ]
    for path in filter(Path.is_file, texts):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\b(?:pip|tool) (?:install|download)\b.*\bannotator\b", line):
                assert ".whl" in line, f"{path}: {line}"
                assert not re.search(r"annotator(?:-tutorials)?(?:\[\w+\])?(?! @)[\"' ]", line), f"{path}: {line}"


def test_the_first_two_blocks_have_no_shell_operators() -> None:
    blocks = re.findall(r"^```\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for commands in blocks[:2]:
        lines = commands.strip().splitlines()
        assert lines[0] == "python -m pip install uv"
        assert not re.search(r"[&|;<>$]", commands)


def test_every_command_is_named() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (README, *PAGES))
    assert set(re.findall(r"\bannotator ([a-z][a-z-]+)\b", text)) >= set(main.commands)


@pytest.mark.parametrize("path", [README, *PAGES], ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in links(path.read_text(encoding="utf-8")):
        file, _, place = link.partition("#")
        if not link.startswith("https://"):
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), link
            assert not place or place in headings(target), link


def test_every_page_of_the_guide_is_in_the_readme() -> None:
    linked = set(links(section(README, "## Where to read on")))
    assert {f"assets/guide/{path.name}" for path in PAGES} <= linked


def test_the_first_example_can_be_read() -> None:
    example = block(README, "## Without the editor", "markdown")
    script = assets.asset("guide", "script.md")
    assert example == block(script, "# The script: tutorial.md and school.toml", "markdown")
    reading = read(example, ("01-mensaje.png", "02-unirse.png"))
    assert reading.problems == ()


def test_the_lines_of_python_name_what_there_is() -> None:
    tree = ast.parse(block(README, "## From Python", "python"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "annotator"
    }
    assert used <= set(annotator.__all__)
    text = section(README, "## From Python")
    assert {name for name in annotator.__all__ if name not in text} == {"__version__"}


def test_every_common_question_is_listed() -> None:
    text = assets.asset("guide", "script.md").read_text(encoding="utf-8")
    questions = (load_phrasebook(lang).table["questions"].values() for lang in ("es", "en"))
    for spanish, english in zip(*questions, strict=True):
        assert f"| {spanish} | {english} |\n" in text


def test_the_example_of_an_aside_can_be_read() -> None:
    example = block(assets.asset("guide", "script.md"), "## Asides: steps for some families only", "markdown")
    step = "![](01.png)\n- tap: Chats\n\n"
    files = ("01.png", "04-microfono.png", "05-cancelar.png")
    reading = read(f"# es: a\n# en: b\n\n{step}{example}\n{step}", files, icons=("mic.png",))
    assert reading.problems == ()
    assert reading.tutorial is not None
    assert [str(number) for number in reading.tutorial.numbers] == ["1", "2", "2?", "3"]

"""Every engine is on the list, says what it is, and is offered wherever a voice can be named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cache import Cache
from annotator.cli import main
from annotator.errors import AnnotatorError
from annotator.voice.engines import engine, registry

VOICE = Path(engine.__file__).parent


def test_every_engine_in_the_folder_is_registered(tmp_path: Path) -> None:
    engines = {
        node.name
        for path in VOICE.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name != "Engine"
        if any(isinstance(part, ast.FunctionDef) and part.name == "synthesize" for part in node.body)
    }
    assert engines == {type(made).__name__ for made in registry.engines(Cache(tmp_path))}


def test_engines_say_what_they_are(tmp_path: Path) -> None:
    made = registry.engines(Cache(tmp_path))
    assert tuple(one.name for one in made) == registry.NAMES
    for one in made:
        assert one.languages
        assert all(one.voices(lang) for lang in one.languages), one.name
        assert one.online == bool(one.traits.company), f"{one.name}: say which company gets the texts"
        try:
            one.require_installed(one.languages[0])
        except AnnotatorError:
            continue  # it is not installed here
        assert one.version(), f"{one.name}: pack.json names the version that spoke"
    assert [one.name for one in made if one.online] == ["gtts"]
    assert made[0].traits.install, "the most natural voice says how it is installed"


@pytest.mark.parametrize("command", ["build", "check", "say", "site", "recording-kit"])
def test_help_says_how_a_voice_is_named_and_who_gets_the_text(command: str) -> None:
    shown = " ".join(CliRunner().invoke(main, [command, "--help"]).output.split())
    assert "The voice: auto (the most natural voice here), an engine that annotator doctor lists" in shown
    assert "or one voice of an engine, such as kokoro:em_alex." in shown
    assert "gtts sends the text to Google." in shown

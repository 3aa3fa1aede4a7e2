"""What each command prints where, and its exit code, with the work itself replaced."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from annotator.cache import Cache, default_root
from annotator.cli import main, options
from annotator.cli.checks import doctor
from annotator.cli.packs import build
from annotator.cli.tutorials import new
from annotator.cli.voices import memos, recording_kit
from annotator.commands import doctor as doctor_command
from annotator.commands import memos as memos_command
from annotator.commands import new as new_command
from annotator.commands import recording_kit as kit_command
from annotator.commands.doctor import Diagnosis
from annotator.commands.memos import MemoAssignment, MemoPlan
from annotator.commands.recording_kit import Kit
from annotator.pack.catalogue import KINDS
from annotator.script import MemoSlot
from annotator.voice import choose


def run(command: click.Command, *arguments: str | Path, answers: str = "") -> Any:
    assert command.name is not None
    # Through the group: a command invoked by itself would keep other help options for whoever comes after.
    return CliRunner().invoke(main, [command.name, *map(str, arguments)], input=answers)


@pytest.mark.parametrize(("needed", "code"), [(True, 3), (False, 0)])
def test_doctor_fails_only_for_what_every_build_needs(needed: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Diagnosis("ffmpeg", works=False, needed=needed, detail="not here.", remedy="Install it.")
    monkeypatch.setattr(doctor_command, "diagnose", lambda: [finding])
    ended = run(doctor)
    assert ended.exit_code == code
    assert ended.stdout.endswith("ffmpeg: not here. Install it.\n")
    (row,) = json.loads(run(doctor, "--json").stdout)
    assert (row["name"], row["works"], row["remedy"]) == ("ffmpeg", False, "Install it.")


def test_new_prints_the_files_and_tells_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_command, "start_script", lambda *_, **__: (Path("a b/tutorial.md"), ("Fill in.",)))
    ended = run(new, "a b")
    assert ended.stdout == f"{Path('a b/tutorial.md')}\n"
    assert ended.stderr.startswith("Fill in.\n")
    assert ended.stderr.endswith('annotator check "a b"\n')


def test_a_kit_says_how_many_memos_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    kit = Kit(Path("kit"), (MemoSlot("title", "title"),), ("Loud.",))
    monkeypatch.setattr(kit_command, "make_kit", lambda *_, **__: kit)
    ended = run(recording_kit, "zoom", "--lang", "mix")
    assert ended.stdout == "kit\n"
    assert ended.stderr.startswith("1 memo is missing.")
    assert ended.stderr.endswith("Loud.\n")


@pytest.fixture
def carried_out(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The arguments with which recordings were copied."""
    pair = MemoAssignment(Path("a.ogg"), MemoSlot("title", "title"), "title.mix.ogg", 2.0)
    plan = MemoPlan(Path("zoom"), "mix", (pair,), "", (), None)
    done: list[tuple[Any, ...]] = []
    monkeypatch.setattr(memos_command, "plan_memos", lambda *_: plan)
    monkeypatch.setattr(
        memos_command, "copy_memos", lambda plan, *rest: done.append(rest) or [Path("zoom/title.mix.ogg")]
    )
    return done


def test_memos_without_questions_says_that_no_consent_was_written(carried_out: list[tuple[Any, ...]]) -> None:
    ended = run(memos, "zoom", "a.ogg", "--lang", "mix", "--yes")
    assert carried_out[0][0] is None
    assert "No consent was recorded" in ended.stderr


def test_a_folder_of_tutorials_leaves_out_none_whose_script_is_in_other_letters(tmp_path: Path) -> None:
    for folder, name in (("a", "tutorial.md"), ("b", "Tutorial.MD"), ("c", "notes.md")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).touch()
    assert options.find_tutorials([tmp_path]) == (tmp_path / "a", tmp_path / "b")


def test_the_help_names_every_kind_of_file_and_each_service() -> None:
    assert run(build, "--help").exit_code == 0, "which puts the help into words"
    told = {parameter.name: getattr(parameter, "help", "") for parameter in build.params}
    assert ", ".join(KINDS) in told["kinds"]
    engines = {engine.name: engine for engine in choose.engines(Cache(default_root()))}
    assert "em_alex" in engines["kokoro"].voices("es")
    for engine in engines.values():
        assert (f"{engine.name} sends the text to {engine.traits.company}." in told["voice"]) == engine.online

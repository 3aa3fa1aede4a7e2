"""A story: faults of places, names and moments: each ends in a sane code and one clear line, and loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from annotator.cache import Cache
from annotator.cli import main, signals
from annotator.edition import tutorial_source
from annotator.edition.renderer import FrameRenderer
from annotator.errors import ProblemsError
from annotator.pack.catalogue import Options
from annotator.pack.preflight import preflight
from tests.helpers.screens import draw_buttons

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="shells, signals and devices of POSIX systems")
Ended = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tutorial of one step, "clase", in a folder whose cache has read it."""
    place = tmp_path_factory.mktemp("más")
    folder = place / "clase"
    folder.mkdir()
    draw_buttons(folder / "1.png", "Unirse")
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n\n- device: Android phone\n- why es: Así ve a la maestra.\n\n![](1.png)\n- tap: Unirse\n",
        encoding="utf-8",
    )
    assert run(place, ["check", "clase"]).returncode == 0
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A folder with the tutorial "clase", of which the cache knows what is on its picture."""
    (tmp_path / "cache").symlink_to(made / "cache")
    (tmp_path / "clase").mkdir()
    for path in (made / "clase").iterdir():
        (tmp_path / "clase" / path.name).write_bytes(path.read_bytes())
    return tmp_path


def run(place: Path, arguments: Sequence[str | Path], shell: str = "", **environment: str) -> Ended:
    """Run a command in ``place``; ``shell`` is a line of sh in which it is "$@"."""
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    return subprocess.run(
        ["sh", "-c", shell, "sh", *command] if shell else command,
        cwd=place,
        env={**os.environ, "ANNOTATOR_CACHE": str(place / "cache"), **environment},
        capture_output=True,
        text=True,
        errors="surrogateescape",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=240,
    )


def build(place: Path, folder: str | Path = "clase", shell: str = "", **environment: str) -> Ended:
    return run(place, ["build", folder, "-o", "packs", "--only", "message"], shell, **environment)


def call(arguments: Sequence[str | Path], capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Run a command in this process; its exit code and the lines of its standard error."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments], prog_name="annotator")
    assert isinstance(ended.value.code, int)
    return ended.value.code, capsys.readouterr().err.splitlines()


# Names


@posix
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x" * 300, "File name too long"),
        ("a\nb", "characters that cannot be shown"),
        ("circle", "There is no such folder"),
        ("file", "This is a file, not a folder"),
        ("none", "There is no such folder"),
    ],
)
def test_a_name_that_no_tutorial_can_have(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    if name == "circle":
        (tmp_path / name).symlink_to(name)
    elif name == "file":
        (tmp_path / name).touch()
    elif len(name) < 255 and name != "none":
        (tmp_path / name).mkdir()
    code, lines = call(["check", tmp_path / name], capsys)
    assert code == 1
    assert words in "\n".join(lines)
    assert not any("inside annotator" in line for line in lines)


# What is no file


# Standard output and error


@posix
def test_a_full_disk_behind_standard_output_is_one_line_and_the_pack_is_made(place: Path) -> None:
    ended = build(place, shell='"$@" >/dev/full')
    assert ended.returncode == 5, ended.stderr
    *_, last = ended.stderr.splitlines()
    assert last.startswith("No space left on device.")
    assert "Traceback" not in ended.stderr
    assert (place / "packs" / "clase" / "pack.json").exists()


@posix
def test_a_reader_that_has_gone_is_told_nothing(place: Path) -> None:
    ended = run(place, ["--help"], shell='{ "$@"; echo "code $?" >&2; } | true')
    assert ended.stderr == "code 1\n"


def test_a_window_without_a_terminal_has_no_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    for arguments, code in ((["--version"], 0), (["nonsense"], 2), (["check", "no such folder"], 1)):
        with pytest.raises(SystemExit) as ended:
            main.main(arguments)
        assert ended.value.code == code


# Being stopped


def test_a_second_ctrl_c_does_not_break_off_the_tidying_up() -> None:
    tidied = False
    with signals.catch_signals() as run:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            signal.raise_signal(signal.SIGINT)
            tidied = True
    assert tidied
    assert (run.signal, run.count) == (signal.SIGINT, 2)


# Files that change meanwhile


def test_a_picture_that_is_replaced_during_a_build_is_not_drawn_with_the_covers_of_the_old_one(place: Path) -> None:
    seen = preflight(tutorial_source.read_source(place / "clase"), Options(), Cache(place / "cache"))
    screen = seen.edition("es").steps[0].scan.screen.digest
    assert FrameRenderer(seen.files)._load_screen(screen).shape == (1100, 540, 3)
    Image.new("RGB", (540, 1100), "red").save(place / "clase" / "1.png")
    with pytest.raises(ProblemsError, match=r"1\.png: was changed while the tutorial was being made"):
        FrameRenderer(seen.files)._load_screen(screen)


# The computer


def test_a_broken_installation_is_told_as_one(place: Path) -> None:
    (place / "modules").mkdir()
    (place / "modules" / "rapidfuzz.py").write_text("raise ImportError('libGL.so.1: cannot open shared object file')")
    ended = run(place, ["check", "clase"], PYTHONPATH=str(place / "modules"))
    assert ended.returncode == 3
    assert ended.stderr.startswith("A library that annotator needs is missing or broken: libGL.so.1")
    assert len(ended.stderr.splitlines()) == 1


# ffmpeg

"""Faults of places, names and moments: each ends in a sane code and one clear line, and loses nothing."""

from __future__ import annotations

import array
import json
import os
import re
import signal
import subprocess
import sys
import threading
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from annotator.cache import Cache
from annotator.cli import common, main, stop_signals
from annotator.commands import memos
from annotator.district.schools import read_schools
from annotator.edit import answers
from annotator.edit.roster_file import read_roster
from annotator.edit.school_store import SchoolStore
from annotator.edit.script_file import ScriptFile
from annotator.errors import AnnotatorError, OutputError, ProblemsError
from annotator.pack import build as pack_building
from annotator.pack import tutorial_source
from annotator.pack.options import Options
from annotator.pack.preflight import preflight
from annotator.pack.renderer import FrameRenderer
from annotator.voice import memo, waveform
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


def recording(path: Path) -> Path:
    """Write a second of a buzz."""
    with wave.open(str(path), "wb") as writer:
        writer.setparams((1, 2, 8000, 0, "NONE", ""))
        writer.writeframes(array.array("h", ((n % 40 - 20) * 500 for n in range(8000))).tobytes())
    return path


# Names


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_names_that_are_no_text(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unpacked = os.fsdecode(b"ni\xf1os")  # as from a ZIP file of an old Windows
    (place / unpacked).mkdir()
    (place / "clase").rename(place / unpacked / "clase")
    (place / unpacked / "clase" / os.fsdecode(b"ma\xf1ana.txt")).write_text("a note")
    ended = build(place, f"{unpacked}/clase")
    assert ended.returncode == 0, ended.stderr
    (place / unpacked / "clase").rename(place / unpacked / unpacked)
    code, lines = call(["check", place / unpacked / unpacked], capsys)
    assert (code, len(lines)) == (1, 1)
    assert lines[0].endswith("has characters that cannot be shown here. Give it a plain name.")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_path_that_is_no_text_is_printed_as_an_escape(place: Path) -> None:
    path = os.fsdecode(b"sal\xf1/none")
    assert r"sal\udcf1" in run(place, ["check", path]).stderr
    assert json.loads(run(place, ["check", path, "--json"]).stdout)[0]["file"] == path


@posix
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("x" * 300, "File name too long"),
        ("a\nb", "characters that cannot be shown"),
        (".clase", "begins with a dot"),
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


def test_an_empty_name_is_not_this_folder(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = call(["build", ""], capsys)
    assert code == 2
    assert "The name is empty" in lines[-1]


def test_two_tutorials_of_one_name_do_not_replace_each_other_s_packs(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "other").mkdir()
    (place / "clase").rename(place / "other" / "Clase")
    (place / "clase").mkdir()
    code, lines = call(["build", place / "clase", place / "other" / "Clase", "-o", place / "packs"], capsys)
    assert code == 5
    assert any("would get one pack, since their names are the same" in line for line in lines)
    assert not (place / "packs").exists()


def test_a_folder_that_is_named_twice_is_one(place: Path) -> None:
    folder = place / "clase"
    assert common.find_tutorials([folder, place, folder / ".." / "clase"]) == [folder]


# What is no file


@posix
def test_a_pipe_is_no_picture(place: Path) -> None:
    os.mkfifo(place / "p.png")
    ended = run(place, ["find", "p.png", "x"])
    assert ended.returncode == 1
    assert "it is a device or a pipe, not a file" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


NOT_A_FILE = "a device or a pipe|not a file"


@posix
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("SCHOOLS.csv", lambda folder: read_schools(folder / "SCHOOLS.csv")),
        ("school.toml", lambda folder: SchoolStore(folder).read()),
        ("names.txt", lambda folder: read_roster(SchoolStore(folder))),
        ("tutorial.md", lambda folder: ScriptFile(folder).look()),
        ("school.toml", lambda folder: answers.adopt_school(folder, folder)),
        ("consent.toml", lambda folder: memos._read_consents(folder)),
    ],
)
def test_no_pipe_is_waited_for(tmp_path: Path, name: str, read: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / name)
    # Whoever opens it to read gets an end at once, where this test would hang otherwise.
    writer = threading.Thread(target=lambda: (tmp_path / name).open("wb").close(), daemon=True)
    writer.start()
    try:
        told = repr(read(tmp_path))
    except (OSError, AnnotatorError) as error:
        told = f"{error} {error.__cause__}"
    assert writer.is_alive(), "somebody opened it"
    assert re.search(NOT_A_FILE, told)
    os.close(os.open(tmp_path / name, os.O_RDONLY | os.O_NONBLOCK))  # so that the thread ends


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
def test_a_full_disk_behind_standard_error_is_a_failure(place: Path) -> None:
    assert run(place, ["nonsense"], shell='"$@" 2>/dev/full').returncode == 5


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


@posix
def test_a_question_that_nobody_can_answer(place: Path) -> None:
    recording(place / "a.wav")
    ended = run(place, ["memos", "clase", "a.wav", "--lang", "mix"], shell='"$@" <&-')
    assert ended.returncode == 2
    assert "The question could not be answered here" in ended.stderr
    assert not list((place / "clase").glob("*.wav"))


# Being stopped


def test_an_interrupt_that_became_an_error_on_its_way_is_still_one(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as lost:
            raise OutputError("ffmpeg stopped with error 255 while encoding the video.") from lost

    monkeypatch.setattr(pack_building, "build", stopped)
    code, lines = call(["build", place / "clase", "-o", place / "packs"], capsys)
    assert code == 130
    assert lines[-1] == "Stopped. Nothing that was finished before is lost."


def test_a_second_ctrl_c_does_not_break_off_the_tidying_up() -> None:
    tidied = False
    with stop_signals.catch_signals() as stop:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            signal.raise_signal(signal.SIGINT)
            tidied = True
    assert tidied
    assert stop.exit_code == 130


@posix
def test_a_signal_that_is_to_be_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_signals.catch_signals() as stop:
            signal.raise_signal(signal.SIGHUP)
        assert stop.signal is None
    finally:
        signal.signal(signal.SIGHUP, before)


# Files that change meanwhile


def test_a_picture_that_is_replaced_during_a_build_is_not_drawn_with_the_covers_of_the_old_one(place: Path) -> None:
    seen = preflight(tutorial_source.read_source(place / "clase"), Options(), Cache(place / "cache"))
    screen = seen.edition("es").steps[0].scan.screen.digest
    assert FrameRenderer(seen.files)._load_screen(screen).shape == (1100, 540, 3)
    Image.new("RGB", (540, 1100), "red").save(place / "clase" / "1.png")
    with pytest.raises(ProblemsError, match=r"1\.png: was changed while the tutorial was being made"):
        FrameRenderer(seen.files)._load_screen(screen)


@pytest.mark.parametrize("then", [b"another recording", None])
def test_a_recording_that_is_replaced_while_it_is_read_is_not_kept_under_the_old_one_s_key(
    place: Path, monkeypatch: pytest.MonkeyPatch, then: bytes | None
) -> None:
    path, cache = recording(place / "a.wav"), Cache(place / "own cache")
    samples = memo.read_samples

    def replaced(of: Path, clean: bool) -> waveform.Samples:
        result = samples(of, clean)
        path.unlink()
        if then is not None:
            path.write_bytes(then)
        return result

    monkeypatch.setattr(memo, "read_samples", replaced)
    with pytest.raises(ProblemsError, match="changed while it was being read"):
        memo.memo_clip(path, cache)
    assert not list((place / "own cache").rglob("*.wav"))


# The computer


def test_a_broken_installation_is_told_as_one(place: Path) -> None:
    (place / "modules").mkdir()
    (place / "modules" / "markdown_it.py").write_text("raise ImportError('libGL.so.1: cannot open shared object file')")
    ended = run(place, ["check", "clase"], PYTHONPATH=str(place / "modules"))
    assert ended.returncode == 3
    assert ended.stderr.startswith("A library that annotator needs is missing or broken: libGL.so.1")
    assert len(ended.stderr.splitlines()) == 1


@posix
def test_a_current_folder_that_was_deleted(place: Path) -> None:
    ended = run(place, ["say", "Hola.", "--lang", "es", "-o", "a.wav"], shell='mkdir d; cd d; rmdir ../d; "$@"')
    assert ended.returncode == 1
    assert ended.stderr == "The current folder has been deleted. Go to another one (cd), then try again.\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "not enough memory"),
        (OSError(24, "Too many open files"), "Too many open files"),
        (FileNotFoundError(2, "No such file or directory", "cache/voice/a.wav"), "a.wav disappeared"),
    ],
)
def test_a_computer_at_its_limits(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pack_building, "build", refused)
    code, lines = call(["build", place / "clase", "-o", place / "packs"], capsys)
    assert (code, len(lines)) == (5, 1)
    assert words in lines[0]


# ffmpeg


@posix
@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        ("sys.exit(1)", 5, "does not work here"),
        ("os.kill(os.getpid(), 11)", 5, "ffmpeg crashed"),
        ("pass", 5, "quit in the middle|does not work here"),
        ("time.sleep(60)", 5, "did nothing"),
        (None, 3, "is missing"),
    ],
    ids=["fails", "crashes", "writes nothing", "hangs", "missing"],
)
def test_a_broken_ffmpeg_is_not_told_as_a_damaged_recording(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    fake_ffmpeg: Callable[[str], None],
    script: str | None,
    code: int,
    words: str,
) -> None:
    monkeypatch.setattr("annotator.media.ffmpeg.PATIENCE_SECONDS", 0.3)
    monkeypatch.setenv("ANNOTATOR_CACHE", str(place / "cache"))
    if script is None:
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(place / "nowhere"))
    else:
        fake_ffmpeg(script)
    for name in ("1.es.wav", "title.es.wav"):
        (place / "clase" / name).write_bytes(b"RIFF a recording that nobody has read yet")
    ended, lines = call(["check", place / "clase"], capsys)
    assert ended == code
    assert len(lines) == 1
    assert re.search(words, lines[0])


def test_a_damaged_recording_is_still_told_as_one(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_CACHE", str(place / "cache"))
    (place / "clase" / "1.es.m4a").write_bytes(b"\0\0\0\x20ftypM4A " + bytes(range(256)) * 8)
    ended, lines = call(["check", place / "clase"], capsys)
    assert ended == 1
    assert any(line.startswith("tutorial.md:6:") and "1.es.m4a is damaged" in line for line in lines)

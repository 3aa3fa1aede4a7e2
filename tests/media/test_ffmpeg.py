"""ffmpeg as a child: it may crash, hang, write nothing, be missing, or lose its parent."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import MissingError, OutputError
from annotator.media import ffmpeg

posix = pytest.mark.skipif(os.name == "nt", reason="the fake programs are scripts with a first line")


@posix
def test_a_crash_is_an_error_that_keeps_what_was_said(fake_ffmpeg: Callable[[str], None]) -> None:
    fake_ffmpeg("sys.stderr.write('cannot do this'); sys.exit(3)")
    with pytest.raises(OutputError, match="error 3 while testing") as caught:
        ffmpeg.run([], [bytes(1_000_000)], doing="testing")
    assert caught.value.exit_code == 5
    assert "cannot do this" not in str(caught.value)
    assert "cannot do this" in caught.value.detail


@posix
def test_one_that_stops_reading_is_an_error_even_if_it_calls_that_success(fake_ffmpeg: Callable[[str], None]) -> None:
    fake_ffmpeg("sys.exit(0)")
    with pytest.raises(OutputError, match="while testing"):
        ffmpeg.run([], [bytes(1_000_000)] * 3, doing="testing")


@pytest.mark.slow
@posix
@pytest.mark.parametrize("script", ["time.sleep(60)", "sys.stdin.buffer.read(); time.sleep(60)"])
def test_one_that_hangs_is_stopped(fake_ffmpeg: Callable[[str], None], script: str) -> None:
    fake_ffmpeg(script)
    with ffmpeg.Child([], doing="testing", patience=0.4) as child:
        child.write(bytes(1_000_000))
        with pytest.raises(OutputError, match="did nothing"):
            child.finish()
    assert child._process.returncode != 0, "stopped, not ended by itself"


@pytest.mark.slow
@posix
def test_one_that_is_slow_but_says_something_is_left_alone(fake_ffmpeg: Callable[[str], None]) -> None:
    fake_ffmpeg("for n in range(8):\n    time.sleep(0.6)\n    print(n, flush=True)")
    with ffmpeg.Child([], doing="testing", patience=4) as child:
        answer, _ = child.finish()
    assert answer.split() == [b"%d" % n for n in range(8)]


@posix
def test_a_full_disk_is_said_in_plain_words(fake_ffmpeg: Callable[[str], None]) -> None:
    fake_ffmpeg("sys.stderr.write('av_interleaved_write_frame(): No space left on device'); sys.exit(228)")
    with pytest.raises(OutputError, match="The disk is full"):
        ffmpeg.run([], doing="testing")


@posix
@pytest.mark.parametrize("kind", ["missing", "a folder", "no program", "not to be run"])
def test_one_that_cannot_be_started_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "ffmpeg"
    if kind == "a folder":
        place.mkdir()
    elif kind != "missing":
        place.write_bytes(b"\0\1 not a program")
        place.chmod(0o755 if kind == "no program" else 0o644)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(place))
    with pytest.raises(MissingError, match="remove the variable"):
        ffmpeg.run([], doing="testing")


def test_without_any_ffmpeg_it_says_how_to_install_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.delenv("IMAGEIO_FFMPEG_EXE", raising=False)
    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", none)
    with pytest.raises(MissingError, match="pip install"):
        ffmpeg.run([], doing="testing")


def test_a_computer_without_room_for_a_program_is_not_a_missing_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(ffmpeg, "Process", refused)
    with pytest.raises(OutputError, match="Too many open files") as caught:
        ffmpeg.run([], doing="testing")
    assert caught.value.exit_code == 5


def test_ctrl_c_of_the_terminal_does_not_reach_it() -> None:
    with ffmpeg.Child(_endless(), doing="testing") as child:
        if os.name != "nt":
            assert os.getpgid(child._process.pid) != os.getpgid(0)


def test_a_working_ffmpeg_passes_the_check() -> None:
    ffmpeg.check()


@posix
@pytest.mark.parametrize(
    "script",
    ["sys.exit(0)", "sys.exit(1)", "os.kill(os.getpid(), 11)", "print('hello')", "time.sleep(60)"],
    ids=["does nothing", "fails", "crashes", "answers nonsense", "hangs"],
)
def test_one_that_does_not_work_fails_the_check(
    fake_ffmpeg: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(ffmpeg, "PATIENCE_SECONDS", 0.3)
    fake_ffmpeg(script)
    with pytest.raises(OutputError) as caught:
        ffmpeg.check()
    assert not isinstance(caught.value, ffmpeg.RefusedError), "no file is to blame"


@posix
def test_a_computer_that_slept_did_not_wait(
    fake_ffmpeg: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_ffmpeg("sys.stdin.buffer.read(); print('done')")
    with ffmpeg.Child([], doing="testing", patience=4) as child:
        now = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: now + 3600)
        time.sleep(0.05)
        assert child.finish()[0] == b"done\n"


@posix
def test_an_interrupt_while_it_starts_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen._execute_child  # type: ignore[attr-defined]

    def interrupted(self: subprocess.Popen[bytes], *args: object) -> None:
        start(self, *args)
        began.append(self)
        raise KeyboardInterrupt

    ffmpeg.executable()  # which tries it, once
    monkeypatch.setattr(subprocess.Popen, "_execute_child", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ffmpeg.Child(_endless(), doing="testing")
    assert began[0].returncode == -signal.SIGKILL


def test_an_exception_ends_the_child() -> None:
    with pytest.raises(KeyboardInterrupt), ffmpeg.Child(_endless(), doing="testing") as child:
        raise KeyboardInterrupt
    assert child._process.poll() is not None


@posix
def test_it_dies_with_its_parent() -> None:
    script = (
        "import sys, time\nfrom annotator.media import ffmpeg\n"
        f"child = ffmpeg.Child({_endless()!r}, doing='testing')\n"
        "child.write(bytes(96 * 64 * 3 // 2))\nprint(child._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert _alive(pid)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until = time.monotonic() + 60
    while _alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _alive(pid)


def _endless() -> list[str]:
    """An encoder that waits for frames."""
    size = "-loglevel error -f rawvideo -pix_fmt yuv420p -video_size 96x64 -framerate 15 -i pipe:0"
    return [*size.split(), "-c:v", "libx264", "-f", "h264", "pipe:1"]


def _alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be buried by the system does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"

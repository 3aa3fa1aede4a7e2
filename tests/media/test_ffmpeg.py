"""ffmpeg as a child: it may crash, hang, be missing, or lose its parent. Each failure says whom to blame and what to do."""

from __future__ import annotations

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
@pytest.mark.parametrize("script", ["time.sleep(60)", "sys.stdin.buffer.read(); time.sleep(60)"])
def test_one_that_hangs_is_stopped(
    fake_ffmpeg: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    fake_ffmpeg(script)
    monkeypatch.setattr(ffmpeg, "_MAX_SECONDS", 0.4)
    with pytest.raises(OutputError, match="did not come to an end while testing"):
        ffmpeg.run([], [bytes(1000)], doing="testing")
    with ffmpeg.Child([], tmp_path / "log", doing="testing") as child:
        child.write(bytes(1000))
        with pytest.raises(OutputError, match="did not come to an end while testing"):
            child.finish()
    assert child._process.returncode != 0, "stopped, not ended by itself"


@posix
def test_one_that_takes_no_more_is_stopped(
    fake_ffmpeg: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake_ffmpeg("time.sleep(60)")
    monkeypatch.setattr(ffmpeg, "_MAX_SECONDS", 0.4)
    with ffmpeg.Child((), tmp_path / "log", doing="encoding the video") as child:
        child.write(bytes(10_000_000))  # far more than a pipe holds
        with pytest.raises(OutputError, match="while encoding the video"):
            child.finish()


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
    with pytest.raises(MissingError, match="is missing or cannot be started"):
        ffmpeg.run([], doing="testing")


def test_without_any_ffmpeg_it_says_how_to_install_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.delenv("IMAGEIO_FFMPEG_EXE", raising=False)
    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", none)
    with pytest.raises(MissingError, match="pip install"):
        ffmpeg.run([], doing="testing")


def test_ctrl_c_of_the_terminal_does_not_reach_it(tmp_path: Path) -> None:
    with ffmpeg.Child(_endless(), tmp_path / "log", doing="testing") as child:
        if os.name != "nt":
            assert os.getpgid(child._process.pid) != os.getpgid(0)


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (1, "av_interleaved_write_frame(): No space left on device", "The disk is full"),
        (1, "a.mp4: Permission denied", "A file could not be written"),
        (-11, "", "ffmpeg crashed"),
        (0xC000_0005, "", "ffmpeg crashed"),
        (139, "Segmentation fault (core dumped)", "ffmpeg crashed"),
        (134, "Assertion failed", "ffmpeg crashed"),
        (137, "Killed", "ffmpeg crashed"),
        (255, "Exiting normally, received signal 15.", "ffmpeg crashed"),
        (1, "\n", "ffmpeg crashed"),  # for a bad file it says what is bad
        (183, "Invalid data found", "ffmpeg stopped with error 183"),
        (1, "Invalid data found", "ffmpeg stopped with error 1"),
    ],
)
def test_an_exit_is_judged_by_its_code_and_its_log(code: int, said: str, expected: str) -> None:
    error = ffmpeg.exit_error("encoding the video", code, said)
    assert error.message.startswith(expected)
    assert "encoding the video" in error.message
    assert error.detail == said
    assert isinstance(error, ffmpeg.RefusedError) == expected.startswith("ffmpeg stopped")


def test_an_exception_ends_the_child(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), ffmpeg.Child(_endless(), tmp_path / "log", doing="testing") as child:
        raise KeyboardInterrupt
    assert child._process.poll() is not None


@posix
def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    script = (
        "import time\nfrom pathlib import Path\nfrom annotator.media import ffmpeg\n"
        f"child = ffmpeg.Child({_endless()!r}, Path({str(tmp_path / 'log')!r}), doing='testing')\n"
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

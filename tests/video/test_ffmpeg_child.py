"""ffmpeg as a child: it may crash, hang, write nothing, be missing, or lose its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.errors import MissingError, OutputError
from annotator.model import Caption, Card, Timeline
from annotator.video import ffmpeg
from annotator.video.writer import render

posix = pytest.mark.skipif(os.name == "nt", reason="the fake programs are scripts with a first line")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that puts a Python script in ffmpeg's place."""

    def put(script: str) -> None:
        path = tmp_path / "fake-ffmpeg"
        path.write_text(f"#!{sys.executable}\nimport sys, time\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(path))

    return put


@posix
def test_a_crash_is_an_error_that_keeps_what_was_said(fake: Callable[[str], None]) -> None:
    fake("sys.stderr.write('cannot do this'); sys.exit(3)")
    with pytest.raises(OutputError, match="error 3 while testing") as caught:
        ffmpeg.run([], [bytes(1_000_000)], doing="testing")
    assert caught.value.exit_code == 5
    assert "cannot do this" not in str(caught.value)
    assert "cannot do this" in caught.value.detail


@posix
def test_one_that_stops_reading_is_an_error_even_if_it_calls_that_success(fake: Callable[[str], None]) -> None:
    fake("sys.exit(0)")
    with pytest.raises(OutputError, match="while testing"):
        ffmpeg.run([], [bytes(1_000_000)] * 3, doing="testing")


@posix
@pytest.mark.parametrize("script", ["time.sleep(60)", "sys.stdin.buffer.read(); time.sleep(60)"])
def test_one_that_hangs_is_stopped(fake: Callable[[str], None], script: str) -> None:
    fake(script)
    with ffmpeg.Child([], doing="testing", patience=0.4) as child:
        child.write(bytes(1_000_000))
        with pytest.raises(OutputError, match="said nothing"):
            child.finish()
    assert child._process.returncode != 0, "stopped, not ended by itself"


@posix
def test_one_that_is_slow_but_says_something_is_left_alone(fake: Callable[[str], None]) -> None:
    fake("for n in range(8):\n    time.sleep(0.2)\n    print(n, flush=True)")
    with ffmpeg.Child([], doing="testing", patience=0.9) as child:
        answer, _ = child.finish()
    assert answer.split() == [b"%d" % n for n in range(8)]


@posix
def test_a_full_disk_is_said_in_plain_words(fake: Callable[[str], None]) -> None:
    fake("sys.stderr.write('av_interleaved_write_frame(): No space left on device'); sys.exit(228)")
    with pytest.raises(OutputError, match="The disk is full"):
        ffmpeg.run([], doing="testing")


@posix
def test_an_encoder_that_writes_nothing_is_an_error(
    fake: Callable[[str], None],
    make_timeline: Callable[..., Timeline],
    painter: Callable[[Card, Caption | None], object],
    cache: Cache,
    tmp_path: Path,
) -> None:
    fake("sys.stdin.buffer.read()")
    with pytest.raises(OutputError, match="cannot use"):
        render(make_timeline(), painter, tmp_path / "v.mp4", cache)  # type: ignore[arg-type]
    assert not (tmp_path / "v.mp4").exists()


def test_a_missing_program_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "nothing-here"))
    with pytest.raises(MissingError, match="pip install"):
        ffmpeg.run([], doing="testing")


def test_an_exception_ends_the_child() -> None:
    with pytest.raises(KeyboardInterrupt), ffmpeg.Child(_endless(), doing="testing") as child:
        raise KeyboardInterrupt
    assert child._process.poll() is not None


@posix
def test_it_dies_with_its_parent() -> None:
    script = (
        "import sys, time\nfrom annotator.video import ffmpeg\n"
        f"child = ffmpeg.Child({_endless()!r}, doing='testing')\n"
        "child.write(bytes(96 * 64 * 3 // 2))\nprint(child._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert _alive(pid)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until = time.monotonic() + 10
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

"""A story: whole builds on a full disk, and stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.helpers.screens import draw_buttons
from tests.helpers.small_disks import small_disk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and disks of POSIX systems"),
]
Disk = Callable[[str], Path]


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One step in Spanish."""
    folder = tmp_path_factory.mktemp("fallas") / "clase"
    folder.mkdir()
    draw_buttons(folder / "1.png", "Unirse")
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n\n- device: Android phone\n- why es: Así ve a la maestra.\n\n"
        "![](1.png)\n- tap: Unirse\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def read(tutorial: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the pictures were read."""
    cache = tmp_path_factory.mktemp("read") / "cache"
    environment = {**os.environ, "ANNOTATOR_CACHE": str(cache)}
    subprocess.run([sys.executable, "-m", "annotator", "check", str(tutorial)], env=environment, check=True)
    return cache


@pytest.fixture
def kept(read: Path, tmp_path: Path) -> Path:
    """A copy of that cache."""
    return shutil.copytree(read, tmp_path / "cache")


@pytest.fixture
def disk(tmp_path: Path, need: Callable[[str], str]) -> Iterator[Disk]:
    """Makes a real disk of a size such as "200k", empty; only root may do that."""
    need("mount"), need("umount")
    with ExitStack() as mounted:

        def made(size: str) -> Path:
            return mounted.enter_context(small_disk(tmp_path / f"disk {size}", size))

        yield made


def _command(folder: Path, out: Path, *kinds: str) -> list[str]:
    command = [sys.executable, "-m", "annotator", "build", str(folder), "-o", str(out), "--voice", "pico"]
    return [*command, *(f"--only={kind}" for kind in kinds or ("video", "card"))]


def build(folder: Path, out: Path, cache: Path, *kinds: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ANNOTATOR_CACHE": str(cache), **environment}
    return subprocess.run(
        _command(folder, out, *kinds), capture_output=True, text=True, env=environment, check=False, timeout=240
    )


def said(result: subprocess.CompletedProcess[str]) -> str:
    """The one line of an error, without progress."""
    assert "Traceback" not in result.stderr
    (line,) = [line for line in result.stderr.splitlines() if line.strip() and "warning:" not in line]
    return line


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_keeps_the_old_pack_and_leaves_nothing(tutorial: Path, kept: Path, disk: Disk) -> None:
    out = disk("150k") / "packs"
    assert build(tutorial, out, kept, "message").returncode == 0
    old = files(out)
    result = build(tutorial, out, kept)
    assert result.returncode == 5, result.stderr
    assert "No space left" in said(result)
    assert "Make room on the disk" in said(result)
    assert files(out / "clase") == {name.removeprefix("clase/"): data for name, data in old.items()}
    assert build(tutorial, out, kept, "message").returncode == 0
    assert sorted(path.name for path in out.iterdir()) == ["clase"]


@contextmanager
def started(folder: Path, out: Path, cache: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "ANNOTATOR_CACHE": str(cache)}
    with subprocess.Popen(
        _command(folder, out),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def wait_until_it_speaks(child: subprocess.Popen[str], cache: Path) -> None:
    """Wait for the middle of the work, or for an end."""
    while not list(cache.glob("voice/*/*")) and child.poll() is None:
        time.sleep(0.002)


def test_stopped_it_says_so_and_leaves_nothing(tutorial: Path, tmp_path: Path, read: Path) -> None:
    for attempt in range(9):
        out, kept = tmp_path / f"packs {attempt}", shutil.copytree(read, tmp_path / f"cache {attempt}")
        assert build(tutorial, out, kept, "message").returncode == 0
        old = files(out)
        with started(tutorial, out, kept) as child:
            wait_until_it_speaks(child, kept)
            # As a terminal sends Ctrl-C: to ffmpeg and the voice, too.
            os.killpg(child.pid, signal.SIGINT)
            _, errors = child.communicate(timeout=120)
        if child.returncode != 0:
            break
        # On a busy computer this test may come too late: the build was done before.
    assert errors.strip() == "Stopped. Nothing that was finished before is lost."
    # Where a library was being loaded, Python ends itself with the signal: to a shell that is the same code.
    assert child.returncode in (130, -signal.SIGINT)
    assert files(out) == old
    assert not list(kept.rglob(".new-*"))

"""Fixtures of all tests: system programs, a memory card, one cache for all, goldens."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from annotator.cache import Cache

pytest.register_assert_rewrite("tests.helpers")

# As `annotator.__main__` has it: looking for cycles takes a twelfth of the time of tests.
gc.set_threshold(50_000)

# No test judges by the clock; and whether a change lands must not hang on chance.
IN_CI = bool(os.environ.get("CI") or os.environ.get("ANNOTATOR_TESTS_COMPLETE"))
settings.register_profile("annotator", deadline=None, max_examples=20 if IN_CI else 50, derandomize=IN_CI)
settings.load_profile("annotator")

# In the background of a script, or under nohup, signals are ignored; and so they would be by all that tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write the golden pictures anew instead of comparing"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_spec("py_nanotts") is None:
        for item in items:
            if item.get_closest_marker("pico"):
                item.add_marker(pytest.mark.skip(reason="the voice pico is not installed, as on a Mac"))


def _find(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        reason = f"the system program {program} is not installed"
        if os.environ.get("ANNOTATOR_TESTS_COMPLETE"):
            pytest.fail(reason + ", and ANNOTATOR_TESTS_COMPLETE is set")
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def need() -> Callable[[str], str]:
    """A function that gives a system program's path, or skips (where ANNOTATOR_TESTS_COMPLETE is set: fails)."""
    return _find


@pytest.fixture
def fake_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that puts a Python script in ffmpeg's place."""

    def put(script: str) -> None:
        from tests.helpers.programs import write_program  # here, so that its asserts can be rewritten first

        path = tmp_path / "fake-ffmpeg"
        write_program(path, f"import os, sys, time\n{script}\n")
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(path))

    return put


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty cache of this test's own, in a folder whose name has what trips programs."""
    return Cache(tmp_path / "cache with ñ")


@pytest.fixture(autouse=True, scope="session")
def private_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One cache for all tests and workers: what one has read or spoken, the others find.

    It is never that of the person who runs them, unless ANNOTATOR_TESTS_CACHE names a folder: .ci/run names the one that
    the README's first block has filled.
    """
    run = tmp_path_factory.getbasetemp()
    shared = (run if worker_id == "master" else run.parent) / "cache of all"
    folder = Path(os.environ.get("ANNOTATOR_TESTS_CACHE") or shared)
    os.environ["ANNOTATOR_CACHE"] = str(folder)
    os.environ["ANNOTATOR_LANG"] = "en"  # whatever the language of the person who runs them
    return folder


@pytest.fixture(scope="session")
def warm(private_cache: Path) -> Cache:
    """The cache of all tests, for those to which it is the same whether something was read or spoken before."""
    return Cache(private_cache)


@pytest.fixture(scope="module")
def browser(need: Callable[[str], str]) -> Iterator[Any]:
    """Debian's Chromium."""
    from tests.helpers.chromium import running_chromium  # here, as above

    with running_chromium(need) as program:
        yield program


@pytest.fixture(scope="session")
def card(tmp_path_factory: pytest.TempPathFactory, need: Callable[[str], str]) -> Iterator[Path]:
    """A mounted exFAT disk; only root may do that."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounts a disk as Linux does")
    loop, make, mount, unmount = map(need, ("losetup", "mkfs.exfat", "mount.exfat-fuse", "umount"))
    if os.geteuid() != 0:
        pytest.skip("only root can mount a memory card")
    folder = tmp_path_factory.mktemp("card")
    image, place = folder / "card.img", folder / "card"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(64_000_000)
    with ExitStack() as undo:
        try:
            _output(make, image)
            device = _output(loop, "-f", "--show", image).strip()
            undo.callback(_output, loop, "-d", device)
            _output(mount, device, place)
            undo.callback(_output, unmount, "-l", place)
        except subprocess.CalledProcessError:
            refused = "this computer lets nobody mount a memory card"
            pytest.fail(refused) if os.environ.get("ANNOTATOR_TESTS_COMPLETE") else pytest.skip(refused)
        yield place


def _output(*command: str | Path) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout

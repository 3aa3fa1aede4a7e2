"""A story: the cache folder as the commands meet it: one that can't be written is named, and the doctor tells and empties it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cache import Cache, key
from annotator.cli import main
from annotator.commands import doctor
from tests.helpers.screens import draw_texts

CHECK = ("check", "zoom")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "zoom").mkdir()
    draw_texts(tmp_path / "zoom" / "1.png", {"Unirse": 400})
    (tmp_path / "zoom" / "tutorial.md").write_text("# es: Entrar\n\n![](1.png)\n- tap: Unirse\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def read_only(tmp_path: Path, need: Callable[[str], str]) -> Iterator[Path]:
    """A folder on a disk that can't be written; only root may mount one."""
    mount, unmount = need("mount"), need("umount")
    folder = tmp_path / "caché"
    folder.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run([mount, "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)], check=False).returncode
    ):
        refused = "this computer lets nobody mount a disk"
        pytest.fail(refused) if os.environ.get("ANNOTATOR_TESTS_COMPLETE") else pytest.skip(refused)
    yield folder
    subprocess.run([unmount, "-l", str(folder)], check=True)


def run(place: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ANNOTATOR_CACHE": str(cache)}
    command = [sys.executable, "-m", "annotator", *arguments]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="disks of POSIX systems")
def test_a_read_only_cache_folder_is_named(place: Path, read_only: Path) -> None:
    ran = run(place, read_only, *CHECK)
    assert ran.returncode == 5, ran.stderr
    assert f"The cache folder {read_only} cannot be written: Read-only file system." in ran.stderr
    assert "set ANNOTATOR_CACHE to a folder that you may write to" in ran.stderr
    assert "Something went wrong" not in ran.stderr


def test_the_doctor_tells_how_large_the_cache_is_and_empties_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "caché"
    monkeypatch.setenv("ANNOTATOR_CACHE", str(root))
    cache = Cache(root)
    cache.put("voice", key("a"), ".wav", lambda path: path.write_bytes(bytes(3_000_000)) and None)
    (root / "photos").mkdir()
    (root / "photos" / "mine.jpg").write_bytes(bytes(5_000_000))
    told = str(doctor._test_cache())
    assert told.startswith(f"3 MB of at most 4,000 MB in {root}.")
    assert "annotator doctor --empty-cache" in told
    emptied = CliRunner().invoke(main, ["doctor", "--empty-cache"])
    assert emptied.stderr == f"Removed 3 MB from {root}.\n"
    assert cache.get("voice", key("a"), ".wav") is None
    assert (root / "photos" / "mine.jpg").exists()

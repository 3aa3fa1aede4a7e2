"""A pack appears whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import OutputError
from annotator.places import ownership
from annotator.share import atomic_folder


def folder(path: Path, **files: str) -> Path:
    """A folder that annotator made."""
    path.mkdir(parents=True)
    for name, text in files.items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    ownership.write_mark(path, "kit")
    return path


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir() if item.name != ownership.OWN_JSON)


def test_a_new_pack_takes_the_place_of_the_old_one_with_nothing_of_it_left(tmp_path: Path) -> None:
    place = folder(tmp_path / "packs" / "ñandú y más", old="old", both="old")
    made = folder(tmp_path / "made", new="new", both="new")
    atomic_folder.swap_in(made, place)
    assert names(place) == ["both.txt", "new.txt"]
    assert (place / "both.txt").read_text(encoding="utf-8") == "new"
    assert names(tmp_path / "packs") == ["ñandú y más"]
    assert names(made) == ["both.txt", "new.txt"]


def test_where_the_system_cannot_exchange_the_old_one_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_folder, "exchange_folders", lambda first, second: False)
    place = folder(tmp_path / "packs" / "zoom", old="old")
    atomic_folder.swap_in(folder(tmp_path / "made", new="new"), place)
    assert names(place) == ["new.txt"]
    assert names(tmp_path / "packs") == ["zoom"]


def test_a_failed_exchange_gives_the_old_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_folder, "exchange_folders", lambda first, second: False)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == ".zoom.new":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    place = folder(tmp_path / "packs" / "zoom", old="old")
    with pytest.raises(OutputError, match=r"Permission denied.*the older files are untouched"):
        atomic_folder.swap_in(folder(tmp_path / "made", new="new"), place)
    assert names(place) == ["old.txt"]
    assert names(tmp_path / "packs") == ["zoom"]


def test_an_interrupted_exchange_is_repaired(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    folder(packs / ".zoom.old", old="old")
    folder(packs / ".zoom.new", new="half")
    (packs / ".zoom.new" / ownership.UNFINISHED).touch()
    with atomic_folder.staging_dir(packs / "zoom", tmp_path / "cache") as work:
        assert names(packs) == ["zoom"]
        assert names(packs / "zoom") == ["old.txt"]
        assert names(work) == []


def test_the_work_folder_of_a_killed_run_is_emptied_by_the_next(tmp_path: Path) -> None:
    with atomic_folder.staging_dir(tmp_path / "packs" / "zoom", tmp_path / "cache") as work:
        first = work
    folder(first, half="half")
    with atomic_folder.staging_dir(tmp_path / "packs" / "zoom", tmp_path / "cache") as work:
        assert work == first
        assert names(work) == []
    assert not first.exists()


def test_two_runs_for_one_pack_exclude_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_folder, "_LOCK_TIMEOUT_SECONDS", 0.1)
    code = """
        import sys, time
        from pathlib import Path
        from annotator.share import atomic_folder
        with atomic_folder.staging_dir(Path(sys.argv[1]), Path(sys.argv[2])):
            print("held", flush=True)
            time.sleep(60)
    """
    place, cache = tmp_path / "packs" / "zoom", tmp_path / "cache"
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(place), str(cache)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(OutputError, match="Another run of annotator is making zoom"),
            atomic_folder.staging_dir(place, cache),
        ):
            pass
        other.kill()
    with atomic_folder.staging_dir(place, cache):
        pass


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
@pytest.mark.parametrize("when", ["after_copy", "copying"])
def test_a_kill_leaves_the_old_pack_and_the_next_run_no_leftovers(tmp_path: Path, when: str) -> None:
    place = folder(tmp_path / "packs" / "zoom", old="old")
    made = folder(tmp_path / "made", **{f"new{number}": "x" * 1000 for number in range(200)})
    code = """
        import os, shutil, signal, sys
        from pathlib import Path
        from annotator.share import atomic_folder
        made, place, cache, when = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
        def die(*_): os.kill(os.getpid(), signal.SIGKILL)
        if when == "copying":
            real, count = shutil.copy2, [0]
            def copy2(*arguments, **options):
                count[0] += 1
                if count[0] == 50: die()
                return real(*arguments, **options)
            shutil.copy2 = copy2
        with atomic_folder.staging_dir(place, cache):
            atomic_folder.swap_in(made, place, after_copy=die)
    """
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(made), str(place), str(tmp_path / "cache"), when], check=False
    )
    assert result.returncode == -signal.SIGKILL
    assert names(place) == ["old.txt"]
    assert ".zoom.new" in names(tmp_path / "packs")
    with atomic_folder.staging_dir(place, tmp_path / "cache"):
        assert names(place) == ["old.txt"]
    assert names(tmp_path / "packs") == ["zoom"]


def test_what_somebody_saves_at_the_last_moment_stays(tmp_path: Path) -> None:
    place = folder(tmp_path / "packs" / "zoom", old="old")
    (place / "note.txt").write_text("first", encoding="utf-8")
    made = folder(tmp_path / "made", new="new")

    def save() -> None:
        (place / "late.txt").write_text("late", encoding="utf-8")
        (place / "note.txt").unlink()
        (place / "note.txt").write_text("second", encoding="utf-8")

    kept = atomic_folder.swap_in(made, place, after_copy=save)
    assert names(place) == ["late.txt", "new.txt", "note (yours).txt", "note.txt"]
    assert (place / "late.txt").read_text(encoding="utf-8") == "late"
    assert (place / "note (yours).txt").read_text(encoding="utf-8") == "second"
    assert [item.path for item in kept] == ["note.txt", "late.txt", "note (yours).txt"]


@pytest.mark.parametrize("older", [True, False])
@pytest.mark.parametrize("swaps", [True, False])
def test_a_pack_that_reads_back_otherwise_gives_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older: bool, swaps: bool
) -> None:
    place = tmp_path / "packs" / "zoom"
    if older:
        folder(place, old="old")
        (place / "note.txt").write_text("a note", encoding="utf-8")
    if not swaps:
        monkeypatch.setattr(atomic_folder, "exchange_folders", lambda first, second: False)

    def fail() -> None:
        (tmp_path / "packs" / ".zoom.new" / "new.txt").write_text("nem", encoding="utf-8")

    with pytest.raises(OutputError, match=r"new.txt is not what was written.*older files are untouched"):
        atomic_folder.swap_in(folder(tmp_path / "made", new="new"), place, after_copy=fail)
    assert names(tmp_path / "packs") == (["zoom"] if older else [])
    assert not older or names(place) == ["note.txt", "old.txt"]


def test_a_disk_that_is_mounted_in_a_pack_is_not_emptied(tmp_path: Path, need: Callable[[str], str]) -> None:
    mount, unmount = need("mount"), need("umount")
    place = folder(tmp_path / "packs" / "zoom", old="old")
    (place / "photos").mkdir()
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "a.jpg").write_bytes(b"a photo")
    if subprocess.run([mount, "--bind", str(photos), str(place / "photos")], check=False).returncode:
        pytest.skip("only root can mount a folder")
    try:
        with pytest.raises(OutputError, match="belongs to another disk"):
            atomic_folder.swap_in(folder(tmp_path / "made", new="new"), place)
        assert names(place) == ["old.txt", "photos"]
        assert names(photos) == ["a.jpg"]
    finally:
        subprocess.run([unmount, str(place / "photos")], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a folder in which not even root may write")
def test_a_folder_without_rights_is_said_before_any_work() -> None:
    with pytest.raises(OutputError, match=r"could not be written.*choose another folder with -o"):
        atomic_folder.check_writable(Path("/sys/kernel/packs"))


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "packs").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=r"could not be written.*Choose another folder with -o"):
        atomic_folder.check_writable(tmp_path / "packs")

"""A pack appears whole or not at all, and what others have in it is never lost or changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.errors import OutputError
from annotator.outputs import claim, marks, replacement
from tests.helpers.outputs import FILES, contents, make_pack, write
from tests.helpers.small_disks import small_disk

RUN = """
import os, signal, shutil, sys, time
from pathlib import Path
from annotator.outputs import replacement
from tests.helpers.outputs import make_pack
place = Path(sys.argv[1])
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
with replacement.staging_dir(place) as staging:
    made = make_pack(staging / "pack", text="new")
    {within}
    replacement.swap_in(made, place)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An older pack with a note of somebody's."""
    place = make_pack(tmp_path / "packs" / "ñandú y más", *FILES, "es/old.jpg", text="old")
    write(place, "es/nota.txt")
    return place


def put(place: Path, *names: str) -> tuple[str, ...]:
    """Put a new pack at ``place``, as a build does."""
    with replacement.staging_dir(place) as staging:
        return replacement.swap_in(make_pack(staging / "pack", *names, text="new"), place)


def run(place: Path, within: str = "") -> subprocess.Popen[str]:
    """The same in another process."""
    code = textwrap.dedent(RUN).format(within=within)
    command = [sys.executable, "-c", code, str(place)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def names(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def assert_new(place: Path, *more: str) -> None:
    """The new pack is there, whole, with other people's files, and nothing is left beside it."""
    assert names(place) == {*FILES, "pack.json", *more}
    assert {(place / name).read_text(encoding="utf-8") for name in FILES} == {"new"}
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_new_pack_takes_the_place_of_the_old_one(place: Path) -> None:
    assert put(place) == ("Kept, since annotator did not make it: es/nota.txt.",)
    assert_new(place, "es/nota.txt")
    assert marks.read(place) is not None
    if sys.platform != "win32":
        assert place.stat().st_mode & 0o777 == (place / "es").stat().st_mode & 0o777, "not as private as its staging"


def test_on_windows_a_pack_keeps_no_rights_of_a_private_folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There ``mkdir`` with 0o700, and no other mode, shuts a folder and all that is made in it, also once it is moved."""
    modes, mkdir = [], Path.mkdir

    def note(path: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        modes.append(mode)
        mkdir(path, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", note)
    monkeypatch.setattr(replacement, "sys", SimpleNamespace(platform="win32"))
    put(place)
    assert modes and 0o700 not in modes


def test_others_files_stay_as_they_are(place: Path) -> None:
    write(place, "nota sin final", "es/nota ñ.txt", ".DS_Store")
    (place / "nota sin final").chmod(0o444)
    os.utime(place / "es" / "nota.txt", (1e9, 1e9))
    more = {"nota sin final", "es/nota ñ.txt", ".DS_Store", "es/nota.txt"}
    if sys.platform == "linux":
        write(place, "\udcff", text="a name that is no text")
        more.add("\udcff")
    for _ in range(2):
        (told,) = put(place)
        assert ".DS_Store" not in told
        assert_new(place, *more)
        assert (place / "es" / "nota.txt").stat().st_mtime == 1e9


def test_a_file_of_ours_that_somebody_edited_stays_beside_the_new_one(place: Path) -> None:
    write(place, "index.html", "es/message.txt", text="in our own words")
    (told,) = put(place)
    assert "es/message (suyo).txt, es/nota.txt, index (yours).html" in told
    write(place, "es/message.txt", text="in other words")
    put(place)
    put(place)
    kept = {"index (yours).html", "es/message (suyo).txt", "es/message (suyo 2).txt"}
    assert_new(place, "es/nota.txt", *kept)
    assert (place / "es" / "message (suyo).txt").read_text(encoding="utf-8") == "in our own words"
    assert (place / "es" / "message (suyo 2).txt").read_text(encoding="utf-8") == "in other words"


def test_a_file_with_the_name_of_a_new_one_stays_beside_it(place: Path) -> None:
    write(place, "review.jpg", text="theirs")
    put(place, *FILES, "review.jpg")
    assert (place / "review (yours).jpg").read_text(encoding="utf-8") == "theirs"


def test_a_note_in_a_language_that_is_no_longer_made_moves_up_and_the_next_run_agrees(place: Path) -> None:
    (told,) = put(place, "index.html")
    assert told == "Kept, since annotator did not make it: nota.txt."
    put(place)
    assert_new(place, "nota.txt")


def test_an_empty_folder_of_ours_is_not_taken_for_somebody_s(place: Path) -> None:
    with replacement.staging_dir(place) as staging:
        made = make_pack(staging / "pack", text="new")
        (made / "en" / "deep").mkdir(parents=True)
        replacement.swap_in(made, place)
    assert claim(place, "pack", place.parent.with_name("cache")) is not None
    assert_new(place, "es/nota.txt")


def test_a_folder_that_came_during_the_build_stays_with_the_old_pack(place: Path) -> None:
    before = contents(place)
    with (
        pytest.raises(OutputError, match="holds a folder that annotator did not make"),
        replacement.staging_dir(place) as staging,
    ):
        write(place, "fotos/a.jpg")
        replacement.swap_in(make_pack(staging / "pack"), place)
    assert contents(place) == before | {"fotos": "a folder", "fotos/a.jpg": b"fotos/a.jpg"}
    assert [path.name for path in place.parent.iterdir()] == [place.name]


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX systems")
def test_a_place_that_is_a_link_stays_one(place: Path, tmp_path: Path) -> None:
    link = tmp_path / "enlace"
    link.symlink_to(place)
    put(link)
    assert link.is_symlink()
    assert_new(place, "es/nota.txt")


@pytest.mark.parametrize("step", ["aside", "copy", "place"])
def test_an_error_gives_the_old_pack_back(place: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before, rename = contents(place), Path.rename

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    def rename_or_fail(self: Path, target: Path) -> Path:
        if {"aside": target.name.endswith(".old"), "place": self.name == "pack"}.get(step):
            fail()
        return rename(self, target)

    if step == "copy":
        monkeypatch.setattr(shutil, "copyfile", fail)
    monkeypatch.setattr(Path, "rename", rename_or_fail)
    with pytest.raises(OutputError, match=r"No space left.*Make room on the disk.*older files are untouched"):
        put(place)
    assert contents(place.parent) == {place.name: "a folder", **{f"{place.name}/{k}": v for k, v in before.items()}}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
@pytest.mark.parametrize(
    ("within", "old_is_there"),
    [("shutil.copyfile = die", True), ("Path.rename = lambda old, new: (os.rename(old, new), die())", False)],
    ids=["amid the copies", "between the renames"],
)
def test_after_a_kill_the_next_run_puts_it_right(place: Path, within: str, old_is_there: bool) -> None:
    old = contents(place)
    with run(place, within) as killed:
        killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert (place.exists() and contents(place) == old) == old_is_there
    assert (place.parent / f".{place.name}.new").stat().st_mode & 0o077 == 0, "for the user alone"
    with replacement.staging_dir(place):
        assert (place / "es" / "nota.txt").read_text(encoding="utf-8") == "es/nota.txt"
        assert marks.read(place) is not None
    put(place)
    assert_new(place, "es/nota.txt")


def test_what_an_older_pack_has_alone_is_saved_before_it_is_removed(place: Path) -> None:
    aside = place.with_name(f".{place.name}.old")
    place.rename(aside)
    make_pack(place)
    write(aside, "es/message.txt", text="in our own words")
    put(place)
    assert_new(place, "es/nota.txt", "es/message (suyo).txt")


@pytest.mark.parametrize("ending", ["new", "old"])
def test_a_folder_with_the_name_of_a_leftover_is_in_the_way(place: Path, ending: str) -> None:
    write(place.with_name(f".{place.name}.{ending}"), "carta.docx")
    before = contents(place.parent)
    with pytest.raises(OutputError, match=rf"\.{ending} is in the way, and annotator did not make it\. Rename it"):
        put(place)
    assert contents(place.parent) == before


def test_two_runs_for_one_place_exclude_each_other(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacement, "_LOCK_TIMEOUT_SECONDS", 0.1)
    with run(place, within="print('held', flush=True); time.sleep(60)") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OutputError, match="Another run of annotator is making ñandú y más right now"):
            put(place)
        other.kill()
    put(place)
    assert_new(place, "es/nota.txt")


def test_errors_about_other_files_are_left_alone(place: Path) -> None:
    with pytest.raises(FileNotFoundError), replacement.staging_dir(place):
        (place.parent.parent / "01.png").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which not even root may write")
def test_a_folder_without_rights_is_said_before_any_work() -> None:
    with (
        pytest.raises(OutputError, match=r"could not be written.*choose another folder with -o"),
        replacement.staging_dir(Path("/sys/kernel/packs/entrar")),
    ):
        pytest.fail("there is no such folder")


@pytest.mark.slow
def test_a_full_disk_keeps_the_old_pack_and_the_notes_in_it(tmp_path: Path, need: Callable[[str], str]) -> None:
    need("mount"), need("umount")
    with small_disk(tmp_path / "disk", "200k") as disk:
        place = make_pack(disk / "packs" / "entrar")
        (place / "foto.jpg").write_bytes(bytes(120_000))
        before = contents(disk)
        with pytest.raises(OutputError, match="No space left"):
            put(place)  # the photo, once more, is too much
        assert contents(disk) == before


@pytest.mark.slow
def test_on_a_memory_card_it_is_the_same(card: Path) -> None:
    place = make_pack(card / "packs" / "entrar", text="old")
    write(place, "es/nota.txt")
    put(place)
    assert_new(place, "es/nota.txt")

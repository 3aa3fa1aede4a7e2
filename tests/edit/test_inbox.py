"""The pictures that came into a folder: what is listed of a full one, and what strangers in it are refused."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.edit import inbox, work_folder
from annotator.edit.errors import NotListedError
from annotator.edit.tutorial import picture_files
from annotator.errors import ProblemsError
from annotator.screen import load
from tests.helpers.screens import draw_buttons

OPENED, NOW = 1_700_000_000.0, 1_700_000_600.0
NEW = (
    "WhatsApp Image 2026-11-24 at 10.12.34\u202fAM.jpeg",
    "Снимок экрана.png",
    "スクリーンショット.png",
    "لقطة الشاشة.png",
    "captura ñ.PNG",
)


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import platformdirs

    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(platformdirs, "user_downloads_path", lambda: tmp_path / "Descargas")
    (tmp_path / "Descargas").mkdir()
    return tmp_path / "Descargas"


@pytest.fixture
def put(downloads: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Put a file there that came some seconds after the tutorial was opened."""
    draw_buttons(downloads / "all.png", "Unirse")
    picture = (downloads / "all.png").read_bytes()
    (downloads / "all.png").unlink()
    scan = inbox._scan

    def put_there(name: str, after: float, data: bytes = picture) -> Path:
        (downloads / name).write_bytes(data)
        os.utime(downloads / name, (OPENED + after,) * 2)
        return downloads / name

    def scan_at_that_time(folder: Path) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
        for entry, status in scan(folder):  # the disk says of all files that they came now
            yield entry, os.stat_result((*status[:9], status.st_mtime))

    monkeypatch.setattr(inbox, "_scan", scan_at_that_time)
    return put_there


def test_of_a_full_folder_the_new_whole_pictures_are_listed_and_nothing_is_changed(
    downloads: Path, put: Callable[..., Path]
) -> None:
    old = put("0.png", -1, b"old")
    for number in range(1, 5000):
        (downloads / f"{number}.{('png', 'pdf', 'jpg', 'zip')[number % 4]}").hardlink_to(
            old
        )  # faster than writing each
    for number, name in enumerate(NEW):
        put(name, 60 + number)
    put("half.png.crdownload", 590)
    put("given-up.png.part", 5)
    put("growing.jpg", 599)
    put("empty.png", 100, b"")
    put("film.mp4", 100)
    put(".hidden.png", 100)
    put("next-century.png", 4e9)
    (downloads / "folder.png").mkdir()
    (downloads / "link.png").symlink_to(downloads / NEW[1])
    before = {path.name: path.lstat() for path in downloads.iterdir()}
    listing = inbox.list_pictures(downloads, OPENED, NOW)
    assert tuple(picture.path.name for picture in listing.pictures) == NEW[::-1]
    assert (listing.unlisted, listing.unfinished) == (0, 2)
    older = inbox.list_pictures(downloads, 0, NOW)
    assert older.pictures[: len(NEW)] == listing.pictures
    assert len(older.pictures) + older.unlisted == 2500 + len(NEW) + 1, "the one without a believable time is last"
    assert {path.name: path.lstat() for path in downloads.iterdir()} == before


def test_strangers_are_refused(downloads: Path, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = put("whole.png", 1)
    cut = put("cut.png", 2, whole.read_bytes()[:-200])
    ids = {picture.path.name: picture.id for picture in inbox.list_pictures(downloads, OPENED, NOW).pictures}
    assert inbox.read_picture(downloads, ids["whole.png"]) == whole.read_bytes()
    assert inbox.draw_picture(downloads, ids["whole.png"], 100)[:2] == b"\xff\xd8"
    with pytest.raises(ProblemsError, match="damaged"):
        inbox.draw_picture(downloads, ids["cut.png"], 100)
    with monkeypatch.context() as small, pytest.raises(ProblemsError, match="megapixels"):
        small.setattr(load, "MAX_WHOLE_PIXELS", 1000)
        inbox.draw_picture(downloads, ids["whole.png"], 100)
    with monkeypatch.context() as small, pytest.raises(NotListedError):
        small.setattr(picture_files, "MAX_BYTES", 100)
        inbox.read_picture(downloads, ids["whole.png"])
    whole.rename(downloads.parent / "elsewhere.png")
    whole.symlink_to(downloads.parent / "elsewhere.png")
    cut.unlink()
    for gone in (*ids.values(), "../all.png"):
        for read in (inbox.read_picture, lambda *where: inbox.draw_picture(*where, 100)):
            with pytest.raises(NotListedError):
                read(downloads, gone)


def test_a_drive_that_does_not_answer_hides_no_other_folder(downloads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one of the school's network, at home, or one that BitLocker has locked."""
    is_dir = Path.is_dir

    def asked(path: Path) -> bool:
        if path.name.endswith(":\\"):
            raise OSError(22, "The network location cannot be reached")
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", asked)
    monkeypatch.setattr(sys, "platform", "win32")
    assert downloads in inbox._usual_folders()


def test_what_was_taken_is_known_by_its_bytes(downloads: Path, put: Callable[..., Path], tmp_path: Path) -> None:
    put("1.png", 1)
    [picture] = inbox.list_pictures(downloads, OPENED, NOW).pictures
    (tmp_path / "01.png").write_bytes(picture.path.read_bytes())
    (tmp_path / "02.png").write_bytes(bytes(picture.size))
    assert inbox.is_copied(picture, tmp_path, ["gone.png", "02.png", "01.png"])
    assert not inbox.is_copied(picture, tmp_path, ["gone.png", "02.png", "tutorial.md"])


def test_a_listed_folder_is_chosen_until_it_is_gone(downloads: Path) -> None:
    inner = downloads / "DCIM" / "Screenshots"
    inner.mkdir(parents=True)
    (downloads / "link").symlink_to(downloads.parent)
    assert inbox.chosen_folder() == downloads
    for folder in (inner.parent, inner):
        assert folder in inbox.list_folders()
        inbox.choose_folder(inbox.short_id(str(folder)))
        assert inbox.chosen_folder() == folder
    assert {inner.parent, downloads} <= set(inbox.list_folders()), "back is possible"
    assert downloads / "link" not in inbox.list_folders()
    with pytest.raises(NotListedError):
        inbox.choose_folder(inbox.short_id("/etc"))
    assert work_folder.last_used() is None, "the editor's own folder is another one"
    inner.rmdir()
    assert inbox.chosen_folder() == downloads

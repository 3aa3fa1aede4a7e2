"""Pictures that come in: what is taken, what is refused, and that nothing is left behind."""

from __future__ import annotations

import errno
import os
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from annotator.edit.tutorial import page_pictures, picture_files
from annotator.errors import OutputError, ProblemsError
from annotator.screen import load


def draw(size: tuple[int, int] = (60, 120), kind: str = "PNG", **options: Any) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "red").save(made, kind, **options)
    return made.getvalue()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_picture_is_kept_as_it_is(tmp_path: Path) -> None:
    data = draw()
    assert picture_files.receive(tmp_path, "01.png", [data]) == "01.png"
    assert (tmp_path / "01.png").read_bytes() == data
    assert names(tmp_path) == ["01.png"]
    assert (tmp_path / "01.png").stat().st_nlink == 1


def test_of_many_pictures_at_once_one_is_decoded_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of 40 megapixels takes 250 to 700 MB."""
    busy, most, load_one = [0], [0], load.load

    def counted(*args: Any) -> load.Picture:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        time.sleep(0.01)
        busy[0] -= 1
        return load_one(*args)

    monkeypatch.setattr(load, "load", counted)
    (tmp_path / "0.png").write_bytes(draw())
    with ThreadPoolExecutor(12) as pool:
        for _ in range(4):
            pool.submit(picture_files.receive, tmp_path, "1.png", [draw()])
            pool.submit(page_pictures.render, tmp_path / "0.png", 20)
            pool.submit(picture_files.turn, tmp_path, "0.png", 90)
    assert len(names(tmp_path)) == 9
    assert most == [1]


def test_heic_is_kept_as_it_is(tmp_path: Path) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    made = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 128), "blue")).save(made)
    assert picture_files.receive(tmp_path, "IMG_1.HEIC", [made.getvalue()]) == "IMG_1.heic"
    assert (tmp_path / "IMG_1.heic").read_bytes() == made.getvalue()
    assert load.load(tmp_path / "IMG_1.heic").pixels.shape == (128, 64, 3)


def test_pieces_are_put_together(tmp_path: Path) -> None:
    data = draw(kind="JPEG")
    folder = tmp_path / "a"
    folder.mkdir()
    assert picture_files.receive(folder, "a", iter([data[:50], data[50:]])) == "a.jpg"
    assert (folder / "a.jpg").read_bytes() == data


def test_no_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "01.png").write_bytes(b"mine")
    assert picture_files.receive(tmp_path, "01.png", [draw()]) == "01 (2).png"
    assert (tmp_path / "01.png").read_bytes() == b"mine"


def test_not_even_one_that_appears_in_the_last_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = picture_files.choose_free_name

    def choose(wished: str, end: str, taken: set[str]) -> str:
        name = real(wished, end, taken)
        if not (tmp_path / "01.png").exists():
            (tmp_path / "01.png").write_bytes(b"mine")
        return name

    monkeypatch.setattr(picture_files, "choose_free_name", choose)
    assert picture_files.receive(tmp_path, "01.png", [draw()]) == "01 (2).png"
    assert (tmp_path / "01.png").read_bytes() == b"mine"


def test_a_disk_without_links_works_too(card: Path) -> None:
    assert picture_files.receive(card, "01.png", [draw()]) == "01.png"
    assert picture_files.receive(card, "01.png", [draw()]) == "01 (2).png"


def bomb() -> bytes:
    """A PNG of 30,000 × 30,000 pixels in a few kilobytes."""
    data = bytearray(draw((8, 8)))
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


def endless() -> Iterator[bytes]:
    while True:
        yield b"\x89PNG\r\n\x1a\n" + bytes(1_000_000)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.png", lambda: b"", "is empty"),
        ("a.png", lambda: b"<svg onload=alert(1)>", "is not a picture"),
        ("a.png", lambda: draw()[:-40], "is damaged"),
        ("a.png", bomb, "megapixels"),
        ("a.png", endless, "larger than 40 MB"),
        ("a.png", lambda: draw(kind="GIF"), "is a GIF"),
        ("a.png", lambda: draw((3, 3)), "3 × 3"),
        ("a.png", lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(50), "film"),
        ("clase.mp4", draw, "is a film"),
        ("clase.MOV", draw, "is a film"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(
    tmp_path: Path, name: str, data: Callable[[], bytes], message: str
) -> None:
    with pytest.raises(ProblemsError, match=message):
        picture_files.receive(tmp_path, name, pieces if isinstance(pieces := data(), Iterator) else [pieces])
    assert names(tmp_path) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="Make room"):
        picture_files.receive(tmp_path, "a.png", [draw()])
    assert names(tmp_path) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be saved"):
        picture_files.receive(tmp_path / "gone", "a.png", [draw()])


def test_a_rendered_picture_is_upright_small_and_has_no_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "secret"
    path = tmp_path / "a.jpg"
    Image.new("RGB", (400, 200)).save(path, exif=exif, comment=b"secret")
    assert load.load(path).pixels.shape == (400, 200, 3)
    shown = page_pictures.render(path, 100)
    with Image.open(BytesIO(shown)) as image:
        assert (image.size, image.format) == ((100, 200), "JPEG")
        assert not image.getexif()
    assert b"secret" not in shown
    with Image.open(BytesIO(page_pictures.render(path))) as image:
        assert image.size == (200, 400)


def test_a_turned_copy_lies_beside_its_picture_and_is_taken_as_it_is(tmp_path: Path) -> None:
    data = draw((60, 120))
    picture_files.receive(tmp_path, "01.png", [data])
    name = picture_files.turn(tmp_path, "01.png", 90)
    assert names(tmp_path) == sorted(["01.png", name])
    assert (tmp_path / "01.png").read_bytes() == data
    copy = load.load(tmp_path / name)
    assert (copy.width, copy.height, copy.by_hand) == (120, 60, True)
    assert not load.load(tmp_path / "01.png").by_hand
    assert load.load(tmp_path / picture_files.turn(tmp_path, name, 90)).by_hand
    with Image.open(BytesIO(page_pictures.render(tmp_path / "01.png", turn=270))) as shown:
        assert shown.size == (120, 60)

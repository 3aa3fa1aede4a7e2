"""A website in one file: the same bytes for the same files, plain names, nothing hidden."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from annotator.pages import web_archive


def write_site(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode() * 200)
    return folder


FILES = ("index.html", "es/index.html", "es/video.mp4", "es/paso-10.webp", "es/paso-2.webp", "style.css")


def test_the_same_files_give_the_same_archive(tmp_path: Path) -> None:
    one = write_site(tmp_path / "one", *FILES)
    two = write_site(tmp_path / "two", *reversed(FILES))
    for path in two.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700)
    for folder in (one, two):
        web_archive.write_archive(folder, tmp_path / f"{folder.name}.zip", "join-class")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_it_holds_every_file_in_its_folder_and_texts_are_smaller(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", *FILES)
    web_archive.write_archive(site, tmp_path / "web.zip", "join-class")
    with zipfile.ZipFile(tmp_path / "web.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(f"join-class/{name}" for name in FILES)
        for entry in archive.infolist():
            name = entry.filename.removeprefix("join-class/")
            assert archive.read(entry) == (site / name).read_bytes()
            assert (entry.compress_size < entry.file_size) == name.endswith((".html", ".css")), name
            assert entry.external_attr >> 16 & 0o777 == 0o644, "a web server can read it"


def test_only_what_is_linked_goes_in(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", "index.html", ".annotator.json", "tarea classroom/es/x.html", "años/es/x.html")
    web_archive.write_archive(site, tmp_path / "web.zip")
    with zipfile.ZipFile(tmp_path / "web.zip") as archive:
        assert archive.namelist() == ["index.html"]


def test_the_archive_of_a_site_is_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert web_archive.archive_path(Path("public")) == Path("public-web.zip")
    assert web_archive.archive_path(Path("out/public")) == Path("out/public-web.zip")
    (tmp_path / "site" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "site" / "inner")
    assert web_archive.archive_path(Path()) == tmp_path / "site" / "inner-web.zip"
    assert web_archive.archive_path(Path("..")) == tmp_path / "site-web.zip"

"""What is on a picture is remembered whole, for all schools, and forgotten when anything that shapes it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator import model
from annotator.cache import Cache
from annotator.cache.keys import plain, restored
from annotator.model import Box, Found, IconTarget, PictureKind, Query, TextLine, TextTarget
from annotator.pack.scan.picture_analysis import PictureFindings
from annotator.pack.scan.step_view import StepView
from annotator.pack.scan.tutorial_scan import ScanCache

SEEN = PictureFindings(
    "abc",
    (1080, 2400),
    (TextLine("Unirse", Box(5, 6, 7, 8), 0.97, (5, 7, 12)), TextLine("Ana Ruiz", Box(1, 2, 3, 4), 0.9)),
    PictureKind("phone", "whole", Box(0, 1, 2, 3)),
    (Box(9, 9, 2, 2),),
    (Box(8, 8, 3, 3),),
    (
        Found(TextTarget(("Unirse", "Join"), 2), Box(1, 1, 2, 2), None, "Unirse", 0.93, (Box(0, 0, 1, 1),), ("Salir",)),
        Found(TextTarget(("Zoom",)), Box(1, 2, 3, 4)),
    ),
)
QUERIES = (Query(IconTarget("mic.png")), Query(TextTarget(("Zoom",)), "look"))
VIEW = StepView("1.png")


def scans(tmp_path: Path, device: str | None = None) -> ScanCache:
    return ScanCache(tmp_path, lambda icon: tmp_path / icon, Cache(tmp_path / "cache"), device)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    (tmp_path / "1.png").write_bytes(b"one")
    (tmp_path / "mic.png").write_bytes(b"icon")
    return tmp_path / "1.png"


def test_everything_comes_back_as_it_was() -> None:
    assert restored(plain(SEEN), {**vars(model), "PictureFindings": PictureFindings}) == SEEN


def test_what_is_on_a_picture_is_kept_until_picture_target_icon_or_device_changes(
    tmp_path: Path, picture: Path
) -> None:
    assert scans(tmp_path).load(QUERIES, VIEW) is None
    scans(tmp_path).save(QUERIES, VIEW, SEEN)
    assert scans(tmp_path).load(QUERIES, VIEW) == SEEN
    assert scans(tmp_path, "iPad").load(QUERIES, VIEW) is None
    assert scans(tmp_path).load(QUERIES[:1], VIEW) is None
    assert scans(tmp_path).load((QUERIES[0], replace(QUERIES[1], action="tap")), VIEW) is None
    assert scans(tmp_path).load(QUERIES, replace(VIEW, begin=2.0)) is None
    (tmp_path / "mic.png").write_bytes(b"another icon")
    assert scans(tmp_path).load(QUERIES, VIEW) is None
    scans(tmp_path).save(QUERIES, VIEW, SEEN)
    picture.write_bytes(b"another picture")
    assert scans(tmp_path).load(QUERIES, VIEW) is None
    picture.unlink()
    assert scans(tmp_path).load(QUERIES, VIEW) is None


@pytest.mark.parametrize(
    "stored",
    [
        b"[1, 2]",
        b"{",
        b'{"": "Gone"}',
        b'{"": "Path"}',
        b'{"": "Box", "x": 1, "y": 1, "w": 1, "h": 1}',
        b'{"": "PictureFindings", "colour": "blue"}',
    ],
    ids=["a list", "cut off", "unknown class", "no value", "another value", "unknown field"],
)
def test_what_this_version_cannot_read_is_looked_for_anew(tmp_path: Path, picture: Path, stored: bytes) -> None:
    scans(tmp_path).save(QUERIES, VIEW, SEEN)
    [entry] = (tmp_path / "cache" / "look").glob("*/*.json")
    entry.write_bytes(stored)
    assert scans(tmp_path).load(QUERIES, VIEW) is None

"""What was seen on a picture is remembered whole, and forgotten when anything that shapes it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import model
from annotator.cache import Cache, digest
from annotator.cache.sealing import seal
from annotator.model import (
    Action,
    Box,
    Found,
    IconTarget,
    NameQuestion,
    Redaction,
    Said,
    Screen,
    Step,
    TargetName,
    TextTarget,
)
from annotator.pack.scan.scan_cache import ScanCache
from annotator.pack.scan.scanner import StepScanResult
from annotator.pack.scan.step_view import StepScan
from annotator.plain_data import plain, restored
from annotator.privacy.matcher import Privacy

SEEN = StepScan(
    Screen("abc", (Redaction(Box(1, 2, 3, 4), "email"),), (Box(5, 6, 7, 8),)),
    "1.png",
    Found(TextTarget(("Unirse", "Join"), 2), Box(1, 1, 2, 2), None, "Unirse", 0.93, (Box(0, 0, 1, 1),), ("Salir",)),
    (),
    TargetName("Unirse"),
    (Found(TextTarget(("Zoom",)), Box(1, 2, 3, 4)),),
    ("Entrar",),
    (NameQuestion("Ana", "word", "Ana Ruiz"),),
    ("Unirse", "Salir"),
)
STEP = Step("1.png", Action("tap", IconTarget("mic.png")), (Said("es", "Toque."),))


def scans(tmp_path: Path, *names: str) -> ScanCache:
    return ScanCache(tmp_path, Privacy(names), lambda icon: tmp_path / icon, Cache(tmp_path / "cache"))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    (tmp_path / "1.png").write_bytes(b"one")
    (tmp_path / "mic.png").write_bytes(b"icon")
    return tmp_path / "1.png"


def test_everything_comes_back_as_it_was() -> None:
    assert restored(plain(SEEN), {**vars(model), "StepScan": StepScan}) == SEEN


def test_a_look_is_kept_until_picture_target_icon_or_roster_changes(tmp_path: Path, picture: Path) -> None:
    assert scans(tmp_path).load(STEP, "1.png") is None
    scans(tmp_path).save(STEP, "1.png", StepScanResult(SEEN, ()))
    assert scans(tmp_path).load(STEP, "1.png") == SEEN
    assert scans(tmp_path).load(replace(STEP, narration=(Said("es", "Oprima."),)), "1.png") == SEEN
    assert scans(tmp_path, "Ana").load(STEP, "1.png") is None
    assert scans(tmp_path).load(replace(STEP, action=Action("tap", TextTarget(("Unirse",)))), "1.png") is None
    (tmp_path / "mic.png").write_bytes(b"another icon")
    assert scans(tmp_path).load(STEP, "1.png") is None
    scans(tmp_path).save(STEP, "1.png", StepScanResult(SEEN, ()))
    picture.write_bytes(b"another picture")
    assert scans(tmp_path).load(STEP, "1.png") is None
    picture.unlink()
    assert scans(tmp_path).load(STEP, "1.png") is None


@pytest.mark.parametrize(
    "stored",
    [
        b"[1, 2]",
        b"{",
        b'{"": "Gone"}',
        b'{"": "Path"}',
        b'{"": "Box", "x": 1, "y": 1, "w": 1, "h": 1}',
        b'{"": "StepScan", "colour": "blue"}',
    ],
    ids=["a list", "cut off", "unknown class", "no value", "another value", "unknown field"],
)
def test_a_look_that_this_version_cannot_read_is_looked_at_anew(tmp_path: Path, picture: Path, stored: bytes) -> None:
    scans(tmp_path).save(STEP, "1.png", StepScanResult(SEEN, ()))
    [entry] = (tmp_path / "cache" / "look").glob("*/*.sealed")
    cache, secret = Cache(tmp_path / "cache"), digest(picture.read_bytes())
    cache.put("look", entry.stem, ".sealed", lambda path: writer(seal(stored, secret))(path))
    assert scans(tmp_path).load(STEP, "1.png") is None


def writer(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write

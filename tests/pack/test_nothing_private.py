"""A story: a whole pack made from screens full of private data: every file that shows or tells something is read again.

The people, numbers and addresses are invented; the portrait is of an astronaut, by NASA, in the public domain.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from PIL import Image, ImageSequence

from annotator.cache import Cache
from annotator.screen import ocr
from annotator.screen.faces import detect_faces
from annotator.screen.load import Pixels, load
from annotator.text.folding import fold

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
SCREENS = TESTS / "labelled" / "private" / "more"
PICTURES = {"1-lista.jpg": "directory-en-dark.jpg", "2-clase.jpg": "zoom-panel-es-dark.jpg"}
NAMES = (
    "Nguyen, Minh Anh",
    "Ana García-López",
    "Sofía Morales Castillo",
    "Jean-Luc Baptiste",
    "DeShawn O'Neal",
    "Valentina Ruiz Ávila",
    "Mateo Hernández",
    "Guadalupe Ríos de la O",
    "Diego Santos",
    "Brianna Washington",
    "Ángel Flores",
    "María José Cruz Peña",
)
SCHOOL = """
name = "Escuela Los Robles"
phone = "410-555-0100"
names = "names.txt"

[help]
person = "Sra. Rosa"
photo = "maestra.jpg"
"""
SCRIPT = """# es: Entrar a la clase

- device: laptop
- why es: Así ve a la maestra.

![](1-lista.jpg)
- look: Present
- show: Ana #1
- es: Mire aquí.

![](2-clase.jpg)
- tap: Intérprete
- es: Toque Intérprete.
"""
_WORD = re.compile(r"\w+")
_PUBLIC = {"example"}
_WITHOUT_PICTURES = (".html", ".vtt", ".txt", ".json", ".ogg", ".m4a", ".css", ".js")
_USUAL = 2
"""Pictures that are read of each kind of file; where ``ANNOTATOR_TESTS_WHOLE`` is set, all."""
_SAME = 24
"""Rows of two pictures show the same if their values (0..255), a little blurred, differ by less."""


@dataclass(frozen=True)
class Built:
    """A tutorial's folder, its pack, what its build said, and the cache that it filled."""

    tutorial: Path
    pack: Path
    said: str
    cache: Path


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clases") / "mensajes"
    folder.mkdir()
    for name, screen in PICTURES.items():
        shutil.copyfile(SCREENS / screen, folder / name)
    shutil.copyfile(TESTS / "fixtures" / "portrait.jpg", folder / "maestra.jpg")
    (folder / "names.txt").write_text("\n".join(NAMES), encoding="utf-8")
    (folder / "school.toml").write_text(SCHOOL, encoding="utf-8")
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tutorial: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    out, cache = tmp_path_factory.mktemp("packs"), tmp_path_factory.mktemp("full")
    result = annotator(cache, "build", str(tutorial), "-o", str(out), "--voice", "pico")
    assert result.returncode == 0, result.stderr
    return Built(tutorial, out / tutorial.name, result.stderr, cache)


def annotator(cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *arguments]
    environment = {**os.environ, "ANNOTATOR_CACHE": str(cache)}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)


def words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def secrets() -> set[str]:
    """The words of all that is private on the screens; short ones may stand anywhere."""
    labels: list[dict[str, Any]] = json.loads((SCREENS / "labels.json").read_text(encoding="utf-8"))
    texts = [item["text"] for label in labels if label["file"] in PICTURES.values() for item in label["texts"]]
    return {word for text in texts for word in words(text) if len(word) >= 4} - _PUBLIC


def pictures(pack: Path, pdftoppm: str, scratch: Path) -> Iterator[tuple[str, Pixels]]:
    """Every picture of a pack, as (where it stands, pixels): of one like those before it, the rows that are new."""
    seen: list[Pixels] = []
    for path in sorted(pack.rglob("*")):
        for number, pixels in enumerate(_pictures(path, pdftoppm, scratch)):
            blurred = cv2.blur(pixels, (9, 9))
            rows = min(
                (_new_rows(blurred, other) for other in seen if other.shape == pixels.shape), key=len, default=None
            )
            if rows is None or len(rows):
                seen.append(blurred)
                top, bottom = (0, len(pixels)) if rows is None else (max(0, rows[0] - 40), rows[-1] + 40)
                yield f"{path.relative_to(pack).as_posix()} ({number})", pixels[top:bottom]


def _new_rows(blurred: Pixels, other: Pixels) -> list[int]:
    difference = cv2.absdiff(blurred, other).reshape(len(blurred), -1).max(axis=1)
    return [int(row) for row in np.flatnonzero(difference > _SAME)]


def _pictures(path: Path, pdftoppm: str, scratch: Path) -> Iterator[Pixels]:
    if path.suffix == ".pdf":
        subprocess.run([pdftoppm, "-r", "150", "-png", str(path), str(scratch / path.stem)], check=True)
        for page in sorted(scratch.glob(f"{path.stem}*.png")):
            yield from _pictures(page, pdftoppm, scratch)
    elif path.suffix == ".mp4":
        with av.open(str(path)) as container:
            for number, frame in enumerate(container.decode(video=0)):
                if number % 15 == 0:
                    yield frame.to_ndarray(format="rgb24")
    elif path.suffix == ".zip":
        beside = {other.read_bytes() for other in path.parent.rglob("*") if other.is_file()}
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist()
            for member in archive.namelist():
                if archive.read(member) not in beside:  # the others are looked at by themselves
                    yield from _pictures(Path(archive.extract(member, scratch / "archive")), pdftoppm, scratch)
    elif path.suffix in Image.registered_extensions():
        with Image.open(path) as image:
            for frame in ImageSequence.Iterator(image):
                yield np.array(frame.convert("RGB"))
    elif path.is_file() and path.suffix not in _WITHOUT_PICTURES:
        pytest.fail(f"nobody knows whether {path.name} shows a picture: teach this test its kind")


def test_no_picture_of_a_pack_shows_anything_private(built: Built, need: Callable[[str], str], tmp_path: Path) -> None:
    private = secrets()
    for name in PICTURES:
        texts = ocr.read_texts(load(built.tutorial / name), Cache(built.cache))
        assert len(words(" ".join(line.text for line in texts)) & private) >= 6, "it could be read before"
    read: dict[str, set[str]] = {}
    count: Counter[tuple[str, str]] = Counter()
    for place, pixels in pictures(built.pack, need("pdftoppm"), tmp_path):
        path = Path(place.split(" ")[0])
        kind = path.parts[0], path.suffix
        count[kind] += 1
        if count[kind] > _USUAL and not os.environ.get("ANNOTATOR_TESTS_WHOLE"):
            continue
        read[place] = words(" ".join(line.text for line in ocr.recognize(pixels)))
    assert {place: found & private for place, found in read.items() if found & private} == {}
    together = set().union(*read.values())
    assert {"interprete", "present", "room", "204", "rosa", "410", "0100"} <= together
    assert {suffix for _, suffix in count} >= {".jpg", ".webp", ".mp4", ".pdf"}
    assert count["present", ".webp"] >= 3, "the slides of a session show the same screens once more"


def test_no_text_of_a_pack_tells_anything_private(
    built: Built, words_of_pack: Callable[[Path], dict[str, str]]
) -> None:
    texts = {"stderr": built.said, **words_of_pack(built.pack)}
    assert {"stderr", "pack.json", "web/es/captions.vtt", "es/message.txt", "index.html"} <= set(texts)
    assert {"present/index.html", "present/guide.html"} <= set(texts)
    # Sizes of files are numbers, too.
    private = {word for word in secrets() if not word.isdigit() or len(word) > 6}
    assert {name: words(text) & private for name, text in texts.items() if words(text) & private} == {}


def test_the_cache_is_for_the_user_alone(built: Built) -> None:
    """It has the texts of the screenshots, which lie in the next folder."""
    assert built.cache.stat().st_mode & 0o077 == 0
    kinds = {"texts", "look", "faces", "builds", "voice", "segment"}
    entries = [path for kind in kinds for path in built.cache.glob(f"{kind}/*/*")]
    assert {path.parent.parent.name for path in entries} == kinds
    assert not [path for path in entries if path.stat().st_mode & 0o077]


def test_all_that_is_covered_is_listed(built: Built) -> None:
    hidden = json.loads((built.pack / "pack.json").read_text(encoding="utf-8"))["hidden"]
    kinds = {step: {row["kind"] for row in hidden if row["step"] == step} for step in (1, 2)}
    assert kinds == {1: {"email", "phone", "student-id", "name"}, 2: {"meeting", "name", "face"}}
    assert all(set(row) == {"step", "lang", "kind", "box"} for row in hidden)
    assert {row["lang"] for row in hidden} == {"es"}
    assert built.said.count("Covered in step ") == sum(map(len, kinds.values()))
    assert "Covered in step 2 (es): face." in built.said


def test_a_file_of_an_unknown_kind_is_no_proof(tmp_path: Path, words_of_pack: Callable[[Path], dict[str, str]]) -> None:
    (tmp_path / "page.docx").write_bytes(b"Ana")
    with pytest.raises(pytest.fail.Exception, match=r"page\.docx"):
        words_of_pack(tmp_path)


def test_faces_of_the_screens_are_gone_and_that_of_the_staff_stays(built: Built) -> None:
    for number in (1, 2):
        assert detect_faces(load(built.pack / "es" / f"paso-{number}.jpg").pixels) == ()
    with av.open(str(next(built.pack.glob("es/entrar-*.mp4")))) as container:
        title = next(container.decode(video=0)).to_ndarray(format="rgb24")
    [face] = detect_faces(title)
    assert face.bottom < title.shape[0] * 0.6, "the photo of the person to ask is beside the play button"

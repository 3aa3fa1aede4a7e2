"""What the tests of whole packs share: every file of a pack, read for the words in it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from PIL import Image

TEXTS = (".html", ".vtt", ".txt", ".json", ".css", ".js")
MEDIA = (".mp4", ".ogg", ".m4a")
"""The kinds of files of which these tests know how to find words in them."""


@pytest.fixture
def words_of_pack(need: Callable[[str], str]) -> Callable[[Path], dict[str, str]]:
    """A function that gives all text in a pack's files, by path: names, pages, PDFs and metadata.

    Pictures and frames are read elsewhere. A file of a kind that it cannot read fails the test.
    """

    def read(pack: Path) -> dict[str, str]:
        texts = {}
        for path in sorted(path for path in pack.rglob("*") if path.is_file()):
            name = path.relative_to(pack).as_posix()
            texts[name] = f"{name}\n{_words(path, need)}"
        return texts

    return read


def _words(path: Path, need: Callable[[str], str]) -> str:
    kind = path.suffix.lower()
    if kind in TEXTS:
        return path.read_text(encoding="utf-8")
    if kind == ".pdf":
        ran = subprocess.run([need("pdftotext"), str(path), "-"], capture_output=True, check=True, encoding="utf-8")
        told = subprocess.run([need("pdfinfo"), str(path)], capture_output=True, check=True, encoding="utf-8")
        return ran.stdout + told.stdout
    if kind in MEDIA:
        with av.open(str(path)) as container:
            return repr([container.metadata, *(stream.metadata for stream in container.streams)])
    if kind in Image.registered_extensions():
        with Image.open(path) as image:
            return repr(dict(image.info)) + repr(dict(image.getexif()))
    pytest.fail(f"nobody knows how to look for private words in {path.name}: teach this test its kind")

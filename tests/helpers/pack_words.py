"""Every word in a pack: in its files and their names, in metadata, and on pictures and frames as OCR reads them."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import av
import pytest
from PIL import Image

from annotator.screen import ocr
from annotator.screen.load import load
from annotator.text.folding import fold

TEXTS = (".html", ".vtt", ".txt", ".json", ".css", ".js")
MEDIA = (".mp4", ".ogg", ".m4a")
"""The kinds of files of which these tests know how to find words in them."""


def words_in_files(pack: Path, need: Callable[[str], str]) -> dict[str, str]:
    """All text in a pack's files, by path: names, pages, PDFs and metadata. Fails the test for a kind that is not known."""
    texts = {}
    for path in sorted(path for path in pack.rglob("*") if path.is_file()):
        name = path.relative_to(pack).as_posix()
        texts[name] = f"{name}\n{_words(path, need)}"
    return texts


def words_on_pictures(pack: Path) -> dict[str, str]:
    """What OCR reads on the pictures for a chat."""
    return {
        path.relative_to(pack).as_posix(): " ".join(line.text for line in ocr.recognize(load(path).pixels))
        for path in sorted(pack.rglob("*.jpg"))
    }


def find_secrets(texts: Mapping[str, str], secrets: Iterable[str]) -> dict[str, list[str]]:
    """Which of the words, as they are folded, are in which text."""
    words = tuple(secrets)
    found = {name: [word for word in words if word in fold(text)] for name, text in texts.items()}
    return {name: words for name, words in found.items() if words}


def _words(path: Path, need: Callable[[str], str]) -> str:
    kind = path.suffix.lower()
    if kind in TEXTS:
        return path.read_text(encoding="utf-8")
    if kind == ".pdf":
        ran = subprocess.run([need("pdftotext"), str(path), "-"], capture_output=True, check=True, encoding="utf-8")
        told = subprocess.run([need("pdfinfo"), str(path)], capture_output=True, check=True, encoding="utf-8")
        return ran.stdout + told.stdout
    if kind == ".zip":
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            archive.extractall(folder)
            return "\n".join((archive.comment.decode(), *words_in_files(Path(folder), need).values()))
    if kind in MEDIA:
        with av.open(str(path)) as container:
            return repr([container.metadata, *(stream.metadata for stream in container.streams)])
    if kind in Image.registered_extensions():
        with Image.open(path) as image:
            return repr(dict(image.info)) + repr(dict(image.getexif()))
    pytest.fail(f"nobody knows how to look for private words in {path.name}: teach this test its kind")

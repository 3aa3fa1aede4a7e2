"""Recognise sites and recording kits of earlier versions, which wrote no ownership mark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

PAGE_JSON = "page.json"
GUIDE = "00-read-me.txt"
_GALLERY = ("index.html", "style.css", "logo.webp")
_TUTORIAL = ("embed.html", "style.css", "logo.webp")
_PAGE = ("index.html", "captions.vtt", "poster.jpg", "preview.jpg", "face.webp", "language.m4a")
_PAGE_ENDINGS = (".webp", ".m4a", ".mp4", ".pdf")
_KIT_FILE = re.compile(r"\d\d-\S+-(?:picture\.jpg|voice\.ogg)")
_KIT_VOICE = "00-voice.ogg"


@dataclass(frozen=True, slots=True)
class LegacyMark:
    """A folder of an earlier version: the file that identifies it, and all others that annotator may have written.

    ``written`` is when it was finished, in seconds since 1970.
    """

    kind: Literal["site", "kit"]
    file: str
    files: tuple[str, ...]
    written: float


def find_site(folder: Path) -> LegacyMark | None:
    """The mark of a site: a gallery, and at least one folder of pages with a listing; else None."""
    if not (folder / _GALLERY[0]).is_file():
        return None
    listings = [path for path in sorted(folder.glob(f"*/{PAGE_JSON}")) if _languages(path)]
    if not listings:
        return None
    files = [*_GALLERY]
    for path in listings:
        files += [f"{path.parent.name}/{name}" for name in (PAGE_JSON, *_TUTORIAL)]
        for lang in _languages(path):
            files += [f"{path.parent.name}/{lang}/{name}" for name in _page(path.parent / lang)]
    # The stylesheet and the gallery are written last, together: if one is newer, somebody changed it.
    return LegacyMark("site", _GALLERY[0], tuple(files[1:]), min(_times(folder, _GALLERY[:2])))


def find_kit(folder: Path) -> LegacyMark | None:
    """The mark of a recording kit, whose guide names its files; else None."""
    try:
        text = (folder / GUIDE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    names = tuple(dict.fromkeys(_KIT_FILE.findall(text)))
    if "annotator memos " not in text or not names:
        return None
    # The guide is written right after the last picture.
    return LegacyMark("kit", GUIDE, (_KIT_VOICE, *names), max(_times(folder, names), default=0.0))


def _times(folder: Path, names: Sequence[str]) -> list[float]:
    return [(folder / name).stat().st_mtime for name in names if (folder / name).is_file()]


def _languages(listing: Path) -> tuple[str, ...]:
    """The languages of a folder of pages; none if the listing isn't annotator's."""
    try:
        content = json.loads(listing.read_text(encoding="utf-8"))
        return tuple(str(page["lang"]) for page in content["pages"] if page["own_name"] and "name" in content)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _page(folder: Path) -> Iterator[str]:
    """The files of a page: those that every page has, and those that this one links to."""
    yield from _PAGE
    try:
        text = (folder / _PAGE[0]).read_text(encoding="utf-8")
        names = [path.name for path in folder.iterdir() if path.suffix in _PAGE_ENDINGS]
    except (OSError, UnicodeDecodeError):
        return
    yield from (name for name in names if name not in _PAGE and f'"{quote(name)}"' in text)

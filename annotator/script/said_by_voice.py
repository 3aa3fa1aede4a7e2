"""Tell whether a recording still says what it should: the sentence and the picture that it was made for.

What was said, and the digest of the picture, are in ``consent.toml`` beside whose voice it is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from annotator.media.source_file import read_file
from annotator.script.consent import Consent

Staleness = Literal["sentence", "picture"]
"""What is different now."""
_DIGITS = 16
_WORD = re.compile(r"\w+")


def find_staleness(consent: Consent | None, sentences: Iterable[str], picture: str = "") -> Staleness | None:
    """What has changed since a recording was made; None if nothing has, or nothing is known.

    Args:
        consent: the entry of the recording in ``consent.toml``.
        sentences: what would be spoken without it, each of which would be right; none if that isn't known.
        picture: the digest of its picture; empty if that isn't known.
    """
    if consent is None:
        return None
    known = [sentence for sentence in sentences if sentence]
    right_for = [text for text in (consent.says, consent.fits) if text]
    if consent.says and known and not any(is_same(text, sentence) for text in right_for for sentence in known):
        return "sentence"
    if consent.picture and picture and consent.picture != picture:
        return "picture"
    return None


def is_same(one: str, other: str) -> bool:
    """Whether two texts have the same words. Nobody hears capitals, and commas hardly."""
    return _words(one) == _words(other)


def digest_picture(path: Path) -> str:
    """A short digest of a picture's bytes, or empty if it can't be read."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()[:_DIGITS]
    except OSError:
        return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())

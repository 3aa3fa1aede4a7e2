"""Tell whether a recording still fits its step: ``consent.toml`` has the sentence and the picture that it was made for."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from annotator.media.files import read_file
from annotator.script.consent import Consent

Staleness = Literal["sentence", "picture"]
"""The part of a step that changed after its recording was made."""
_DIGEST_DIGITS = 16
_WORD = re.compile(r"\w+")


def find_staleness(consent: Consent | None, sentences: Iterable[str], picture: str = "") -> Staleness | None:
    """The part of a step that changed since its recording was made, the sentence first; None if no change is known.

    Args:
        consent: the recording's entry in ``consent.toml``, or None.
        sentences: the texts that a voice could speak in its place, each of which would be right ("Toque Unirse."); none if
            they aren't known.
        picture: the digest of the step's picture; empty if it isn't known.
    """
    if consent is None:
        return None
    expected = [_words(sentence) for sentence in sentences if sentence]
    fitting = [_words(text) for text in (consent.says, consent.fits) if text]
    if consent.says and expected and not any(words in expected for words in fitting):
        return "sentence"
    if consent.picture and picture and consent.picture != picture:
        return "picture"
    return None


def _words(text: str) -> list[str]:
    """The words of a text as they sound: nobody hears capitals, and commas hardly."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def digest_picture(path: Path) -> str:
    """A short digest of a picture's bytes, or empty if it can't be read."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()[:_DIGEST_DIGITS]
    except OSError:
        return ""

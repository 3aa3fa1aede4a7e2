"""Keeps the names of a school's roster from being sent to a voice service."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from annotator.errors import AnnotatorError


def refuse_names(text: str, names: Sequence[str]) -> None:
    """Raise AnnotatorError if ``text`` has one of ``names``: whole words, accents and case aside."""
    folded = _folded(text)
    for name in names:
        words = r"\s+".join(re.escape(word) for word in _folded(name).split())
        if words and re.search(rf"(?<!\w){words}(?!\w)", folded):
            raise AnnotatorError(
                f"The sentence “{text}” has the name “{name}” of your list, and the voice gtts sends what it says to a company.",
                "Leave the name out, or choose a voice of this computer: --voice auto.",
            )


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))

"""Respells brand and screen words so that a voice says them as people do; captions keep the spelling.

The words are in ``assets/languages/XX/lexicon.toml``, and in ``school.toml``. Voices that have English sounds say the
words of its table ``[english]`` with them: they are put between ``<en>`` and ``</en>``, which such a voice understands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache as once

from annotator import assets, languages
from annotator.voice.engines.engine import ENGLISH_END, ENGLISH_START, EnglishNames

Words = Mapping[str, str]


def respell(
    text: str,
    lang: str,
    engine: str,
    extra: Words | None = None,
    english: Sequence[str] = (),
    names: EnglishNames = "as written",
) -> str:
    """The text with each word of the lexicon as ``engine`` is to say it.

    Whole words, in any case, the longest first; what is respelt is not respelt again.

    Args:
        text: a sentence as it is to be spoken.
        lang: its BCP 47 tag.
        engine: the voice's name.
        extra: the words of ``school.toml``, which go before annotator's own.
        english: further names in the sentence that are English.
        names: how the engine takes them (`annotator.voice.engines.engine.Traits`).
    """
    words: dict[str, str] = {}
    if names == "own sounds":
        words |= {_folded(name): f", {_english(name)}," for name in english}
    words |= _shipped(languages.folder(lang), engine, names)
    words |= {_folded(word): spoken for word, spoken in (extra or {}).items()}
    if names == "set apart":
        # Run into the words beside it, a name that is read by its letters gets lost: of 108 sentences with such buttons
        # Whisper-base wrote 48 buttons as they are spelt with a pause on both sides, 40 without.
        text = _replaced(text, {_folded(name): f", {name}," for name in english if _folded(name) not in words})
    return _tidy(_replaced(text, words))


def _replaced(text: str, words: Words) -> str:
    if not words:
        return text
    pattern = _pattern(tuple(sorted(words, key=lambda word: (-len(word), word))))
    return pattern.sub(lambda match: words[_folded(match.group())], text)


@once
def _shipped(name: str | None, engine: str, names: EnglishNames) -> dict[str, str]:
    tables = (assets.table("languages", name, "lexicon.toml") if name else None) or {}
    words = {_folded(word): str(spoken) for word, spoken in tables.get("all", {}).items()}
    if names == "own sounds":
        english = tables.get("english", {})
        words |= {_folded(word): _english(word) for word in english.get("names", ())}
        words |= {_folded(word): f", {_english(word)}," for word in english.get("buttons", ())}
    return words | {_folded(word): str(spoken) for word, spoken in tables.get(engine, {}).items()}


@once
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def _english(name: str) -> str:
    # Capitals inside a name begin a word: ClassDojo.
    spaced = re.sub(r"(?<=[a-z]{3})(?=[A-Z])", " ", name)
    return f"{ENGLISH_START}{spaced}{ENGLISH_END}"


def _tidy(text: str) -> str:
    """Without the commas that respelling doubled, or put at an end."""
    text = re.sub(r"\s+,", ",", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r",\s*([.;:!?…])", r"\1", text)
    return re.sub(r"([¿¡])\s*,\s*", r"\1", text).strip(" ,")

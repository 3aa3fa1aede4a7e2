"""Respells brand and screen words so that a voice says them as people do; captions keep the spelling.

The words stand in ``assets/voices/lexicon.LANG.toml``: ``[all]`` for every voice, ``[kokoro]``, ``[pico]`` … for one of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache as once

from annotator import assets
from annotator.voice.engine import base

Words = Mapping[str, str]


def respell(text: str, lang: str, engine: str, extra: Words | None = None) -> str:
    """The text with each word of the lexicon as ``engine`` is to say it.

    Whole words, in any case, the longest first; what is respelt is not respelt again. ``extra`` (of ``school.toml``)
    goes before annotator's own.
    """
    words = {word.casefold(): spoken for word, spoken in {**_shipped(base(lang), engine), **(extra or {})}.items()}
    if not words:
        return text
    pattern = _pattern(tuple(sorted(words, key=lambda word: (-len(word), word))))
    return pattern.sub(lambda match: words[" ".join(match.group().casefold().split())], text)


@once
def _shipped(lang: str, engine: str) -> dict[str, str]:
    path = assets.root() / "assets" / "voices" / f"lexicon.{lang}.toml"
    if not path.exists():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {**tables.get("all", {}), **tables.get(engine, {})}
    return {str(word).casefold(): str(spoken) for word, spoken in words.items()}


@once
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)

"""Judge in which language each wording of a button is (``Join | Unirse``), by the words that sentences of each language use."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from annotator import assets, languages
from annotator.text.folding import fold

_WORD = re.compile(r"\w+")
_SPELLINGS = 3000
"""About as many groups of three letters as a language uses."""
_FOREIGN = ("languages", "devices", "script", "presses")
"""Tables with words of other languages."""


class WordingJudge:
    """Knows the words of each language from annotator's own tables and from texts that are added, and how they are spelt."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """``texts`` are further texts, each after its language."""
        words: dict[str, Counter[str]] = {}
        for lang, text in texts:
            base = languages.base_language(lang)
            if base not in words:
                words[base] = Counter(_list_own_words(base))
            words[base].update(_words(text))
        self._known = {lang: _Vocabulary(counts) for lang, counts in words.items()}

    def choose(self, wordings: Sequence[str], lang: str, among: Sequence[str]) -> str | None:
        """The wording that a family who hears ``lang`` is told; None without wordings.

        Args:
            wordings: those of one target.
            lang: one of ``among``.
            among: the tutorial's languages, in its order, in which most scripts write the wordings, too.
        """
        if not wordings:
            return None
        position = among.index(lang) if lang in among else 0
        scores = [self._score(wording, lang, among) for wording in wordings]
        # Of several that are as good, the one in the place of the language.
        order = sorted(range(len(wordings)), key=lambda index: (-scores[index], index != position, index))
        return wordings[order[0]]

    def _score(self, wording: str, lang: str, among: Sequence[str]) -> float:
        """Positive if the words of a wording are more often of this language than of the others."""
        words, base = _words(wording), languages.base_language(lang)
        own = self._known.get(base)
        others = [
            known
            for other, known in self._known.items()
            if other != base and other in map(languages.base_language, among)
        ]
        if not words or own is None or not others:
            return 0.0
        return round(
            sum(own.log_share(word) - max(o.log_share(word) for o in others) for word in words) / len(words), 3
        )


class _Vocabulary:
    """How often the words of a language are used, and how it spells, by groups of three letters."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._total = counts.total()
        self._groups = Counter(group for word in counts for group in _groups_of(word))
        self._group_total = self._groups.total()

    def log_share(self, word: str) -> float:
        """The logarithm of a word's share, half of it judged by its spelling alone."""
        groups = _groups_of(word)
        size = self._group_total + _SPELLINGS
        spelt = sum(math.log((self._groups[group] + 0.5) / size) for group in groups) / len(groups)
        used = math.log((self._counts[word] + 0.5) / (self._total + 1))
        return spelt + used


def _groups_of(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(max(1, len(padded) - 2))]


@cache
def _list_own_words(lang: str) -> tuple[str, ...]:
    """All words of annotator's own tables in a language; none where it has none."""
    name = languages.find_folder(lang)
    if name is None:
        return ()
    tables = [
        assets.table("languages", name, "phrases.toml"),
        assets.table("languages", name, "pages.toml"),
    ]
    review = assets.table("languages", name, "plain.toml") or {}
    # What else is in there are remedies in English, and words of other languages that families meet.
    tables.append(
        {key: review.get(key, []) for key in ("actions", "breaks", "generic", "filler", "until", "after_names")}
    )
    own = [{key: value for key, value in (table or {}).items() if key not in _FOREIGN} for table in tables]
    return tuple(word for text in _list_texts(own) for word in _words(text))


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _list_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _list_texts(inner)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))

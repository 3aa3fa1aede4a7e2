"""Look up the meaning of words on screens, in all languages: "Join" leads on, "Cancel" leads back.

The words, and those by which a platform is recognised, are in the languages' ``screens.toml``; words of languages that
annotator doesn't speak, in ``assets/screen-words.toml``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache as once
from typing import Final, Literal

from annotator import assets, languages
from annotator.text.folding import fold

Meaning = Literal["go", "allow", "back", "ask", "wait", "record", "done", "field", "bar", "enter"]
_SENTENCE_ENDS: Final = (".", "?", "!", ",", ":")
MAX_BUTTON_WORDS: Final = 4
"""Maximum number of words on a button; a longer text that begins with such a word is a sentence."""


def means(text: str, meaning: str) -> bool:
    """Whether a text begins with one of the words for a `Meaning`, or for what an icon does: "Edit contact" for "edit"."""
    words = _patterns().get(("words", meaning))
    return words is not None and bool(words.match(fold(text)))


def is_exactly(text: str, meaning: Meaning) -> bool:
    """Whether a text is one of the words for ``meaning``, and nothing else."""
    return bool(_patterns()["words", meaning].fullmatch(fold(text)))


def find_meanings(text: str) -> frozenset[str]:
    """The meanings of a text in lower case without accents that is one of their words, and nothing else."""
    return frozenset(meaning for (group, meaning), words in _words().items() if group == "words" and text in words)


def is_button(text: str, meaning: Meaning) -> bool:
    """Whether a text is short enough for a button, and begins with one of the words for ``meaning``."""
    short = len(text.split()) <= MAX_BUTTON_WORDS and not text.endswith(_SENTENCE_ENDS)
    return short and means(text, meaning)


def name_field(label: str) -> str:
    """The name of the field with a label, for a sentence: "your email" of "Enter your email"."""
    first, _, rest = label.partition(" ")
    return (rest if rest and is_exactly(first, "enter") else label).rstrip(".:* ")


def recognise_platform(texts: Iterable[str]) -> str | None:
    """The name of the platform that the most of ``texts`` mention ("zoom"), or None."""
    folded = [fold(text) for text in texts]
    platforms = ((name, words) for (group, name), words in _patterns().items() if group == "platforms")
    return _most(Counter({name: sum(bool(words.search(text)) for text in folded) for name, words in platforms}))


def guess_language(texts: Iterable[str]) -> str | None:
    """The language with whose buttons the most of ``texts`` begin, or whose common words are in them; None if there are none."""
    folded = [fold(text) for text in texts]
    counts: Counter[str] = Counter()
    for (group, name), words in _patterns().items():
        if group == "languages":
            counts[name] += sum(bool(words.match(text)) for text in folded)
        elif group == "common":
            counts[name] += sum(len(words.findall(text)) for text in folded)
    return _most(counts)


def _most(counts: Counter[str]) -> str | None:
    (best, count), *_ = counts.most_common(1)  # of equal ones, the first
    return best if count else None


def list_words() -> frozenset[str]:
    """The words that the screens of many apps have, in all languages, in lower case without accents."""
    return frozenset(word for (group, _), words in _words().items() if group == "languages" for word in words)


@once
def _words() -> dict[tuple[str, str], set[str]]:
    """The folded words of all languages: by meaning, ``("words", "go")``, by platform, by language, and the common ones."""
    listed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    others = assets.table("screen-words.toml") or {}
    spoken = {lang: languages.load_table(lang, "screens.toml") or {} for lang in assets.languages()}
    for lang, table in (*spoken.items(), *others.items()):  # of equal ones, the first counts
        if "common" in table:
            listed["common", lang].update(map(fold, table["common"]))
        for meaning, words in table.get("words", {}).items():
            listed["words", meaning].update(map(fold, words))
            listed["languages", lang].update(map(fold, words))
        for name, platform in table.get("platforms", {}).items():
            listed["platforms", name].update(map(fold, platform["words"]))
    return listed


@once
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    """The patterns of `_words`."""
    longest = {key: sorted(words, key=len, reverse=True) for key, words in _words().items()}
    return {
        key: re.compile(rf"[^\w]*(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") for key, words in longest.items()
    }

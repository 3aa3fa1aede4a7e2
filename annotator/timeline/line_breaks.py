"""Weigh the places where a text can be broken into lines, by the phrases of its language.

A break costs 1 after a comma, and 11 between two words of a phrase: in "Abra Zoom, busque el botón azul" it is cheapest after
"Zoom,", and dearest after "el", which leans on the next word.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from annotator import assets, languages

LINE_CHARS = 32
"""Maximum number of characters in a line; most such lines fit the band at 40 px."""
SENTENCE_END = re.compile(r"[.!?…][)\]\"'»”’]*$")
"""The end of a sentence, with the quotes and brackets that follow it."""
_PAUSE = re.compile(r"[,;:][)\]\"'»”’]*$")
_SCREEN_LANGUAGES = ("es", "en")
"""A sentence in any language may quote the words of a screen, which are in one of these."""

# Costs of a break, in the unit of those in `captions`.
_IN_CHIP = 400.0
_IN_LONG_WORD = 60.0
_AFTER_LEANING_WORD = 30.0
_AFTER_PHRASE_BEGINS = 25.0
_BETWEEN_WORDS = 11.0
_BEFORE_PHRASE = 4.0
_AFTER_PAUSE = 1.0
_AFTER_SENTENCE = 0.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a part of one that is longer than a line, from ``start`` to ``end`` in the text.

    ``space``: whether it begins a word, so that a space parts it from the one before, if there is one.
    """

    text: str
    space: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BreakableText:
    """The words of a text, and the cost of a break after each but the last, then 0 for the end."""

    words: list[Word]
    costs: list[float]

    def join(self, start: int, end: int) -> str:
        """The text of the words from the index ``start`` to before ``end``, without a space at its ends."""
        return "".join(f" {word.text}" if word.space else word.text for word in self.words[start:end]).strip()


def split_words(text: str, chip: str | None, lang: str) -> BreakableText:
    """A text as words, those longer than a line in parts; spaces are collapsed.

    Args:
        text: any text.
        chip: a button's word in the text, which should not be broken.
        lang: its BCP 47 tag; its phrase words count besides those of Spanish and English.
    """
    text = " ".join(text.split())
    words = []
    for match in re.finditer(r"\S+", text):
        start = match.start()
        for part in _split_long_word(match.group()):
            words.append(Word(part, start == match.start(), start, start + len(part)))
            start += len(part)
    chip_spans = [match.span() for match in re.finditer(re.escape(chip), text, re.IGNORECASE)] if chip else []
    phrase_words = _load_phrase_words(languages.find_folder(lang))
    costs = []
    for word, following in pairwise(words):
        if any(start < word.end < end for start, end in chip_spans):
            costs.append(_IN_CHIP)
        elif not following.space:
            costs.append(_IN_LONG_WORD)
        else:
            costs.append(_weigh_break(word.text, following.text, phrase_words))
    return BreakableText(words, [*costs, 0.0])


def _split_long_word(word: str) -> list[str]:
    """A word in parts that fit a line; it breaks after the last slash, dot, hyphen or the like in a line, else at its end."""
    parts = []
    while len(word) > LINE_CHARS:
        possible_cuts = [match.end() for match in re.finditer(r"[/\-._@?&=]", word[:LINE_CHARS])]
        cut = possible_cuts[-1] if possible_cuts else LINE_CHARS
        parts.append(word[:cut])
        word = word[cut:]
    return [*parts, word]


@dataclass(frozen=True, slots=True)
class _PhraseWords:
    """Words that should not end a line, such as articles, and words that begin a phrase, such as prepositions."""

    leaning: frozenset[str]
    beginning: frozenset[str]


@cache
def _load_phrase_words(language_folder: str | None) -> _PhraseWords:
    """The phrase words of a language and of those that screens are in; of the latter alone, if the language is None.

    Titles, which end with a full stop, are those of all languages: "a Mr. Lee".
    """
    tables = {lang: languages.load_table(lang, "sentences.toml") or {} for lang in assets.languages()}
    titles = {word for table in tables.values() for word in table.get("leaning", "").split() if word.endswith(".")}
    leaning, beginning = titles, set[str]()
    for lang in (language_folder, *_SCREEN_LANGUAGES):
        table = tables.get(lang or "", {})
        leaning.update(table.get("leaning", "").split())
        beginning.update(table.get("beginning", "").split())
    return _PhraseWords(frozenset(leaning), frozenset(beginning))


@cache
def _weigh_break(word: str, following: str, phrase_words: _PhraseWords) -> float:
    """The cost of a break between two words, of which ``word`` is the first."""
    before, after = (text.lower().lstrip("¿¡(«“\"'") for text in (word, following))
    if before in phrase_words.leaning:
        return _AFTER_LEANING_WORD
    if SENTENCE_END.search(word):
        return _AFTER_SENTENCE
    if _PAUSE.search(word):
        return _AFTER_PAUSE
    if before in phrase_words.beginning:
        return _AFTER_PHRASE_BEGINS
    return _BEFORE_PHRASE if after in phrase_words.beginning else _BETWEEN_WORDS

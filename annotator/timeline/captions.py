"""Split sentences into captions at phrase boundaries, so that slow readers of portrait video can follow.

A cue has at most two lines of 32 characters. Every break has a cost, 1 after a comma and
11 between two words of a phrase, and the cheapest way to break a sentence is found exactly. "Abra Zoom, busque el botón azul
que dice Unirse y tóquelo." becomes one caption with the lines "Abra Zoom, busque el botón azul" and "que dice Unirse y
tóquelo.".
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from annotator import assets, languages
from annotator.model import FPS, Caption
from annotator.pace import MAX_CUE_CHARACTERS_PER_SECOND, MIN_CUE_SECONDS

LINE_CHARS = 32
"""Maximum number of characters in a line; at the smallest size (40 px) they just fit the band."""
EASY_CHARS = 25
"""Maximum number of characters in a line at the largest size (52 px); longer lines make the caption smaller."""

Lines = tuple[str, ...]

_SCREEN_LANGUAGES = ("es", "en")
"""A sentence in any language may quote the words of a screen, which are in one of these."""
SENTENCE_END = re.compile(r"[.!?…][)\]\"'»”’]*$")
"""The end of a sentence, with the quotes and brackets that follow it."""
_PAUSE = re.compile(r"[,;:][)\]\"'»”’]*$")

# Costs of a line break: only their proportions matter.
_BREAK_IN_CHIP = 400.0
_BREAK_IN_LONG_WORD = 60.0
_BREAK_AFTER_LEANING_WORD = 30.0
_BREAK_AFTER_PHRASE_BEGINS = 25.0
_BREAK_BETWEEN_WORDS = 11.0
_BREAK_BEFORE_PHRASE = 4.0
_BREAK_AFTER_PAUSE = 1.0
_BREAK_AFTER_SENTENCE = 0.0
_LAST_LINE_OF_ONE_WORD = 10_000.0
_ANOTHER_LINE = 24.0


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, or a part of one that is longer than a line, from ``start`` to ``end`` in the text.

    ``space``: whether a space precedes it.
    """

    text: str
    space: bool
    start: int
    end: int


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
    read_tables = [tables.get(lang or "", {}) for lang in dict.fromkeys((language_folder, *_SCREEN_LANGUAGES))]
    leaning, beginning = (
        [word for table in read_tables for word in table.get(key, "").split()] for key in ("leaning", "beginning")
    )
    titles = [word for table in tables.values() for word in table.get("leaning", "").split() if word.endswith(".")]
    return _PhraseWords(frozenset([*leaning, *titles]), frozenset(beginning))


def split(text: str, chip: str | None = None, lang: str = "") -> tuple[Lines, ...]:
    """Split a sentence, or the words of a memo, into cues of at most 2 lines × 32 characters.

    Minimises a cost that prefers few cues, breaks at phrase boundaries, balanced lines and an unbroken ``chip`` (the
    button's word), and avoids a last line of one word wherever possible.

    Args:
        text: any text; spaces are collapsed.
        chip: a button's word in the text, which should not be broken.
        lang: its BCP 47 tag. A language without ``sentences.toml`` is split by punctuation, and by the phrase words of
            Spanish and English.

    Returns:
        The lines of each cue; () for a text without words.
    """
    words, break_costs = _split_words(text, chip, lang)
    cheapest: list[tuple[float, tuple[Lines, ...]]] = [(0.0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            # The space at the line break is dropped, so the text may be one character longer than two full lines.
            if words[end - 1].end - words[start].start > 2 * LINE_CHARS + 1:
                break
            cost, lines = _set_cue(words, break_costs, start, end)
            cost_before, cues = cheapest[start]
            options.append((cost_before + cost, (*cues, lines)))
        cheapest.append(min(options, key=lambda option: option[0]))
    return cheapest[-1][1]


def wrap(text: str, chip: str | None = None, lang: str = "") -> Lines:
    """The lines of a text that is shown as a whole, broken as `split` breaks it."""
    return tuple(line for lines in split(text, chip, lang) for line in lines)


def wrap_block(
    text: str, chip: str | None = None, lang: str = "", *, max_lines: int, fits: Callable[[str], bool] = lambda _: True
) -> Lines | None:
    """The lines of a text that is shown as a whole in few lines, or None if it needs more than ``max_lines``.

    ``fits`` says whether a line of at most 32 characters also fits as it is drawn. Breaks cost what they do in `split`.
    """
    words, break_costs = _split_words(text, chip, lang)
    possible = [
        (start, end, line)
        for start, end in combinations(range(len(words) + 1), 2)
        if len(line := _join_words(words[start:end])) <= LINE_CHARS and fits(line)
    ]
    blocks = (_set_block(words, break_costs, count, possible) for count in range(1, max_lines + 1))
    total, lines = min((cost + _ANOTHER_LINE * count, lines) for count, (cost, lines) in enumerate(blocks, start=1))
    return lines if total < math.inf else None


def find_chip(line: str, chip: str) -> str | None:
    """The chip as it is spelt in ``line``, matched as a whole word in any case, or None."""
    match = re.search(rf"(?<!\w){re.escape(chip)}(?!\w)", line, re.IGNORECASE)
    return match.group() if match else None


def characters(lines: Lines) -> int:
    """The number of characters in a cue, including spaces."""
    return len(" ".join(lines))


def reading_frames(lines: Lines, characters_per_second: int = MAX_CUE_CHARACTERS_PER_SECOND) -> int:
    """The number of frames needed to read a cue at a speed, at least two seconds."""
    return max(MIN_CUE_SECONDS * FPS, -(-characters(lines) * FPS // characters_per_second))


def make_caption(
    lines: Lines, chip: str | None, *, or_says: str = "", other: str | None = None, note: str | None = None
) -> Caption:
    """A caption of ``lines``; ``chip`` is highlighted, and ``other`` shown below, only if the chip is in the lines.

    The arguments are those of `Caption`.
    """
    chip_in_lines = find_chip(" ".join(lines), chip) if chip else None
    if not (chip_in_lines and other):
        return Caption(lines, chip_in_lines, note)
    return Caption(lines, chip_in_lines, note, or_says, other)


def _split_words(text: str, chip: str | None, lang: str) -> tuple[list[_Word], list[float]]:
    """The words of a text, those longer than a line in parts; and the cost of a break after each."""
    text = " ".join(text.split())
    words = []
    for match in re.finditer(r"\S+", text):
        start = match.start()
        for part in _split_long_word(match.group()):
            words.append(_Word(part, start == match.start(), start, start + len(part)))
            start += len(part)
    chip_spans = [match.span() for match in re.finditer(re.escape(chip), text, re.IGNORECASE)] if chip else []
    phrase_words = _load_phrase_words(languages.find_folder(lang))
    costs = []
    for word, following in pairwise(words):
        if any(start < word.end < end for start, end in chip_spans):
            costs.append(_BREAK_IN_CHIP)
        elif not following.space:
            costs.append(_BREAK_IN_LONG_WORD)
        else:
            costs.append(_break_cost(word.text, following.text, phrase_words))
    return words, [*costs, 0.0]


def _split_long_word(word: str) -> list[str]:
    """A word in parts that fit a line; a web address breaks after a slash, dot, hyphen or the like."""
    parts = []
    while len(word) > LINE_CHARS:
        possible_cuts = [match.end() for match in re.finditer(r"[/\-._@?&=]", word[:LINE_CHARS])]
        cut = possible_cuts[-1] if possible_cuts else LINE_CHARS
        parts.append(word[:cut])
        word = word[cut:]
    return [*parts, word]


@cache
def _break_cost(word: str, following: str, phrase_words: _PhraseWords) -> float:
    """The cost of a break between two words."""
    before, after = (text.lower().lstrip("¿¡(«“\"'") for text in (word, following))
    if before in phrase_words.leaning:
        return _BREAK_AFTER_LEANING_WORD
    if SENTENCE_END.search(word):
        return _BREAK_AFTER_SENTENCE
    if _PAUSE.search(word):
        return _BREAK_AFTER_PAUSE
    if before in phrase_words.beginning:
        return _BREAK_AFTER_PHRASE_BEGINS
    return _BREAK_BEFORE_PHRASE if after in phrase_words.beginning else _BREAK_BETWEEN_WORDS


def _set_cue(words: list[_Word], break_costs: list[float], start: int, end: int) -> tuple[float, Lines]:
    """The cheapest way to set ``words[start:end]`` as one cue: its cost (infinite if they don't fit two lines), its lines."""
    text = _join_words(words[start:end])
    options: list[tuple[float, Lines]] = [(math.inf, ())]
    if len(text) <= LINE_CHARS:
        orphan_cost = _LAST_LINE_OF_ONE_WORD if end - start == 1 and len(words) > 1 else 0.0
        options.append((1.2 * max(0, len(text) - EASY_CHARS) + orphan_cost, (text,)))
    if len(text) > EASY_CHARS:
        for middle in range(start + 1, end):
            first, second = _join_words(words[start:middle]), _join_words(words[middle:end])
            longest = max(len(first), len(second))
            if longest <= LINE_CHARS:
                orphan_cost = _LAST_LINE_OF_ONE_WORD if end - middle == 1 else 0.0
                balance = (len(first) - len(second)) ** 2 / 20 + 0.4 * max(0, longest - EASY_CHARS)
                options.append((break_costs[middle - 1] + balance + orphan_cost, (first, second)))
    cost, lines = min(options, key=lambda option: option[0])
    free_characters = 2 * LINE_CHARS - len(text)
    return cost + 12 + free_characters**2 / 90 + 1.5 * break_costs[end - 1], lines


def _set_block(
    words: list[_Word], break_costs: list[float], count: int, possible: Sequence[tuple[int, int, str]]
) -> tuple[float, Lines]:
    """The cheapest way to set ``words`` in exactly ``count`` lines: its cost (infinite if they don't fit), its lines.

    ``possible`` has the lines that fit, each as the index of its first word, the index after its last, and its text.
    """
    even_length = len(_join_words(words)) / count
    cheapest: list[tuple[float, Lines]] = [(0.0, ()), *([(math.inf, ())] * len(words))]
    for line_index in range(count):
        next_cheapest: list[tuple[float, Lines]] = [(math.inf, ())] * (len(words) + 1)
        for start, end, line in possible:
            if cheapest[start][0] == math.inf:
                continue
            is_orphan = line_index == count - 1 and end - start == 1 and count > 1
            orphan_cost = _LAST_LINE_OF_ONE_WORD if is_orphan else 0.0
            cost = cheapest[start][0] + break_costs[end - 1] + (len(line) - even_length) ** 2 / 20 + orphan_cost
            next_cheapest[end] = min(next_cheapest[end], (cost, (*cheapest[start][1], line)))
        cheapest = next_cheapest
    return cheapest[-1]


def _join_words(words: list[_Word]) -> str:
    """The text of words that follow each other."""
    return "".join(f" {word.text}" if word.space else word.text for word in words).strip()

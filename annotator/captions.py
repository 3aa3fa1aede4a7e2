"""Split sentences into captions of at most two lines, at phrase boundaries, and write captions as WebVTT.

The limits are for portrait video: two lines of 32 characters, 13 characters a second, at least two seconds.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from annotator import assets, languages
from annotator.model import FPS, Timeline
from annotator.pace import MAX_CUE_CHARACTERS_PER_SECOND, MIN_CUE_SECONDS

LINE_CHARS = 32
"""The most characters in a line; at the smallest size (40 px) they just fit the band."""
EASY_CHARS = 25
"""The most characters in a line at the largest size (52 px); longer lines make the caption smaller."""

Lines = tuple[str, ...]

_SCREENS = ("es", "en")
"""A sentence of any language may hold the words of a screen in one of these."""
_SENTENCE_END = re.compile(r"[.!?…][)\]\"'»”’]*$")
_PAUSE = re.compile(r"[,;:][)\]\"'»”’]*$")
_NEVER = 10_000.0


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, or a part of one that is longer than a line; ``space`` tells whether a space precedes it."""

    text: str
    space: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _PhraseWords:
    """Words that belong to the next word, and words that begin a phrase. Prepositions and conjunctions do both."""

    leaning: frozenset[str]
    beginning: frozenset[str]


@cache
def _phrase_words(name: str | None) -> _PhraseWords:
    found = (assets.table("languages", each, "sentences.toml") for each in dict.fromkeys((name, *_SCREENS)) if each)
    tables = [table for table in found if table]
    leaning, beginning = (" ".join(table[key] for table in tables).split() for key in ("leaning", "beginning"))
    return _PhraseWords(frozenset(leaning), frozenset(beginning))


def split(text: str, chip: str | None = None, lang: str = "") -> tuple[Lines, ...]:
    """Split a sentence, or the words of a memo, into cues of at most 2 lines × 32 characters.

    Minimises a cost that prefers few cues, breaks at phrase boundaries, balanced lines and an unbroken ``chip`` (the
    button's word), and avoids a last line of one word wherever possible. Returns () for a text without words.
    Where phrases begin is told by the words of ``lang`` in ``sentences.toml``; without a table, by its punctuation.
    """
    text = " ".join(text.split())
    words = _words(text)
    borders = _borders(text, words, chip, _phrase_words(languages.find_folder(lang)))
    best: list[tuple[float, tuple[Lines, ...]]] = [(0.0, ())]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            # The space at the line break is dropped, so the text may be one character longer than two full lines.
            if words[end - 1].end - words[start].start > 2 * LINE_CHARS + 1:
                break
            cost, lines = _lay(words, borders, start, end)
            before, cues = best[start]
            options.append((before + cost, (*cues, lines)))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def wrap(text: str, chip: str | None = None, lang: str = "") -> Lines:
    """All lines of a text, for places that show it as a whole."""
    return tuple(line for lines in split(text, chip, lang) for line in lines)


def find_chip(line: str, chip: str) -> str | None:
    """The chip as it is spelt in ``line``, matched as a whole word in any case, or None."""
    match = re.search(rf"(?<!\w){re.escape(chip)}(?!\w)", line, re.IGNORECASE)
    return match.group() if match else None


def characters(lines: Lines) -> int:
    """The number of characters in a cue, including spaces."""
    return len(" ".join(lines))


def reading_frames(lines: Lines) -> int:
    """The number of frames needed to read a cue: a second for each 13 characters, at least two seconds."""
    return max(MIN_CUE_SECONDS * FPS, -(-characters(lines) * FPS // MAX_CUE_CHARACTERS_PER_SECOND))


def webvtt(timeline: Timeline) -> str:
    """All cues of a timeline as a WebVTT file."""
    blocks = ["WEBVTT\n"]
    for section in timeline.sections:
        for cue in section.cues:
            lines = "\n".join(_escaped(line) for line in cue.lines)
            blocks.append(f"{_clock(cue.start)} --> {_clock(cue.end)}\n{lines}\n")
    return "\n".join(blocks)


def transcript(timeline: Timeline) -> tuple[str, ...]:
    """All that captions say, without times: a paragraph ends where a sentence does."""
    words: list[str] = []
    paragraphs = []
    for cue in (cue for section in timeline.sections for cue in section.cues):
        words += cue.lines
        if words and _SENTENCE_END.search(words[-1]):
            paragraphs.append(" ".join(words))
            words = []
    return (*paragraphs, " ".join(words)) if words else tuple(paragraphs)


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _words(text: str) -> list[_Word]:
    words = []
    for match in re.finditer(r"\S+", text):
        at = match.start()
        for part in _parts(match.group()):
            words.append(_Word(part, at == match.start(), at, at + len(part)))
            at += len(part)
    return words


def _parts(word: str) -> list[str]:
    """A word in parts that fit a line; a web address breaks after slashes, dots and hyphens."""
    parts = []
    while len(word) > LINE_CHARS:
        places = [match.end() for match in re.finditer(r"[/\-._@?&=]", word[:LINE_CHARS])]
        cut = places[-1] if places else LINE_CHARS
        parts.append(word[:cut])
        word = word[cut:]
    return [*parts, word]


def _borders(text: str, words: list[_Word], chip: str | None, known: _PhraseWords) -> list[float]:
    """The cost of a break after each word: from 0 at the end of a sentence to 400 inside the chip."""
    spans = [match.span() for match in re.finditer(re.escape(chip), text, re.IGNORECASE)] if chip else []
    costs = []
    for word, following in pairwise(words):
        if any(start < word.end < end for start, end in spans):
            costs.append(400.0)
        elif not following.space:
            costs.append(60.0)
        else:
            costs.append(_border(word.text, following.text, known))
    return [*costs, 0.0]


@cache
def _border(word: str, following: str, known: _PhraseWords) -> float:
    plain, begins = word.lower().lstrip("¿¡(«“\"'"), following.lower().lstrip("¿¡(«“\"'")
    if plain in known.leaning:
        return 30.0
    if _SENTENCE_END.search(word):
        return 0.0
    if _PAUSE.search(word):
        return 1.0
    if plain in known.beginning:
        return 25.0
    return 4.0 if begins in known.beginning else 11.0


def _lay(words: list[_Word], borders: list[float], start: int, end: int) -> tuple[float, Lines]:
    """The cheapest way to set ``words[start:end]`` as one cue; its cost is infinite if they don't fit two lines."""
    whole = _joined(words[start:end])
    options: list[tuple[float, Lines]] = [(math.inf, ())]
    if len(whole) <= LINE_CHARS:
        alone = _NEVER if end - start == 1 and len(words) > 1 else 0.0
        options.append((1.2 * max(0, len(whole) - EASY_CHARS) + alone, (whole,)))
    if len(whole) > EASY_CHARS:
        for middle in range(start + 1, end):
            first, second = _joined(words[start:middle]), _joined(words[middle:end])
            longest = max(len(first), len(second))
            if longest <= LINE_CHARS:
                alone = _NEVER if end - middle == 1 else 0.0
                balance = (len(first) - len(second)) ** 2 / 20 + 0.4 * max(0, longest - EASY_CHARS)
                options.append((borders[middle - 1] + balance + alone, (first, second)))
    cost, lines = min(options, key=lambda option: option[0])
    slack = 2 * LINE_CHARS - len(whole)
    return cost + 12 + slack**2 / 90 + 1.5 * borders[end - 1], lines


def _joined(words: list[_Word]) -> str:
    return "".join(f" {word.text}" if word.space else word.text for word in words).strip()

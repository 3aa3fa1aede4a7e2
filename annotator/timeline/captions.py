"""Split sentences into captions at phrase boundaries, so that slow readers of portrait video can follow.

A cue has at most two lines of 32 characters. A break has a cost (`line_breaks`), and the cheapest way to break a sentence is
found exactly. "Abra Zoom, busque el botón azul que dice Unirse y tóquelo." becomes one caption with the lines "Abra Zoom,
busque el botón azul" and "que dice Unirse y tóquelo.".
"""

import math
import re
from collections.abc import Callable, Sequence
from itertools import combinations

from annotator.model import FPS, Caption
from annotator.pace import MAX_CUE_CHARACTERS_PER_SECOND, MIN_CUE_SECONDS
from annotator.timeline.line_breaks import LINE_CHARS, BreakableText, split_words

EASY_CHARS = 25
"""Maximum number of characters in a line at the largest size (52 px); longer lines make the caption smaller."""
_ORPHAN = 10_000.0
"""The cost of a last line of one word, if it isn't the whole text, in the unit of the costs of `line_breaks`."""
_ANOTHER_LINE = 24.0
_ANOTHER_CUE = 12.0
_LONG_IN_ONE_LINE, _LONG_IN_TWO_LINES = 1.2, 0.4
"""The cost of each character above EASY_CHARS in the longest line, in a cue of one line and of two."""
_UNEVEN, _UNFILLED = 20, 90
"""Divisors of the squares of two numbers of characters: by which lines differ in length, and for which a cue has room left."""
_BETWEEN_CUES = 1.5
"""Factor for the cost of a break that is not only between lines."""

Lines = tuple[str, ...]


def split(text: str, chip: str | None = None, lang: str = "") -> tuple[Lines, ...]:
    """Split a sentence, or the words of a memo, into cues of at most 2 lines × 32 characters.

    Minimises a cost that prefers few cues, breaks at phrase boundaries, balanced lines and an unbroken ``chip`` (the
    button's word), and avoids a last line of one word wherever possible. The arguments are those of `split_words`.

    Returns the lines of each cue; () for a text without words.
    """
    breakable = split_words(text, chip, lang)
    words = breakable.words
    cheapest: list[tuple[float, tuple[Lines, ...]]] = [(0.0, ())]  # of the first words: none, one, two …
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            # The space at the line break is dropped, so the text may be one character longer than two full lines.
            if words[end - 1].end - words[start].start > 2 * LINE_CHARS + 1:
                break
            cost, lines = _set_cue(breakable, start, end)
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
    """The lines of a text that is shown as a whole, or None if it has no words, or doesn't fit in ``max_lines``.

    ``fits`` says whether a line of at most 32 characters also fits as it is drawn.
    """
    breakable = split_words(text, chip, lang)
    possible = []
    for start, end in combinations(range(len(breakable.words) + 1), 2):
        line = breakable.join(start, end)
        if len(line) <= LINE_CHARS and fits(line):
            possible.append((start, end, line))
    blocks = []
    for count in range(1, max_lines + 1):
        cost, lines = _set_block(breakable, count, possible)
        blocks.append((cost + _ANOTHER_LINE * count, lines))
    cost, lines = min(blocks)
    return lines if cost < math.inf else None


def find_chip(line: str, chip: str) -> str | None:
    """The chip as it is spelt in ``line``, matched as a whole word in any case, or None."""
    match = re.search(rf"(?<!\w){re.escape(chip)}(?!\w)", line, re.IGNORECASE)
    return match.group() if match else None


def count_characters(lines: Lines) -> int:
    """The number of characters in a cue, including spaces."""
    return len(" ".join(lines))


def reading_frames(lines: Lines, characters_per_second: int = MAX_CUE_CHARACTERS_PER_SECOND) -> int:
    """The number of frames needed to read a cue at a speed, at least two seconds."""
    return max(MIN_CUE_SECONDS * FPS, -(-count_characters(lines) * FPS // characters_per_second))


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


def _set_cue(breakable: BreakableText, start: int, end: int) -> tuple[float, Lines]:
    """The cheapest way to set some words as one cue: its cost with the break after it, infinite if they don't fit; its lines."""
    text = breakable.join(start, end)
    options: list[tuple[float, Lines]] = [(math.inf, ())]
    if len(text) <= LINE_CHARS:
        orphan_cost = _ORPHAN if end - start == 1 and len(breakable.words) > 1 else 0.0
        options.append((_LONG_IN_ONE_LINE * max(0, len(text) - EASY_CHARS) + orphan_cost, (text,)))
    if len(text) > EASY_CHARS:
        for middle in range(start + 1, end):
            first, second = breakable.join(start, middle), breakable.join(middle, end)
            longest = max(len(first), len(second))
            if longest <= LINE_CHARS:
                orphan_cost = _ORPHAN if end - middle == 1 else 0.0
                balance = (len(first) - len(second)) ** 2 / _UNEVEN + _LONG_IN_TWO_LINES * max(0, longest - EASY_CHARS)
                options.append((breakable.costs[middle - 1] + balance + orphan_cost, (first, second)))
    cost, lines = min(options, key=lambda option: option[0])
    free_characters = 2 * LINE_CHARS - len(text)
    return cost + _ANOTHER_CUE + free_characters**2 / _UNFILLED + _BETWEEN_CUES * breakable.costs[end - 1], lines


def _set_block(breakable: BreakableText, count: int, possible: Sequence[tuple[int, int, str]]) -> tuple[float, Lines]:
    """The cheapest way to set a text in exactly ``count`` lines: its cost (infinite if it doesn't fit), its lines.

    ``possible`` has the lines that fit, each as the index of its first word, the index after its last, and its text.
    """
    word_count = len(breakable.words)
    even_length = len(breakable.join(0, word_count)) / count
    cheapest: list[tuple[float, Lines]] = [(0.0, ()), *([(math.inf, ())] * word_count)]
    for line_index in range(count):
        next_cheapest: list[tuple[float, Lines]] = [(math.inf, ())] * (word_count + 1)
        for start, end, line in possible:
            if cheapest[start][0] == math.inf:
                continue
            is_orphan = line_index == count - 1 and end - start == 1 and count > 1
            cost = cheapest[start][0] + breakable.costs[end - 1] + (len(line) - even_length) ** 2 / _UNEVEN
            cost += _ORPHAN if is_orphan else 0.0
            next_cheapest[end] = min(next_cheapest[end], (cost, (*cheapest[start][1], line)))
        cheapest = next_cheapest
    return cheapest[-1]

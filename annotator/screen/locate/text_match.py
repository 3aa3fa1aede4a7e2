"""Finds a wording among the texts of a screenshot. Pure: texts in, places out.

A wording may stand alone on its line, inside a longer one, or be broken over several lines of a button. Case, accents
and the signs around it don't count. What is only similar is accepted when it looks like an error of the reader or a
slip of the pen, never when it is another word: numbers and short words have to agree exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.locate.normalization import STRICT_LETTERS, likeness, words
from annotator.text.folding import DROPPED, fold, fold_character

WHOLE, ALONE, INSIDE, CUT_OFF, SIMILAR = range(5)
"""How well a place agrees, best first: the same text; the same but for signs around it; part of a longer text;
the beginning of the wording with an ellipsis; a similar text."""
SCORES: Final = (1.0, 0.98, 0.95, 0.85)
"""Scores of the first four; a similar text has its similarity, below 0.95."""

MAX_LINES: Final = 3
"""Over how many lines of a button a wording may be broken."""
_TIME: Final = re.compile(r"\d{1,2}:\d\d ?([ap]\.? ?m\.?)?\W*")
_ELLIPSES: Final = ("…", "...", "..")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording stands: the box of exactly that text, the text as read, how it agrees and how well (0..1)."""

    box: Box
    text: str
    wording: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class _Character:
    """One folded character of a passage and where it comes from: the line, and the character's index in its text."""

    folded: str
    line: int
    index: int


def places(wordings: Sequence[str], texts: Sequence[TextLine]) -> tuple[Place, ...]:
    """Where the wordings stand, in reading order: the places of the wording that agrees best.

    Of two wordings that agree equally well, the earlier one counts.
    """
    best: tuple[Place, ...] = ()
    for wording in wordings:
        found = _places(wording, texts)
        if found and (not best or found[0].rank < best[0].rank):
            best = found
    return best


def exact_places(wording: str, texts: Sequence[TextLine]) -> tuple[Place, ...]:
    """All places where the wording stands as such, alone or inside a longer text, in reading order."""
    return _reading_order(_distinct(list(_exact(wording, texts))))


def nearest(wordings: Sequence[str], texts: Sequence[TextLine], count: int = 3) -> tuple[str, ...]:
    """The texts that are most like the wordings, best first, for the message that a text is not there."""
    folded = [fold(wording) for wording in wordings]
    scores: dict[str, float] = {}
    for line in texts:
        if sum(character.isalnum() for character in line.text) < 2:
            continue
        text = fold(line.text)
        score = max(max(fuzz.ratio(word, text), 0.9 * fuzz.partial_ratio(word, text)) for word in folded)
        scores[line.text] = max(score, scores.get(line.text, 0.0))
    return tuple(sorted(scores, key=lambda text: -scores[text])[:count])


def on_screen(place: Place) -> str:
    """The wording for people: as it was typed where the screen says the same but for case, else as on the screen."""

    def plain(text: str) -> str:
        return " ".join(text.translate({ord(sign): None for sign in DROPPED}).replace("’", "'").casefold().split())

    return place.wording if plain(place.text) == plain(place.wording) else place.text


def part_box(line: TextLine, start: int, end: int) -> Box:
    """The box of the characters ``start`` to ``end`` of a line; by proportion where their places are not known."""
    count = len(line.text)
    if len(line.columns) == count + 1:
        left, right = line.columns[start], line.columns[end]
    else:
        left, right = (line.box.x + round(line.box.w * n / count) for n in (start, end))
    return Box(left, line.box.y, max(1, right - left), line.box.h)


def _places(wording: str, texts: Sequence[TextLine]) -> tuple[Place, ...]:
    found = list(_exact(wording, texts))
    if not found:
        # As typed it may have signs that the screen has not, such as a colon.
        bare = wording.strip(" .,:;!?¡¿*")
        found = [replace(place, wording=wording, rank=max(place.rank, ALONE)) for place in _exact(bare, texts)]
    if not found:
        found = list(_cut_off(wording, texts))
    if not found:
        found = _similar(wording, texts)
    if not found:
        return ()
    best = min(place.rank for place in found)
    return _reading_order(_distinct([place for place in found if place.rank == best]))


def _reading_order(found: Sequence[Place]) -> tuple[Place, ...]:
    return tuple(found[i] for i in boxes.reading_order([place.box for place in found]))


def _distinct(found: Sequence[Place]) -> list[Place]:
    """Without places that lie on a better one."""
    kept: list[Place] = []
    for place in sorted(found, key=lambda place: (place.rank, -place.score)):
        if not any(boxes.overlap(place.box, other.box) > 0.5 for other in kept):
            kept.append(place)
    return kept


# ---------------------------------------------------------------- the same text


def _exact(wording: str, texts: Sequence[TextLine]) -> Iterator[Place]:
    wanted = fold(wording)
    open_end = wanted.endswith(_ELLIPSES)
    wanted = wanted.rstrip(". ") if open_end else wanted
    if not wanted:
        return
    for passage in _passages(texts):
        for start, end in _occurrences(wanted, passage, texts, open_end=open_end):
            rank = _rank(passage, start, end)
            if rank < INSIDE or sum(character.isalnum() for character in wanted) > 2:
                yield _place(wording, passage[start:end], texts, rank, SCORES[rank])


def _passages(texts: Sequence[TextLine]) -> Iterator[list[_Character]]:
    """Each line, then each run of lines that stand below one another as in a button or a paragraph."""
    single = [_characters(texts, number) for number in range(len(texts))]
    yield from single
    space = _Character(" ", -1, -1)
    runs = [[number] for number in range(len(texts))]
    for _ in range(MAX_LINES - 1):
        runs = [
            [*run, below]
            for run in runs
            for below in range(len(texts))
            if below not in run and _continues(texts[run[-1]].box, texts[below].box)
        ]
        for run in runs:
            joined: list[_Character] = []
            for number in run:
                joined += ([space] if joined else []) + single[number]
            yield joined


def _continues(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` may be the next line of the same text: of like height, close below, at one of its edges or centred."""
    height = max(upper.h, lower.h)
    gap = lower.y - upper.bottom
    if not -0.4 * height < gap < 0.9 * height or height > 1.7 * min(upper.h, lower.h):
        return False
    ends = (lower.x - upper.x, lower.right - upper.right, (lower.x + lower.right - upper.x - upper.right) / 2)
    return min(abs(distance) for distance in ends) < 1.2 * height


def _characters(texts: Sequence[TextLine], number: int) -> list[_Character]:
    characters: list[_Character] = []
    for index, character in enumerate(texts[number].text):
        for folded in fold_character(character):
            if not (folded.isspace() and (not characters or characters[-1].folded == " ")):
                characters.append(_Character(" " if folded.isspace() else folded, number, index))
    return characters


def _occurrences(
    wanted: str, passage: Sequence[_Character], texts: Sequence[TextLine], *, open_end: bool
) -> Iterator[tuple[int, int]]:
    """Where ``wanted`` stands in the passage as whole words; in several lines, only where it reaches into all of them.

    Spaces don't count, since readers lose and invent them.
    """
    letters = [i for i, character in enumerate(passage) if character.folded != " "]
    text = "".join(passage[i].folded for i in letters)
    squeezed = wanted.replace(" ", "")
    numbers = {character.line for character in passage} - {-1}
    at = text.find(squeezed)
    while at >= 0:
        start, end = letters[at], letters[at + len(squeezed) - 1] + 1
        reaches = len({character.line for character in passage[start:end]} - {-1}) == len(numbers)
        starts = _starts_word(passage, start) or _after_icon(texts, passage, start)
        if reaches and starts and (open_end or _ends_word(passage, end)):
            while open_end and end < len(passage) and passage[end].folded == ".":
                end += 1
            yield start, end
        at = text.find(squeezed, at + 1)


def _starts_word(passage: Sequence[_Character], start: int) -> bool:
    return start == 0 or not (passage[start].folded.isalnum() and passage[start - 1].folded.isalnum())


def _after_icon(texts: Sequence[TextLine], passage: Sequence[_Character], start: int) -> bool:
    """Whether one letter stands before a capital at the line's beginning: an icon read as a letter (``QSearch mail``)."""
    if start != 1:
        return False
    text = texts[passage[1].line].text
    return text[passage[1].index].isupper() and not text.isupper() and len(passage) > STRICT_LETTERS


def _ends_word(passage: Sequence[_Character], end: int) -> bool:
    if end == len(passage) or not (passage[end - 1].folded.isalnum() and passage[end].folded.isalnum()):
        return True
    # Chats print the time close to the last word, so that it is read as part of it.
    return bool(_TIME.fullmatch("".join(character.folded for character in passage[end:])))


def _rank(passage: Sequence[_Character], start: int, end: int) -> int:
    before = "".join(character.folded for character in passage[:start])
    after = "".join(character.folded for character in passage[end:])
    if not before and not after:
        return WHOLE
    return ALONE if _only_signs(before.split()) and _only_signs(after.split()) else INSIDE


def _only_signs(words: Sequence[str]) -> bool:
    """Whether the words are signs, or an icon read as a letter (a magnifying glass as Q)."""
    return all(not any(character.isalnum() for character in word) for word in words) or (
        len(words) == 1 and len(words[0]) == 1 and words[0].isalpha()
    )


def _place(wording: str, characters: Sequence[_Character], texts: Sequence[TextLine], rank: int, score: float) -> Place:
    parts_boxes: list[Box] = []
    parts: list[str] = []
    for number in dict.fromkeys(character.line for character in characters if character.line >= 0):
        indices = [character.index for character in characters if character.line == number]
        start, end = min(indices), max(indices) + 1
        parts_boxes.append(part_box(texts[number], start, end))
        parts.append(texts[number].text[start:end])
    return Place(boxes.union(*parts_boxes), " ".join(parts), wording, rank, score)


# ---------------------------------------------------------------- nearly the same text


def _cut_off(wording: str, texts: Sequence[TextLine]) -> Iterator[Place]:
    """Texts that end with an ellipsis where the wording goes on, as on narrow buttons."""
    wanted = fold(wording)
    for number, line in enumerate(texts):
        shown = fold(line.text)
        stem = shown.rstrip(". ")
        if shown.endswith(_ELLIPSES) and len(stem) >= max(4, len(wanted) // 3) and wanted.startswith(stem):
            yield _place(wording, _characters(texts, number), texts, CUT_OFF, SCORES[CUT_OFF])


def _similar(wording: str, texts: Sequence[TextLine]) -> list[Place]:
    wanted = words(fold(wording))
    found: list[Place] = []
    for passage in _passages(texts) if wanted else ():
        spans = _word_spans(passage)
        if len(wanted) == 1 and len(spans) > 1:
            continue  # within a sentence, one word that is only similar is another word
        numbers = {character.line for character in passage} - {-1}
        for first in range(len(spans) - len(wanted) + 1):
            chosen = spans[first : first + len(wanted)]
            characters = passage[chosen[0][0] : chosen[-1][1]]
            if len({character.line for character in characters} - {-1}) < len(numbers):
                continue
            score = likeness(wanted, ["".join(c.folded for c in passage[start:end]) for start, end in chosen])
            if score:
                found.append(_place(wording, characters, texts, SIMILAR, min(score, 0.94)))
    top = max((place.score for place in found), default=0.0)
    return [place for place in found if place.score > top - 0.03]


def _word_spans(passage: Sequence[_Character]) -> list[tuple[int, int]]:
    """The words of a passage as (start, end), without the signs around them."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for i, character in enumerate([*passage, _Character(" ", -1, -1)]):
        if character.folded == " ":
            if start is not None:
                word = [k for k in range(start, i) if passage[k].folded.isalnum()]
                if word:
                    spans.append((word[0], word[-1] + 1))
            start = None
        elif start is None:
            start = i
    return spans

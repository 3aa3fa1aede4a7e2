"""Find a wording among the texts of a screenshot, despite line breaks, OCR errors and typing mistakes. Pure.

A wording may be a whole line, part of one, or broken over several lines of a button. Case, accents and surrounding
punctuation are ignored. A similar text is accepted if it differs like an OCR error or a typing mistake; in a word of digits
nothing may differ, and in short words only letters that OCR confuses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.locate import passages
from annotator.text.folding import IGNORED_PUNCTUATION, fold

MIN_SIMILAR_LETTERS: Final = 7
"""Minimum number of letters of a wording in which one may differ; in shorter ones only letters that OCR confuses may."""
CONFUSED_SCORE: Final = 0.94
"""Similarity of wordings that differ only in letters that OCR confuses."""
MAX_SCORE_DIFFERENCE: Final = 0.03
"""How much less similar than the best a similar text may be: less than this."""
_CONFUSED: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b", "’": "'"})
_TIME: Final = re.compile(r"\d{1,2}:\d\d ?([ap]\.? ?m\.?)?\W*")
_ELLIPSES: Final = ("…", "...", "..")


class Rank(IntEnum):
    """How well a text matches a wording, best first."""

    WHOLE = 0
    """The same text when folded, but for spaces and a cursor."""
    ALONE = 1
    """The same except punctuation, or an icon read as a letter, around it."""
    INSIDE = 2
    """Part of a longer text."""
    CUT_OFF = 3
    """The beginning of the wording with an ellipsis."""
    SIMILAR = 4
    """A similar text."""


SCORES: Final = {Rank.WHOLE: 1.0, Rank.ALONE: 0.98, Rank.INSIDE: 0.95, Rank.CUT_OFF: 0.85}
"""Scores by rank; a similar text has its similarity, up to CONFUSED_SCORE."""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A match of a wording: ``TextMatch(Box(296, 1180, 128, 40), "UNIRSE", "Unirse", Rank.WHOLE, 1.0)``.

    Attributes:
        box: the box of the matching text, not of the whole line.
        text: the text as read by OCR.
        wording: the wording that matches, as in the script.
        rank: the kind of match.
        score: the similarity (0..1).
    """

    box: Box
    text: str
    wording: str
    rank: Rank
    score: float


def find_wordings(wordings: Sequence[str], texts: Sequence[TextLine]) -> tuple[TextMatch, ...]:
    """All matches of the best-ranked wording, in reading order; of equally good wordings, the first counts."""
    best: tuple[TextMatch, ...] = ()
    for wording in wordings:
        found = _best_matches(wording, texts)
        if found and (not best or found[0].rank < best[0].rank):
            best = found
    return best


def find_exact_matches(wording: str, texts: Sequence[TextLine]) -> tuple[TextMatch, ...]:
    """All places of the wording, or of its beginning if it ends with an ellipsis, in reading order; short ones only alone."""
    return _reading_order(_non_overlapping(list(_find_exact(wording, texts))))


def suggest_texts(wordings: Sequence[str], texts: Sequence[TextLine]) -> tuple[str, ...]:
    """Up to three texts most similar to the wordings, best first, to suggest if the target isn't on the screen."""
    folded = [fold(wording) for wording in wordings]
    scores: dict[str, float] = {}
    for line in texts:
        if sum(character.isalnum() for character in line.text) < 2:
            continue
        text = fold(line.text)
        score = max(max(fuzz.ratio(word, text), 0.9 * fuzz.partial_ratio(word, text)) for word in folded)
        scores[line.text] = max(score, scores.get(line.text, 0.0))
    return tuple(sorted(scores, key=lambda text: -scores[text])[:3])


def display_wording(match: TextMatch) -> str:
    """The wording to show to people: as typed if the screen differs only in case, spaces, quotes, ¿ and ¡, else as there."""

    def plain(text: str) -> str:
        kept = text.translate({ord(character): None for character in IGNORED_PUNCTUATION}).replace("’", "'")
        return " ".join(kept.casefold().split())

    return match.wording if plain(match.text) == plain(match.wording) else match.text


def _best_matches(wording: str, texts: Sequence[TextLine]) -> tuple[TextMatch, ...]:
    """The matches of one wording at the first rank that has any, in reading order."""
    found = list(_find_exact(wording, texts))
    if not found:
        # People type punctuation that the screen lacks, such as a colon.
        bare = wording.strip(" .,:;!?¡¿*")
        found = [
            replace(match, wording=wording, rank=max(match.rank, Rank.ALONE)) for match in _find_exact(bare, texts)
        ]
    found = found or list(_find_cut_off(wording, texts)) or _find_similar(wording, texts)
    if not found:
        return ()
    best = min(match.rank for match in found)
    return _reading_order(_non_overlapping([match for match in found if match.rank == best]))


def _reading_order(found: Sequence[TextMatch]) -> tuple[TextMatch, ...]:
    return tuple(found[i] for i in boxes.reading_order([match.box for match in found]))


def _non_overlapping(found: Sequence[TextMatch]) -> list[TextMatch]:
    """The matches that overlap no better one by more than half."""
    kept: list[TextMatch] = []
    for match in sorted(found, key=lambda match: (match.rank, -match.score)):
        if not any(boxes.overlap_coefficient(match.box, other.box) > 0.5 for other in kept):
            kept.append(match)
    return kept


def _find_exact(wording: str, texts: Sequence[TextLine]) -> Iterator[TextMatch]:
    """Exact matches of the wording, or of its beginning if it ends with an ellipsis."""
    wanted = fold(wording)
    open_end = wanted.endswith(_ELLIPSES)
    wanted = wanted.rstrip(". ") if open_end else wanted
    if not wanted:
        return
    # A shorter wording may be a part of any word.
    long_enough = sum(character.isalnum() for character in wanted) >= 3
    for passage in passages.list_passages(texts):
        for start, end in _find_occurrences(wanted, passage, texts, open_end=open_end):
            rank = _rank_of(passage, start, end)
            if rank < Rank.INSIDE or long_enough:
                yield _make_match(wording, passage[start:end], texts, rank, SCORES[rank])


def _find_cut_off(wording: str, texts: Sequence[TextLine]) -> Iterator[TextMatch]:
    """Texts truncated with an ellipsis that begin like the wording, as on narrow buttons."""
    wanted = fold(wording)
    for number, line in enumerate(texts):
        shown = fold(line.text)
        stem = shown.rstrip(". ")
        if shown.endswith(_ELLIPSES) and len(stem) >= max(4, len(wanted) // 3) and wanted.startswith(stem):
            yield _make_match(wording, passages.fold_line(texts, number), texts, Rank.CUT_OFF, SCORES[Rank.CUT_OFF])


def _find_similar(wording: str, texts: Sequence[TextLine]) -> list[TextMatch]:
    """Texts that differ from the wording in a few letters, except those clearly less similar than the best."""
    wanted = [word.strip(".,:;!?()[]'\"") for word in fold(wording).split() if any(c.isalnum() for c in word)]
    found: list[TextMatch] = []
    if not wanted:
        return []
    for passage in passages.list_passages(texts):
        spans = passages.find_words(passage)
        if len(wanted) == 1 and len(spans) > 1:
            continue  # within a sentence, one word that is only similar is another word
        lines = len(passages.line_numbers(passage))
        for first in range(len(spans) - len(wanted) + 1):
            chosen = spans[first : first + len(wanted)]
            part = passage[chosen[0][0] : chosen[-1][1]]
            if len(passages.line_numbers(part)) < lines:
                continue
            score = _compare_words(wanted, [passages.join_characters(passage[start:end]) for start, end in chosen])
            if score:
                found.append(_make_match(wording, part, texts, Rank.SIMILAR, min(score, CONFUSED_SCORE)))
    best = max((match.score for match in found), default=0.0)
    return [match for match in found if match.score > best - MAX_SCORE_DIFFERENCE]


def _compare_words(wanted: Sequence[str], words: Sequence[str]) -> float:
    """The similarity (0..1) of two texts with the same number of folded words; 0 if they are different texts.

    Letters that OCR confuses, such as O and 0, may differ anywhere except in a word of digits. If all digits are equal, of
    at least `MIN_SIMILAR_LETTERS` letters one in seven may differ, too: one in a word of five or more, but not its first.
    """
    wanted_text, text = " ".join(wanted), " ".join(words)
    same_numbers = [word for word in wanted if word.isdigit()] == [word for word in words if word.isdigit()]
    if same_numbers and wanted_text.translate(_CONFUSED) == text.translate(_CONFUSED):
        return CONFUSED_SCORE
    letters = sum(len(word) for word in wanted)
    if _digits(wanted_text) != _digits(text) or letters < MIN_SIMILAR_LETTERS:
        return 0.0
    edits = 0
    for wanted_word, word in zip(wanted, words, strict=True):
        # A shorter one that differs is another word.
        is_editable = len(wanted_word) >= 5 and any(character.isalpha() for character in wanted_word)
        wanted_word, word = wanted_word.translate(_CONFUSED), word.translate(_CONFUSED)
        distance = OSA.distance(wanted_word, word)
        if wanted_word[0] != word[0] or distance > (1 if is_editable else 0):
            return 0.0
        edits += distance
    return 0.0 if edits > letters // 7 else 1 - edits / letters


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _make_match(wording: str, part: passages.Passage, texts: Sequence[TextLine], rank: Rank, score: float) -> TextMatch:
    """The match of the characters in ``part``."""
    around: list[Box] = []
    read: list[str] = []
    for number in dict.fromkeys(character.line for character in part if character.line >= 0):
        indices = [character.index for character in part if character.line == number]
        start, end = min(indices), max(indices) + 1
        around.append(passages.span_box(texts[number], start, end))
        read.append(texts[number].text[start:end])
    return TextMatch(boxes.union(*around), " ".join(read), wording, rank, score)


def _find_occurrences(
    wanted: str, passage: passages.Passage, texts: Sequence[TextLine], *, open_end: bool
) -> Iterator[tuple[int, int]]:
    """Spans of ``wanted`` as whole words (with ``open_end``, but for the last) that reach into all lines of a passage.

    Spaces don't count, since OCR drops and invents them.
    """
    letters = [i for i, character in enumerate(passage) if character.folded != " "]
    text = "".join(passage[i].folded for i in letters)
    squeezed = wanted.replace(" ", "")
    lines = len(passages.line_numbers(passage))
    at = text.find(squeezed)
    while at >= 0:
        start, end = letters[at], letters[at + len(squeezed) - 1] + 1
        reaches_all = len(passages.line_numbers(passage[start:end])) == lines
        is_in_word = start > 0 and passage[start].folded.isalnum() and passage[start - 1].folded.isalnum()
        begins = not is_in_word or _follows_icon(texts, passage, start)
        if reaches_all and begins and (open_end or _ends_word(passage, end)):
            while open_end and end < len(passage) and passage[end].folded == ".":
                end += 1
            yield start, end
        at = text.find(squeezed, at + 1)


def _follows_icon(texts: Sequence[TextLine], passage: passages.Passage, start: int) -> bool:
    """Whether one character precedes a capital at the start of a long text: an icon read as a letter (``QSearch mail``)."""
    if start != 1:
        return False
    text = texts[passage[1].line].text
    return text[passage[1].index].isupper() and not text.isupper() and len(passage) > MIN_SIMILAR_LETTERS


def _ends_word(passage: passages.Passage, end: int) -> bool:
    if end == len(passage) or not (passage[end - 1].folded.isalnum() and passage[end].folded.isalnum()):
        return True
    # Chats print the time so close to the last word that OCR reads it as a part of it.
    return bool(_TIME.fullmatch(passages.join_characters(passage[end:])))


def _rank_of(passage: passages.Passage, start: int, end: int) -> Rank:
    before, after = passages.join_characters(passage[:start]), passages.join_characters(passage[end:])
    if after.strip() == "|":  # as which OCR reads the cursor in a field
        after = ""
    if not before and not after:
        return Rank.WHOLE
    return Rank.ALONE if _is_noise(before.split()) and _is_noise(after.split()) else Rank.INSIDE


def _is_noise(words: Sequence[str]) -> bool:
    """Whether words are punctuation only, or one letter, as which OCR reads icons (a magnifying glass as Q)."""
    return all(not any(character.isalnum() for character in word) for word in words) or (
        len(words) == 1 and len(words[0]) == 1 and words[0].isalpha()
    )

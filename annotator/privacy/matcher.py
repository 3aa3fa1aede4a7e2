"""Match the texts that a script hides and the names on the roster, so that pictures, sentences and voices agree. Pure.

Hidden text is matched word by word, ignoring case and accents; a number of five digits or more also within a longer one, and
however spaces, points, hyphens and parentheses group it. A hidden name of two words or more, initials and particles aside, is
also matched like one on the roster: ``Marta Ruiz`` matches ``RUIZ, MARTA``, ``Marta R.`` and ``martaruiz7``. Its first name
alone is not a match, since other people may have it: staff decide on what `Matcher.single_words` lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from typing import Final, Literal

from annotator.model import School, Step, TextTarget, Tutorial
from annotator.privacy import ADDRESS_WORDS, ORDINARY_WORD_NAMES, PARTICLES, TITLES
from annotator.privacy.private_texts import HiddenText, Privacy, collect_privacy, shown_wordings
from annotator.privacy.roster import Roster, Token
from annotator.text.folding import fold, readings, visible

MASK: Final = "•••"
"""Replacement for private text that has no example."""
_TOKEN: Final = re.compile(r"[^\W_]+")
_NAME_LIKE: Final = re.compile(r"[^\W\d_]+(?:[ ,.'’´`-]+[^\W\d_]+)*\.?")
_MAX_NAME_WORDS: Final = 6
"""Maximum number of words of a text that reads like a person's name."""
_MIN_SINGLE_WORD: Final = 3
"""Minimum number of letters of a word of a hidden name about which staff are asked."""
_MIN_DIGITS: Final = 5
"""Minimum number of digits of a number that is matched however it is grouped."""
_NUMBER: Final = re.compile(r"\d(?:[ ().·-]*\d)+")


@dataclass(frozen=True, slots=True)
class Match:
    """A private text within a longer one: ``Match(5, 12, "name")`` in ``Hola Ana Luz``.

    Attributes:
        start: the index of the first character.
        end: the index behind the last character.
        kind: ``hidden`` (by a ``hide:`` line) or ``name`` (on the roster).
        example: the invented text of the ``hide:`` line, or None.
        line: the number of the ``hide:`` line; 0 for a name on the roster.
        is_name: whether the text reads like a person's name.
    """

    start: int
    end: int
    kind: Literal["hidden", "name"]
    example: str | None = None
    line: int = 0
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a hidden name within a text: "Marta" in ``Hola Marta``, where ``Marta Ruiz`` is hidden.

    Attributes:
        start: the index of the first character.
        end: the index behind the last character.
        hidden: the hidden name.
    """

    start: int
    end: int
    hidden: HiddenText


def match_privacy(tutorial: Tutorial | None, school: School) -> Matcher:
    """The matcher for the private texts of a school and one of its tutorials."""
    return Matcher(collect_privacy(tutorial, school))


class Matcher:
    """Detects private text in any text that may leave the computer."""

    def __init__(self, privacy: Privacy) -> None:
        self.privacy = privacy
        self._public = [_phrase_of(text) for text in privacy.public]
        self._roster = _prepare_roster(privacy.names)
        self._hidden = [_HiddenPattern(text) for text in privacy.hidden]

    def with_public(self, texts: Iterable[str]) -> Matcher:
        """A matcher that also accepts names of the roster within ``texts``."""
        added = tuple(texts)
        return Matcher(replace(self.privacy, public=(*self.privacy.public, *added))) if added else self

    def for_step(self, step: Step) -> Matcher:
        """A matcher for one step, which may show more than others."""
        return self.with_public(wording for show in step.shows for wording in shown_wordings(show))

    def for_picture(self, step: Step) -> Matcher:
        """A matcher for the picture of one step, on which its ``hide: Ana #2`` leaves the other places.

        It leaves none where another line hides the same text without a number.
        """
        numbered = {
            wording
            for hide in step.hides
            if isinstance(hide.target, TextTarget) and hide.target.occurrence
            for wording in hide.target.wordings
        }
        matcher = self.for_step(step)
        hidden = tuple(text for text in self.privacy.hidden if not (text.occurrence and text.text in numbered))
        return Matcher(replace(matcher.privacy, hidden=hidden)) if numbered else matcher

    def matches(self, text: str) -> tuple[Match, ...]:
        """The private parts of ``text``, in order. Overlapping ones are merged, as one of a ``hide:`` line if there is one."""
        if not (self.privacy.names or self.privacy.hidden):
            return ()
        found = []
        for shown in readings(text):
            for match in self._find_matches(shown.text):
                start, end = shown.span(match.start, match.end)
                found.append(replace(match, start=start, end=end))
        return tuple(_merge_overlapping(found))

    def _find_matches(self, text: str) -> Iterator[Match]:
        """The private parts of a text without invisible characters."""
        tokens = _tokenize(text)
        for hidden in self._hidden:
            yield from hidden.matches(text, tokens)
        public = self._find_public(tokens)
        for start, end in self._roster.spans(text):
            inside = [token for token in tokens if start <= token.start < end]
            if not any(first <= inside[0].start and inside[-1].end <= last for first, last in public):
                yield Match(start, end, "name")

    def _find_public(self, tokens: Sequence[Token]) -> list[tuple[int, int]]:
        """The spans of the public texts among the words of a text."""
        return [span for phrase in self._public for span in _find_phrase(phrase, tokens)]

    def full_names(self, text: str) -> tuple[Match, ...]:
        """The names of the roster in ``text``, in order, without single words of longer ones, such as a first name."""
        roster = _prepare_roster(self.privacy.names, single_words=False)
        found = (match for match in self.matches(text) if match.kind == "name")
        return tuple(match for match in found if any(roster.spans(visible(text[match.start : match.end]).text)))

    def single_words(self, text: str) -> tuple[NameWord, ...]:
        """Single words of hidden names in ``text`` that are neither private nor public, in order, for a person to decide on.

        They have at least three letters, the first a capital; ordinary words, such as "Luz", count only alone or in a text of
        `ADDRESS_WORDS`.
        """
        matched = [(match.start, match.end) for match in self.matches(text)]
        found: dict[int, NameWord] = {}
        for shown in readings(text):
            tokens = _tokenize(shown.text)
            decided = [*matched, *(shown.span(*span) for span in self._find_public(tokens))]
            for hidden, token in product(self._hidden, tokens):
                if token.word not in hidden.words or not token.raw[0].isupper():
                    continue
                start, end = shown.span(token.start, token.end)
                if start in found or any(first <= start < last for first, last in decided):
                    continue
                others = [other.word for other in tokens if other is not token]
                if token.word not in ORDINARY_WORD_NAMES or all(word in ADDRESS_WORDS for word in others):
                    found[start] = NameWord(start, end, hidden.text)
        return tuple(found[start] for start in sorted(found))

    def is_public(self, text: str) -> bool:
        """Whether each word of ``text`` is in a whole public text: "Rosa" alone isn't where ``Sra. Rosa`` is public."""
        tokens = _tokenize(visible(text).text)
        public = self._find_public(tokens)
        return all(any(start <= token.start < end for start, end in public) for token in tokens)

    def is_decided(self, name: str) -> bool:
        """Whether each word of a name is private or public: a decision about a first name is none about the family name.

        Initials, particles and titles don't count.
        """
        rest = self.replace_matches(name, lambda _: " ")
        words = {token.word for token in _tokenize(rest) if len(token.word) > 1} - PARTICLES - TITLES
        return all(self.is_public(word) for word in words) or self.is_public(name)

    def is_private(self, text: str) -> bool:
        """Whether any part of ``text`` is private."""
        return bool(self.matches(text))

    def replace_matches(self, text: str, instead: Callable[[Match], str]) -> str:
        """``text`` with each private part replaced by ``instead(match)``."""
        parts, end = [], 0
        for match in self.matches(text):
            parts += [text[end : match.start], instead(match)]
            end = match.end
        return "".join((*parts, text[end:]))

    def mask(self, text: str) -> str:
        """``text`` for logs and lists, with examples or `MASK` in place of private parts: ``Hola •••``."""
        return self.replace_matches(text, lambda match: match.example or MASK)


class _HiddenPattern:
    """A hidden text, prepared for matching."""

    def __init__(self, text: HiddenText) -> None:
        self.text = text
        self.phrase = _phrase_of(text.text)
        self.digits = "" if any(word.isalpha() for word in self.phrase) else "".join(self.phrase)
        self.is_name = is_name_like(text.text)
        # An initial is no word.
        words = {word for word in self.phrase if self.is_name and word not in PARTICLES and len(word) > 1}
        self._has_variants = len(words) > 1
        self.words = frozenset(word for word in words if len(self.phrase) > 1 and len(word) >= _MIN_SINGLE_WORD)
        """The words of a name of several words about which staff are asked."""

    @cached_property
    def _variants(self) -> Roster | None:
        """The name as one of a roster, which also matches its other forms."""
        return Roster([self.text.text], single_words=False) if self._has_variants else None

    def matches(self, text: str, tokens: Sequence[Token]) -> Iterator[Match]:
        for start, end in self._spans(text, tokens):
            yield Match(start, end, "hidden", self.text.example, self.text.line, self.is_name)

    def _spans(self, text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
        yield from _find_phrase(self.phrase, tokens)
        if len(self.digits) >= _MIN_DIGITS:
            for match in _NUMBER.finditer(text):
                if self.digits in "".join(character for character in match.group() if character.isdigit()):
                    yield match.span()
        if self._variants is not None:
            yield from self._variants.spans(text)


def is_name_like(text: str) -> bool:
    """Whether a text reads like a person's name: up to six words of letters, with capitals except particles."""
    shown = visible(text).text
    words = [token.raw for token in _tokenize(shown)]
    if len(words) > _MAX_NAME_WORDS or not _NAME_LIKE.fullmatch(shown.strip()):
        return False
    return all(word[0].isupper() or fold(word) in PARTICLES for word in words)


def _tokenize(text: str) -> list[Token]:
    return [Token(m.start(), m.end(), m.group(), fold(m.group())) for m in _TOKEN.finditer(text)]


def _phrase_of(text: str) -> tuple[str, ...]:
    """The folded words of a text: ``("ana", "luz")`` of ``Ana Luz``."""
    return tuple(token.word for token in _tokenize(visible(text).text))


def _find_phrase(phrase: tuple[str, ...], tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The spans of a phrase of folded words among the tokens of a text."""
    if not phrase:
        return
    for index in range(len(tokens) - len(phrase) + 1):
        window = tokens[index : index + len(phrase)]
        if tuple(token.word for token in window) == phrase:
            yield window[0].start, window[-1].end


def _merge_overlapping(found: Sequence[Match]) -> Iterator[Match]:
    """Matches in order, those that overlap merged into one."""
    merged: list[Match] = []
    for match in sorted(found, key=lambda match: (match.start, match.kind != "hidden", -match.end)):
        if not merged or match.start >= merged[-1].end:
            merged.append(match)
            continue
        first = merged[-1]
        chosen = first if first.kind == "hidden" or match.kind == "name" else match
        merged[-1] = replace(chosen, start=first.start, end=max(first.end, match.end))
    yield from merged


@lru_cache(maxsize=8)
def _prepare_roster(names: tuple[str, ...], *, single_words: bool = True) -> Roster:
    """The roster of a school, which takes a while to prepare if it is long."""
    return Roster(names, single_words=single_words)

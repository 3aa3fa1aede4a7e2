"""Detect the names of a roster in the forms in which screens show them: whole, family name first, cut or run together. Pure.

``Ana García-López`` also matches ``GARCÍA LÓPEZ, ANA``, ``Ana G.``, ``Ana Gar…``, ``AnaGarcia07``, ``@ana.garcia`` and
``agarcia31``. OCR errors are tolerated: ``Lucla`` matches ``Lucía``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from annotator.privacy import ADDRESS_WORDS, ORDINARY_WORD_NAMES, PARTICLES, SHORT_FORMS, TITLES
from annotator.privacy.roster_names import QUOTES, WORD, RosterName, read_names
from annotator.text.folding import fold

Role = Literal["word", "initial", "beginning", "particle"]
"""The role of a word in a name: a whole word of it, an initial, the beginning of a word, or a particle such as "de"."""
_USER_TAIL: Final = re.compile(r"(?:[._-][^\W_]+)+")
"""The rest of a user name after a name: "@juan.perez7", "Ana_2017"."""
_ELLIPSIS: Final = re.compile(r" ?(?:…|\.{2,})")
_POSSESSIVE: Final = re.compile(r"['’´`]s$", re.IGNORECASE)
_SENTENCE_WORDS: Final = 3
"""Minimum number of words beside a word of a name in a text that is a sentence."""
_TELLING_LETTERS: Final = 5
"""Minimum number of letters of a word that is a name even in lower case: ``hola a todos, mateo ya llegó``."""
_EDITABLE_LETTERS: Final = 8
"""Minimum number of letters of a word in lower case of which one may differ."""
_MIN_BEGINNING: Final = 4
"""Minimum number of letters of a cut name that is a person by itself: "Valen…"."""
_MIN_EDITED_LETTERS: Final = 6
"""Minimum number of letters of a word of a name that may be misread in one letter."""
_MIN_USER_NAME: Final = 5
"""Minimum number of letters of a user name made from a name."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: ``Lucía07`` at its beginning is ``Token(0, 7, "Lucía07", "lucia")``.

    Attributes:
        start: the index of the first character.
        end: the index behind the last character.
        raw: the word as written.
        word: the word folded; in this module also without an apostrophe, a possessive s, and digits at its end.
    """

    start: int
    end: int
    raw: str
    word: str


class Roster:
    """The names of a school, prepared for matching.

    Args:
        lines: the lines of the roster, with one name in each: ``Ana García López`` or ``García López, Ana``.
        single_words: whether a single word of a name can match; names of one word always do.
    """

    def __init__(self, lines: Iterable[str], *, single_words: bool = True) -> None:
        self._names = read_names(lines)
        self._single_words = single_words
        self._by_letters: dict[str, set[int]] = {}
        for index, name in enumerate(self._names):
            for key in {key for word in name.words for key in (word[:2], word[0] + word[-2:])}:
                self._by_letters.setdefault(key, set()).add(index)
        self._with_odd_start = {index for index, name in enumerate(self._names) if name.odd_start}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The names in a line of text as (start, end), in order; they may overlap."""
        tokens = [_make_token(match) for match in WORD.finditer(text)]
        candidates = set(self._with_odd_start) if tokens else set()
        for word in (token.word for token in tokens):
            # A misreading leaves a word's first letters or its last; in a user name an initial precedes them.
            for key in (word[:2], word[0] + word[-2:], word[1:3]):
                candidates |= self._by_letters.get(key, set())
        find = partial(_find_spans, text, tokens, single_words=self._single_words)
        found = {span for index in candidates for span in find(self._names[index], ())}
        # Next to another name, an ordinary word such as "Rosa" is also a name: "Rosa, Ulises".
        persons = {token.word for token in tokens if any(start <= token.start < end for start, end in found)}
        if found:
            found |= {span for index in candidates for span in find(self._names[index], persons)}
        yield from sorted(found)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a text, one beside the other, that may spell a name: "Ana G." of ``Hola Ana G.`` with the name Ana García.

    Attributes:
        text: the whole text.
        before: its words before the run.
        tokens: the words of the run.
        roles: the part that each of them has in the name.
        after: the words of the text after the run.
        name: the name.
    """

    text: str
    before: Sequence[Token]
    tokens: Sequence[Token]
    roles: Sequence[Role | None]
    after: Sequence[Token]
    name: RosterName

    @property
    def full_words(self) -> list[Token]:
        """The whole words of the name in the run."""
        return [token for token, role in zip(self.tokens, self.roles, strict=True) if role == "word"]

    def count_parts(self) -> int:
        """The number of words of the name in the run, whole or in part: "Ana A." has one of "Ana García", "Ana G." two."""
        letters = [(token.word[0], role) for token, role in zip(self.tokens, self.roles, strict=True)]
        longer = [letter for letter, role in letters if role in ("word", "beginning")]
        left = Counter(word[0] for word in self.name.words) - Counter(longer)
        typed = [letter for letter, role in letters if role == "initial"]
        # A capital I looks like a small l or a 1.
        initials = Counter("i" if letter in "l1" and "i" in left else letter for letter in typed)
        return len(longer) + (initials & left).total()

    def span(self) -> tuple[int, int]:
        """The span of the name, with the particles before it: of "De la Cruz" from "De" on."""
        first = self.tokens[0]
        particles = self.name.particles.get(first.word, ())
        preceding = self.before[len(self.before) - len(particles) :] if particles else []
        if preceding and tuple(token.word for token in preceding) == particles:
            first = preceding[0]
        return _extend_span(first, self.tokens[-1], self.text)


def _find_spans(
    text: str, tokens: Sequence[Token], name: RosterName, persons: Collection[str], *, single_words: bool
) -> Iterator[tuple[int, int]]:
    """The spans of one name in a text; ``persons`` are words of the text that are in other names."""
    roles = [_role_of(token, name, text) for token in tokens]
    index = 0
    while index < len(tokens):
        if _is_user_name(tokens[index], name, text):
            yield _extend_span(tokens[index], tokens[index], text)
        end = _find_run_end(roles, index)
        if end > index:
            run = _Run(text, tokens[:index], tokens[index:end], roles[index:end], tokens[end:], name)
            is_name = _identifies_person(run, persons) if single_words else _has_two_parts(run)
            if is_name:
                yield run.span()
        index = max(end, index + 1)


def _has_two_parts(run: _Run) -> bool:
    """Whether a run has two words of the name, or one and a piece of another; or all of a name of one word."""
    return "word" in run.roles and run.count_parts() >= min(2, len(run.name.words))


def _make_token(match: re.Match[str]) -> Token:
    raw = match.group()
    word = QUOTES.sub("", fold(_POSSESSIVE.sub("", raw)))
    return Token(match.start(), match.end(), raw, word.rstrip("0123456789") or word)


def _extend_span(first: Token, last: Token, text: str) -> tuple[int, int]:
    """The span of a name, with an @ or ~ before it, and the rest of a user name, an ellipsis or an initial's period after it."""
    start = first.start - (first.start > 0 and text[first.start - 1] in "@~")
    end = tail.end() if (tail := _USER_TAIL.match(text, last.end)) else last.end
    if cut := _ELLIPSIS.match(text, end):
        return start, cut.end()
    return start, end + (len(last.word) == 1 and text[end : end + 1] == ".")


def _role_of(token: Token, name: RosterName, text: str) -> Role | None:
    """The role of a word in a run of words that spell ``name``; None if it has no part in it."""
    word = token.word
    if len(word) == 1:
        if token.raw.islower() and any(word in particles for particles in name.particles.values()):
            return "particle"
        rest = text[token.end :].strip()
        shown = token.raw.isupper() or not rest or rest[0] in "._"
        initials = {name_word[0] for name_word in name.words}
        first = "i" if word in "l1" and "i" in initials else word
        return "initial" if shown and first in initials else None
    if _is_word_of(token.raw, word, name):
        return "word"
    if SHORT_FORMS.get(word) in name.words:
        return "beginning"
    cut = _ELLIPSIS.match(text, token.end)
    if (cut or len(word) >= 3) and any(name_word.startswith(word) for name_word in name.words):
        return "beginning"
    return "particle" if word in PARTICLES else None


def _is_word_of(raw: str, word: str, name: RosterName) -> bool:
    """Whether a word is one of the name, perhaps misread."""
    from rapidfuzz.distance import OSA  # slow to import

    if word in name.words:
        return True
    # "camisa" is no misreading of "Camila".
    if not raw.islower() or len(word) >= _EDITABLE_LETTERS:
        for name_word in name.words:
            is_long = len(name_word) >= _MIN_EDITED_LETTERS and name_word[0] == word[0]
            if is_long and OSA.distance(word, name_word) <= 1:
                return True
    return any(slip.fullmatch(word) for slip in name.misread)


def _find_run_end(roles: Sequence[Role | None], start: int) -> int:
    """The end of the run from ``start`` that may spell a name; particles only between its words."""
    end = start
    for index in range(start, len(roles)):
        if roles[index] in ("word", "initial", "beginning"):
            end = index + 1
        elif roles[index] is None or index == start:
            break
    return end


def _identifies_person(run: _Run, persons: Collection[str]) -> bool:
    """Whether a run identifies the person: by two words of the name, one and part of another, or one that is enough."""
    full_words = run.full_words
    around = [token.word for token in (*run.before, *run.after)]
    sentence = [word for word in around if word not in PARTICLES]
    if not full_words:
        # "Valen…" alone; shorter beginnings are ordinary words.
        pieces = [role for role in run.roles if role in ("initial", "beginning")]
        return pieces == ["beginning"] and not sentence and len(run.tokens[0].word) >= _MIN_BEGINNING
    if run.count_parts() >= 2 or len(run.name.words) == 1:
        return True
    first = full_words[0]
    text_before, text_after = run.text[: run.tokens[0].start].rstrip(), run.text[run.tokens[-1].end :].lstrip()
    # "Lucía: ¿Hay clase?" names who speaks, "@Lucía" to whom.
    if (not run.before and text_after.startswith(":")) or text_before.endswith("@"):
        return True
    if first.word not in ORDINARY_WORD_NAMES:
        # Alone, or with a greeting or a note such as "(host)", it is a person; in a sentence it must be long or capitalised.
        is_short = len(sentence) < _SENTENCE_WORDS
        return is_short or first.raw[0].isupper() or len(first.word) >= _TELLING_LETTERS
    if run.before and run.before[-1].word in TITLES:
        return True
    if all(word in ADDRESS_WORDS or word in persons for word in around):
        return True
    if text_after.startswith("(") or _POSSESSIVE.search(first.raw):
        return True
    is_within_sentence = bool(text_before) and text_before[-1] not in ".!?¡¿:"
    in_lower_case = sum(f"{word} " in f"{run.text} " for word in sentence)
    return is_within_sentence and first.raw[0].isupper() and in_lower_case > len(sentence) / 2


def _is_user_name(token: Token, name: RosterName, text: str) -> bool:
    """Whether a word is a name in one: ``AnaGarcía``, ``agarcia``; with a digit, @ or capital also with initials: ``SofíaM``."""
    if len(token.word) < _MIN_USER_NAME:
        return False
    capitals = not token.raw.isupper() and any(letter.isupper() for letter in token.raw[1:])
    marked = token.raw[-1].isdigit() or text[max(0, token.start - 1) : token.start] == "@" or capitals
    if _is_spelled_from(token.word, name.words, marked=marked, whole=0, initials=0):
        return True
    rest = token.word[1:]
    is_telling = len(rest) >= _TELLING_LETTERS and rest in name.words and rest not in ORDINARY_WORD_NAMES
    return is_telling and any(token.word[0] == word[0] for word in name.words if word != rest)


def _is_spelled_from(rest: str, words: Sequence[str], *, marked: bool, whole: int, initials: int) -> bool:
    """Whether the rest of a user name can be spelled from the words of a name: ``garcia`` from ``("garcia", "lopez")``.

    Args:
        rest: the letters that are not yet explained.
        words: the words of the name that are not yet used.
        marked: whether a digit, an @ or a capital shows that it is a user name: then one whole word and an initial will do.
        whole: the number of whole words used so far.
        initials: the number of initials used so far.
    """
    if not rest:
        return whole >= 2 or (marked and whole == 1 and initials > 0)
    for index, word in enumerate(words):
        others = (*words[:index], *words[index + 1 :])
        is_whole = len(word) > 2 and rest.startswith(word)
        if is_whole and _is_spelled_from(rest[len(word) :], others, marked=marked, whole=whole + 1, initials=initials):
            return True
        is_initial = (marked or whole >= 2) and rest[0] == word[0]
        if is_initial and _is_spelled_from(rest[1:], others, marked=marked, whole=whole, initials=initials + 1):
            return True
    return any(
        rest.startswith(particle)
        and whole
        and _is_spelled_from(rest[len(particle) :], words, marked=marked, whole=whole, initials=initials)
        for particle in ("de", "del", "la", "los", "y")
    )

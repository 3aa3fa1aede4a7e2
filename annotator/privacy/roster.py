"""Detect the names of a roster in the forms in which screens show them: whole, family name first, cut or run together. Pure.

``Ana García-López`` also matches ``GARCÍA LÓPEZ, ANA``, ``Ana G.``, ``Ana Gar…``, ``AnaGarcia07``, ``@ana.garcia`` and
``agarcia31``. OCR errors are tolerated: ``Lucla`` matches ``Lucía``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from annotator.privacy import ADDRESS_WORDS, ORDINARY_WORD_NAMES, PARTICLES, SHORT_FORMS, TITLES
from annotator.text.folding import fold, fold_character, visible

WORD: Final = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)*")
QUOTES: Final = re.compile(r"['’´`]")
_HYPHENED: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_MISREADINGS: Final = {
    "á": "[a4]",
    "é": "[e6]",
    "í": "[il1ft|j]",
    "ó": "[o06]",
    "ú": "[uv]",
    "ü": "(?:u|ii|il)",
    "ñ": "(?:n|fi|fl|ni|ii|fn|h)",
}
"""An accented letter → a pattern for the characters that OCR reads in its place."""
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
_MIN_USER_NAME: Final = 5
"""Minimum number of letters of a user name made from a name."""


@dataclass(frozen=True, slots=True)
class RosterName:
    """A line of the roster, prepared for matching.

    ``Rosa de la Cruz`` has the words ``("rosa", "cruz")`` and the particles ``{"rosa": (), "cruz": ("de", "la")}``.

    Attributes:
        words: the words of the name, folded, without particles.
        misread: patterns for its words with accents as OCR may misread them (``luc[il1ft|j]a`` for "Lucía").
        particles: the particles before each word.
        odd_start: whether OCR may misread even the first letters of a word.
    """

    words: tuple[str, ...]
    misread: tuple[re.Pattern[str], ...]
    particles: Mapping[str, tuple[str, ...]]
    odd_start: bool


def read_names(lines: Iterable[str]) -> tuple[RosterName, ...]:
    """The names in the lines of a roster (``Ana García López`` or ``García López, Ana``), without lines that have no words."""
    names = []
    for typed in lines:
        line = visible(typed).text
        tokens = [match.group() for match in WORD.finditer(line)]
        # A screen may show O'Neal as ONeal and O Neal.
        tokens += [part for token in tokens for part in QUOTES.split(token)[1:] if len(part) > 1]
        # "Al-Sayed" is "AlSayed", too.
        tokens += [match.group().replace("-", "") for match in _HYPHENED.finditer(line)]
        words = dict.fromkeys(QUOTES.sub("", fold(token)) for token in tokens)
        own = tuple(word for word in words if word not in PARTICLES)
        if own:
            odd = any(letter in _MISREADINGS for token in tokens for letter in token[:2].casefold())
            odd = odd or any(word[0] == "i" for word in own)
            misread = tuple(pattern for token in tokens if (pattern := _misreading_pattern(token)))
            names.append(RosterName(own, misread, _particles_before(tokens), odd))
    return tuple(names)


def _particles_before(tokens: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The particles before each word, folded: ``{"cruz": ("de", "la")}`` for ``de la Cruz``."""
    before: dict[str, tuple[str, ...]] = {}
    particles: tuple[str, ...] = ()
    for word in map(fold, tokens):
        if word in PARTICLES:
            particles = (*particles, word)
        else:
            before.setdefault(word, particles)
            particles = ()
    return before


def _misreading_pattern(token: str) -> re.Pattern[str] | None:
    """A pattern for a word with accents, or with a capital I, as OCR may misread it; None for other words."""
    letters = QUOTES.sub("", token).casefold()
    if letters[0] != "i" and not any(letter in _MISREADINGS for letter in letters):
        return None
    # A capital I looks like a small l.
    first = "[il1]" if letters[0] == "i" else ""
    rest = letters[1:] if first else letters
    return re.compile(first + "".join(_MISREADINGS.get(letter) or re.escape(fold_character(letter)) for letter in rest))


Role = Literal["word", "initial", "beginning", "particle"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: ``Lucía07`` at its beginning is ``Token(0, 7, "Lucía07", "lucia")``.

    Attributes:
        start: the index of the first character.
        end: the index behind the last character.
        raw: the word as written.
        word: the word folded; here without the digits at its end.
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
        for number, name in enumerate(self._names):
            for key in {key for own in name.words for key in (own[:2], own[0] + own[-2:])}:
                self._by_letters.setdefault(key, set()).add(number)
        self._any = {number for number, name in enumerate(self._names) if name.odd_start}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The names in a line of text as (start, end), in order; they may overlap."""
        tokens = [_make_token(match) for match in WORD.finditer(text)]
        near = set(self._any) if tokens else set()
        for word in (token.word for token in tokens):
            # A misreading leaves a word's first letters or its last; in a user name an initial precedes them.
            for key in (word[:2], word[0] + word[-2:], word[1:3]):
                near |= self._by_letters.get(key, set())
        find = partial(_find_spans, text, tokens, single_words=self._single_words)
        found = {span for number in near for span in find(self._names[number], ())}
        # Next to another name, an ordinary word such as "Rosa" is also a name: "Rosa, Ulises".
        persons = {token.word for token in tokens if any(start <= token.start < end for start, end in found)}
        if found:
            found |= {span for number in near for span in find(self._names[number], persons)}
        yield from sorted(found)


def _find_spans(
    text: str, tokens: Sequence[Token], name: RosterName, persons: Collection[str], *, single_words: bool
) -> Iterator[tuple[int, int]]:
    roles = [_role_of(token, name, text) for token in tokens]
    index = 0
    while index < len(tokens):
        if _is_user_name(tokens[index], name, text):
            yield _extend_span(tokens[index], tokens[index], text)
        end = _find_run_end(roles, index)
        if single_words:
            is_name = end > index and _identifies_person(text, tokens, roles, index, end, name, persons)
        else:
            # Two words of the name, or one and a piece of another.
            is_name = "word" in roles[index:end] and _count_parts(tokens, roles, index, end, name) >= min(
                2, len(name.words)
            )
        if is_name:
            yield _extend_span(tokens[_include_particles(tokens, index, name)], tokens[end - 1], text)
        index = max(end, index + 1)


def _include_particles(tokens: Sequence[Token], start: int, name: RosterName) -> int:
    """The index of a name's first token, with the particles before the run at ``start``: of "De la Cruz" that of "De"."""
    particles = name.particles.get(tokens[start].word, ())
    count = len(particles)
    own = count and start >= count and tuple(token.word for token in tokens[start - count : start]) == particles
    return start - count if own else start


def _make_token(match: re.Match[str]) -> Token:
    raw = match.group()
    word = QUOTES.sub("", fold(_POSSESSIVE.sub("", raw)))
    return Token(match.start(), match.end(), raw, word.rstrip("0123456789") or word)


def _extend_span(first: Token, last: Token, text: str) -> tuple[int, int]:
    """The span of a name, extended by an @ or ~ before it, and the rest of a user name, an ellipsis or a period after it."""
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
        first = "i" if word in "l1" and any(own[0] == "i" for own in name.words) else word
        return "initial" if shown and any(own[0] == first for own in name.words) else None
    if _is_word_of(token.raw, word, name):
        return "word"
    if SHORT_FORMS.get(word) in name.words:
        return "beginning"
    cut = _ELLIPSIS.match(text, token.end)
    if (cut or len(word) >= 3) and any(own.startswith(word) for own in name.words):
        return "beginning"
    return "particle" if word in PARTICLES else None


def _is_word_of(raw: str, word: str, name: RosterName) -> bool:
    """Whether a word is one of the name, perhaps misread."""
    from rapidfuzz.distance import OSA  # slow to import

    if word in name.words:
        return True
    # "camisa" is no misreading of "Camila".
    if (not raw.islower() or len(word) >= _EDITABLE_LETTERS) and any(
        own[0] == word[0] and len(own) >= 6 and abs(len(own) - len(word)) <= 1 and OSA.distance(word, own) <= 1
        for own in name.words
    ):
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


def _count_parts(tokens: Sequence[Token], roles: Sequence[Role | None], start: int, end: int, name: RosterName) -> int:
    """The number of words of a name in a run, whole or in part: "Ana A." has one of "Ana García", "Ana G." two."""
    run = [(token.word[0], role) for token, role in zip(tokens[start:end], roles[start:end], strict=True)]
    longer = [letter for letter, role in run if role in ("word", "beginning")]
    left = Counter(own[0] for own in name.words) - Counter(longer)
    initials = Counter("i" if letter in "l1" and "i" in left else letter for letter, role in run if role == "initial")
    return len(longer) + (initials & left).total()


def _identifies_person(
    text: str,
    tokens: Sequence[Token],
    roles: Sequence[Role | None],
    start: int,
    end: int,
    name: RosterName,
    persons: Collection[str],
) -> bool:
    """Whether a run identifies the person: two words of the name, a word and part of another, or one distinctive word."""
    full = [token for token, role in zip(tokens[start:end], roles[start:end], strict=True) if role == "word"]
    pieces = [role for role in roles[start:end] if role in ("initial", "beginning")]
    others = [token.word for token in (*tokens[:start], *tokens[end:]) if token.word not in PARTICLES]
    if not full:
        # "Valen…" alone; shorter beginnings are ordinary words.
        return pieces == ["beginning"] and not others and len(tokens[start].word) >= 4
    if _count_parts(tokens, roles, start, end, name) >= 2 or len(name.words) == 1:
        return True
    before, after = text[: tokens[start].start].rstrip(), text[tokens[end - 1].end :].lstrip()
    # "Lucía: ¿Hay clase?" names who speaks, "@Lucía" to whom.
    if (start == 0 and after.startswith(":")) or before.endswith("@"):
        return True
    if full[0].word not in ORDINARY_WORD_NAMES:
        # Alone, or with a greeting or a note such as "(host)", it is a person; in a sentence it must be long or capitalised.
        return len(others) < _SENTENCE_WORDS or full[0].raw[0].isupper() or len(full[0].word) >= _TELLING_LETTERS
    if start > 0 and tokens[start - 1].word in TITLES:
        return True
    around = [token.word for token in (*tokens[:start], *tokens[end:])]
    if (
        all(word in ADDRESS_WORDS or word in persons for word in around)
        or after.startswith("(")
        or _POSSESSIVE.search(full[0].raw)
    ):
        return True
    in_sentence = bool(before) and before[-1] not in ".!?¡¿:" and full[0].raw[0].isupper()
    return in_sentence and sum(f"{word} " in f"{text} " for word in others) > len(others) / 2


def _is_user_name(token: Token, name: RosterName, text: str) -> bool:
    """Whether a word is a name in one: ``AnaGarcía``, ``agarcia``; with digits, @ or capitals also initials: ``SofíaM``."""
    if len(token.word) < _MIN_USER_NAME:
        return False
    capitals = not token.raw.isupper() and any(letter.isupper() for letter in token.raw[1:])
    user = token.raw[-1].isdigit() or text[max(0, token.start - 1) : token.start] == "@" or capitals
    if _is_spelled_from(token.word, name.words, user=user, full=0, pieces=0):
        return True
    own = token.word[1:]
    telling = len(own) >= _TELLING_LETTERS and own in name.words and own not in ORDINARY_WORD_NAMES
    return telling and any(token.word[0] == word[0] for word in name.words if word != own)


def _is_spelled_from(rest: str, words: Sequence[str], *, user: bool, full: int, pieces: int) -> bool:
    """Whether the rest of a user name can be spelled from the words of a name: ``garcia`` from ``("garcia", "lopez")``.

    Args:
        rest: the letters that are not yet explained.
        words: the words of the name that are not yet used.
        user: whether initials count, because a digit, an @ or a capital shows that it is a user name.
        full: the number of whole words used so far.
        pieces: the number of initials used so far.
    """
    if not rest:
        return full >= 2 or (user and full == 1 and pieces > 0)
    for index, own in enumerate(words):
        left = (*words[:index], *words[index + 1 :])
        whole = len(own) > 2 and rest.startswith(own)
        if whole and _is_spelled_from(rest[len(own) :], left, user=user, full=full + 1, pieces=pieces):
            return True
        if (
            (user or full >= 2)
            and rest[0] == own[0]
            and _is_spelled_from(rest[1:], left, user=user, full=full, pieces=pieces + 1)
        ):
            return True
    return any(
        rest.startswith(particle)
        and full
        and _is_spelled_from(rest[len(particle) :], words, user=user, full=full, pieces=pieces)
        for particle in ("de", "del", "la", "los", "y")
    )

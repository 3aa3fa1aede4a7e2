"""Recognises the names of a roster in a text, however a screen writes them. Pure.

``Ana García-López`` is also ``GARCÍA LÓPEZ, ANA``, ``Ana G.``, ``Ana Gar…``, ``AnaGarcia07``, ``@ana.garcia`` and
``agarcia31``, and ``Lucía`` is also what a reader takes for ``Lucla``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import OSA

from annotator.picture.wording import fold, fold_character

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)*")
_ELLIPSIS: Final = re.compile(r" ?(?:…|\.{2,})")
_QUOTES: Final = re.compile(r"['’´`]")
_POSSESSIVE: Final = re.compile(r"['’´`]s$", re.IGNORECASE)
_PARTICLES: Final = frozenset(
    ["de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "san", "santa", "von", "van", "der"]
)
_SENTENCE_WORDS: Final = 3
"""A text of so many words beside a name's word is a sentence."""
_TELLING: Final = 5
"""A word of so many letters is a name even where it is written small: ``hola a todos, mateo ya llegó``."""
_ORDINARY: Final = frozenset(
    """
    alba alegria amada amor angel arroyo asuncion barrera blanca blanco bravo caballero calle camino campo campos carpintero
    carretero casado casas castillo cielo concepcion consuelo cordero corona correa cortes crespo cruz cuevas delgado
    domingo dolores dulce escudero esperanza estrella flores franco fuente fuentes gallego gallo gloria gracia guerra
    guerrero herrero hidalgo iglesias iris izquierdo jardin jesus justo leal leon lima linda lobo luna luz malo manzano mar
    marina mejia mercado mercedes merced mesa milagros molina montana monte montero montes mora morado moreno naranjo
    nieves noche olivo palacios palma paloma parra pastor paz perla pilar pino plata prado prieto puente quintero ramos
    redondo reina rey reyes rico rincon rios rivera robles roja rojas romero rosa rosales rosario rosas rubio rueda sala
    salas salinas salvador santiago santos segura serrano sierra socorro sol soledad soto tierra toledo toro torre torres
    trinidad vaca valencia valiente valle vega vela verde vida victoria villa
    ace amber america angel april art asia august austin autumn baker banks bell bill black book booth brook brooklyn
    brooks brown buddy bush butler carolina carter case cash chance chase christian church cook cooper crystal daisy
    dallas dawn day destiny drew earl english faith field fields fisher florida ford forest fox frank french gates genesis
    georgia ginger grace grant gray green hall harmony heaven hill holly honor hope house houston hunter iris ivy jack
    jackson jade jewel jordan journey joy june justice king lake lane law legend lily lincoln little london long love
    major mark marsh mason max may melody miles mills moon ocean page paris park parker parks pat pearl penny phoenix
    piper pool porter potter precious price prince princess ray reed rice rich rivers robin rock rod rose royal ruby rusty
    sage sandy school scout serenity sharp shepherd short skip sky skye small smart spring star stone storm street sue
    summer sunny taylor temple trinity tucker violet virginia walker wall ward washington waters watts weaver west white
    will wolf wood woods wright young
    """.split()  # noqa: SIM905  (a list of so many words is read in whole lines)
)
"""Words of names that are words of their own, too: among others only a capital letter within a sentence tells them apart."""
_TO_PERSONS: Final = frozenset(
    """
    hola hi hello hey gracias thanks thank you dear querido querida estimado estimada buenos dias buenas tardes noches sr
    sra srta senor senora senorita don dona profe profesor profesora maestro maestra mr mrs ms miss mom mother dad father
    mama papa abuela abuelo tia tio familia family parent from to for para con with soy am yo me host anfitrion anfitriona
    guest invitado invitada student alumno alumna estudiante de del of and y i im es is
    name nombre llamo teacher iphone ipad android phone tablet chromebook galaxy
    """.split()  # noqa: SIM905
)
"""Words beside which a word of a name stands for a person."""
_READ_AS: Final = {
    "á": "[a4]",
    "é": "[e6]",
    "í": "[il1ft|j]",
    "ó": "[o06]",
    "ú": "[uv]",
    "ü": "(?:u|ii|il)",
    "ñ": "(?:n|fi|fl|ni|ii|fn|h)",
}
"""What a reader makes of letters with accents."""

Role = Literal["word", "initial", "beginning", "particle"]


@dataclass(frozen=True, slots=True)
class _Name:
    """A line of the roster: its words, folded, without particles, and what readers may make of those with accents."""

    words: tuple[str, ...]
    slips: tuple[re.Pattern[str], ...]
    odd_start: bool
    """Whether a reader may take even the first letters of a word for others."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a text: where it stands, as it is written, and folded without the digits at its end."""

    start: int
    end: int
    raw: str
    word: str


class Roster:
    """The names of a school, given as ``Ana García López`` or ``García López, Ana``."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._names = _read_names(lines)
        self._by_letters: dict[str, set[int]] = {}
        for number, name in enumerate(self._names):
            for key in {key for own in name.words for key in (own[:2], own[0] + own[-2:])}:
                self._by_letters.setdefault(key, set()).add(number)
        self._any = {number for number, name in enumerate(self._names) if name.odd_start}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand in a line of text, as (start, end)."""
        tokens = [_token(match) for match in _TOKEN.finditer(text)]
        near = set(self._any) if tokens else set()
        for word in (token.word for token in tokens):
            # A slip leaves a word's first letters or its last; in a user name an initial goes before them.
            for key in (word[:2], word[0] + word[-2:], word[1:3]):
                near |= self._by_letters.get(key, set())
        for number in sorted(near):
            yield from _spans(text, tokens, self._names[number])


def _read_names(lines: Iterable[str]) -> tuple[_Name, ...]:
    names = []
    for line in lines:
        tokens = [match.group() for match in _TOKEN.finditer(line)]
        # Of O'Neal a screen may show ONeal and O Neal.
        tokens += [part for token in tokens for part in _QUOTES.split(token)[1:] if len(part) > 1]
        words = dict.fromkeys(_QUOTES.sub("", fold(token)) for token in tokens)
        own = tuple(word for word in words if word not in _PARTICLES)
        if own:
            odd = any(letter in _READ_AS for token in tokens for letter in token[:2].casefold())
            names.append(_Name(own, tuple(slip for token in tokens if (slip := _slip(token))), odd))
    return tuple(names)


def _slip(token: str) -> re.Pattern[str] | None:
    """What a reader may make of a word with accents."""
    letters = _QUOTES.sub("", token).casefold()
    if not any(letter in _READ_AS for letter in letters):
        return None
    return re.compile("".join(_READ_AS.get(letter) or re.escape(fold_character(letter)) for letter in letters))


def _spans(text: str, tokens: Sequence[_Token], name: _Name) -> Iterator[tuple[int, int]]:
    roles = [_role(token, name, text) for token in tokens]
    index = 0
    while index < len(tokens):
        if _glued(tokens[index], name, text):
            yield _span(tokens[index], tokens[index], text)
        end = _run(roles, index)
        if end > index and _is_name(text, tokens, roles, index, end, name):
            yield _span(tokens[index], tokens[end - 1], text)
        index = max(end, index + 1)


def _token(match: re.Match[str]) -> _Token:
    raw = match.group()
    word = _QUOTES.sub("", fold(_POSSESSIVE.sub("", raw)))
    return _Token(match.start(), match.end(), raw, word.rstrip("0123456789") or word)


def _span(first: _Token, last: _Token, text: str) -> tuple[int, int]:
    """From the sign before a name to the sign that shortens it."""
    start = first.start - (first.start > 0 and text[first.start - 1] in "@~")
    if cut := _ELLIPSIS.match(text, last.end):
        return start, cut.end()
    return start, last.end + (len(last.word) == 1 and text[last.end : last.end + 1] == ".")


def _role(token: _Token, name: _Name, text: str) -> Role | None:
    """What a word may be in a run of words that write ``name``."""
    word = token.word
    if len(word) == 1:
        rest = text[token.end :].strip()
        shown = token.raw.isupper() or not rest or rest[0] in "._"
        return "initial" if shown and any(own[0] == word for own in name.words) else None
    if _one_of(word, name):
        return "word"
    cut = _ELLIPSIS.match(text, token.end)
    if (cut or len(word) >= 3) and any(own.startswith(word) for own in name.words):
        return "beginning"
    return "particle" if word in _PARTICLES else None


def _one_of(word: str, name: _Name) -> bool:
    if word in name.words:
        return True
    if any(
        own[0] == word[0] and len(own) >= 6 and abs(len(own) - len(word)) <= 1 and OSA.distance(word, own) <= 1
        for own in name.words
    ):
        return True
    return any(slip.fullmatch(word) for slip in name.slips)


def _run(roles: Sequence[Role | None], start: int) -> int:
    """The end of the run from ``start`` that may write a name; particles only between its words."""
    end = start
    for index in range(start, len(roles)):
        if roles[index] in ("word", "initial", "beginning"):
            end = index + 1
        elif roles[index] is None or index == start:
            break
    return end


def _is_name(
    text: str, tokens: Sequence[_Token], roles: Sequence[Role | None], start: int, end: int, name: _Name
) -> bool:
    """Whether a run is the name: two of its words, a word and a piece of another, or a word that tells a person."""
    full = [token for token, role in zip(tokens[start:end], roles[start:end], strict=True) if role == "word"]
    pieces = [role for role in roles[start:end] if role in ("initial", "beginning")]
    others = [token.word for token in (*tokens[:start], *tokens[end:]) if token.word not in _PARTICLES]
    if not full:
        # "Valen…" alone; shorter beginnings are ordinary words.
        return pieces == ["beginning"] and not others and len(tokens[start].word) >= 4
    if len(full) + len(pieces) >= 2 or len(name.words) == 1:
        return True
    before, after = text[: tokens[start].start].rstrip(), text[tokens[end - 1].end :].lstrip()
    # "Lucía: ¿Hay clase?" names who speaks, "@Lucía" to whom.
    if (start == 0 and after.startswith(":")) or before.endswith("@"):
        return True
    if full[0].word not in _ORDINARY:
        # With a greeting or a note such as "(host)" it still stands for a person; else a name is told by its length.
        return len(others) < _SENTENCE_WORDS or full[0].raw[0].isupper() or len(full[0].word) >= _TELLING
    around = [token.word for token in (*tokens[:start], *tokens[end:])]
    if all(word in _TO_PERSONS for word in around) or after.startswith("(") or _POSSESSIVE.search(full[0].raw):
        return True
    in_sentence = bool(before) and before[-1] not in ".!?¡¿:" and full[0].raw[0].isupper()
    return in_sentence and sum(f"{word} " in f"{text} " for word in others) > len(others) / 2


def _glued(token: _Token, name: _Name, text: str) -> bool:
    """Whether a word is made from a name: ``AnaGarcía``, ``agarcia``; with digits, @ or capitals any initials: ``SofíaM``."""
    if len(token.word) < 5:
        return False
    capitals = not token.raw.isupper() and any(letter.isupper() for letter in token.raw[1:])
    user = token.raw[-1].isdigit() or text[max(0, token.start - 1) : token.start] == "@" or capitals
    if _made_of(token.word, name.words, user=user, full=0, pieces=0):
        return True
    own = token.word[1:]
    telling = len(own) >= _TELLING and own in name.words and own not in _ORDINARY
    return telling and any(token.word[0] == word[0] for word in name.words if word != own)


def _made_of(rest: str, words: Sequence[str], *, user: bool, full: int, pieces: int) -> bool:
    if not rest:
        return full >= 2 or (user and full == 1 and pieces > 0)
    for index, own in enumerate(words):
        left = (*words[:index], *words[index + 1 :])
        whole = len(own) > 2 and rest.startswith(own)
        if whole and _made_of(rest[len(own) :], left, user=user, full=full + 1, pieces=pieces):
            return True
        if user and rest[0] == own[0] and _made_of(rest[1:], left, user=user, full=full, pieces=pieces + 1):
            return True
    return any(
        rest.startswith(particle)
        and full
        and _made_of(rest[len(particle) :], words, user=user, full=full, pieces=pieces)
        for particle in ("de", "del", "la", "los", "y")
    )

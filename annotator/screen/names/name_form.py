"""Recognise text that has the form of a person's name: ``Ana Pérez``, ``PÉREZ SOTO, ANA``, ``Sra. Rivera``. Pure.

Unlike `annotator.privacy.roster`, this does not know the school's names. It rates how strong the evidence for a person is, by
lists of given names, surnames and words of screens::

    parse_whole_name("Ana Ruiz (Host)")    NameForm(0, 8, Evidence.PERSON)
    parse_whole_name("Luna")               NameForm(0, 4, Evidence.NAME), since it is also a word
    parse_whole_name("Settings")           None
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from annotator.privacy import DISTINCTIVE_SURNAMES, GIVEN_NAMES, GIVEN_NAMES_AND_WORDS, SURNAMES
from annotator.screen.names.name_cues import INTERFACE_WORDS, PARTICLES, PUBLIC_FIGURES, TITLES
from annotator.text.folding import fold

MAX_WORDS: Final = 5
"""Maximum number of words of a name, without particles."""
_MAX_ACRONYM_LETTERS: Final = 4
"""Maximum number of letters of a single word in capitals that may be an acronym: LTE, BEN."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*")
"""A word, with what hyphens and apostrophes join: "Jean-Luc", "O'Neal"."""
_BREAK: Final = re.compile(r"[-'’´`]")
_POSSESSIVE: Final = re.compile(r"['’´`]s$")
_ELLIPSIS: Final = re.compile(r"(?:…|\.{2,})$")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-ZÁÉÍÓÚÑ])(?=[A-ZÁÉÍÓÚÑ])")
"""The place within "AnaGarcía" where the second name begins."""
_PREFIXES: Final = ("Mc", "Mac", "De", "Di", "La", "Le", "Da", "Van", "O'", "O’", "Fitz", "Jo", "Ma")
"""Prefixes before a capital within a name: DeShawn, McKinney."""
_TAIL: Final = re.compile(r"\w+")
"""The rest of a user name: "07" of "@AnaGarcia07"."""
_LEAD: Final = re.compile(r"[^\w]+")
_NOTE: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]?\s*$|,\s*(?:me|yo|mí)(?:\s*\d+)?$|\s*[·|•].*$")
"""A note about a person after the name: "(Host)", ", me 3", "· now"."""
_PLACES: Final = frozenset("san santa santo saint st los las el la the un una mi tu su".split())  # noqa: SIM905
"""First words with which a text is a place, a school or a thing: "Los Robles", "Santa Ana"."""


class Evidence(IntEnum):
    """The strength of the evidence of a person, from a single unknown word to a given name or a title."""

    WORD = 1
    """One capitalised word that is not a word of interfaces: ``Pushpam``."""
    WORDS = 2
    """Several such words: ``Tenzin Dolma``; but English names of groups look the same."""
    NAME = 3
    """A known name without more evidence, which may be a word or an acronym: ``Luna``, ``Pérez``, ``ANA``, ``Paz Mundial``."""
    PERSON = 4
    """A title, one of `GIVEN_NAMES`, a given name and a surname, a distinctive surname and another word, or a known name
    and an initial: ``Sra. Luna``, ``Mateo``, ``Luna Flores``, ``Tenzin Pérez``, ``Luna R.``"""


@dataclass(frozen=True, slots=True)
class NameForm:
    """A span of text with the form of a name: in "Ana Ruiz te invita", ``NameForm(0, 8, Evidence.PERSON)``.

    Attributes:
        start: the index of its first character.
        end: the index after its last character.
        evidence: the strength of the evidence that the name is a person's.
    """

    start: int
    end: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _NameToken:
    """A word that may be part of a name: "Ana's" at the start of a text is ``_NameToken(0, 3, "Ana", "ana", last=True)``."""

    start: int
    end: int
    raw: str
    folded: str
    last: bool
    """Whether a name ends with this word, as with "Ana's"."""


def parse_whole_name(text: str, start: int = 0) -> NameForm | None:
    """The name that is all of ``text`` from ``start`` on, else None.

    Punctuation around it, notes such as "(Host)" and particles after it aren't part of the name.
    """
    lead = _LEAD.match(text, start)
    start = lead.end() if lead else start
    end = len(text)
    while note := _NOTE.search(text, start, end):
        end = note.start()
    stem = _ELLIPSIS.sub("", text[:end]).rstrip(" ,;:!¡?¿")
    swapped = _parse_family_first(stem, start)
    if swapped:
        return swapped
    found = parse_name_at(stem, start)
    rest = stem[found.end :].replace(".", " ").split() if found else ()
    return found if all(word in PARTICLES for word in rest) else None  # "María de la" goes on below


def parse_name_at(text: str, start: int) -> NameForm | None:
    """The longest name that begins at ``start``: ``Ana Ruiz`` in ``Ana Ruiz te invita``; None without one, as at a place."""
    words = list(_scan_name_words(text, start))
    has_title = bool(words) and words[0].folded in TITLES
    without_particles = [word for word in words if word.folded not in PARTICLES]
    core = without_particles[1:] if has_title else without_particles
    if not core or len(core) > MAX_WORDS or fold(words[0].raw) in _PLACES:
        return None
    min_letters = 2 if len(core) > 1 else 3
    if max(len(word.folded) for word in core) < min_letters:
        return None
    if " ".join(word.folded for word in core) in PUBLIC_FIGURES:
        return None
    evidence = _weigh_evidence(core)
    if _may_be_acronym(core) and evidence is Evidence.WORD:
        return None
    end = core[-1].end
    if len(core[-1].folded) == 1 and text[end : end + 1] == ".":
        end += 1  # the full stop of an initial: "Ana R."
    tail = _TAIL.match(text, end)
    return NameForm(words[0].start, tail.end() if tail else end, Evidence.PERSON if has_title else evidence)


def _may_be_acronym(core: Sequence[_NameToken]) -> bool:
    """Whether a name is a single short word in capitals: ``LTE``, but also ``BEN``."""
    return len(core) == 1 and core[0].raw.isupper() and len(core[0].raw) <= _MAX_ACRONYM_LETTERS


def _scan_name_words(text: str, start: int) -> Iterator[_NameToken]:
    """The words from ``start`` on that may be one name; particles only before another of them."""
    waiting: list[_NameToken] = []
    before: _NameToken | None = None
    capitals = False
    at = start
    for match in _WORD.finditer(text, start):
        word = _make_token(match)
        if not _continues_name(text[at : match.start()], before, begun=bool(waiting)):
            return
        if before is None and word.folded in TITLES:
            yield word
            before = word
        elif word.folded in PARTICLES and (before or waiting or word.raw[0].isupper()):
            waiting.append(word)
        else:
            begins = before is None or before.folded in TITLES
            capitals = capitals or (begins and len(word.raw) > 1 and word.raw.isupper())
            if not _is_name_word(word, capitals=capitals):
                return
            yield from waiting
            yield word
            waiting, before = [], word
        at = match.end()
        if word.last:
            return


def _continues_name(between: str, before: _NameToken | None, *, begun: bool) -> bool:
    """Whether the characters between two words don't end a name: spaces, and the full stop of "Sra." and "J."."""
    if before is None:
        return not between.strip() if begun else not between
    short = len(before.folded) == 1 or before.folded in TITLES
    return not between.removeprefix(".").strip() if short else not between.strip()


def _make_token(match: re.Match[str]) -> _NameToken:
    """A word without the "'s" at its end, after which no further word belongs to the name."""
    raw = match.group()
    possessive = _POSSESSIVE.search(raw)
    raw = raw[: possessive.start()] if possessive else raw
    return _NameToken(match.start(), match.start() + len(raw), raw, fold(raw), last=possessive is not None)


def _is_name_word(word: _NameToken, *, capitals: bool) -> bool:
    """Whether a word is capitalised like one of a name, and is no word of interfaces."""
    raw = word.raw
    parts = [part for part in _BREAK.split(word.folded) if len(part) > 2]
    if not raw[0].isupper() or word.folded in INTERFACE_WORDS or any(part in INTERFACE_WORDS for part in parts):
        return False
    if raw.isupper() and len(raw) > 1:
        return capitals or word.folded in SURNAMES
    return all(_is_capitalised(part) for part in raw.split("-"))


def _is_capitalised(part: str) -> bool:
    """Whether no letter but the first is a capital, except in ``McKinney`` and in two names as one word: ``AnaGarcía``."""
    inner = [index for index, character in enumerate(part) if index and character.isupper()]
    if not inner:
        return True
    if part.startswith(_PREFIXES) and len(inner) == 1 and part[: inner[0]] in _PREFIXES:
        return True
    pieces = [fold(piece) for piece in _CAMEL.split(part)]
    return len(pieces) == 2 and (
        pieces[0] in GIVEN_NAMES or (pieces[0] in GIVEN_NAMES_AND_WORDS and pieces[1] in SURNAMES)
    )


def _weigh_evidence(core: Sequence[_NameToken]) -> Evidence:
    """The evidence that these words, without title and particles, are a person's name."""
    parts = [part for word in core for part in _split_name(word)]
    if any(part in GIVEN_NAMES for part in (*parts, *(word.folded for word in core))):
        return Evidence.NAME if _may_be_acronym(core) else Evidence.PERSON
    if len(core) > 1 and any(part in DISTINCTIVE_SURNAMES for part in parts):
        return Evidence.PERSON
    given_names = [index for index, part in enumerate(parts) if part in GIVEN_NAMES_AND_WORDS]
    surnames = [index for index, part in enumerate(parts) if part in SURNAMES]
    is_known = bool(given_names or surnames)
    has_initial = any(len(part) == 1 for part in parts)
    # "Paz" is both, so that "Paz Mundial" is not yet a person.
    has_both = any(given != surname for given in given_names for surname in surnames)
    if has_both or (has_initial and is_known):
        return Evidence.PERSON
    if is_known:
        return Evidence.NAME
    return Evidence.WORDS if len(core) > 1 else Evidence.WORD


def _split_name(word: _NameToken) -> list[str]:
    """The names in a word, folded: two in ``Ana-Luz`` and ``AnaGarcía``, one in ``O'Neal`` and ``DeShawn``."""
    pieces = [fold(piece) for piece in word.raw.split("-")]
    camel = [fold(piece) for piece in _CAMEL.split(word.raw)]
    made = camel if camel[0] in GIVEN_NAMES | GIVEN_NAMES_AND_WORDS else pieces
    return [_BREAK.sub("", piece) for piece in made]


def _parse_family_first(text: str, start: int) -> NameForm | None:
    """``García López, Ana`` and ``Núñez, J.``: names on both sides of the only comma, or an initial on the right."""
    comma = text.find(",", start)
    if comma < 0 or "," in text[comma + 1 :]:
        return None
    family = parse_name_at(text, start)
    if family is None or text[family.end : comma].strip(" ."):
        return None
    given_start = len(text) - len(text[comma + 1 :].lstrip())
    is_initial = re.fullmatch(r"[^\W\d_]\.?", text[given_start:]) and text[given_start].isupper()
    if is_initial:
        end, evidence = len(text), family.evidence
    else:
        given = parse_name_at(text, given_start)
        if given is None or text[given.end :].strip(" ."):
            return None
        end, evidence = given.end, max(family.evidence, given.evidence)
    return NameForm(family.start, end, Evidence.PERSON if evidence > Evidence.WORDS else Evidence.WORDS)

"""Recognises private texts by their pattern: addresses, numbers, codes, and the names of a roster. Pure.

Recall goes before precision: what is covered by mistake is seen on the review sheet and kept with ``show:``; what is
missed leaves the school.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from annotator.model import Box, Hidden, TextLine
from annotator.picture import boxes
from annotator.picture.match import part_box
from annotator.picture.wording import fold

_EMAIL: Final = re.compile(r"[\w.+-]+ ?[@©®] ?[\w-]+(?: ?\. ?[\w-]{2,})*(?:\.{2,3}|…)?")
_MEETING_LINK: Final = re.compile(
    r"(?:zoom\.\w+/(?:j|my|w|s)/|meet\.google\.com/|teams\.\w+\.com/\S*?meet\S*?/|[?&]pwd=)(\S+)", re.IGNORECASE
)
_PHONE: Final = re.compile(
    r"""(?<![\d/=.,:])(?:
        \+\ ?\d[\d\ ().-]{6,16}\d              # with a country code
        | (?:\d{1,2}[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}   # 410-555-0100, (410) 555 0100
        | \d{2}[ .-]\d{4}[ .-]\d{4}            # 55 1234 5678
        | \d{3}[.-]\d{4}                       # 555-0100
        | \d{4}[ -]\d{4}                       # 5555-0100
    )(?![\d/]|[.,:-]\d)""",
    re.VERBOSE,
)
_YEARS: Final = re.compile(r"(?:19|20)\d\d[ -](?:19|20)\d\d")
_MEETING_NUMBER: Final = re.compile(r"(?<![\d/=.,:-])\d{3}[ -]?\d{3,4}[ -]?\d{3,4}(?![\d/]|[.,:-]\d)")
_LONG_NUMBER: Final = re.compile(r"(?<![\d.])\d{9,19}(?!\d)")
_VALUE: Final = re.compile(r" ?(?:[:#=]|\bis\b|\bes\b) ?(\S+(?: \d+)*)| ?((?=\S*\d)\S{3,}(?: \d+)*)")
"""What follows its label: after a sign or a verb any word, else one with a digit in it."""
_STUDENT_NUMBER: Final = re.compile(r"(?<![\w-])[A-Z]{1,3}-? ?\d{5,9}(?![\w-])")

_MEETING_LABEL: Final = re.compile(
    r"meeting (?:id|number)|webinar id|\bid (?:de|del)? ?(?:la )?(?:reunion|seminario)|(?:numero|codigo) de (?:la )?"
    r"reunion|personal meeting|reunion personal"
)
_CODE_LABEL: Final = re.compile(
    r"pass ?code|pass ?word|\bpwd\b|codigo(?: de (?:acceso|la clase|clase|ingreso|la reunion))?|contrasena|\bclave\b"
    r"|\bpin\b|class ?code|access ?code|join code|meeting code"
)
_STUDENT_LABEL: Final = re.compile(
    r"student(?:'?s)? (?:id|number|no\b|#)|\bid (?:number|del? (?:estudiante|alumn[oa])|#)|lunch (?:number|pin|id)"
    r"|(?:numero|n\.?[o°]|num\.?|codigo) (?:de(?:l| la)? )?(?:estudiante|alumn[oa]|identificacion|matricula)|matricula"
    r"|badge (?:id|number)|\bcurp\b"
)
_PARTICLES: Final = frozenset(
    ["de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "san", "santa", "von", "van", "der"]
)
_SENTENCE_WORDS: Final = 3
"""In a text of more words than this beside a name's word, a single word of a name is an ordinary word (``Luz``, ``Rosa``)."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A line of the roster: its words, folded, without particles."""

    words: tuple[str, ...]


def private(
    texts: Sequence[TextLine], *, names: Sequence[str] = (), allowed_phones: Sequence[str] = ()
) -> tuple[Hidden, ...]:
    """What looks private among ``texts``, each with its box and kind.

    Args:
        texts: all lines of a screenshot.
        names: a roster, a name each, as ``Ana García López`` or ``García López, Ana``.
        allowed_phones: numbers that may be seen, such as the school's help phone, in any spelling.
    """
    allowed = {_number(phone) for phone in allowed_phones}
    roster = [name for name in map(_name, names) if name.words]
    found: list[Hidden] = []
    for line in texts:
        for start, end, kind in (*_patterns(line.text, allowed), *_names(line.text, roster)):
            found.append(Hidden(part_box(line, start, end), kind))
    for box, kind in _labelled(texts):
        found.append(Hidden(box, kind))
    return _distinct(found)


def _distinct(found: Sequence[Hidden]) -> tuple[Hidden, ...]:
    """Without what lies inside another one."""
    kept: list[Hidden] = []
    for item in sorted(found, key=lambda item: -item.box.w * item.box.h):
        if not any(boxes.holds(other.box, item.box) for other in kept):
            kept.append(item)
    return tuple(sorted(kept, key=lambda item: (item.box.y, item.box.x)))


# ---------------------------------------------------------------- by their form


def _patterns(text: str, allowed: set[str]) -> Iterator[tuple[int, int, str]]:
    """What has the form of something private, as (start, end, kind)."""
    for match in _EMAIL.finditer(text):
        yield *match.span(), "email"
    for match in _MEETING_LINK.finditer(text):
        yield *match.span(1), "meeting"
    meeting = bool(_MEETING_LABEL.search(fold(text)))
    numbers = [(match, "phone") for match in _PHONE.finditer(text)]
    numbers += [(match, "meeting") for match in _MEETING_NUMBER.finditer(text)]
    numbers += [(match, "meeting") for match in _LONG_NUMBER.finditer(text)]
    for match, kind in numbers:
        if _number(match.group()) not in allowed and not _YEARS.fullmatch(match.group()):
            yield *match.span(), "meeting" if meeting else kind
    for match in _STUDENT_NUMBER.finditer(text):
        yield *match.span(), "student-id"
    folded, places = _folded_with_places(text)
    for label, kind in ((_CODE_LABEL, "meeting"), (_MEETING_LABEL, "meeting"), (_STUDENT_LABEL, "student-id")):
        for match in label.finditer(folded):
            value = _VALUE.match(folded, match.end())
            if value and any(character.isalnum() for character in value.group(value.lastindex or 0)):
                start, end = value.span(value.lastindex or 0)
                yield places[start], places[end - 1] + 1, kind


def _number(text: str) -> str:
    return "".join(character for character in text if character.isdigit())[-10:]


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and for each of its characters the index in ``text``."""
    folded: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        for part in fold(character) or (" " if character.isspace() else ""):
            folded.append(part)
            places.append(index)
    return "".join(folded), places


# ---------------------------------------------------------------- by a label beside or above them


def _labelled(texts: Sequence[TextLine]) -> Iterator[tuple[Box, str]]:
    """Values that stand to the right of their label or under it, as in forms and invitations."""
    labels = [(line.box, kind) for line in texts if (kind := _kind_of_label(fold(line.text)))]
    for value in texts:
        near = [(value.box.y - label.y, kind) for label, kind in labels if _belongs(label, value.box)]
        if near and _is_code(value.text):
            yield value.box, min(near)[1]


_REST_OF_LABEL = 16
"""Letters that a label may have besides what announces a code: "de la reunión"."""


def _kind_of_label(label: str) -> str | None:
    """What a line that is only a label announces."""
    for pattern, kind in ((_STUDENT_LABEL, "student-id"), (_MEETING_LABEL, "meeting"), (_CODE_LABEL, "meeting")):
        match = pattern.search(label)
        if match and len(label) - len(match.group()) <= _REST_OF_LABEL:
            return kind
    return None


def _belongs(label: Box, value: Box) -> bool:
    height = max(label.h, value.h)
    same_row = abs(label.y + label.h / 2 - value.y - value.h / 2) < 0.6 * height and value.x >= label.right - height
    below = 0 < value.y - label.y < 3.6 * height and abs(value.x - label.x) < 2.5 * height
    return same_row or below


def _is_code(text: str) -> bool:
    """Whether a text may be a number or a code: one word with a digit in it, or groups of digits."""
    bare = text.strip()
    return bool(re.fullmatch(r"(?=.*\d)[\w#@!$%&*+.-]{3,20}|\d{2,5}(?:[ -]\d{2,5}){1,3}", bare)) and not re.fullmatch(
        r"\d{1,2}[:.]\d\d|\d{1,3}%", bare
    )


# ---------------------------------------------------------------- the names of a roster


def _name(line: str) -> _Name:
    words = (word.strip(".,;:()'\"-") for word in fold(line).replace(",", " ").split())
    return _Name(tuple(word for word in words if word and word not in _PARTICLES))


def _names(text: str, roster: Sequence[_Name]) -> Iterator[tuple[int, int, str]]:
    words = [(match.start(), match.end(), _word(match.group())) for match in re.finditer(r"[\w'’.-]+", text)]
    for name in roster:
        start = 0
        while start < len(words):
            end = _run(words, start, name)
            if end > start:
                part = [word for _, _, word in words[start:end]]
                # "Lucía: ¿Hay clase?" names who speaks.
                speaks = start == 0 and text[words[end - 1][1] :].lstrip().startswith(":")
                if speaks or _is_name(part, name, others=[w for _, _, w in words[:start] + words[end:]]):
                    yield words[start][0], words[end - 1][1], "name"
            start = max(end, start + 1)


def _word(text: str) -> str:
    return re.sub(r"'s$", "", fold(text)).strip(".'-")


def _run(words: Sequence[tuple[int, int, str]], start: int, name: _Name) -> int:
    """The end of the run of words from ``start`` that may belong to ``name``; particles only between them."""
    end = start
    for index in range(start, len(words)):
        word = words[index][2]
        if _one_of(word, name) or _initial(word, name):
            end = index + 1
        elif word not in _PARTICLES or index == start:
            break
    return end


def _one_of(word: str, name: _Name) -> bool:
    return any(word == own or (len(own) >= 6 and OSA.distance(word, own) <= 1) for own in name.words)


def _initial(word: str, name: _Name) -> bool:
    return len(word) == 1 and any(own[0] == word for own in name.words)


def _is_name(part: Sequence[str], name: _Name, others: Sequence[str]) -> bool:
    """Whether a run is the name: two of its words, a word and an initial, or one word that stands alone."""
    full = [word for word in part if len(word) > 1 and _one_of(word, name)]
    if not full:
        return False
    if len(full) >= 2 or len(name.words) == 1 or any(_initial(word, name) for word in part):
        return True
    # With a greeting or a note such as "(host)" it still stands for a person.
    return len([word for word in others if word not in _PARTICLES]) < _SENTENCE_WORDS

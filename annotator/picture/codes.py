"""Recognises addresses, numbers and codes in a text by their form, or by the label before them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from annotator.picture.wording import fold, fold_character

_ADDRESS: Final = re.compile(
    r"[\w.+-]+(?:@[\w-]+| ?[@©®] ?[\w-]+(?= ?\. ?[A-Za-z]{2,}))(?:\.[\w-]{2,}| ?\. ?[a-z][a-z0-9-]+)*(?:\.{2,}|…)?"
)
_LOST_SIGN: Final = re.compile(r"[\w.+-]{2,}\w(?:gmail|hotmail|outlook|yahoo|icloud) ?\. ?com\b", re.IGNORECASE)
"""An address whose @ was read as a letter."""
_LINK: Final = re.compile(
    r"(?:zoom\.\w+/(?:j|my|w|s)/|meet\.google\.com/|teams\.\w+\.com/\S*?meet\S*?/|[?&]pwd=)(\S*)", re.IGNORECASE
)
"""A link that lets in; its group is what leads to one meeting."""
_MEET_CODE: Final = re.compile(
    r"(?<![\w-])[a-z]{3}-(?!time|step|year|week|hour|term|free|half|page|size|work|long)[a-z]{4}-[a-z]{3}(?![\w-])"
)
_PHONE: Final = re.compile(
    r"""(?<![\d/=.,:])(?:
        \+\ ?\d[\d\ ().-]{6,16}\d              # with a country code
        | (?:\d{1,2}[ .-]?)?\(?\d{3}\)?[ ./-]{0,2}\d{3}[ .-]?\d{4}   # 410-555-0100, (410) 555 0100
        | \d{2}[ .-]\d{4}[ .-]\d{4}            # 55 1234 5678
        | \d{3}[.-]\d{4}                       # 555-0100
        | \d{4}[ -]\d{4}                       # 5555-0100
    )(?![\d/]|[.,:-]\d)""",
    re.VERBOSE,
)
_YEARS: Final = re.compile(r"(?:19|20)\d\d[ -](?:19|20)\d\d")
_MEETING_NUMBER: Final = re.compile(r"(?<![\d/=.,:-])\d{3}[ -]?\d{3,4}[ -]?\d{3,4}(?![\d/]|[.,:-]\d)")
_LONG_NUMBER: Final = re.compile(r"(?<![\d.])\d{9,19}(?!\d)")
_STUDENT_NUMBER: Final = re.compile(r"(?<![\w-])(?!CP|AM|PM|PO)[A-Z]{1,3}-? ?\d{5,9}(?![\w-])")
_READ_AS_LETTERS: Final = re.compile(r"(?<=\d)[OolI](?=[\d-])|(?<=\d-)[OolI](?=\d)")

_VALUE: Final = re.compile(
    r"(?: [^\W\d_.]+){0,3}? ?[:#=]+ ?(\S+(?: \d+)*)"  # after a sign any word
    r"|(?: [^\W\d_.]+){0,3}? (?:is|es) (?!(?:required|requerid|obligat|necesari|optional|opcional|(?:in)?correct|wrong"
    r"|invalid|not |no |case|hidden|visible|too |very|muy|the |your |la |el |su |una? |an? |on |in |for |para ))(\S+(?: \d+)*)"
    r"| ?((?=\S*\d)\S{3,}(?: \d+)*)"  # else one with a digit in it
)
"""What follows its label."""
_UNSIGNED: Final = 3
"""The group of a value without a sign or a verb before it."""
_MEETING_LABEL: Final = re.compile(
    r"meeting (?:id|number)|webinar id|\bid (?:de|del)? ?(?:la )?(?:reunion|seminario)|(?:numero|codigo) de (?:la )?"
    r"reunion|personal meeting|reunion personal"
)
_CODE_LABEL: Final = re.compile(
    r"pass ?code|pass ?word|\bpwd\b|codigo(?! postal)(?: de (?:acceso|la clase|clase|ingreso|la reunion|verificacion"
    r"|seguridad|confirmacion|invitacion))?|contrasena|\bclave\b|\bpin\b|host key"
    r"|(?:class|access|join|meeting|verification|security|confirmation|sign-?in|login|one-time|invite) ?code"
    r"|(?<!zip )(?<!area )(?<!error )(?<!qr )(?<!dress )\bcode(?= ?[:#])"
)
_STUDENT_LABEL: Final = re.compile(
    r"(?:student|pupil|learner|lunch|meal|cafeteria|library|state|district|local|badge)(?:'?s)? (?:id\b|number|num\b|no\b|#|pin"
    r"|code|card)|\bid (?:number|estatal|escolar|del? (?:la |el )?(?:estudiante|alumn[oa]|escuela)|#)"
    r"|(?:numero|n\.? ?[o°]\.?|num\.?|codigo|pin|clave|id|tarjeta) (?:(?:de|del|de la|para el|estudiantil) )?"
    r"(?:estudiante|estudiantil|alumn[oa]s?|identificacion|matricula|almuerzo|lonche|comedor|cafeteria|comida|desayuno"
    r"|expediente|biblioteca|credencial)|matricula|\bcurp\b"
)
_BARE_ID: Final = re.compile(r"(?<!\w )\bid(?= ?[:#])")
_USER_LABEL: Final = re.compile(r"nombre de usuario|\busuario\b|user ?name|\buser id\b|login id|\buser(?= ?:)")
_LABELS: Final = (
    (_STUDENT_LABEL, "student-id"),
    (_MEETING_LABEL, "meeting"),
    (_CODE_LABEL, "meeting"),
    (_USER_LABEL, "student-id"),
)
_REST_OF_LABEL: Final = 16
"""Letters that a label may have besides what announces a code: "de la reunión"."""


@dataclass(frozen=True, slots=True)
class Code:
    """Something private at ``start`` to ``end`` of a text; what tells so, such as a label, begins at ``told_at``."""

    start: int
    end: int
    kind: str
    told_at: int


def digits(text: str) -> str:
    """The last ten digits of a number: what two spellings of it have in common."""
    return "".join(character for character in text if character.isdigit())[-10:]


def codes(text: str, allowed: frozenset[str]) -> Iterator[Code]:
    """What is private in a line of text; ``allowed`` numbers (as ``digits``) may be seen."""
    text = text.translate({ord(dash): "-" for dash in "–—−‑"})
    for pattern, kind in ((_ADDRESS, "email"), (_LOST_SIGN, "email"), (_STUDENT_NUMBER, "student-id")):
        for match in pattern.finditer(text):
            yield Code(*match.span(), kind, match.start())
    for match in _LINK.finditer(text):
        if match.group(1):
            yield Code(*match.span(1), "meeting", match.start())
    for match in _MEET_CODE.finditer(text):
        if len(text[: match.start()].split()) + len(text[match.end() :].split()) <= 2:
            yield Code(*match.span(), "meeting", match.start())
    yield from numbers(text, allowed)
    yield from _after_labels(text)


def numbers(text: str, allowed: frozenset[str]) -> Iterator[Code]:
    """Phone and meeting numbers."""
    meeting = bool(_MEETING_LABEL.search(fold(text)))
    text = _READ_AS_LETTERS.sub(lambda match: "0" if match.group() in "Oo" else "1", text)
    for pattern, kind in ((_PHONE, "phone"), (_MEETING_NUMBER, "meeting"), (_LONG_NUMBER, "meeting")):
        for match in pattern.finditer(text):
            if not _allowed(match.group(), allowed) and not _YEARS.fullmatch(match.group()):
                yield Code(*match.span(), "meeting" if meeting else kind, match.start())


def _allowed(number: str, allowed: frozenset[str]) -> bool:
    own = digits(number)
    return own in allowed or (len(own) == 7 and any(phone.endswith(own) for phone in allowed))


def _after_labels(text: str) -> Iterator[Code]:
    folded, places = _folded_with_places(text)
    for label, kind in (*_LABELS, (_BARE_ID, "student-id")):
        for match in label.finditer(folded):
            value = _VALUE.match(folded, match.end())
            if not value:
                continue
            start, end = value.span(value.lastindex or 0)
            signed = value.lastindex != _UNSIGNED
            if _is_value(folded[start:end], signed=signed, alone=end == len(folded), label=label):
                yield Code(places[start], places[end - 1] + 1, kind, places[match.start()])


def _is_value(text: str, *, signed: bool, alone: bool, label: re.Pattern[str]) -> bool:
    if not signed:
        return is_code(text.strip(".,;()"))
    if any(character.isdigit() for character in text):
        return True
    if label is _BARE_ID:
        return False
    return any(character.isalnum() for character in text) and (label is not _USER_LABEL or alone)


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and for each of its characters the index in ``text``."""
    folded: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        for part in fold_character(character) or (" " if character.isspace() else ""):
            folded.append(part)
            places.append(index)
    return "".join(folded), places


def kind_of_label(text: str) -> str | None:
    """What a line that is only a label announces."""
    label = fold(text)
    for pattern, kind in _LABELS:
        match = pattern.search(label)
        if match and len(label) - len(match.group()) <= _REST_OF_LABEL:
            return kind
    return None


def is_code(text: str) -> bool:
    """Whether a text may be a number or a code: one word with a digit in it, or groups of digits.

    No time, date, price, percentage, range, version or school year.
    """
    bare = text.strip()
    return bool(re.fullmatch(r"(?=.*\d)[\w#@!$%&*+.-]{3,20}|\d{2,5}(?:[ -]\d{2,5}){1,3}", bare)) and not re.fullmatch(
        r"\d{1,2}[:.]\d\d|[\d.]+%|[$€]\d[\d.]*|\d+\.\d\d?[$€]?|\d{1,4}[.-]\d{1,2}[.-]\d{1,4}|\d{1,2}-\d{1,2}|\d+(?:st|nd|rd|th)"
        r"|\d+\.?[º°ª]|(?:19|20)\d\d-(?:19|20)\d\d",
        bare,
    )

"""Detect private codes by their form or the label beside them, since no list could contain them all. Pure.

``410-555-0100`` is a phone number by its form; in ``Passcode: 482913`` the label says that a code follows. E-mail addresses,
meeting codes and student numbers are found, too. The patterns tolerate OCR errors: @ read as © or ®, 0 as O, a space before
a dot.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from annotator.privacy import load_words
from annotator.privacy.code_labels import BARE_ID, LABELS, MEETING_LABEL, USER_LABEL
from annotator.text.folding import fold, fold_character, visible

AT: Final = "@©®"
"""The at sign, and the characters that OCR reads in its place."""
_ADDRESS: Final = re.compile(
    rf"[\w.+-]+(?:@[\w-]+| ?[{AT}] ?[\w-]+(?= ?\. ?[A-Za-z]{{2,}}))(?:\.[\w-]{{2,}}| ?\. ?[a-z][a-z0-9-]+)*"
    r"(?:,(?:com|org|net|edu|mx)\b)?(?:\.{2,}|…)?"
)
_LOST_AT: Final = re.compile(r"[\w.+-]{2,}\w(?:gmail|hotmail|outlook|yahoo|icloud) ?\. ?com\b", re.IGNORECASE)
"""An address whose @ was lost or misread as a letter: "ana.riosQgmail.com"."""
_SPELT_AT: Final = re.compile(
    r"[\w.+-]+ ?(?:[(\[](?:at|arroba)[)\]]| arroba ) ?[\w-]+(?: ?(?:\.| punto |[(\[](?:dot|punto)[)\]]) ?[a-z]{2,})+",
    re.IGNORECASE,
)
_CUT_ADDRESS: Final = re.compile(
    r"(?<![\w./@-])(?!www)[a-z0-9_]+(?:[._-](?!(?:com|org|net|edu|gov|gob|mx|us)\b)[a-z0-9_]+)+[._-]?(?:\.{2,}|…)(?!\w)"
)
"""A long address truncated in a list: "rosa.maria.gonz…"."""
_LINK: Final = re.compile(
    r"(?:zoom\.\w+/(?:j|my|w|s)/|meet\.google\.com/|teams\.\w+\.com/\S*?meet\S*?/|webex\.com/(?:meet|join)/"
    r"|classroom\.google\.com/\S*?c/|chat\.whatsapp\.com/|[?&](?:pwd|cjc)=)(\S*)",
    re.IGNORECASE,
)
"""A link to a meeting or class; its group is the part that identifies it."""
_PHONE_LINK: Final = re.compile(r"(?:wa\.me/|whatsapp\.com/send/?\?phone=|\btel:)(\+?\d+)", re.IGNORECASE)
"""A link to a phone, "wa.me/14105550100"; its group is the number."""
_MEET_CODE: Final = re.compile(
    r"(?<![\w-])[a-z]{3}-(?!time|step|year|week|hour|term|free|half|page|size|work|long)[a-z]{4}-[a-z]{3}(?![\w-])"
)
"""The code of a meeting in Google Meet, "abc-defg-hij", but not "one-page-set"."""
_PHONE: Final = re.compile(
    r"""(?<![\d/=.,:])(?:
        \+\ ?\d[\d\ ().-]{6,16}\d              # with a country code
        | (?:\d{1,2}[ .-]?)?\(?\d{3}\)?[ ./-]{0,2}\d{3}[ .-]?\d{4}   # 410-555-0100, (410) 555 0100
        | \d{3}/\d{3}/\d{4} | \(?\d{3}\)?[ ]-[ ]\d{3}[ ]-[ ]\d{4}
        | \(?\d{3}\)?[ ]\d{2}[ ]\d[ ]\d{2}[ ]\d{2}    # 951 51 5 01 00
        # 55 1234 5678, (502) 5555-0100; 951 555 01 00, 55 55 55 01 00
        | (?:0\d{1,2}[ ](?:\d{2}[ ])?)?(?:\(\d{2,3}\)[ ]?|\d{2}[ .-])\d{4}[ .-]\d{4}
        | (?!192\.168|10[ .])(?:0\d{1,2}[ ])?\d{2,3}(?P<gap>[ .-])\d{2,4}(?:(?P=gap)\d{2}){2,3}
        | \d{3}[ ]\d{2}[ ]\d{5}              # 951 55 50100
        | \d{3}[.-]\d{4}                       # 555-0100
        | \d{4}[ -]\d{4}                       # 5555-0100
    )(?:,{1,2}\*?\d{3,}\#?|,?[ ](?:ext|x|int)\b\.?[ ]?\d{1,6})?(?![\d/]|[.,:-]\d)""",
    re.VERBOSE,
)
_SHORT_PHONE: Final = re.compile(r"\d{3} \d{4}")
"""A number without area code, where it is the whole text."""
_DOTS: Final = re.compile(r"(?<=\d)[•·∙](?=\d)")
"""The marks that OCR reads for a dot between digits."""
_YEARS: Final = re.compile(r"(?:19|20)\d\d[ -](?:19|20)\d\d")
"""A school year, "2026-2027", which has the form of a phone number."""
_MEETING_NUMBER: Final = re.compile(r"(?<![\d/=.,:-])\d{3}[ -]?\d{3,4}[ -]?\d{3,4}(?![\d/]|[.,:-]\d)")
"""The number of a meeting, "845 1234 5678"."""
_LONG_NUMBER: Final = re.compile(r"(?<![\d.])\d{9,19}(?!\d)|(?<![\d.,/:-])\d{1,6}(?:[ -]\d{3,6}){3,4}(?![\d.,/:-])")
"""Nine to nineteen digits, or four or five groups, "12 345 678 901"."""
_STUDENT_NUMBER: Final = re.compile(r"(?<![\w-])(?!CP|AM|PM|PO)[A-Z]{1,3}-? ?\d{5,9}(?![\w-])")
"""Capitals and digits: "AB12345"."""
_STATE_NUMBER: Final = re.compile(
    r"(?<![\w-])(?:[A-ZÑ]{4}\d{6}(?:[HMX][A-ZÑ]{5}[A-Z\d]\d|[A-Z\d]{3})|\d{3}-\d{2}-\d{4}|\d{8}-\d)(?![\w-])"
)
"""CURP and RFC of Mexico, social security numbers of the US, DUI of El Salvador."""
_MISREAD_DIGITS: Final = re.compile(r"(?<=\d)[OolI](?=[\d-])|(?<=\d-)[OolI](?=\d)")
"""0 read as O, and 1 read as l or I, between digits and hyphens."""

_VALUE: Final = re.compile(
    r"(?: [^\W\d_.]+){0,3}? ?[:#=]+ ?(?!required|requerid|obligat|optional|opcional|\d{1,2} (?:digit|char|caract|letr))"
    r"(\S+(?: \d+#?)*)"  # any word after a colon and the like
    r"|(?: [^\W\d_.]+){0,3}? (?:is|es) (?!(?:required|requerid|obligat|necesari|optional|opcional|(?:in)?correct|wrong"
    r"|invalid|not |no |case|hidden|visible|too |very|muy|the |your |la |el |su |una? |an? |on |in |for |para ))(\S+(?: \d+#?)*)"
    r"| ?((?=\S*\d)\S{3,}(?: \d+#?)*)"  # otherwise a word with a digit in it
)
"""The value after its label."""
_BARE_VALUE: Final = 3
"""The group of a value without a colon or a verb before it."""
_CODE_FIRST: Final = re.compile(
    r"(?<![\w.,:/$-])(?:[a-z]-)?(\d{3}[ -]\d{3}|\d{4,8})(?= (?:is|es|as|como|para|to)\b.{0,40}?(?:code|codigo|clave|pin\b))"
)
"""A code before the words that announce it: "482913 is your code"."""
_FORMS: Final = (
    (_ADDRESS, "email"),
    (_LOST_AT, "email"),
    (_SPELT_AT, "email"),
    (_CUT_ADDRESS, "email"),
    (_STUDENT_NUMBER, "student-id"),
    (_STATE_NUMBER, "student-id"),
)
_NOT_PASSWORDS: Final = load_words("not_passwords")
"""Words next to a password field that are not passwords."""


@dataclass(frozen=True, slots=True)
class Code:
    """A private code in a text: in ``Passcode: 482913`` it is ``Code(start=10, end=16, kind="meeting", cue=0)``.

    Attributes:
        start: the index of the first character.
        end: the index behind the last character.
        kind: email, phone, meeting or student-id.
        cue: the index at which the evidence starts: that of the label, or of the code itself.
    """

    start: int
    end: int
    kind: str
    cue: int


def last_digits(text: str) -> str:
    """The last ten digits in a text, the same for all spellings of a phone number: ``4105550100`` of ``+1 (410) 555-0100``."""
    return "".join(character for character in text if character.isdigit())[-10:]


def find_codes(text: str, allowed: frozenset[str]) -> Iterator[Code]:
    """The codes in a line of text, which may overlap.

    Args:
        text: the line as typed or read.
        allowed: the numbers that may be seen without a label, in the form of ``last_digits`` ("4105550100").
    """
    shown = visible(text)
    for code in _find_codes(shown.text, allowed):
        start, end = shown.span(code.start, code.end)
        yield Code(start, end, code.kind, shown.span(code.cue, code.cue + 1)[0])


def _find_codes(text: str, allowed: frozenset[str]) -> Iterator[Code]:
    """The codes in a text without invisible characters."""
    text = _DOTS.sub(".", text.translate({ord(dash): "-" for dash in "‐‑–—−"}))
    for pattern, kind in _FORMS:
        for match in pattern.finditer(text):
            yield Code(*match.span(), kind, match.start())
    for match in _LINK.finditer(text):
        if match.group(1):
            yield Code(*match.span(1), "meeting", match.start())
    for match in _PHONE_LINK.finditer(text):
        if not _is_allowed(match.group(1), allowed):
            yield Code(*match.span(1), "phone", match.start())
    for match in _MEET_CODE.finditer(text):
        if len(text[: match.start()].split()) + len(text[match.end() :].split()) <= 2:
            yield Code(*match.span(), "meeting", match.start())
    yield from find_numbers(text, allowed)
    yield from _find_labelled_codes(text)


def find_numbers(text: str, allowed: frozenset[str]) -> Iterator[Code]:
    """The phone, meeting and other long numbers in a line of text, except school years and ``allowed`` ones ("4105550100")."""
    meeting = bool(MEETING_LABEL.search(fold(text)))
    text = _MISREAD_DIGITS.sub(lambda match: "0" if match.group() in "Oo" else "1", text)
    for pattern, kind in ((_PHONE, "phone"), (_MEETING_NUMBER, "meeting"), (_LONG_NUMBER, "meeting")):
        for match in pattern.finditer(text):
            if not _is_allowed(match.group(), allowed) and not _YEARS.fullmatch(match.group()):
                yield Code(*match.span(), "meeting" if meeting else kind, match.start())
    if (alone := _SHORT_PHONE.fullmatch(text.strip())) and not _is_allowed(alone.group(), allowed):
        yield Code(0, len(text), "phone", 0)


def _is_allowed(number: str, allowed: frozenset[str]) -> bool:
    """Whether a number may be seen, also without its area code."""
    digits = last_digits(number)
    return digits in allowed or (len(digits) == 7 and any(phone.endswith(digits) for phone in allowed))


def _find_labelled_codes(text: str) -> Iterator[Code]:
    """Codes with a label on the same line, before or after them."""
    folded, indices = _fold_with_indices(text)
    for match in _CODE_FIRST.finditer(folded):
        yield Code(indices[match.start(1)], indices[match.end(1) - 1] + 1, "meeting", indices[match.start()])
    for label, kind in (*LABELS, (BARE_ID, "student-id")):
        for match in label.finditer(folded):
            value = _VALUE.match(folded, match.end())
            if not value:
                continue
            start, end = value.span(value.lastindex or 0)
            announced = value.lastindex != _BARE_VALUE
            if _is_value(folded[start:end], announced=announced, alone=end == len(folded), label=label):
                yield Code(indices[start], indices[end - 1] + 1, kind, indices[match.start()])


def _is_value(text: str, *, announced: bool, alone: bool, label: re.Pattern[str]) -> bool:
    """Whether a text after a label is its value; ``announced`` by a colon or a verb, ``alone`` at the end of its line."""
    if not announced:
        return is_code(text.strip(".,;()"))
    if any(character.isdigit() for character in text):
        return True
    if label is BARE_ID:
        return False
    return any(character.isalnum() for character in text) and (label is not USER_LABEL or alone)


def _fold_with_indices(text: str) -> tuple[str, list[int]]:
    """The folded text, and the index in ``text`` of each folded character: ``("nino", [0, 1, 2, 3])`` for ``Niño``."""
    folded: list[str] = []
    indices: list[int] = []
    for index, character in enumerate(text):
        for part in fold_character(character) or (" " if character.isspace() else ""):
            folded.append(part)
            indices.append(index)
    return "".join(folded), indices


def is_password(text: str) -> bool:
    """Whether a text may be a password or a user name: a word of 4 to 24 characters, neither spelled like a button nor known."""
    bare = text.strip()
    unlike_button = bare[:1].islower() or (any(letter.isupper() for letter in bare[1:]) and not bare.isupper())
    return bool(re.fullmatch(r"[\w.@#!$%&*+-]{4,24}", bare)) and unlike_button and fold(bare) not in _NOT_PASSWORDS


def is_code(text: str) -> bool:
    """Whether a text may be a number or a code: a word of 3 to 20 characters with a digit in it, or groups of digits.

    Times (10:30), dates, prices, percentages, short ranges (5-12), ordinals, versions (1.2.3) and school years are none.
    """
    bare = text.strip()
    return bool(
        re.fullmatch(r"(?=.*\d)[\w#@!$%&*+.-]{3,20}|\d{1,6}(?:[ -]\d{2,6}){1,4}#?|\d(?: \d){3,9}", bare)
    ) and not re.fullmatch(
        r"\d{1,2}[:.]\d\d|[\d.]+%|[$€]\d[\d.]*|\d+\.\d\d?[$€]?|\d{1,4}[. -]\d{1,2}[. -]\d{1,4}|\d{1,2}-\d{1,2}|\d+(?:st|nd|rd|th)"
        r"|\d+\.?[º°ª]|(?:19|20)\d\d-(?:19|20)\d\d",
        bare,
    )

"""Detect private data (PII) in the texts of a screenshot, also where it spreads over several lines. Pure.

``annotator.privacy`` detects it within one line: codes by their form, names and hidden texts by their lists. This module adds
data that is broken at the end of a line, and ``labelled_codes`` the values of labels::

    Write to guadalupe.rios@       an address, a number, a link or a name in two lines
    example.org

    Meeting ID                     a label above or beside its value
    845 1234 5678

Recall matters more than precision: staff see a wrong cover on the review sheet, and can undo it with ``show:``, but
private data that is missed leaves the school.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Final

from annotator.model import Box, Redaction, TextLine
from annotator.privacy import codes
from annotator.privacy.matcher import Match, Matcher
from annotator.privacy.private_texts import Privacy
from annotator.screen import boxes
from annotator.screen.labelled_codes import find_labelled_codes
from annotator.screen.locate.passages import is_sideways, span_box

EMPTY_MATCHER: Final = Matcher(Privacy())
_AT: Final = re.compile(rf"[{codes.AT}]")
_ADDRESS_START: Final = re.compile(rf"[\w.+-]*[{codes.AT}]?[\w.-]*$")
"""A possible start of an e-mail address at the end of a line."""
_ADDRESS_REST: Final = re.compile(rf"[{codes.AT}]?[\w.+-]+(?:[{codes.AT}][\w.-]+)?")
"""A possible rest of an e-mail address at the start of the next line."""
_DOMAIN: Final = re.compile(rf"[{codes.AT}][\w.-]*\.[a-z]{{2,}}$", re.IGNORECASE)
_MAX_DOMAIN_END: Final = 4
"""Maximum number of letters of what may end an address without a dot in it: "org", "com"."""
_MIN_WHOLE_NUMBER: Final = 9
"""Minimum number of digits of a whole number; fewer may be the rest of a broken one."""
_OPEN_LINK: Final = re.compile(r"(?:zoom\.us|meet\.google\.com|teams\.\w+\.com|[?&]pwd=)\S*$", re.IGNORECASE)
"""A meeting link at the end of a line: "zoom.us/j/845123"."""
_REST_OF_LINK: Final = re.compile(r"(?=\S*[\d?&=/_-])\S{2,}|\S{12,}")
"""A first word that may go on with a link: "45678?pwd=a1", or a long one."""


def find_pii(texts: Sequence[TextLine], matcher: Matcher = EMPTY_MATCHER) -> tuple[Redaction, ...]:
    """Detect private data among ``texts``. Returns redactions from top to bottom; none is inside another.

    Args:
        texts: all lines of text on a screenshot.
        matcher: the matcher of private words: the names of the roster, the texts that the script hides, and the phone numbers
            that are public.
    """
    public_phones = frozenset(codes.last_digits(phone) for phone in matcher.privacy.phones)
    found: list[Redaction] = []
    for line in texts:
        found_codes = codes.find_codes(line.text, public_phones)
        found += [Redaction(_padded_box(line, code.start, code.end), code.kind) for code in found_codes]
        matches = matcher.matches(line.text)
        found += [_redaction_of(match, _padded_box(line, match.start, match.end)) for match in matches]
    found += find_labelled_codes(texts)
    for upper, lower in permutations(texts, 2):
        if _continues(upper.box, lower.box):
            found += _find_broken(upper, lower, public_phones, matcher)
    found += _find_broken_links(texts)
    return _drop_nested(found)


def _padded_box(line: TextLine, start: int, end: int) -> Box:
    """The box of part of a line, with half of each space beside it, since OCR positions are only roughly right.

    Of a text on its side, it is the whole box.
    """
    box = span_box(line, start, end)
    if is_sideways(line):
        return box
    before = span_box(line, start - 1, start).w if start > 0 and line.text[start - 1] == " " else 0
    after = span_box(line, end, end + 1).w if end < len(line.text) and line.text[end] == " " else 0
    return Box(box.x - before // 2, box.y, box.w + before // 2 + after // 2, box.h)


def _drop_nested(found: Sequence[Redaction]) -> tuple[Redaction, ...]:
    """Drop redactions inside others, and sort the rest from top to bottom."""
    kept: list[Redaction] = []
    for item in sorted(found, key=lambda item: -item.box.area):
        if not any(boxes.contains(other.box, item.box) for other in kept):
            kept.append(item)
    return tuple(sorted(kept, key=lambda item: (item.box.y, item.box.x)))


def _continues(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` may be the next line of the same text: close below, of similar height, hardly indented or centred."""
    height = max(upper.h, lower.h)
    gap = lower.y - upper.bottom
    is_close = -0.5 * height < gap < height and lower.y > upper.y
    is_sized = 0.55 < upper.h / lower.h < 1.8
    shares_columns = lower.x < upper.right and upper.x < lower.right
    is_aligned = lower.x - upper.x < 1.5 * height or abs(upper.center_x - lower.center_x) < height
    return is_close and is_sized and shares_columns and is_aligned


def _redaction_of(match: Match, box: Box) -> Redaction:
    """The cover of a private text, with the example of its ``hide:`` line."""
    return Redaction(box, "chosen", match.example) if match.kind == "hidden" else Redaction(box, "name")


def _find_broken(
    upper: TextLine, lower: TextLine, public_phones: frozenset[str], matcher: Matcher
) -> Iterator[Redaction]:
    """Find private data that starts on line ``upper`` and continues, or has its value, on line ``lower``."""
    separator = "" if upper.text.endswith("-") else " "
    joined = upper.text + separator + lower.text
    upper_end, lower_start = len(upper.text), len(upper.text) + len(separator)
    address = _find_broken_address(upper.text, lower.text)
    if address:
        yield from _redact_both(upper, lower, *address, "email")

    has_whole_number = _has_whole_number(upper.text, lower.text)
    for code in codes.find_codes(joined, public_phones):
        if not code.cue < upper_end < code.end - len(separator):
            continue  # within one of the lines
        if code.start >= lower_start:  # after a label that ends the upper line
            if any(character.isdigit() for character in joined[code.start : code.end]):
                yield Redaction(_padded_box(lower, code.start - lower_start, code.end - lower_start), code.kind)
        elif code.kind in ("phone", "meeting") and not has_whole_number:
            yield from _redact_both(upper, lower, code.start, code.end - lower_start, code.kind)

    for match in matcher.matches(joined):
        if match.start < upper_end < match.end - len(separator):
            yield _redaction_of(match, _padded_box(upper, match.start, upper_end))
            # The example is only written on the first of the two lines.
            yield replace(_redaction_of(match, _padded_box(lower, 0, match.end - lower_start)), example=None)


def _redact_both(upper: TextLine, lower: TextLine, start: int, end: int, kind: str) -> Iterator[Redaction]:
    """Cover the end of the upper line from ``start``, and the beginning of the lower one up to ``end``."""
    yield Redaction(_padded_box(upper, start, len(upper.text)), kind)
    yield Redaction(_padded_box(lower, 0, end), kind)


def _has_whole_number(upper: str, lower: str) -> bool:
    """Whether there is a complete number at the end of ``upper`` or the start of ``lower``, so that none is broken."""
    numbers = [upper[code.start :] for code in codes.find_numbers(upper, frozenset()) if code.end == len(upper)]
    numbers += [lower[: code.end] for code in codes.find_numbers(lower, frozenset()) if code.start == 0]
    return any(len(codes.last_digits(number)) >= _MIN_WHOLE_NUMBER for number in numbers)


def _find_broken_address(upper: str, lower: str) -> tuple[int, int] | None:
    """The start in ``upper`` and the end in ``lower`` of an e-mail address broken across both lines, or None."""
    start = _ADDRESS_START.search(upper)
    rest = _ADDRESS_REST.match(lower)
    if start is None or rest is None or not start.group():
        return None
    before, after = start.group(), rest.group()
    if _AT.match(after):
        broken = len(after) > 1
    elif _AT.search(before):
        only_handle = _AT.match(before)  # "@ana" is no address
        ends = "." in after.rstrip(".") or (len(after) <= _MAX_DOMAIN_END and not only_handle)
        is_unfinished = before[-1] in f"{codes.AT}.-" or (not _DOMAIN.search(before) and ends)
        broken = is_unfinished and not _AT.search(after)
    else:
        # "guadalupe.rios." and "familia@example.org": what precedes the break is no word.
        broken = bool(_AT.search(after)) and before[-1] in "._-"
    return (start.start(), rest.end()) if broken else None


def _find_broken_links(texts: Sequence[TextLine]) -> Iterator[Redaction]:
    """Find the rest of meeting links, up to its first space, on the lines below them."""
    rests = [line for line in texts if _REST_OF_LINK.fullmatch(line.text.split(" ")[0])]
    for line in texts:
        upper: TextLine | None = line if _OPEN_LINK.search(line.text) else None
        while upper is not None:
            lower = next((line for line in rests if _continues(upper.box, line.box)), None)
            if lower is None:
                break
            first_word = lower.text.split(" ")[0]
            yield Redaction(_padded_box(lower, 0, len(first_word)), "meeting")
            upper = lower if first_word == lower.text else None

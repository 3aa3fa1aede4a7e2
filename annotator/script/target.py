"""Read and write targets: the text, icon, point or box on the screenshot that a line of a script points at.

People write the word on the button without any syntax. What looks like a picture's file, a point or a box is taken for one::

    - tap: Join | Unirse          a text, with its wordings on screens in different languages
    - tap: Join #2                the second place on the screen with that text
    - tap: mic.png                an icon
    - tap: 50% 30%                a point, from the left and from the top
    - look: 10% 40% 80% 7%        a box: left, top, width and height
    - tap: "mic.png"              quotes make anything a text
    - hide: Ana García = Luna     with an invented example that is written in its place
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotator.model import BoxTarget, IconTarget, PointTarget, Target, TextTarget
from annotator.script.file_names import PICTURES, suffix
from annotator.script.problems import BadValueError

QUOTES = {'"': '"', "“": "”", "«": "»", "”": "”"}
"""Opening quote → closing quote. A closing quote within the text is doubled."""

MAX_TARGET_CHARS = 1_000
"""Most characters in a target, with its alternatives and its example."""

_NUMBER = r"-?\d{1,4}(?:[.,]\d{1,20})?"
_PERCENTS = re.compile(rf"\s*{_NUMBER}\s*%?(?:[\s,;]+{_NUMBER}\s*%?)*\s*", re.ASCII)
"""Numbers as of a point or box, perhaps too many or few, or without their signs: ``50% 30%``, ``12,5; 40``."""
_OCCURRENCE = re.compile(r"#(\d{1,4})", re.ASCII)
_NUMBERED = re.compile(r"(.*\S)\s+#(\d{1,4})", re.ASCII)
_BAR = re.compile(r"\|")
_BAR_OR_EQUALS = re.compile(r"\||(?:^|\s)=(?=\s|$)")


def parse_target(value: str) -> Target:
    """The target that ``value`` names; doesn't check that an icon's file exists. Raises BadValueError."""
    return _make_target(_split_wordings(value).wordings)


def parse_hide(value: str) -> tuple[Target, str | None]:
    """The target and the invented example of ``Ana Luz = Luna``; None without an example. Raises BadValueError."""
    alternatives = _split_wordings(value, has_example=True)
    target = _make_target(alternatives.wordings)
    if alternatives.example == "":
        raise BadValueError(
            "There is nothing after the =.", 'Write an invented example, for instance "= Luna", or take the = away.'
        )
    return target, alternatives.example


def parse_wordings(value: str) -> tuple[str, ...]:
    """The wordings: ``("Join", "Unirse")`` of ``Join | "Unirse"``. Raises BadValueError, also for a number behind quotes."""
    wordings = _split_wordings(value).wordings
    for wording in wordings:
        if wording.quoted and wording.number is not None:
            raise _after_quote(f"#{wording.number}")
    return tuple(
        wording.text if wording.number is None else f"{wording.text} #{wording.number}" for wording in wordings
    )


def write_target(target: Target) -> str:
    """The target as a script has it; `parse_target` reads back what it could have read."""
    match target:
        case TextTarget(wordings, occurrence):
            text = " | ".join(write_wording(wording) for wording in wordings)
            return f"{text} #{occurrence}" if occurrence else text
        case IconTarget(file, occurrence):
            return f"{file} #{occurrence}" if occurrence else file
        case PointTarget(x, y):
            return f"{format_number(x)}% {format_number(y)}%"
        case BoxTarget(left, top, width, height):
            return f"{format_number(left)}% {format_number(top)}% {format_number(width)}% {format_number(height)}%"


def write_wording(text: str) -> str:
    """One wording, in quotes if it would be read as something else without them, or looks like it: ``"50%"``, ``"#2"``."""
    looks_special = _OCCURRENCE.fullmatch(text) or ("%" in text and _PERCENTS.fullmatch(text))
    if _reads_as_itself(text) and not looks_special:
        return text
    opening = next((mark for mark, closing in QUOTES.items() if closing not in text), '"')
    closing = QUOTES[opening]
    return f"{opening}{text.replace(closing, closing * 2)}{closing}"


def _reads_as_itself(text: str) -> bool:
    """Whether a line with this text alone, even if it may have an example, points at just this text."""
    try:
        return parse_hide(text) == (TextTarget((text,)), None)
    except BadValueError:
        return False


def format_number(value: float) -> str:
    """A number without exponent and trailing zeros: ``12.5``, ``50``."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_number(text: str) -> float:
    """A number with a decimal point or, as in Spanish, a comma. Raises ValueError."""
    return float(text.replace(",", "."))


@dataclass(frozen=True, slots=True)
class _Wording:
    """One of the alternatives of a target: ``"50%" #2`` is ``_Wording("50%", "2", quoted=True)``.

    Attributes:
        text: the words without their quotes and number.
        number: the digits behind the ``#``, or None.
        quoted: whether quotes were taken away.
    """

    text: str
    number: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Alternatives:
    """The wordings of a line, and the example behind its ``=``; None without one."""

    wordings: Sequence[_Wording]
    example: str | None = None


def _make_target(wordings: Sequence[_Wording]) -> Target:
    """The target that the wordings name. Raises BadValueError."""
    first, *others = wordings
    if others or first.quoted:
        return _make_text_target(wordings)
    if suffix(first.text) in PICTURES:
        return IconTarget(first.text, _parse_occurrence(first.number))
    point_or_box = None if first.number else _parse_point_or_box(first.text)
    return point_or_box or _make_text_target(wordings)


def _parse_occurrence(digits: str | None) -> int | None:
    if digits is None:
        return None
    if int(digits) == 0:
        raise BadValueError("There is no #0.", "Count from 1: #1 is the topmost.")
    return int(digits)


def _parse_point_or_box(text: str) -> PointTarget | BoxTarget | None:
    """The point or box that a text with percentages names, or None for a text on a screen. Raises BadValueError."""
    if "%" not in text or not _PERCENTS.fullmatch(text):
        return None
    numbers = [parse_number(found) for found in re.findall(_NUMBER, re.sub(r",(?=\s)", " ", text), re.ASCII)]
    if len(numbers) == 1 and numbers[0] >= 0:
        return None  # screens show "50%", too
    if len(numbers) not in (2, 4) or text.count("%") != len(numbers):
        raise BadValueError(
            "{text} is neither a point nor a box.",
            "A point has two numbers, for instance 50% 30%; a box has four: left, top, width and height, "
            "for instance 10% 40% 80% 7%.",
            text=text,
        )
    x, y, width, height = numbers if len(numbers) == 4 else (*numbers, 0.0, 0.0)
    if len(numbers) == 4 and 0 in (width, height):
        message = "The box {text} has no area."
        remedy = "Its last two numbers are its width and its height: write more than 0 for both."
        raise BadValueError(message, remedy, text=text)
    if min(numbers) < 0 or x + width > 100 or y + height > 100:
        raise BadValueError(
            "{text} is not within the picture.",
            "Measure from the top left: first how far to the right, then how far down, up to 100%; of a box then its width "
            "and its height.",
            text=text,
        )
    return PointTarget(x, y) if len(numbers) == 2 else BoxTarget(x, y, width, height)


def _make_text_target(wordings: Sequence[_Wording]) -> TextTarget:
    """The text target with these wordings. Raises BadValueError for an icon among them, for #0, and for different numbers.

    The number is behind the last wording; if it is behind others, too, it is the same.
    """
    for wording in wordings:
        if not wording.quoted and suffix(wording.text) in PICTURES:
            message = "{wording} is an icon, and an icon must be alone on its line."
            remedy = (
                'Take the rest of the line away; if the screen shows this as a text, write it in quotes: "{wording}".'
            )
            raise BadValueError(message, remedy, wording=wording.text)
    texts = tuple(wording.text for wording in wordings)
    occurrences = [_parse_occurrence(wording.number) for wording in wordings]
    if len(set(occurrences)) > 1 and any(occurrences[:-1]):
        message = "The wordings have different numbers."
        remedy = "Write the number once, at the end: {wordings} | … #2."
        raise BadValueError(message, remedy, wordings=texts[0])
    return TextTarget(texts, occurrences[-1])


def _split_wordings(value: str, *, has_example: bool = False) -> _Alternatives:
    """The wordings of ``Ana | "Luz" #2 = Luna``, and the example "Luna"; without ``has_example``, ``=`` has no meaning.

    A bar or an equals sign belongs to the text if it is inside quotes that begin a wording, and so does ``=`` without a space
    on each side.
    """
    if len(value) > MAX_TARGET_CHARS:  # also bounds the searches below, which start again after each bar
        raise BadValueError("This is far too long for a text on a screen.", "A few words of the text are enough.")
    wordings: list[_Wording] = []
    rest = value.strip()
    while True:
        quote_end = _find_quote_end(rest) if rest[:1] in QUOTES else 0
        separator = (_BAR_OR_EQUALS if has_example else _BAR).search(rest, quote_end)
        typed = rest[: separator.start()].strip() if separator else rest
        at_example = separator is not None and separator[0] != "|"
        if at_example and not typed:
            raise BadValueError(
                "There is nothing before the =.", 'Write what to hide, for instance "Ana García = Luna".'
            )
        wordings.append(_parse_wording(typed, quote_end))
        if separator is None:
            return _Alternatives(wordings)
        rest = rest[separator.end() :].strip()
        if at_example:
            return _Alternatives(wordings, rest)


def _parse_wording(typed: str, quote_end: int) -> _Wording:
    """One wording; the quote at its beginning ends at ``quote_end``, 0 without one. Raises BadValueError."""
    if quote_end:
        text, after_quote = _unquote(typed[:quote_end]), typed[quote_end:].strip()
        numbered = _OCCURRENCE.fullmatch(after_quote)
        if after_quote and not numbered:
            raise _after_quote(after_quote)
        wording = _Wording(text, numbered and numbered[1], quoted=True)
    else:
        numbered = _NUMBERED.fullmatch(typed)
        wording = _Wording(numbered[1], numbered[2], quoted=False) if numbered else _Wording(typed, None, quoted=False)
    if not wording.text:
        raise BadValueError("A wording is empty.", 'Between "|" there must be words, for instance Join | Unirse.')
    return wording


def _after_quote(text: str) -> BadValueError:
    """The error for what must not be behind a closing quote."""
    message = "After the closing quote comes {after_quote}."
    remedy = "Move it inside the quotes, or put other quotes around the whole: «…»."
    return BadValueError(message, remedy, after_quote=text)


def _find_quote_end(text: str) -> int:
    """The index just after the quote that closes the one at the start of ``text``. Raises BadValueError if none does."""
    closing = QUOTES[text[0]]
    at = 1
    while (at := text.find(closing, at)) >= 0:
        if text[at + 1 : at + 2] != closing:
            return at + 1
        at += 2
    message = "The quote {text} is not closed."
    remedy = "Write {closing} after the last word; if the quote belongs to the text, put other quotes around: «…»."
    raise BadValueError(message, remedy, text=text[0], closing=closing)


def _unquote(text: str) -> str:
    closing = QUOTES[text[0]]
    return text[1:-1].replace(closing * 2, closing)

"""Read and write targets: the text, icon, point or box on the screenshot that a line of a script points at.

A target is a text unless it can be nothing else, so that people write the word on the button without any syntax::

    - tap: Join | Unirse          a text, with its wordings on screens in different languages
    - tap: Join #2                the second place on the screen with that text
    - tap: mic.png                an icon
    - tap: 50% 30%                a point, from the left and from the top
    - look: 10% 40% 80% 7%        a box: left, top, width and height
    - tap: "50%"                  quotes make anything a text
    - hide: Ana García = Luna     with an invented example that is written in its place
"""

import re
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
_OCCURRENCE = re.compile(r"#(\d{1,4})", re.ASCII)
_NUMBERED = re.compile(r"(.*\S)\s+#(\d{1,4})", re.ASCII)
_EQUALS = re.compile(r"(?:^|\s)=(?=\s|$)")


def parse_target(value: str) -> Target:
    """The target that ``value`` names; doesn't check that an icon's file exists. Raises BadValueError."""
    target, _ = _parse_with_example(value, has_example=False)
    return target


def parse_hide(value: str) -> tuple[Target, str | None]:
    """The target and the invented example of ``Ana Luz = Luna``; None without an example. Raises BadValueError."""
    target, example = _parse_with_example(value, has_example=True)
    if example == "":
        raise BadValueError(
            "There is nothing after the =.", 'Write an invented example, for instance "= Luna", or take the = away.'
        )
    return target, example


def parse_wordings(value: str) -> tuple[str, ...]:
    """The wordings: ``("Join", "Unirse")`` of ``Join | "Unirse"``. Raises BadValueError."""
    wordings, _ = _split_wordings(value, has_example=False)
    return tuple(wording.text for wording in wordings)


def write_target(target: Target) -> str:
    """The target as a script has it; `parse_target` reads it back."""
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
    """One wording, in quotes if it would be read as something else without them."""
    plain = (
        text == text.strip()
        and text
        and text[0] not in QUOTES
        and "|" not in text
        and not re.search(r"(?:^|\s)#\d+$", text, re.ASCII)
        and not _EQUALS.search(text)
        and not ("%" in text and _PERCENTS.fullmatch(text))
        and suffix(text) not in PICTURES
    )
    if plain:
        return text
    opening = next((mark for mark, closing in QUOTES.items() if closing not in text), '"')
    closing = QUOTES[opening]
    return f"{opening}{text.replace(closing, closing * 2)}{closing}"


def format_number(value: float) -> str:
    """A number without exponent and trailing zeros: ``12.5``, ``50``."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_number(text: str) -> float:
    """A number with a decimal point or, as in Spanish, a comma. Raises ValueError."""
    return float(text.replace(",", "."))


@dataclass(frozen=True, slots=True)
class _Wording:
    """One of the alternatives of a target: ``"50%"`` is ``_Wording("50%", quoted=True)``.

    Attributes:
        text: the words without their quotes; with them if an occurrence (``#2``) follows.
        quoted: whether quotes were taken away.
    """

    text: str
    quoted: bool


def _parse_with_example(value: str, *, has_example: bool) -> tuple[Target, str | None]:
    """The target that a value names, and its example if it may have one. Raises BadValueError."""
    wordings, example = _split_wordings(value, has_example=has_example)
    first, *others = wordings
    if not others and not first.quoted:
        icon = _parse_icon(first.text)
        if icon is not None:
            return icon, example
        point_or_box = _parse_point_or_box(first.text)
        if point_or_box is not None:
            return point_or_box, example
    return _parse_text_target(wordings), example


def _parse_icon(text: str) -> IconTarget | None:
    """The icon that ``mic.png`` or ``mic.png #2`` names, or None for anything else. Raises BadValueError for #0."""
    match = _NUMBERED.fullmatch(text)
    file = match[1] if match else text
    if suffix(file) not in PICTURES or file[0] in QUOTES:
        return None
    return IconTarget(file, _parse_occurrence(match[2]) if match else None)


def _parse_occurrence(digits: str) -> int:
    if int(digits) == 0:
        raise BadValueError("There is no #0.", "Count from 1: #1 is the topmost.")
    return int(digits)


def _parse_point_or_box(text: str) -> PointTarget | BoxTarget | None:
    """The point or box that a text with percentages names, or None for a text on a screen."""
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
    inside = min(numbers) >= 0 and x + width <= 100 and y + height <= 100
    if not inside or (len(numbers) == 4 and 0 in (width, height)):
        raise BadValueError(
            "{text} is not within the picture.",
            "Measure from the top left: first how far to the right, then how far down, up to 100%; of a box then its width "
            "and its height.",
            text=text,
        )
    return PointTarget(x, y) if len(numbers) == 2 else BoxTarget(x, y, width, height)


def _parse_text_target(alternatives: list[_Wording]) -> TextTarget:
    """The text target with these wordings. Raises BadValueError for an icon among them, and for different numbers."""
    wordings: list[str] = []
    occurrences: list[int | None] = []
    for alternative in alternatives:
        text, quoted = alternative.text, alternative.quoted
        match = None if quoted else _NUMBERED.fullmatch(text)
        wording = match[1] if match else text
        if match and wording[0] in QUOTES:
            wording, quoted = _unquote(wording), True
        if not quoted and suffix(wording) in PICTURES:
            message = "{wording} is an icon, and an icon must be alone on its line."
            remedy = (
                'Take the rest of the line away; if the screen shows this as a text, write it in quotes: "{wording}".'
            )
            raise BadValueError(message, remedy, wording=wording)
        wordings.append(wording)
        occurrences.append(_parse_occurrence(match[2]) if match else None)
    if len(set(occurrences)) > 1 and any(occurrences[:-1]):
        message = "The wordings have different numbers."
        remedy = "Write the number once, at the end: {wordings} | … #2."
        raise BadValueError(message, remedy, wordings=wordings[0])
    return TextTarget(tuple(wordings), occurrences[-1])


def _split_wordings(value: str, *, has_example: bool) -> tuple[list[_Wording], str | None]:
    """The wordings of ``Ana | "Luz" #2 = Luna``, and the example "Luna"; without ``has_example``, ``=`` has no meaning."""
    if len(value) > MAX_TARGET_CHARS:  # also bounds the searches below, which start again after each bar
        raise BadValueError("This is far too long for a text on a screen.", "A few words of the text are enough.")
    wordings: list[_Wording] = []
    rest: str | None = value
    example = None
    while rest is not None:
        first, rest, example = _split_first_wording(rest.strip(), has_example=has_example)
        if not first.text:
            raise BadValueError("A wording is empty.", 'Between "|" there must be words, for instance Join | Unirse.')
        wordings.append(first)
    return wordings, example


def _split_first_wording(text: str, *, has_example: bool) -> tuple[_Wording, str | None, str | None]:
    """The first wording of a text, the rest behind its ``|``, and the example behind ``=``; None for an absent part."""
    # A bar or an equals sign inside quotes belongs to the text.
    quote_end = _find_quote_end(text) if text[:1] in QUOTES else 0
    bar = text.find("|", quote_end)
    equals = _EQUALS.search(text, quote_end) if has_example else None
    rest = example = None
    if equals and (bar < 0 or equals.start() < bar):
        text, example = text[: equals.start()].strip(), text[equals.end() :].strip()
        if not text:
            raise BadValueError(
                "There is nothing before the =.", 'Write what to hide, for instance "Ana García = Luna".'
            )
    elif bar >= 0:
        text, rest = text[:bar].strip(), text[bar + 1 :]
    if not quote_end:
        return _Wording(text, quoted=False), rest, example
    after_quote = text[quote_end:].strip()
    if not after_quote:
        return _Wording(_unquote(text), quoted=True), rest, example
    if not _OCCURRENCE.fullmatch(after_quote):
        message = "After the closing quote comes {after_quote}."
        remedy = "Move it inside the quotes, or put other quotes around the whole: «…»."
        raise BadValueError(message, remedy, after_quote=after_quote)
    return _Wording(f"{text[:quote_end]} {after_quote}", quoted=False), rest, example


def _find_quote_end(text: str) -> int:
    """The index just after the quote that closes the one at the start of ``text``."""
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

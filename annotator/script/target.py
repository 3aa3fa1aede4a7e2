"""Parse and write targets: a text, an icon's file name, a point or a box."""

from __future__ import annotations

import re
from decimal import Decimal

from annotator.model import BoxTarget, IconTarget, PointTarget, Target, TextTarget
from annotator.script.file_names import PICTURES, suffix

QUOTES = {'"': '"', "“": "”", "«": "»", "”": "”"}
"""Opening quote → closing quote. A closing quote within the text is doubled."""

LONGEST = 1_000
"""Most characters in a target, with its alternatives and its example."""

_NUMBER = r"-?\d{1,4}(?:[.,]\d{1,20})?"
_PERCENTS = re.compile(rf"\s*{_NUMBER}\s*%?(?:[\s,;]+{_NUMBER}\s*%?)*\s*", re.ASCII)
_OCCURRENCE = re.compile(r"#(\d{1,4})", re.ASCII)
_EXAMPLE = re.compile(r"(?:^|\s)=(?=\s|$)")


class BadValueError(Exception):
    """A value can't be parsed; ``message`` says what is wrong, ``remedy`` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


def parse_target(value: str) -> Target:
    """The target that ``value`` names; doesn't check that an icon's file exists. Raises BadValueError."""
    target, rest = _parse(value, stop_at_example=False)
    assert rest is None
    return target


def parse_hide(value: str) -> tuple[Target, str | None]:
    """The target and the invented example of ``TARGET = example``. Raises BadValueError."""
    target, example = _parse(value, stop_at_example=True)
    if example == "":
        raise BadValueError(
            "There is nothing after the =.", 'Write an invented example, for instance "= Luna", or take the = away.'
        )
    return target, example


def parse_wordings(value: str) -> tuple[str, ...]:
    """The wordings of ``A | "B"``. Raises BadValueError."""
    pieces, _ = _pieces(value, stop_at_example=False)
    return tuple(text for text, _ in pieces)


def write_target(target: Target) -> str:
    """The target as a script has it; the inverse of `parse_target`."""
    match target:
        case TextTarget(wordings, occurrence):
            text = " | ".join(write_wording(wording) for wording in wordings)
            return f"{text} #{occurrence}" if occurrence else text
        case IconTarget(file):
            return file
        case PointTarget(x, y):
            return f"{number(x)}% {number(y)}%"
        case BoxTarget(left, top, width, height):
            return f"{number(left)}% {number(top)}% {number(width)}% {number(height)}%"


def write_wording(text: str) -> str:
    """One wording, in quotes if it would be read as something else without them."""
    plain = (
        text == text.strip()
        and text
        and text[0] not in QUOTES
        and "|" not in text
        and not re.search(r"(?:^|\s)#\d+$", text, re.ASCII)
        and not _EXAMPLE.search(text)
        and not ("%" in text and _PERCENTS.fullmatch(text))
        and suffix(text) not in PICTURES
    )
    if plain:
        return text
    opening = next((mark for mark, closing in QUOTES.items() if closing not in text), '"')
    closing = QUOTES[opening]
    return f"{opening}{text.replace(closing, closing * 2)}{closing}"


def number(value: float) -> str:
    """A number without exponent and trailing zeros: ``12.5``, ``50``."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal(text: str) -> float:
    """A number with a decimal point or, as in Spanish, a comma."""
    return float(text.replace(",", "."))


def _parse(value: str, *, stop_at_example: bool) -> tuple[Target, str | None]:
    pieces, example = _pieces(value, stop_at_example=stop_at_example)
    (text, in_quotes), *others = pieces
    if not others and not in_quotes:
        if suffix(text) in PICTURES:
            return IconTarget(text), example
        place = _place(text)
        if place is not None:
            return place, example
    return _text(pieces), example


def _place(text: str) -> Target | None:
    if "%" not in text or not _PERCENTS.fullmatch(text):
        return None
    numbers = [decimal(found) for found in re.findall(_NUMBER, re.sub(r",(?=\s)", " ", text), re.ASCII)]
    if len(numbers) == 1 and numbers[0] >= 0:
        return None  # "50%" is a text on a screen
    if len(numbers) not in (2, 4) or text.count("%") != len(numbers):
        raise BadValueError(
            f"{text} is neither a point nor a box.",
            "A point has two numbers, for instance 50% 30%; a box has four: left, top, width and height, "
            "for instance 10% 40% 80% 7%.",
        )
    if min(numbers) < 0 or max(numbers) > 100:
        raise BadValueError(
            f"{text} lies outside of the picture.", "Every number is between 0% and 100%, measured from the top left."
        )
    if len(numbers) == 2:
        return PointTarget(*numbers)
    left, top, width, height = numbers
    if width == 0 or height == 0:
        raise BadValueError(f"The box {text} is empty.", "The third number is its width, the fourth its height.")
    if left + width > 100 or top + height > 100:
        raise BadValueError(
            f"The box {text} reaches beyond the picture.",
            "The third number is its width, the fourth its height: left + width and top + height are 100% at most.",
        )
    return BoxTarget(left, top, width, height)


def _text(pieces: list[tuple[str, bool]]) -> TextTarget:
    wordings: list[str] = []
    numbers: list[int | None] = []
    for text, in_quotes in pieces:
        match = None if in_quotes else re.fullmatch(r"(.*\S)\s+#(\d{1,4})", text, re.ASCII)
        wording = match[1] if match else text
        if match and match[1][0] in QUOTES:
            wording, in_quotes = _unquote(match[1]), True
        if not in_quotes and suffix(wording) in PICTURES:
            raise BadValueError(
                f"{wording} is an icon, and an icon must be alone on its line.",
                f'Take the rest of the line away; if the screen shows this as a text, write it in quotes: "{wording}".',
            )
        wordings.append(wording)
        numbers.append(int(match[2]) if match else None)
    if len(wordings) > 1 and len(set(numbers)) > 1 and any(numbers[:-1]):
        raise BadValueError(
            "The wordings have different numbers.", f"Write the number once, at the end: {wordings[0]} | … #2."
        )
    if numbers[-1] == 0:
        raise BadValueError("There is no #0.", "Count from 1: #1 is the topmost.")
    return TextTarget(tuple(wordings), numbers[-1])


def _unquote(text: str) -> str:
    closing = QUOTES[text[0]]
    return text[1:-1].replace(closing * 2, closing)


def _pieces(value: str, *, stop_at_example: bool) -> tuple[list[tuple[str, bool]], str | None]:
    """``A | "B" #2 = example`` as ``[("A", False), ('"B" #2', False)]`` and ``example``; ``"B"`` alone is ``("B", True)``."""
    if len(value) > LONGEST:  # also bounds the search below, which starts again after each bar
        raise BadValueError("This is far too long for a text on a screen.", "A few words of the text are enough.")
    pieces: list[tuple[str, bool]] = []
    rest: str | None = value
    example = None
    while rest is not None:
        piece, in_quotes, rest, example = _piece(rest.strip(), stop_at_example)
        if not piece:
            raise BadValueError("A wording is empty.", 'Between "|" there must be words, for instance Join | Unirse.')
        pieces.append((piece, in_quotes))
    return pieces, example


def _piece(text: str, stop_at_example: bool) -> tuple[str, bool, str | None, str | None]:
    """The first piece of ``text``, whether all of it is in quotes, what follows its ``|``, and the example after ``=``."""
    end = 0
    if text[:1] in QUOTES:
        end = _closing(text)
    bar = text.find("|", end)
    stop = _EXAMPLE.search(text, end) if stop_at_example else None
    if stop and (bar < 0 or stop.start() < bar):
        piece, rest, example = text[: stop.start()].strip(), None, text[stop.end() :].strip()
        if not piece:
            raise BadValueError(
                "There is nothing before the =.", 'Write what to hide, for instance "Ana García = Luna".'
            )
    elif bar >= 0:
        piece, rest, example = text[:bar].strip(), text[bar + 1 :], None
    else:
        piece, rest, example = text.strip(), None, None
    if not end:
        return piece, False, rest, example
    after = piece[end:].strip()
    if not after:
        return _unquote(piece), True, rest, example
    if not _OCCURRENCE.fullmatch(after):
        raise BadValueError(
            f"After the closing quote comes {after}.",
            "Take it into the quotes, or put other quotes around the whole: «…».",
        )
    return f"{text[:end]} {after}", False, rest, example


def _closing(text: str) -> int:
    """The index just after the quote that closes the one at the start of ``text``."""
    closing = QUOTES[text[0]]
    at = 1
    while (at := text.find(closing, at)) >= 0:
        if text[at + 1 : at + 2] != closing:
            return at + 1
        at += 2
    raise BadValueError(
        f"The quote {text[0]} is not closed.",
        f"Write {closing} after the last word; if the quote belongs to the text, put other quotes around: «…».",
    )

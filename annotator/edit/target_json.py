"""Write and parse targets as the page has them, and check the texts that it sends."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from typing import Any

from annotator.edit.changes import ChangeError
from annotator.messages import Message
from annotator.model import BoxTarget, IconTarget, PointTarget, Target, TextTarget
from annotator.script import BadValueError, parse_target, write_target

_KINDS = {"text": TextTarget, "icon": IconTarget, "point": PointTarget, "box": BoxTarget}
MAX_TEXT = 1_000
"""The most characters in a text that a request has."""
MAX_WORDINGS = 20
_STEP = 0.01
"""Places are rounded to this, in percent."""


def target_row(target: Target) -> dict[str, Any]:
    """A target as the page has it, with its written form as ``label``."""
    kind = next(name for name, own in _KINDS.items() if isinstance(target, own))
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(target).items()}
    return {"kind": kind, **fields, "label": write_target(target)}


def parse_target_row(row: object) -> Target:
    """The inverse of `target_row`; ``label`` is ignored. Raises ChangeError for anything that a script couldn't hold."""
    kind = _KINDS.get(str(row.get("kind"))) if isinstance(row, dict) else None
    if kind is None or not isinstance(row, dict):
        raise malformed("A target is a text, an icon, a point or a box.")
    values = {key: _read(str(key), value) for key, value in row.items() if key not in ("kind", "label")}
    try:
        target: Target = kind(**values)
    except TypeError as error:
        raise malformed("A target of this kind has other fields.") from error
    if isinstance(target, BoxTarget):
        left, top = target.left, target.top
        target = BoxTarget(left, top, _fit(left, target.width), _fit(top, target.height))
    try:
        same = parse_target(write_target(target)) == target
    except BadValueError as bad:
        raise ChangeError(bad.message, bad.remedy) from bad
    if not same:
        raise ChangeError("A script can't hold this target.", "Choose it by its text, or draw a box around it.")
    return target


def check_text(value: object, what: str) -> str:
    """A text of one line without outer spaces. Raises ChangeError if it is none, too long, or has control characters."""
    if not isinstance(value, str):
        raise malformed(Message('"{what}" is a text.', what=what))
    if len(value) > MAX_TEXT:
        raise ChangeError("This text is too long.", "Write at most {max_text} characters.", max_text=f"{MAX_TEXT:,}")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in value):
        raise ChangeError("This text has a line break or a character that no screen can show.", "Type it again.")
    return value.strip()


def malformed(message: str) -> ChangeError:
    """What is said of a request that the page never sends."""
    return ChangeError(message, code="bad-request")


def _read(name: str, value: object) -> Any:
    """The value of a field of a target."""
    match name:
        case "wordings":
            return _wordings(value)
        case "occurrence":
            return _occurrence(value)
        case "file":
            return check_text(value, "file")
    return _percent(value)


def _wordings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_WORDINGS:
        raise malformed(Message('"wordings" is a list of at most {max_wordings} texts.', max_wordings=MAX_WORDINGS))
    return tuple(check_text(wording, "wordings") for wording in value)


def _occurrence(value: object) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 < value <= 9999:
        raise malformed('"occurrence" is a number from 1, or null.')
    return value


def _percent(value: object) -> float:
    """A number from 0 to 100, to a hundredth: less than a tenth of a pixel on most screens."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise malformed("A place is given in percent, from 0 to 100.")
    return round(float(value), 2)


def _fit(start: float, length: float) -> float:
    """``length``, without what rounding put beyond the picture's edge."""
    if 0 < start + length - 100 <= 2 * _STEP:
        length = round(100 - start, 2)
        if start + length > 100:  # as 100 - start has no exact binary form
            length = round(length - _STEP, 2)
    return length

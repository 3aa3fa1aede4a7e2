"""Detect codes beside or below their label, as in forms, invitations and tables. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.model import Box, Redaction, TextLine
from annotator.privacy import codes
from annotator.privacy.code_labels import announces_word, label_kind

MAX_VALUE_DISTANCE: Final = 3.6
"""Maximum distance from the top of a label, or of another value, to the top of the value below it, in heights of the text."""


def find_labelled_codes(texts: Sequence[TextLine]) -> Iterator[Redaction]:
    """The codes and passwords to the right of a label or below it, and the codes below these in their column."""
    labels = [(line.box, kind) for line in texts if (kind := label_kind(line.text))]
    password_labels = [line.box for line in texts if announces_word(line.text)]
    kinds: dict[int, str] = {}  # of the values found so far, by the index of their text
    from_top = sorted(range(len(texts)), key=lambda index: texts[index].box.y)
    for index in from_top:
        value = texts[index]
        is_password = codes.is_password(value.text) and any(_is_value_of(label, value.box) for label in password_labels)
        if not is_password and not codes.is_code(value.text):
            continue
        candidates = [(value.box.y - label.y, kind) for label, kind in labels if _is_value_of(label, value.box)]
        above = _find_above(texts, index)
        if candidates:
            kinds[index] = min(candidates)[1]
        elif above in kinds:
            kinds[index] = kinds[above]  # the next row of a column
        if index in kinds:
            yield Redaction(value.box, kinds[index])


def _is_value_of(label: Box, value: Box) -> bool:
    """Whether a text is where the value of a label is: in the same row, or below it."""
    height = max(label.h, value.h)
    is_beside = abs(label.center_y - value.center_y) < 0.6 * height and value.x >= label.right - height
    is_below = 0 < value.y - label.y < MAX_VALUE_DISTANCE * height and abs(value.x - label.x) < 2.5 * height
    return is_beside or is_below


def _find_above(texts: Sequence[TextLine], index: int) -> int | None:
    """The index of the nearest text above another one in its columns, if both begin at about the same place; else None."""
    box = texts[index].box
    higher = []
    for other_index, line in enumerate(texts):
        is_above = 0 < box.y - line.box.y < MAX_VALUE_DISTANCE * box.h
        if is_above and line.box.x < box.right and box.x < line.box.right:
            higher.append((line.box.y, other_index))
    if not higher:
        return None
    nearest = max(higher)[1]
    return nearest if abs(texts[nearest].box.x - box.x) < box.h else None

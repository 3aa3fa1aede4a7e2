"""Find the container of a text or icon: the element around it, a field or item within that, or a row without sides."""

from __future__ import annotations

from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element import free_standing, list_items, list_rows
from annotator.screen.element.candidates import TOP_BAR, find_element, is_bar, is_link
from annotator.screen.element.surroundings import Surroundings

MAX_ROW_TO_ITEM: Final = 1.4
"""A row higher than this many heights of the item in it holds more than one item: a list with a line here and there."""
MIN_QUESTION_GAP: Final = 0.9
"""Minimum space between a question and the answer field below it in the same card, in em; less is one paragraph."""
MAX_OVERLAP_ABOVE: Final = 0.5
"""How far the text above a field may reach into the field's own line, in em: OCR boxes of close lines overlap."""
MAX_PROTRUSION: Final = 0.25
"""How far a field or row may reach out of its card, in em: their sides are located to a few pixels only."""
MIN_CARD_TO_FIELD: Final = 1.7
"""Minimum height of a card, in heights of a field in it; in a smaller one the underline is the card's own lower side."""


def find_target_of_content(around: Surroundings, box: Box) -> Box:
    """The touch target of a text or icon: its container, or itself and its companion (icon or label) with a margin."""
    return around.clip(find_container(around, box) or free_standing.include_companion(around, box))


def find_container(around: Surroundings, box: Box) -> Box | None:
    """The button, field, card, item or row that contains a text or an icon; None if it is free-standing."""
    return find_container_in(around, find_element(around, box), box)


def find_container_in(around: Surroundings, element: Box | None, box: Box) -> Box | None:
    """The same, where the element around the text or icon is known: the smaller one in it, or a row without sides."""
    if element is None:
        return _field_or_row(around, box)
    field = _field_in_card(around, element, box)
    if field is not None:
        return field
    return list_items.find_item(around, box, element) or element


def _field_or_row(around: Surroundings, box: Box) -> Box | None:
    """The underlined field or list row of a text; None for an icon, and for a link among plain texts."""
    if not around.is_text(box):
        return None
    found = list_rows.find_underlined_field(around, box) or _find_row(around, box)
    return None if found is None or is_link(around, box, found) else found


def _field_in_card(around: Surroundings, card: Box, box: Box) -> Box | None:
    """The underlined field or row of ``box`` in a card that also has a question above it; None if there is none."""
    em = around.em
    above = [line.box for line in around.texts_in(card) if line.box.bottom < box.y + MAX_OVERLAP_ABOVE * em]
    if not above or box.y - max(question.bottom for question in above) < MIN_QUESTION_GAP * em:
        return None
    outer = boxes.inflated(card, MAX_PROTRUSION * em)
    field = list_rows.find_underlined_field(around, box)
    if field is None:
        return None
    if field.right > card.right - MAX_PROTRUSION * em:
        # A line that reaches the end of the card separates rows; the underline of a field ends before.
        field = _find_row(around, box)
        return field if field is not None and field != card and boxes.contains(outer, field) else None
    return field if MIN_CARD_TO_FIELD * field.h < card.h and boxes.contains(outer, field) else None


def _find_row(around: Surroundings, box: Box) -> Box | None:
    """The list row of a text, found by lines and icons, or by spacing if those enclose several items."""
    row, item = (
        None if found is None or _is_header_bar(around, found, box) else found
        for found in (list_rows.find_row(around, box), list_items.find_item(around, box))
    )
    if row is None or (item is not None and row.h > MAX_ROW_TO_ITEM * item.h):
        return item
    return row


def _is_header_bar(around: Surroundings, row: Box, box: Box) -> bool:
    """Whether a row is the header bar above a list, which has a title and buttons in addition to ``box``."""
    others = any(not boxes.overlap_coefficient(line.box, box) for line in around.texts_in(row))
    at_top = row.y - around.screen.y < TOP_BAR * around.screen.h
    return others and at_top and is_bar(around, row)

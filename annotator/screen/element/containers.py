"""Find the container of a text or icon: the element around it, an item within that, or a field or row without sides."""

from __future__ import annotations

from typing import Final

from annotator.model import Box
from annotator.screen.element import free_standing, list_items, list_rows
from annotator.screen.element.candidates import find_element, is_link
from annotator.screen.element.surroundings import Surroundings

MAX_ROW_TO_ITEM: Final = 1.4
"""A row higher than this many heights of the item in it holds more than one item: a list with a line here and there."""


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
    return list_items.find_item(around, box, element) or element


def _field_or_row(around: Surroundings, box: Box) -> Box | None:
    """The underlined field or list row of a text; None for an icon, and for a link among plain texts."""
    if not around.is_text(box):
        return None
    found = list_rows.find_underlined_field(around, box) or _find_row(around, box)
    return None if found is None or is_link(around, box, found) else found


def _find_row(around: Surroundings, box: Box) -> Box | None:
    """The list row of a text, found by lines and icons, or by spacing if those enclose several items."""
    row, item = list_rows.find_row(around, box), list_items.find_item(around, box)
    if row is None or (item is not None and row.h > MAX_ROW_TO_ITEM * item.h):
        return item
    return row

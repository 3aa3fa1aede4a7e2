"""Find the container of a text or icon: the element around it, an item within that, or a row without sides."""

from __future__ import annotations

from annotator.model import Box
from annotator.screen.element import free_standing, list_items, list_rows
from annotator.screen.element.candidates import find_element, is_link
from annotator.screen.element.surroundings import Surroundings


def find_target_of_content(around: Surroundings, box: Box) -> Box:
    """The touch target of a text or icon: its container, or itself with a margin, and with the icon above it."""
    return around.clip(find_container(around, box) or free_standing.include_companion(around, box))


def find_container(around: Surroundings, box: Box) -> Box | None:
    """The button, field, card, item or row that contains a text or an icon; None if it is free-standing."""
    return find_container_in(around, find_element(around, box), box)


def find_container_in(around: Surroundings, element: Box | None, box: Box) -> Box | None:
    """The same, where the element around the text or icon is known: an item in it, or a row without sides."""
    if element is None:
        return _find_row(around, box)
    return list_items.find_item(around, box, element) or element


def _find_row(around: Surroundings, box: Box) -> Box | None:
    """The row or item of a list that a text is in; None for an icon, and for a link among plain texts."""
    if not around.is_text(box):
        return None
    found = list_rows.find_row(around, box) or list_items.find_item(around, box)
    return None if found is None or is_link(around, box, found) else found

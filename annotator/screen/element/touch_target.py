"""Expand a point, a text or an icon to its touch target: the button, field, row, tile or icon a finger must hit.

What it is decides what it may take (its role), and what is done there:

- An **icon** takes its round or square ground (``icon_targets``).
- A **point** (``points``) takes the first of: the text under it, the element around the icon under it, the row of a text
  beside it, and the area that a fingertip covers; but an icon that is a control of its own is the target.
- A **text** takes the first of:

  1. the element around it: an area or frame with visible sides (``candidates``). Inside a menu it is
     the item there (``containers``);
  2. the row or item of a list that has no sides of its own (``list_rows``, ``list_items``);
  3. the text itself with a margin, together with the icon above it (``free_standing``).

  A text by itself takes its switch or tick along (``row_controls``); a row ends before the buttons in it
  (``row_buttons``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from annotator.model import ActionKind, Box, PictureKind, TextLine
from annotator.screen.element import free_standing
from annotator.screen.element.containers import find_container
from annotator.screen.element.fields import find_field
from annotator.screen.element.icon_targets import find_icon_target
from annotator.screen.element.label_values import find_labelled_value
from annotator.screen.element.points import find_target_of_point
from annotator.screen.element.row_buttons import exclude_buttons
from annotator.screen.element.row_controls import cut_to_own, include_controls
from annotator.screen.element.surroundings import Surroundings, is_point
from annotator.screen.load import Pixels

Role = Literal["icon", "text", "point"]


def find_touch_target(
    pixels: Pixels,
    box: Box,
    texts: Sequence[TextLine],
    role: Role | None = None,
    action: ActionKind = "tap",
    kind: PictureKind | None = None,
) -> Box:
    """Expand ``box`` to its touch target.

    Args:
        pixels: (H, W, 3), the whole picture.
        box: a text, an icon, or a point (1×1), in pixels of the picture.
        texts: every text on the picture.
        role: which of these it is; without it, what is no larger than a point is one, and all else is a text.
        action: what is done there: ``type`` leads from a label to its field, ``look`` to its value.
        kind: what the picture shows, where that is known already.

    Returns:
        A box on the picture; it contains ``box`` unless that reaches outside the picture, or is the label of a field.
    """
    around = Surroundings.of(pixels, texts, box, kind)
    match role or ("point" if is_point(box) else "text"):
        case "icon":
            return around.clip(find_icon_target(around, box))
        case "point":
            return around.clip(find_target_of_point(around, box))
        case "text" if action == "type":
            return around.clip(find_field(around, box))
        case "text":
            return around.clip(_find_target_of_text(around, box, action))


def _find_target_of_text(around: Surroundings, text: Box, action: ActionKind) -> Box:
    """The element or row of a text with its controls; for ``look``, the text with its value."""
    container = find_container(around, text)
    if action == "look":
        labelled = find_labelled_value(around, text, container)
        if labelled is not None:
            return labelled
    if container is None:
        return include_controls(around, text, free_standing.include_companion(around, text))
    return exclude_buttons(around, text, cut_to_own(around, text, container))

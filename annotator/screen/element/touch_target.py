"""Expand a point, a text or an icon to its touch target: the button, field, row, tile or icon a finger must hit.

The target of a **text or icon** is the first of:

1. the element around it: an area or frame with visible sides (``candidates``). Inside a card with several things to
   press, it is the underlined field or the menu item there (``containers``);
2. for a text only: the field above an underline, or the row of a list that has no sides of its own
   (``list_rows``, ``list_items``);
3. the text or icon itself with a margin, together with the icon above it or the label below it (``free_standing``).

The target of a **point** (``points``) is the first of: the text under it, the element around the icon under it, the row of
a text beside it, and the area that a fingertip covers.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model import Box, TextLine
from annotator.screen.element.containers import find_target_of_content
from annotator.screen.element.points import find_target_of_point
from annotator.screen.element.surroundings import Surroundings, is_point
from annotator.screen.load import Pixels


def find_touch_target(pixels: Pixels, box: Box, texts: Sequence[TextLine]) -> Box:
    """Expand ``box`` to its touch target, in the order above.

    Args:
        pixels: (H, W, 3), the whole picture.
        box: a text, an icon, or a point (1×1), in pixels of the picture.
        texts: every text on the picture.

    Returns:
        A box on the picture; it contains ``box`` unless that reaches outside the picture.
    """
    around = Surroundings.of(pixels, texts, box)
    target = find_target_of_point(around, box) if is_point(box) else find_target_of_content(around, box)
    return around.clip(target)

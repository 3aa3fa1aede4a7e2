"""Find the touch target of a point, a text or an icon: the rectangle that a finger can press for it.

``- tap: 50% 30%`` says where a finger goes, not which button it presses. On a phone's screen of 1080×2340 pixels, that is the
point (540, 702); if there is a row of settings, its touch target is the row, ``Box(0, 640, 1080, 144)``.

Distances are in ``em``, the height of a line of text at the place, or in ``dp``, Android's pixels of a 160 dpi screen, so that
the same limits hold on any device.
"""

from collections.abc import Sequence
from typing import Final, Literal

from annotator.model import ActionKind, Box, PictureKind, TextLine
from annotator.screen import boxes
from annotator.screen.element import list_items
from annotator.screen.element.blocks import find_container, find_target_of_content
from annotator.screen.element.candidates import find_element
from annotator.screen.element.compact_marks import CompactMark, find_marks, is_word, outermost
from annotator.screen.element.container_parts import cut_to_part
from annotator.screen.element.fields import find_field
from annotator.screen.element.icon_grounds import find_icon_target
from annotator.screen.element.label_icons import find_icon_part, include_companion
from annotator.screen.element.label_values import find_labelled_value
from annotator.screen.element.row_buttons import exclude_buttons
from annotator.screen.element.row_controls import include_controls
from annotator.screen.element.surroundings import MAX_POINT_PX, MIN_WORD_LETTERS, Surroundings, measure_dp
from annotator.screen.load import Pixels

Role = Literal["icon", "text", "point"]
FINGERTIP_SIZE: Final = 2.6
"""Size of the target of a point with nothing around it, in em: about that of a fingertip."""
MIN_CONTROL_DP: Final = 12.5
"""Minimum longer side of an icon beside another, and space between them, for their element to be a bar, in dp."""
MAX_CONTROL_DP: Final = 48.0
"""Maximum side of an icon that is a control by itself, in dp; larger ones are pictures and tiles."""


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
        role: the kind of ``box``; None: a point if it is no larger than one, else a text.
        action: the action on it: ``type`` leads from a label to its field, ``look`` to its value.
        kind: the kind of picture; None: it is classified here.

    Returns:
        A box on the picture. It may not contain ``box``: the field of a label is beside that, and a point may just miss its
        icon or text.
    """
    around = Surroundings.of(pixels, texts, box, kind)
    match role or ("point" if max(box.w, box.h) <= MAX_POINT_PX else "text"):
        case "icon":
            return around.clip(find_icon_target(around, box))
        case "point":
            return around.clip(find_target_of_point(around, box))
        case "text" if action == "type":
            return around.clip(find_field(around, box))
        case "text":
            return around.clip(_target_of_text(around, box, action))


def _target_of_text(around: Surroundings, text: Box, action: ActionKind) -> Box:
    """A text's part of its container, or the text, its icon and controls; for ``look``, the text and its value, if it has one."""
    container = find_container(around, text)
    if action == "look":
        labelled = find_labelled_value(around, text, container)
        if labelled is not None:
            return labelled
    if container is None:
        text = _include_plus(around, text)
        return include_controls(around, text, include_companion(around, text))
    return exclude_buttons(around, text, cut_to_part(around, text, container))


def _include_plus(around: Surroundings, text: Box) -> Box:
    """A text with the plus before it that OCR read as a part of its line: "+ Add item"."""
    for line in around.texts:
        begins_before = 0 < text.x - line.box.x < 2.2 * line.box.h and boxes.center_in(text, line.box)
        if begins_before and line.text.startswith("+"):
            return boxes.union(Box(line.box.x, text.y, 1, text.h), text)
    return text


# ---------------------------------------------------------------- points


def find_target_of_point(around: Surroundings, point: Box) -> Box:
    """The touch target of a point; it may reach out of the picture where the point is near an edge."""
    # People point imprecisely.
    reach = 0.2 * around.em
    line = next((line for line in around.texts if boxes.intersection(point, boxes.inflated(line.box, reach))), None)
    target = _target_of_icon(around, point) if line is None else _target_of_text_at_point(around, line)
    if line is not None and is_word(line):
        return target
    control = find_own_control(around, point, target)
    return target if control is None else find_icon_target(around, control)


def _target_of_text_at_point(around: Surroundings, line: TextLine) -> Box:
    """The target of the text at a point; one or two letters may be a badge, or an icon misread as a letter."""
    target = find_target_of_content(around.at(line.box), line.box)
    if len(line.text) >= MIN_WORD_LETTERS:
        return target
    return _find_row_of_icon(around, target) or target


def _target_of_icon(around: Surroundings, point: Box) -> Box:
    """The target of a point off all texts: a seed grows from it, at most three times, until something to press contains it."""
    seed = point
    # From a stroke of an icon to the icon, to its background, to the element around that.
    for growth in range(3):
        seed = boxes.union(seed, find_icon_part(around, seed))
        element = find_element(around, seed)
        # A smaller element is a part of the icon, such as a hole or a badge.
        if element is not None and min(element.w, element.h) > 1.5 * around.em:
            return _find_menu_item(around, point, element) or _find_row_of_icon(around, element) or element
        container = _find_container_of_text_beside(around, seed) if growth == 0 else None
        if container is not None:
            return container
        if element is not None:
            seed = boxes.union(seed, element)
    if seed.w <= MAX_POINT_PX:
        return boxes.inflated(point, around.em * FINGERTIP_SIZE / 2)
    return find_element(around, seed) or include_companion(around, seed)


def _find_menu_item(around: Surroundings, point: Box, menu: Box) -> Box | None:
    """The item of a menu that contains ``point``; None if there is none, or ``menu`` is no menu."""
    texts = sorted((line.box for line in around.texts_in(menu)), key=lambda box: abs(box.center_y - point.y))
    # Most items have two lines at most, and a point may be between two items.
    for text in texts[:4]:
        item = list_items.find_item(around, text, menu)
        if item is not None and boxes.contains(item, point):
            return item
    return None


def _find_container_of_text_beside(around: Surroundings, seed: Box) -> Box | None:
    """The button, field or row of a text at the height of ``seed``, if it reaches as far as ``seed``."""
    distances: dict[Box, float] = {}
    for line in around.texts:
        vertical = abs(line.box.center_y - seed.center_y)
        if vertical < 2 * around.em and len(line.text) > 1:
            # The text of a row may be far from the switch at its end.
            distances.setdefault(line.box, vertical + boxes.horizontal_gap(line.box, seed) / 4)
    for text in sorted(distances, key=lambda box: distances[box])[:3]:
        container = find_container(around.at(text), text)
        if container is not None and boxes.contains(container, seed):
            return container
    return None


def _find_row_of_icon(around: Surroundings, icon: Box) -> Box | None:
    """The row of the label to the right of an icon, if it contains both; None for an icon with words of its own."""
    if any(len(line.text) >= MIN_WORD_LETTERS for line in around.texts_in(icon)):
        return None
    for line in around.texts:
        is_level = abs(line.box.center_y - icon.center_y) < 1.2 * around.em
        is_next = 0 <= line.box.x - icon.right < 3 * around.em
        if is_level and is_next and len(line.text) > 1:
            row = find_target_of_content(around.at(line.box), line.box)
            if boxes.contains(row, icon):
                return row
    return None


# ---------------------------------------------------------------- icons that are controls by themselves


def find_own_control(around: Surroundings, point: Box, element: Box) -> Box | None:
    """The icon under a point that is a control of its own in ``element``; None if the point means ``element``.

    A switch, chevron or drop-down arrow belongs to its row, and so does an icon before a text unless it is in a bar of icons.
    """
    dp = measure_dp(around)
    # A mark of the largest size lies wholly within 72 dp of the point, which may miss it by 8 dp.
    marks = find_marks(around, boxes.inflated(point, 72 * dp), dp)
    sized = [mark for mark in marks if max(mark.box.w, mark.box.h) <= MAX_CONTROL_DP * dp]
    candidates = [mark for mark in sized if boxes.center_in(point, boxes.inflated(mark.box, 8 * dp))]
    if not candidates:
        return None
    mark = min(candidates, key=lambda mark: abs(mark.box.center_x - point.x) + abs(mark.box.center_y - point.y))
    if mark.kind in ("switch", "chevron") or _is_arrow_of_button(around, element, mark.box, dp):
        return None
    if _is_bar_of_icons(around, element, mark, dp):
        return mark.box
    # The ground of an icon may introduce the text, too.
    grounds = [ground for ground in marks if boxes.contains(ground.box, mark.box)]
    return None if any(_introduces_text(around, element, ground, dp) for ground in grounds) else mark.box


def _is_bar_of_icons(around: Surroundings, element: Box, mark: CompactMark, dp: float) -> bool:
    """Whether an element holds another icon at the height of ``mark``, well apart from it."""
    middle = mark.box.center_y
    for other in outermost(find_marks(around, boxes.inflated(element, 4 * dp), dp)):
        is_icon_in_element = other.kind == "icon" and boxes.center_in(other.box, element)
        is_level = other.box.y < middle < other.box.bottom
        is_apart = boxes.horizontal_gap(other.box, mark.box) >= MIN_CONTROL_DP * dp
        is_control = MIN_CONTROL_DP * dp <= max(other.box.w, other.box.h) <= MAX_CONTROL_DP * dp
        if is_icon_in_element and is_level and is_apart and is_control:
            return True
    return False


def _is_arrow_of_button(around: Surroundings, element: Box, mark: Box, dp: float) -> bool:
    """Whether a mark has the size and place of the small triangle after the text of a button or field, which opens its list."""
    if not 1.4 * mark.h <= mark.w <= min(2.4 * mark.h, 16 * dp) or element.h > 4 * around.em:
        return False
    level = [line.box for line in around.texts_in(element) if line.box.y < mark.center_y < line.box.bottom]
    return any(box.right <= mark.x for box in level)


def _introduces_text(around: Surroundings, element: Box, mark: CompactMark, dp: float) -> bool:
    """Whether a text follows an icon on its line, close by, and none is before it in its element."""
    middle = mark.box.center_y
    words = [line.box for line in around.texts if is_word(line)]
    on_line = [box for box in words if box.y - box.h / 2 <= middle <= box.bottom + box.h / 2]
    text_follows = any(-box.h / 2 <= box.x - mark.box.right <= 40 * dp for box in on_line)
    text_precedes = any(box.right <= mark.box.x and boxes.center_in(box, element) for box in on_line)
    return text_follows and not text_precedes

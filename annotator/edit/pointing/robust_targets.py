"""Choose how a script names a place on a screenshot that somebody clicked.

Every build looks for the *target* of ``tap:`` again, also on newer screenshots, so the most robust is written, in this order::

    - tap: Unirse            a text that the picture has once
    - tap: Unirse #2         one that it has several times
    - tap: mic.png           an icon that annotator brings
    - tap: 50% 87%           a point
    - tap: 4% 86% 91% 7%     a box, as a last resort

`choose_target` looks for each but the box as a build would, and takes the first by which a build finds the same *outline*, the
rectangle that a finger can press (of an icon that was clicked itself, nearly the same). The thresholds were chosen by judgement;
tests/edit/test_labelled_clicks.py tests them.
"""

from typing import Final

from annotator.edit.pointing.step_pictures import StepPicture
from annotator.edit.pointing.text_targets import add_other_wordings, list_text_targets
from annotator.model import Box, BoxTarget, Found, IconTarget, PointTarget, Query, Target, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.compact_marks import is_word

MIN_SAME_OUTLINE: Final = 0.8
"""Intersection over union from which on two outlines are the same thing to press.

With a lower one, words aren't distinguished from their buttons; with a higher one, places are offered twice, or named by their
small print.
"""
MIN_ICON_OUTLINE: Final = 0.4
"""The same for an icon that was clicked itself: its outline may be with or without its label, which is as large again."""
MAX_LINES: Final = 3
"""Maximum number of texts in a place, and of labels beside it, that are tried."""
MAX_LABEL_DISTANCE: Final = 4.0
"""Maximum distance of the top of a field from the middle of the label above it, in heights of the label."""


def choose_target(picture: StepPicture, outline: Box, click: tuple[float, float] | None = None) -> Target:
    """The target to write for a touch target ``outline``; ``click`` is where the person clicked (x, y). All in pixels."""
    for line in _list_naming_lines(picture, outline, click):
        for target in list_text_targets(picture, line):
            if same_outline(find_outline(picture, target), outline):
                return add_other_wordings(picture, target, line)
    for icon in picture.find_icons():
        if same_outline(icon.outline, outline) or (click is not None and _is_clicked_icon(icon, outline, click)):
            return icon.target
    return _choose_point(picture, outline, click) or box_target(outline, picture.size)


def find_outline(picture: StepPicture, target: Target) -> Box | None:
    """The outline of a target that is on the picture once, or has a ``#n`` that says which; else None."""
    (found,) = picture.find([Query(target, picture.action)])
    has_number = isinstance(target, TextTarget | IconTarget) and target.occurrence is not None
    return None if found.others and not has_number else found.outline


def same_outline(found: Box | None, outline: Box) -> bool:
    """Whether two outlines are the same thing to press; None is no outline."""
    return found is not None and boxes.iou(found, outline) >= MIN_SAME_OUTLINE


def _list_naming_lines(picture: StepPicture, outline: Box, click: tuple[float, float] | None) -> list[TextLine]:
    """The texts that may name an outline: the first in it, the one under the click, the others in it, the labels of a field."""
    words = [line for line in picture.texts if is_word(line)]
    inside = [line for line in words if boxes.center_in(line.box, outline)]
    inside = [inside[index] for index in boxes.reading_order([line.box for line in inside])]
    if click is not None:
        # The first line stays first: a row is named by its title, not by the small print that was clicked.
        inside[1:] = sorted(inside[1:], key=lambda line: not line.box.contains(*click))
    if picture.action not in ("type", "look"):
        return inside[:MAX_LINES]
    labels = [line for line in words if line not in inside and _is_label(line.box, outline)]
    labels.sort(key=lambda line: abs(line.box.bottom - outline.y) + abs(line.box.x - outline.x))
    return [*inside[:MAX_LINES], *labels[:MAX_LINES]]


def _is_label(label: Box, field: Box) -> bool:
    """Whether a text is where the label of a field is: close above it, or to its left at the same height."""
    middle = label.bottom - label.h // 2
    shares_column = label.x < field.right and field.x < label.right
    is_above = 0 <= field.y - middle < MAX_LABEL_DISTANCE * label.h and shares_column
    shares_row = abs(label.y + label.h / 2 - field.y - field.h / 2) < field.h / 2
    return is_above or (shares_row and label.right <= field.x)


def _is_clicked_icon(icon: Found, outline: Box, click: tuple[float, float]) -> bool:
    """Whether a person clicked on the icon itself, whose button may be drawn with or without its label."""
    if icon.box is None or icon.outline is None or not icon.box.contains(*click):
        return False
    is_inside = boxes.overlap_coefficient(icon.outline, outline) >= MIN_SAME_OUTLINE  # of either in the other
    return is_inside and boxes.iou(icon.outline, outline) >= MIN_ICON_OUTLINE


def _choose_point(picture: StepPicture, outline: Box, click: tuple[float, float] | None) -> PointTarget | None:
    """A point by which a build finds ``outline``: its middle, else the click; None if neither leads there.

    In whole percent (``50% 87%``) where that is exact enough, else to a tenth.
    """
    points = [(outline.x + outline.w / 2, outline.y + outline.h / 2)]
    if click is not None:
        points.append(click)
    for digits in (0, 1):
        for x, y in points:
            point = PointTarget(_percent(x, picture.size[0], digits), _percent(y, picture.size[1], digits))
            if same_outline(find_outline(picture, point), outline):
                return point
    return None


def box_target(box: Box, size: tuple[int, int]) -> BoxTarget:
    """A box in percent of a picture's ``size`` (width, height), to a tenth: ``4% 86% 91% 7%``."""
    left, top = _percent(box.x, size[0], 1), _percent(box.y, size[1], 1)
    width = min(max(0.1, _percent(box.w, size[0], 1)), round(100 - left, 1))
    height = min(max(0.1, _percent(box.h, size[1], 1)), round(100 - top, 1))
    return BoxTarget(left, top, width, height)


def _percent(value: float, whole: int, digits: int) -> float:
    """A share in percent, rounded to ``digits``; at most 99.9 if there are any, since scripts write no 100.0%."""
    percent = min(100.0, max(0.0, round(100 * value / whole, digits)))
    return min(percent, 99.9) if digits else percent

"""Turn clicks and drawn boxes on a step's picture into candidate targets.

Names and privacy depend on the tutorial and are decided here; places depend on the picture alone and are cached by
``step_pictures``.
"""

from __future__ import annotations

from typing import Final, Literal

from annotator.edit.pointing import robust_targets, step_pictures
from annotator.edit.pointing.picture_results import Candidate, Item, Items, MarkPlace, PictureError, Pointed
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, Found, IconTarget, Query, Target, TextLine
from annotator.screen import boxes
from annotator.screen.element.candidates import find_element
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.list_items import find_container
from annotator.screen.element.points import find_touch_target
from annotator.screen.element.surroundings import Surroundings

MAX_GROWTHS: Final = 2
"""Number of times that the next larger rectangle is looked for."""
MIN_DIFFERENCE: Final = 0.85
"""Intersection over union from which on two rectangles are one choice."""
TEXT_MARGIN: Final = 0.25
"""Margin around a text by itself, in its heights."""
MIN_GROWTH: Final = 1.15
"""Minimum ratio of the next larger rectangle to the one before."""


def list_items(seen: StepPicture) -> Items:
    """Every text, icon and other mark on a step's picture, in reading order."""
    outlines = step_pictures.find_text_outlines(seen)
    found = [
        _item_of_text(seen, line, outline)
        for line, outline in zip(seen.texts, outlines, strict=True)
        if is_word(line) and outline is not None
    ]
    icons = step_pictures.find_icons(seen)
    found += [
        Item("icon", icon.target.file.rpartition(".")[0], icon.box, icon.outline, icon.target)
        for icon in icons
        if isinstance(icon.target, IconTarget) and icon.box and icon.outline
    ]
    taken = [item.box for item in found]
    for mark, there in step_pictures.find_marks(seen):
        if there.outline and not any(boxes.overlap_coefficient(mark, box) > step_pictures.SAME_THING for box in taken):
            found.append(Item("element", "", mark, there.outline, there.target))
    return Items(seen.size, tuple(found[i] for i in boxes.reading_order([item.box for item in found])))


def _item_of_text(seen: StepPicture, line: TextLine, outline: Box) -> Item:
    named = robust_targets.name_text(seen, line)
    if named is not None:
        target = robust_targets.add_other_wordings(seen, named, line)
        return Item("text", line.text, line.box, outline, target)
    return Item("text", line.text, line.box, outline, step_pictures.middle_of(line.box, seen.size))


def point_at(seen: StepPicture, x: float, y: float) -> Pointed:
    """The candidates for a click at these pixels: the touch target, the text by itself, and the rectangles around it."""
    width, height = seen.size
    if not (0 <= x < width and 0 <= y < height):
        raise PictureError("bad-request", "That place is outside of the picture.")
    at = (x, y)
    point = Box(int(x), int(y), 1, 1)
    pressed = find_touch_target(seen.picture.pixels, point, seen.texts, "point", kind=seen.kind)
    words = [one for one in seen.texts if is_word(one)]
    # A click at the edge of a text is one on the text.
    line = next((one for one in words if one.box.contains(x, y)), None) or next(
        (one for one in words if boxes.iou(_alone(one, seen.size), pressed) >= MIN_DIFFERENCE), None
    )
    rectangles = [pressed]
    if line is not None:
        # A word is named by its text, so what a build marks for that comes first, as in the list of items.
        own = find_touch_target(seen.picture.pixels, line.box, seen.texts, "text", seen.action, seen.kind)
        rectangles = [own, pressed, _alone(line, seen.size)]
    first = rectangles[0]
    rectangles += _find_larger(seen, line.box if line else pressed, first)
    distinct: list[Box] = []
    for box in rectangles:
        if not any(boxes.iou(box, one) >= MIN_DIFFERENCE for one in distinct):
            distinct.append(box)
    candidates: dict[Target, Candidate] = {}
    for box in sorted(distinct, key=lambda box: box != first):  # two rectangles with one name are that name's
        candidate = _make_candidate(seen, box, at, line)
        candidates.setdefault(candidate.target, candidate)
    chosen = next(iter(candidates.values()))
    ordered = sorted(candidates.values(), key=lambda one: one.outline.w * one.outline.h)
    return Pointed(tuple(ordered), ordered.index(chosen))


def draw_box(seen: StepPicture, box: tuple[float, float, float, float]) -> Pointed:
    """A box that a person drew, in pixels, as the only candidate."""
    x, y, w, h = box
    left, top = max(0, round(x)), max(0, round(y))
    right, bottom = min(seen.size[0], round(x + w)), min(seen.size[1], round(y + h))
    if right - left < 1 or bottom - top < 1:
        raise PictureError("bad-request", "The box is empty or outside of the picture.")
    drawn = robust_targets.box_target(Box(left, top, right - left, bottom - top), seen.size)
    (found,) = seen.find([Query(drawn)])
    assert found.box is not None
    return Pointed((Candidate(found.box, found.box, drawn, robust_targets.label_of(drawn)),), 0)


def find_marks(seen: StepPicture) -> tuple[MarkPlace, ...]:
    """The places of the step's action and of its ``mark:`` lines."""
    action = seen.step.action
    queries = [Query(mark.target) for mark in seen.step.marks]
    if action is not None and action.target is not None:
        queries.insert(0, Query(action.target, action.kind))
    founds = (seen.recall(queries) or seen.find(queries)) if queries else ()
    first = len(founds) - len(seen.step.marks)
    return tuple(_place("action" if at < first else at - first, found) for at, found in enumerate(founds))


def _place(of: Literal["action"] | int, found: Found) -> MarkPlace:
    others = () if getattr(found.target, "occurrence", None) else found.others
    return MarkPlace(of, found.box is not None, found.box, found.outline or found.box, others, found.matched)


# ---------------------------------------------------------------- rectangles


def _alone(line: TextLine, size: tuple[int, int]) -> Box:
    return boxes.clipped(boxes.inflated(line.box, TEXT_MARGIN * line.box.h), *size)


def _find_larger(seen: StepPicture, start: Box, pressed: Box) -> list[Box]:
    """The next larger rectangles around what is pressed: its row or field, its card."""
    around = Surroundings.of(seen.picture.pixels, seen.texts, start, seen.kind)
    larger: list[Box] = []
    container = find_container(around, start)
    if container is not None and _grows(container, pressed):
        larger.append(around.clip(container))
    last = larger[-1] if larger else pressed
    for _ in range(MAX_GROWTHS):
        element = find_element(around, last)
        if element is None or not _grows(element, last):
            break
        last = around.clip(element)
        larger.append(last)
    return larger


def _grows(box: Box, last: Box) -> bool:
    return boxes.contains(boxes.inflated(box, 2), last) and box.w * box.h >= MIN_GROWTH * last.w * last.h


def _make_candidate(seen: StepPicture, box: Box, at: tuple[float, float], line: TextLine | None) -> Candidate:
    target = robust_targets.choose_target(seen, box, at)
    (found,) = seen.find([Query(target, seen.action)])
    own = line.box if line is not None else found.box or box
    return Candidate(own, found.outline or box, target, robust_targets.label_of(target, found))

"""Turn clicks and drawn boxes on a step's picture into the targets that a script can name, for a person to choose from.

A click on the word *Unirse* may mean the button with that word, the word by itself, or the row around the button. `point_at`
returns all of them, smallest first, each with its target for the script and its rectangle in pixels::

    Pointed((Candidate(box, outline, TextTarget(("Unirse",)), "Unirse"), …), chosen=1)

A *touch target*, or outline, is the rectangle that a finger can press for a thing.
"""

from typing import Final, Literal

from annotator.edit.errors import PictureError
from annotator.edit.pointing import robust_targets, text_targets, touch_targets
from annotator.edit.pointing.pointed import Candidate, Item, Items, MarkPlace, Pointed, label_of
from annotator.edit.pointing.step_pictures import StepPicture
from annotator.model import Box, Found, IconTarget, Query, Target, TextLine, TextTarget
from annotator.screen import boxes
from annotator.screen.element.blocks import find_container
from annotator.screen.element.candidates import find_element
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.points import find_touch_target
from annotator.screen.element.surroundings import Surroundings
from annotator.script.plain import place_among

MAX_GROWTHS: Final = 2
"""Maximum number of larger elements around a touch target that are offered, besides its row or field."""
MIN_SAME_CHOICE: Final = 0.85
"""Intersection over union from which on two rectangles are one choice."""
TEXT_MARGIN: Final = 0.25
"""Margin around a text by itself, in its heights."""
MIN_GROWTH: Final = 1.15
"""Minimum ratio of the area of the next larger rectangle to that of the one before."""


def list_items(step_picture: StepPicture) -> Items:
    """The texts, icons and other elements on a step's picture that can be pointed at, in reading order."""
    items = []
    outlines = step_picture.find_text_outlines()
    for line, outline in zip(step_picture.texts, outlines, strict=True):
        if is_word(line) and outline is not None:
            items.append(make_text_item(step_picture, line, outline))
    items += [
        Item("icon", icon.target.file.rpartition(".")[0], icon.box, icon.outline, icon.target)
        for icon in step_picture.find_icons()
        if isinstance(icon.target, IconTarget) and icon.box and icon.outline
    ]
    named_boxes = [item.box for item in items]
    for mark, found in step_picture.find_marks():
        is_named = any(boxes.overlap_coefficient(mark, box) > touch_targets.SAME_THING for box in named_boxes)
        if found.outline and not is_named:
            items.append(Item("element", "", mark, found.outline, found.target))
    order = boxes.reading_order([item.box for item in items])
    return Items(step_picture.size, tuple(items[index] for index in order))


def make_text_item(step_picture: StepPicture, line: TextLine, outline: Box) -> Item:
    """A text with the target that leads to it: its words, or the point in its middle if they are private or ambiguous."""
    target: Target | None = text_targets.name_text(step_picture, line)
    if isinstance(target, TextTarget):
        target = text_targets.add_other_wordings(step_picture, target, line)
    return Item("text", line.text, line.box, outline, target or boxes.middle_of(line.box, step_picture.size))


def point_at(step_picture: StepPicture, x: float, y: float) -> Pointed:
    """The candidates for a click at these pixels: the touch target, the text by itself, and larger rectangles around them.

    Raises PictureError for a place outside of the picture.
    """
    pixel = step_picture.pixel_at(x, y)
    pixels, texts, kind = step_picture.picture.pixels, step_picture.texts, step_picture.kind
    pressed = find_touch_target(pixels, pixel, texts, "point", kind=kind)
    line = _find_clicked_line(step_picture, x, y, pressed)

    # A build's mark for the text comes first, as in the list of items.
    rectangles = [pressed]
    if line is not None:
        touch_target = find_touch_target(pixels, line.box, texts, "text", step_picture.action, kind)
        rectangles = [touch_target, pressed, _pad_text_box(line, step_picture.size)]
    rectangles += _find_larger(step_picture, line.box if line else pressed, rectangles[0])
    choices: list[Box] = []
    for box in rectangles:
        if not any(boxes.iou(box, choice) >= MIN_SAME_CHOICE for choice in choices):
            choices.append(box)

    return Pointed.of(_make_candidate(step_picture, box, (x, y), line) for box in choices)


def target_at(step_picture: StepPicture, box: Box) -> Target:
    """The likeliest target for a click in the middle of a box."""
    pointed = point_at(step_picture, box.x + box.w / 2, box.y + box.h / 2)
    return pointed.candidates[pointed.chosen].target


def _find_clicked_line(step_picture: StepPicture, x: float, y: float, pressed: Box) -> TextLine | None:
    """The text under a click, else the one whose padded box is the ``pressed`` touch target; None if there is none."""
    words = [line for line in step_picture.texts if is_word(line)]
    for line in words:
        if line.box.contains(x, y):
            return line
    for line in words:
        if boxes.iou(_pad_text_box(line, step_picture.size), pressed) >= MIN_SAME_CHOICE:
            return line
    return None


def _pad_text_box(line: TextLine, size: tuple[int, int]) -> Box:
    """The rectangle of a text by itself: its box with a margin, on a picture of that ``size`` (width, height)."""
    return boxes.clipped(boxes.inflated(line.box, TEXT_MARGIN * line.box.h), *size)


def _find_larger(step_picture: StepPicture, start: Box, pressed: Box) -> list[Box]:
    """The next larger rectangles around the touch target ``pressed``: its row or field, its card."""
    surroundings = Surroundings.of(step_picture.picture.pixels, step_picture.texts, start, step_picture.kind)
    nested = [pressed]
    container = find_container(surroundings, start)
    if container is not None and _is_larger(container, pressed):
        nested.append(surroundings.clip(container))
    for _ in range(MAX_GROWTHS):
        element = find_element(surroundings, nested[-1])
        if element is None or not _is_larger(element, nested[-1]):
            break
        nested.append(surroundings.clip(element))
    return nested[1:]


def _is_larger(outer: Box, inner: Box) -> bool:
    """Whether a rectangle contains another, to two pixels, and is enough larger to be a choice of its own."""
    contains = boxes.contains(boxes.inflated(outer, 2), inner)
    return contains and outer.w * outer.h >= MIN_GROWTH * inner.w * inner.h


def _make_candidate(
    step_picture: StepPicture, outline: Box, click: tuple[float, float], line: TextLine | None
) -> Candidate:
    """The candidate for a rectangle: the target by which a build finds it, and the box of the text that was clicked, if any."""
    target = robust_targets.choose_target(step_picture, outline, click)
    (found,) = step_picture.find([Query(target, step_picture.action)])
    box = line.box if line is not None else found.box or outline
    return Candidate(box, found.outline or outline, target, label_of(target, found))


def draw_box(step_picture: StepPicture, box: tuple[float, float, float, float]) -> Pointed:
    """A box that a person drew, in pixels, as the only candidate. Raises PictureError for an empty one."""
    x, y, w, h = box
    left, top = max(0, round(x)), max(0, round(y))
    right, bottom = min(step_picture.size[0], round(x + w)), min(step_picture.size[1], round(y + h))
    if right - left < 1 or bottom - top < 1:
        raise PictureError("bad-request", "The box is empty or outside of the picture.")
    target = robust_targets.box_target(Box(left, top, right - left, bottom - top), step_picture.size)
    (found,) = step_picture.find([Query(target)])
    assert found.box is not None
    return Pointed((Candidate(found.box, found.box, target, label_of(target)),), 0)


def find_marks(step_picture: StepPicture) -> tuple[MarkPlace, ...]:
    """The places of the step's action and of its ``mark:`` lines, each known by "action" or its index among these lines."""
    action = step_picture.step.action
    queries: dict[Literal["action"] | int, Query] = {}
    if action is not None and action.target is not None:
        queries["action"] = Query(action.target, action.kind)
    for index, mark in enumerate(step_picture.step.marks):
        queries[index] = Query(mark.target)
    if not queries:
        return ()
    all_queries = list(queries.values())
    results = step_picture.recall(all_queries) or step_picture.find(all_queries)
    return tuple(_describe_mark(step_picture, of, found) for of, found in zip(queries, results, strict=True))


def _describe_mark(step_picture: StepPicture, of: Literal["action"] | int, found: Found) -> MarkPlace:
    """The place of a mark, and the others to which its target leads unless it has a number (``#n``)."""
    has_number = getattr(found.target, "occurrence", None) is not None
    others = () if has_number else found.others
    place = None
    if of == "action" and found.outline:
        alike = step_picture.find_alike(found)
        place = place_among(found.outline, alike) if alike else None
    return MarkPlace(of, found.box is not None, found.box, found.outline or found.box, others, found.matched, place)

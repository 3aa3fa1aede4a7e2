"""The rules for cards, as functions that say in sentences what is wrong with a layout. They take rectangles only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.cards import outlines, pointers
from annotator.cards.geometry import Rect, bounding_rect
from annotator.cards.plan import crop, pointer_position
from annotator.cards.plan.layout import CLEARANCE_PX, Layout, find_neighbors
from annotator.cards.plan.outline_rects import MIN_THICKNESS_PX, Outline
from annotator.cards.signs import PlacedSign
from annotator.model import StepCard, traits_of

MARGIN_PX = 24
"""Space that an enlarged card shows around an element."""
INK = 0.15
"""Part of the height of a text's box above and below its letters that may be covered."""
SLACK = 1.5
"""Tolerance, in pixels of the card."""


def crop_faults(layout: Layout) -> list[str]:
    """What is wrong with the part of the screenshot that is shown, and with the outlines on it."""
    return [*_cut_faults(layout), *_outline_faults(layout)]


def pointer_faults(layout: Layout) -> list[str]:
    """What is wrong with the places of arrows and hands."""
    arrows = [pointer for pointer in layout.pointers if pointer.kind != "path"]
    return [
        fault
        for pointer, outline in zip(arrows, layout.outlines, strict=False)
        for fault in _faults_of_pointer(layout, pointer, outline)
    ]


def _faults_of_pointer(layout: Layout, pointer: pointers.Pointer, first: Outline) -> list[str]:
    area, points = layout.framing.area, pointers.points_of(pointer).tolist()
    faults = []
    if any(not (area.left - 1 <= x <= area.right + 1 and area.top - 1 <= y <= area.bottom + 1) for x, y in points):
        faults.append("The pointer leaves its area.")
    others = [(other, "text or icon") for other in find_neighbors(layout.framing, first)]
    # A row that goes on beyond the picture is as wide as the screen, and no button.
    controls = [control for control in layout.controls if control.right < layout.framing.screen.right - 1]
    for other, name in (*others, *((control, "control") for control in controls)):
        ink = _ink(other)
        if any(ink.left < x < ink.right and ink.top < y < ink.bottom for x, y in points):
            faults.append(f"The pointer covers a {name} at {_place(other)}, which is not the target's.")
    faults += [
        f"The pointer covers the outline at {_place(outline.outer)}."
        for outline in layout.outlines
        if outline != first and any(_holds(outline.outer, x, y) for x, y in points)
    ]
    shown = first.outer.clipped(layout.framing.screen)
    # Where an outline is open, nothing of it is drawn, and the edge of the picture is what a tip touches.
    beyond = first.inner.inflated(-1).clipped(layout.framing.screen.inflated(-pointer_position.TOUCH_PX - 1))
    if not _holds(shown.inflated(2), *pointer.tip) or _holds(beyond, *pointer.tip):
        faults.append("The tip of the pointer does not touch the outline.")
    return faults


def sign_faults(layout: Layout) -> list[str]:
    """What is wrong with signs, numbers and sources: each keeps its distance from all that is known of the screen."""
    framing, contents = layout.framing, layout.framing.contents
    tiles = [(f"The {placed.sign.pictogram} sign", _square(placed.center, placed.side)) for placed in _placed(layout)]
    if layout.source is not None:
        tiles.append(("The source", _square(layout.source.center, layout.source.side)))
    known = {
        "a word": framing.on_card(contents.texts),
        "an icon": framing.on_card(contents.icons),
        "a face": framing.on_card(contents.faces),
        "a control": layout.controls,
        "the mark": [*(outline.outer for outline in layout.outlines), *layout.lights],
    }
    faults = [
        f"{what} is less than {CLEARANCE_PX} px off {name} at {_place(rect)}."
        for what, tile in tiles
        for name, rects in known.items()
        for rect in rects
        if tile.inflated(CLEARANCE_PX - SLACK).overlaps(rect.clipped(framing.screen))
    ]
    faults += [f"{what} leaves its area." for what, tile in tiles if not framing.area.contains(tile)]
    points = [point for pointer in layout.pointers for point in pointers.points_of(pointer).tolist()]
    return faults + [f"{what} covers a pointer." for what, tile in tiles if any(_holds(tile, *at) for at in points)]


def look_faults(layout: Layout, card: StepCard) -> list[str]:
    """Only what is pressed has an outline and an arrow; all else has light, or a finger's path."""
    if traits_of(card.action).mark == "pointer" and card.gesture != "lift":
        return [] if layout.outlines and not layout.lights else ["What is pressed has no outline."]
    faults = ["What is not pressed has an outline."] if layout.outlines else []
    arrows = [pointer for pointer in layout.pointers if pointer.kind != "path"]
    return faults + (["What is not pressed has an arrow."] if arrows else [])


def _placed(layout: Layout) -> list[PlacedSign]:
    return [] if layout.sign is None else [layout.sign]


def _square(center: tuple[float, float], side: float) -> Rect:
    x, y = center
    return Rect(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def _cut_faults(layout: Layout) -> Iterator[str]:
    framing, contents = layout.framing, layout.framing.contents
    pixel = 1 / framing.view.scale
    window = framing.part.inflated(pixel)  # the screenshot is at whole pixels of the card
    if framing.enlargement <= 1 or framing.scale != 1:
        return
    whole = framing.view.scale / framing.enlargement
    least = crop.MIN_GAIN * whole
    needed = crop.control_scale(contents, crop.Legibility())
    first = contents.targets[0]
    larger = first.inflated(MARGIN_PX / needed).clipped(Rect(0, 0, *contents.size))
    fits = larger.width * needed <= framing.area.width and larger.height * needed <= framing.area.height
    if framing.view.scale < needed - 1e-6 and fits:
        yield f"The target at {_place(first)} is too low on the card."
    if abs(framing.view.scale - needed) < 1e-6:
        # As high as it must be, it leaves no room: what is beside it may be cut, but nothing of it.
        if not window.contains(first):
            yield f"The target at {_place(first)} is cut."
        return
    if framing.view.scale < least - 1e-6:
        yield f"The enlarged card is only {framing.enlargement:.2f} times as large as the whole one."
    margin = MARGIN_PX / framing.view.scale
    row: list[Rect] = []
    for index in framing.shown:
        target = contents.targets[index]
        around = target.inflated(margin).clipped(Rect(0, 0, *contents.size))
        if not window.contains(target):
            yield f"The target at {_place(target)} is cut."
        elif not window.contains(around):
            yield f"There are less than {MARGIN_PX} px around the target at {_place(target)}."
        row += contents.row_of(target)
        for icon in contents.own_icons(target):
            if not window.contains(icon) and _fits_with_what_is_shown(
                icon, target, layout, max(least, needed if fits else 0)
            ):
                yield f"The icon at {_place(icon)} beside the target is cut away."
    for item in row:
        if any(item.left + pixel < edge < item.right - pixel for edge in (framing.part.left, framing.part.right)):
            yield f"A text or icon at {_place(item)} in the target's row is cut."
    for face in contents.faces:
        if face.overlaps(framing.part.inflated(-pixel)) and not window.contains(face):
            yield f"The face at {_place(face)} is cut."
    for kept in contents.kept:
        if not window.contains(kept):
            yield f"What is to be kept at {_place(kept)} is cut."


def _fits_with_what_is_shown(icon: Rect, target: Rect, layout: Layout, least: float) -> bool:
    """Whether a close-up at the scale ``least`` could show an icon, too, with the target and what is shown of what belongs to it.

    Where it could not, the icon is left out: it may be a padlock behind a dialog, and the text would be illegible on the whole
    screen of a laptop. What the film shows first is the whole screen, icon included.
    """
    framing, contents = layout.framing, layout.framing.contents
    shown = [own for own in contents.own_icons(target) if framing.part.contains(own)]
    targets = [contents.targets[index] for index in framing.shown]
    around = bounding_rect([*targets, *contents.kept, *shown, icon]).inflated(MARGIN_PX / least)
    room = around.clipped(Rect(0, 0, *contents.size))
    return room.width * least <= framing.area.width and room.height * least <= framing.area.height


def _outline_faults(layout: Layout) -> Iterator[str]:
    framing = layout.framing
    for outline in layout.outlines:
        yield from _side_faults(outline, framing.screen)
        shown = outline.outer.clipped(framing.screen)
        # An open side runs beyond the picture, where nothing is drawn and no neighbour is seen.
        others = [other for other in find_neighbors(framing, outline) if other.overlaps(framing.screen)]
        target = outline.target.clipped(framing.screen)
        if not any(other.overlaps(target) for other in others) and not outline.outer.inflated(SLACK).contains(target):
            yield f"The outline at {_place(shown)} is not around all of the target at {_place(target)}."
        for other in others:
            if not _leaves_half(outline, other):
                yield f"The outline at {_place(shown)} takes more than half of the gap to {_place(other)}."
        band = list(_band(outline, framing.screen))
        for own in _own_texts(framing.on_card(framing.contents.texts), outline):
            if any(side.overlaps(_ink(own).inflated(-1 - 2 * _shared(outline))) for side in band):
                yield f"The outline at {_place(shown)} lies on the target's own text at {_place(own)}."


def _side_faults(outline: Outline, screen: Rect) -> Iterator[str]:
    """An outline ends inside the picture; a side that is open runs to its edge, and only there the element may go on."""
    sides = {
        "left": (outline.open.left, outline.outer.left - screen.left, outline.target.left - screen.left),
        "top": (outline.open.top, outline.outer.top - screen.top, outline.target.top - screen.top),
        "right": (outline.open.right, screen.right - outline.outer.right, screen.right - outline.target.right),
        "bottom": (outline.open.bottom, screen.bottom - outline.outer.bottom, screen.bottom - outline.target.bottom),
    }
    for name, (is_open, inside, room) in sides.items():
        if is_open and inside > 0:
            yield f"The open {name} side of an outline ends inside the picture."
        if not is_open and inside < 0:
            yield f"An outline spills over the {name} edge of the picture."
        if not is_open and room < -SLACK:
            yield f"An outline is closed on its {name} side, where the element goes on."


def _leaves_half(outline: Outline, other: Rect) -> bool:
    """Whether on the side where a neighbour is, the outline takes at most half of the space to it."""
    target, outer, text = outline.target, outline.outer, outline.text
    if not other.overlaps(outer):
        gaps = (
            target.left - other.right,
            target.top - other.bottom,
            other.left - target.right,
            other.top - target.bottom,
        )
        if max(gaps) < 0:  # it reaches into the target, but not to the outline
            return True
    slack = SLACK + _shared(outline)
    ends = (
        (target.left, text.left, other.right, outer.left, -1),
        (target.top, text.top, other.bottom, outer.top, -1),
        (target.right, text.right, other.left, outer.right, 1),
        (target.bottom, text.bottom, other.top, outer.bottom, 1),
    )
    for edge, own, near, drawn, sense in ends:
        start = edge if (near - edge) * sense >= 0 else own
        if (near - start) * sense >= -slack and (drawn - (start + near) / 2) * sense <= slack:
            return True
    return False


def _shared(outline: Outline) -> float:
    """What the thinnest outline may take of both sides where there is no space for it."""
    return MIN_THICKNESS_PX / 2 if outline.scale * outlines.OUTLINE_PX <= MIN_THICKNESS_PX + 0.5 else 0.0


def _band(outline: Outline, screen: Rect) -> Iterable[Rect]:
    """The four sides of an outline that are drawn, as rectangles."""
    outer, inner = outline.outer, outline.inner
    sides = (
        Rect(outer.left, outer.top, inner.left, outer.bottom),
        Rect(outer.left, outer.top, outer.right, inner.top),
        Rect(inner.right, outer.top, outer.right, outer.bottom),
        Rect(outer.left, inner.bottom, outer.right, outer.bottom),
    )
    return (side for side in sides if side.overlaps(screen))


def _own_texts(things: Iterable[Rect], outline: Outline) -> list[Rect]:
    """The texts inside of a target that are large enough to be read."""
    least = 2 * MIN_THICKNESS_PX
    return [thing for thing in things if outline.target.contains(thing) and min(thing.width, thing.height) >= least]


def _ink(text: Rect) -> Rect:
    """The part of a text's box that has letters."""
    by = INK * min(text.height, text.width)
    return text.inflated(-by)


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect.left < x < rect.right and rect.top < y < rect.bottom


def _place(rect: Rect) -> str:
    return f"({rect.left:.0f}, {rect.top:.0f})–({rect.right:.0f}, {rect.bottom:.0f})"

"""Find marks that a person drew on a screenshot, a ring, a box or an arrow, and the disc of a recorded touch.

Only shapes that apps hardly draw themselves count: thin lines around something, arrows, and discs on texts, of one colour that
the rest of the picture has little of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.load import Pixels
from annotator.screen.propose.read_screen import ReadScreen

LONG_PX: Final = 1200
"""Longer side of the copy on which strokes are looked for, in pixels."""
MIN_SATURATION: Final = 90
MIN_VALUE: Final = 110
"""Minimum saturation and value (0..255) of a pen's colour."""
PENS: Final = (((0, 9), (140, 180)), ((9, 38),), ((38, 85),), ((85, 140),))
"""The ranges of hue (0..180) of red with magenta, orange with yellow, green, and blue."""
MAX_LINE: Final = 0.7
"""Maximum thickness of a ring's line, in em; the ground around a picture is wider."""
MAX_THICKNESS: Final = 0.18
"""The same, as a share of the mean of its sides; an app's icon is thicker."""
MIN_RING_SIDE: Final = 1.4
"""Minimum shorter side of a ring, in em."""
MIN_AROUND_NOTHING: Final = 2.1
"""The same of one without a text in it, in em: icons are smaller."""
MAX_SHARE: Final = 0.5
"""Maximum share of the picture that is ringed."""
SECTORS: Final = 36
MIN_SECTORS: Final = 29
"""Minimum number of the sectors around its middle in which a ring has ink; one drawn by hand may not close."""
CORE: Final = 0.35
MAX_CORE_INK: Final = 0.03
"""The inner part of a ring, as a share of its sides, and the maximum share of its ink that is there."""
MAX_ARROW_SHARE: Final = 0.16
"""Maximum share of the picture that the bounding box of an arrow takes."""
MIN_ARROW: Final = 2.3
"""Minimum length of an arrow, in em."""
MAX_ARROW_INK: Final = 0.62
"""Maximum share of its bounding box that an arrow takes, but for level and upright ones."""
MAX_DRAWN_INK: Final = 0.42
"""The same of its ink alone, without what a hollow one encloses; a letter of a logo takes more."""
MAX_ARROW_WIDTH: Final = 0.66
"""Maximum width of an arrow's line or head, in lengths: a coloured thing on a photo is thicker."""
MAX_HOLLOW_WIDTH: Final = 1.1
"""The same of a hollow one, which is drawn wider."""
SLICES: Final = 20
MIN_HEAD: Final = 1.4
"""Minimum ratio of the most ink in a slice of an arrow, which is in its head, to that in one of its other end."""
MAX_UNEVEN: Final = 0.12
"""Maximum deviation from a straight edge of the ink in the slices of that end, in means: drawings and photos have more."""
MAX_DISTANCE: Final = 3.5
"""Maximum distance of an arrow's tip from what it points at, in em."""
MAX_MIXED: Final = (36.0, 36.0, 6.0)
"""Maximum median difference (0..255) of a stroke's pixels from its colour: of arrows and discs, of rings, in green and blue."""
MAX_BLURRED: Final = 72.0
"""The same of a red frame that may be around a button: a thin line is blurred."""
SAME_COLOR: Final = 24
"""Maximum difference (0..255) of a pixel that has a stroke's colour."""
GROWN: Final = 3
"""How far from a stroke pixels are its own, in pixels of the small copy."""
MAX_INSIDE: Final = 0.05
"""Maximum ink of a stroke's colour inside its box, as a share of its own: what an app frames has the frame's colour."""
MAX_ELSEWHERE: Final = (0.4, 2.5, 0.05)
"""The same, of all ink that is in no stroke: of arrows and discs, of rings, in green and blue."""
BESIDE: Final = 2.0
"""How far from an arrow its colour is its author's, such as a number's disc or a text, in em."""
MIN_SIDE: Final = 0.7
"""Minimum share of each side of a frame that is straight."""
MAX_GROUNDS: Final = 30
"""Maximum difference (0..255) of the grounds in and around a ring; a field of the app, or its logo, has a ground of its own."""
MAX_BUTTON: Final = 5.0
"""Maximum height of a frame around a button, in heights of its word; that around a person who speaks is higher."""
VIVID: Final = 40
"""Minimum range of red, green and blue of the ground of a button, whose frame is an author's."""
OTHER_HUE: Final = 18
"""Minimum difference (0..180) of the hue of another colour."""
IN_LOGO: Final = (0.15, 0.8)
"""Share of what is beside a stroke that is in strong other colours, where it is part of a logo; on a ground, nearly all is."""
MIN_SOLID: Final = 0.85
"""Minimum share of its convex hull that a closed ring fills; a hollow arrow fills less."""
MIN_HOLE: Final = 0.65
"""Minimum share of its bounding box that the inside of a ring takes; that of a hollow arrow takes less."""
MAX_STROKES: Final = 4
"""Maximum number of strokes that somebody draws on one picture; more are a photo's."""

DISC: Final = (1.2, 3.6)
"""Diameter of the disc of a recorded touch, in em."""
MIN_DISC: Final = 0.7
"""Minimum share of its bounding box that a disc takes; a round one takes 0.785."""
MAX_DISC: Final = 0.88

NEAR_DISC: Final = (1.25, 1.75)
"""How far from its middle the disc of a number ends, and what is close to it, in radii of the circle in it."""
MAX_NEAR_DISC: Final = 0.12
"""Maximum share of ink there, where only the arrow's line is."""

Shape = Literal["ring", "arrow", "disc"]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stroke of a person: ``Stroke("ring", Box(40, 300, 400, 120), Box(40, 300, 400, 120))``.

    Attributes:
        shape: a line around something, an arrow, or the disc of a touch.
        box: its bounding box.
        target: the part of the picture that it points at: the inside of a ring, or the place before an arrow's tip.
        along: the places that an arrow points at, nearest first.
    """

    shape: Shape
    box: Box
    target: Box
    along: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ink:
    """The ink of a stroke on the small copy: its box, its pixels, their usual colour, and how much they differ from it."""

    box: Box
    pixels: NDArray[np.uint8]
    color: NDArray[np.float64]
    mixed: float


def find_strokes(screen: ReadScreen) -> tuple[Stroke, ...]:
    """The strokes on a screenshot, rings first, then by size; none if there are more than MAX_STROKES."""
    scale = min(1.0, LONG_PX / max(screen.width, screen.height))
    size = (max(1, round(screen.width * scale)), max(1, round(screen.height * scale)))
    small = cv2.resize(screen.pixels, size, interpolation=cv2.INTER_AREA)
    hue, saturation, value = cv2.split(cv2.cvtColor(small, cv2.COLOR_RGB2HSV))
    strong = (saturation >= MIN_SATURATION) & (value >= MIN_VALUE)
    inks: list[tuple[Stroke, _Ink]] = []
    for ranges in PENS:
        mask = np.zeros_like(strong)
        for low, high in ranges:
            mask |= strong & (hue >= low) & (hue < high)
        inks += _strokes_of(mask.astype(np.uint8), small, screen, scale)
    words = [_scaled(word.box, scale) for word in screen.words]
    all_inks = [ink for _, ink in inks]
    em = screen.em * scale
    found = [stroke for stroke, ink in inks if _is_pen(ink, stroke.shape, small, all_inks, words, em)]
    rings = [stroke.box for stroke in found if stroke.shape == "ring"]
    found = [each for each in found if not any(boxes.intersection(ring, to) for ring in rings for to in each.along)]
    if len(found) > MAX_STROKES:
        return ()  # the grain of wood, or leaves
    return tuple(sorted(found, key=lambda stroke: (stroke.shape != "ring", -stroke.box.w * stroke.box.h)))


def _is_pen(ink: _Ink, shape: Shape, colors: Pixels, inks: Sequence[_Ink], words: Sequence[Box], em: float) -> bool:
    """Whether a stroke has one colour of its own: next to none of it is inside, and little elsewhere but in other strokes.

    What is beside an arrow in its colour is its author's, too.
    """
    red, green, blue = ink.color
    kind = 2 if max(green, blue) > red else shape == "ring"
    low = [word for word in words if boxes.center_in(word, ink.box) and ink.box.h <= MAX_BUTTON * word.h]
    may_be_button = shape == "ring" and bool(low)
    if ink.mixed > (MAX_BLURRED if may_be_button and kind == 1 else MAX_MIXED[kind]):
        return False
    inside, outside = _adjoining(ink, colors)
    # Other colours adjoin a frame around a coloured button, too.
    if not may_be_button and _is_in_logo(ink, np.concatenate([inside, outside])):
        return False
    sides = [side[:GROWN].max(axis=0).mean() for side in (np.rot90(ink.pixels, turn) for turn in range(4))]
    if shape == "ring" and blue > max(red, green) and min(sides) > MIN_SIDE:
        return False  # around the field that is in use
    if shape == "ring" and min(len(inside), len(outside)):
        grounds = [np.median(each, axis=0) for each in (inside, outside)]
        is_button = may_be_button and np.ptp(grounds[0]) >= VIVID
        if np.abs(grounds[0] - grounds[1]).max() > MAX_GROUNDS and not is_button:
            return False
    same = (np.abs(colors - ink.color).max(axis=2) <= SAME_COLOR).astype(np.uint8)
    for other in inks:
        part = same[other.box.y : other.box.bottom, other.box.x : other.box.right]
        part[cv2.dilate(other.pixels, np.ones((2 * GROWN + 1, 2 * GROWN + 1), np.uint8)) > 0] = 0
    box, drawn = ink.box, int(ink.pixels.sum())
    within = int(same[box.y : box.bottom, box.x : box.right].sum())
    if shape == "arrow":
        near = boxes.inflated(box, round(BESIDE * em))
        same[max(0, near.y) : near.bottom, max(0, near.x) : near.right] = 0
    return within <= MAX_INSIDE * drawn and int(same.sum()) <= MAX_ELSEWHERE[kind] * drawn


def _adjoining(ink: _Ink, colors: Pixels) -> tuple[Pixels, Pixels]:
    """The colours (n, 3) close to a stroke, inside and outside of it."""
    area = boxes.clipped(boxes.inflated(ink.box, 2 * GROWN), colors.shape[1], colors.shape[0])
    part = colors[area.y : area.bottom, area.x : area.right]
    own = np.zeros(part.shape[:2], np.uint8)
    x, y = ink.box.x - area.x, ink.box.y - area.y
    own[y : y + ink.box.h, x : x + ink.box.w] = ink.pixels
    widths = (2 * (GROWN - 1) + 1, 4 * GROWN + 1)  # the edges of a stroke are blurred
    blurred, near = (cv2.dilate(own, np.ones((width, width), np.uint8)) for width in widths)
    outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = cv2.drawContours(own, outlines, -1, 1, cv2.FILLED)
    beside = near & (1 - blurred)
    return part[(beside & filled) > 0], part[(beside & (1 - filled)) > 0]


def _is_in_logo(ink: _Ink, beside: Pixels) -> bool:
    """Whether other strong colours adjoin a stroke, but not all around it."""
    own = ink.color[None].astype(np.uint8)
    hsv = cv2.cvtColor(np.concatenate([own, beside])[None], cv2.COLOR_RGB2HSV)[0].astype(np.int16)
    turned = np.abs((hsv[:, 0] - hsv[0, 0] + 90) % 180 - 90)
    other = (hsv[:, 1] >= MIN_SATURATION) & (hsv[:, 2] >= MIN_VALUE) & (turned > OTHER_HUE)
    return IN_LOGO[0] < float(other.mean()) < IN_LOGO[1]


def _strokes_of(
    mask: NDArray[np.uint8], colors: Pixels, screen: ReadScreen, scale: float
) -> Iterator[tuple[Stroke, _Ink]]:
    em = screen.em * scale
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for index in range(1, count):
        x, y, w, h, _ = (int(number) for number in stats[index])
        if max(w, h) < DISC[0] * em or w * h > MAX_SHARE * mask.size:
            continue
        ink = (labels[y : y + h, x : x + w] == index).astype(np.uint8)
        inked = colors[y : y + h, x : x + w][ink > 0]
        color = np.median(inked, axis=0)
        stroke = _read_stroke(ink, Box(x, y, w, h), em)
        if stroke is not None:
            box, target, *along = (_scaled(each, 1 / scale) for each in (stroke.box, stroke.target, *stroke.along))
            if _is_drawn(stroke.shape, box, screen):
                mixed = float(np.median(np.abs(inked - color).max(axis=1)))
                yield Stroke(stroke.shape, box, target, tuple(along)), _Ink(Box(x, y, w, h), ink, color, mixed)


def _is_drawn(shape: Shape, box: Box, screen: ReadScreen) -> bool:
    """Whether a shape isn't the app's own: no icon, no underlined link, and no disc but on a text that goes on beside it."""
    if shape == "disc":
        return any(boxes.center_in(box, word.box) and word.box.w > 1.3 * box.w for word in screen.words)
    if shape == "ring" and min(box.w, box.h) < MIN_AROUND_NOTHING * screen.em:
        return any(boxes.center_in(word.box, box) for word in screen.words)
    if shape == "arrow" and (box.w * box.h > MAX_ARROW_SHARE * screen.width * screen.height or box.w == screen.width):
        return False
    return shape == "ring" or all(2 * boxes.intersection(word.box, box) <= box.w * box.h for word in screen.words)


def _read_stroke(ink: NDArray[np.uint8], box: Box, em: float) -> Stroke | None:
    """The stroke whose pixels (h, w) are 1 in ``ink``, in pixels of the small copy."""
    outlines, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = cv2.drawContours(ink.copy(), outlines, -1, 1, cv2.FILLED)  # some arrows are hollow
    small, large = (diameter * em for diameter in DISC)
    is_round = abs(box.w - box.h) <= 0.15 * box.w and MIN_DISC <= filled.mean() <= MAX_DISC and ink.mean() > 0.6
    if is_round and small <= box.w <= large:
        return Stroke("disc", box, box)
    thickness = 4 * float(np.median(cv2.distanceTransform(np.pad(ink, 1), cv2.DIST_L2, 3)[1:-1, 1:-1][ink > 0]))
    side = min(box.w, box.h)
    if side > 1 and _goes_around(ink):
        hull = cv2.contourArea(cv2.convexHull(np.concatenate(outlines)))
        solid = filled.sum() >= MIN_SOLID * hull or filled.sum() < 1.3 * ink.sum()
        if (
            solid
            and side >= MIN_RING_SIDE * em
            and thickness <= min(MAX_LINE * em, MAX_THICKNESS * (box.w + box.h) / 2)
        ):
            return Stroke("ring", box, box)
    hole = _find_hole(ink, box)
    if min(hole.w, hole.h) >= MIN_RING_SIDE * em and thickness <= MAX_LINE * em:
        return Stroke("ring", hole, hole)  # an arrow touches it
    is_logo = ink.mean() > MAX_DRAWN_INK and side > 0.5 * max(box.w, box.h)
    if is_logo:
        return None
    widest = MAX_HOLLOW_WIDTH if filled.sum() > 2 * ink.sum() else MAX_ARROW_WIDTH
    return _read_arrow(filled, box, em, widest) or _read_arrow(_without_disc(filled), box, em, widest)


def _without_disc(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A stroke without the disc, with a number in it, at which some arrows begin; nothing if its widest place is no disc."""
    depths = cv2.distanceTransform(np.pad(ink, 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
    _, radius, _, middle = cv2.minMaxLoc(depths)
    disc, around = (cv2.circle(np.zeros_like(ink), middle, round(far * radius), (1,), cv2.FILLED) for far in NEAR_DISC)
    rest = ink * (1 - disc)
    return rest if rest[around > 0].mean() <= MAX_NEAR_DISC else np.zeros_like(ink)


def _find_hole(ink: NDArray[np.uint8], box: Box) -> Box:
    """The inside of the closed ring in a stroke that has an arrow, too; an empty box if there is none, or more than one."""
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    inner = [each for each, links in zip(outlines, tree[0], strict=True) if links[3] >= 0]
    around = [(Box(*cv2.boundingRect(each)), cv2.contourArea(each)) for each in inner]
    holes = [boxes.shifted(hole, box.x, box.y) for hole, area in around if area > MIN_HOLE * hole.w * hole.h]
    return holes[0] if len(holes) == 1 else Box(box.x, box.y, 0, 0)


def _goes_around(ink: NDArray[np.uint8]) -> bool:
    """Whether ink surrounds the middle on nearly all sides, and the middle has hardly any."""
    points = np.argwhere(ink) / (np.array(ink.shape) - 1) * 2 - 1
    sectors = np.unique((np.arctan2(points[:, 0], points[:, 1]) / np.pi * SECTORS / 2).astype(int) % SECTORS)
    return len(sectors) >= MIN_SECTORS and float((np.abs(points).max(axis=1) < CORE).mean()) <= MAX_CORE_INK


def _read_arrow(ink: NDArray[np.uint8], box: Box, em: float, widest: float) -> Stroke | None:
    """The stroke as an arrow: its head is the end near the slice with the most ink; None for what has no such end."""
    points = np.argwhere(ink)[:, ::-1].astype(np.float64)
    if not len(points):
        return None
    middle = points.mean(axis=0)
    axis = np.linalg.svd(points - middle, full_matrices=False)[2][0]
    along = (points - middle) @ axis
    length = float(np.ptp(along))
    if length < MIN_ARROW * em or (len(points) > MAX_ARROW_INK * ink.size and min(ink.shape) > 0.3 * length):
        return None
    slices = np.histogram(along, SLICES)[0] * SLICES / length
    if slices.argmax() < SLICES / 2:
        along, slices = -along, slices[::-1]
    head, shaft = float(slices.max()), slices[1 : SLICES // 3]
    if head < MIN_HEAD * max(1.0, float(shaft.max())) or head > widest * length:
        return None
    if shaft[0] > MIN_HEAD * shaft[-1]:
        return None  # a line gets no thinner towards its head
    steps = np.arange(len(shaft))
    if (shaft - np.polyval(np.polyfit(steps, shaft, 1), steps)).std() > max(0.6, MAX_UNEVEN * shaft.mean()):
        return None
    tip = points[along.argmax()]
    way = tip - points[along > along.max() - 0.3 * length].mean(axis=0)
    way /= np.linalg.norm(way)
    reach = 0.4 * em
    corners = (tip + (box.x, box.y) + way * far * em - reach for far in np.arange(0.4, MAX_DISTANCE, 0.6))
    places = tuple(Box(max(0, round(x)), max(0, round(y)), round(2 * reach), round(2 * reach)) for x, y in corners)
    return Stroke("arrow", box, places[1], places)


def _scaled(box: Box, factor: float) -> Box:
    return boxes.clipped(Box(*(max(0, round(value * factor)) for value in box.numbers)), 1 << 20, 1 << 20)

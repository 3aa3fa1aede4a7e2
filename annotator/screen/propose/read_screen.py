"""Read from one screenshot what guesses need: words and icons, the keyboard, titles, and the buttons around texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np

from annotator import assets
from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.code_cells import find_code_cells
from annotator.screen.element.compact_marks import find_marks, outermost
from annotator.screen.element.links import colorfulness
from annotator.screen.element.surroundings import Surroundings, measure_dp
from annotator.screen.load import HasPixels, Pixels, rim_color
from annotator.screen.locate.icon_meanings import OTHER_ICON, load_classifier, locate_meanings
from annotator.screen.locate.ink_marks import normalise_marks
from annotator.screen.screen_texts import STATUS_BAR, Place, ScreenTexts

EM_PX: Final = 14
"""Height of a text, in pixels, on the small copy on which buttons are looked for."""
FRAME_EM: Final = (8.0, 1.2, 6.0)
"""Minimum width, minimum and maximum height of a field or card, in em."""
MIN_EDGE: Final = 10
"""Minimum step of colour (0..255) at its edge."""
MAX_BUTTON_EM: Final = 4.6
"""Maximum height of a button, in em."""
MIN_FILL: Final = 0.62
"""Minimum share of its bounding box that a button's colour takes (0..1)."""
SAME_COLOR: Final = 14
"""Maximum difference (0..255) within the ground of a button."""
OTHER_COLOR: Final = 22
"""Minimum difference (0..255) between a filled button and the page."""
OUTLINE_PX: Final = 3
"""Maximum width of an outline around a button, in pixels of the small copy; outside it is the page."""
SMALLER: Final = 0.9
"""Maximum height of the name of a field, in heights of the placeholder or value below it."""
MAX_HOLLOW: Final = 60
"""Maximum range (0..255) of any channel in the middle of an empty box."""
MIN_INK: Final = 0.7
"""Minimum width of ink that fills a field, in em; a cursor is narrower."""
CHANGED: Final = 40
"""Minimum difference (0..255) of a pixel that changed."""
VIVID: Final = 60
"""Minimum range of red, green and blue of a colourful button."""
MUTED: Final = 40
"""The same of one that differs from the page by VIVID, too."""
DARK: Final = 150
"""Minimum difference from the page of a black button on white, or a white one on black."""
PANEL: Final = (0.03, 0.85)
"""Minimum and maximum share of the screen that a panel over the page takes."""
MIN_EVEN: Final = 0.7
"""Minimum share of a panel that has its ground's colour."""
DIM: Final = (0.7, 0.82)
"""Maximum brightness of what is behind it, in that of its texts, or of its ground where that is light."""
STATES: Final = ("switch", "checkbox", "radio")
"""The kinds of marks that show a state, which an icon of unknown meaning has in place of a name."""
MIN_MEANING: Final = 0.6
"""Minimum probability of an icon's meaning."""


@dataclass(frozen=True, slots=True)
class Button:
    """The box around a text that has its own ground or outline: ``Button(Box(48, 1144, 624, 112), filled=True, strong=True)``.

    Attributes:
        box: the rectangle, in pixels of the picture.
        filled: whether its ground differs from the page.
        strong: whether its ground is colourful, or black on white or the reverse.
    """

    box: Box
    filled: bool
    strong: bool


@dataclass(frozen=True, eq=False)
class ReadScreen(HasPixels, ScreenTexts):
    """A screenshot with its texts, as ``ocr.read_texts`` returns them.

    Attributes:
        pixels: (H, W, 3), upright.
        texts: the lines of text in reading order.
    """

    pixels: Pixels
    texts: tuple[TextLine, ...]

    @cached_property
    def around(self) -> Surroundings:
        """The picture and its texts for the functions that find buttons and fields."""
        return Surroundings(self.pixels, self.texts, self.em)

    @cached_property
    def icons(self) -> tuple[Place, ...]:
        """The icons and other small shapes, with their meaning where it is known."""
        around = Surroundings.of(self.pixels, self.texts, Box(0, 0, self.width, self.height))
        marks = find_marks(around, around.screen, measure_dp(around))
        classifier = load_classifier()
        rows = np.array([mark.box.numbers for mark in marks], np.int32).reshape(-1, 4)
        shapes, kept = normalise_marks(self.pixels, rows)
        meant = {}
        for index, chances in zip(kept.tolist(), classifier.classify(shapes), strict=True):
            best = int(chances.argmax())
            if chances[best] >= MIN_MEANING and best < classifier.classes.index(OTHER_ICON):
                meant[marks[index].box] = classifier.classes[best]
        kinds = {mark: mark.kind if mark.kind in STATES else "" for mark in marks}
        return tuple(
            Place(
                mark.box, icon=next((name for box, name in meant.items() if boxes.contains(mark.box, box)), kinds[mark])
            )
            for mark in outermost(marks)
            if mark.box.y > STATUS_BAR * self.height
        )

    @cached_property
    def known_icons(self) -> list[tuple[Box, str, int | None]]:
        """The icons that a script can name, each with its name, and its number where there are several."""
        names = sorted(path.stem for path in assets.folder("icons").glob("*.png"))
        found: dict[Box, tuple[Box, str, int | None]] = {}
        for name, located in zip(names, locate_meanings(self.pixels, names, self.em, self.texts), strict=True):
            places = [located[index].box for index in boxes.reading_order([each.box for each in located])]
            for number, box in enumerate(places, 1):  # a video camera has two names
                found.setdefault(box, (box, name, number if len(places) > 1 else None))
        return list(found.values())

    @cached_property
    def _small(self) -> tuple[Pixels, float]:
        scale = min(1.0, EM_PX / self.em)
        size = (max(1, round(self.width * scale)), max(1, round(self.height * scale)))
        return cv2.resize(self.pixels, size, interpolation=cv2.INTER_AREA), scale

    def _cut(self, box: Box) -> Box:
        """A box on the small copy."""
        small, scale = self._small
        return boxes.clipped(Box(*(round(value * scale) for value in box.numbers)), small.shape[1], small.shape[0])

    def brightness(self, box: Box) -> float:
        """How bright the brightest of a place is (0..255)."""
        small, _ = self._small
        area = self._cut(box)
        return float(np.percentile(small[area.y : area.bottom, area.x : area.right].max(axis=2), 95))

    @cached_property
    def panel(self) -> tuple[Box, float] | None:
        """A panel over a dimmed page, such as a dialog, and the maximum brightness of the page; None if there is none."""
        small, scale = self._small
        lights = {place: self.brightness(place.box) for place in self.words}
        tried: list[tuple[Box, np.ndarray]] = []
        for place in self.words:
            own = self._cut(place.box)
            ground = _rim_color(small, own)
            if any(boxes.center_in(own, box) and np.abs(ground - one).max() <= SAME_COLOR for box, one in tried):
                continue
            mask = (np.abs(small - ground).max(axis=2) <= SAME_COLOR).astype(np.uint8)
            mask[own.y : own.bottom, own.x : own.right] = 1
            for tidy in (cv2.MORPH_CLOSE, cv2.MORPH_OPEN):  # over texts, and no further than the panel's edge
                mask = cv2.morphologyEx(mask, tidy, np.ones((EM_PX, EM_PX), np.uint8))
            _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
            label = int(labels[own.y + own.h // 2, own.x + own.w // 2])
            *numbers, area = (int(value) for value in stats[label])
            tried.append((Box(*numbers), ground))
            panel = Box(*(round(value / scale) for value in numbers))
            inside = [light for one, light in lights.items() if boxes.center_in(one.box, panel)]
            even = label and area > MIN_EVEN * numbers[2] * numbers[3] and PANEL[0] < area / mask.size < PANEL[1]
            if not inside or not even or numbers[3] <= MAX_BUTTON_EM * self.em * scale:
                continue
            dim = max(inside) * DIM[int(ground.max()) > 128]
            outside = [one for one in lights if not boxes.center_in(one.box, panel)]
            behind = [one.box for one in outside if lights[one] <= dim]
            if len(behind) > max(1, len(outside) / 2) and any(box.bottom <= panel.y for box in behind):
                return panel, dim
        return None

    def is_behind(self, box: Box) -> bool:
        """Whether a place is on a dimmed page, behind a panel."""
        if self.panel is None or boxes.center_in(box, self.panel[0]):
            return False
        return self.brightness(box) <= self.panel[1]

    def find_button(self, box: Box) -> Button | None:
        """The button or field around a text: a low area of one colour that ends above and below; None on the page itself."""
        small, scale = self._small
        height, width = small.shape[:2]
        own, em = self._cut(box), self.em * scale
        top, bottom = max(0, round(own.y - 4 * em)), min(height, round(own.bottom + 4 * em))
        part = small[top:bottom].astype(np.int16)
        inner = boxes.shifted(own, 0, -top)
        color = _rim_color(part, inner)
        mask = (np.abs(part - color).max(axis=2) <= SAME_COLOR).astype(np.uint8)
        mask[inner.y : inner.bottom, inner.x : inner.right] = 1
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        x, y, w, h, area = (int(value) for value in stats[labels[inner.y + inner.h // 2, inner.x + inner.w // 2]])
        if y <= 0 or y + h >= bottom - top or h > MAX_BUTTON_EM * em or h < own.h or area < MIN_FILL * w * h:
            return None
        difference = int(np.abs(_rim_color(part, boxes.inflated(Box(x, y, w, h), OUTLINE_PX)) - color).max())
        filled = difference > OTHER_COLOR
        if w > 0.97 * width and not filled:
            return None  # a row between two lines
        colourful = int(color.max() - color.min()) > (MUTED if difference > VIVID else VIVID)
        strong = filled and (colourful or difference > DARK)
        return Button(Box(*(round(value / scale) for value in (x, y + top, w, h))), filled, strong)

    def is_empty(self, field: Box, label: str) -> bool:
        """Whether nothing is in a field but its label, perhaps with a smaller name above it: no text, no password's dots."""
        inside = [line for line in self.texts if boxes.center_in(line.box, field)]
        label_box = next((line.box for line in inside if line.text == label), field)
        if any(
            line.text != label and (line.box.h > SMALLER * label_box.h or line.box.bottom > label_box.y)
            for line in inside
        ):
            return False
        small, scale = self._small
        inset = 0.15 * field.h
        values = (field.x + inset, field.y + inset, 0.85 * field.w - inset, field.h - 2 * inset)  # icons are at its end
        area = self._cut(Box(*map(round, values)))
        part = small[area.y : area.bottom, area.x : area.right].astype(np.int16)
        ink = np.abs(part - np.median(part.reshape(-1, 3), axis=0)).max(axis=2) > OTHER_COLOR * 2
        for line in inside:
            own = boxes.shifted(self._cut(boxes.inflated(line.box, 0.2 * line.box.h)), -area.x, -area.y)
            ink[max(0, own.y) : max(0, own.bottom), max(0, own.x) : max(0, own.right)] = False
        return int(ink.any(axis=0).sum()) <= MIN_INK * self.em * scale

    @cached_property
    def frames(self) -> tuple[Box, ...]:
        """The low boxes of one colour with an edge all around, such as fields, buttons and cards."""
        small, scale = self._small
        edges = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2)
        _, _, stats, _ = cv2.connectedComponentsWithStats((edges < MIN_EDGE).astype(np.uint8), connectivity=4)
        wide, low, high = (side * self.em * scale for side in FRAME_EM)
        found = (
            Box(*(round(value / scale) for value in (x, y, w, h)))
            for x, y, w, h, area in stats[1:].tolist()
            if w >= wide and low <= h <= high and area >= MIN_FILL * w * h
        )
        return tuple(frame for frame in found if 0 < frame.x < frame.right < self.width)

    def is_hollow(self, box: Box) -> bool:
        """Whether nothing is drawn in the middle of a box, such as a tick."""
        part = self.around.crop(boxes.inflated(box, -min(box.w, box.h) / 4))
        return int(np.ptp(part, axis=(0, 1)).max()) <= MAX_HOLLOW

    @cached_property
    def code_cells(self) -> tuple[Box, ...]:
        """The boxes for the digits of a code, if there are any and all are empty."""
        cells = find_code_cells(self.around, Box(0, 0, self.width, self.keyboard_top))
        return cells if all(map(self.is_hollow, cells)) else ()

    def compare_looks(self, there: ReadScreen) -> Callable[[Box], float]:
        """A function that returns the share of a box that changed on the next picture, which has the same size."""
        small, _ = self._small
        other = cv2.resize(there.pixels, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
        changed = cv2.absdiff(small, other).max(axis=2) > CHANGED

        def share(box: Box) -> float:
            area = self._cut(box)
            return float(changed[area.y : area.bottom, area.x : area.right].mean())

        return share

    def colorfulness(self, box: Box) -> float:
        """How colourful the letters of a text are, as those of links and of the chosen tab."""
        return colorfulness(self.around, box)

    def contrast(self, box: Box) -> float:
        """How far the letters of a text differ from their ground (0..255)."""
        small, _ = self._small
        area = self._cut(box)
        part = small[area.y : area.bottom, area.x : area.right].astype(np.int16)
        return float(np.percentile(np.abs(part - _rim_color(small, area)).max(axis=2), 95))

    def vivid_share(self, box: Box) -> float:
        """The share of a box that is in a strong colour."""
        small, _ = self._small
        area = self._cut(box)
        part = small[area.y : area.bottom, area.x : area.right].astype(np.int16)
        return float((part.max(axis=2) - part.min(axis=2) > VIVID).mean())


def _rim_color(part: np.ndarray, box: Box) -> np.ndarray:
    """The median colour (3) around a box."""
    rim = boxes.clipped(boxes.inflated(box, 2), part.shape[1], part.shape[0])
    return rim_color(part[rim.y : rim.bottom, rim.x : rim.right]).astype(np.int16)

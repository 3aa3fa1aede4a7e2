"""What one screenshot shows, as far as guesses need it: its words, keyboard, headers, and the buttons around texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final

import cv2
import numpy as np

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.element.candidates import MIN_LINK_COLORFULNESS, colorfulness
from annotator.screen.element.surroundings import Surroundings
from annotator.screen.load import Pixels

EM_PX: Final = 14
"""Height of a text, in pixels, on the small copy on which buttons are looked for."""
STATUS_BAR: Final = 0.042
"""Fraction of a phone's height that the bar with clock and battery takes."""
HEADER: Final = 0.24
"""Fraction of a screen's height, from the top, in which its title is."""
TITLE_SIZE: Final = 1.35
"""Height of a title elsewhere, in heights of the usual text."""
MIN_KEYS: Final = 9
"""Minimum number of single letters in the lower half of a screen for a keyboard."""
MAX_BUTTON_EM: Final = 4.6
"""Maximum height of a button, in em."""
MIN_FILL: Final = 0.62
"""Minimum share of its bounding box that a button's colour takes (0..1)."""
SAME_COLOR: Final = 14
"""Maximum difference (0..255) within the ground of a button."""
OTHER_COLOR: Final = 22
"""Minimum difference (0..255) between a filled button and the page."""
OUTLINE_PX: Final = 3
"""Maximum width of an outline around a button, in pixels of the small copy; what is outside it is the page."""
MIN_INK: Final = 1.5
"""Minimum width of what is written in a field, in em; a cursor is narrower."""
CHANGED: Final = 40
"""Minimum difference (0..255) of a pixel that changed."""
MAX_CHANGE: Final = 0.1
"""Maximum share of a picture that changes where a switch is turned or a row is ticked."""
MIN_CHANGE: Final = 0.04
"""Minimum share of the room around a text that changed."""
VIVID: Final = 60
"""Minimum range of red, green and blue of a colourful button."""
ROUND_EM: Final = (2.4, 7.0)
"""Diameter of a round button, in em."""
DARK: Final = 150
"""Minimum difference from the page of a black button on white, or a white one on black."""

_KEYS: Final = re.compile(r"qwert|asdfg|zxcv|azert")
_LETTERS: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Button:
    """The box around a text that has its own ground or outline: ``Button(Box(48, 1144, 624, 112), filled=True, strong=True)``.

    Attributes:
        box: the rectangle, in pixels of the picture.
        filled: whether its ground differs from the page.
        strong: whether it is colourful, or dark on light.
    """

    box: Box
    filled: bool
    strong: bool


@dataclass(frozen=True, eq=False)
class ReadScreen:
    """A screenshot with its texts, as ``ocr.read_texts`` returns them.

    Attributes:
        pixels: (H, W, 3), upright.
        texts: the lines of text in reading order.
    """

    pixels: Pixels
    texts: tuple[TextLine, ...]

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @cached_property
    def em(self) -> float:
        """Usual height of a text, in pixels."""
        heights = [line.box.h for line in self.texts if len(line.text) >= 3]
        return max(6.0, median(heights)) if heights else max(self.width, self.height) / 60

    @cached_property
    def keyboard_top(self) -> int:
        """The upper end of the keyboard on the screen; the screen's height if there is none."""
        half = self.height * 0.45
        keys = [
            line.box
            for line in self.texts
            if line.box.y > half and (len(line.text) == 1 or _KEYS.search(line.text.lower().replace(" ", "")))
        ]
        rows = any(_KEYS.search(line.text.lower().replace(" ", "")) for line in self.texts if line.box.y > half)
        return min(box.y for box in keys) if rows or len(keys) >= MIN_KEYS else self.height

    @property
    def has_keyboard(self) -> bool:
        """Whether a keyboard is open."""
        return self.keyboard_top < self.height

    @cached_property
    def words(self) -> tuple[TextLine, ...]:
        """The texts between the bar with the clock and the keyboard that have at least two letters."""
        top = STATUS_BAR * self.height if self.height > self.width else 0
        return tuple(
            line
            for line in self.texts
            if line.box.y + line.box.h / 2 > top
            and line.box.y + line.box.h / 2 < self.keyboard_top
            and len(_LETTERS.findall(line.text)) >= 2
        )

    def is_title(self, line: TextLine) -> bool:
        """Whether a text is where titles are, or large."""
        middle = line.box.y + line.box.h / 2
        return middle < HEADER * self.height or (line.box.h > TITLE_SIZE * self.em and middle < 0.6 * self.height)

    @cached_property
    def _small(self) -> tuple[Pixels, float]:
        scale = min(1.0, EM_PX / self.em)
        size = (max(1, round(self.width * scale)), max(1, round(self.height * scale)))
        return cv2.resize(self.pixels, size, interpolation=cv2.INTER_AREA), scale

    def find_button(self, box: Box) -> Button | None:
        """The button or field around a text: a low area of one colour that ends on all sides; None on the page itself."""
        small, scale = self._small
        height, width = small.shape[:2]
        own = boxes.clipped(Box(*(round(value * scale) for value in (box.x, box.y, box.w, box.h))), width, height)
        em = self.em * scale
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
        outside = boxes.inflated(Box(x, y, w, h), OUTLINE_PX)
        difference = int(np.abs(_rim_color(part, outside) - color).max())
        filled = difference > OTHER_COLOR
        if w > 0.97 * width and not filled:
            return None  # a row between two lines
        strong = filled and (int(color.max() - color.min()) > VIVID or difference > DARK)
        found = Box(*(round(value / scale) for value in (x, y + top, w, h)))
        return Button(found, filled, strong)

    def has_ink(self, box: Box, texts: Sequence[TextLine]) -> bool:
        """Whether something besides ``texts``, such as a password's dots, is in a field."""
        small, scale = self._small
        inset = 0.15 * box.h
        values = (box.x + inset, box.y + inset, box.w - inset, box.h - 2 * inset)
        area = boxes.clipped(Box(*(round(value * scale) for value in values)), small.shape[1], small.shape[0])
        part = small[area.y : area.bottom, area.x : area.right].astype(np.int16)
        ink = np.abs(part - np.median(part.reshape(-1, 3), axis=0)).max(axis=2) > OTHER_COLOR * 2
        for line in texts:
            own = boxes.inflated(line.box, 0.2 * line.box.h)
            x, y, right, bottom = (round(v * scale) for v in (own.x, own.y, own.right, own.bottom))
            ink[max(0, y - area.y) : max(0, bottom - area.y), max(0, x - area.x) : max(0, right - area.x)] = False
        return int(ink.any(axis=0).sum()) > MIN_INK * self.em * scale

    def find_changes(self, there: ReadScreen) -> Callable[[Box], bool] | None:
        """A function that tells whether the next picture looks otherwise in a box; None if most of it does, or in size."""
        small, scale = self._small
        if self.pixels.shape != there.pixels.shape:
            return None
        other = cv2.resize(there.pixels, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
        changed = cv2.absdiff(small, other).max(axis=2) > CHANGED
        if changed.mean() > MAX_CHANGE:
            return None

        def is_changed(box: Box) -> bool:
            area = Box(*(round(value * scale) for value in (box.x, box.y, box.w, box.h)))
            area = boxes.clipped(area, small.shape[1], small.shape[0])
            return bool(changed[area.y : area.bottom, area.x : area.right].mean() > MIN_CHANGE)

        return is_changed

    def is_colorful(self, box: Box) -> bool:
        """Whether the letters of a text are in a colour, as links and the buttons of bars are."""
        return colorfulness(Surroundings(self.pixels, self.texts, self.em), box) > MIN_LINK_COLORFULNESS

    def find_round_buttons(self) -> list[Box]:
        """The discs of one strong colour below the upper third, without a text of their own."""
        small, scale = self._small
        values = small.astype(np.int16)
        vivid = (values.max(axis=2) - values.min(axis=2) > VIVID).astype(np.uint8)
        count, _, stats, _ = cv2.connectedComponentsWithStats(vivid, connectivity=4)
        found = []
        for x, y, w, h, area in stats[1:count].tolist():
            sized = ROUND_EM[0] <= w / (self.em * scale) <= ROUND_EM[1] and abs(w - h) <= 0.1 * w
            if sized and 0.5 < area / (w * h) < 0.85 and y > small.shape[0] / 3:
                box = Box(*(round(value / scale) for value in (x, y, w, h)))
                if not any(boxes.center_in(line.box, box) for line in self.words):
                    found.append(box)
        return found


def _rim_color(part: np.ndarray, box: Box) -> np.ndarray:
    """The median colour (3) around a box."""
    rim = boxes.clipped(boxes.inflated(box, 2), part.shape[1], part.shape[0])
    sides = part[rim.y : rim.bottom, rim.x : rim.right]
    return np.asarray(np.median(np.concatenate([sides[0], sides[-1], sides[:, 0], sides[:, -1]]), axis=0), np.int16)

"""The words of a screen as its app wrote them: without the bar with the clock, and without the keyboard."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final

from annotator.model import Box, TextLine

STATUS_BAR: Final = 0.042
"""Fraction of a phone's height that the bar with clock and battery takes."""
HEADER: Final = 0.24
"""Fraction of a screen's height, from the top, in which its title is."""
TITLE_SIZE: Final = 1.35
"""Minimum height of a title below the header, in heights of the usual text."""
MIN_KEYS: Final = 9
"""Minimum number of single characters for a keyboard of which no row of letters is read together."""
KEYBOARD_SHARE: Final = 0.45
"""Fraction of a screen's height, from the top, below which the rows of a keyboard are."""
TITLE_SHARE: Final = 0.6
"""Fraction of a screen's height, from the top, in which a large text is a title."""

_KEYS: Final = re.compile(r"qwert|asdfg|zxcv|azert")
_LETTERS: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to press: a text, ``Place(Box(296, 1180, 128, 40), "Unirse")``, or an icon, ``Place(box, icon="mic")``.

    A field has ``label``, the box of the text that names it. In `annotator.screen.match`, ``icon`` is the icon's shape.
    """

    box: Box
    text: str = ""
    icon: str = ""
    label: Box | None = None


class ScreenTexts(ABC):
    """The texts of a screen, whether or not its picture is open.

    Attributes:
        texts: the lines of text in reading order.
    """

    texts: tuple[TextLine, ...]

    @property
    @abstractmethod
    def width(self) -> int:
        """Width in pixels."""

    @property
    @abstractmethod
    def height(self) -> int:
        """Height in pixels."""

    @cached_property
    def em(self) -> float:
        """Usual height of a text, in pixels."""
        heights = [line.box.h for line in self.texts if len(line.text) >= 3]
        return max(6.0, median(heights)) if heights else max(self.width, self.height) / 60

    @property
    def top(self) -> float:
        """The lower end of the bar with the clock, which an upright screen is taken to have; 0 on a wide one."""
        return STATUS_BAR * self.height if self.height > self.width else 0

    @cached_property
    def keyboard_top(self) -> int:
        """The upper end of the keyboard on the screen; the screen's height if there is none."""
        low = [line for line in self.texts if line.box.y > self.height * KEYBOARD_SHARE]
        rows = [line.box.y for line in low if _KEYS.search(line.text.lower().replace(" ", ""))]
        keys = [line.box.y for line in low if len(line.text) == 1]
        return min(rows + keys) if rows or len(keys) >= MIN_KEYS else self.height

    @property
    def has_keyboard(self) -> bool:
        """Whether a keyboard is open."""
        return self.keyboard_top < self.height

    @cached_property
    def words(self) -> tuple[Place, ...]:
        """The texts between the bar with the clock and the keyboard that have at least two letters."""
        return tuple(
            Place(line.box, line.text)
            for line in self.texts
            if self.top < line.box.center_y < self.keyboard_top and len(_LETTERS.findall(line.text)) >= 2
        )

    def is_title(self, place: Place) -> bool:
        """Whether a text is in the header, or large and not far below it (`TITLE_SHARE`)."""
        middle = place.box.center_y
        is_large = place.box.h > TITLE_SIZE * self.em
        return middle < HEADER * self.height or (is_large and middle < TITLE_SHARE * self.height)

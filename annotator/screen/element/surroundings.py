"""Measure screens in em and dp rather than pixels, so that the same limits hold on a phone, a laptop and a small copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from annotator.model import WHOLE_PHONE, Box, PictureKind, TextLine
from annotator.screen import boxes, picture_kind
from annotator.screen.load import HasPixels, Pixels

MAX_POINT_PX: Final = 2
"""Longest side of a box that is a point rather than a text or an icon, in pixels."""
MIN_WORD_LETTERS: Final = 3
"""Minimum number of characters of a text that is surely one. OCR reads badges and many icons as one or two letters."""
MIN_TEXT_OVERLAP: Final = 0.5
"""Minimum overlap (0..1) of a box with a line of text for the box to be that text or a part of it."""
MIN_EM: Final = 6.0
"""Smallest em, in pixels. OCR boxes of tiny or cut-off text are flatter than any legible line."""
EMS_PER_SCREEN: Final = 60
"""Height of a picture without a text of `MIN_WORD_LETTERS`, in em: about that of a phone's screen."""

PHONE_WIDTH_DP: Final = 390
"""Width of a phone's screen in dp: nearly all are 360 to 430 wide."""
EM_DP: Final = 14.5
"""Usual height of a line of text in dp, measured as OCR does: texts of 14 to 16 sp."""
MAX_SCALE_RATIO: Final = 1.8
"""Maximum ratio between the scale by the width and that by the texts, for the picture to be a whole phone's screen."""


@dataclass(frozen=True, eq=False, slots=True)
class Surroundings(HasPixels):
    """The pixels of a screenshot, all its texts, and the height of a line of text at one place.

    Around the word "Unirse" in ``Box(296, 1180, 128, 40)``, ``em`` is 40, and its button of 112 pixels is 2.8 em high.

    Attributes:
        pixels: (H, W, 3), the whole picture.
        texts: every line of text on it.
        em: height of a line of text at the place, in pixels. Distances on screens are measured in it, since a phone
            and a laptop differ in pixels but not in how many lines of text a button is high.
        kind: the kind of picture: device, and whether it is a whole screen, a part or a photo.
    """

    pixels: Pixels
    texts: Sequence[TextLine]
    em: float
    kind: PictureKind = WHOLE_PHONE

    @classmethod
    def of(cls, pixels: Pixels, texts: Sequence[TextLine], place: Box, kind: PictureKind | None = None) -> Surroundings:
        """The surroundings of ``place`` on a picture of that ``kind``, which is decided here if it is not given."""
        known = kind or picture_kind.classify(pixels, texts)
        return cls(pixels, texts, _em_at(place, texts, pixels.shape[0]), known)

    def at(self, place: Box) -> Surroundings:
        """The same picture seen from ``place``, where text may be larger or smaller."""
        return replace(self, em=_em_at(place, self.texts, self.height))

    @property
    def screen(self) -> Box:
        """The screen on the picture: all of it but plain margins around the screen."""
        return self.kind.screen or Box(0, 0, self.width, self.height)

    def clip(self, box: Box) -> Box:
        """The part of ``box`` on the picture; at least one pixel."""
        return boxes.clipped(box, self.width, self.height)

    def crop(self, box: Box) -> Pixels:
        """The pixels in ``box``, which lies on the picture."""
        return self.pixels[box.y : box.bottom, box.x : box.right]

    def is_text(self, box: Box) -> bool:
        """Whether ``box`` is a text, or a part of one."""
        return any(boxes.overlap_coefficient(line.box, box) > MIN_TEXT_OVERLAP for line in self.texts)

    def line_at(self, text: Box) -> TextLine | None:
        """The whole line that ``text`` is a part of, or all lines that it covers as one; None if it is no text."""
        lines = [line for line in self.texts if boxes.overlap_coefficient(line.box, text) > MIN_TEXT_OVERLAP]
        if not lines:
            return None
        words = " ".join(line.text for line in lines)
        return replace(lines[0], text=words, box=boxes.union(*(line.box for line in lines)), columns=())

    def texts_in(self, area: Box) -> list[TextLine]:
        """The texts whose centre lies in ``area``."""
        return [line for line in self.texts if boxes.center_in(line.box, area)]


def measure_dp(around: Surroundings) -> float:
    """The size of one dp in pixels: by an upright phone's width if texts agree, else by the texts, else by the shorter side."""
    heights = [line.box.h for line in around.texts if len(line.text) >= MIN_WORD_LETTERS]
    by_texts = max(MIN_EM, median(heights)) / EM_DP if heights else 0.0
    by_width = around.screen.w / PHONE_WIDTH_DP
    if not by_texts:
        return min(around.screen.w, around.screen.h) / PHONE_WIDTH_DP
    is_phone = around.kind.frame == "phone" and around.screen.h > around.screen.w
    agree = 1 / MAX_SCALE_RATIO <= by_texts / by_width <= MAX_SCALE_RATIO
    return by_width if is_phone and agree else by_texts


def _em_at(place: Box, texts: Sequence[TextLine], height: int) -> float:
    """The height of the text at ``place``; of a point or icon, the usual one on this picture of that ``height``."""
    own = [line.box.h for line in texts if boxes.overlap_coefficient(line.box, place) > MIN_TEXT_OVERLAP]
    if own and place.w > MAX_POINT_PX:
        return max(MIN_EM, float(median(own)))
    usual = [line.box.h for line in texts if len(line.text) >= MIN_WORD_LETTERS]
    return max(MIN_EM, float(median(usual)) if usual else height / EMS_PER_SCREEN)

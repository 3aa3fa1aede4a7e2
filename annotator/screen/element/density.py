"""Tell how many pixels of a screenshot are one dp, the unit in which phones measure what a finger hits."""

from __future__ import annotations

from statistics import median
from typing import Final

from annotator.screen.element.surroundings import MIN_EM, MIN_WORD_LETTERS, Surroundings

PHONE_WIDTH_DP: Final = 390
"""Width of a phone's screen in dp: nearly all are 360 to 430 wide."""
EM_DP: Final = 14.5
"""Usual height of a line of text in dp, measured as OCR does: texts of 14 to 16 sp."""
MAX_SCALE_RATIO: Final = 1.8
"""Maximum ratio between the scale by the width and that by the texts, for the picture to be a whole phone's screen."""


def measure_dp(around: Surroundings) -> float:
    """How many pixels of the picture are one dp: by its width if it is a phone's whole screen, else by its texts."""
    heights = [line.box.h for line in around.texts if len(line.text) >= MIN_WORD_LETTERS]
    by_texts = max(MIN_EM, median(heights)) / EM_DP if heights else 0.0
    by_width = around.screen.w / PHONE_WIDTH_DP
    phone = around.kind.frame == "phone" and around.screen.h > around.screen.w
    if not by_texts:
        return by_width if phone else min(around.screen.w, around.screen.h) / PHONE_WIDTH_DP
    agree = 1 / MAX_SCALE_RATIO <= by_texts / by_width <= MAX_SCALE_RATIO
    return by_width if phone and agree else by_texts

"""Cut a container that holds several equal buttons without sides to the one of a text."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from annotator.model import Box
from annotator.screen import boxes
from annotator.screen.element.candidates import MIN_LINK_COLORFULNESS, colorfulness
from annotator.screen.element.compact_marks import is_word
from annotator.screen.element.free_standing import MARGIN
from annotator.screen.element.surroundings import Surroundings

MAX_PITCH_DIFFERENCE: Final = 0.15
"""Maximum difference of the distances between the middles of three or more buttons that are evenly spaced."""
MAX_BUTTON_CHARS: Final = 16
"""Maximum length of the words on such a button; longer ones are a part of a row."""
MIN_BUTTON_GAP: Final = 1.0
"""Minimum space between two buttons without sides, in heights of the text; words of a sentence are closer."""


def cut_to_own(around: Surroundings, text: Box, container: Box) -> Box:
    """``container``, or the button of ``text`` in it, if it is one of several without sides.

    Such buttons are short words in a row that are in capitals, in colour, or evenly spaced.
    """
    words = sorted((line for line in around.texts_in(container) if is_word(line)), key=lambda line: line.box.x)
    every = [line for line in words if _is_level(text, line.box)]
    if len(every) < 2 or any(len(line.text) > MAX_BUTTON_CHARS for line in every):
        return container
    if any(right.box.x - left.box.right < MIN_BUTTON_GAP * text.h for left, right in pairwise(every)):
        return container
    middles = [line.box.x + line.box.w / 2 for line in every]
    pitches = [right - left for left, right in pairwise(middles)]
    even = len(every) > 2 and max(pitches) - min(pitches) <= MAX_PITCH_DIFFERENCE * max(pitches)
    if len(every) < len(words):  # below a heading only a clear pattern counts
        return _with_margin(around, text) if even else container
    capitals = all(line.text.isupper() for line in every)
    colored = all(colorfulness(around, line.box) > MIN_LINK_COLORFULNESS for line in every)
    return _with_margin(around, text) if even or capitals or colored else container


def _with_margin(around: Surroundings, text: Box) -> Box:
    return around.clip(boxes.inflated(text, MARGIN * around.em))


def _is_level(one: Box, other: Box) -> bool:
    return abs(one.y + one.h / 2 - other.y - other.h / 2) <= 0.5 * min(one.h, other.h)

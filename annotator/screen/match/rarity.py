"""How much a text or an icon says about which screen it is: less the more screens have it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from annotator.screen.match.looks import Floats
from annotator.screen.match.reading import Reading
from annotator.screen.match.text_kinds import find_stems
from annotator.screen.propose.screen_words import list_words

MAX_LETTERS: Final = 24
"""Number of characters from which a longer text says no more."""
COMMON: Final = 0.5
"""How much less a text or an icon says for each other step that has it."""
USUAL: Final = 5
"""Number of steps that a word counts as being in besides, if many apps have it: "Next", "Search"."""
SAME_SHAPE: Final = 0.85
"""Likeness of two shapes from which they are the same icon."""


def count_texts(readings: Iterable[Reading]) -> Mapping[str, int]:
    """In how many of the readings each text is, and each stem; those that many apps have are in `USUAL` others."""
    usual = list_words()
    counts = Counter(dict.fromkeys(usual | find_stems(usual), USUAL))
    for reading in readings:
        counts.update({*reading.folded, *reading.stems})
    return counts


def weigh_icons(here: Reading, readings: Iterable[Reading]) -> Floats:
    """How much each icon of a screen says: less if several steps have it, or if it is there again."""
    has_icon = [(here.shape_rows @ one.shape_rows.T).max(axis=1, initial=0) >= SAME_SHAPE for one in readings]
    other_screens = np.maximum(0, np.sum(has_icon, axis=0) - 1)
    repeats = np.maximum(1, ((here.shape_rows @ here.shape_rows.T) >= SAME_SHAPE).sum(axis=1))
    return np.asarray(1 / (1 + COMMON * other_screens) / repeats, np.float32)


def weigh_texts(texts: Sequence[str], counts: Mapping[str, int]) -> Floats:
    """How much each text of a screen says: more the longer it is, less for each other screen that has it, or if it is repeated.

    ``counts`` is that of `count_texts`.
    """
    letters = np.array([min(len(text), MAX_LETTERS) for text in texts], np.float32)
    other_screens = np.array([max(0, counts.get(text, 1) - 1) for text in texts], np.float32)
    repeats = np.array([texts.count(text) for text in texts], np.float32)
    return np.asarray(np.sqrt(letters) / (1 + COMMON * other_screens) / repeats, np.float32)

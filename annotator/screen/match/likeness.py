"""How alike two screens are: by the same words and icons, places and edges, kinds and amounts of text, and by their titles.

Words and icons count wherever they are, since another phone, font size or version moves them; places and kinds count without
words, since another language keeps them; titles tell an app's screens apart. `certainty` weighs them, with weights that were
fitted to pairs of real screens (``tests/bench/match``).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from annotator.screen.match.looks import Floats
from annotator.screen.match.reading import Reading, find_stems
from annotator.screen.propose.screen_words import list_words

MIN_SAME: Final = 0.84
"""Minimum similarity (0..1) of two readings of one text."""
MAX_LETTERS: Final = 24
"""Number of letters from which a text says no more than a longer one."""
COMMON: Final = 0.5
"""How much less a text says for each other step that has it."""
PLACE_EM: Final = 1.2
"""Distance, in em, at which two places are hardly the same."""
MIN_FITTED: Final = 4
"""Minimum number of common texts to find out how a picture was cut, shrunk or tilted."""
MANY_STEMS: Final = 10
"""How much common stems say together at most, in their weights."""
MANY_KINDS: Final = 2
"""Number of common kinds of text from which it says all that both have the same: many lists have sizes."""
MANY_TIMES: Final = 4.0
"""How many times as much is written, or drawn, on a screen that is clearly another one."""
FEW_LETTERS: Final = 20
"""Number of letters that OCR may miss or see too much."""
LONG_TITLE: Final = 3.0
"""Weight of a title from which it says as much as any: "Settings" is that of many apps."""
MIN_TITLE: Final = 0.3
"""What titles must have in common, in one language: else it is another screen, as where both have "Search"."""
USUAL: Final = 5
"""How many steps' texts the words count as that many apps have: "Next", "Search"."""

NO_TITLE: Final = 0.6
"""How much it says that no title is common, beside other words in the first rows of one language."""
ELSEWHERE: Final = 0.4
"""How much more it says that the title of one screen is on the other, where that has another title: a menu names all pages."""
MAX_OFFSET: Final = 0.1
"""Fraction of a screen's height by which the step's screen begins elsewhere: what is at the top here is no title of its own."""
MIN_SIGN: Final = 0.85
"""Likeness of two shapes from which they are the same icon."""
FEW_SIGNS: Final = 2
"""Number of icons from which it says something that there are the same on both."""
MANY_SIGNS: Final = 2.5
"""How much the same icons say together at most: one that no other step has says 1."""
UNSIGNED: Final = 0.65
"""How much of that is taken where one of both has fewer."""

WEIGHTS: Final = np.array([4.5, 4.05, 2.4, 4.25, 1.9, -4.4, 2.75, -1.5, 2.5], np.float32)
"""How much each of `Likeness.features` speaks for the same screen, fitted to pairs of real screens and foreign ones."""
BIAS: Final = -3.55
"""What speaks against it, so that a certainty of 0.5 is where foreign screens end."""


@dataclass(frozen=True, eq=False)
class Likeness:
    """Two screens side by side: ``here`` a family's, ``there`` that of a step.

    Attributes:
        words: the similarity (n, m) of each word here with each there: 0 unless they are the same.
        letters: the similarity (n, m) of their letters, in another language, too.
        places: how near each word here is to the place of each there (0..1).
        icons: how alike each icon here is to each there at the same place (0..1).
        weights_here: how much each word here says.
        weights_there: how much each word there says.
        signs: how much the icons say (0..1) that are on both, wherever they are.
        stems: the share of what the stems of words say that is on both; and how much those say (0..1).
        offset: how far down here, in its height, the step's screen begins: in a chat, or less than 0 if its top was cut off.
    """

    here: Reading
    there: Reading
    words: Floats
    letters: Floats
    places: Floats
    icons: Floats
    weights_here: Floats
    weights_there: Floats
    signs: float
    stems: tuple[float, float]
    offset: float

    @cached_property
    def score(self) -> float:
        """How much speaks for the same screen: the logarithm of its odds."""
        return float(self.features @ WEIGHTS + BIAS)

    @property
    def certainty(self) -> float:
        """How sure it is that both are the same screen (0..1), whatever others there are."""
        return 1 / (1 + math.exp(-self.score))

    @property
    def speaks_alike(self) -> bool | None:
        """Whether the screens are in one language; None where one of them isn't clear."""
        here, there = self.here.language, self.there.language
        return None if here is None or there is None else here == there

    @cached_property
    def features(self) -> Floats:
        """What the certainty is computed from."""
        here, there = self.here, self.there
        words = _cover(self.words, (self.weights_here, self.weights_there))
        places = _cover(self.places if self.places.size else self.icons)
        edges = max(0.0, float(here.edge_row @ there.edge_row)) ** 1.5
        found = [words, places, edges, *self.stems]
        return np.array([*found, self.contradiction, self.signs, self.imbalance, self.kinds], np.float32)

    @property
    def imbalance(self) -> float:
        """How much more is written, and drawn, on one of the screens (0..2)."""
        written = (sum(map(len, screen.folded)) + FEW_LETTERS for screen in (self.here, self.there))
        drawn = (len(screen.marks) + FEW_SIGNS for screen in (self.here, self.there))
        return sum(min(1.0, abs(math.log(one / other)) / math.log(MANY_TIMES)) for one, other in (written, drawn))

    @property
    def kinds(self) -> float:
        """How much they have the same kinds of text, each as often (0..1)."""
        here, there = self.here.kinds, self.there.kinds
        both = here.keys() & there.keys()
        lengths = math.hypot(*here.values()) * math.hypot(*there.values()) or 1
        return sum(here[kind] * there[kind] for kind in both) / lengths * min(1.0, len(both) / MANY_KINDS)

    @cached_property
    def contradiction(self) -> float:
        """How much their titles say that these are two screens (0 to 1.4)."""
        if self.speaks_alike is False or not self.words.size:
            return 0.0
        here, there = self.here.first_row, self.there.first_row
        says = self.words * np.minimum(1, self.weights_here / LONG_TITLE)[:, None]
        untitled = NO_TITLE * bool(says[np.ix_(self.here.header, self.there.header)].max(initial=0) < MIN_TITLE)
        if abs(self.offset) > MAX_OFFSET:
            return 0.0 if self.offset < 0 or self.words[:, there].any() else untitled
        if not here.any() or not there.any() or self.words[np.ix_(here, there)].any():
            return untitled
        elsewhere = self.words[np.ix_(here, ~there)].any()
        one, other = find_stems(compress(self.here.folded, here)), find_stems(compress(self.there.folded, there))
        part = len(one & other) / max(1, len(one | other))
        return (1 - part) * (1 + ELSEWHERE * bool(elsewhere))


def _cover(matrix: Floats, weights: Sequence[Any] = (None, None)) -> float:
    """The geometric mean of the shares of rows and of columns that have a partner."""
    if not matrix.size:
        return 0.0
    here, there = (np.average(matrix.max(axis=1 - axis), weights=weights[axis]) for axis in (0, 1))
    return math.sqrt(here * there)


def count_texts(readings: Iterable[Reading]) -> Mapping[str, int]:
    """In how many of the readings each text is, and each stem; those that many apps have are in `USUAL` others."""
    usual = list_words()
    counts = Counter(dict.fromkeys(usual | find_stems(usual), USUAL))
    for reading in readings:
        counts.update({*reading.folded, *reading.stems})
    return counts


def weigh(texts: Sequence[str], counts: Mapping[str, int]) -> Floats:
    """How much each of the texts says: long ones more than short ones, and less those on many screens, or again on this one."""
    letters = np.array([min(len(text), MAX_LETTERS) for text in texts], np.float32)
    others = np.array([max(0, counts.get(text, 1) - 1) for text in texts], np.float32)
    again = np.array([texts.count(text) for text in texts], np.float32)
    return np.asarray(np.sqrt(letters) / (1 + COMMON * others) / again, np.float32)


def weigh_signs(here: Reading, readings: Iterable[Reading]) -> Floats:
    """How much each icon of a screen says: less if several steps have it, or if it is there again."""
    known = [(here.shape_rows @ one.shape_rows.T).max(axis=1, initial=0) >= MIN_SIGN for one in readings]
    again = ((here.shape_rows @ here.shape_rows.T) >= MIN_SIGN).sum(axis=1)
    return np.asarray(1 / (1 + COMMON * np.maximum(0, np.sum(known, axis=0) - 1)) / np.maximum(1, again), np.float32)


def compare(here: Reading, there: Reading, counts: Mapping[str, int], signs: Floats) -> Likeness:
    """Put two screens side by side; ``counts`` and ``signs`` are those of `count_texts` and `weigh_signs` over all steps."""
    letters: Floats = process.cdist(here.folded, there.folded, scorer=fuzz.ratio, dtype=np.float32) / 100
    words = np.where(letters >= MIN_SAME, letters, np.float32(0))
    shapes = np.maximum(here.shape_rows @ there.shape_rows.T, 0)
    fitted = fit(here, there, words)
    views = _views(here, there) if fitted is None else [*_views(here, there), fitted]
    offset = 0.0 if fitted is None else float(fitted[1, 2]) / here.height
    places = _places(here, here.word_boxes, there.word_boxes, views)
    marks = _places(here, here.mark_boxes, there.mark_boxes, views)
    icons = np.asarray(marks * shapes, np.float32)
    weights = weigh(here.folded, counts), weigh(there.folded, counts)
    few = min(len(here.marks), len(there.marks)) < FEW_SIGNS
    common = UNSIGNED if few else min(1.0, float(signs @ (shapes.max(axis=1) >= MIN_SIGN)) / MANY_SIGNS)
    both = here.stems & there.stems
    same, one, other = (float(weigh([*each], counts).sum()) for each in (both, here.stems, there.stems))
    stems = same / math.sqrt(max(2.0, one) * max(2.0, other)), min(1.0, same / MANY_STEMS)
    return Likeness(here, there, words, letters, places, icons, *weights, common, stems, offset)


View = NDArray[Any]
"""An affine map (2, 3) from the pixels of a step's picture to those of the other."""


def _views(here: Reading, there: Reading) -> list[View]:
    """How a step's screen may lie on another one: stretched, from the top, from the bottom."""
    across, down = here.width / there.width, here.height / there.height
    ways = (down, 0), (across, 0), (across, here.height - across * there.height)
    return [np.array([[across, 0, 0], [0, scale, shift]]) for scale, shift in ways]


def fit(here: Reading, there: Reading, words: Floats) -> View | None:
    """How a step's screen lies on a picture of it, by their common texts: a part, a photo, a screenshot in a chat."""
    i, j = pair(words)
    if len(i) < MIN_FITTED:
        return None
    points, places = middles(there.word_boxes[j]), middles(here.word_boxes[i])
    view, inliers = cv2.estimateAffinePartial2D(points, places, ransacReprojThreshold=float(here.em))
    return np.asarray(view) if view is not None and int(inliers.sum()) >= MIN_FITTED else None


def pair(matrix: Floats, least: float = 0.0) -> tuple[NDArray[Any], NDArray[Any]]:
    """The rows and columns of a matrix of likenesses that are each other's best, and more alike than ``least``."""
    best_here, best_there = matrix.max(axis=1, keepdims=True, initial=0), matrix.max(axis=0, initial=0)
    i, j = np.nonzero((matrix > least) & (matrix == best_here) & (matrix == best_there))
    return i, j


def middles(boxes: Floats) -> Floats:
    """The middles (n, 2) of boxes (n, 4)."""
    return boxes[:, :2] + boxes[:, 2:] / 2


def _places(here: Reading, boxes: Floats, others: Floats, views: Sequence[View]) -> Floats:
    """How near each of ``boxes`` (n, 4) is to the place of each of ``others`` (m, 4) on the best of the views (0..1).

    From left to right their beginnings, their middles or their ends may agree: in another language a text is shorter.
    """
    best = np.zeros((len(boxes), len(others)), np.float32)
    reach = PLACE_EM * here.em
    wide, high = np.log(np.maximum(boxes[:, 2:], 1)).T[..., None]
    for view in views:
        scale = math.hypot(view[0, 0], view[1, 0])
        points = (middles(others) @ view[:, :2].T + view[:, 2]).astype(np.float32)
        sizes = np.maximum(others[:, 2:] * np.float32(scale), 1)
        middle, wider_by = middles(boxes)[:, :1] - points[:, 0], (boxes[:, 2:3] - sizes[:, 0]) / 2
        across = np.minimum(np.abs(middle), np.minimum(np.abs(middle - wider_by), np.abs(middle + wider_by)))
        down = middles(boxes)[:, 1:] - points[:, 1]
        wider, higher = wide - np.log(sizes[:, 0]), 2 * (high - np.log(sizes[:, 1]))
        off = (across / reach) ** 2 + (down / reach) ** 2 + wider**2 + higher**2
        best = np.maximum(best, np.exp(-off))
    return best

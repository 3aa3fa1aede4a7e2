"""How alike two screens are: by common words, stems and icons, places, edges, kinds and amounts of text, and by their titles.

Words and icons count wherever they are, since another phone, font size or version moves them; places and kinds count without
words, since another language keeps them; titles tell an app's screens apart. `certainty` weighs them, with weights that were
fitted to pairs of real screens (``tests/bench/match``).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz, process

from annotator.screen.match.alignment import compare_places, fit_view, list_usual_views
from annotator.screen.match.looks import Floats
from annotator.screen.match.rarity import SAME_SHAPE, weigh_texts
from annotator.screen.match.reading import Reading
from annotator.screen.match.text_kinds import find_stems

MIN_SAME: Final = 0.84
"""Minimum similarity (0..1) of two readings of one text."""
MANY_STEMS: Final = 10
"""Weight of the common stems from which they say as much as any."""
MANY_KINDS: Final = 2
"""Number of common kinds of text from which it says all that both have the same: many lists have sizes."""
MANY_TIMES: Final = 4.0
"""How many times as much is written, or drawn, on a screen that is clearly another one."""
FEW_LETTERS: Final = 20
"""Number of letters that OCR may miss or see too much."""
LONG_TITLE: Final = 3.0
"""Weight of a title from which it says as much as any: "Settings" is that of many apps."""
MIN_TITLE: Final = 0.3
"""Minimum similarity, times its weight (0..1), of the most telling word that both headers have."""
NO_TITLE: Final = 0.6
"""How much it says that the headers have no such word."""
ELSEWHERE: Final = 0.4
"""How much more another title says if the one here is elsewhere on the step's screen: a menu names all pages."""
MAX_OFFSET: Final = 0.1
"""Fraction of a screen's height; where the step's screen begins further up or down, what is at the top is no title of its own."""
FEW_ICONS: Final = 2
"""Number of icons from which it says something that there are the same on both, and that may be missed or seen too much."""
MANY_ICONS: Final = 2.5
"""Weight of the common icons from which they say as much as any: one that no other step has weighs 1."""
TOO_FEW_ICONS: Final = 0.65
"""How much icons say (0..1) where one of both screens has fewer than `FEW_ICONS`."""

WEIGHTS: Final = np.array([4.5, 4.05, 2.4, 4.25, 1.9, -4.4, 2.75, -1.5, 2.5], np.float32)
"""How much each of `Likeness.features` speaks for the same screen, fitted to pairs of real screens and foreign ones."""
BIAS: Final = -3.55
"""What speaks against it, so that a certainty of 0.5 is where foreign screens end."""


@dataclass(frozen=True, eq=False)
class Likeness:
    """Two screens side by side: ``here`` a family's, ``there`` that of a step.

    Attributes:
        words: the similarity (n, m) of each word here with each there: 0 unless they are the same.
        letters: the similarity (n, m) of their letters, whether or not they are the same.
        places: how near each word here is to the place of each there (0..1).
        icons: how alike in shape and how near each icon here is to each there (0..1).
        weights_here: how much each word here says.
        weights_there: how much each word there says.
        common_icons: how much the icons say (0..1) that are on both, wherever they are.
        stems: the share of what the stems of words say that is on both; and how much those say (0..1).
        offset: how far down here, in its height, the step's screen begins: in a chat, or less than 0 if its top was cut off;
            0 where too few texts tell.
    """

    here: Reading
    there: Reading
    words: Floats
    letters: Floats
    places: Floats
    icons: Floats
    weights_here: Floats
    weights_there: Floats
    common_icons: float
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
        """What the certainty is computed from, in the order of `WEIGHTS`."""
        here, there = self.here, self.there
        words = _cover(self.words, (self.weights_here, self.weights_there))
        places = _cover(self.places if self.places.size else self.icons)
        edges = max(0.0, float(here.edge_row @ there.edge_row)) ** 1.5
        found = [words, places, edges, *self.stems]
        return np.array([*found, self.contradiction, self.common_icons, self.imbalance, self.kinds], np.float32)

    @property
    def imbalance(self) -> float:
        """How much more is written, and drawn, on one of the screens (0..2)."""
        letters = (sum(map(len, screen.folded)) + FEW_LETTERS for screen in (self.here, self.there))
        icons = (len(screen.marks) + FEW_ICONS for screen in (self.here, self.there))
        return sum(min(1.0, abs(math.log(here / there)) / math.log(MANY_TIMES)) for here, there in (letters, icons))

    @property
    def kinds(self) -> float:
        """How much they have the same kinds of text, each as often (0..1)."""
        here, there = self.here.kind_weights, self.there.kind_weights
        both = here.keys() & there.keys()
        lengths = math.hypot(*here.values()) * math.hypot(*there.values()) or 1
        return sum(here[kind] * there[kind] for kind in both) / lengths * min(1.0, len(both) / MANY_KINDS)

    @cached_property
    def contradiction(self) -> float:
        """How much their titles say that these are two screens (0 to 1.4)."""
        if self.speaks_alike is False or not self.words.size:
            return 0.0
        here, there = self.here.first_row, self.there.first_row
        weighted = self.words * np.minimum(1, self.weights_here / LONG_TITLE)[:, None]
        untitled = NO_TITLE * bool(weighted[np.ix_(self.here.header, self.there.header)].max(initial=0) < MIN_TITLE)
        if abs(self.offset) > MAX_OFFSET:
            return 0.0 if self.offset < 0 or self.words[:, there].any() else untitled
        if not here.any() or not there.any() or self.words[np.ix_(here, there)].any():
            return untitled
        is_elsewhere = self.words[np.ix_(here, ~there)].any()
        stems_here, stems_there = (
            find_stems(compress(screen.folded, row)) for screen, row in ((self.here, here), (self.there, there))
        )
        common = len(stems_here & stems_there) / max(1, len(stems_here | stems_there))
        return (1 - common) * (1 + ELSEWHERE * bool(is_elsewhere))


def _cover(matrix: Floats, weights: Sequence[Any] = (None, None)) -> float:
    """The geometric mean of how alike the rows, and the columns, are to their best partners on average."""
    if not matrix.size:
        return 0.0
    here, there = (np.average(matrix.max(axis=1 - axis), weights=weights[axis]) for axis in (0, 1))
    return math.sqrt(here * there)


def compare(here: Reading, there: Reading, counts: Mapping[str, int], icon_weights: Floats) -> Likeness:
    """Put two screens side by side; ``counts`` and ``icon_weights`` are `rarity`'s, over all steps."""
    letters: Floats = process.cdist(here.folded, there.folded, scorer=fuzz.ratio, dtype=np.float32) / 100
    words = np.where(letters >= MIN_SAME, letters, np.float32(0))
    shapes = np.maximum(here.shape_rows @ there.shape_rows.T, 0)
    fitted = fit_view(here, there, words)
    views = [*list_usual_views(here, there), *([] if fitted is None else [fitted])]
    icon_places = compare_places(here, here.mark_boxes, there.mark_boxes, views)
    return Likeness(
        here,
        there,
        words=words,
        letters=letters,
        places=compare_places(here, here.word_boxes, there.word_boxes, views),
        icons=np.asarray(icon_places * shapes, np.float32),
        weights_here=weigh_texts(here.folded, counts),
        weights_there=weigh_texts(there.folded, counts),
        common_icons=_weigh_common_icons(here, there, shapes, icon_weights),
        stems=_weigh_common_stems(here, there, counts),
        offset=0.0 if fitted is None else float(fitted[1, 2]) / here.height,
    )


def _weigh_common_icons(here: Reading, there: Reading, shapes: Floats, icon_weights: Floats) -> float:
    """How much the icons say (0..1) that are on both screens; ``shapes`` (n, m) is how alike they are."""
    if min(len(here.marks), len(there.marks)) < FEW_ICONS:
        return TOO_FEW_ICONS
    return min(1.0, float(icon_weights @ (shapes.max(axis=1) >= SAME_SHAPE)) / MANY_ICONS)


def _weigh_common_stems(here: Reading, there: Reading, counts: Mapping[str, int]) -> tuple[float, float]:
    """The share of what the stems of both screens say that is on both, and how much those say (0..1)."""

    def weigh(stems: frozenset[str]) -> float:
        return float(weigh_texts([*stems], counts).sum())

    common = weigh(here.stems & there.stems)
    share = common / math.sqrt(max(2.0, weigh(here.stems)) * max(2.0, weigh(there.stems)))
    return share, min(1.0, common / MANY_STEMS)

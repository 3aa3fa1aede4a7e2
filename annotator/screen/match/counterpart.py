"""Find where the target of a step's picture is on another picture of that screen, or say that it isn't there.

What both screens have in common shows where it should be: each word and icon with a partner votes for a place, near ones more.
A text in the script's wording, or an icon of the same shape, is the target wherever it is; else a word or icon must be both near
that place and like it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from annotator.model import Box, Target, TextTarget
from annotator.screen import boxes
from annotator.screen.locate.targets import match_text
from annotator.screen.match.alignment import middles, pair
from annotator.screen.match.likeness import Likeness
from annotator.screen.match.rarity import SAME_SHAPE
from annotator.screen.match.reading import Reading
from annotator.screen.match.text_kinds import find_stems
from annotator.screen.propose.screen_words import find_meanings
from annotator.screen.screen_texts import Place

MIN_ANCHOR: Final = 0.5
"""Minimum likeness (0..1) of a word or icon here and there for it to say where others are."""
REACH_EM: Final = 2.5
"""Distance, in em, from its expected place at which something is hardly the target."""
ALONG_ROW: Final = 2.0
"""How much further along its row a word may be: beside longer words of another language."""
MIN_WORD: Final = 0.88
"""Minimum score (0..2) of a word that isn't found by the script's wording: how near and how alike it is."""
MIN_ICON: Final = 1.1
"""Minimum score (0..2) of an icon that isn't found by its shape: how near and how alike it is."""
MIN_COGNATE: Final = 0.6
"""Similarity of letters from which two words are probably related: "Ignore" and "IGNORAR"."""
COGNATE: Final = 0.8
"""How much the letters of related words say."""
UNRELATED: Final = 0.5
"""How much the letters of other words say."""
OTHER_ROW: Final = 0.7
"""How much the place of a word says where only one of both has an icon in its row: the label of a switch is no button."""
SAME_MEANING: Final = 0.9
"""Likeness of two words with one of `MEANINGS`: "Next" and "Weiter"."""
MAX_STRETCH: Final = 2.0
"""How many times as wide for its height the same icon may be: three dots are no dustbin."""
MEANINGS: Final = frozenset({"go", "allow", "back", "field", "bar"})
"""The meanings of words that are the same in another language."""
BESIDE_EM: Final = 1.5
"""Maximum distance, in em, of an icon from the word that it is drawn with: its button may be the icon alone elsewhere."""
MAX_POINT_EM: Final = 1.2
"""Distance, in em, of the middle of a target from the word or icon that it is, below which it is one."""

Kind = Literal["word", "icon", "place"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What a step's target is on the other screen: ``Counterpart("word", Box(470, 1830, 140, 44), 0.9, "Entrar")``.

    Attributes:
        kind: whether the target is a text, an icon, or a place without either.
        box: where it is, in pixels of the screen; None if it isn't there.
        score: how alike the text found by its wording or the icon found by its shape is (0..1); 0.5 of a place, else 0.
        text: the text as found or read there; empty for an icon or a place.
    """

    kind: Kind
    box: Box | None
    score: float = 0.0
    text: str = ""


def find_target(like: Likeness, target: Target, there: Box | None) -> Counterpart | None:
    """The counterpart of a script's target, which is in the box ``there`` on the step's screen.

    None if ``there`` is None, unless the target is a text that is found.
    """
    if isinstance(target, TextTarget):
        found = match_text(like.here.texts, target)
        all_boxes = () if found.box is None else (found.box, *found.others)
        candidates = [box for box in all_boxes if not _is_other_word(like, box, there)]
        if candidates:
            expected = (0.0, 0.0) if there is None else _expect_by_neighbours(like, *_middle(there))
            nearest = min(candidates, key=lambda box: math.dist(_middle(box), expected))
            return Counterpart("word", nearest, found.score, found.matched or "")
    return None if there is None else find_element(like, there)


def find_element(like: Likeness, box: Box) -> Counterpart:
    """The counterpart of the word, icon or place that is at the middle of ``box`` on the step's screen."""
    index, kind = _identify(like, box)
    x, y = _expect_by_neighbours(like, *_middle(box))
    around = [(x, y), *_expect_by_margins(like, *_middle(box))]
    if kind == "place":
        return Counterpart(kind, _make_square(like.here, x, y), 0.5)
    if kind == "icon":
        scores = _compare_shapes(like, index) + _nearness(like, like.here.mark_boxes, around, 1.0)
        return _find_twin(like, index) or _choose(kind, like.here.marks, scores, MIN_ICON)
    word = _choose(kind, like.here.words, _compare_words(like, index, around), MIN_WORD)
    return word if word.box is not None else _find_icon_beside(like, box) or word


def _make_square(screen: Reading, x: float, y: float) -> Box | None:
    """A square around a point, as far as it is on the screen; None where the point isn't."""
    side = round(2 * screen.em)
    square = Box(round(x - side / 2), round(y - side / 2), side, side)
    is_inside = boxes.center_in(square, Box(0, 0, screen.width, screen.height))
    return boxes.clipped(square, screen.width, screen.height) if is_inside else None


def _find_icon_beside(like: Likeness, box: Box) -> Counterpart | None:
    """The counterpart of an icon beside a word: the button may be the icon alone here."""
    beside = [i for i, mark in enumerate(like.there.marks) if _gap(mark.box, box) < BESIDE_EM * like.there.em]
    twins = [twin for i in beside if (twin := _find_twin(like, i)) is not None]
    return max(twins, key=lambda twin: twin.score, default=None)


def _expect_by_neighbours(like: Likeness, x: float, y: float) -> tuple[float, float]:
    """The place here of a point there, by the words and icons that both screens have, or by their sizes if there are none."""
    across, down = like.here.width / like.there.width, like.here.height / like.there.height
    words = np.maximum(like.words, like.places * (0.5 + 0.5 * like.letters))
    words_here, words_there = pair(words, MIN_ANCHOR)
    icons_here, icons_there = pair(like.icons, MIN_ANCHOR)
    if not len(words_here) + len(icons_here):
        return x * across, y * down
    there = middles(np.concatenate([like.there.word_boxes[words_there], like.there.mark_boxes[icons_there]]))
    here = middles(np.concatenate([like.here.word_boxes[words_here], like.here.mark_boxes[icons_here]]))
    likenesses = np.concatenate([words[words_here, words_there], like.icons[icons_here, icons_there]])
    votes = likenesses / (1 + np.hypot(*(there - (x, y)).T) / like.there.em) ** 2
    place = (votes[:, None] * (here + ((x, y) - there) * across)).sum(axis=0) / votes.sum()
    return float(place[0]), float(place[1])


def _compare_words(like: Likeness, index: int, around: Sequence[tuple[float, float]]) -> NDArray[Any]:
    """How likely each word here is a word of the step's screen that should be at one of the places ``around`` (0..2)."""
    near = _nearness(like, like.here.word_boxes, around, ALONG_ROW)
    near[like.here.has_icon != like.there.has_icon[index]] *= OTHER_ROW
    alike = _compare_wordings(like, index)
    scores = np.asarray(near + alike)
    scores[[i for i, j in zip(*pair(like.letters), strict=True) if j != index and _are_related(like, i, j)]] = 0
    if like.speaks_alike:
        scores[alike < COGNATE * MIN_COGNATE] = 0  # "User forum" is not "User manual"
    return scores


def _find_twin(like: Likeness, index: int) -> Counterpart | None:
    """The icon with the shape of one of the step's screen, unless another icon there is more like it."""
    alike = _compare_shapes(like, index)
    if alike.max(initial=0) < SAME_SHAPE:
        return None
    twin = int(alike.argmax())
    if int((like.there.shape_rows @ like.here.shape_rows[twin]).argmax()) != index:
        return None
    return Counterpart("icon", like.here.marks[twin].box, float(alike[twin]))


def _compare_shapes(like: Likeness, index: int) -> NDArray[Any]:
    """How alike each icon here is to one of the step's screen (0..1); 0 if one is twice as wide for its height."""
    here, there = like.here, like.there
    forms = here.mark_boxes[:, 2] / here.mark_boxes[:, 3], there.mark_boxes[index, 2] / there.mark_boxes[index, 3]
    alike = np.maximum(here.shape_rows @ there.shape_rows[index], 0)
    return np.asarray(alike * (np.abs(np.log(forms[0] / forms[1])) < math.log(MAX_STRETCH)))


def _is_other_word(like: Likeness, box: Box, there: Box | None) -> bool:
    """Whether a text here is part of one that is on the step's screen beside the target: "Join" in "Join meeting"."""
    index, kind = (-1, "place") if there is None else _identify(like, there)
    words = [words for word, words in zip(like.here.words, like.words, strict=True) if boxes.center_in(box, word.box)]
    return kind == "word" and any(not row[index] and row.max() > 0 for row in words)


def _compare_wordings(like: Likeness, index: int) -> NDArray[Any]:
    """How likely each word here has the meaning of a word there (0..1)."""
    meanings = find_meanings(like.there.folded[index])
    same = [bool(MEANINGS & meanings & find_meanings(text)) for text in like.here.folded]
    letters = like.letters[:, index]
    alike = np.maximum(like.words[:, index], np.where(letters >= MIN_COGNATE, COGNATE, UNRELATED) * letters)
    return np.asarray(np.maximum(alike, SAME_MEANING * np.array(same, np.float32)))


def _are_related(like: Likeness, here: int, there: int) -> bool:
    """Whether a word here is probably one there in a related language: by their letters, or by a stem of both."""
    one, other = find_stems([like.here.folded[here]]), find_stems([like.there.folded[there]])
    return bool(like.letters[here, there] >= MIN_COGNATE or one & other)


def _nearness(
    like: Likeness, candidates: NDArray[Any], places: Sequence[tuple[float, float]], stretch: float
) -> NDArray[Any]:
    """How near each of the boxes ``candidates`` (n, 4) is to the nearest of the places (0..1), across by ``stretch`` more."""
    off = (middles(candidates)[:, None] - np.array(places)) / (like.here.em * REACH_EM)
    return np.asarray(np.exp(-((off / (stretch, 1)) ** 2).sum(axis=2).min(axis=1)))


def _expect_by_margins(like: Likeness, x: float, y: float) -> list[tuple[float, float]]:
    """Where a point there is here if its bar keeps its distance from a corner of the screen: a place for each of the four."""
    here, there = like.here, like.there
    scale = here.em / there.em
    from_right, from_bottom = scale * (there.width - x), scale * (there.height - y)
    columns, rows = (scale * x, here.width - from_right), (scale * y, here.height - from_bottom)
    return [(across, down) for across in columns for down in rows]


def _identify(like: Likeness, box: Box) -> tuple[int, Kind]:
    """The word or icon of the step's screen that is nearest to the middle of ``box``, by its index; a place if none is near."""
    there, point = like.there, Box(box.x + box.w // 2, box.y + box.h // 2, 0, 0)
    marks: list[tuple[float, int, Kind]] = [(_gap(mark.box, point), i, "icon") for i, mark in enumerate(there.marks)]
    words: list[tuple[float, int, Kind]] = [(_gap(word.box, point), i, "word") for i, word in enumerate(there.words)]
    near = min([*marks, *words], key=lambda candidate: candidate[0], default=(math.inf, -1, "place"))
    return near[1:] if near[0] < MAX_POINT_EM * there.em else (-1, "place")


def _choose(kind: Kind, places: Sequence[Place], scores: NDArray[Any], least: float) -> Counterpart:
    """The place with the highest score, if that is at least ``least``; else a counterpart without a box."""
    best = int(scores.argmax()) if scores.max(initial=0) >= least else None
    return Counterpart(kind, None) if best is None else Counterpart(kind, places[best].box, text=places[best].text)


def _gap(one: Box, other: Box) -> float:
    """The distance between two boxes."""
    across = max(one.x - other.right, other.x - one.right, 0)
    return math.hypot(across, max(one.y - other.bottom, other.y - one.bottom, 0))


def _middle(box: Box) -> tuple[float, float]:
    return box.x + box.w / 2, box.y + box.h / 2

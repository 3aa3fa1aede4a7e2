"""Locate icons by their meaning rather than their pixels: every app draws its own microphone.

Marks of ink are proposed, and a small network classifies them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from annotator import assets, telemetry
from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.boxes import Detection
from annotator.screen.load import Pixels
from annotator.screen.locate.icons import MARGIN, SIDE, Punctuation, as_box, normalise, propose

Floats = NDArray[np.float32]

OTHER_ICON: Final = "another icon"
_BATCH: Final = 256
"""How many marks are classified at once; limits the memory."""
_MEANINGS: Final = {"camera": ("camera", "photo-camera"), "video-call": ("camera",)}
"""Icons that are several classes, or are called otherwise there. "camera" of the classes is a video camera."""


class IconClassifier:
    """The network that classifies marks; ``classes`` are the names of its outputs."""

    def __init__(self, path: Path) -> None:
        import onnxruntime  # slow to load

        telemetry.stop_events(onnxruntime)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.classes: tuple[str, ...] = tuple(self._session.get_modelmeta().custom_metadata_map["classes"].split("\n"))

    def classify(self, marks: NDArray[np.uint8]) -> Floats:
        """The probability of each class (n, classes) for normalised marks (n, 40, 40)."""
        batches = [marks[begin : begin + _BATCH] for begin in range(0, len(marks), _BATCH)]
        seen = [self._session.run(None, {"marks": batch})[0] for batch in batches]
        return np.concatenate([np.zeros((0, len(self.classes)), np.float32), *seen])

    def columns(self, name: str) -> list[int]:
        """The classes, by index, that the icon ``name`` may be; none if it has no meaning here."""
        return [self.classes.index(each) for each in _MEANINGS.get(name, (name,)) if each in self.classes]


@cache
def load_classifier() -> IconClassifier:
    """The classifier that ships with annotator, loaded once. Raises MissingError for a damaged installation."""
    return IconClassifier(assets.asset("icons", "classifier", "marks.onnx"))


def meaning_of(path: Path) -> str | None:
    """The name of an icon that is looked for by its meaning: one of annotator's own; None for any other file."""
    return path.stem if path.parent == assets.folder("icons") else None


MIN_PROBABILITY: Final = 0.85
"""Minimum probability of a meaning: a wrong mark misleads a family, a missed one only makes staff choose a point."""
NMS_OVERLAP: Final = 0.3
"""Overlap (0..1) above which two detections are of one icon."""
MIN_PART_OF: Final = 0.6
"""Minimum probability that a mark is another icon, for what is inside it to be a part of that."""
MAX_ASYMMETRY: Final = 0.06
"""Maximum difference (0..1) of a mark from its mirror images, for it to be a disc, ring or button: icons are less regular."""
PART_SIZES: Final = (1.08, 3.5)
"""Longer side of an icon, relative to one of its parts."""
MAX_LOSS_OF_LARGER: Final = 0.15
"""How much less probable the larger of two overlapping marks may be: the inner edge of an outline looks like the icon, too."""
GROUND_SIZES: Final = (1.35, 3.2)
"""Longer side of the disc or button behind an icon, relative to the icon."""
MAX_OFF_CENTER: Final = 0.15
"""Distance of an icon's centre from that of its ground, as a fraction of the ground's longer side."""
MIN_GROUND_ASPECT: Final = 0.75
"""Minimum shorter side of a ground, as a fraction of the longer."""
MAX_CHARACTER_HEIGHT: Final = 0.75
"""Maximum height of such a character's ink, in heights of its text's box; an icon beside a text is as high as it."""
INK_SIDE: Final = SIDE / (1 + 2 * MARGIN)
"""Longer side of a mark in its normalised square."""
LIKE_CHARACTERS: Final = frozenset(
    {"back", "check", "close", "edit", "menu", "more", "more-horizontal", "play", "plus", "search"}
)
"""Icons that look like characters of a text: ‹ ✓ × / ≡ : … > + o."""


def locate_meanings(
    pixels: Pixels, names: Sequence[str], em: float, texts: Sequence[TextLine] = ()
) -> tuple[tuple[Detection, ...], ...]:
    """Locate icons by their names. Returns the detections of each, best first; ``score`` is the probability.

    Args:
        pixels: (H, W, 3), the screenshot.
        names: the names of annotator's icons ("mic").
        em: usual height of a text on the screenshot, in pixels.
        texts: all texts on it; their characters are never icons.
    """
    classifier = load_classifier()
    proposed = propose(pixels, em, texts)
    marks, kept = normalise(pixels, proposed)
    places, chances = proposed[kept], classifier.classify(marks)
    punctuation = Punctuation(pixels, texts)
    icons = chances[:, : classifier.classes.index(OTHER_ICON) + 1]  # after all meanings
    located = []
    for name in names:
        columns = classifier.columns(name)
        own = chances[:, columns].sum(axis=1)
        wanted = np.flatnonzero(own >= MIN_PROBABILITY)
        another = np.delete(icons, columns, axis=1).max(axis=1, initial=0)
        parts = [_is_part_of_other(int(number), places, marks, another) for number in wanted]
        wanted = wanted[~np.array(parts, bool)]
        found = [Detection(as_box(places[number]), float(own[number])) for number in wanted]
        if name in LIKE_CHARACTERS:
            found = [each for each in found if not punctuation.contains(each.box, MAX_CHARACTER_HEIGHT)]
        located.append(tuple(_one_each(found)))
    return tuple(located)


def _is_part_of_other(number: int, places: NDArray[Any], marks: NDArray[np.uint8], other: NDArray[Any]) -> bool:
    """Whether the mark ``number`` is a part of one that is another icon.

    Args:
        number: the index of the mark.
        places: (n, 4), the boxes of all marks.
        marks: (n, SIDE, SIDE), all marks as `normalise` returns them.
        other: (n), the probability that each is another icon.
    """
    inner, outer = places[number], places
    slack = 1 + 0.04 * inner[2:]
    begins = (outer[:, :2] <= inner[:2] + slack).all(axis=1)
    ends = (inner[:2] + inner[2:] <= outer[:, :2] + outer[:, 2:] + slack).all(axis=1)
    ratio = outer[:, 2:].max(axis=1) / inner[2:].max()
    around = begins & ends & (ratio >= PART_SIZES[0]) & (ratio <= PART_SIZES[1]) & (other >= MIN_PART_OF)
    own = as_box(inner)
    return any(
        not (is_ground(as_box(outer[each]), own) and _is_regular(marks[each], as_box(outer[each]), own))
        for each in np.flatnonzero(around)
    )


def _is_regular(mark: NDArray[np.uint8], outer: Box, inner: Box) -> bool:
    """Whether the mark of ``outer`` without ``inner`` looks the same mirrored: a disc, a ring, a rounded square."""
    scale = INK_SIDE / max(outer.w, outer.h)
    # The larger half-widths of what is left out, seen from the middle, so that its mirror image is left out, too.
    x, y = (
        scale * (abs(at + side / 2 - around - width / 2) + side / 2) + 2
        for at, side, around, width in (
            (inner.x, inner.w, outer.x, outer.w),
            (inner.y, inner.h, outer.y, outer.h),
        )
    )
    middle = (SIDE - 1) / 2
    off = np.abs(np.arange(SIDE) - middle)
    shown = (off[:, None] > y) | (off[None, :] > x)
    # What is outside of the mark itself is its surroundings.
    shown &= (off[:, None] <= scale * outer.h / 2) & (off[None, :] <= scale * outer.w / 2)
    if not shown.any():
        return False
    seen = mark.astype(np.float32) / 255
    return all(
        float(np.abs(seen - mirrored)[shown].mean()) <= MAX_ASYMMETRY for mirrored in (seen[::-1], seen[:, ::-1])
    )


def _one_each(found: Sequence[Detection]) -> list[Detection]:
    """One detection for each icon: its ink, without the disc or button behind it; best first."""
    kept: list[Detection] = []
    on_ground: set[Box] = set()
    for each in sorted(found, key=lambda each: -each.box.w * each.box.h):
        rival = next((one for one in kept if boxes.overlap_coefficient(one.box, each.box) > NMS_OVERLAP), None)
        if rival is None:
            kept.append(each)
        elif is_ground(rival.box, each.box) and rival.box not in on_ground:
            kept[kept.index(rival)] = Detection(each.box, max(rival.score, each.score))
            on_ground.add(each.box)
        elif each.score > rival.score + MAX_LOSS_OF_LARGER:
            kept[kept.index(rival)] = each
    return sorted(kept, key=lambda each: -each.score)


def is_ground(outer: Box, inner: Box) -> bool:
    """Whether ``outer`` is as the disc or button behind the icon ``inner``: around it, centred, and about as wide as high."""
    longer = max(outer.w, outer.h)
    ratio = longer / max(inner.w, inner.h)
    off = max(abs(outer.x + outer.w / 2 - inner.x - inner.w / 2), abs(outer.y + outer.h / 2 - inner.y - inner.h / 2))
    return (
        GROUND_SIZES[0] <= ratio <= GROUND_SIZES[1]
        and min(outer.w, outer.h) >= MIN_GROUND_ASPECT * longer
        and off <= MAX_OFF_CENTER * longer
    )

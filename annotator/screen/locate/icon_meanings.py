"""Locate icons by their meaning rather than their pixels: every app draws its own microphone.

``locate_meanings(pixels, ["mic"], em=40)`` returns ``((Detection(Box(930, 1700, 52, 64), 0.97),),)``: one place, with its
probability. In three steps:

1. Connected marks of ink are proposed (`annotator.screen.locate.ink_marks.find_ink_marks`), and scaled to 40 pixels.
2. A small network estimates the probability of each icon for each mark; marks that are probably the wanted icon stay.
3. Left out are punctuation that looks like the icon, the disc behind an icon, and parts of other icons.

An ``em`` is the usual height of a line of text on the screenshot, in pixels.
"""

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
from annotator.screen.locate.ink_marks import MARK_MARGIN, MARK_PX, as_box, find_ink_marks, normalise_marks
from annotator.screen.locate.punctuation import Punctuation

Floats = NDArray[np.float32]

MIN_PROBABILITY: Final = 0.85
"""Minimum probability of an icon: a wrong mark misleads a family, a missed one only makes staff choose a point."""
MAX_CHARACTER_HEIGHT: Final = 0.75
"""Maximum height of a character's ink, in heights of its text's box: an icon beside a text is as high as that."""
PART_RATIO: Final = (1.08, 3.5)
"""How many times as large as a part of it an icon is, by the longer sides."""
GROUND_RATIO: Final = (1.35, 3.2)
"""How many times as large as an icon the disc or button behind it is, by the longer sides."""
OTHER_ICON: Final = "another icon"
"""The class of icons without a name here; after it are those of what is no icon."""
_BATCH: Final = 256
"""How many marks are classified at once; limits the memory."""
_MEANINGS: Final = {"camera": ("camera", "photo-camera"), "video-call": ("camera",)}
"""Icons with several classes, or one of another name. The class "camera" is a video camera."""
LIKE_CHARACTERS: Final = frozenset(
    {"back", "check", "close", "edit", "menu", "more", "more-horizontal", "play", "plus", "search"}
)
"""Icons that look like characters of a text: ‹ ✓ × / ≡ : … > + o."""


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
        outputs = [self._session.run(None, {"marks": batch})[0] for batch in batches]
        return np.concatenate([np.zeros((0, len(self.classes)), np.float32), *outputs])

    def class_indices(self, name: str) -> list[int]:
        """The indices of the classes that the icon ``name`` may be; none if it has no class."""
        return [self.classes.index(meaning) for meaning in _MEANINGS.get(name, (name,)) if meaning in self.classes]


@cache
def load_classifier() -> IconClassifier:
    """The classifier that ships with annotator, loaded once. Raises MissingError for a damaged installation."""
    return IconClassifier(assets.asset("icons", "classifier", "marks.onnx"))


def meaning_of(path: Path) -> str | None:
    """The name of an icon that is looked for by its meaning: one of annotator's own; None for any other file."""
    return path.stem if path.parent == assets.folder("icons") else None


def locate_meanings(
    pixels: Pixels, names: Sequence[str], em: float, texts: Sequence[TextLine] = ()
) -> tuple[tuple[Detection, ...], ...]:
    """Locate icons by their names. Returns the detections of each, best first; ``score`` is a probability.

    Args:
        pixels: (H, W, 3), the screenshot.
        names: the names of annotator's icons ("mic").
        em: usual height of a text on the screenshot, in pixels.
        texts: all texts on it; their punctuation isn't taken for the icons that look like it.
    """
    classifier = load_classifier()
    proposed = find_ink_marks(pixels, em, texts)
    marks, usable = normalise_marks(pixels, proposed)
    mark_boxes, probabilities = proposed[usable], classifier.classify(marks)
    icon_probabilities = probabilities[:, : classifier.classes.index(OTHER_ICON) + 1]
    punctuation = Punctuation(pixels, texts)
    located = []
    for name in names:
        class_indices = classifier.class_indices(name)
        wanted_probability = probabilities[:, class_indices].sum(axis=1)
        another_probability = np.delete(icon_probabilities, class_indices, axis=1).max(axis=1, initial=0)
        detections = []
        for index in np.flatnonzero(wanted_probability >= MIN_PROBABILITY):
            box = as_box(mark_boxes[index])
            is_character = name in LIKE_CHARACTERS and punctuation.contains(box, MAX_CHARACTER_HEIGHT)
            if not is_character and not _is_part_of_another(int(index), mark_boxes, marks, another_probability):
                detections.append(Detection(box, float(wanted_probability[index])))
        located.append(tuple(_select_one_each(detections)))
    return tuple(located)


def _is_part_of_another(
    index: int, mark_boxes: NDArray[Any], marks: NDArray[np.uint8], probability: NDArray[Any]
) -> bool:
    """Whether the mark at ``index`` is a part of one that is another icon, and not a disc behind it.

    ``mark_boxes`` (n, 4), ``marks`` (n, MARK_PX, MARK_PX) and ``probability`` (n), of another icon, are those of all marks.
    """
    inner, outer = mark_boxes[index], mark_boxes
    slack = 1 + 0.04 * inner[2:]
    begins = (outer[:, :2] <= inner[:2] + slack).all(axis=1)
    ends = (inner[:2] + inner[2:] <= outer[:, :2] + outer[:, 2:] + slack).all(axis=1)
    ratio = outer[:, 2:].max(axis=1) / inner[2:].max()
    is_around = begins & ends & (ratio >= PART_RATIO[0]) & (ratio <= PART_RATIO[1])
    inner_box = as_box(inner)
    for whole in np.flatnonzero(is_around & (probability >= 0.6)):
        outer_box = as_box(outer[whole])
        if not (may_be_ground(outer_box, inner_box) and _is_regular(marks[whole], outer_box, inner_box)):
            return True
    return False


def _is_regular(mark: NDArray[np.uint8], outer: Box, inner: Box) -> bool:
    """Whether the mark of ``outer`` without ``inner`` looks about the same mirrored, as a disc, ring or rounded square does."""
    scale = MARK_PX / (1 + 2 * MARK_MARGIN) / max(outer.w, outer.h)
    # The half-widths of the part left out, from the middle to its far side, so that its mirror image is left out, too.
    x = scale * (abs(inner.center_x - outer.center_x) + inner.w / 2) + 2
    y = scale * (abs(inner.center_y - outer.center_y) + inner.h / 2) + 2
    off_center = np.abs(np.arange(MARK_PX) - (MARK_PX - 1) / 2)
    compared = (off_center[:, None] > y) | (off_center[None, :] > x)
    # Pixels outside of the mark itself are its surroundings.
    compared &= (off_center[:, None] <= scale * outer.h / 2) & (off_center[None, :] <= scale * outer.w / 2)
    if not compared.any():
        return False
    ink = mark.astype(np.float32) / 255
    differences = [float(np.abs(ink - mirrored)[compared].mean()) for mirrored in (ink[::-1], ink[:, ::-1])]
    return max(differences) <= 0.06  # icons are less regular


def _select_one_each(detections: Sequence[Detection]) -> list[Detection]:
    """One detection for each icon, best first: its ink rather than the disc or button behind it."""
    selected: list[Detection] = []
    on_ground: set[Box] = set()
    for detection in sorted(detections, key=lambda detection: -detection.box.area):
        overlapping = [kept for kept in selected if boxes.overlap_coefficient(kept.box, detection.box) > 0.3]
        if not overlapping:
            selected.append(detection)
            continue
        larger = overlapping[0]
        if may_be_ground(larger.box, detection.box) and larger.box not in on_ground:
            selected[selected.index(larger)] = Detection(detection.box, max(larger.score, detection.score))
            on_ground.add(detection.box)
        elif detection.score > larger.score + 0.15:  # the inner edge of an outline looks like the icon, too
            selected[selected.index(larger)] = detection
    return sorted(selected, key=lambda detection: -detection.score)


def may_be_ground(outer: Box, inner: Box) -> bool:
    """Whether ``outer`` may be the disc or button behind the icon ``inner``: larger, centred, and about as wide as high."""
    longer = max(outer.w, outer.h)
    offset = max(abs(outer.center_x - inner.center_x), abs(outer.center_y - inner.center_y))
    is_larger = GROUND_RATIO[0] <= longer / max(inner.w, inner.h) <= GROUND_RATIO[1]
    return is_larger and min(outer.w, outer.h) >= 0.75 * longer and offset <= 0.15 * longer

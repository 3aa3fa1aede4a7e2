"""Tell what the marks on a screenshot mean, with a small network trained on the drawings of open icon sets.

The network and the licences of the sets are in ``assets/icons/classifier``; ``tests/bench/icons`` trains it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from annotator import assets, telemetry

Floats = NDArray[np.float32]

OTHER_ICON: Final = "another icon"
_BATCH: Final = 256
"""How many marks are classified at once; limits the memory."""
_MEANINGS: Final = {"camera": ("camera", "photo-camera"), "video-call": ("camera",)}
"""Icons that are several classes, or are called otherwise there. "camera" of the classes is a video camera."""


class IconClassifier:
    """The network: ``classes`` are what it tells apart."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

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

"""The network that tells what a mark is, as it ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotator import assets
from annotator.screen.locate.icon_meanings import OTHER_ICON, load_classifier, meaning_of
from annotator.screen.locate.icons import SIDE, normalise
from tests.helpers import icon_drawings as draw
from tests.helpers.icon_drawings import Drawing, put
from tests.helpers.screens import Drawn

SHIPPED = sorted(path.stem for path in assets.folder("icons").glob("*.png"))


def most_probable(drawing: Drawing) -> str:
    screen = Drawn("#ffffff", (200, 200))
    box = put(screen, drawing, 60, 60, 64, "#202124", "#ffffff")
    marks, _ = normalise(screen.pixels, np.array([[box.x, box.y, box.w, box.h]], np.int32))
    classifier = load_classifier()
    return classifier.classes[int(classifier.classify(marks)[0].argmax())]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_icon_that_ships_has_a_class(name: str) -> None:
    assert load_classifier().columns(name)


def test_a_camera_is_either_camera_and_a_video_call_is_the_video_camera() -> None:
    classifier = load_classifier()
    assert [classifier.classes[n] for n in classifier.columns("camera")] == ["camera", "photo-camera"]
    assert [classifier.classes[n] for n in classifier.columns("video-call")] == ["camera"]
    assert classifier.columns("unknown") == []


@pytest.mark.parametrize(
    ("drawing", "name"),
    [
        (draw.padlock, "lock"),
        (draw.old_camcorder, "camera"),
        (draw.magnifier, "search"),
        (draw.angle_right, OTHER_ICON),
    ],
)
def test_drawings_of_ours_get_their_class(drawing: Drawing, name: str) -> None:
    assert most_probable(drawing) == name


def test_probabilities_of_many_marks_and_of_none() -> None:
    classifier = load_classifier()
    chances = classifier.classify(np.zeros((600, SIDE, SIDE), np.uint8))
    assert chances.shape == (600, len(classifier.classes))
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-3)
    assert classifier.classify(np.zeros((0, SIDE, SIDE), np.uint8)).shape == (0, len(classifier.classes))


def test_only_annotators_own_icons_have_a_meaning(tmp_path: Path) -> None:
    assert meaning_of(assets.asset("icons", "mic.png")) == "mic"
    assert meaning_of(tmp_path / "mic.png") is None


def test_the_network_is_small() -> None:
    assert sum(path.stat().st_size for path in assets.folder("icons", "classifier").iterdir()) < 3_000_000

"""How many pixels are one dp."""

from __future__ import annotations

import pytest

from annotator.model import Box
from annotator.screen.element.surroundings import EM_DP, PHONE_WIDTH_DP, Surroundings, measure_dp
from annotator.screen.picture_kind import classify
from tests.helpers.screens import Drawn


def measured(size: tuple[int, int], em: int) -> float:
    screen = Drawn(size=size)
    for n in range(5):
        screen.text("Entrar", 20, 20 + 60 * n)
    texts = [type(line)(line.text, Box(line.box.x, line.box.y, line.box.w, em), 0.99) for line in screen.texts]
    return measure_dp(Surroundings(screen.pixels, texts, em, classify(screen.pixels, texts)))


def test_a_whole_phone_is_measured_by_its_width() -> None:
    assert measured((1080, 2340), 40) == pytest.approx(1080 / PHONE_WIDTH_DP)
    assert measured((1080, 2340), 50) == measured((1080, 2340), 40), "large print is not a larger scale"


def test_a_tablet_and_a_crop_are_measured_by_their_texts() -> None:
    assert measured((2048, 2732), 29) == pytest.approx(29 / EM_DP)
    assert measured((900, 400), 43) == pytest.approx(43 / EM_DP)
    assert measured((400, 800), 58) == pytest.approx(58 / EM_DP), "a narrow crop of a larger screen"


def test_without_texts_the_shorter_side_counts() -> None:
    blank = Drawn(size=(780, 1000))
    assert measure_dp(Surroundings(blank.pixels, [], 20.0, classify(blank.pixels, []))) == pytest.approx(2.0)

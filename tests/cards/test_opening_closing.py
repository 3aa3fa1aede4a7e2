"""The cards at both ends of a video."""

from __future__ import annotations

import numpy as np

from annotator.cards import opening_closing, shapes
from annotator.cards.caption_band import BAND_TOP
from annotator.cards.palette import derive_palette
from annotator.cards.shapes import Pixels
from annotator.model import (
    Box,
    Colors,
    EndCard,
    GreetingCard,
    MarkedTarget,
    RecapItem,
    Screen,
    StepCard,
    StepNumber,
    Theme,
    TitleCard,
)

GREEN = (0, 200, 0)


def source(digest: str) -> Pixels:
    return np.full((960, 540, 3), GREEN, np.uint8)


def area_of(pixels: Pixels, color: tuple[int, int, int]) -> int:
    return int((pixels == color).all(axis=2).sum())


def test_the_opening_shows_school_task_and_finished_screen() -> None:
    card = TitleCard("Entrar a la clase", Theme(), school="Los Robles", screen=Screen("s"))
    pixels = shapes.to_pixels(opening_closing.draw_opening(card, source))
    assert pixels.shape == (1280, 720, 3)
    assert area_of(pixels, GREEN) > 50_000
    without = shapes.to_pixels(opening_closing.draw_opening(TitleCard("Entrar a la clase", Theme()), source))
    assert area_of(without, GREEN) == 0


def test_a_greeting_shows_the_film_as_large_as_it_fits() -> None:
    pixels = shapes.to_pixels(opening_closing.draw_greeting(GreetingCard("f", Theme(), school="Los Robles"), source))
    rows, columns = np.nonzero((pixels == GREEN).all(axis=2))
    assert columns.max() - columns.min() >= 600
    assert rows.min() > 100, "the school's name is above it"


def test_the_closing_has_a_cell_for_each_step_above_the_band() -> None:
    mark = MarkedTarget(Box(100, 400, 300, 80), Box(150, 420, 200, 40))
    items = tuple(
        RecapItem(n, "Toque Entrar", StepCard("close", StepNumber(n), 3, Screen("s"), Theme(), "tap", marks=(mark,)))
        for n in (1, 2, 3)
    )
    pixels = shapes.to_pixels(opening_closing.draw_closing(EndCard("Listo", items, Theme()), source))
    green = (pixels == GREEN).all(axis=2)
    assert green[:BAND_TOP, :360].any()
    assert green[:BAND_TOP, 360:].any()
    assert not green[BAND_TOP:].any()
    assert tuple(pixels[-5, 5]) == derive_palette(Colors()).night

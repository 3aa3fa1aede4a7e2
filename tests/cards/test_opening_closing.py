"""The cards at both ends of a video."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from annotator.cards import caption_band, closing, opening, shapes
from annotator.cards.caption_band import BAND_TOP
from annotator.cards.geometry import Rect
from annotator.cards.opening import PLAY_BUTTON
from annotator.cards.palette import derive_palette
from annotator.cards.shapes import Pixels
from annotator.model import (
    HEIGHT,
    WIDTH,
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
    pixels = shapes.to_pixels(opening.draw_opening(card, source))
    assert pixels.shape == (1280, 720, 3)
    assert area_of(pixels, GREEN) > 50_000
    without = shapes.to_pixels(opening.draw_opening(TitleCard("Entrar a la clase", Theme()), source))
    assert area_of(without, GREEN) == 0


def test_the_opening_shows_no_screen_that_is_nearly_black() -> None:
    """Seen: the opening of a film about a call waited with a black picture, as if it didn't load."""
    dark = np.full((960, 540, 3), 18, np.uint8)
    dark[900:920, 100:300] = GREEN  # the call's button
    few, many = (tuple(Box(9, 20 * at, 90, 12) for at in range(count)) for count in (4, 12))
    for pixels, texts, is_shown in ((dark, few, False), (dark, many, True), (dark + 90, few, True)):
        card = TitleCard("Entrar a la clase", Theme(), school="Los Robles", screen=Screen("s", texts=texts))
        drawn = opening.draw_opening(card, lambda _digest, pixels=pixels: pixels)
        without = opening.draw_opening(replace(card, screen=None), source)
        assert (drawn != without) == is_shown


TITLES = [
    "Zoom",
    "Micrófono y cámara en Zoom: usted decide",
    "Microphone and camera in Zoom: you decide",
    "Microfone e câmera no Zoom: você é quem decide",
    "Cómo mandar una foto de la tarea a la maestra por WhatsApp hoy",
    "Responsabilidades extracurriculares internacionales",
]
AREA = Rect(caption_band.MARGIN, 130, WIDTH - caption_band.MARGIN, PLAY_BUTTON.top - 24)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_large_in_at_most_four_lines_of_whole_words(title: str) -> None:
    size, lines = opening.fit_title(title, AREA)
    assert " ".join(lines) == title
    assert len(lines) <= 4
    assert size >= 56, "28 pixels on a phone 360 pixels wide"


def test_a_title_is_cut_off_only_where_its_smallest_size_is_too_large() -> None:
    size, lines = opening.fit_title("palabra " * 90, AREA)
    assert (size, len(lines)) == (30, 4)
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("shape", [(960, 540, 3), (540, 960, 3), None], ids=["upright", "wide", "none"])
@pytest.mark.parametrize("photo", [None, "p"])
@pytest.mark.parametrize("person", ["Sra. Rosa", "Profesora Guadalupe Hernández Castillo"])
@pytest.mark.parametrize("title", TITLES)
def test_nothing_is_behind_the_play_button(
    title: str, person: str, photo: str | None, shape: tuple[int, int, int] | None
) -> None:
    screen = Screen("s") if shape else None
    card = TitleCard(title, Theme(), school="Escuela Primaria Los Robles", person=person, photo=photo, screen=screen)

    def pixels(digest: str) -> Pixels:
        return np.full(shape if shape and digest == "s" else (300, 300, 3), GREEN, np.uint8)

    drawn = shapes.to_pixels(opening.draw_opening(card, pixels))
    left, top, right, bottom = PLAY_BUTTON.inflated(8).rounded()
    away = np.abs(drawn[top:bottom, left:right].astype(int) - derive_palette(Colors()).main)
    assert away.max() <= 16, "no more than the shadow of a phone"
    assert PLAY_BUTTON.width >= 0.22 * WIDTH
    assert PLAY_BUTTON.center == (WIDTH / 2, HEIGHT / 2)


def test_a_greeting_shows_the_film_as_large_as_it_fits() -> None:
    pixels = shapes.to_pixels(opening.draw_greeting(GreetingCard("f", Theme(), school="Los Robles"), source))
    rows, columns = np.nonzero((pixels == GREEN).all(axis=2))
    assert columns.max() - columns.min() >= 600
    assert rows.min() > 100, "the school's name is above it"


def recap(count: int, **more: Any) -> EndCard:
    mark = MarkedTarget(Box(100, 400, 300, 80), Box(150, 420, 200, 40))
    items = tuple(
        RecapItem(n, "Toque Entrar", StepCard("close", StepNumber(n), 3, Screen("s"), Theme(), "tap", marks=(mark,)))
        for n in range(1, count + 1)
    )
    return EndCard("Listo", items, Theme(), **more)


def test_the_closing_has_a_cell_for_each_step_above_the_band() -> None:
    pixels = shapes.to_pixels(closing.draw_closing(recap(3), source))
    green = (pixels == GREEN).all(axis=2)
    assert green[:BAND_TOP, :360].any()
    assert green[:BAND_TOP, 360:].any()
    assert not green[BAND_TOP:].any()
    assert tuple(pixels[-5, 5]) == derive_palette(Colors()).night


@pytest.mark.parametrize("count", [3, 8])
def test_a_closing_marks_its_first_steps_and_all_else_stays(count: int) -> None:
    def draw(shown: int | None) -> Pixels:
        return shapes.to_pixels(closing.draw_closing(recap(count, shown=shown), source))

    bare, marked = draw(0), draw(None)
    red = [(pixels == derive_palette(Colors()).ink_of("touch").color).all(axis=2).sum() for pixels in (bare, marked)]
    assert red[0] == 0
    assert np.array_equal(draw(count), marked)
    for shown in range(1, count):
        drawn = draw(shown)
        assert np.array_equal(closing.mark_first(bare, marked, recap(count, shown=shown)), drawn)
        assert ((drawn == bare) | (drawn == marked)).all(), "nothing moves"
        assert (drawn == derive_palette(Colors()).ink_of("touch").color).all(axis=2).sum() * count == red[1] * shown

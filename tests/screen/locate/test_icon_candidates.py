"""Marks that may be icons: each is proposed by the box of its ink, and normalised to its contrast."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from annotator.model import Box, TextLine
from annotator.screen import boxes
from annotator.screen.locate.icon_candidates import SIDE, as_box, normalise, propose
from tests.helpers import icon_drawings as draw
from tests.helpers.icon_drawings import Drawing, put
from tests.helpers.screens import Drawn


@pytest.mark.parametrize("drawing", [draw.dots, draw.bars, draw.cogwheel, draw.thin_camera, draw.old_camcorder])
@pytest.mark.parametrize(("ground", "ink"), [("#ffffff", "#202124"), ("#1565c0", "#ffffff"), ("#c8e6c9", "#8e24aa")])
def test_the_ink_of_an_icon_is_proposed(drawing: Drawing, ground: str, ink: str) -> None:
    screen = Drawn(ground, (400, 700))
    drawn = put(screen, drawing, 200, 100, 48, ink, ground)
    places = [as_box(row) for row in propose(screen.pixels, 20)]
    assert max(boxes.iou(place, drawn) for place in places) > 0.85


def test_an_icon_in_a_disc_is_proposed_apart_from_it() -> None:
    screen = Drawn("#202020", (400, 700))
    screen.disc(100, 100, 96, ink="#808080")
    drawn = put(screen, draw.microphone, 130, 130, 36, "#ffffff", "#808080")
    places = [as_box(row) for row in propose(screen.pixels, 20)]
    assert max(boxes.iou(place, drawn) for place in places) > 0.8
    assert max(boxes.iou(place, Box(100, 100, 96, 96)) for place in places) > 0.9


def test_a_light_icon_on_a_busy_picture_is_proposed() -> None:
    screen = Drawn("#000000", (400, 700))
    noise = np.random.default_rng(1).integers(0, 160, (700, 400, 3)).astype(np.uint8)
    screen.image.paste(Image.fromarray(noise), (0, 0))
    pen = draw.Pen("#ffffff", "#000000", 9)
    draw.plus(pen)
    mask = pen.image.convert("L").resize((48, 48))
    screen.image.paste("#ffffff", (150, 150), mask)
    places = [as_box(row) for row in propose(screen.pixels, 20)]
    assert max(boxes.iou(place, Box(154, 154, 40, 40)) for place in places) > 0.7


def test_the_inside_of_a_text_is_not_proposed_but_its_ends_are() -> None:
    screen = Drawn("#ffffff", (700, 200))
    box = screen.text("Lista de asistencia", 20, 80)
    everywhere = propose(screen.pixels, 20)
    outside = propose(screen.pixels, 20, [TextLine("Lista de asistencia", box, 1.0)])
    assert len(outside) < len(everywhere)
    assert all(as_box(row).x < box.x + 2 * box.h or as_box(row).right > box.right - 2 * box.h for row in outside)


def test_a_mark_is_its_contrast_to_the_ground() -> None:
    pixels = np.full((100, 100, 3), 40, np.uint8)
    pixels[40:60, 30:70] = (40, 40, 140)
    marks, kept = normalise(pixels, np.array([[30, 40, 40, 20], [0, 0, 20, 20]], np.int32))
    assert marks.shape == (1, SIDE, SIDE)
    assert kept.tolist() == [0]  # nothing is drawn in the second
    assert marks[0, SIDE // 2, SIDE // 2] == 255
    assert marks[0, 2, SIDE // 2] == 0


def test_a_mark_at_the_edge_of_the_screen_is_normalised() -> None:
    pixels = np.zeros((60, 60, 3), np.uint8)
    pixels[:20, :20] = 255
    pixels[5:15, 5:15] = 0
    marks, _ = normalise(pixels, np.array([[0, 0, 20, 20]], np.int32))
    assert len(marks) == 1


def test_an_empty_screen_proposes_nothing() -> None:
    pixels = np.full((400, 300, 3), 255, np.uint8)
    assert len(propose(pixels, 20)) == 0
    assert normalise(pixels, propose(pixels, 20))[0].shape == (0, SIDE, SIDE)

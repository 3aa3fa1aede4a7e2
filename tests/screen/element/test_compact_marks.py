"""Marks of ink at icon size, what they are, and which text they go with."""

from __future__ import annotations

import pytest

from annotator.model import Box, PictureKind, TextLine
from annotator.screen import boxes
from annotator.screen.element import label_icons
from annotator.screen.element.compact_marks import CompactMark, find_all, find_marks, is_word, outermost
from annotator.screen.element.surroundings import Surroundings
from tests.helpers.screens import Drawn

DP = 2.0


def marks(screen: Drawn) -> list[CompactMark]:
    around = Surroundings(screen.pixels, screen.texts, 30.0)
    return outermost(find_marks(around, Box(0, 0, around.width, around.height), DP))


def draw(screen: Drawn, kind: str) -> Box:
    """A control of each kind with its upper left corner at (100, 100)."""
    pen = screen.draw
    match kind:
        case "switch":
            pen.rounded_rectangle((100, 100, 199, 157), 29, fill="#34c759")
            pen.ellipse((144, 104, 195, 153), fill="#ffffff")
            return Box(100, 100, 100, 58)
        case "checkbox":
            pen.rectangle((100, 100, 135, 135), outline="#606060", width=4)
            return Box(100, 100, 36, 36)
        case "radio":
            pen.ellipse((100, 100, 139, 139), outline="#606060", width=4)
            pen.ellipse((112, 112, 127, 127), fill="#606060")
            return Box(100, 100, 40, 40)
        case "chevron":
            pen.line((102, 102, 112, 116, 102, 130), fill="#808080", width=4)
            return Box(100, 100, 14, 32)
        case "icon":
            pen.line((100, 118, 140, 118), fill="#202020", width=4)
            pen.line((116, 100, 100, 118, 116, 136), fill="#202020", width=4)
            return Box(100, 100, 41, 37)
        case _:
            for n in range(3):
                pen.ellipse((100, 100 + 12 * n, 107, 107 + 12 * n), fill="#202020")
            return Box(100, 100, 8, 32)


@pytest.mark.parametrize("kind", ["switch", "checkbox", "radio", "chevron", "icon", "dots"])
@pytest.mark.parametrize("ground", ["#ffffff", "#e8e8f0"])
def test_each_control_is_one_mark_of_its_kind(kind: str, ground: str) -> None:
    screen = Drawn(ground)
    truth = draw(screen, kind)
    (mark,) = marks(screen)
    assert mark.kind == ("icon" if kind == "dots" else kind)
    assert mark.belongs_to_row == (kind not in ("icon", "dots"))
    assert boxes.iou(mark.box, truth) > 0.75, (mark, truth)


def test_a_filled_disc_is_no_radio_button() -> None:
    screen = Drawn()
    screen.disc(100, 100, 40)
    assert [mark.kind for mark in marks(screen)] == ["icon"]


def test_texts_and_large_things_are_no_marks() -> None:
    screen = Drawn()
    screen.text("Entrar", 100, 100)
    screen.draw.rectangle((20, 200, 379, 330), outline="#606060", width=3)
    assert marks(screen) == []


def test_what_is_cut_off_by_the_area_is_no_mark() -> None:
    screen = Drawn()
    draw(screen, "icon")
    around = Surroundings(screen.pixels, (), 30.0)
    assert find_marks(around, Box(0, 0, 120, 300), DP) == ()


@pytest.mark.parametrize(
    ("text", "score", "word"),
    [("Sí", 0.99, True), ("•••", 0.9, False), ("Oo", 0.6, False), ("Q", 0.99, False), ("ıI", 0.97, False)],
)
def test_ocr_reads_some_icons_as_letters(text: str, score: float, word: bool) -> None:
    assert is_word(TextLine(text, Box(0, 0, 20, 20), score)) is word


def test_all_marks_of_a_screen_are_found_without_its_texts() -> None:
    screen = Drawn("#ffffff", (720, 1280))
    box = draw(screen, "switch")
    for row in range(4):
        screen.text("Permitir siempre", 60, 300 + 120 * row, "#202020")
    (found,) = find_all(screen.pixels, screen.texts, PictureKind())
    assert boxes.contains(boxes.inflated(box, 3), found)
    assert boxes.contains(boxes.inflated(found, 3), box)


def around(screen: Drawn, box: Box) -> Surroundings:
    return Surroundings.of(screen.pixels, screen.texts, box)


def test_a_label_takes_the_icon_above_it() -> None:
    screen = Drawn()
    screen.disc(180, 300, 40)
    label, icon = screen.text("Zoom", 176, 345), Box(180, 300, 40, 40)
    found = label_icons.include_companion(around(screen, label), label)
    assert boxes.contains(found, label, 2)
    assert boxes.contains(found, icon, 2)
    assert found.h < 110


def test_a_text_alone_only_has_a_margin() -> None:
    screen = Drawn()
    screen.disc(20, 300, 40)
    text = screen.text("Zoom", 176, 345)
    found = label_icons.include_companion(around(screen, text), text)
    assert found == boxes.inflated(text, text.h * label_icons.MARGIN)


def test_a_part_of_an_icon_is_one_colour_and_bare_ground_is_none() -> None:
    screen = Drawn()
    screen.text("Mensajes", 20, 500)
    screen.disc(180, 300, 50)
    at = around(screen, Box(200, 320, 1, 1))
    assert boxes.iou(label_icons.find_icon_part(at, Box(200, 320, 1, 1)), Box(180, 300, 50, 50)) > 0.9
    assert label_icons.find_icon_part(at, Box(50, 50, 1, 1)) == Box(50, 50, 1, 1)

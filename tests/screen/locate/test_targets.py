"""Finding and snapping on drawn screens of phones and laptops, light and dark, Spanish and English, JPEG and PNG."""

from __future__ import annotations

import json
import os
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
import pytest

from annotator.cache import Cache
from annotator.model import Box, BoxTarget, Found, IconTarget, PointTarget, Query, Target, TextLine, TextTarget
from annotator.screen import boxes, ocr
from annotator.screen.load import Picture, load
from annotator.screen.locate.targets import find
from annotator.text.folding import fold
from tests.helpers.counting import calls
from tests.helpers.screens import Drawn

pytestmark = pytest.mark.slow

SCREENS = Path(__file__).parents[2] / "fixtures" / "screens"
ALL: list[dict[str, Any]] = json.loads((SCREENS / "labels.json").read_text(encoding="utf-8"))
WORDS = sorted({item["text"] for label in ALL for item in label["texts"]})
USUAL = ("chrome-dialog", "clever", "material-form", "zoom-join", "zoom-meeting")
"""Those that are always tested: reading a picture takes a second. All are where ANNOTATOR_TESTS_WHOLE is set."""
LABELS = [label for label in ALL if os.environ.get("ANNOTATOR_TESTS_WHOLE") or label["page"] in USUAL]
Screen = tuple[dict[str, Any], Picture, tuple[TextLine, ...]]


@pytest.fixture(scope="module")
def screens(warm: Cache) -> list[Screen]:
    pictures = [load(SCREENS / label["file"]) for label in LABELS]
    return [(label, picture, ocr.read_texts(picture, warm)) for label, picture in zip(LABELS, pictures, strict=True)]


def look(screen: Screen, *targets: Target) -> tuple[Found, ...]:
    _, picture, texts = screen
    return find(picture, texts, [Query(target) for target in targets], lambda name: SCREENS / name)


def named(screens: list[Screen], start: str) -> Screen:
    return next(screen for screen in screens if screen[0]["file"].startswith(start))


def test_every_text_is_found_and_its_element(screens: list[Screen]) -> None:
    outlines: list[float] = []
    for screen in screens:
        items = screen[0]["texts"]
        founds = look(screen, *(TextTarget((item["text"],)) for item in items))
        for item, found in zip(items, founds, strict=True):
            assert found.box is not None, (screen[0]["file"], item["text"])
            truth = Box(*item["box"])
            best = max((found.box, *found.others), key=lambda box: boxes.iou(box, truth))
            assert boxes.iou(best, truth) > 0.5, (screen[0]["file"], item["text"], best)
            if item["outline"]:
                assert found.outline is not None
                outlines.append(boxes.iou(found.outline, Box(*item["outline"])))
    assert len(outlines) >= 4 * len(screens)
    assert mean(outlines) > 0.95


def test_absent_texts_are_not_found(screens: list[Screen]) -> None:
    asked = false = 0
    for screen in screens:
        page = fold(screen[0]["all"]).replace(" ", "")
        absent = [word for word in WORDS if fold(word).replace(" ", "") not in page]
        founds = look(screen, *(TextTarget((word,)) for word in absent))
        asked += len(absent)
        false += sum(found.box is not None for found in founds)
        assert all(found.nearest and found.matched is None for found in founds if found.box is None)
    assert asked > 40 * len(screens)
    assert false <= asked // 100


def test_points_snap_to_what_a_finger_presses(screens: list[Screen]) -> None:
    ious: list[float] = []
    for screen in screens:
        _, picture, _ = screen
        for item in screen[0]["texts"]:
            if item["outline"]:
                element = Box(*item["outline"])
                targets = [
                    PointTarget(
                        100 * (element.x + x * element.w) / picture.width,
                        100 * (element.y + y * element.h) / picture.height,
                    )
                    for x, y in ((0.5, 0.5), (0.25, 0.3), (0.7, 0.75))
                ]
                for found in look(screen, *targets):
                    assert found.box is not None
                    assert (found.box.w, found.box.h) == (1, 1)
                    assert found.outline is not None
                    ious.append(boxes.iou(found.outline, element))
    assert mean(ious) > 0.93


def test_a_text_that_stands_twice_lists_all_and_a_number_chooses(screens: list[Screen]) -> None:
    dialog = named(screens, "chrome-dialog-es")
    one, second, third = look(dialog, *(TextTarget(("Abrir Zoom Meetings",), occurrence=n) for n in (None, 2, 9)))
    assert one.others == ()
    assert one.matched == "Abrir Zoom Meetings"
    assert second.box is not None
    assert second.box == one.box, "in reading order the title comes first, then the button"
    assert third.box is None
    assert third.nearest


def test_a_number_counts_every_place_from_top_to_bottom() -> None:
    blank = Picture("blank.png", np.full((300, 400, 3), 255, np.uint8), "blank")
    texts = [TextLine("Red > Wi-Fi", Box(20, 20, 110, 20), 0.99), TextLine("Wi-Fi", Box(20, 80, 50, 20), 0.99)]
    targets = [TextTarget(("Wi-Fi",), occurrence) for occurrence in (None, 1, 2, 3)]
    alone, first, second, third = find(blank, texts, [Query(target) for target in targets], lambda name: None)
    assert alone.box == second.box == Box(20, 80, 50, 20)
    assert alone.others == (), "the text that stands alone is what is meant"
    assert first.box == Box(80, 20, 50, 20)
    assert alone.numbered_places == first.numbered_places == (first.box, second.box), (
        "so a preview shows the numbers that count"
    )
    assert third.box is None


@pytest.mark.parametrize("file", ["Permission slip.docx", "Hoja de permiso.pdf"])
def test_the_name_of_a_file_is_no_address(file: str) -> None:
    blank = Picture("blank.png", np.full((300, 400, 3), 255, np.uint8), "blank")
    name = Box(60, 100, 190, 20)
    (found,) = find(blank, [TextLine(file, name, 0.99)], [Query(TextTarget((file,)))], lambda name: None)
    assert found.outline is not None
    assert boxes.contains(found.outline, name)


def test_the_name_of_a_file_beside_other_words_is_no_address() -> None:
    screen = Drawn()
    screen.draw.rounded_rectangle((40, 100, 359, 190), 16, fill="#e8f0fe")
    name, date = screen.text("Hoja de permiso.pdf", 60, 112), screen.small("Ayer", 60, 152)
    picture = Picture("1.png", screen.pixels, "1")
    (found,) = find(picture, screen.texts, [Query(TextTarget(("Hoja de permiso.pdf",)))], lambda name: None)
    assert found.outline is not None
    assert boxes.contains(found.outline, boxes.union(name, date))


def test_several_wordings_and_what_was_matched(screens: list[Screen]) -> None:
    join = named(screens, "zoom-join-es")
    found, similar = look(join, TextTarget(("Join", "Entrar")), TextTarget(("No conectar el aubio",)))
    assert found.matched == "Entrar"
    assert found.score == 1.0
    assert similar.matched == "No conectar el audio"
    assert similar.score < 1


def test_a_button_of_two_lines(screens: list[Screen]) -> None:
    (found,) = look(named(screens, "clever-en"), TextTarget(("parent or guardian login",)))
    assert found.outline is not None
    assert boxes.iou(found.outline, Box(465, 363, 180, 66)) > 0.9


def test_a_link_keeps_to_its_words(screens: list[Screen]) -> None:
    (found,) = look(named(screens, "chrome-dialog-es"), TextTarget(("Descargar ahora",)))
    assert found.box is not None
    assert found.outline is not None
    assert boxes.contains(found.outline, found.box, 2)
    assert found.outline.h < 2.2 * found.box.h
    assert found.outline.w < 1.3 * found.box.w


def test_a_label_takes_its_icon_along(screens: list[Screen]) -> None:
    meeting = named(screens, "zoom-meeting")
    icon = Box(*next(item["box"] for item in meeting[0]["icons"] if item["icon"] == "camera"))
    (found,) = look(meeting, TextTarget(("Detener video",)))
    assert found.outline is not None
    assert boxes.contains(found.outline, Box(icon.x + 6, icon.y + 12, icon.w - 12, icon.h - 24))


def test_boxes_are_taken_as_they_are(screens: list[Screen]) -> None:
    join = named(screens, "zoom-join-es")
    (found,) = look(join, BoxTarget(10, 50, 80, 10))
    assert found.box == found.outline == Box(39, 422, 312, 84)
    (whole,) = look(join, BoxTarget(0, 0, 100, 100))
    assert whole.box == Box(0, 0, 390, 844)
    corner, end = look(join, PointTarget(0, 0), PointTarget(100, 100))
    assert corner.box == Box(0, 0, 1, 1)
    assert end.box == Box(389, 843, 1, 1)


def test_icons_are_found_and_a_missing_file_is_not(screens: list[Screen], tmp_path: Path) -> None:
    from PIL import Image

    meeting = named(screens, "zoom-meeting")
    label, picture, texts = meeting
    item = next(item for item in label["icons"] if item["icon"] == "mic")
    box = boxes.inflated(Box(*item["box"]), 3)
    Image.fromarray(picture.pixels[box.y : box.bottom, box.x : box.right]).resize((40, 40)).save(tmp_path / "mic.png")
    paths = {"mic.png": tmp_path / "mic.png"}
    found, none = find(picture, texts, [Query(IconTarget("mic.png")), Query(IconTarget("no.png"))], paths.get)
    assert found.box is not None
    assert boxes.iou(found.box, Box(*item["box"])) > 0.6
    assert none == Found(IconTarget("no.png"))


def test_many_queries_cost_no_more_than_each_alone(screens: list[Screen]) -> None:
    dialog = named(screens, "chrome-dialog-es")
    queries = [TextTarget((item["text"],)) for item in dialog[0]["texts"]] + [PointTarget(10 * n, 50) for n in range(4)]
    alone = sum(calls(lambda query=query: look(dialog, query)) for query in queries)
    assert calls(lambda: look(dialog, *queries)) <= alone


def test_of_an_address_in_a_message_only_its_letters_are_pressed() -> None:
    """The bubble has more text than the link."""
    message = load(Path(__file__).parents[3] / "tutorials" / "join-class-on-zoom" / "01-mensaje.png")
    texts = ocr.recognize(message.pixels)
    (link,) = find(message, texts, [Query(TextTarget(("zoom.us",)))], lambda name: None)
    assert link.outline is not None
    assert link.outline.h < 130  # not the bubble of three lines
    assert link.outline.w > 700  # the whole address, not the word that was asked for

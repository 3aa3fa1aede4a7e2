"""A part of the labelled set: pages that the finder was not made with, and screens with private data.

The whole is measured by tests/bench/screen/finding.py and hiding.py.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from annotator import assets
from annotator.cache import Cache
from annotator.model import Box, Found, IconTarget, PointTarget, Query, Redaction, Target, TextLine, TextTarget
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.screen import boxes, ocr
from annotator.screen.covers import draw_redactions
from annotator.screen.load import Picture, load
from annotator.screen.locate.targets import find
from annotator.screen.pii import find_pii
from annotator.text.folding import fold

pytestmark = pytest.mark.slow

SET = Path(__file__).parents[1] / "labelled"
LABELS: list[dict[str, Any]] = json.loads((SET / "labels.json").read_text(encoding="utf-8"))
PRIVATE: list[dict[str, Any]] = json.loads((SET / "private" / "labels.json").read_text(encoding="utf-8"))
WHOLE = bool(os.environ.get("ANNOTATOR_TESTS_WHOLE"))
"""Whether more than a few are tested: reading a picture takes a second."""
CHOSEN = ("feed-en", "school-site-es", "one-ui-es", *(("permission-page-es", "dojo-en", "google-login-en") * WHOLE))
NAMES = ("Ana García López", "José Pérez Núñez", "Lucía Peña", "Ibarra Solís, Tomás", "Emily Walker", "Xóchitl Ramírez")
Screen = tuple[dict[str, Any], Picture, tuple[TextLine, ...]]


@pytest.fixture(scope="module")
def screens(warm: Cache) -> list[Screen]:
    chosen = [label for label in LABELS if label["file"].startswith(CHOSEN)]
    pictures = [load(SET / label["file"]) for label in chosen]
    return [(label, picture, ocr.read_texts(picture, warm)) for label, picture in zip(chosen, pictures, strict=True)]


def icon_path(name: str) -> Path:
    own = SET / "icons" / name
    return own if own.exists() else assets.asset("icons", name)


def look(screen: Screen, *targets: Target) -> tuple[Found, ...]:
    _, picture, texts = screen
    return find(picture, texts, [Query(target) for target in targets], icon_path)


def test_the_set_is_as_large_and_varied_as_it_is_meant_to_be() -> None:
    assert len(LABELS) >= 60
    assert {label["lang"] for label in LABELS} == {"es", "en"}
    assert {label["dark"] for label in LABELS} == {True, False}
    assert {label["scale"] for label in LABELS} >= {1.0, 1.5, 2.0, 3.0}
    assert {label["quality"] for label in LABELS} >= {None, 60, 80, 95}
    assert all((SET / label["file"]).exists() for label in LABELS)
    assert sum(path.stat().st_size for path in SET.rglob("*") if path.is_file()) < 10_000_000


def test_texts_of_unknown_pages_are_found_with_their_elements(screens: list[Screen]) -> None:
    outlines: list[float] = []
    for screen in screens:
        items = screen[0]["texts"]
        founds = look(screen, *(TextTarget((item["text"],), item["occurrence"]) for item in items))
        for item, found in zip(items, founds, strict=True):
            assert found.box is not None, (screen[0]["file"], item["text"])
            truth = Box(*item["box"])
            assert any(boxes.iou(box, truth) > 0.3 for box in (found.box, *found.others)), (screen[0]["file"], item)
            assert found.outline is not None
            if item["outline"]:
                outlines.append(boxes.iou(found.outline, Box(*item["outline"])))
    assert len(outlines) > 15
    assert mean(outlines) > 0.93


def test_what_does_not_stand_there_is_not_found(screens: list[Screen]) -> None:
    absent = [(screen, text) for screen in screens for text in screen[0]["absent"]]
    false = [text for screen, text in absent if look(screen, TextTarget((text,)))[0].box is not None]
    assert len(absent) >= 24 * len(screens)
    assert len(false) <= max(1, len(absent) // 100)


def test_points_on_unknown_pages_snap_to_buttons_and_fields(screens: list[Screen]) -> None:
    ious: list[float] = []
    for screen in screens:
        _, picture, _ = screen
        places = screen[0]["points"]
        targets = [PointTarget(100 * place["x"] / picture.width, 100 * place["y"] / picture.height) for place in places]
        for place, found in zip(places, look(screen, *targets), strict=True):
            assert found.outline is not None
            ious.append(boxes.iou(found.outline, Box(*place["outline"])))
    assert len(ious) > 20
    assert mean(ious) > 0.93


def test_icons_of_unknown_pages_are_found_where_they_are(screens: list[Screen]) -> None:
    asked = hits = 0
    for screen in screens:
        items = screen[0]["icons"]
        for item, found in zip(items, look(screen, *(IconTarget(item["icon"]) for item in items)), strict=True):
            # The ink of annotator's own icons, a cut-out icon with what is bare beside it.
            inks = [Box(*box) for box in item["boxes"]]
            middles = [Box(ink.x + ink.w // 2, ink.y + ink.h // 2, 1, 1) for ink in inks]
            wide = [
                boxes.union(ink, boxes.inflated(middle, 0.4 * max(ink.w, ink.h)))
                for ink, middle in zip(inks, middles, strict=True)
            ]
            places = () if found.box is None else (found.box, *found.others)
            wrong = [place for place in places if all(boxes.iou(place, truth) < 0.3 for truth in (*inks, *wide))]
            assert not wrong, (screen[0]["file"], item)
            asked += 1
            hits += bool(places)
    assert asked >= 15
    assert hits >= (0.95 if WHOLE else 0.9) * asked  # of a few icons, one may be missed


@pytest.mark.parametrize("start", ["roster-en", *(["participants-es", "contact-es"] * WHOLE)])
def test_nothing_private_can_be_read_under_the_covers(start: str) -> None:
    label = next(label for label in PRIVATE if label["file"].startswith(start))
    picture = load(SET / "private" / label["file"])
    roster = [*NAMES, "María de la Cruz Ortega"]
    hidden: tuple[Redaction, ...] = find_pii(
        ocr.recognize(picture.pixels), Matcher(Privacy(tuple(roster), phones=("410-555-0100",)))
    )
    after = ocr.recognize(draw_redactions(picture.pixels, hidden))
    for item in label["texts"]:
        places = [Box(*box) for box in item["boxes"]]
        near = {
            word
            for line in after
            if any(boxes.intersection(line.box, place) for place in places)
            for word in fold(line.text).split()
        }
        assert not near & {word.strip(",.") for word in fold(item["text"]).split() if len(word) > 1}, item

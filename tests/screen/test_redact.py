"""Covers and examples: nothing private can be read, examples can, and the picture given is not changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotator.cache import Cache
from annotator.model import Box, Found, Hide, PointTarget, Query, Redaction, TextLine, TextTarget
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.screen import covers, ocr, redact
from annotator.screen.load import Picture, load
from annotator.screen.locate.targets import find
from annotator.screen.pii import find_pii
from annotator.text.folding import fold

SCREENS = Path(__file__).parents[1] / "fixtures" / "screens"
Read = tuple[Picture, tuple[TextLine, ...]]


@pytest.fixture(scope="module")
def chat(warm: Cache) -> Read:
    picture = load(SCREENS / "whatsapp-es-dark.jpg")
    return picture, ocr.read_texts(picture, warm)


@pytest.fixture(scope="module")
def join(warm: Cache) -> Read:
    picture = load(SCREENS / "zoom-join-es-light.jpg")
    return picture, ocr.read_texts(picture, warm)


def words_on(pixels: np.ndarray) -> str:  # type: ignore[type-arg]
    return " ".join(fold(line.text) for line in ocr.recognize(pixels))


@pytest.mark.slow
def test_what_is_private_cannot_be_read_any_more(chat: Read) -> None:
    picture, texts = chat
    before = picture.pixels.copy()
    hidden = find_pii(texts, Matcher(Privacy(("Rosa Luna",))))
    assert {item.kind for item in hidden} == {"name", "meeting"}
    covered = covers.draw_redactions(picture.pixels, hidden)
    words = words_on(covered)
    assert "rosa" not in words
    assert "5550100200" not in words
    assert "toque aqui para entrar" in words
    assert np.array_equal(picture.pixels, before)
    assert covered.shape == before.shape


@pytest.mark.slow
def test_a_cover_is_opaque_and_its_lines_do_not_depend_on_what_is_under_it(chat: Read) -> None:
    picture, _ = chat
    box = Box(60, 300, 120, 24)
    ground = np.array(picture.pixels)
    ground[290:340, 40:200] = (40, 60, 80)
    one, other = ground.copy(), ground.copy()
    one[304:320, 64:170:7] = 255
    other[304:320, 66:176:9] = 255
    first, second = (
        covers.draw_redactions(pixels, [Redaction(box, "name")])[300:324, 60:180] for pixels in (one, other)
    )
    assert np.abs(first.astype(int) - second.astype(int)).max() <= 2
    assert len(np.unique(first.reshape(-1, 3), axis=0)) > 1, "a plain line pattern is seen"


def test_of_a_letter_that_a_side_cuts_nothing_is_left() -> None:
    pixels = np.full((60, 200, 3), 255, np.uint8)
    pixels[20:36, 36:40] = 0  # the word before
    pixels[20:36, 47:53] = 0  # a stem, most of which is left of the box
    pixels[20:36, 60:110:6] = 0
    pixels[20:42, 100:102] = 0  # a tail
    covered = covers.draw_redactions(pixels, [Redaction(Box(52, 20, 60, 16), "name")])
    assert (covered[:, 41:55] == 255).all()
    assert covered[39:].min() > 128, "no more than lines of the cover"
    assert (covered[20:36, 36:40] == 0).all()


@pytest.mark.slow
def test_an_example_is_written_in_the_field(join: Read) -> None:
    picture, texts = join
    wanted = Hide(TextTarget(("Su nombre",)), "Luna Flores")
    (found,) = find(picture, texts, [Query(wanted.target)], lambda name: None)
    assert found.box is not None
    covered = covers.draw_redactions(picture.pixels, redact.requested_redactions([(wanted, found)]))
    line = next(line for line in ocr.recognize(covered) if fold(line.text) == "luna flores")
    middle = found.box.x + found.box.w / 2
    assert abs(line.box.x + line.box.w / 2 - middle) < 6, "centred, as what it replaces"
    assert 0.7 < line.box.h / found.box.h < 1.4
    assert abs(line.box.y - found.box.y) < 6
    assert "su nombre" not in words_on(covered)


@pytest.mark.slow
def test_a_long_example_gets_smaller_or_is_cut_off(join: Read) -> None:
    picture, _ = join
    covered = covers.draw_redactions(picture.pixels, [Redaction(Box(170, 291, 51, 17), "chosen", "Maestra " * 20)])
    changed = np.argwhere((covered != picture.pixels).any(axis=2))
    assert changed[:, 1].min() >= 18
    assert changed[:, 1].max() < 372
    assert changed[:, 0].min() >= 275
    assert changed[:, 0].max() < 323


def test_an_example_wins_over_a_cover_on_the_same_text(join: Read) -> None:
    picture, _ = join
    box = Box(170, 291, 51, 17)
    alone = covers.draw_redactions(picture.pixels, [Redaction(box, "chosen", "Luna")])
    both = covers.draw_redactions(picture.pixels, [Redaction(box, "name"), Redaction(box, "chosen", "Luna")])
    assert np.array_equal(alone, both)
    wider = covers.draw_redactions(
        picture.pixels, [Redaction(Box(120, 291, 151, 17), "name"), Redaction(box, "chosen", "Luna")]
    )
    assert not np.array_equal(alone, wider), "what the example does not cover stays covered"


def test_covers_at_the_edge_of_the_picture(join: Read) -> None:
    picture, _ = join
    for box in (Box(0, 0, 30, 12), Box(380, 836, 40, 40), Box(0, 843, 1, 1)):
        assert covers.draw_redactions(
            picture.pixels, [Redaction(box, "chosen"), Redaction(box, "chosen", "A")]
        ).shape == (844, 390, 3)


def test_which_places_a_hide_line_covers() -> None:
    box, more, around = Box(1, 1, 5, 5), Box(9, 9, 5, 5), Box(0, 0, 20, 20)
    every, second = TextTarget(("Ana",)), TextTarget(("Ana",), occurrence=2)
    point = PointTarget(50, 50)
    covers = redact.requested_redactions(
        [
            (Hide(every, "Luna"), Found(every, box, around, others=(more,))),
            (Hide(second), Found(second, box, around, others=(more,))),
            (Hide(point), Found(point, Box(3, 3, 1, 1), around)),
            (Hide(every), Found(every)),
        ]
    )
    assert covers == (
        Redaction(box, "chosen", "Luna"),
        Redaction(more, "chosen", "Luna"),
        Redaction(box, "chosen"),
        Redaction(around, "chosen"),
    )


def test_a_text_that_stands_alone_is_covered_inside_longer_lines_too() -> None:
    ana = TextTarget(("Ana",))
    alone, inside = Box(1, 1, 5, 5), Box(9, 9, 5, 5)
    found = Found(ana, alone, alone, all_places=(alone, inside))
    assert redact.requested_redactions([(Hide(ana), found)]) == (
        Redaction(alone, "chosen"),
        Redaction(inside, "chosen"),
    )


def test_show_keeps_its_own_words_and_no_more() -> None:
    name = Redaction(Box(100, 10, 170, 20), "name")
    phone = Redaction(Box(100, 50, 120, 20), "phone")
    face = Redaction(Box(90, 0, 200, 200), "face")

    def left(
        *boxes: Box, occurrence: int | None = None, of: tuple[Redaction, ...] = (name, phone)
    ) -> tuple[Redaction, ...]:
        query = TextTarget(("Ana",), occurrence)
        return redact.remove_shown(of, [Found(query, boxes[0], None, others=boxes[1:])])

    assert left(Box(101, 52, 117, 17)) == (name,)
    assert left(Box(240, 12, 30, 18)) == (Redaction(Box(100, 10, 140, 20), "name"), phone)
    assert left(Box(160, 12, 40, 18)) == (
        Redaction(Box(100, 10, 60, 20), "name"),
        Redaction(Box(200, 10, 70, 20), "name"),
        phone,
    )
    assert left(Box(300, 12, 40, 18), Box(100, 50, 120, 20)) == (name,)
    assert left(Box(300, 12, 40, 18), Box(100, 50, 120, 20), occurrence=1) == (name, phone)
    assert left(Box(100, 34, 170, 12)) == (name, phone), "a text between two lines"
    assert left(Box(100, 150, 60, 20), of=(face,)) == (face,), "the name written on a picture"
    assert left(Box(80, 0, 220, 210), of=(face,)) == ()
    point = Found(PointTarget(50, 50), Box(150, 100, 1, 1), face.box)
    assert redact.remove_shown((face, name), [point, Found(TextTarget(("Luz",)))]) == (name,)

"""At most three, best first, and what is told of the last picture."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator import assets
from annotator.model import IconTarget, TextTarget
from annotator.screen.propose.proposals import propose
from annotator.screen.propose.read_screen import ReadScreen
from tests.helpers.proposed_screens import LIST, RED, SIZE, SOUND, Texts, first, line, proposals, screen


def test_the_last_picture_is_the_end_with_the_largest_sign_of_success() -> None:
    *_, (found, *_) = proposals(
        screen(LIST), screen({"Conectado": (20, 300), "Casa-Luna": (20, 240), "Ajustes": (20, 60)})
    )
    assert (found.action, found.target) == ("done", TextTarget(("Conectado",)))


def test_half_a_phrase_is_no_sign_of_the_end() -> None:
    *_, (found, *_) = proposals(screen(LIST), screen({"Conectado con la": (20, 300), "red de su casa": (20, 324)}))
    assert (found.action, found.target) == ("done", None)


@pytest.mark.parametrize("caption", ["Download", "Descargar", "Compartir"])
def test_an_icon_is_named_by_its_caption(caption: str) -> None:
    image, texts = screen({"Junta de padres": (20, 100), caption: (150, 660), "Lugar": (20, 320)})
    x = 150 + 4 * len(caption)
    ImageDraw.Draw(image).rectangle((x - 12, 624, x + 12, 648), outline="black", width=3)
    named = [one.target for one in proposals((image, texts), screen(SOUND))[0] if one.box and one.box.y > 600]
    assert named == [TextTarget((caption,))]


def test_any_icon_in_a_ring_is_named() -> None:
    image, texts = screen(LIST)
    with Image.open(assets.folder("icons") / "bell.png") as drawn:
        drawn = drawn.convert("RGBA").resize((24, 24))
        image.paste(drawn, (300, 136), drawn)
    ImageDraw.Draw(image).ellipse((286, 122, 338, 174), outline=RED, width=4)
    assert first((image, texts), screen(SOUND)).target == IconTarget("bell.png")


def test_what_has_no_reason_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.screen.propose.proposals.gather", lambda _: [("largest", None, 9.0)])
    assert proposals(screen(LIST)) == [()]


def test_a_text_that_is_there_twice_gets_its_number() -> None:
    image, texts = screen(LIST)
    ImageDraw.Draw(image).ellipse((8, 300, 110, 356), outline=RED, width=4)
    twice = tuple(line(*item) for item in (*texts.items(), ("Bateria", (20, 500))))
    blank = Image.new("RGB", SIZE, "white")
    (found, *_), _ = propose(ReadScreen(np.asarray(each), lines) for each, lines in ((image, twice), (blank, ())))
    assert found.target == TextTarget(("Bateria",), 1)


def test_nothing_is_proposed_for_a_picture_without_words() -> None:
    blank = (Image.new("RGB", SIZE, "white"), Texts())
    assert proposals(blank, blank)[0] == ()


def test_no_more_than_two_screens_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.screen.propose.proposals.propose_step", lambda _: ())
    held: list[weakref.ref[ReadScreen]] = []

    def read() -> Iterator[ReadScreen]:
        for _ in range(4):
            assert sum(one() is not None for one in held) < 2, "the one before, beside the one that comes"
            made = ReadScreen(np.full((60, 40, 3), 255, np.uint8), ())
            held.append(weakref.ref(made))
            yield made
            del made

    assert list(propose(read())) == [()] * 4


def test_at_most_three_are_proposed_best_first() -> None:
    many = proposals(screen(LIST), screen(LIST | SOUND))[0]
    assert len(many) <= 3
    assert [one.score for one in many] == sorted((one.score for one in many), reverse=True)

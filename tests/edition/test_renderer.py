"""Frames: each card drawn from the files behind its digests, with what is private covered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotator.cards import card as cards
from annotator.edition.renderer import FrameRenderer
from annotator.edition.scan.step_view import PictureFiles
from annotator.errors import ProblemsError
from annotator.model import Caption, Card, StepNumber, Theme, TitleCard
from annotator.screen.load import load
from tests.helpers import editions


def test_frames_have_the_size_of_the_video_or_half_of_it(tmp_path: Path) -> None:
    seen, files = editions.drawn(tmp_path)
    step = editions.edition(seen=seen).steps[0]
    for half, size in ((False, (1280, 720, 3)), (True, (640, 360, 3))):
        with FrameRenderer(files, half=half) as renderer:
            assert renderer.frame(step.whole, Caption(("Toque Unirse.",))).shape == size
            assert renderer.size == size[1::-1]


def test_a_caption_is_written_over_a_card_that_stays_as_it_was(tmp_path: Path) -> None:
    seen, files = editions.drawn(tmp_path)
    step = editions.edition(seen=seen).steps[0]
    renderer = FrameRenderer(files)
    card = renderer.card(step.close).copy()
    frame = renderer.frame(step.close, Caption(("Toque Unirse.",)))
    assert renderer.card(step.close) is renderer.card(step.close), "it is drawn once"
    assert np.array_equal(renderer.card(step.close), card)
    assert not np.array_equal(frame, card)


def test_only_the_last_cards_stay_in_memory(tmp_path: Path) -> None:
    seen, files = editions.drawn(tmp_path)
    steps = editions.edition(seen=seen).steps
    renderer = FrameRenderer(files)
    openings = [TitleCard(f"Entrar {number}", Theme()) for number in range(8)]
    cards = [*openings, *(replace(step.close, number=StepNumber(number)) for step in steps for number in (1, 2, 3))]
    drawn = [renderer.card(card) for card in cards]
    assert renderer.card(cards[-1]) is drawn[-1]
    assert renderer.card(cards[-9]) is drawn[-9]
    assert renderer.card(openings[0]) is not drawn[0]
    assert len(renderer._cards) == 9


def test_what_is_private_is_covered(tmp_path: Path) -> None:
    seen, files = editions.drawn(tmp_path)
    pixels = FrameRenderer(files).screenshot(seen[0].screen.digest)
    written = load(tmp_path / "1.png").pixels[260:310, 60:450]
    assert written.min() == 0, "the address is in black on the screenshot"
    assert not np.array_equal(pixels[260:310, 60:450], written)
    assert np.array_equal(pixels[590:], load(tmp_path / "1.png").pixels[590:])


def test_the_school_s_pictures_are_drawn_as_they_are_and_noticed_when_they_change(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    Image.new("RGB", (40, 20), "red").save(path)
    digest = load(path).digest
    files = PictureFiles(school={digest: path})
    assert FrameRenderer(files).screenshot(digest).shape == (20, 40, 3)
    Image.new("RGB", (40, 20), "blue").save(path)
    with pytest.raises(ProblemsError, match="was changed while the tutorial was being made"):
        FrameRenderer(files).screenshot(digest)


def test_the_closing_is_drawn_twice_however_many_of_its_steps_are_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, files = editions.drawn(tmp_path)
    closing = editions.edition(seen=seen).closing
    moments = [replace(closing, shown=shown) for shown in (0, 1, None)]
    expected = [FrameRenderer(files).card(card) for card in moments]
    drawn: list[Card] = []
    draw = cards.draw_card
    monkeypatch.setattr(cards, "draw_card", lambda card, pixels: (drawn.append(card), draw(card, pixels))[1])
    renderer = FrameRenderer(files)
    for card, pixels in zip(moments, expected, strict=True):
        assert np.array_equal(renderer.card(card), pixels)
        assert np.array_equal(draw(card, renderer.screenshot), pixels)
    assert drawn == [moments[0], moments[2]]
    assert not np.array_equal(expected[1], expected[0])
    assert not np.array_equal(expected[1], expected[2])

"""Samples in a field: the beginning of a word in handwriting, and a pen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator.cards import handwriting, palette, typesetting
from annotator.model import Box, MarkedTarget, Redaction, Screen, StepCard, StepNumber, Theme

FIELD = Box(40, 300, 640, 120)
SAMPLE = Box(70, 350, 110, 44)
GROUND = (250, 250, 245)


def _screenshot(text: str) -> np.ndarray:
    image = Image.new("RGB", (720, 1560), "white")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((40, 300, 679, 419), 16, fill=GROUND, outline="#0B57D0", width=3)
    pen.text((70, 330), "Su nombre", font=typesetting.font(22, bold=False), fill="#555555", anchor="ls")
    pen.text((70, 388), text, font=typesetting.font(44, bold=False), fill="#111111", anchor="ls")
    return np.array(image)


def _card(text: str, action: str = "type", box: Box = SAMPLE) -> StepCard:
    screen = Screen("s", (Redaction(box, "chosen", text),))
    mark = MarkedTarget(FIELD, Box(70, 310, 100, 24))
    return StepCard("close", StepNumber(2), 5, screen, Theme(), action, None, (mark,))


def _blue(pixels: np.ndarray) -> np.ndarray:
    return (np.abs(pixels.astype(int) - palette.INK_BLUE).max(axis=2) < 40)[345:400]


@pytest.mark.parametrize("text", ["Luna", "María del Carmen Hernández", "luna2b7", "七夕", "x"])
def test_a_sample_is_begun_by_hand_and_its_printed_letters_are_gone(text: str) -> None:
    before = _screenshot(text)
    kept = before.copy()
    after = handwriting.handwrite_samples(before, _card(text))
    assert (before == kept).all(), "the screenshot itself is not changed"
    assert _blue(after).sum() > 60
    changed = np.nonzero((after != before).any(axis=2))
    assert changed[0].min() >= 334, "the label stays"
    assert changed[0].max() < 417, "so does the edge of the field"
    line = after[345:400, 60:660]
    written = np.nonzero(np.abs(line.astype(int) - GROUND).max(axis=2).max(axis=0) > 24)[0]
    assert written.max() < 260, "a few letters and a pen, whatever the length of the sample"


@pytest.mark.parametrize("text", ["Zoom", "www.losrobles.example.org/entrar/a/la/clase"])
def test_what_everybody_types_is_written_whole_between_the_icons_of_its_field(text: str) -> None:
    before = _screenshot("Buscar apps")
    before[350:394, 600:640] = 90  # a microphone
    hint = Box(70, 350, 220, 44)
    screen = Screen("s", texts=(hint, Box(70, 310, 100, 24)), icons=(Box(600, 350, 40, 44),))
    card = StepCard("close", StepNumber(3), 7, screen, Theme(), "type", marks=(MarkedTarget(FIELD, hint),), sample=text)
    after = handwriting.handwrite_samples(before, card)
    inked = np.nonzero(_blue(after).any(axis=0))[0]
    font = handwriting._font(round(handwriting.LETTER_SIZE * hint.h))
    assert inked.max() - inked.min() >= min(0.9 * font.getlength(text), 350), "all of it"
    assert (after[345:400, 595:] == before[345:400, 595:]).all(), "the icon stays"
    assert (after[300:334, 40:300] == before[300:334, 40:300]).all(), "so does the label"
    printed = (before[350:394, 70:290] < 60).all(axis=2)
    assert (after[350:394, 70:290][printed] < 60).all(axis=1).mean() < 0.25, "the hint is gone"


def test_a_sample_takes_the_place_of_an_example_or_is_below_the_label_of_an_empty_field() -> None:
    label = Box(70, 310, 100, 24)
    empty = _screenshot("")
    for before, screen in ((empty, Screen("s", texts=(label,))), (_screenshot("Luna"), _card("Luna").screen)):
        card = replace(_card("Luna"), screen=screen, sample="Zoom")
        after = handwriting.handwrite_samples(before, card)
        assert (after[300:332] == before[300:332]).all(), "the label stays"
        changed = np.nonzero((after != before).any(axis=2))
        assert 334 <= changed[0].min() <= changed[0].max() < 417
    assert handwriting.handwrite_samples(empty, replace(card, marks=())) is empty


def test_only_the_field_that_a_step_types_into_is_rewritten() -> None:
    before = _screenshot("Luna")
    for card in (
        _card("Luna", "tap"),
        _card("Luna", box=Box(70, 900, 110, 44)),
        replace(_card("Luna"), screen=Screen("s", (Redaction(SAMPLE, "name"),))),
        replace(_card("Luna"), marks=()),
    ):
        assert handwriting.handwrite_samples(before, card) is before


def test_letters_that_the_handwriting_lacks_become_a_wavy_line() -> None:
    card = replace(_card("Łł"), screen=Screen("s", (Redaction(SAMPLE, "chosen", "ꞌꞌꞌꞌ"),)))
    after = handwriting.handwrite_samples(_screenshot("Łł"), card)
    assert _blue(after).sum() > 200


def test_a_wavy_line_goes_from_side_to_side() -> None:
    mask = np.array(handwriting.wavy_line_mask(90, 30, 8))
    assert mask.shape == (30, 90)
    assert mask[:, :6].max() == mask[:, -6:].max() == 255
    assert (mask.max(axis=0) > 100).all()

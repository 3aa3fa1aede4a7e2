"""The caption band: two lines with margins, the chip, the note, the closing's row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from annotator.cards import caption_band, caption_beside, palette, typesetting
from annotator.cards.caption_band import BAND_TOP, END_BAND_TOP, END_FACE, MARGIN, add_caption, fits_in_band
from annotator.cards.geometry import Rect
from annotator.model import Box, Caption, Colors, EndCard, MarkedTarget, Screen, StepCard, StepNumber, Theme, TitleCard

FRAME = np.full((1280, 720, 3), 128, np.uint8)
COLORS = palette.derive_palette(Colors())
STEP = StepCard(
    "whole", StepNumber(1), 4, Screen("s"), Theme(), "tap", None, (MarkedTarget(Box(0, 0, 9, 9), Box(0, 0, 9, 9)),)
)
END = EndCard("¡Listo!", (), Theme())
WIDEST = "MÁNDENOS UN MENSAJE DE VOZ AHORA"


def _ink(card: object, words: Caption | None) -> np.ndarray:
    """Where the band is not its ground, (228, 720)."""
    frame = add_caption(FRAME, words, card)
    assert (frame[:BAND_TOP] == FRAME[:BAND_TOP]).all()
    return (np.abs(frame[BAND_TOP:].astype(int) - np.array(COLORS.night)) > 12).any(axis=2)


def _chip(words: Caption) -> np.ndarray:
    frame = add_caption(FRAME, words, STEP)[BAND_TOP:]
    return (frame == np.array(COLORS.accent, np.uint8)).all(axis=2)


@pytest.mark.parametrize("card", [STEP, TitleCard("Título", Theme(), language="Español", facts="4 pasos")])
@pytest.mark.parametrize(
    "words",
    [
        Caption(("Toque Unirse.",), "Unirse", "También: Join"),
        Caption(("Toque Unirse.", WIDEST), "Unirse", None, "O dice:", "Join a meeting with internet audio"),
        Caption((WIDEST, WIDEST), None, "También: Join, Join a meeting, Unirse a la reunión, Entrar"),
        Caption(("x" * 32, "W" * 32), None, None),
        Caption(("Mándenos un mensaje de voz o", "una foto de su pantalla."), None, "Sra. Rosa · 410-555-0100"),
        Caption(("ÁÑÍ",), "ÁÑÍ", None),
    ],
)
def test_nothing_comes_nearer_to_an_edge_than_the_margin(card: object, words: Caption) -> None:
    ink = _ink(card, words)
    rows, columns = np.nonzero(ink)
    assert columns.min() >= MARGIN - 1
    assert columns.max() <= 720 - MARGIN
    assert rows.min() >= 6
    assert rows.max() <= 228 - 6


def test_no_caption_leaves_the_band_empty() -> None:
    assert not _ink(STEP, None).any()


def test_the_frame_that_was_given_stays_as_it_is() -> None:
    frame = FRAME.copy()
    add_caption(frame, Caption(("Toque Unirse.",), "Unirse", None), STEP)
    assert (frame == FRAME).all()


def test_the_buttons_word_stands_in_a_chip() -> None:
    with_chip = _chip(Caption(("Toque Unirse.",), "Unirse", None))
    columns = np.nonzero(with_chip.any(axis=0))[0]
    assert columns.max() - columns.min() > 150
    assert not _chip(Caption(("Toque Unirse.",), None, None)).any()
    assert not _chip(Caption(("Espere a reunirse.",), "Unirse", None)).any(), "a chip is a word of its own"
    assert _chip(Caption(("Toque unirse.",), "Unirse", None)).any()


def test_a_chip_may_go_on_in_the_next_line() -> None:
    chip = _chip(Caption(("Toque Join a", "Meeting ahora."), "Join a Meeting", None))
    rows = np.nonzero(chip.any(axis=1))[0]
    assert np.diff(rows).max() > 1, "one chip in each line"


def test_usual_lines_are_52_px_and_long_ones_not_below_40() -> None:
    assert fits_in_band("Toque las letras azules que le")
    assert fits_in_band("Toque Unirse.", "Unirse")
    assert not fits_in_band(WIDEST)
    short, long = (_ink(STEP, Caption((line,))) for line in ("Toque aquí.", "Toque las letras azules que le"))
    assert np.count_nonzero(short.any(axis=1)) > np.count_nonzero(long.any(axis=1))


def test_a_long_note_is_shortened_and_not_cut() -> None:
    note = "También: " + ", ".join(["Unirse a la reunión"] * 6)
    columns = np.nonzero(_ink(STEP, Caption(("Toque.",), None, note)).any(axis=0))[0]
    assert columns.max() <= 720 - MARGIN


def test_an_emoji_leaves_no_box() -> None:
    plain, with_emoji = (
        add_caption(FRAME, Caption((line,), None, None), STEP) for line in ("¡Muy bien!", "¡Muy bien! 🎉")
    )
    assert (plain == with_emoji).all()


def test_the_opening_keeps_language_and_facts_below_its_captions() -> None:
    title = TitleCard("Título", Theme(), language="Español", facts="4 pasos")
    with_facts = _ink(title, Caption(("Con Zoom puede ver.",), None, None))
    without = _ink(TitleCard("Título", Theme()), Caption(("Con Zoom puede ver.",), None, None))
    assert np.count_nonzero(with_facts) > np.count_nonzero(without)


def _white(words: Caption) -> np.ndarray:
    frame = add_caption(FRAME, words, STEP)[BAND_TOP:]
    return (frame == 255).all(axis=2)


def test_the_buttons_other_word_is_dark_in_a_white_chip_below() -> None:
    plain = Caption(("Toque Unirse.",), "Unirse")
    with_other = replace(plain, or_says="O dice:", other="Join")
    rows = np.nonzero(_white(with_other).sum(axis=1) > 30)[0]
    assert rows.max() - np.nonzero(_chip(with_other).any(axis=1))[0].max() > 30, "below the line"
    chip = _white(with_other)[rows.max() - 20]
    assert chip.sum() > _white(plain)[rows.max() - 20].sum() + 30
    for other in ("Wifi or Cellular Data, or Call using Internet Audio", "Wifi or Cellular Data " * 5):
        columns = np.nonzero(_ink(STEP, replace(plain, or_says="O dice:", other=other)).any(axis=0))[0]
        assert columns.min() >= MARGIN - 1
        assert columns.max() <= 720 - MARGIN


@pytest.mark.parametrize(
    ("caption", "size"),
    [
        (Caption(("Toque aquí.",)), 52),
        (Caption(("Toque aquí.",) * 2), 48),
        (Caption(("Toque aquí.",) * 3), 44),
        (Caption(("Deje el dedo sobre el micrófono",) * 3), 42),
    ],
)
def test_a_chat_picture_has_up_to_three_lines_of_40_px_or_more(caption: Caption, size: int) -> None:
    height = caption_band.chat_band_height(caption)
    assert abs(height - 40 - size * caption_band.LINE_SPACING * len(caption.lines)) <= 1
    assert caption_band.chat_band_height(replace(caption, or_says="O dice:", other="Join")) > height


END_WORDS = [
    Caption(("¿Se ve diferente? Mándele un", "mensaje de voz a la Sra. Rosa."), None, "Sra. Rosa · 410-555-0100"),
    Caption(("Mándenos un mensaje de voz.",), None, "Sra. María del Carmen Hernández Martínez · 410-555-0100"),
    Caption((WIDEST, WIDEST), None, "410-555-0100"),
    Caption(("¡Listo!",)),
    Caption((), None, "Sra. Rosa"),
]


@pytest.mark.parametrize("words", END_WORDS)
def test_the_words_of_the_closing_are_beside_the_face_and_inside_the_margins(words: Caption) -> None:
    frame = FRAME.copy()
    frame[END_BAND_TOP:] = COLORS.night
    seen = add_caption(frame, words, END)
    changed = (seen != frame).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert columns.min() >= END_FACE.right + 20
    assert columns.max() <= 720 - MARGIN
    assert rows.min() >= END_BAND_TOP + 10
    assert rows.max() <= 1280 - 10


def test_the_closing_without_words_is_as_it_was_drawn() -> None:
    assert (add_caption(FRAME, None, END) == FRAME).all()


@pytest.mark.parametrize(
    ("words", "chips"),
    [
        (Caption(("Toque Tomar foto, donde está", "la camarita."), "Tomar foto", None, "O dice:", "Take photo"), 1),
        (Caption(("Toque Agregar archivo", "adjunto."), "Agregar archivo adjunto"), 2),
        (Caption(("x" * 32, "Mándenos un mensaje de voz ahora.")), 0),
        (Caption(("Entrar a la clase.",), None, "Español · 12 pasos · computadora Chromebook de la escuela"), 0),
    ],
    ids=["a chip stays in one line", "but for one that is too long", "long words", "a long note"],
)
def test_beside_a_picture_a_sentence_is_large(words: Caption, chips: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    font = typesetting.font
    monkeypatch.setattr(typesetting, "font", lambda size, bold=True: sizes.append(size) or font(size, bold))
    image = Image.new("RGB", (680, 596))
    caption_beside.draw_beside(image, Rect(0, 0, 680, 596), words, STEP, COLORS)
    assert min(sizes) >= 32
    is_chip = (np.asarray(image) == COLORS.accent).all(axis=2).sum(axis=1) > 20
    assert np.count_nonzero(np.diff(is_chip.astype(int)) == 1) == chips
    assert not np.asarray(image)[:, [0, -1]].any(), "and inside its area"

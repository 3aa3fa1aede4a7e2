"""Marks on any background, dimming, colours, and letters that are never a box."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from annotator import assets, typeface
from annotator.cards import marked_screen, palette, pointers, shapes, typesetting
from annotator.cards.geometry import Rect
from annotator.model import ACTIONS, ActionKind, Box, Colors, Direction, Source
from annotator.model.actions import pictogram_of
from tests.helpers.actions import variant_names

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize("kind", ["hand", "hand-ring"])
def test_a_small_hand_is_whole_in_every_direction(kind: str) -> None:
    for degrees in range(0, 360, 15):
        for layer in pointers._pointer_layers(kind, degrees, 28)[0]:
            mask = np.array(layer)
            assert not (mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any())


@pytest.mark.parametrize("kind", ["arrow", "hand", "arrow-ring", "hand-ring", "path"])
def test_the_visible_tip_of_a_pointer_is_where_it_should_be(kind: str) -> None:
    beyond = -9.0 if not kind.endswith(pointers.RING) else pointers.TIP_RING_OFFSET_PX - pointers.TIP_RING_PX - 9
    for degrees in (0.0, 75.0, 200.0, 315.0):
        image = Image.new("RGB", (900, 900), "#3A7F3A")
        before = shapes.to_pixels(image)
        pointers.draw_pointer(image, pointers.Pointer(kind, (450, 450), degrees), palette.derive_palette(Colors()))
        rows, columns = np.nonzero((shapes.to_pixels(image) != before).any(axis=2))
        assert len(rows)
        nearest = np.hypot(columns - 450, rows - 450).min()
        assert nearest <= 4
        far = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
        assert ((columns - 450) * far[0] + (rows - 450) * far[1]).min() >= beyond, (
            "nothing more of it lies beyond the tip"
        )


def _others() -> list[str]:
    """The pictograms of signs, sources and badges."""
    signs = ("warning", "send", "lift", "together", "person", "wifi", "sheet", "app")
    badges = [traits.badge for traits in ACTIONS.values() if traits.badge]
    return [*signs, *get_args(Source), *badges, "pen"]


def _pictogram_on_a_laptop(kind: ActionKind, name: str) -> str:
    direction = cast("Direction | None", name.removeprefix(kind).removeprefix("-") or None)
    return pictogram_of(kind, direction, on_laptop=True)


def test_on_a_laptop_no_pictogram_is_a_finger_on_the_screen() -> None:
    assert [pictogram_of(kind) for kind in ("tap", "hold", "wait")] == ["tap", "hold", "wait"]
    assert [pictogram_of(kind, on_laptop=True) for kind in ("tap", "hold", "wait")] == ["click", "click-hold", "wait"]
    assert pictogram_of("swipe", "up") == "swipe-up"
    assert pictogram_of("swipe", "up", on_laptop=True) == "two-fingers-up"
    ways = ("up", "down", "left", "right")
    assert [pictogram_of("scroll", way) for way in ways] == ["swipe-down", "swipe-up", "swipe-right", "swipe-left"]
    assert [pictogram_of("scroll", way, on_laptop=True) for way in ways] == [f"key-{way}" for way in ways]


def test_every_action_has_a_pictogram() -> None:
    names = [name for kind in ACTIONS for name in variant_names(kind)]
    names += [_pictogram_on_a_laptop(kind, name) for kind in ACTIONS for name in variant_names(kind)]
    for name in [*names, "person", "phone", "mic", "photo", "school", "message", "hand", *_others()]:
        with Image.open(assets.asset("icons", "pictograms", f"{name}.png")) as icon:
            assert icon.getchannel("A").getextrema() == (0, 255)
            assert not icon.info, f"{name}.png carries metadata"


def test_screen_icons_to_search_for_are_there() -> None:
    folder = assets.asset("icons")
    names = {path.stem for path in folder.glob("*.png")}
    assert {"mic", "camera", "chat", "raise-hand", "more", "back", "menu", "settings", "share", "plus"} <= names
    assert "Apache License" in (folder / "LICENSE").read_text(encoding="utf-8")


@settings(deadline=None)
@given(main=COLORS, accent=COLORS, mark=COLORS)
def test_words_can_be_read_in_any_colours_of_a_school(main: str, accent: str, mark: str) -> None:
    colors = palette.derive_palette(Colors(main, accent, mark))
    for ink, ground in (
        (colors.on_main, colors.main),
        (colors.title, colors.main),
        (colors.on_accent, colors.accent),
        (colors.night_accent, colors.night),
        (palette.WHITE, colors.night),
    ):
        assert palette.contrast_ratio(ink, ground) >= palette.MIN_TEXT_CONTRAST


def test_contrast_is_that_of_the_guideline() -> None:
    assert palette.contrast_ratio(palette.WHITE, palette.BLACK) == pytest.approx(21)
    assert palette.contrast_ratio(palette.WHITE, (118, 118, 118)) == pytest.approx(4.54, abs=0.01)


def _words(ink: int, ground: int) -> np.ndarray:
    picture = np.full((120, 300, 3), ground, np.uint8)
    picture[40:80:4, 40:260] = ink
    return picture


@pytest.mark.parametrize(("ink", "ground"), [(0, 255), (118, 255), (255, 0), (118, 0), (140, 30), (200, 90)])
def test_dimming_takes_a_third_at_most_and_leaves_words_legible(ink: int, ground: int) -> None:
    texts = [Box(40, 36, 220, 48)]
    factor = marked_screen.choose_dimming_factor(_words(ink, ground), texts)
    assert factor >= 2 / 3
    after = [tuple([round(value * factor)] * 3) for value in (ink, ground)]
    assert palette.contrast_ratio(after[0], after[1]) >= 3


def test_dimming_keeps_the_target_and_what_is_outside() -> None:
    image = Image.new("RGB", (200, 200), (200, 100, 50))
    marked_screen.draw_scrim(image, Rect(20, 20, 180, 180), 0.7, [(Rect(60, 60, 120, 100), 6)])
    pixels = shapes.to_pixels(image)
    assert tuple(pixels[80, 90]) == (200, 100, 50)
    assert tuple(pixels[10, 10]) == (200, 100, 50)
    assert tuple(pixels[150, 150]) == (140, 70, 35)


# ---------------------------------------------------------------- letters


def test_signs_that_the_font_lacks_are_replaced_or_left_out() -> None:
    assert typeface.drawable_text("Toque ✔ aquí 👍🏽 ① ahora") == "Toque ✓ aquí 1 ahora"
    assert typeface.drawable_text("a\u200bb\ufe0f\u200d") == "ab"
    assert typeface.drawable_text("  mucho\n espacio ") == "mucho espacio"


def test_letters_of_spanish_and_of_languages_of_mexico_are_kept() -> None:
    text = "¿Ñandú, pingüino? ¡Sí! «áéíóú» ꞌ ʼ ɨ ä̱ ñuù → ← ↑ ↓ ✓ ·"
    assert typeface.drawable_text(text) == text


def test_what_the_font_is_said_to_lack_is_drawn_as_its_box() -> None:
    box = bytes(typesetting.font(40).getmask("\U0001f44d"))
    assert bytes(typesetting.font(40).getmask("\U0001f680")) == box
    for code in (ord("ñ"), ord("→"), ord("✓")):
        assert code in typeface.code_points(typeface.path())
        assert bytes(typesetting.font(40).getmask(chr(code))) != box
    assert 0x1F44D not in typeface.code_points(typeface.path())


@pytest.mark.parametrize("number", ["410-555-0100", "410 555 0100", "(410) 555-0100", "+1 (410) 555-0100"])
def test_a_telephone_number_is_never_broken(number: str) -> None:
    for room in range(280, 700, 20):
        lines = typesetting.wrap(f"Sra. Rosa de la oficina · {number}", 40, room)
        assert any(number in line for line in lines), lines


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=120), st.integers(120, 640), st.integers(1, 4))
def test_fitted_lines_never_leave_their_room(text: str, room: int, most: int) -> None:
    size, lines = typesetting.fit(text, (40, 32, 24), room, most)
    assert 1 <= len(lines) <= most
    assert all(typesetting.width(line, size) <= room for line in lines)


def test_a_last_word_that_is_too_wide_is_cut_off_not_lost() -> None:
    _, (*_, last) = typesetting.fit("Bienvenidos a Matematicas-Avanzadas", [20], 130, 4)
    assert last.startswith("Matem")
    assert last.endswith("…")


def test_lines_are_of_about_equal_length() -> None:
    for room in range(300, 700, 20):
        lines = typesetting.wrap("Le contesta la Sra. Rosa, en español. Llame al Sr. Ángel o a Mrs. Lee.", 40, room)
        assert not any(line.endswith(("Sra.", "Sr.", "Mrs.")) for line in lines)
    assert typesetting.wrap("Entrar a la clase por Zoom", 72, 640) == ("Entrar a la", "clase por Zoom")


def test_letters_stay_inside_their_line() -> None:
    image = Image.new("L", (300, 100), 0)
    ImageDraw.Draw(image).text((10, 50 + 0.34 * 50), "ÑÍgjp", font=typesetting.font(50), fill=255, anchor="ls")
    top, bottom = image.getbbox()[1], image.getbbox()[3]
    assert top > 50 - 50 * typesetting.LINE_HEIGHT * 0.75
    assert bottom < 50 + 50 * typesetting.LINE_HEIGHT * 0.75


def test_the_fonts_are_there_with_their_licences() -> None:
    licence = Path(assets.asset("fonts", "OFL.txt")).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert typesetting.font(20).getname() == ("Andika", "Bold")
    assert typesetting.font(20, bold=False).getname() == ("Andika", "Regular")
    other = Path(assets.asset("fonts", "OFL-Caveat.txt")).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in other
    assert "The Caveat Project Authors" in other
    assert ImageFont.truetype(str(typeface.handwriting_path()), 20).getname()[0] == "Caveat"
    assert typeface.is_handwritable("¡Ñandú, Íñigo! 7")
    assert not typeface.is_handwritable("七")

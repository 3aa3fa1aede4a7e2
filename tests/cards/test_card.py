"""Whole cards: sizes, sameness, what stands where."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from annotator.cards import caption_band, image_files, palette, shapes, sheets, typesetting
from annotator.cards import card as cards
from annotator.errors import OutputError
from annotator.model import (
    Box,
    Caption,
    Card,
    ChatCard,
    Colors,
    EndCard,
    MarkedTarget,
    PictureKind,
    RecapItem,
    Screen,
    StepCard,
    StepNumber,
    Theme,
    TitleCard,
)

PHONE, LAPTOP = (720, 1600), (1440, 900)
UNIRSE = MarkedTarget(Box(44, 1000, 632, 104), Box(310, 1034, 100, 40))
CLASE = MarkedTarget(Box(1170, 96, 230, 52), Box(1196, 108, 178, 26))


def _phone() -> np.ndarray:
    image = Image.new("RGB", PHONE, "white")
    pen = ImageDraw.Draw(image)
    for text, y in (("Clase de 2.º B", 110), ("Conectar el audio", 780), ("Encender mi cámara", 900)):
        pen.text((44, y), text, font=typesetting.font(36, bold=False), fill="#222")
    pen.rounded_rectangle((44, 240, 676, 680), 36, fill="#2B2F36")
    pen.rounded_rectangle((44, 1000, 676, 1104), 24, fill="#0B5CFF")
    pen.text((360, 1066), "Unirse", font=typesetting.font(40), fill="white", anchor="ms")
    return np.array(image)


def _laptop() -> np.ndarray:
    image = Image.new("RGB", LAPTOP, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1440, 70), fill="#DEE1E6")
    for index, shade in enumerate(("#1967D2", "#188038", "#9334E6")):
        pen.rounded_rectangle((260 + 380 * index, 200, 610 + 380 * index, 460), 12, fill=shade)
        pen.text((280 + 380 * index, 220), f"Materia {index + 1}", font=typesetting.font(28), fill="white")
    pen.rounded_rectangle((1170, 96, 1400, 148), 26, outline="#1A73E8", width=2)
    pen.text((1285, 130), "Unirse a una clase", font=typesetting.font(22), fill="#1A73E8", anchor="ms")
    return np.array(image)


def _photo() -> np.ndarray:
    image = Image.new("RGB", (400, 500), "#88BBDD")
    pen = ImageDraw.Draw(image)
    pen.ellipse((120, 80, 280, 280), fill="#C68B59")
    pen.ellipse((60, 300, 340, 700), fill="#7A3E8A")
    return np.array(image)


PICTURES = {"phone": _phone(), "laptop": _laptop(), "photo": _photo()}
PHONE_SCREEN = Screen("phone", (), (Box(44, 120, 260, 44), Box(44, 790, 310, 44), Box(44, 910, 330, 44), UNIRSE.box))
LAPTOP_TEXTS = (CLASE.box, Box(280, 226, 120, 34), Box(660, 226, 120, 34))
LAPTOP_SCREEN = Screen("laptop", (), LAPTOP_TEXTS, PictureKind("laptop"))
WHOLE = StepCard("whole", StepNumber(3), 4, PHONE_SCREEN, Theme(), "tap", None, (UNIRSE,))
CLOSE = replace(WHOLE, view="close")
ON_LAPTOP = StepCard("whole", StepNumber(2), 6, LAPTOP_SCREEN, Theme(pointer="hand"), "tap", None, (CLASE,))
TITLE = TitleCard(
    "Entrar a la clase por Zoom",
    Theme(),
    "Escuela Primaria Los Robles",
    "Sra. Rosa",
    "photo",
    None,
    "Español",
    "4 pasos · celular Android",
    "Zoom",
    PHONE_SCREEN,
)
END = EndCard(
    "¡Listo!",
    tuple(
        RecapItem(number, label, replace(CLOSE, number=StepNumber(number)))
        for number, label in enumerate(("Toque el link", "Escriba su nombre", "Toque Unirse", "Espere"), 1)
    ),
    Theme(),
)
JOIN = Caption(("Toque Unirse.",), "Unirse", "También: Join")
CHAT = ChatCard("Entrar a la clase por Zoom", CLOSE, JOIN)


def _pixels(digest: str) -> np.ndarray:
    return PICTURES[digest]


def _frame(card: Card, caption: Caption | None = None) -> np.ndarray:
    drawn = cards.draw_card(card, _pixels)
    return drawn if isinstance(card, ChatCard) else caption_band.add_caption(drawn, caption, card)


@pytest.mark.parametrize("card", [WHOLE, CLOSE, ON_LAPTOP, TITLE, END, CHAT])
def test_a_card_is_the_same_each_time_and_changes_no_screenshot(card: Card) -> None:
    before = {name: pixels.copy() for name, pixels in PICTURES.items()}
    first, second = cards.draw_card(card, _pixels), cards.draw_card(card, _pixels)
    assert first.dtype == np.uint8
    assert first.shape == ((900, 720, 3) if isinstance(card, ChatCard) else (1280, 720, 3))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert all((PICTURES[name] == pixels).all() for name, pixels in before.items())


@pytest.mark.parametrize("count", [10, 14, 40])
@pytest.mark.parametrize("other", [None, "Join"])
def test_however_long_its_words_a_chat_picture_shows_its_screen(count: int, other: str | None) -> None:
    lines = ("Toque Unirse, y luego el botón", *["que la maestra le mandó ayer en"] * (count - 1))
    caption = Caption(lines, "Unirse", None, "O dice:" if other else "", other)
    card = replace(CHAT, caption=caption)
    assert cards.chat_picture_area(card).height > 130
    assert _frame(card).shape == (900, 720, 3)
    aside = replace(CLOSE, number=StepNumber(3, 1), action="wait")
    assert _frame(replace(card, step=aside)).shape == (900, 720, 3)


def test_number_and_pictogram_stand_in_the_same_place_on_every_step() -> None:
    headers = [
        cards.draw_card(replace(card, action="wait"), _pixels)[:124, :590]  # whose pictogram is the same on a laptop
        for card in (WHOLE, CLOSE, replace(ON_LAPTOP, number=StepNumber(3), total=4))
    ]
    for header in headers[1:]:
        assert (header == headers[0]).all()


def test_a_step_without_marks_is_not_dimmed() -> None:
    bare = cards.draw_card(replace(WHOLE, marks=(), action="wait"), _pixels)
    marked = cards.draw_card(WHOLE, _pixels)
    assert bare[800, 300].tolist() == [255, 255, 255]
    assert marked[800, 300].max() < 200
    assert marked[800, 300].min() >= 255 * 2 / 3 - 1


def test_what_is_only_looked_at_gets_no_arrow() -> None:
    mark = np.array(palette.parse_rgb(Colors().mark), np.uint8)
    tap, look = (
        (cards.draw_card(replace(WHOLE, action=action), _pixels) == mark).all(axis=2).sum()
        for action in ("tap", "look")
    )
    assert look < tap - 2000


@pytest.mark.parametrize("size", [(80, 120), (360, 640), (1080, 8000), (3000, 700), (2400, 1080), (1200, 1200)])
@pytest.mark.parametrize("view", ["whole", "close"])
def test_screens_of_any_shape_can_be_drawn(size: tuple[int, int], view: str) -> None:
    picture = np.full((size[1], size[0], 3), 240, np.uint8)
    box = Box(size[0] // 2, size[1] // 2, max(1, size[0] // 8), max(1, size[1] // 40))
    card = StepCard(view, StepNumber(1), 3, Screen("x"), Theme(), "tap", None, (MarkedTarget(box, box),))
    drawn = cards.draw_card(card, lambda digest: picture)
    mark = (drawn == np.array(palette.parse_rgb(Colors().mark), np.uint8)).all(axis=2)
    assert mark[124:1052].sum() > 300
    assert not mark[1052:].any()


def test_a_guess_has_a_hatched_band_above_its_picture() -> None:
    plain, guess = (cards.draw_card(card, _pixels) for card in (WHOLE, replace(WHOLE, guess="BORRADOR")))
    band = guess[124:208]
    assert (band == 255).all(axis=2).mean() > 0.4
    edge = band[40, :160].max(axis=1)  # left of the word: stripes
    assert edge.max() == 255
    assert edge.min() < 80
    assert (guess[:124] == plain[:124]).all()
    assert not (guess[208:1052] == plain[208:1052]).all(), "the picture is smaller"


def test_the_chat_picture_has_all_that_matters_in_its_middle_square() -> None:
    drawn = cards.draw_card(CHAT, _pixels)
    square = np.zeros(drawn.shape[:2], bool)
    square[90:810] = True
    for shade in (Colors().accent, Colors().mark):
        where = (np.abs(drawn.astype(int) - np.array(palette.parse_rgb(shade))) < 6).all(axis=2)
        band = drawn.shape[0] - caption_band.chat_band_height(CHAT.caption)
        assert where[:band].any()
        assert not (where & ~square)[:band].any()


@pytest.mark.parametrize("lines", [(), ("Toque aquí.",), ("Escriba su nombre",) * 2, ("Escriba su nombre",) * 3])
def test_the_band_of_a_chat_picture_takes_only_its_lines_and_the_picture_the_rest(lines: tuple[str, ...]) -> None:
    caption = Caption(lines)
    drawn = cards.draw_card(replace(CHAT, caption=caption), _pixels)
    night = np.array(palette.derive_palette(Colors()).night, np.uint8)
    band = (drawn[:, :20] == night).all(axis=(1, 2))
    height = int(band[200:].sum())
    assert height == caption_band.chat_band_height(caption)
    assert 90 <= height <= 90 + 62 * len(lines)
    mark = (drawn == np.array(palette.parse_rgb(Colors().mark), np.uint8)).all(axis=2)
    rows = np.nonzero(mark)[0]
    assert rows.min() >= 90
    assert rows.max() < 810


@pytest.mark.parametrize("card", [WHOLE, CLOSE, ON_LAPTOP])
def test_an_aside_says_in_a_strip_that_it_is_not_for_all_and_has_no_dot(card: StepCard) -> None:
    question = replace(card, number=StepNumber(3, 1), question="¿Se equivocó?")
    aside = cards.draw_card(question, _pixels)
    step = cards.draw_card(replace(card, number=StepNumber(3)), _pixels)
    accent = np.array(palette.parse_rgb(Colors().accent))
    strip = aside[124:208].astype(int)
    assert (np.abs(strip - accent).max(axis=2) < 8).mean() > 0.6
    assert (strip == np.array(palette.derive_palette(Colors()).on_accent)).all(axis=2).sum() > 3000, "“?” and question"
    dots = [(np.abs(header[40:84, 130:440].astype(int) - accent).max(axis=2) < 8).sum() for header in (aside, step)]
    assert dots[0] == 0
    assert dots[1] > 300
    assert not (aside[62, 32:40] == accent).all(), "no filled disc"
    assert (aside[:124, 450:] == step[:124, 450:]).all(), "the pictogram is where it always is"
    warned = cards.draw_card(replace(question, sign="delete"), _pixels)
    red = (np.abs(warned[124:208].astype(int) - palette.WARNING).max(axis=2) < 12).sum()
    assert red > 500, "a warning in the strip"
    mark = np.array(palette.parse_rgb(Colors().mark), np.uint8)
    filled = [(drawn[208:1052] == mark).all(axis=2).sum() for drawn in (aside, step)]
    assert filled[0] < 0.85 * filled[1], "the arrow is hollow, its line and the outline are dashed"


def test_a_familys_own_row_is_drawn_below_the_picture() -> None:
    own = [cards.draw_card(replace(CLOSE, sign="yours", own=thing), _pixels) for thing in ("person", "wifi")]
    assert (own[0][968:1052] != own[1][968:1052]).any()
    assert (own[0][:968] == own[1][:968]).all()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 7, 12, 13, 20])
def test_the_closing_holds_any_number_of_steps(count: int) -> None:
    items = tuple(
        RecapItem(n, "Escriba su nombre completo", replace(CLOSE, number=StepNumber(n))) for n in range(1, count + 1)
    )
    drawn = cards.draw_card(replace(END, items=items), _pixels)
    accent = (drawn[130:996] == np.array(palette.parse_rgb(Colors().accent), np.uint8)).all(axis=2)
    assert bool(accent.any()) == bool(count)
    paper = np.array(palette.derive_palette(Colors()).paper, np.uint8)
    for column in (2, 717):
        assert (np.abs(drawn[130:996, column].astype(int) - paper) < 8).all(), "a clear margin at both sides"


@pytest.mark.parametrize(
    "title",
    [
        replace(TITLE, screen=None),
        replace(TITLE, person="", photo=None),
        replace(TITLE, school="", person="", photo=None, language="", facts="", platform=""),
        replace(TITLE, title="Llenar la solicitud de almuerzo gratis en la computadora de la biblioteca pública"),
        replace(TITLE, screen=LAPTOP_SCREEN, logo="photo", school="Escuela Primaria Comunitaria Benito Juárez García"),
        replace(TITLE, title="Otorrinolaringología"),
    ],
)
def test_an_opening_keeps_its_margins(title: TitleCard) -> None:
    drawn = cards.draw_card(title, _pixels)[:1052]
    main = np.array(palette.parse_rgb(Colors().main))
    for edge in (drawn[:, :20], drawn[:, -20:], drawn[:16]):
        assert (np.abs(edge.astype(int) - main) < 14).all()


# ---------------------------------------------------------------- sheet and files


def test_a_sheet_has_every_picture_large_enough_to_judge() -> None:
    pictures = [_frame(WHOLE, JOIN), _frame(CHAT), _frame(TITLE)]
    made = sheets.make_contact_sheet(
        pictures, ["Paso 1", "chat", "02 WhatsApp Image 2026-11-24 at 10.12.34 (1).jpeg"], 2
    )
    assert made.shape[1] == 2 * 360 + 3 * 24
    assert made.shape[0] > 640 * 2
    taller = sheets.make_contact_sheet(pictures, ["1", "2", "3"], 2, heading="Names and small faces can be missed.")
    assert taller.shape[0] > made.shape[0]
    with pytest.raises(ValueError, match="argument"):
        sheets.make_contact_sheet(pictures, ["1"], 2)


def test_thumbnails_are_never_enlarged_and_show_the_beginning_of_long_ones() -> None:
    assert sheets.make_thumbnail(np.zeros((50, 40, 3), np.uint8), 240).shape == (50, 40, 3)
    assert sheets.make_thumbnail(np.zeros((9000, 1000, 3), np.uint8), 240).shape == (576, 240, 3)


def test_a_chat_picture_weighs_90_kb_at_most_and_carries_nothing_else(tmp_path: Path) -> None:
    for name, pixels in (
        ("plain", _frame(CHAT)),
        ("noise", np.random.default_rng(1).integers(0, 256, (900, 720, 3), dtype=np.uint8)),
    ):
        path = tmp_path / f"{name} ñ.jpg"
        image_files.save_jpeg(pixels, path, max_bytes=90_000)
        assert path.stat().st_size <= 90_000
        with Image.open(path) as made:
            assert made.format == "JPEG"
            assert set(made.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert not made.getexif()
            assert (made.size == (720, 900)) == (name == "plain")


def test_red_marks_keep_their_colour_in_a_jpeg(tmp_path: Path) -> None:
    pixels = _frame(CHAT)
    path = tmp_path / "chat.jpg"
    image_files.save_jpeg(pixels, path, max_bytes=90_000)
    with Image.open(path) as made:
        seen = np.asarray(made).astype(int)
    mark = (pixels == np.array(palette.parse_rgb(Colors().mark), np.uint8)).all(axis=2)
    assert np.abs(seen[mark] - pixels[mark]).mean() < 8


def test_pictures_are_written_in_the_format_of_their_name(tmp_path: Path) -> None:
    for suffix, form in ((".png", "PNG"), (".JPG", "JPEG"), (".webp", "WEBP")):
        path = tmp_path / f"x{suffix}"
        image_files.save(np.zeros((10, 10, 3), np.uint8), path)
        with Image.open(path) as made:
            assert made.format == form
    with pytest.raises(OutputError, match="format"):
        image_files.save(np.zeros((10, 10, 3), np.uint8), tmp_path / "x.tiff")
    with pytest.raises(OutputError, match="could not be written"):
        image_files.save(np.zeros((10, 10, 3), np.uint8), tmp_path / "no folder" / "x.png")


def test_a_tall_photo_is_cut_around_the_face() -> None:
    photo = np.zeros((900, 600, 3), np.uint8)
    photo[100:660] = 255
    assert np.asarray(shapes.crop_portrait(photo, 100)).mean() > 230


def test_packed_pixels_come_back_as_they_were() -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (37, 23, 3), dtype=np.uint8)
    again = image_files.unpack(image_files.pack(pixels))
    assert again.dtype == np.uint8
    assert np.array_equal(again, pixels)
    with pytest.raises(ValueError, match="reshape"):
        image_files.unpack(image_files.pack(pixels)[:4] + bytes(4) + image_files.pack(pixels)[8:])

"""The gallery's page, the templates that fill it, and the small pictures on pages."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annotator.cards.palette import contrast_ratio, parse_rgb
from annotator.errors import OutputError
from annotator.model import Colors, PackFile, School
from annotator.pages import gallery, page_pictures, staff_index, templates
from annotator.pages.page_data import Publishing
from tests.helpers import sites


def test_a_gallery_links_every_page_and_escapes_words(tmp_path: Path) -> None:
    tutorials = [sites.NASTY, sites.ORDINARY]
    text = gallery.render(tmp_path, tutorials, Publishing(), School(name="Los Robles"))
    assert text.index("nasty/es/index.html") < text.index("zoom-class/es/index.html")
    assert "<script>alert" not in text
    assert text.count("Mixteco de San Juan") >= 1
    assert "wa.me" not in text


def test_words_are_escaped_and_the_button_s_word_is_in_a_chip() -> None:
    assert templates.split_at_chip("Toque Unirse ya.", "unirse") == (
        ("Toque ", False),
        ("Unirse", True),
        (" ya.", False),
    )
    assert templates.split_at_chip("Toque ahí.", "Unirse") == (("Toque ahí.", False),)
    assert templates.split_at_chip("Toque ahí.", None) == (("Toque ahí.", False),)


def test_the_stylesheet_has_the_school_s_colours_where_they_can_be_read() -> None:
    style = templates.render_stylesheet(Colors(main="#ffff00"))
    assert "prefers-color-scheme: dark" in style
    assert "/* colours */" not in style
    assert style != templates.render_stylesheet(Colors())


@pytest.mark.parametrize("main", ["#0B4F6C", "#FFFF00", "#FFFFFF", "#000000", "#7A1020", "#808080"])
@pytest.mark.parametrize("accent", ["#FFD23F", "#101010", "#FFFFFF", "#2E7D32"])
def test_buttons_are_seen_and_read_in_any_school_s_colours(main: str, accent: str) -> None:
    light, _, dark = templates.render_stylesheet(Colors(main=main, accent=accent)).partition("@media (prefers")
    shades = dict(re.findall(r"--([\w-]+): (#\w{6});", light))
    for changed, lively in (({}, 4.5), (dict(re.findall(r"--([\w-]+): (#\w{6});", dark)), 8.0)):
        shades |= changed
        color = {name: parse_rgb(value) for name, value in shades.items()}
        assert contrast_ratio(color["act"], color["on-act"]) >= 4.5
        assert contrast_ratio(color["act"], color["panel"]) >= 3
        assert contrast_ratio(color["line"], color["panel"]) >= lively
        assert contrast_ratio(color["main"], color["on-main"]) >= 4.5
        for ink in ("ink", "soft"):
            assert contrast_ratio(color[ink], color["panel"]) >= 4.5
            assert contrast_ratio(color[ink], color["ground"]) >= 4.5


@pytest.mark.slow
def test_pictures_keep_to_their_bytes() -> None:
    noisy = np.random.default_rng(1).integers(0, 256, (1280, 720, 3), dtype=np.uint8)
    assert len(page_pictures.make_step_picture(noisy)) <= page_pictures.MAX_STEP_BYTES
    assert len(page_pictures.make_poster(noisy, Colors())) <= page_pictures.MAX_POSTER_BYTES
    small = page_pictures.shrink_for_preview(noisy)
    preview = page_pictures.make_preview("Entrar a la clase", "Los Robles", [small, small], Colors())
    with Image.open(io.BytesIO(preview)) as image:
        assert image.size == page_pictures.PREVIEW_SIZE
    with pytest.raises(OutputError):
        page_pictures.encode_jpeg(noisy, max_bytes=10)


def test_the_staff_s_index_shows_each_file_by_its_kind_s_label(tmp_path: Path) -> None:
    files = [
        PackFile("es/a.ogg", "voice", "es", 200_000, 7.0),
        PackFile("es/a.pdf", "paper", "es", 1_000),
        PackFile("es/a.gif", "gif", "es", 1_000),
        PackFile("es/a.txt", "unknown", "es", 1_000),
    ]
    text = staff_index.render_staff_index(sites.ORDINARY, files, sites.LABELS)
    assert '<audio controls preload="none" src="es/a.ogg"' in text
    assert "7 s" in text
    assert "Open the hand-out" in text
    assert '<img src="es/a.gif"' in text
    assert "a.txt" not in text

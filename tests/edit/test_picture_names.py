"""The names that pictures get: safe, free, and without a meaning of their own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import script
from annotator.edit.tutorial.picture_names import MAX_CHARS, choose_free_name
from annotator.script.file_names import parse_tagged_name, stem
from annotator.text.slugs import RESERVED


@pytest.mark.parametrize(
    ("wished", "end", "name"),
    [
        ("02-unirse.png", ".png", "02-unirse.png"),
        ("Captura de pantalla ñandú.PNG", ".png", "Captura de pantalla ñandú.png"),
        ("foto.JPEG", ".jpg", "foto.jpeg"),
        ("foto.jpg", ".png", "foto.png"),
        ("IMG_0001.HEIF", ".heic", "IMG_0001.heif"),
        ("Screenshot 2026-11-24 at 10.12.34", ".png", "Screenshot 2026-11-24 at 10.12.34.png"),
        ("WhatsApp Image 2026-11-24 at 10.12.34 (1).jpeg", ".jpg", "WhatsApp Image 2026-11-24 at 10.12.34 (1).jpeg"),
        ("../../etc/passwd", ".png", "passwd.png"),
        ("C:\\Users\\ana\\x.png", ".png", "x.png"),
        ("01.png.png", ".png", "01.png"),
        ("03.ogg.png", ".png", "03.png"),
        ("", ".png", "screenshot.png"),
        (".", ".png", "screenshot.png"),
        ("...", ".png", "screenshot.png"),
        (".hidden.png", ".png", "hidden.png"),
        ("a\x00b\x1f.png", ".png", "ab.png"),
        ("x\u202egnp.exe", ".png", "xgnp.png"),
        ('a<b>:"|?*.png', ".png", "a-b------.png"),
        ("x . .png", ".png", "x.png"),
        ("con.png", ".png", "screenshot-con.png"),
        ("NUL.x.png", ".png", "screenshot-NUL.png"),
        ("tutorial.md", ".png", "tutorial.png"),
        ("03-unirse.es.png", ".png", "03-unirse.png"),
        ("03-unirse.es.mx.png", ".png", "03-unirse.png"),
        ("title.es.png", ".png", "screenshot-title.png"),
        ("logo.png", ".png", "screenshot-logo.png"),
        ("mic.png", ".png", "screenshot-mic.png"),
        ("___03.png", ".png", "03.png"),
        ("____.png", ".png", "screenshot.png"),
        ("👩‍🏫 clase.png", ".png", "👩‍🏫 clase.png"),
    ],
)
def test_a_wished_name_becomes_a_safe_one(wished: str, end: str, name: str) -> None:
    assert choose_free_name(wished, end, ()) == name


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        (["x.png"], "x (2).png"),
        (["X.PNG", "x (2).jpg"], "x (3).png"),
        (["x.jpg"], "x (2).png"),
        (["x.es.png"], "x (2).png"),
        (["x.es.m4a"], "x (2).png"),
        (["y.png"], "x.png"),
    ],
)
def test_a_name_is_never_that_of_another_picture_or_of_its_memos(taken: list[str], name: str) -> None:
    assert choose_free_name("x.png", ".png", taken) == name


def test_composed_and_decomposed_accents_are_the_same_name() -> None:
    assert choose_free_name("ñ.png", ".png", [unicodedata.normalize("NFD", "ñ.png")]) == "ñ (2).png"


@given(st.text(max_size=300), st.sampled_from([".png", ".jpg", ".webp", ".heic"]), st.lists(st.text(max_size=8)))
def test_any_name_at_all_becomes_one_that_every_disk_takes(wished: str, end: str, taken: list[str]) -> None:
    name = choose_free_name(wished, end, [*taken, wished])
    assert script.suffix(name) in script.PICTURES
    assert 0 < len(name) <= MAX_CHARS and len(name.encode()) < 250
    assert not name.startswith((".", "___", " ")) and "/" not in name and "\\" not in name
    assert stem(name).rstrip(" .") == stem(name)
    assert stem(name).partition(".")[0].strip().casefold() not in RESERVED
    assert parse_tagged_name(name) is None
    assert name not in script.shipped_icons()
    assert name.casefold() not in {other.casefold() for other in [*taken, wished]} or name not in [*taken, wished]
    assert choose_free_name(name, end, ()) == name

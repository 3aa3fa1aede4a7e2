"""Which sign a platform gets."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from annotator.pages.gallery import find_sign


@pytest.mark.parametrize(
    ("platform", "name"),
    [
        ("Zoom", "zoom"),
        ("ZOOM Workplace", "zoom"),
        ("Google Classroom", "google-classroom"),
        ("Classroom", "google-classroom"),
        ("Wi-Fi", "wi-fi"),
        ("WI-FI de la escuela", "wi-fi"),
        ("WhatsApp Business", "whatsapp"),
        ("Clever", "clever"),
    ],
)
def test_a_sign_is_found_by_the_name_of_its_app(platform: str, name: str) -> None:
    sign = find_sign(platform)
    assert sign is not None
    assert sign.stem == name
    root = ElementTree.parse(sign).getroot()
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= {"svg", "rect", "g", "path", "circle"}


@pytest.mark.parametrize(
    "platform", ["", "…", "ParentSquare", "Power of Zooming", "Zoomerang", "Cleverbot", "Apple Classroom"]
)
def test_other_platforms_have_no_sign(platform: str) -> None:
    assert find_sign(platform) is None

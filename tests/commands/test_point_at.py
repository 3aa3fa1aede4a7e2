"""Whom an arrow may not point at, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.commands import point_at as pointing
from annotator.errors import AnnotatorError, ProblemsError
from annotator.model import ACTIONS, Box, MarkedTarget

PICTURE = Path(__file__).parents[1] / "labelled" / "gmail-en-light.jpg"


@pytest.mark.slow
def test_a_text_that_is_not_there_comes_with_the_nearest_ones() -> None:
    with pytest.raises(ProblemsError, match=r"“Snozed mail” is not on gmail-en-light\.jpg\. The most similar texts"):
        pointing.point_at(PICTURE, "Snozed mail")


def test_an_action_must_point_at_something() -> None:
    with pytest.raises(AnnotatorError) as raised:
        pointing.point_at(PICTURE, "Zoom", action="say")
    named = raised.value.remedy.removeprefix("Use ").removesuffix(".").split(", ")
    assert set(named) < set(ACTIONS)
    assert {"tap", "look"} <= set(named)
    assert not {"say", "swipe"} & set(named)


@pytest.mark.slow
def test_a_long_screenshot_is_marked_at_its_own_size_too(tmp_path: Path) -> None:
    from PIL import Image

    with Image.open(PICTURE) as opened:
        long = Image.new("RGB", (600, 2400), "white")
        long.paste(opened.resize((600, 300)), (0, 1900))
    long.save(tmp_path / "long.png")
    assert pointing.point_at(tmp_path / "long.png", "50% 83%").size == (600, 2400)


def test_a_field_is_marked_without_the_label_that_names_it() -> None:
    field, label = Box(40, 100, 300, 50), Box(40, 60, 80, 20)
    mark = MarkedTarget.at(field, label)
    assert mark.outline == field
    assert (mark.box.w, mark.box.h) == (label.w, label.h)
    assert field.x <= mark.box.x
    assert mark.box.right <= field.right
    assert field.y <= mark.box.y
    assert mark.box.bottom <= field.bottom
    assert MarkedTarget.at(field, Box(60, 110, 80, 20), 2) == MarkedTarget(field, Box(60, 110, 80, 20), 2)

"""Previews are the cards of a build, to the pixel, whatever was changed before."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from annotator import script
from annotator.cache import Cache
from annotator.edit.errors import PictureError
from annotator.edit.pointing.card_previews import CardPreviews
from annotator.edit.pointing.shown_step import View
from annotator.edit.pointing.step_pictures import StepPictures
from annotator.edition.chat_cards import make_chat_card
from annotator.edition.renderer import FrameRenderer
from annotator.edition.tutorial_source import read_source
from annotator.model import Action, BoxTarget, Hide, PointTarget, Step, TextTarget, Tutorial
from annotator.pack.catalogue import Options
from annotator.pack.preflight import Preflight, preflight
from annotator.pack.products.whole_pack import list_frames
from tests.helpers.screens import draw_buttons

VIEWS: tuple[View, ...] = ("whole", "close", "chat")


def read(folder: Path) -> Tutorial:
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    return tutorial


def expected(checked: Preflight, index: int, lang: str, view: View) -> bytes:
    """The frame of a build, encoded alike."""
    edition = checked.edition(lang)
    step = edition.steps[index]
    with FrameRenderer(checked.files) as renderer:
        if view == "chat":
            drawn = renderer.card(make_chat_card(edition, step))
        else:
            section = next(one for one in edition.sections({}) if one.step == step.number)
            frames = list_frames(section, edition)
            wanted = step.whole if view == "whole" else step.close
            caption = next((caption for card, caption in frames if card == wanted), frames[0][1])
            drawn = renderer.frame(wanted, caption)
    made = BytesIO()
    Image.fromarray(drawn).save(made, "JPEG", quality=88, subsampling=0)
    return made.getvalue()


@pytest.fixture
def previews(warm: Cache) -> CardPreviews:
    return CardPreviews(StepPictures(warm))


@pytest.fixture
def tutorial(tmp_path: Path) -> Path:
    """Two drawn screens, which are read really."""
    folder = tmp_path / "entrar"
    folder.mkdir()
    draw_buttons(folder / "1.png", "Unirse", "Cancelar", "Lupita Rojas")
    draw_buttons(folder / "2.png", "Salir")
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n# en: Join class\n\n- device: Android phone\n\n"
        "![](1.png)\n- tap: Unirse\n- hide: Lupita Rojas = Luna\n- es: Toque el botón azul. Espere un momento, por favor.\n\n"
        "![](2.png)\n- hold: Salir\n",
        encoding="utf-8",
    )
    return folder


@pytest.mark.slow
def test_a_card_after_changes_is_that_of_a_build_of_the_changed_script(
    tutorial: Path, warm: Cache, previews: CardPreviews
) -> None:
    source = read_source(tutorial)
    changed = source.tutorial
    first = changed.steps[0]
    for action, hides in (
        (Action("hold", PointTarget(50, 22)), first.hides),
        (Action("look", TextTarget(("Cancelar",))), (Hide(BoxTarget(0, 80, 50, 20)),)),
        (Action("tap", TextTarget(("Unirse",))), first.hides),
    ):
        step = replace(first, action=action, hides=hides)
        changed = replace(changed, steps=(step, changed.steps[1]))
        checked = preflight(replace(source, tutorial=changed), Options(kinds=("card",)), warm)
        for view in VIEWS:
            drawn = previews.draw(tutorial, changed, 0, "es", view)
            assert drawn == expected(checked, 0, "es", view)


@pytest.mark.parametrize("name", ["gone.png", "___03.png", "broken.png"])
def test_a_picture_that_cannot_be_read_is_said(tutorial: Path, previews: CardPreviews, name: str) -> None:
    (tutorial / "broken.png").write_bytes(b"no picture")
    changed = replace(read(tutorial), steps=(Step(name, Action("wait")),))
    with pytest.raises(PictureError) as caught:
        previews.draw(tutorial, changed, 0, "es", "whole")
    assert caught.value.code == "unreadable-picture"

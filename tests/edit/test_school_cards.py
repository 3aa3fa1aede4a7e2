"""The opening and the closing beside the form of the school are those of a build, to the pixel."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from annotator import script
from annotator.cache import Cache
from annotator.edit.school_cards import SchoolCards
from annotator.edit.step_pictures import StepPictures
from annotator.model import Caption, Tutorial
from annotator.pack.options import Options
from annotator.pack.preflight import preflight
from annotator.pack.renderer import FrameRenderer
from annotator.pack.tutorial_source import read_source
from tests.helpers.screens import draw_buttons

SCHOOL = '[help]\nperson = "Sra. Rosa"\nphoto = "rosa.png"\n[colors]\nmain = "#5B1A6C"\n'


@pytest.fixture
def cards(warm: Cache) -> SchoolCards:
    return SchoolCards(StepPictures(warm))


@pytest.fixture
def tutorial(tmp_path: Path) -> Path:
    folder = tmp_path / "entrar"
    folder.mkdir()
    draw_buttons(folder / "1.png", "Unirse", "Cancelar")
    draw_buttons(folder / "2.png", "Salir")
    (folder / "tutorial.md").write_text(
        "# es: Entrar a la clase\n# en: Join class\n\n![](1.png)\n- tap: Unirse\n\n![](2.png)\n- hold: Salir\n", "utf-8"
    )
    Image.new("RGB", (200, 200), "#C08060").save(tmp_path / "rosa.png")
    (tmp_path / "school.toml").write_text(f'name = "Los Robles"\nphone = "410-555-0100"\n{SCHOOL}', "utf-8")
    return folder


def read(folder: Path) -> Tutorial:
    tutorial = script.read_folder(folder).readable
    assert tutorial is not None
    return tutorial


@pytest.mark.slow
def test_they_are_those_of_a_build(tutorial: Path, warm: Cache, cards: SchoolCards) -> None:
    for lang in ("es", "en"):
        checked = preflight(read_source(tutorial, (lang,)), Options(kinds=("video",)), warm)
        edition = checked.edition(lang)
        with FrameRenderer(checked.files) as renderer:
            contact = Caption((), note="Sra. Rosa · 410-555-0100")
            for frame, drawn in (
                ("opening", renderer.frame(edition.opening, None)),
                ("closing", renderer.frame(edition.closing, contact)),
            ):
                made = BytesIO()
                Image.fromarray(drawn).save(made, "JPEG", quality=88, subsampling=0)
                assert cards.draw(tutorial, read(tutorial), lang, frame) == made.getvalue()  # type: ignore[arg-type]


@pytest.mark.slow
def test_another_school_is_drawn_in_its_place(tutorial: Path, cards: SchoolCards, tmp_path: Path) -> None:
    own = cards.draw(tutorial, read(tutorial), "es", "opening")
    other = tmp_path / "other" / "school.toml"
    other.parent.mkdir()
    assert cards.draw(tutorial, read(tutorial), "es", "opening", other) != own, "a school that says nothing yet"
    other.write_text((tmp_path / "school.toml").read_text("utf-8").replace("rosa.png", "../rosa.png"), "utf-8")
    assert cards.draw(tutorial, read(tutorial), "es", "opening", other) == own

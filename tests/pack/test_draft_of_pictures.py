"""A story: bare screenshots become a draft in one command; a script with guesses becomes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, ProblemsError
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from tests.helpers.screens import draw_buttons, draw_texts

WHO = "# es: Mandar un mensaje\n\n- why es: Para hablar.\n\n![](1.png)\n"
OPTIONS = {"languages": ("es",), "kinds": ("card",)}


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "clase"
    folder.mkdir()
    draw_buttons(folder / "1.png", "Unirse")
    draw_buttons(folder / "2.png", "Listo")
    return folder


@pytest.mark.slow
def test_a_folder_of_pictures_alone_becomes_a_draft_and_stays_as_it_is(pictures: Path, tmp_path: Path) -> None:
    built = build(pictures, Options(tmp_path / "packs", draft=True, **OPTIONS), other_folders=(pictures,))
    assert built.folder == pictures
    assert built.pack == tmp_path / "packs" / "clase-draft"
    assert sorted(path.name for path in (built.pack / "es").iterdir()) == ["paso-1.jpg", "paso-2.jpg"]
    assert sorted(path.name for path in pictures.iterdir()) == ["1.png", "2.png"]


def test_without_pictures_there_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / "clase").mkdir()
    with pytest.raises(AnnotatorError, match="no screenshot"):
        build(tmp_path / "clase", Options(tmp_path / "packs", draft=True))


@pytest.mark.slow
def test_guesses_are_refused_but_for_a_draft(pictures: Path, tmp_path: Path) -> None:
    script = "# es: Entrar\n\n- why es: Para ver.\n\n![](1.png)\n- tap?: Unirse\n\n![](2.png)\n- done:\n"
    (pictures / "tutorial.md").write_text(script, encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"“tap\?: Unirse” is a guess\. It is"):
        build(pictures, Options(tmp_path / "packs", **OPTIONS))
    assert build(pictures, Options(tmp_path / "packs", draft=True, **OPTIONS)).pack.is_dir()


@pytest.mark.slow
@pytest.mark.parametrize(
    "lines",
    [
        "- tap?: Mateo Hernández\n",
        "- hold?: Abrir | MATEO HERNÁNDEZ\n",
        "- tap: Chats\n- es?: Escriba a Mateo Hernández.\n",
    ],
)
def test_a_draft_names_nobody_before_somebody_has_looked(pictures: Path, tmp_path: Path, lines: str) -> None:
    draw_texts(pictures / "1.png", {"Chats": 60, "Mateo Hernández": 260, "Grupo de la escuela": 420})
    options = Options(tmp_path / "packs", draft=True, **OPTIONS)
    (pictures / "tutorial.md").write_text(WHO + lines, encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"is a guess, and may have somebody's name\. Point at something else"):
        build(pictures, options)
    (pictures / "tutorial.md").write_text(f"{WHO}- show: Mateo Hernández\n{lines}", encoding="utf-8")
    assert build(pictures, options).pack.is_dir()


@pytest.mark.slow
def test_nor_whom_only_another_phones_picture_shows(pictures: Path, tmp_path: Path) -> None:
    draw_texts(pictures / "1.iphone.png", {"Chats": 60, "Mateo Hernández": 260, "Grupo de la escuela": 420})
    head = "# es: Mandar un mensaje\n\n- why es: Para hablar.\n- phone: android = Android\n- phone: iphone = iPhone\n"
    step = "![](1.png)\n- tap: Unirse\n- tap iphone?: Mateo Hernández\n"
    (pictures / "tutorial.md").write_text(f"{head}\n{step}", encoding="utf-8")
    with pytest.raises(
        ProblemsError, match=r"“tap iphone\?: Mateo Hernández” is a guess, and may have somebody's name"
    ):
        build(pictures, Options(tmp_path / "packs", draft=True, **OPTIONS))

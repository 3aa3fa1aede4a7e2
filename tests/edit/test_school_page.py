"""The page of the school as data: what it shows, and what a preview can show."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.edit.errors import ChangeError, NotListedError
from annotator.edit.recordings.consents import read_entries
from annotator.edit.school import school_pictures
from annotator.edit.school.school_page import SchoolPage, describe_colors
from annotator.edit.workspace import Workspace
from annotator.errors import AnnotatorError, OutputError
from annotator.model import Colors
from tests.helpers.screens import draw_buttons


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    for name in ("a", "b"):
        (tmp_path / "work" / name).mkdir(parents=True)
        draw_buttons(tmp_path / "work" / name / "1.png", "Unirse")
        (tmp_path / "work" / name / "tutorial.md").write_text(
            f"# es: {name}\n# en: {name}\n\n![](1.png)\n- tap: Unirse\n", "utf-8"
        )
    return tmp_path / "work"


def open_page(root: Path) -> SchoolPage:
    workspace = Workspace(root)
    return SchoolPage(workspace.school, workspace.tutorials())


def test_a_language_is_added_by_its_name_alone(root: Path) -> None:
    """A tag is found for it, which nobody sees; one name is one language."""
    page = open_page(root)
    known = {"es": "español", "mix": "mixteco", "quc": "quiché"}
    tags = {
        "Mixteco de San Juan": "mix",
        "mixteco de san juan ": "mix",
        "Mixteco de Tlaxiaco": "mix-x-1",
        "Quiche": "quc",
        "Español": "es",
        "Español de Honduras": "es-x-1",
        "Tu’un Savi": "mis-x-1",
        "Triqui": "mis-x-2",
    }
    assert {name: page.name_language(name, list(known.items())) for name in tags} == tags
    names = dict(page.store.read().school.language_names)
    assert names == {tag: name for name, tag in tags.items() if tag != "es" and name.strip() == name}
    with pytest.raises(AnnotatorError, match="no name"):
        page.name_language(" ", list(known.items()))


def test_a_preview_is_of_what_is_here_else_of_what_is_shipped(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = open_page(root)
    page.fill({"order": ["b", "a"]})
    shown = page.describe()["previews"]
    assert [one["folder"] for one in shown] == ["b", "a"] and list(shown[0]["languages"]) == ["es", "en"]
    assert page.find_drawable(shown[1]["id"], "es")[1] is None
    with pytest.raises(NotListedError):
        page.find_drawable(shown[1]["id"], "mix")
    empty = open_page(tmp_path_factory.mktemp("empty"))
    assert "join-class-on-zoom" in [one["folder"] for one in empty.describe()["previews"]]
    assert empty.find_drawable(empty.describe()["previews"][0]["id"], "es")[1] == empty.store.path
    with pytest.raises(NotListedError):
        empty.find_drawable("../tutorials", "es")


def test_a_preview_tells_what_is_said_at_the_end(root: Path) -> None:
    page = open_page(root)

    def said() -> str:
        return str(open_page(root).describe()["previews"][0]["says"]["es"])

    page.fill({"person": "Mr. Lee", "phone": "410-555-0134"})
    assert "Llame a Mr. Lee." in said()
    page.fill({"whatsapp": "+1 410 555 0134"})
    assert "Mándele un mensaje de voz a Mr. Lee." in said()
    (root / "a" / "school.toml").write_text('phone = "410-555-0199"\n')
    shown = open_page(root).describe()["previews"]
    assert [one["folder"] for one in shown] == ["b"], "what has a school of its own isn't this school's"


def test_contrasts_are_told_in_numbers_and_words() -> None:
    told = describe_colors(Colors())
    assert told["contrasts"] == {"main": ("8.9", "white"), "accent": ("6.2", "good"), "mark": ("4.8", "good")}
    assert told["used"]["main"] == "#0b4f6c"
    told = describe_colors(Colors("#FFF3B0", "#FFF3B0", "#FFF3B0"))["contrasts"]
    assert told["main"][1] == "dark" and told["accent"] == ("1.0", "poor") and told["mark"][1] == "poor"


def test_consents_are_added_only_to_a_file_without_problems(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "consent.toml"
    path.write_text("broken =\n", "utf-8")
    with pytest.raises(ChangeError, match="has a problem"):
        school_pictures.note_consent(root, "rosa.png", "Rosa", ("website", "chat"), "2031-01-01")
    assert path.read_text("utf-8") == "broken =\n"
    path.unlink()
    school_pictures.note_consent(root, "rosa.png", "Rosa", ("website", "chat"), "2031-01-01")
    (consent,) = read_entries(root)
    assert (consent.file, consent.who, consent.uses) == ("rosa.png", "Rosa", ("chat", "website"))

    def refuse(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_text("utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError):
        school_pictures.note_consent(root, "ana.png", "Ana", ("chat",), "2031-01-01")
    assert path.read_text("utf-8") == before

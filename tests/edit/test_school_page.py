"""What the page of the school has in hand, and what it offers: tutorials, languages, voices, pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.edit import help_question, school_choices, school_pictures
from annotator.edit.not_listed import NotListedError
from annotator.edit.school_form import NoFieldError
from annotator.edit.school_page import SchoolPage
from annotator.edit.workspace import Workspace
from annotator.errors import OutputError
from tests.helpers.screens import draw_buttons


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        draw_buttons(tmp_path / name / "1.png", "Unirse")
        (tmp_path / name / "tutorial.md").write_text(
            f"# es: {name}\n# en: {name}\n\n![](1.png)\n- tap: Unirse\n", "utf-8"
        )
    return tmp_path


def test_a_stranger_among_good_fields_stops_what_follows(root: Path) -> None:
    page = SchoolPage(Workspace(root))
    with pytest.raises(NoFieldError):
        page.fill({"odd": "x", "name": "El Sol"})
    with pytest.raises(NoFieldError):
        page.fill({f"lexicon.es.{number}": "x" for number in range(21)})
    assert not (root / "school.toml").exists()


def test_a_preview_is_of_what_is_here_else_of_what_is_shipped(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = SchoolPage(Workspace(root))
    drawable = page.drawable(["b"])
    assert [one.name for one in drawable] == ["b", "a"]
    assert page.shown(drawable, "en")[1] == "en" and page.shown(drawable, "pt")[1] == "es"
    page.show(drawable[1].id, None)
    page.show(None, "es")
    one, lang = page.shown(drawable, "en")
    assert (one.name, lang) == ("a", "es")
    assert page.find_drawable(one.id, "es")[1] is None
    with pytest.raises(NotListedError):
        page.find_drawable(one.id, "mix")
    empty = SchoolPage(Workspace(tmp_path_factory.mktemp("empty")))
    shipped = empty.drawable()
    assert "join-class-on-zoom" in [one.name for one in shipped]
    assert empty.find_drawable("join-class-on-zoom", "es")[1] == empty.store.path
    with pytest.raises(NotListedError):
        empty.find_drawable("../tutorials", "es")


def test_an_order_keeps_the_places_of_folders_that_are_elsewhere(root: Path) -> None:
    tutorials = school_choices.list_tutorials(Workspace(root))
    ids = {one.name: one.id for one in tutorials}
    assert school_choices.move(tutorials, (), ids["b"], -1) == ("b", "a")
    assert school_choices.move(tutorials, ("x", "b", "y", "a"), ids["a"], -1) == ("x", "a", "y", "b")
    assert school_choices.move(tutorials, ("b",), ids["b"], -1) == ("b",)
    assert school_choices.move(tutorials, ("b",), "nobody", 1) == ("b",)


def test_the_offered_voices_are_those_that_speak_here(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for one in school_choices.list_voices("es", cache):
        choice = school_choices.choose.parse_choice(one.value)
        assert school_choices.check_voice(choice, "es", cache) is None
    assert school_choices.list_voices("mix", cache) == ()
    hal = school_choices.choose.parse_choice("hal:9000")
    assert school_choices.check_voice(hal, "es", cache) is not None


def test_consents_are_added_only_to_a_file_without_problems(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "consent.toml"
    path.write_text("broken =\n", "utf-8")
    consent, problems = school_pictures.find_consent(root, "rosa.png")
    assert consent is None and problems
    with pytest.raises(Exception, match="has problems"):
        school_pictures.note_consent(root, "rosa.png", "Rosa", chat=True, website=True, until="2031-01-01")
    assert path.read_text("utf-8") == "broken =\n"
    path.unlink()
    school_pictures.note_consent(root, "rosa.png", "Rosa", chat=True, website=True, until="2031-01-01")
    consent, problems = school_pictures.find_consent(root, "rosa.png")
    assert consent is not None and consent.uses == ("chat", "website") and problems == ()

    def refuse(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    before = path.read_text("utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError):
        school_pictures.note_consent(root, "ana.png", "Ana", chat=True, website=False, until="2031-01-01")
    assert path.read_text("utf-8") == before


def test_not_now_is_for_one_school(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    assert not help_question.was_declined(root / "school.toml")
    help_question.decline(root / "school.toml")
    help_question.decline(root / "a" / "school.toml")
    assert help_question.was_declined(root / "school.toml") and help_question.was_declined(root / "a" / "school.toml")
    assert not help_question.was_declined(root / "b" / "school.toml")

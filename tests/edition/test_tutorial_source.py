"""The script, its school and what belongs to it, read before any picture is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from annotator.cache import Cache
from annotator.edition import tutorial_source
from annotator.edition.attachments import open_attachments
from annotator.errors import ProblemsError
from annotator.model import LangFile
from tests.helpers import editions

SCRIPT = "# es: Entrar\n# en: Join\n# mix: Kii yo\n\n- why es: Para oír.\n\n![](1.png)\n- tap: Unirse\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "clase"
    place.mkdir()
    (place / "1.png").write_bytes(b"")
    (place / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    return place


def test_languages_are_those_asked_for_in_the_order_of_the_titles(folder: Path) -> None:
    assert tutorial_source.read_source(folder).languages == ("es", "en", "mix")
    assert tutorial_source.read_source(folder, ["en", "ES"]).languages == ("es", "en")
    (folder / "school.toml").write_text('languages = ["en", "es"]\n', encoding="utf-8")
    assert tutorial_source.read_source(folder).languages == ("es", "en")
    assert tutorial_source.read_source(folder).name == "clase"


def test_a_language_that_nobody_declared_is_wrong_where_it_is_asked_for(folder: Path) -> None:
    assert tutorial_source.read_source(folder, ["fr"]).has_problems
    assert not tutorial_source.read_source(folder, ["es"]).has_problems
    (folder / "school.toml").write_text('languages = ["fr"]\n', encoding="utf-8")
    script = tutorial_source.read_source(folder)
    assert script.has_problems
    assert any("build with --lang es" in problem.remedy for problem in script.problems)


def test_a_draft_lends_the_title_that_is_still_empty(folder: Path) -> None:
    (folder / "tutorial.md").write_text(SCRIPT.replace("es: Entrar", "es:"), encoding="utf-8")
    source = tutorial_source.read_source(folder, ["es", "en"])
    assert source.has_problems
    lent = tutorial_source.lend_titles(source)
    assert not lent.has_problems
    assert [said.text for said in lent.tutorial.titles] == ["Join", "Join", "Kii yo"]
    (folder / "tutorial.md").write_text(SCRIPT, encoding="utf-8")
    whole = tutorial_source.read_source(folder)
    assert tutorial_source.lend_titles(whole) is whole


def test_a_script_is_widened_by_what_it_declares(folder: Path) -> None:
    spanish = tutorial_source.read_source(folder, ["es"])
    assert tutorial_source.add_languages(spanish, ["en"]).languages == ("es", "en")
    assert tutorial_source.add_languages(spanish, ["fr"]) is spanish
    assert tutorial_source.add_languages(spanish, ["en", "mix"]) == tutorial_source.read_source(folder), (
        "as if none had been named"
    )


def test_a_folder_without_a_script_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError):
        tutorial_source.read_source(tmp_path)


def test_the_school_s_pictures_are_known_by_their_digests(tmp_path: Path) -> None:
    for name in ("logo.png", "photo.png"):
        Image.new("RGB", (40, 20), "red").save(tmp_path / name)
    (tmp_path / "photo.png").write_bytes(b"no picture")
    school = replace(
        editions.SCHOOL, logo=tmp_path / "logo.png", photo=tmp_path / "photo.png", lines=(("help.photo", 12),)
    )
    found = open_attachments(editions.script_of(editions.TUTORIAL, tmp_path, school), Cache(tmp_path / "cache"))
    assert found.logo is not None
    assert found.pictures == {found.logo: tmp_path / "logo.png"}
    assert found.photo is None
    (problem,) = found.school_problems
    assert (problem.file, problem.line) == ("school.toml", 12)
    assert problem.message.startswith("help.photo: photo.png")


def test_every_memo_of_the_languages_is_opened_and_told_at_its_line(tmp_path: Path) -> None:
    first, second = editions.TUTORIAL.steps
    tutorial = replace(
        editions.TUTORIAL,
        steps=(replace(first, memos=(LangFile("es", "1.es.ogg"), LangFile("mix", "1.mix.ogg"))), second),
        title_memos=(LangFile("en", "title.en.ogg"),),
    )
    script = editions.script_of(tutorial, tmp_path)
    found = open_attachments(script, Cache(tmp_path / "cache"))
    assert [(problem.line, problem.message.split(" ")[0]) for problem in found.problems] == [
        (7, "1.es.ogg"),
        (1, "title.en.ogg"),
    ]


def test_a_recording_is_to_be_watched_to_its_end(tmp_path: Path) -> None:
    first, second = editions.TUTORIAL.steps
    tutorial = replace(editions.TUTORIAL, steps=(replace(first, picture="1.mp4"), second))
    found = open_attachments(editions.script_of(tutorial, tmp_path), Cache(tmp_path / "cache"))
    assert [(problem.line, problem.level) for problem in found.problems] == [(7, "warning")]


def test_a_greeting_that_is_missing_is_a_problem_of_the_top(tmp_path: Path) -> None:
    tutorial = replace(editions.TUTORIAL, greetings=(LangFile("es", "hello.es.mp4"), LangFile("mix", "x.mp4")))
    found = open_attachments(editions.script_of(tutorial, tmp_path), Cache(tmp_path / "cache"))
    assert [problem.line for problem in found.problems] == [1]
    assert found.greetings == {}

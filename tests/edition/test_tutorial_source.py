"""The script and its school, read before any picture is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.edition import tutorial_source
from annotator.errors import ProblemsError

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

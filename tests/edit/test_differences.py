"""Texts that differ by language, and what a person said of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.edit import job_results
from annotator.edit.data_root import FITS, data_root
from annotator.edit.words import field_findings
from annotator.edit.words.differences import accept_difference, describe_differences, remember
from annotator.messages import Message
from annotator.model import Problem, Said, Tutorial
from annotator.script import SCRIPT, plain, read
from annotator.script.checks.problem_rows import problem_row
from annotator.script.plain.like_controls import NAMES_NO_PLACE
from annotator.script.plain.step_rules import SHOWS_NOTHING_TO_TYPE

SAID = "# es: Entrar\n# en: Join\n\n![](01.png)\n- tap: Traccar Client\n- en: Tap your own WhatsApp.\n"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))


@pytest.fixture
def tutorial() -> Tutorial:
    reading = read(SAID, {"01.png"})
    assert reading.tutorial, reading.problems
    return reading.tutorial


def say(tutorial: Tutorial, text: str) -> Tutorial:
    return replace(tutorial, steps=(replace(tutorial.steps[0], narration=(Said("en", text, 6),)),))


def test_it_fits_for_these_two_texts_alone(tutorial: Tutorial) -> None:
    (row,) = describe_differences(tutorial)
    assert (row["step"], row["field"], row["lang"]) == (0, "sentence", "es"), "at the field that staff can't read"
    assert row["missing"], "nobody has written it there yet"
    accept_difference(tutorial, "0" * 32)
    assert describe_differences(tutorial) == [row], "that is nothing here"
    accept_difference(tutorial, row["key"])
    assert describe_differences(tutorial) == []
    assert len(describe_differences(say(tutorial, "Tap the app."))) == 1, "another text"
    assert describe_differences(say(tutorial, "Tap your own WhatsApp.")) == []


def test_a_check_leaves_out_what_fits(tutorial: Tutorial, tmp_path: Path) -> None:
    (found,) = plain.compare(tutorial, tutorial.languages)
    rows = [problem_row(found.problem)]
    (tmp_path / "tutorial.md").write_text(SAID, encoding="utf-8")
    (tmp_path / "01.png").touch()
    (told,) = job_results.describe_problems(rows, tmp_path)
    accept_difference(tutorial, told["key"])
    assert told["message"] == found.message
    assert job_results.describe_problems(rows, tmp_path) == []


def test_a_warning_that_only_the_picture_tells_is_at_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "tutorial.md").write_text("# es: Entrar\n\n![](01.png)\n- tap: Unirse\n- es: Toque Unirse.\n", "utf-8")
    (tmp_path / "01.png").touch()
    row = problem_row(Problem(SCRIPT, 5, Message(NAMES_NO_PLACE, quoted="“Toque Unirse.”"), "", "warning"))
    (told,) = job_results.describe_problems([row], tmp_path)
    assert (told["at"]["field"], told["at"]["step"], told["better"]) == ("sentence", 0, None)
    remember(told["key"])
    assert job_results.describe_problems([row], tmp_path) == []


def test_nothing_to_type_may_stay_until_the_step_is_another(tmp_path: Path) -> None:
    def told(text: str) -> list[dict[str, Any]]:
        script = f"# es: Entrar\n\n![](01.png)\n- type: Clave\n- es: {text}\n"
        (tmp_path / "tutorial.md").write_text(script, encoding="utf-8")
        row = problem_row(Problem(SCRIPT, 4, Message(SHOWS_NOTHING_TO_TYPE, languages="es"), "", "warning"))
        return job_results.describe_problems([row], tmp_path)

    (tmp_path / "01.png").touch()
    (row,) = told("Escriba la clave.")
    assert (row["at"]["step"], row["at"]["text"], row["better"]) == (0, "Escriba la clave.", None)
    assert "paper" in row["sources"]
    remember(row["key"])
    assert told("Escriba la clave.") == []
    assert len(told("Escriba la clave nueva.")) == 1


def test_a_damaged_file_is_forgotten(tutorial: Tutorial) -> None:
    accept_difference(tutorial, describe_differences(tutorial)[0]["key"])
    for text in ("[1, 2", "{}", "[1, 2]"):
        (data_root() / FITS).write_text(text, encoding="utf-8")
        assert len(describe_differences(tutorial)) == 1


def test_advice_on_a_text_offers_its_better_wording_until_it_is_put_away(tmp_path: Path) -> None:
    def told(text: str) -> list[dict[str, Any]]:
        script = f"# es: Entrar\n\n![](01.png)\n- tap: Unirse\n- es: {text}\n"
        (tmp_path / "tutorial.md").write_text(script, encoding="utf-8")
        tutorial = read(script, {"01.png"}).tutorial
        assert tutorial is not None
        (found,) = field_findings.find(tutorial, field_findings.FieldText(0, "sentence", "es", text))
        row = problem_row(Problem(SCRIPT, 5, found.message, found.remedy, "warning"))
        return job_results.describe_problems([row], tmp_path)

    (tmp_path / "01.png").touch()
    (row,) = told("Haz clic en Unirse.")
    assert row["better"] == "Toque Unirse."
    assert row["at"] == {"step": 0, "field": "sentence", "lang": "es", "text": "Haz clic en Unirse."}
    remember(row["key"])
    assert told("Haz clic en Unirse.") == []
    assert len(told("Haz clic en Unirse. Espere.")) == 1, "of another text it is told"

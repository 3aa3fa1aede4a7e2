"""A school starts from a shipped tutorial with its own screenshots; what holds only for the drawings becomes a gap."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from annotator import assets
from annotator.edition.shipped_template import adapt_shipped, shipped_names
from annotator.errors import AnnotatorError
from annotator.model import Said, Step, TextTarget
from annotator.script import read
from annotator.script.line_values import GAP

DAY = datetime.date(2026, 11, 25)


def adapted(count: int) -> tuple[str, ...]:
    names = tuple(f"{number}.png" for number in range(1, count + 1))
    script = read(adapt_shipped("join-class-on-zoom", names, ("es", "en"), DAY)[0], names).readable
    assert script is not None
    return tuple(step.picture for step in script.steps)


def test_screenshots_take_the_steps_in_order_and_gaps_or_empty_steps_make_up_the_rest() -> None:
    steps = len(adapted(0))
    assert adapted(steps) == tuple(f"{number}.png" for number in range(1, steps + 1))
    assert adapted(1) == ("1.png", *(f"{GAP}{number:02}.png" for number in range(2, steps + 1)))
    assert adapted(steps + 1)[-1] == f"{steps + 1}.png"


def test_a_step_for_an_extra_screenshot_is_as_new_would_write_it() -> None:
    names = tuple(f"{number}.png" for number in range(1, 12))
    text, _ = adapt_shipped("join-class-on-zoom", names, ("es", "mix"), DAY)
    assert text.endswith("\n![](11.png)\n- tap:\n- es:\n- mix:\n")


def test_no_field_of_a_step_is_taken_over_unless_somebody_decided_so() -> None:
    decided = "picture action narration marks hides also questions continues sign source keeps"
    left_out = "shows oks from_seconds to_seconds pictures memos variants phone_files line also_line continues_line"
    assert {field.name for field in dataclasses.fields(Step)} == {*decided.split(), *left_out.split()}


def test_asides_and_chains_are_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for name in ("1.png", "2.png", "3.png"):
        (folder / name).touch()
    (folder / "tutorial.md").write_text(
        "# es: Hablar\n\n![](1.png)\n- hold: 50% 50%\n- continues: yes\n- keep: 10% 10% 5% 5%\n\n"
        "![](2.png)\n- tap: Borrar\n- if es: ¿Se equivocó?\n- es: Toque Borrar.\n- sign: delete\n- keep: Hola\n\n"
        "![](3.png)\n- type: Nombre\n- source: name\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(assets, "shipped_tutorials", lambda: tmp_path)
    names = ("a.png", "b.png", "c.png")
    text, _ = adapt_shipped("own", names, ("es", "mix"), DAY)
    script = read(text, names).readable
    assert script is not None
    first, aside, last = script.steps
    assert (first.continues, aside.sign, last.source) == (True, "delete", "name")
    assert aside.questions == (Said("es", "¿Se equivocó?"),)
    assert "- if mix:\n" in text, "to fill in"
    assert [str(number) for number in script.numbers] == ["1", "1?", "2"]
    assert [keep.target for keep in (*first.keeps, *aside.keeps)] == [TextTarget((GAP,)), TextTarget(("Hola",))]
    _, (fewer, _) = adapt_shipped("own", names[:1], ("es", "mix"), DAY)
    assert fewer.startswith("own has 2 steps and 1 aside, and there is 1 screenshot: add pictures")


def test_for_an_unknown_name_all_are_listed() -> None:
    with pytest.raises(AnnotatorError, match="no tutorial “join-clas-on-zoom”") as caught:
        adapt_shipped("join-clas-on-zoom", (), (), DAY)
    assert all(name in caught.value.remedy for name in shipped_names())

"""A school starts from a shipped tutorial with its own screenshots; what holds only for the drawings becomes a gap."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from annotator.commands.shipped_template import adapt_shipped, shipped_names
from annotator.errors import AnnotatorError
from annotator.model import Step
from annotator.script import read
from annotator.script.values import GAP

DAY = datetime.date(2026, 11, 25)


def adapted(count: int) -> tuple[str, ...]:
    names = tuple(f"{number}.png" for number in range(1, count + 1))
    script = read(adapt_shipped("join-class-on-zoom", names, ("es", "en"), DAY).text, names).readable
    assert script is not None
    return tuple(step.picture for step in script.steps)


def test_screenshots_take_the_steps_in_order_and_gaps_or_empty_steps_make_up_the_rest() -> None:
    steps = len(adapted(0))
    assert adapted(steps) == tuple(f"{number}.png" for number in range(1, steps + 1))
    assert adapted(1) == ("1.png", *(f"{GAP}{number:02}.png" for number in range(2, steps + 1)))
    assert adapted(steps + 1)[-1] == f"{steps + 1}.png"


def test_a_step_for_an_extra_screenshot_is_as_new_would_write_it() -> None:
    names = tuple(f"{number}.png" for number in range(1, 12))
    text = adapt_shipped("join-class-on-zoom", names, ("es", "mix"), DAY).text
    assert text.endswith("\n![](11.png)\n- tap:\n- es:\n- mix:\n")


def test_no_field_of_a_step_is_taken_over_unless_somebody_decided_so() -> None:
    decided = {
        "picture",
        "action",
        "narration",
        "marks",
        "hides",
        "also",
        "questions",
        "continues",
        "sign",
        "source",
        "keeps",
    }
    left_out = {
        "shows",
        "oks",
        "from_seconds",
        "to_seconds",
        "pictures",
        "memos",
        "line",
        "also_line",
        "continues_line",
    }
    assert {field.name for field in dataclasses.fields(Step)} == decided | left_out


def test_an_unknown_name_is_guessed_and_all_are_listed() -> None:
    with pytest.raises(AnnotatorError, match="Did you mean join-class-on-zoom") as caught:
        adapt_shipped("join-clas-on-zoom", (), (), DAY)
    assert all(name in caught.value.remedy for name in shipped_names())

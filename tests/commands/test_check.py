"""The last lines of ``check``, and what it says of old steps."""

from __future__ import annotations

import datetime
from dataclasses import replace

from annotator.commands.check import check_age
from annotator.pack.tutorial_summary import SpokenTotals, Summary
from annotator.script import read


def test_a_line_for_each_language_and_what_it_lacks() -> None:
    spoken = (
        SpokenTotals("es", 61.6, 0.72, None),
        SpokenTotals("mix", 30, 0.35, None, ("voice", "plain-language rules")),
    )
    assert list(Summary("1 step", spoken, ()).lines()) == [
        "  1 step",
        "  es: about 62 s and 0.7 MB",
        "  mix: about 30 s and 0.3 MB",
        "  mix: annotator has no voice or plain-language rules for this language",
    ]
    assert next(Summary("5 steps and 1 aside", (), ()).lines()) == "  5 steps and 1 aside"


def test_steps_that_nobody_tried_for_long() -> None:
    one = read("# en: Join class\n- checked: 2026-01-01\n\n![](01.png)\n- tap: Join\n", {"01.png"}).tutorial
    assert one
    day = datetime.date(2026, 1, 1)
    assert check_age(one, day + datetime.timedelta(days=180)) == ()
    (warning,) = check_age(one, day + datetime.timedelta(days=181))
    assert str(warning) == (
        "tutorial.md:1: warning: These steps were last tried 181 days ago, on 2026-01-01. "
        'Check whether the screens are still the same, then write "- checked: 2026-07-01".'
    )
    assert check_age(replace(one, checked=None), day) == ()
    assert check_age(one, day - datetime.timedelta(days=1)) == ()
    for years in (1, 5, 800):
        (warning,) = check_age(one, day.replace(year=day.year - years))
        assert "2026-01-01, is still to come. Check" in str(warning)

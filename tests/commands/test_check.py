"""The last lines of ``check``."""

from __future__ import annotations

from annotator.commands.check import SpokenTotals, Summary


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

"""What is suggested in place of something private is invented, and of the same kind."""

from __future__ import annotations

import pytest

from annotator.edit.pointing.cover_examples import suggest_example
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import HiddenText, Privacy

NOTHING = Matcher(Privacy())


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("Marta Ruiz", "Luna"),
        ("familia.ruiz@example.org", "luna@example.org"),
        ("443-555-0177", "410-555-0199"),
        ("(443) 555 0177", "(410) 555 0199"),
        ("+52 951 555 0177", "+52 410 555 0199"),
        ("555-0177", "555-0199"),
        ("987 6543 2109", "941 0555 0199"),
        ("xyz-uvwx-rst", None),
        ("A7q9", None),
        ("120.50", None),
        ("la tarea de hoy", None),
    ],
)
def test_a_suggestion_for_each_kind(text: str, example: str | None) -> None:
    assert suggest_example(text, NOTHING) == example


def test_no_two_people_get_the_same_name_and_nobody_a_real_one() -> None:
    matcher = Matcher(
        Privacy(names=("Sol Pérez",), hidden=(HiddenText("Ana Ríos", "Luna García"),), public=("Luna García",))
    )
    assert suggest_example("Marta Ruiz", matcher) == "Estrella"
    assert suggest_example("Luna", NOTHING) == "Sol"

"""Targets as they are typed."""

from __future__ import annotations

import pytest

from annotator.model import BoxTarget, IconTarget, PointTarget, Query, Target, TextTarget
from annotator.script import BadValueError, parse_query, parse_target, write_target
from annotator.script.target import parse_hide, parse_wordings


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("Join", TextTarget(("Join",))),
        ("Join #2", TextTarget(("Join",), 2)),
        ("Join|Unirse", TextTarget(("Join", "Unirse"))),
        ("Join | Unirse #3", TextTarget(("Join", "Unirse"), 3)),
        ("Join #2 | Unirse #2", TextTarget(("Join", "Unirse"), 2)),
        ('"Join #2"', TextTarget(("Join #2",))),
        ('"Join" #2', TextTarget(("Join",), 2)),
        ("“A | B” | «C»", TextTarget(("A | B", "C"))),
        ('"say ""hi"""', TextTarget(('say "hi"',))),
        ("C#2", TextTarget(("C#2",))),
        ("#2", TextTarget(("#2",))),
        ("50%", TextTarget(("50%",))),
        ("50% battery", TextTarget(("50% battery",))),
        ("10 30", TextTarget(("10 30",))),
        ('"50% 30%"', TextTarget(("50% 30%",))),
        ('5" screen', TextTarget(('5" screen',))),
        ("zoom.us/j/", TextTarget(("zoom.us/j/",))),
        ("https://example.org/a?b=c", TextTarget(("https://example.org/a?b=c",))),
        ("mic.png", IconTarget("mic.png")),
        ("mic.png #2", IconTarget("mic.png", 2)),
        ('"mic.png" #2', TextTarget(("mic.png",), 2)),
        ("mi icono (1).JPG", IconTarget("mi icono (1).JPG")),
        ('"mic.png"', TextTarget(("mic.png",))),
        ("50% 30%", PointTarget(50, 30)),
        ("50,5 %, 30.25%", PointTarget(50.5, 30.25)),
        ("0% 100%", PointTarget(0, 100)),
        ("10% 40% 80% 7%", BoxTarget(10, 40, 80, 7)),
        ("0% 0% 100% 100%", BoxTarget(0, 0, 100, 100)),
    ],
)
def test_reading(typed: str, target: Target) -> None:
    assert parse_target(typed) == target
    assert parse_target(write_target(target)) == target


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ('"Join', 'The quote " is not closed.'),
        ('"Join" now', "After the closing quote comes now."),
        ("Join ||", "A wording is empty."),
        ('""', "A wording is empty."),
        ("Join #0", "There is no #0."),
        ("Join #1 | Unirse #2", "The wordings have different numbers."),
        ("Join #1 | Unirse", "The wordings have different numbers."),
        ("mic.png | Join", "mic.png is an icon, and an icon must be alone on its line."),
        ("mic.png #0", "There is no #0."),
        ("mic.png #2 | Join", "mic.png is an icon, and an icon must be alone on its line."),
        ("50% 30", "50% 30 is neither a point nor a box."),
        ("50% 30% 20%", "50% 30% 20% is neither a point nor a box."),
        ("-5% 10%", "-5% 10% is not within the picture."),
        ("50% 101%", "50% 101% is not within the picture."),
        ("10% 10% 0% 5%", "The box 10% 10% 0% 5% has no area."),
        ('"" #2', "A wording is empty."),
        ("60% 10% 50% 5%", "60% 10% 50% 5% is not within the picture."),
        ("a" * 1001, "This is far too long for a text on a screen."),
    ],
)
def test_what_cannot_be_read(typed: str, message: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_target(typed)
    assert caught.value.message == message
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize(
    ("typed", "target", "example"),
    [
        ("Ana García", TextTarget(("Ana García",)), None),
        ("Ana García = Luna", TextTarget(("Ana García",)), "Luna"),
        ("Ana #2 = Luna = Sol", TextTarget(("Ana",), 2), "Luna = Sol"),
        ('"a = b" = c', TextTarget(("a = b",)), "c"),
        ("a=b", TextTarget(("a=b",)), None),
        ("A | B = C | D", TextTarget(("A", "B")), "C | D"),
        ("10% 40% 80% 7% = 410-555-0100", BoxTarget(10, 40, 80, 7), "410-555-0100"),
        ("mic.png = x", IconTarget("mic.png"), "x"),
    ],
)
def test_hiding(typed: str, target: Target, example: str | None) -> None:
    assert parse_hide(typed) == (target, example)


@pytest.mark.parametrize(
    ("typed", "message"), [("Ana =", "There is nothing after the =."), ("= Luna", "There is nothing before the =.")]
)
def test_half_an_example(typed: str, message: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse_hide(typed)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("Usuario", Query(TextTarget(("Usuario",)), "tap")),
        ("type: Usuario | User #2", Query(TextTarget(("Usuario", "User"), 2), "type")),
        ("Escriba: Usuario", Query(TextTarget(("Usuario",)), "type")),
        (" TAP : mic.png", Query(IconTarget("mic.png"), "tap")),
        ("look: 50% 30%", Query(PointTarget(50, 30), "look")),
        ("swipe: up Menú", Query(TextTarget(("Menú",)), "swipe")),
        ("Código: 4821", Query(TextTarget(("Código: 4821",)), "tap")),
        ('"Look: here"', Query(TextTarget(("Look: here",)), "tap")),
    ],
)
def test_a_query_is_a_target_with_or_without_its_action(typed: str, query: Query) -> None:
    assert parse_query(typed) == query


@pytest.mark.parametrize("typed", ["type:", "wait:", "say: Presente", "scroll: down", "swipe: Menú"])
def test_an_action_without_a_target_is_no_query(typed: str) -> None:
    with pytest.raises(BadValueError):
        parse_query(typed)


def test_a_number_behind_the_quotes_of_words_alone_is_refused_rather_than_read_with_the_quotes() -> None:
    assert parse_wordings('"Join" | Room #2') == ("Join", "Room #2")
    with pytest.raises(BadValueError, match="After the closing quote comes #2"):
        parse_wordings('"Join" #2')


def test_a_direction_in_quotes_is_a_text_to_look_for() -> None:
    assert parse_query('baje: "Abajo"') == Query(TextTarget(("Abajo",)), "scroll")

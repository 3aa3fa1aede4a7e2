"""Each change of a text, a fact or an action does one thing, and refuses what makes no sense."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from annotator.edit import changes
from annotator.edit.changes import ChangeError
from annotator.model import Action, Mark, PointTarget, Said, Step, TextTarget, Tutorial

JOIN = TextTarget(("Join",))
POINT = PointTarget(50, 30)
TUTORIAL = Tutorial(
    titles=(Said("es", "Entrar"), Said("en", "Join")),
    steps=(
        Step("01.png", Action("tap", JOIN), (Said("en", "Tap Join."),), marks=(Mark(JOIN), Mark(POINT))),
        Step("02.png", Action("swipe", JOIN, "left")),
        Step("03.png", questions=(Said("es", "¿Ve esto?"),)),
        Step("04.png", Action("say", words="Presente")),
        Step("05.png", Action("type", JOIN), source="paper", continues=True),
    ),
)


def test_titles_and_facts() -> None:
    assert changes.set_title(TUTORIAL, "en", "").titles == (Said("es", "Entrar"), Said("en", ""))
    both = changes.set_why(changes.set_why(TUTORIAL, "en", "Why"), "es", "Porque")
    assert both.whys == (Said("es", "Porque"), Said("en", "Why"))
    assert changes.set_why(both, "es", "").whys == (Said("en", "Why"),)
    assert changes.set_device(changes.set_device(TUTORIAL, "iPhone"), "").device is None
    assert changes.set_platform(TUTORIAL, "Zoom").platform == "Zoom"
    day = datetime.date(2026, 11, 24)
    assert changes.set_checked(TUTORIAL, day).checked == day
    assert changes.set_checked(changes.set_checked(TUTORIAL, day), None).checked is None


def test_a_language_is_added_with_an_empty_title() -> None:
    assert changes.add_language(TUTORIAL, "ES-mx").titles[-1] == Said("es-MX", "")
    for refused in ("es", "ES", "ok", "español", "", "../x"):
        with pytest.raises(ChangeError):
            changes.add_language(TUTORIAL, refused)
    many = Tutorial(tuple(Said(f"a{chr(97 + n // 20)}{chr(97 + n % 20)}", "t") for n in range(40)), ())
    with pytest.raises(ChangeError):
        changes.add_language(many, "es")


@pytest.mark.parametrize(
    ("step", "kind", "expected"),
    [
        (0, "look", Action("look", JOIN)),
        (0, "wait", Action("wait", JOIN)),
        (0, "swipe", Action("swipe", JOIN, "up")),
        (0, "say", Action("say")),
        (1, "scroll", Action("scroll", JOIN, "left")),
        (1, "tap", Action("tap", JOIN)),
        (2, "tap", Action("tap")),
        (2, "swipe", Action("swipe", None, "up")),
        (3, "tap", Action("tap")),
        (3, "say", Action("say", words="Presente")),
    ],
)
def test_an_action_keeps_what_the_new_one_takes(step: int, kind: str, expected: Action) -> None:
    assert changes.set_action(TUTORIAL, step, kind).steps[step].action == expected


def test_the_source_of_words_goes_with_typing() -> None:
    assert changes.set_action(TUTORIAL, 4, "tap").steps[4].source is None
    assert changes.set_action(TUTORIAL, 4, "type").steps[4].source == "paper"
    assert changes.set_source(TUTORIAL, 4, "sticker").steps[4].source == "sticker"
    assert changes.set_source(TUTORIAL, 0, None) == TUTORIAL


def test_directions_words_and_targets() -> None:
    assert changes.set_direction(TUTORIAL, 1, "down").steps[1].action == Action("swipe", JOIN, "down")
    assert changes.set_words(TUTORIAL, 3, "").steps[3].action == Action("say")
    assert changes.set_target(TUTORIAL, 0, POINT).steps[0].action == Action("tap", POINT)
    assert changes.set_target(TUTORIAL, 0, None).steps[0].action == Action("tap")
    assert changes.set_target(TUTORIAL, 2, POINT).steps[2].action == Action("tap", POINT)
    assert changes.set_target(TUTORIAL, 2, None) == TUTORIAL
    undirected = changes.set_step(TUTORIAL, 1, action=Action("swipe"))
    assert changes.set_target(undirected, 1, JOIN).steps[1].action == Action("swipe", JOIN, "up")


def test_marks() -> None:
    assert changes.add_mark(TUTORIAL, 1, POINT).steps[1].marks == (Mark(POINT),)
    assert changes.set_mark(TUTORIAL, 0, 1, JOIN).steps[0].marks == (Mark(JOIN), Mark(JOIN))
    assert changes.remove_mark(TUTORIAL, 0, 0).steps[0].marks == (Mark(POINT),)


def test_sentences_are_in_the_order_of_the_languages() -> None:
    changed = changes.set_sentence(TUTORIAL, 0, "es", "Toque Unirse.")
    assert changed.steps[0].narration == (Said("es", "Toque Unirse."), Said("en", "Tap Join."))
    assert changes.set_sentence(changed, 0, "es", "") == TUTORIAL
    both = changes.set_sentences(TUTORIAL, 0, {"es": "a", "en": ""})
    assert both.steps[0].narration == (Said("es", "a"),)
    assert changes.set_sentences(TUTORIAL, 0, {}) == TUTORIAL


def test_questions_signs_and_chains() -> None:
    asked = changes.set_question(TUTORIAL, 2, "en", "Do you see this?")
    assert asked.steps[2].questions == (Said("es", "¿Ve esto?"), Said("en", "Do you see this?"))
    assert changes.set_question(asked, 2, "en", "") == TUTORIAL
    assert changes.set_sign(TUTORIAL, 0, "delete").steps[0].sign == "delete"
    assert changes.set_continues(TUTORIAL, 0, True).steps[0].continues
    assert not changes.set_continues(TUTORIAL, 4, False).steps[4].continues


@pytest.mark.parametrize(
    "change",
    [
        lambda: changes.set_title(TUTORIAL, "fr", "x"),
        lambda: changes.set_why(TUTORIAL, "fr", ""),
        lambda: changes.set_sentence(TUTORIAL, 0, "fr", "x"),
        lambda: changes.set_sentence(TUTORIAL, 5, "es", "x"),
        lambda: changes.set_sentence(TUTORIAL, -1, "es", "x"),
        lambda: changes.set_action(TUTORIAL, 0, "fly"),
        lambda: changes.set_action(TUTORIAL, 9, "tap"),
        lambda: changes.set_direction(TUTORIAL, 0, "up"),
        lambda: changes.set_direction(TUTORIAL, 2, "up"),
        lambda: changes.set_words(TUTORIAL, 0, "x"),
        lambda: changes.set_target(TUTORIAL, 3, JOIN),
        lambda: changes.set_mark(TUTORIAL, 0, 2, JOIN),
        lambda: changes.remove_mark(TUTORIAL, 1, 0),
        lambda: changes.remove_mark(TUTORIAL, 0, -1),
        lambda: changes.set_question(TUTORIAL, 0, "es", "x"),
        lambda: changes.set_question(TUTORIAL, 2, "es", ""),
        lambda: changes.set_continues(TUTORIAL, 2, True),
        lambda: changes.set_source(TUTORIAL, 0, "paper"),
    ],
)
def test_what_makes_no_sense_is_refused(change: Callable[[], Tutorial]) -> None:
    with pytest.raises(ChangeError) as caught:
        change()
    assert caught.value.message.endswith(".") and caught.value.remedy.endswith(".")

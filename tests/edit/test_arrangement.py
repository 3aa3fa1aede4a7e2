"""Steps move with their asides, and pictures fill the steps that wait for them."""

from __future__ import annotations

import pytest

from annotator.edit import arrangement
from annotator.edit.changes import ChangeError
from annotator.model import Said, Step, Tutorial


def tutorial_of(names: str) -> Tutorial:
    """A tutorial of steps with these pictures; one in small letters is an aside."""
    steps = (Step(name, questions=(Said("es", "¿?"),) if name.islower() else ()) for name in names.split())
    return Tutorial((Said("es", "t"), Said("en", "t")), tuple(steps))


def order(tutorial: Tutorial) -> str:
    return " ".join(step.picture for step in tutorial.steps)


@pytest.mark.parametrize(
    ("names", "step", "to", "expected"),
    [
        ("A B C", 0, 1, "B A C"),
        ("A B C", 0, 2, "B C A"),
        ("A B C", 2, 0, "C A B"),
        ("A B C", 1, 1, "A B C"),
        # A step takes its asides along …
        ("A a B C", 0, 1, "B A a C"),
        ("A a B C", 0, 2, "B A a C"),
        ("A B b c C", 1, 0, "B b c A C"),
        ("A B b c C", 1, 4, "A C B b c"),
        ("A B b", 1, 2, "A B b"),
        # … and never comes between another and its asides.
        ("A a B", 2, 1, "B A a"),
        ("A B b c", 0, 1, "B b c A"),
        ("A B b c", 0, 2, "B b c A"),
        # An aside moves alone.
        ("A a B C", 1, 2, "A B a C"),
        ("A B C c", 3, 1, "A c B C"),
        ("A a b B", 2, 1, "A b a B"),
    ],
)
def test_moving(names: str, step: int, to: int, expected: str) -> None:
    assert order(arrangement.move_step(tutorial_of(names), step, to)) == expected


def test_up_and_down_go_back() -> None:
    start = tutorial_of("A a B C c d D")
    for step in (0, 2, 3):
        down = arrangement.move_step(start, step, step + 1)
        now = down.steps.index(start.steps[step])
        assert arrangement.move_step(down, now, now - 1) == start


@pytest.mark.parametrize(("step", "to"), [(1, 0), (3, 0), (0, 9), (9, 0), (0, -1)])
def test_moves_that_make_no_sense(step: int, to: int) -> None:
    with pytest.raises(ChangeError):
        arrangement.move_step(tutorial_of("A a B b"), step, to)


def test_an_aside_needs_a_question_and_a_step_before_it() -> None:
    start = tutorial_of("A B b")
    made = arrangement.make_aside(start, 1, {"en": "Do you?", "es": ""})
    assert made.steps[1].questions == (Said("en", "Do you?"),)
    assert [str(number) for number in made.numbers] == ["1", "1?", "1?"]
    assert arrangement.make_step(made, 1) == start
    for step, questions in ((0, {"es": "¿?"}), (1, {}), (1, {"es": ""}), (1, {"fr": "?"}), (7, {"es": "¿?"})):
        with pytest.raises(ChangeError):
            arrangement.make_aside(start, step, questions)


def test_an_aside_is_not_continued() -> None:
    start = Tutorial((Said("es", "t"),), (Step("A"), Step("B", continues=True)))
    assert not arrangement.make_aside(start, 1, {"es": "¿?"}).steps[1].continues


def test_a_copy_comes_behind_the_asides() -> None:
    assert order(arrangement.duplicate_step(tutorial_of("A a B"), 0)) == "A a A B"
    assert order(arrangement.duplicate_step(tutorial_of("A a b B"), 1)) == "A a a b B"


def test_asides_go_with_their_step() -> None:
    assert order(arrangement.delete_step(tutorial_of("A B b c C"), 1)) == "A C"
    assert order(arrangement.delete_step(tutorial_of("A B b c C"), 2)) == "A B c C"
    assert order(arrangement.delete_step(tutorial_of("A"), 0)) == ""
    with pytest.raises(ChangeError):
        arrangement.delete_step(tutorial_of("A"), 1)


@pytest.mark.parametrize(("at", "expected"), [(0, "N A a B"), (1, "A a N B"), (2, "A a N B"), (3, "A a B N")])
def test_inserting(at: int, expected: str) -> None:
    assert order(arrangement.insert_steps(tutorial_of("A a B"), at, ["N"])) == expected


def test_there_is_no_place_behind_the_end() -> None:
    with pytest.raises(ChangeError):
        arrangement.insert_steps(tutorial_of("A"), 2, ["N"])


def test_pictures_fill_waiting_steps_first_as_people_count() -> None:
    start = tutorial_of("___01.png HERE GONE ___01.png")
    pictures, files = ["10.png", "9.png", "11.png", "9.png"], {"HERE", "9.png", "10.png", "11.png"}
    assert order(arrangement.add_pictures(start, pictures, files)) == "9.png HERE 10.png 9.png 11.png"
    assert order(arrangement.add_pictures(start, pictures, files, 0)) == "11.png 9.png HERE 10.png 9.png"
    assert order(arrangement.add_pictures(start, ["9.png"], files)) == "9.png HERE GONE 9.png"

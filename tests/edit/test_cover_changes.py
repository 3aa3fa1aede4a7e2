"""What is covered and shown is changed by pure functions, and what says the opposite of a decision goes with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edit import cover_changes
from annotator.edit.changes import ChangeError
from annotator.model import BoxTarget, Hide, PointTarget, Said, Show, Step, Target, TextTarget, Tutorial
from annotator.script import read, shipped_icons, write

ANA, MARTA = TextTarget(("Ana Luz",)), TextTarget(("Marta", "Martha"))
BOX, POINT = BoxTarget(10, 20, 30, 40), PointTarget(5, 5)
TUTORIAL = Tutorial(
    (Said("es", "Entrar"),),
    (Step("01.png", hides=(Hide(BOX), Hide(ANA, "Luna"))), Step("02.png", shows=(Show(POINT), Show(MARTA)))),
    hides=(Hide(ANA),),
)
targets = st.sampled_from([ANA, MARTA, BOX, POINT, TextTarget(("Ana Luz",), 2)])
single = st.tuples(st.sampled_from([0, 1]), targets)
placed = st.one_of(single, st.tuples(st.none(), st.sampled_from([ANA, MARTA])))
"""Above the first picture a line takes a plain text."""
examples = st.sampled_from([None, "Luna", "Sol = Mar", "|"])
rows = st.tuples(st.sampled_from(["hide", "show"]), placed, examples)


def hides(tutorial: Tutorial, step: int | None) -> tuple[Hide, ...]:
    return tutorial.hides if step is None else tutorial.steps[step].hides


def put(tutorial: Tutorial, what: str, place: tuple[int | None, Target], example: str | None) -> Tutorial:
    step, target = place
    if what == "hide":
        return cover_changes.add_hide(tutorial, step, target, example)
    return cover_changes.add_show(tutorial, step, target)


@given(st.lists(rows, max_size=4))
def test_what_was_changed_is_written_and_read_the_same(
    asked: list[tuple[str, tuple[int | None, Target], str | None]],
) -> None:
    tutorial = TUTORIAL
    for row in asked:
        tutorial = put(tutorial, *row)
    files = frozenset(("01.png", "02.png"))
    assert read(write(tutorial), files, "tutorial.md", shipped_icons()).readable == tutorial


@given(placed, examples)
def test_taking_a_new_cover_back_leaves_the_tutorial_as_it_was(
    place: tuple[int | None, Target], example: str | None
) -> None:
    step, target = place
    begin = Tutorial(TUTORIAL.titles, (Step("01.png"), Step("02.png")))
    covered = cover_changes.add_hide(begin, step, target, example)
    assert cover_changes.remove_hide(covered, step, target) == begin
    assert cover_changes.remove_show(cover_changes.add_show(begin, step, target), step, target) == begin
    other = cover_changes.set_hide_example(covered, step, target, "Mar")
    assert cover_changes.set_hide_example(other, step, target, example) == covered


@given(placed)
def test_a_target_is_not_covered_and_shown_at_once(place: tuple[int | None, Target]) -> None:
    step, target = place
    shown = cover_changes.add_show(cover_changes.add_hide(TUTORIAL, step, target, None), step, target)
    assert all(hide.target != target for hide in hides(shown, step))
    covered = cover_changes.add_hide(shown, step, target, "Luna")
    held = covered.shows if step is None else covered.steps[step].shows
    assert all(show.target != target for show in held)


def test_a_text_is_covered_on_all_pictures_so_no_step_shows_it() -> None:
    covered = cover_changes.add_hide(TUTORIAL, 0, MARTA, None)
    assert covered.steps[1].shows == (Show(POINT),)
    assert cover_changes.add_hide(TUTORIAL, 0, POINT, None).steps[1].shows == TUTORIAL.steps[1].shows
    assert cover_changes.add_show(TUTORIAL, 1, ANA).hides == ()


def test_the_order_of_the_lines_stays_where_one_is_changed() -> None:
    changed = cover_changes.set_hide_example(TUTORIAL, 0, BOX, "Luna")
    assert changed.steps[0].hides == (Hide(BOX, "Luna"), Hide(ANA, "Luna"))
    to = BoxTarget(11, 20, 30, 40)
    moved = cover_changes.move_hide(changed, 0, BOX, to)
    assert moved.steps[0].hides == (Hide(to, "Luna"), Hide(ANA, "Luna"))
    assert cover_changes.move_hide(moved, 0, to, BOX) == changed
    assert cover_changes.move_hide(moved, 0, to, to) == moved


def test_what_is_not_there_is_refused() -> None:
    for change in (
        lambda: cover_changes.remove_hide(TUTORIAL, 1, ANA),
        lambda: cover_changes.set_hide_example(TUTORIAL, None, MARTA, "Luna"),
        lambda: cover_changes.remove_show(TUTORIAL, None, MARTA),
        lambda: cover_changes.move_hide(TUTORIAL, 1, BOX, BOX),
        lambda: cover_changes.move_hide(TUTORIAL, 0, ANA, BOX),
        lambda: cover_changes.add_hide(TUTORIAL, 9, ANA, None),
        lambda: cover_changes.add_hide(TUTORIAL, None, BOX, None),
        lambda: cover_changes.add_show(TUTORIAL, None, TextTarget(("Ana Luz",), 2)),
    ):
        with pytest.raises(ChangeError):
            change()

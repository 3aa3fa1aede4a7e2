"""A story: the films, clips and chat pictures of the shipped tutorials keep the rules for what is said and when."""

from __future__ import annotations

import pytest

from annotator.edition.chat_cards import MAX_LINES, choose_caption
from annotator.pack import file_checks
from annotator.timeline import steps_table
from tests.helpers.caption_rules import find_missing_sentences, is_other_word_misplaced
from tests.helpers.jumps import find_jumps
from tests.helpers.shipped import EDITIONS, shipped_edition, shipped_film

MAX_SECONDS = 90
"""What people who hold the phone in their hand watch to the end."""
each = pytest.mark.parametrize(("name", "lang"), EDITIONS)


@each
def test_a_cut_and_a_caption_change_together_or_a_second_apart(name: str, lang: str) -> None:
    film = shipped_film(name, lang)
    assert find_jumps(film.timeline) == []
    assert [find_jumps(plan.timeline) for plan in film.clip_plans if find_jumps(plan.timeline)] == []


@each
def test_most_of_a_film_is_steps_and_it_is_short(name: str, lang: str) -> None:
    film = shipped_film(name, lang)
    opening, *_, closing = film.timeline.sections
    assert opening.seconds <= 12
    assert opening.seconds + closing.seconds <= 0.35 * film.timeline.seconds
    assert film.timeline.seconds <= MAX_SECONDS


@each
def test_an_aside_asks_first_and_counts_as_a_step(name: str, lang: str) -> None:
    film = shipped_film(name, lang)
    rows = steps_table(film.timeline)
    assert len(rows) == len(film.edition.steps)
    for section, row, step in zip(film.timeline.sections[1:-1], rows, film.edition.steps, strict=True):
        assert row.get("aside", False) == step.step.is_aside
        if step.step.is_aside:
            assert step.question
            assert " ".join(section.cues[0].lines) == step.question


@each
def test_the_closing_says_each_thing_once_and_shows_the_phone_once(name: str, lang: str) -> None:
    film = shipped_film(name, lang)
    closing = film.timeline.sections[-1]
    assert closing.seconds <= 10
    done = any(step.step.action and step.step.action.kind == "done" for step in film.edition.steps)
    assert (film.edition.book.fixed("end") in closing.text) != done
    for shot in closing.shots:
        assert shot.caption is not None
        assert " ".join((*shot.caption.lines, shot.caption.note or "")).count("410-555-0100") == 1


@each
def test_clips_are_short_and_leave_nothing_out(name: str, lang: str) -> None:
    film = shipped_film(name, lang)
    for steps, plan in zip(film.edition.clips, film.clip_plans, strict=True):
        assert list(file_checks.check_clip(film.edition, steps[0].number, plan)) == []
        said = [section.key for section in plan.timeline.sections]
        assert said.count("before") == (0 if steps[0].step.is_aside else 1)
        assert ("after" in said) == steps[-1].ends_action
    shown = [step.number for steps in film.edition.clips for step in steps]
    assert sorted(shown) == sorted(step.number for step in film.edition.steps)


@each
def test_a_chat_picture_says_condition_action_and_what_precedes(name: str, lang: str) -> None:
    edition = shipped_edition(name, lang)
    for step in edition.steps:
        action = step.step.action
        lines = choose_caption(step, edition.book)
        assert len(lines) <= MAX_LINES
        verbs = (step.verb.strip("¡!"), *(edition.book.action_keywords(action.kind) if action else ()))
        assert find_missing_sentences(lines, step.text, verbs, lang) == []
        assert " ".join(lines).startswith(step.question)


@each
def test_another_word_of_a_button_is_only_with_the_word_itself(name: str, lang: str) -> None:
    film = shipped_film(name, lang)
    for section in film.timeline.sections:
        if section.step is not None:
            step = film.edition.step(section.step)
            captions = [shot.caption for shot in section.shots if shot.caption]
            assert not any(is_other_word_misplaced(caption, step.step) for caption in captions)
            assert not any(caption.note for caption in captions)
            if step.other and step.chip and step.chip in step.text:
                assert any(caption.other == step.other for caption in captions)

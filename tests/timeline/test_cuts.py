"""A cut and a caption change together, or at least a second apart."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import FPS, Section, Utterance
from annotator.timeline import NextScreen, plan, plan_clip
from annotator.timeline.section_layout import min_frames, place_cuts, place_reveals
from tests.helpers.jumps import find_jumps
from tests.helpers.sections import TITLE, end_card, film_step, spoken, step, step_cards

CARDS = step_cards()
RECAP = end_card(7)


def test_the_cut_comes_after_half_of_the_sound() -> None:
    (section,) = plan([step(spoken("Toque las letras azules.", 5.0))]).sections
    assert section.shots[1].start == pytest.approx(0.8 + 2.5, abs=1 / FPS)


@pytest.mark.parametrize(
    ("changes", "cut"),
    [
        ((), 60),
        ((50,), 50),
        ((70,), 70),
        ((45, 74), 74),
        ((46, 76), 46),
        ((45, 75), 60),
        ((20, 52), 52),
    ],
    ids=[
        "none",
        "just before",
        "just after",
        "the one in reach",
        "likewise",
        "both far enough",
        "not the nearest to the start",
    ],
)
def test_a_cut_moves_to_the_nearest_caption_within_a_second(changes: tuple[int, ...], cut: int) -> None:
    assert place_cuts(CARDS, changes, (0, 120), 150) == ((cut,), 150)


def test_each_card_keeps_two_seconds_even_if_a_nearer_caption_is_passed_over() -> None:
    assert place_cuts(CARDS, (25,), (0, 60), 90) == ((40,), 90), "at 25 the first card would be too short"
    assert place_cuts(CARDS, (36,), (0, 36), 64) == ((36,), 66), "the picture is held longer"
    assert place_cuts(CARDS, (28, 62), (0, 50), 60) == ((43,), 73), "no caption is in reach"


@pytest.mark.parametrize(
    ("count", "changes", "reveals"),
    [
        (2, (0,), (35, 92)),
        (3, (0, 40, 80), (25, 63, 102)),
        (3, (0, 70), (25, 70, 102)),
        (5, (0, 30, 60, 90), (15, 45, 60, 90, 109)),
        (6, (0, 30, 60, 90), (15, 30, 60, 75, 90, 111)),
        (0, (0,), ()),
    ],
    ids=["shares of the sound", "between captions", "with a caption", "far from each", "more", "no step"],
)
def test_the_steps_of_the_closing_are_marked_one_after_the_other_while_the_voice_speaks(
    count: int, changes: tuple[int, ...], reveals: tuple[int, ...]
) -> None:
    assert place_reveals(count, changes, (6, 121)) == reveals


def test_more_steps_than_there_are_moments_are_marked_together() -> None:
    reveals = place_reveals(20, (0, 30, 60, 90), (6, 121))
    assert len(reveals) == 20
    assert sorted(set(reveals)) == list(dict.fromkeys(reveals))
    assert max(reveals.count(at) for at in reveals) <= 5
    assert place_reveals(3, (0,), (6, 14)) == (), "all are marked from the start where there is no time"


def test_the_last_frame_of_a_film_stays_until_a_cut_may_come() -> None:
    film, *cards = film_step(40)[0].cards
    assert place_cuts((film, *cards), (0,), (0, 50), 100)[0][0] == 40
    assert place_cuts((film, *cards), (35,), (0, 50), 100)[0][0] == 50
    assert place_cuts((film, *cards), (47,), (0, 50), 107)[0][0] == 47
    assert place_cuts(film_step(5)[0].cards, (0,), (0, 50), 100)[0][0] == 15, "also after the section's start"


sentences = st.builds(
    spoken,
    st.lists(st.sampled_from(["toque", "el", "botón", "azul", "de", "abajo,", "luego", "espere."]), max_size=25).map(
        " ".join
    ),
    st.integers(1, 400_000).map(lambda samples: samples / 24_000),
)
sections = st.builds(
    lambda said, cards: Section("step-1", cards, tuple(said), step=step().step),
    st.lists(sentences, max_size=5),
    st.one_of(
        st.sampled_from([step_cards(), (TITLE,), (RECAP,)]),
        st.integers(1, 150).map(lambda frames: film_step(frames)[0].cards),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(sections, max_size=3))
def test_no_film_jumps_twice(made: list[Section]) -> None:
    timeline = plan(made)
    assert find_jumps(timeline) == []
    for section in timeline.sections:
        lengths: dict[int, float] = {}
        for shot in section.shots:
            lengths[id(shot.card)] = lengths.get(id(shot.card), 0.0) + shot.seconds
        assert sum(lengths.values()) == pytest.approx(section.seconds)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(sections.filter(lambda section: section.cards[0] not in (TITLE, RECAP)), min_size=1, max_size=3), sentences
)
def test_no_clip_jumps_twice(made: list[Section], said: Utterance) -> None:
    assert find_jumps(plan_clip(made, [said], [said], NextScreen(CARDS[0], "Así se ve después.")).timeline) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(2 * FPS, 60), max_size=6),
    st.integers(0, 200),
    st.integers(1, 4),
    st.integers(0, 300),
)
def test_cards_share_any_sound_with_two_seconds_each(gaps: list[int], sound: int, count: int, more: int) -> None:
    changes = [0, *itertools.accumulate(gaps)]
    cards = (*CARDS, *CARDS)[:count]
    cuts, length = place_cuts(cards, changes, (12, 12 + sound), min_frames(cards) + more)
    bounds = (0, *cuts, length)
    assert all(after - before >= 2 * FPS for before, after in itertools.pairwise(bounds))
    assert length - min_frames(cards) - more < 2 * FPS * count, "it grows no more than it must"

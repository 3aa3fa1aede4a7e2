"""What is seen when: cards, captions and films in a section, and where it is cut."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import FPS, Caption, EndCard, Film, FilmCard, GreetingCard, Section, Utterance
from annotator.timeline import NextScreen, plan, plan_clip
from annotator.timeline.assembly import join
from annotator.timeline.cuts import min_frames, place_cuts, place_reveals
from annotator.timeline.section_layout import STEP, Pace, lay_out
from tests.helpers.jumps import find_jumps
from tests.helpers.sections import END, LOOK, TITLE, end_card, film_step, spoken, step, step_cards

CARDS = step_cards()
RECAP = end_card(7)
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


def test_a_short_step_waits_until_its_caption_is_read_and_holds_two_seconds() -> None:
    (section,) = plan([step(spoken("Toque Unirse.", 1.2), chip="Unirse", other="Join")]).sections
    assert section.sounds[0].start == pytest.approx(0.8)
    assert section.seconds == pytest.approx(4.0)  # 0.8 + 1.2 + 2.0
    assert [(shot.start, shot.seconds) for shot in section.shots] == [(0.0, 2.0), (2.0, 2.0)]
    assert [shot.card for shot in section.shots] == list(step_cards())
    assert {shot.caption for shot in section.shots} == {Caption(("Toque Unirse.",), "Unirse", None, "O dice:", "Join")}
    assert section.cues[0].start == pytest.approx(0.8)


def test_sentences_are_joined_with_a_pause_of_035_seconds() -> None:
    said = (spoken("Toque las letras azules que ve.", 3.11), spoken("Luego espere a la maestra.", 2.3))
    (section,) = plan([step(*said)]).sections
    first, second = section.sounds
    assert second.start - first.start - 3.11 == pytest.approx(0.35, abs=1e-4)
    assert abs(section.cues[1].start - second.start) <= 0.034


def test_a_pause_grows_until_its_cue_can_be_read() -> None:
    said = (spoken("Toque las letras azules que le mandó la maestra.", 2.5), spoken("Luego espere.", 1.0))
    (section,) = plan([step(*said)]).sections
    first, second = section.cues
    assert second.start - first.start == pytest.approx(56 / FPS)  # 48 characters at 13 a second, in whole frames
    assert section.sounds[1].start == pytest.approx(second.start)


def test_a_long_memo_is_timed_by_characters() -> None:
    words = "Toque las letras azules que le mandó la maestra. Luego espere a que la maestra lo deje entrar a la clase."
    (section,) = plan([step(spoken(words, 10.0, memo=True))]).sections
    assert [cue.start for cue in section.cues] == sorted(cue.start for cue in section.cues)
    assert " ".join(line for cue in section.cues for line in cue.lines) == words
    share = len(" ".join(section.cues[0].lines)) / (len(words) - len(section.cues) + 1)
    assert section.cues[1].start - 0.8 == pytest.approx(10 * share, abs=0.1)


def test_a_memo_without_words_has_no_cues() -> None:
    (section,) = plan([step(spoken("", 6.0, memo=True))]).sections
    assert section.cues == ()
    assert section.text == ""
    assert {shot.caption for shot in section.shots} == {None}
    assert section.seconds == pytest.approx(0.8 + 6 + 2, abs=1 / FPS)


@pytest.mark.parametrize("pace", [STEP, Pace(6, 9, 15), Pace(3, 6, 17)])
def test_at_every_pace_a_cue_lasts_two_seconds_and_can_be_read(pace: Pace) -> None:
    said = [
        spoken("Toque las letras azules que le mandó la maestra hoy.", 1.0),
        spoken("Ya.", 0.3),
        spoken("Espere.", 1.0),
    ]
    layout = lay_out(step(*said), pace)
    first, second, third = (cue.start for cue in layout.cues)
    assert first == pace.lead
    assert second - first == -(-52 * FPS // pace.characters_per_second)
    assert third - second == 2 * FPS
    assert layout.length == max(third + 2 * FPS, third + FPS + pace.hold)


def test_the_question_of_an_aside_is_a_cue_of_its_own_also_in_a_memo() -> None:
    aside = step(spoken("¿Se borró? Toque aquí.", 4.0, memo=True))
    assert [cue.lines for cue in lay_out(aside, STEP).cues] == [("¿Se borró? Toque aquí.",)]
    aside = replace(aside, question="¿Se borró?")
    assert [cue.lines for cue in lay_out(aside, STEP).cues] == [("¿Se borró?",), ("Toque aquí.",)]
    apart = replace(aside, spoken=(spoken("¿Se borró?", 1.0), spoken("Toque aquí.", 1.0)))
    assert [cue.lines for cue in lay_out(apart, STEP).cues] == [("¿Se borró?",), ("Toque aquí.",)]


def test_nothing_is_an_empty_timeline() -> None:
    assert join([]).seconds == 0


def test_the_title_is_a_cue_but_not_burnt_in() -> None:
    said = (spoken("Entrar a la clase por Zoom.", 2.0), spoken("Zoom no cobra.", 1.3))
    (section,) = plan([Section("title", (TITLE,), said)]).sections
    assert section.sounds[0].start < 0.5
    assert [cue.lines for cue in section.cues][-1] == ("Zoom no cobra.",)
    assert [shot.caption for shot in section.shots] == [None, Caption(("Zoom no cobra.",))]


def test_a_film_runs_for_its_own_time_then_its_last_picture_stands_marked() -> None:
    section, film = film_step(4 * FPS, spoken("Toque Unirse.", 1.2))
    (timed,) = plan([section]).sections
    assert [(shot.start, shot.seconds, shot.moves) for shot in timed.shots] == [
        (0, 4, True),
        (4, 2, False),
        (6, 2, False),
    ]
    assert [shot.card for shot in timed.shots] == [film, *step_cards()]
    assert timed.sounds[0].start == pytest.approx(0.8), "the voice doesn't wait for the film"


def test_a_film_goes_on_where_the_caption_changes_and_freezes_while_the_voice_goes_on() -> None:
    said = (spoken("Toque las letras azules que le mandó la maestra.", 3.0), spoken("Luego espere un momento.", 6.0))
    section, _ = film_step(5 * FPS, *said)
    (timed,) = plan([section]).sections
    moving = [shot for shot in timed.shots if shot.moves]
    assert len({shot.caption for shot in moving}) == 2
    runs = [(shot.card.first_frame, round(shot.seconds * FPS)) for shot in moving if isinstance(shot.card, FilmCard)]
    assert runs[0][0] == 0
    assert [at for at, _ in runs[1:]] == [sum(count for _, count in runs[:n]) for n in range(1, len(runs))]
    assert sum(count for _, count in runs) == 5 * FPS
    assert timed.seconds >= 0.8 + 3.0 + 6.0 + 2.0


def test_before_a_film_its_first_picture_stands_while_the_step_is_counted() -> None:
    section, film = film_step(3 * FPS, spoken("Toque Unirse.", 1.2))
    timed = plan_clip([section], [spoken("Paso 1 de 2.", 1.0)]).timeline.sections
    assert [shot.card for shot in timed[0].shots] == [replace(film, still=True)]
    assert not timed[0].shots[0].moves
    assert timed[1].shots[0].card == film


def test_a_greeting_begins_at_once_and_lasts_as_long_as_its_film() -> None:
    film = FilmCard(GreetingCard("f" * 8, LOOK), Film("f" * 8, 40, (720, 1280)))
    greeting, title = plan(
        [Section("greeting", (film,), (spoken("", 2.5, memo=True),)), Section("title", (TITLE,), ())]
    ).sections
    assert greeting.sounds[0].start == 0
    assert greeting.cues == ()
    assert round(greeting.seconds * FPS) == 40
    assert title.start == pytest.approx(40 / FPS)


def test_a_film_waits_at_its_last_frame_for_the_caption() -> None:
    said = (spoken("Toque las letras azules.", 2.6), spoken("Luego espere un momento.", 6.0))
    section, film = film_step(45, *said)
    (timed,) = plan([section]).sections
    assert [(round(shot.start * FPS), shot.moves) for shot in timed.shots][:3] == [(0, True), (45, False), (56, False)]
    assert timed.shots[1].card == replace(film, first_frame=44, still=True)


def test_the_other_word_of_a_button_is_seen_only_with_the_word_itself() -> None:
    said = (spoken("Toque Unirse.", 1.2), spoken("Luego espere.", 1.2))
    (timed,) = plan([step(*said, chip="Unirse", other="Join")]).sections
    assert {shot.caption for shot in timed.shots} == {
        Caption(("Toque Unirse.",), "Unirse", None, "O dice:", "Join"),
        Caption(("Luego espere.",)),
    }


def test_a_button_whose_word_takes_two_lines_is_a_chip_too() -> None:
    words = "Toque el botón Mientras la app está en uso."
    (timed,) = plan(
        [step(spoken(words, 3.0), chip="Mientras la app está en uso", other="While using the app")]
    ).sections
    assert {(shot.caption.chip, shot.caption.other) for shot in timed.shots if shot.caption} == {
        ("Mientras la app está en uso", "While using the app")
    }


def test_the_phone_is_shown_once_at_any_moment() -> None:
    phone = spoken("Teléfono: 410-555-0100.", 3.0)
    said = (spoken("Mándele un mensaje de voz a la Sra. Rosa.", 2.5), phone)
    note = "Sra. Rosa · 410-555-0100"
    section = Section("end", (END,), said, note=note, optional=(phone,), optional_note="Sra. Rosa")
    (timed,) = plan([section]).sections
    assert [caption.note for shot in timed.shots if (caption := shot.caption)] == [note, "Sra. Rosa"]
    for shot in timed.shots:
        assert shot.caption is not None
        assert f"{shot.caption.lines} {shot.caption.note}".count("410-555-0100") == 1


def test_a_silent_closing_shows_whom_to_ask() -> None:
    (timed,) = plan([Section("end", (END,), (), note="Sra. Rosa · 410-555-0100")]).sections
    assert [shot.caption for shot in timed.shots] == [Caption((), note="Sra. Rosa · 410-555-0100")]
    (timed,) = plan([Section("step-1", step_cards(), (), note="?")]).sections
    assert {shot.caption for shot in timed.shots} == {None}


@pytest.mark.parametrize("count", [1, 5, 20])
def test_the_closing_marks_its_steps_in_order_and_has_marked_all_before_the_voice_ends(count: int) -> None:
    card = end_card(count)
    said = (spoken("¿Se ve diferente?", 1.6), spoken("Mándele un mensaje de voz a la Sra. Rosa.", 4.2))
    (section,) = plan([Section("end", (card,), said)]).sections
    assert [replace(shot.card, shown=None) for shot in section.shots] == [card] * len(section.shots)
    shown = [shot.card.shown for shot in section.shots if isinstance(shot.card, EndCard)]
    marked = [count if number is None else number for number in shown]
    assert marked == sorted(marked)
    assert (marked[0], shown[-1]) == (0, None)
    starts = [shot.start for shot, n, before in zip(section.shots[1:], marked[1:], marked, strict=False) if n > before]
    assert len(starts) >= min(count, 5)
    assert all(after - before >= 0.5 for before, after in itertools.pairwise(starts))
    assert starts[-1] < section.sounds[-1].start + said[-1].clip.seconds


def test_where_nothing_is_said_the_closing_shows_all_marks() -> None:
    card = end_card(3)
    (section,) = plan([Section("end", (card,), (), note="410-555-0100")]).sections
    assert [shot.card for shot in section.shots] == [card]


def test_the_cut_comes_after_half_of_the_sound() -> None:
    (section,) = plan([step(spoken("Toque las letras azules.", 5.0))]).sections
    assert section.shots[1].start == pytest.approx(0.8 + 2.5, abs=1 / FPS)


@pytest.mark.parametrize(
    ("changes", "cut"),
    [((), 60), ((50,), 50), ((70,), 70), ((45, 74), 74), ((46, 76), 46), ((45, 75), 60), ((20, 52), 52)],
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
@given(st.lists(st.integers(2 * FPS, 60), max_size=6), st.integers(0, 200), st.integers(1, 4), st.integers(0, 300))
def test_cards_share_any_sound_with_two_seconds_each(gaps: list[int], sound: int, count: int, more: int) -> None:
    changes = [0, *itertools.accumulate(gaps)]
    cards = (*CARDS, *CARDS)[:count]
    cuts, length = place_cuts(cards, changes, (12, 12 + sound), min_frames(cards) + more)
    bounds = (0, *cuts, length)
    assert all(after - before >= 2 * FPS for before, after in itertools.pairwise(bounds))
    assert length - min_frames(cards) - more < 2 * FPS * count, "it grows no more than it must"

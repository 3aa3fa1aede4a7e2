"""What is seen when: cards, captions and films, without sound or pictures."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from annotator.model import FPS, Caption, EndCard, Film, FilmCard, GreetingCard, Section
from annotator.timeline import plan, plan_clip
from annotator.timeline.section_layout import join
from tests.helpers.sections import END, LOOK, TITLE, end_card, film_step, spoken, step, step_cards


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

"""The clip of one step, or of several that can't be left."""

from __future__ import annotations

import pytest

from annotator.model import FPS, Caption, FilmCard, StepCard
from annotator.timeline import plan
from annotator.timeline.film_plan import NextScreen, plan_clip
from tests.helpers.sections import film_step, spoken, step, step_cards

BEFORE = (spoken("Paso 1 de 2.", 1.3),)
AFTER = (spoken("Ahora hágalo usted.", 1.4), spoken("Luego regrese aquí.", 1.3))
NEXT = NextScreen(step_cards(2)[0], "Así se ve después.")


def test_a_clip_says_its_number_first_and_ends_with_now_you_and_what_comes_next() -> None:
    part = step(spoken("Toque Unirse.", 1.2), chip="Unirse")
    clip = plan_clip([part], BEFORE, AFTER, NEXT)
    assert [section.key for section in clip.timeline.sections] == ["before", "step-1", "after", "next"]
    assert clip.left_out == ()
    first, own, last, following = clip.timeline.sections
    (whole,) = plan([part]).sections
    # The pictures of the step are those of the video, so that nothing is encoded twice.
    assert [(shot.card, shot.caption) for shot in own.shots] == [(shot.card, shot.caption) for shot in whole.shots]
    assert {shot.card for shot in first.shots} == {step_cards()[0]}
    assert {shot.card for shot in last.shots} == {step_cards()[1]}
    assert [cue.lines for cue in last.cues] == [("Ahora hágalo usted.",), ("Luego regrese aquí.",)]
    (shot,) = following.shots
    assert (shot.card, shot.caption) == (NEXT.card, Caption(("Así se ve después.",)))
    assert following.seconds == pytest.approx(1.5, abs=1 / FPS)
    assert following.start == pytest.approx(last.start + last.seconds)
    assert following.sounds == ()


@pytest.mark.parametrize(
    ("seconds", "left_out", "shows_next"),
    [
        (5.0, [], True),
        (9.0, [], True),
        (12.0, ["Luego regrese aquí."], True),
        (13.5, ["Ahora hágalo usted.", "Luego regrese aquí."], True),
        (16.0, ["Ahora hágalo usted.", "Luego regrese aquí."], False),
        (18.0, ["Ahora hágalo usted.", "Luego regrese aquí.", "Paso 1 de 2."], False),
        (22.0, ["Ahora hágalo usted.", "Luego regrese aquí.", "Paso 1 de 2."], False),
    ],
)
def test_a_long_step_gives_up_what_is_around_it_but_none_of_its_words(
    seconds: float, left_out: list[str], shows_next: bool
) -> None:
    clip = plan_clip([step(spoken("Toque las letras azules que ve.", seconds))], BEFORE, AFTER, NEXT)
    assert list(clip.left_out) == left_out
    assert (clip.timeline.sections[-1].key == "next") == shows_next
    assert clip.too_long == (seconds > 19)
    own = next(section for section in clip.timeline.sections if section.key == "step-1")
    assert own.sounds[0].clip.seconds == seconds
    assert own.start + own.seconds >= own.sounds[0].start + seconds
    assert clip.too_long == (clip.timeline.seconds > 20)


def test_steps_that_can_not_be_left_are_one_clip_of_at_most_thirty_seconds() -> None:
    parts = [step(spoken("Deje el dedo.", 5.0), number=1), step(spoken("Hable.", 5.0), number=2)]
    clip = plan_clip(parts, BEFORE, (), NEXT)
    assert [section.key for section in clip.timeline.sections] == ["before", "step-1", "step-2", "next"]
    assert (clip.max_seconds, clip.too_long, clip.left_out) == (30, False, ())
    assert 20 > clip.timeline.seconds > 15
    assert plan_clip([*parts, step(spoken("Espere.", 20.0), number=3)], BEFORE, (), NEXT).too_long


def test_a_step_by_itself_without_phrases_is_the_memo_alone() -> None:
    clip = plan_clip([step(spoken("", 3.0, memo=True))])
    assert [section.key for section in clip.timeline.sections] == ["step-1"]


def test_before_a_recording_its_first_frame_is_shown() -> None:
    section, film = film_step(30, spoken("Toque Unirse.", 1.2))
    first, *_ = plan_clip([section], BEFORE).timeline.sections
    (card,) = {shot.card for shot in first.shots}
    assert isinstance(card, FilmCard) and isinstance(film.card, StepCard)
    assert (card.card, card.still, card.first_frame) == (film.card, True, 0)

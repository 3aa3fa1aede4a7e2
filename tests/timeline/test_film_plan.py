"""A whole film: most of it is steps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import FPS, Film, FilmCard, GreetingCard, Section, Timeline
from annotator.timeline import film_plan
from annotator.timeline.film_plan import plan
from tests.helpers.sections import END, LOOK, TITLE, spoken, step, step_cards

PHONE = spoken("Teléfono: 410-555-0100.", 4.0)


def opening(*seconds: float, memo: bool = False) -> Section:
    return Section("title", (TITLE,), tuple(spoken("Zoom no cobra.", each, memo=memo) for each in seconds))


def closing(*seconds: float) -> Section:
    said = tuple(spoken("¿Se ve diferente?", each) for each in seconds)
    return Section("end", (END,), (*said, PHONE), note="410-555-0100", optional=(PHONE,))


def steps(count: int, seconds: float = 4.0) -> list[Section]:
    return [step(spoken("Toque las letras azules.", seconds), number=number) for number in range(1, count + 1)]


def lengths(timeline: Timeline) -> tuple[float, float, float]:
    """The seconds of opening, steps and closing."""
    first, *between, last = timeline.sections
    return first.seconds, sum(section.seconds for section in between), last.seconds


def test_where_there_is_time_the_pauses_are_long_and_the_phone_is_spoken() -> None:
    before, between, after = lengths(plan([opening(2.0, 2.0), *steps(9), closing(2.0)]))
    assert before == pytest.approx(0.4 + 2 + 0.35 + 2 + 1, abs=0.1)
    assert after == pytest.approx(0.4 + 2 + 0.35 + 4 + 2, abs=0.1)
    assert between >= 0.65 * (before + between + after)


def test_a_phone_that_does_not_fit_is_only_shown() -> None:
    timeline = plan([opening(2.0), *steps(9), closing(3.0, 3.0)])
    assert lengths(timeline)[2] <= 10
    assert "410" not in timeline.sections[-1].text
    assert {shot.caption.note for shot in timeline.sections[-1].shots if shot.caption} == {"410-555-0100"}


def test_silence_goes_before_words_and_no_word_that_was_typed_goes() -> None:
    before, between, after = lengths(plan([opening(3.0, 3.0, 3.6), *steps(4), closing(2.0)]))
    assert before < 0.4 + 10.3 + 1
    assert between >= 0.65 * (before + between + after)
    far_too_long = plan([opening(8.0, 8.0), *steps(1), closing(5.0, 5.0)])
    assert [len(section.sounds) for section in far_too_long.sections] == [2, 1, 2]
    assert lengths(far_too_long)[0] > 16


def test_what_a_person_says_does_not_count_and_neither_does_a_greeting() -> None:
    film = FilmCard(GreetingCard("f" * 8, LOOK), Film("f" * 8, 900, (720, 1280)))
    greeting = Section("greeting", (film,), (spoken("", 60.0, memo=True),))
    timeline = plan([greeting, opening(30.0, memo=True), *steps(9), closing(2.0)])
    assert timeline.sections[-1].text.endswith("410-555-0100.")


def test_leaner_options_are_tried_in_order() -> None:
    paces = (*film_plan._OPENINGS, *film_plan._CLOSINGS)
    assert all(17 >= pace.characters_per_second >= 13 for pace in paces)
    options = [list(film_plan._list_options(section)) for section in (opening(2.0), closing(2.0))]
    assert [len(ways) for ways in options] == [3, 6]
    for ways in options:
        assert [layout.length for _, layout in ways] == sorted((layout.length for _, layout in ways), reverse=True)
    tried = list(film_plan._from_rich_to_lean(options))
    assert len(tried) == 18
    assert tried[0] == [ways[0] for ways in options]
    assert tried[-1] == [ways[-1] for ways in options]


sentences = st.builds(
    spoken,
    st.lists(st.sampled_from(["toque", "el", "botón", "azul", "de", "abajo,", "luego", "espere."]), max_size=25).map(
        " ".join
    ),
    st.integers(1, 400_000).map(lambda samples: samples / 24_000),
)
sections = st.builds(
    lambda said, cards: Section("step-1", cards, tuple(said)),
    st.lists(sentences, max_size=4),
    st.sampled_from([step_cards(), (TITLE,), (END,)]),
)


@settings(max_examples=40)
@given(st.lists(sections, max_size=3))
def test_frames_are_whole_sounds_never_overlap_and_cues_can_be_read(made: list[Section]) -> None:
    timeline = plan(made)
    sounded = 0.0
    for section in timeline.sections:
        shots = section.shots
        assert sum(shot.seconds for shot in shots) == pytest.approx(section.seconds)
        for shot in shots:
            assert shot.start * FPS == pytest.approx(round(shot.start * FPS), abs=1e-6)
            assert shot.seconds > 0
        if len({id(shot.card) for shot in shots}) == 2:
            close = next(shot for shot in shots if shot.card is not shots[0].card)
            assert close.start - section.start >= 2 - 1e-6
            assert section.start + section.seconds - close.start >= 2 - 1e-6
        for cue in section.cues:
            assert cue.end - cue.start >= 2 - 1e-6
            assert cue.end <= section.start + section.seconds + 1e-6
        for sounding in section.sounds:
            assert sounding.start >= sounded - 1e-6
            sounded = sounding.start + sounding.clip.seconds
            assert sounding.start * 24_000 == pytest.approx(round(sounding.start * 24_000), abs=1e-4)
        assert sounded <= section.start + section.seconds

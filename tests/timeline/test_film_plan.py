"""The plan of a film, and of the clip of one step or of several that can't be left; as JSON, the golden of all decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.cache.keys import plain
from annotator.model import FPS, Caption, Film, FilmCard, GreetingCard, Section, StepCard, StepNumber, Timeline
from annotator.timeline import NextScreen, film_plan, plan, plan_clip, steps_table
from tests.helpers.sections import END, LOOK, TITLE, film_step, spoken, step, step_cards

PHONE = spoken("Teléfono: 410-555-0100.", 4.0)
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
BEFORE = (spoken("Paso 1 de 2.", 1.3),)
AFTER = (spoken("Ahora hágalo usted.", 1.4), spoken("Luego regrese aquí.", 1.3))
NEXT = NextScreen(step_cards(2)[0], "Así se ve después.")
GOLDEN = Path(__file__).parent / "goldens" / "timeline.json"


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


def test_sections_follow_each_other_and_the_steps_are_listed() -> None:
    sections = [
        Section("title", (TITLE,), (spoken("Entrar a la clase por Zoom", 2.0),)),
        step(spoken("Toque aquí.", 1.0), spoken("Luego espere.", 1.0)),
        step(spoken("¡Listo!", 1.0), number=2),
        Section("end", (END,), (spoken("¡Listo!", 1.0),)),
    ]
    timeline = plan(sections)
    for before, after in zip(timeline.sections, timeline.sections[1:], strict=False):
        assert after.start == pytest.approx(before.start + before.seconds)
    table = steps_table(timeline)
    assert [row["number"] for row in table] == [1, 2]
    assert table[0]["caption"] == "Toque aquí. Luego espere."
    assert table[1]["start"] == pytest.approx(timeline.sections[2].start, abs=1e-3)


def test_the_timeline_as_json_is_the_golden(request: pytest.FixtureRequest) -> None:
    aside = step(spoken("¿No se ve?", 1.1), spoken("Deslice el dedo hacia arriba.", 1.9))
    phone = spoken("Teléfono: 410-555-0100.", 2.1)
    timeline = plan(
        [
            Section("title", (TITLE,), (spoken("Entrar a la clase por Zoom", 2.0), spoken("Zoom no cobra.", 1.4))),
            step(
                spoken("Toque las letras azules que le mandó la maestra.", 3.217),
                spoken("Luego toque Unirse.", 1.5),
                chip="Unirse",
                other="Join",
            ),
            replace(aside, key="step-1-if", step=StepNumber(1, 1)),
            step(spoken("¡Listo! Ya puede ver y oír a la maestra.", 2.6), number=2),
            Section(
                "end",
                (END,),
                (spoken("¿Se ve diferente?", 1.0), phone),
                note="Sra. Rosa · 410-555-0100",
                optional=(phone,),
                optional_note="Sra. Rosa",
            ),
        ]
    )
    # Times are whole frames, so a few digits suffice, and hide the last bits, which differ between machines.
    exact = json.dumps(plain(timeline, compared=True))
    rounded = json.loads(exact, parse_float=lambda digits: round(float(digits), 6))
    text = json.dumps(rounded, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-goldens"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_an_aside_is_a_row_of_its_own() -> None:
    aside = Section("step-1-if", (TITLE,), (spoken("¿Se equivocó?", 1.0),), step=StepNumber(1, 1))
    first, second = steps_table(plan([step(spoken("Toque.", 1.0)), aside]))
    assert "aside" not in first
    assert (second["number"], second["aside"], second["caption"]) == (1, True, "¿Se equivocó?")

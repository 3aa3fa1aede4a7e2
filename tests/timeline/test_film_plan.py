"""The timeline: what is seen and heard when, without sound or pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import (
    FPS,
    Caption,
    Card,
    Clip,
    EndCard,
    Film,
    FilmCard,
    GreetingCard,
    Screen,
    Section,
    StepCard,
    StepNumber,
    Theme,
    TitleCard,
    Utterance,
)
from annotator.timeline import MAX_CLIP_FRAMES, plan, plan_step, steps_table, to_json

LOOK = Theme()
TITLE = TitleCard("Entrar a la clase por Zoom", LOOK)
END = EndCard("¡Listo!", (), LOOK)
GOLDEN = Path(__file__).parent / "goldens" / "timeline.json"


def step_cards(number: int = 1) -> tuple[Card, Card]:
    screen = Screen("0" * 8)
    at = StepNumber(number)
    return StepCard("whole", at, 2, screen, LOOK, "tap"), StepCard("close", at, 2, screen, LOOK, "tap")


def spoken(text: str, seconds: float, *, memo: bool = False) -> Utterance:
    return Utterance(text, Clip(Path("clips/one.wav"), seconds, "d1"), memo)


def step(*said: Utterance, number: int = 1, chip: str | None = None, note: str | None = None) -> Section:
    return Section(f"step-{number}", step_cards(number), said, chip, note, step=StepNumber(number))


def test_a_short_step_waits_until_its_caption_is_read_and_holds_two_seconds() -> None:
    (section,) = plan([step(spoken("Toque Unirse.", 1.2), chip="Unirse", note="También: Join")]).sections
    assert section.sounds[0].start == pytest.approx(0.8)
    assert section.seconds == pytest.approx(4.0)  # 0.8 + 1.2 + 2.0
    assert [(shot.start, shot.seconds) for shot in section.shots] == [(0.0, 2.0), (2.0, 2.0)]
    assert [shot.card for shot in section.shots] == list(step_cards())
    assert {shot.caption for shot in section.shots} == {Caption(("Toque Unirse.",), "Unirse", "También: Join")}
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


def test_the_cut_comes_after_half_of_the_sound() -> None:
    (section,) = plan([step(spoken("Toque las letras azules.", 5.0))]).sections
    assert section.shots[1].start == pytest.approx(0.8 + 2.5, abs=1 / FPS)


def test_the_cut_waits_for_a_caption_that_is_about_to_change() -> None:
    said = (spoken("Toque el botón azul de abajo.", 2.6), spoken("Luego espere un momento.", 2.2))
    (section,) = plan([step(*said)]).sections
    assert len(section.shots) == 2
    assert section.shots[1].start == pytest.approx(section.cues[1].start)


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


def test_the_title_is_a_cue_but_not_burnt_in() -> None:
    said = (spoken("Entrar a la clase por Zoom.", 2.0), spoken("Zoom no cobra.", 1.3))
    (section,) = plan([Section("title", (TITLE,), said)]).sections
    assert section.sounds[0].start < 0.5
    assert [cue.lines for cue in section.cues][-1] == ("Zoom no cobra.",)
    assert [shot.caption for shot in section.shots] == [None, Caption(("Zoom no cobra.",))]


def test_the_closing_takes_at_most_twelve_seconds_if_the_voice_allows() -> None:
    said = [spoken("Mándenos un mensaje de voz o una foto de su pantalla.", 3.2)] * 3
    (section,) = plan([Section("end", (END,), tuple(said))]).sections
    assert section.seconds <= 12
    (section,) = plan([Section("end", (END,), (*said, spoken("Listo.", 6.0)))]).sections
    assert 12 < section.seconds < 20


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
    timeline = plan(
        [
            Section("title", (TITLE,), (spoken("Entrar a la clase por Zoom", 2.0), spoken("Zoom no cobra.", 1.4))),
            step(
                spoken("Toque las letras azules que le mandó la maestra.", 3.217),
                spoken("Luego toque Unirse.", 1.5),
                chip="Unirse",
                note="También: Join",
            ),
            Section("end", (END,), (spoken("¡Listo!", 0.9),)),
        ]
    )
    text = to_json(timeline)
    if request.config.getoption("--update-goldens"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(GOLDEN.read_text(encoding="utf-8"))


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


@settings(max_examples=60)
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
            assert cue.end - cue.start >= 2 - 1e-6 or isinstance(shots[0].card, EndCard)
            assert cue.end <= section.start + section.seconds + 1e-6
        for sounding in section.sounds:
            assert sounding.start >= sounded - 1e-6
            sounded = sounding.start + sounding.clip.seconds
            assert sounding.start * 24_000 == pytest.approx(round(sounding.start * 24_000), abs=1e-4)
        assert sounded <= section.start + section.seconds


BEFORE = (spoken("Paso 1 de 2.", 1.3),)
AFTER = (spoken("Ahora hágalo usted.", 1.4), spoken("Luego regrese aquí.", 1.3))


def test_a_step_by_itself_says_its_number_first_and_ends_with_now_you() -> None:
    part = step(spoken("Toque Unirse.", 1.2), chip="Unirse")
    clip = plan_step(part, BEFORE, AFTER)
    assert [section.key for section in clip.timeline.sections] == ["before", "step-1", "after"]
    assert clip.extra_sentences == 3
    first, own, last = clip.timeline.sections
    (whole,) = plan([part]).sections
    # The pictures of the step are those of the video, so that nothing is encoded twice.
    assert [(shot.card, shot.caption) for shot in own.shots] == [(shot.card, shot.caption) for shot in whole.shots]
    assert {shot.card for shot in first.shots} == {step_cards()[0]}
    assert {shot.card for shot in last.shots} == {step_cards()[1]}
    assert [cue.lines for cue in last.cues] == [("Ahora hágalo usted.",), ("Luego regrese aquí.",)]


@pytest.mark.parametrize(("seconds", "around"), [(5.0, 3), (7.0, 3), (9.0, 2), (10.5, 1), (13.0, 0), (16.0, 0)])
def test_a_long_step_gives_up_what_is_said_around_it_but_none_of_its_words(seconds: float, around: int) -> None:
    clip = plan_step(step(spoken("Toque las letras azules que ve.", seconds)), BEFORE, AFTER)
    assert clip.extra_sentences == around
    assert clip.too_long == (seconds > 14)
    own = next(section for section in clip.timeline.sections if section.key == "step-1")
    assert own.sounds[0].clip.seconds == seconds
    assert own.start + own.seconds >= own.sounds[0].start + seconds
    assert clip.too_long or round(clip.timeline.seconds * FPS) <= MAX_CLIP_FRAMES


def test_a_step_by_itself_without_phrases_is_the_memo_alone() -> None:
    clip = plan_step(step(spoken("", 3.0, memo=True)))
    assert [section.key for section in clip.timeline.sections] == ["step-1"]


def film_step(frames: int, *said: Utterance) -> tuple[Section, FilmCard]:
    whole, close = step_cards()
    assert isinstance(whole, StepCard)
    film = FilmCard(whole, Film("f" * 8, frames, (1080, 2340)))
    return Section("step-1", (film, whole, close), said), film


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
    timed = plan_step(section, [spoken("Paso 1 de 2.", 1.0)]).timeline.sections
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

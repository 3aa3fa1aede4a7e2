"""One section by itself: how long pauses, cues and the section last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model import FPS, Caption
from annotator.timeline import plan
from annotator.timeline.section_layout import STEP, Pace, lay_out
from tests.helpers.sections import spoken, step, step_cards


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

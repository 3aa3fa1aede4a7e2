"""Captions: where sentences break, and what WebVTT says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Caption, Cue, TimedSection, Timeline
from annotator.timeline.captions import find_chip, make_caption, reading_frames, split, wrap_block
from annotator.timeline.export import to_subrip, to_webvtt, transcript

CASES = [
    ("Toque las letras azules que le mandó la maestra.", None, [["Toque las letras azules", "que le mandó la maestra."]]),
    ("Con Zoom puede ver y oír a la maestra en su celular.", None, [["Con Zoom puede ver y oír", "a la maestra en su celular."]]),
    ("Zoom no cobra, pero gasta datos.", None, [["Zoom no cobra,", "pero gasta datos."]]),
    ("Tap the blue letters the teacher sent you.", None, [["Tap the blue letters", "the teacher sent you."]]),
    ("Toque Unirse.", "Unirse", [["Toque Unirse."]]),
    ("Espere.", None, [["Espere."]]),
    ("   ", None, []),
    (
        "Le contesta la Sra. Rosa, en español, mixteco de San Juan y náhuatl.",
        None,
        [["Le contesta la Sra. Rosa,"], ["en español, mixteco", "de San Juan y náhuatl."]],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "chip", "cues"), CASES)
def test_sentences_break_at_phrase_borders(text: str, chip: str | None, cues: list[list[str]]) -> None:
    assert [list(lines) for lines in split(text, chip)] == cues


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Digite o nome do seu filho ou da sua filha.", [["Digite o nome do seu filho", "ou da sua filha."]]),
        ("A professora mandou uma mensagem pelo WhatsApp.", [["A professora mandou", "uma mensagem pelo WhatsApp."]]),
    ],
)
def test_each_language_has_its_own_phrase_borders(text: str, cues: list[list[str]]) -> None:
    assert [list(lines) for lines in split(text, lang="pt-BR")] == cues
    assert split(text, lang="mix") == split(text)


def test_a_title_of_any_language_stays_with_its_name() -> None:
    assert split("Ask anybody at school, or Profa. Ana.", lang="en") == (("Ask anybody at school,", "or Profa. Ana."),)
    assert all(
        not line.endswith("Profa.") for cue in split("Call the nice Profa. Ana Luna de la Vega.") for line in cue
    )


def test_the_buttons_word_is_not_broken_over_lines() -> None:
    sentence = "Luego toque Unirse con el audio del celular."
    assert split(sentence)[0] == ("Luego toque Unirse", "con el audio del celular.")
    (lines,) = split(sentence, "Unirse con el audio")
    assert any("Unirse con el audio" in line for line in lines)


def test_an_address_longer_than_a_line_breaks_after_a_stroke() -> None:
    address = "https://losrobles.example.org/ayuda/clases/segundo-grado"
    cues = split(f"Vaya a {address} con su hija.")
    lines = [line for cue in cues for line in cue]
    assert all(len(line) <= 32 for line in lines)
    assert address in "".join(lines)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=12)
sentences = st.lists(words, min_size=2, max_size=40).map(" ".join)


@given(sentences)
def test_every_cue_fits_and_no_word_is_lost(sentence: str) -> None:
    cues = split(sentence)
    assert " ".join(line for cue in cues for line in cue) == sentence
    for cue in cues:
        assert 1 <= len(cue) <= 2
        assert all(len(line) <= 32 for line in cue)
        assert len(cue[-1].split()) > 1


def test_a_cue_stays_two_seconds_and_a_second_for_thirteen_characters() -> None:
    assert reading_frames(("Espere.",)) == 30
    assert reading_frames(("a" * 26,)) == 30
    assert reading_frames(("a" * 32, "b" * 32)) == 75  # 65 characters with the space between the lines


def test_the_chip_is_found_as_a_word_in_any_case() -> None:
    assert find_chip("Toque unirse.", "Unirse") == "unirse"
    assert find_chip("Toque reunirse.", "Unirse") is None
    assert find_chip("Tap (OK)?", "(OK)") == "(OK)"


def test_caption_files_are_timed_to_the_millisecond_and_webvtt_is_escaped() -> None:
    cues = (Cue(0.8, 2.8, ("Toque <Unirse>", "y & espere.")), Cue(3661.4, 3662.0 + 1 / 15, ("Listo.",)))
    timeline = Timeline((TimedSection("step-1", 0.0, 9.0, "", (), cues, ()),))
    assert to_webvtt(timeline) == (
        "WEBVTT\n\n"
        "00:00:00.800 --> 00:00:02.800\nToque &lt;Unirse&gt;\ny &amp; espere.\n\n"
        "01:01:01.400 --> 01:01:02.067\nListo.\n"
    )
    assert to_subrip(timeline) == (
        "1\n00:00:00,800 --> 00:00:02,800\nToque <Unirse>\ny & espere.\n\n2\n01:01:01,400 --> 01:01:02,067\nListo.\n"
    )


def test_a_transcript_joins_cues_to_sentences() -> None:
    said = (("Toque <b>", "Unirse"), ("para entrar.",), ("Ya",))
    cues = tuple(Cue(float(at), at + 1.0, lines) for at, lines in enumerate(said))
    timeline = Timeline((TimedSection("step-1", 0.0, 9.0, "", (), cues, ()),))
    assert transcript(timeline) == ("Toque <b> Unirse para entrar.", "Ya")
    assert transcript(Timeline(())) == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Toque Unirse.", ("Toque Unirse.",)),
        (
            "Toque Permitir esta vez. La cámara tiene que ver la tarjeta.",
            ("Toque Permitir esta vez.", "La cámara tiene", "que ver la tarjeta."),
        ),
        ("Fíjese en Audio. Si ve una raya, nadie los oye.", ("Fíjese en Audio.", "Si ve una raya, nadie los oye.")),
        ("Toque las letras azules que le mandó la maestra a su celular. Luego espere a que abra la puerta.", None),
    ],
)  # fmt: skip
def test_a_block_takes_few_lines_and_breaks_at_phrase_borders(text: str, lines: tuple[str, ...] | None) -> None:
    assert wrap_block(text, lang="es", max_lines=3) == lines


def test_a_block_keeps_to_what_fits_as_it_is_drawn() -> None:
    text = "Toque Unirse con el audio ya."
    assert wrap_block(text, lang="es", max_lines=3) == (text,)
    assert wrap_block(text, lang="es", max_lines=3, fits=lambda line: len(line) < 20) == (
        "Toque Unirse",
        "con el audio ya.",
    )
    assert wrap_block(text, lang="es", max_lines=3, fits=lambda line: len(line) < 5) is None


def test_a_caption_has_the_other_word_only_with_the_chip() -> None:
    assert make_caption(("Toque", "UNIRSE."), "Unirse", or_says="O dice:", other="Join") == Caption(
        ("Toque", "UNIRSE."), "UNIRSE", None, "O dice:", "Join"
    )
    assert make_caption(("Espere.",), "Unirse", or_says="O dice:", other="Join", note="x") == Caption(
        ("Espere.",), note="x"
    )
    assert make_caption(("Espere.",), None) == Caption(("Espere.",))

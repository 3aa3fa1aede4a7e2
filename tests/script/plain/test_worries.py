"""Words of a phone that frighten need an explanation, once, where they are first seen or before."""

from __future__ import annotations

import pytest

from annotator.model import Tutorial
from annotator.script import read
from annotator.script.plain import step_rules
from annotator.script.plain.tables import load_table

ASKS = {
    "es": ("¿Permitir que Zoom grabe audio?", "¿Permitir que Zoom tome fotos y grabe videos?"),
    "en": ("Allow Zoom to record audio?", "Allow Zoom to take pictures and record video?"),
    "pt": ("Permitir que o app Zoom grave áudio?", "Permitir que o app Zoom tire fotos e grave vídeos?"),
}
SAID = {
    "es": ("Toque Sí. Por eso dice “grabe audio”.", "Toque Sí. Por eso dice “grabe videos”.", "Toque Sí."),
    "en": ("Tap Yes. That is why it says “record audio”.", "Tap Yes. That is why it says “record video”.", "Tap Yes."),
    "pt": ("Toque em Sim. Por isso diz “grave áudio”.", "Toque em Sim. Por isso diz “grave vídeos”.", "Toque em Sim."),
}
each = pytest.mark.parametrize("lang", ASKS)


def tutorial(lang: str, *steps: tuple[str, str]) -> Tutorial:
    """A tutorial of steps, each with what the screen asks and what is said."""
    text = f"# {lang}: a\n\n- why {lang}: b\n"
    text += "".join(f"\n![](01.png)\n- tap: 50% 50%\n- keep: {asks}\n- {lang}: {said}\n" for asks, said in steps)
    reading = read(text, {"01.png"})
    assert reading.tutorial, reading.problems
    return reading.tutorial


def found(
    lang: str, one: Tutorial, seen: dict[tuple[int, str], tuple[str, ...]] | None = None
) -> list[tuple[int, str]]:
    table = load_table(lang)
    assert table is not None
    return [(line, finding.message) for line, finding in step_rules.find_worries(one, seen or {}, lang, table)]


@each
def test_a_phone_that_asks_to_record_is_explained(lang: str) -> None:
    audio, video = ASKS[lang]
    on_audio, on_video, nothing = SAID[lang]
    (told,) = found(lang, tutorial(lang, (audio, nothing)))
    assert told[0] == 8
    assert "and nobody explains it" in told[1]
    assert len(found(lang, tutorial(lang, (video, nothing)))) == 1
    assert found(lang, tutorial(lang, (audio, on_audio), (video, on_video))) == []
    assert len(found(lang, tutorial(lang, (audio, on_audio), (video, nothing)))) == 1, "the other word"


@each
def test_one_explanation_or_one_finding_is_enough(lang: str) -> None:
    audio, _ = ASKS[lang]
    on_audio, _, nothing = SAID[lang]
    assert found(lang, tutorial(lang, (audio, on_audio), (audio, nothing))) == []
    assert len(found(lang, tutorial(lang, (audio, nothing), (audio, nothing)))) == 1


@each
def test_the_words_on_the_screenshot_count(lang: str) -> None:
    audio, _ = ASKS[lang]
    one = tutorial(lang, ("OK", SAID[lang][2]))
    assert found(lang, one) == []
    assert len(found(lang, one, {(0, lang): tuple(audio.split())})) == 1


@pytest.mark.parametrize(
    ("lang", "asks", "said"),
    [
        ("es", "¿Permitir que Zoom grabe audio?", "Zoom no graba la clase. Toque Sí."),
        ("es", "¿Permitir que Zoom acceda a la ubicación?", "La escuela no pregunta dónde vive. Toque No."),
        ("en", "Allow Zoom to access this device's location?", "The school does not ask where you live. Tap No."),
        ("es", "¿Permitir que Zoom envíe notificaciones?", "Toque No."),
        ("es", "Grabar audio", "Toque Grabar audio."),
        ("en", "Record audio", "Tap Record audio."),
    ],
)
def test_other_explanations_and_other_screens_are_right(lang: str, asks: str, said: str) -> None:
    assert found(lang, tutorial(lang, (asks, said))) == []


def test_the_reason_at_the_top_reassures_too() -> None:
    text = "# es: a\n\n- why es: {}\n\n![](01.png)\n- type: x\n- es: Escriba la contraseña.\n"
    for why, count in (("La escuela no le pide su contraseña.", 0), ("La escuela no cobra.", 1)):
        reading = read(text.format(why), {"01.png"})
        assert reading.tutorial
        assert len(found("es", reading.tutorial)) == count


@pytest.mark.parametrize("spoken", ["es", "pt"])
def test_the_phone_may_speak_another_language(spoken: str) -> None:
    audio, video = ASKS["en"]
    on_audio, on_video, nothing = SAID[spoken]
    told = found(spoken, tutorial(spoken, (audio, nothing), (video, nothing)))
    assert ["record audio" in message for _, message in told] == [True, False]
    assert "“record video”" in told[1][1]
    assert found(spoken, tutorial(spoken, (audio, on_audio), (video, on_video))) == []


def test_all_languages_explain_the_same() -> None:
    tables = [load_table(lang) for lang in ASKS]
    assert {tuple(row.about for row in table.rows["explain"]) for table in tables if table} == {
        ("audio", "video", "location")
    }

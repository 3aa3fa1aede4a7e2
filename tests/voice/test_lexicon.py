"""Words are respelt whole, the longest first, and each voice has its own."""

from __future__ import annotations

import pytest

from annotator import assets
from annotator.voice.lexicon import find_english_names, respell


def test_longest_first_and_whole_words() -> None:
    extra = {"Los": "LOS", "Los Robles": "los róbles"}
    assert respell("Los Robles y losas. LOS  ROBLES", "es", "fake", extra) == "los róbles y losas. los róbles"


def test_nothing_is_respelt_twice() -> None:
    assert respell("a b", "fr", "fake", {"a": "b", "b": "c"}) == "b c"


def test_school_goes_before_annotators_own() -> None:
    assert respell("Abra Zoom.", "es", "kokoro", {"zoom": "Zun"}, handling="tagged") == "Abra Zun."


def test_letters_for_a_voice_without_english_sounds() -> None:
    assert respell("Abra la app de Google Classroom.", "es", "espeak") == "Abra la aplicación de Gúguel Clásrum."
    assert respell("La aplicación", "es", "espeak") == "La aplicación"


def test_english_sounds_where_the_voice_has_them() -> None:
    assert respell("Toque Join.", "es", "kokoro", handling="tagged") == "Toque, <en>Join</en>."
    assert respell("Abra ClassDojo ya.", "es-MX", "kokoro", handling="tagged") == "Abra <en>Class Dojo</en> ya."


def test_commas_are_not_doubled() -> None:
    assert respell("Join, por favor. ¿Ve Join?", "es", "pico", handling="paused") == "yoin, por favor. ¿Ve, yoin?"


def test_english_needs_little() -> None:
    assert respell("Tap Join on Zoom.", "en", "kokoro") == "Tap Join on Zoom."


@pytest.mark.parametrize("lang", assets.languages())
def test_files_have_words_of_text(lang: str) -> None:
    for name, table in (assets.table("languages", lang, "lexicon.toml") or {}).items():
        for word, spoken in table.items():
            assert word.strip()
            kind = list if name == "english" else str
            assert isinstance(spoken, kind), (name, word)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Toque “Got it”.", ("Got it",)),
        ("Toque «Permitir» o “While using the app”.", ("While using the app",)),
        ("Toque “Hecho”, “Listo”, “Aceptar”, “Red” o “Mensajes”.", ()),
        ("Busque “Su nombre” o “Contraseña”.", ()),
        ("Hable con Ruth, de San Juan Mixtepec, Oaxaca.", ()),
        ("Toque Show Meeting para entrar.", ("Show Meeting",)),
    ],
)
def test_english_names(sentence: str, names: tuple[str, ...]) -> None:
    assert find_english_names(sentence, "es") == names


def test_english_names_only_where_the_lexicon_tells_how_they_look() -> None:
    assert find_english_names("Tap “Got it”.", "en") == ()
    assert find_english_names("Touchez “Got it”.", "fr") == ()


def test_portuguese_has_its_own_respellings() -> None:
    assert respell("Abra o Zoom.", "pt", "espeak") == "Abra o Zum."
    assert respell("Toque em Join.", "pt", "kokoro", handling="tagged") == "Toque em, <en>Join</en>."
    assert find_english_names("Toque em Show Meeting ou “Permitir”, e veja o voo.", "pt") == ("Show Meeting",)


def test_a_tag_of_pico_stays_whole() -> None:
    slow = "<speed level='85'>Kléver</speed>"
    assert respell("Abra Clever, y más. Abra Clever.", "es", "pico") == f"Abra {slow}, y más. Abra {slow}."
    assert respell("La app.", "es", "espeak") == "La aplicación."


def test_pico_reads_an_unknown_button_by_its_letters_and_apart() -> None:
    names = find_english_names("Toque “Raise Foot” y espere.", "es")
    assert respell("Toque Raise Foot y espere.", "es", "pico", None, names, "paused") == "Toque, Raise Foot, y espere."
    assert respell("Toque Raise Foot.", "es", "espeak", None, names) == "Toque Raise Foot."


def test_pico_says_a_known_button_as_its_lexicon_does() -> None:
    assert respell("Toque Mute ya.", "es", "pico", None, ["Mute"], "paused") == "Toque, Miut, ya."
    assert respell("Toque Mute ya.", "es", "pico", {"mute": "miut"}, ["Mute"], "paused") == "Toque miut ya."


def test_a_voice_with_english_sounds_says_app_as_it_is_written() -> None:
    assert respell("La app y las apps.", "es", "kokoro", handling="tagged") == "La <en>app</en>, y las <en>apps</en>."
    assert respell("Abra la app.", "es", "kokoro", handling="tagged") == "Abra la <en>app</en>."

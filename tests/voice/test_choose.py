"""Which voice speaks, and what is said where none can."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.cache import Cache
from annotator.errors import AnnotatorError, MissingError
from annotator.voice import choose
from annotator.voice.engines.engine import Traits
from tests.helpers.voices import Absent, Fake


def test_auto_takes_the_first_that_works_offline() -> None:
    online = Fake("online")
    online.online = True
    engine, voice = choose.choose_voice("auto", "es-MX", [online, Absent("natural"), Fake("small")])
    assert (engine.name, voice) == ("small", "one")


def test_auto_with_none_installed_says_what_to_install() -> None:
    with pytest.raises(MissingError, match="Add the natural voice"):
        choose.choose_voice("auto", "es", [Absent("natural", traits=Traits(install="Add the natural voice."))])


def test_by_name_it_is_not_replaced() -> None:
    with pytest.raises(MissingError, match="Install it"):
        choose.choose_voice("natural", "es", [Absent("natural"), Fake("small")])


@pytest.mark.parametrize(
    ("choice", "lang", "words"),
    [
        ("kokro", "es", "Choose one of kokoro, pico"),
        ("fake:three", "es", "one, two"),
        ("fake", "mix", "does not speak"),
        ("auto", "mix", "Record a memo"),
    ],
)
def test_wrong_choices_are_explained(choice: str, lang: str, words: str) -> None:
    with pytest.raises(AnnotatorError, match=words):
        choose.choose_voice(choice, lang, [Fake()])


def test_real_engines_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    engines = choose.engines(Cache(tmp_path))
    assert tuple(engine.name for engine in engines) == choose.NAMES
    assert [engine.name for engine in engines if engine.online] == ["gtts"]


@pytest.mark.parametrize(
    ("lang", "pico", "kokoro"),
    [
        ("es", "es-ES", "ef_dora"),
        ("es-419", "es-ES", "ef_dora"),
        ("en", "en-US", "af_heart"),
        ("en-GB", "en-GB", "af_heart"),
    ],
)
def test_regions(tmp_path: Path, lang: str, pico: str, kokoro: str) -> None:
    voices = {engine.name: engine.voices(lang) for engine in choose.engines(Cache(tmp_path))}
    assert voices["pico"][0] == pico
    assert voices["kokoro"][0] == kokoro


def test_words_of_the_command_line() -> None:
    assert choose.parse_choice("kokoro:em_alex").voice == "em_alex"
    assert choose.parse_choice("").engine == "auto"


def test_a_batch_shares_one_model(tmp_path: Path) -> None:
    first, second = (choose.engines(Cache(tmp_path)) for _ in range(2))
    assert first[0] is second[0]
    assert choose.engines(Cache(tmp_path / "other"))[0] is not first[0]

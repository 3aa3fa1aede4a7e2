"""Voices, sounds and speeds of an engine come from the language's folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from annotator import assets, languages
from annotator.cache import Cache
from annotator.voice import choose
from annotator.voice.engines.engine import EngineVoices, languages_of, voices_of


def test_a_region_goes_before_its_language() -> None:
    assert voices_of("espeak", "es-ES").voices == ("es",)
    assert voices_of("espeak", "es_mx").voices == ("es-419",)
    assert voices_of("kokoro", "pt-BR").phoneme_lang == "pt-br"
    assert voices_of("kokoro", "pt-PT").phoneme_lang == "pt"


def test_what_a_table_does_not_name_is_not_spoken() -> None:
    assert voices_of("pico", "pt") == voices_of("kokoro", "mix") == EngineVoices()
    assert {"es", "en"} <= set(languages_of("pico"))
    assert "pt" not in languages_of("pico")
    assert languages_of("kokoro")[0] == languages.DEFAULT_LANGUAGE


def test_a_language_may_have_a_speed_of_its_own(tmp_path: Path) -> None:
    engines = {engine.name: engine for engine in choose.engines(Cache(tmp_path))}
    assert choose.default_speed(engines["pico"], "es-MX") == 1.01
    assert choose.default_speed(engines["pico"], "fr") == 0.9
    assert choose.default_speed(engines["kokoro"], "pt") == 0.85


@pytest.mark.parametrize("lang", languages_of("kokoro"))
def test_every_voice_of_kokoro_is_shipped(lang: str) -> None:
    with np.load(assets.asset("voices", "kokoro.npz")) as styles:
        for voice in voices_of("kokoro", lang).voices:
            assert styles[voice].shape == (510, 1, 256)
            assert np.isfinite(styles[voice]).all()

"""A story: on a Mac pico can't be had: what is offered, said and spoken there names only what is there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from annotator.cache import Cache
from annotator.commands import doctor, say
from annotator.errors import MissingError
from annotator.voice import choose
from annotator.voice.engines import kokoro, pico
from annotator.voice.engines.engine import EngineError, Traits
from annotator.voice.narrate import SayRequest, narrate
from tests.helpers.voices import Absent, Fake, Unobtainable

FAST = Traits(fast=True)


@pytest.fixture
def mac(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, need: Callable[[str], str]) -> Cache:
    """A computer without py-nanotts, but with a program espeak-ng."""
    need("espeak-ng")
    monkeypatch.setattr(pico, "loads", lambda name: False)
    monkeypatch.setattr(pico, "sys", SimpleNamespace(platform="darwin", executable=sys.executable))
    return Cache(tmp_path / "cache")


def test_a_voice_that_is_missing_names_one_that_is_here() -> None:
    natural = Absent("kokoro", traits=Traits(install="Add the natural voice."))
    among = [natural, Unobtainable("pico"), Fake("espeak")]
    with pytest.raises(MissingError, match=r"Choose another voice for all of it: --voice espeak\.$"):
        choose.choose_voice("pico", "es", among)
    with pytest.raises(MissingError, match="Add the natural voice") as raised:
        choose.choose_voice("pico", "es", among[:2])
    assert "--voice" not in raised.value.remedy


def test_a_voice_that_fails_names_one_that_is_here(tmp_path: Path) -> None:
    broken = Fake("kokoro", fail=lambda text: EngineError("It broke."))
    with pytest.raises(EngineError, match=r"Run the same command again\. Or choose .*--voice espeak\.$"):
        narrate(
            [SayRequest("es", "Hola.")],
            {"es": "kokoro"},
            Cache(tmp_path),
            engines=[broken, Absent("pico"), Fake("espeak")],
        )


def test_a_draft_takes_the_small_voice_that_is_here() -> None:
    natural, small, last = Fake("kokoro"), Fake("pico", traits=FAST), Fake("espeak", traits=FAST)
    assert choose.choose_draft_voice("es", [natural, small, last]).engine == "pico"
    assert choose.choose_draft_voice("es", [natural, Absent("pico", traits=FAST), last]).engine == "espeak"
    assert (
        choose.choose_draft_voice("es", [natural, Absent("pico", traits=FAST), Absent("espeak", traits=FAST)]).engine
        == "auto"
    )
    assert choose.choose_draft_voice("mix", [natural, small, last]).engine == "auto"


def test_the_small_voice_of_a_mac_speaks(mac: Cache, tmp_path: Path) -> None:
    engines = choose.engines(mac)
    assert choose.choose_draft_voice("es-MX", engines).engine == "espeak"
    said = say.say("Toque Unirse.", "es", choose.choose_draft_voice("es", engines).engine, tmp_path / "voz.wav")
    assert (said.voice.engine, said.voice.voice) == ("espeak", "es-419")
    assert 0.5 < said.seconds < 4


def test_auto_and_doctor_of_a_mac(mac: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro, "_MODEL_PARTS", ("no_such_package",))
    engine, voice = choose.choose_voice("auto", "es", choose.engines(mac))
    assert (engine.name, voice) == ("espeak", "es-419")
    monkeypatch.setattr("annotator.voice.narrate.speak", lambda *_: b"")
    found = {finding.name: finding for finding in doctor._test_voices()}
    assert not found["voice pico (es)"].works
    assert doctor.format_line(found["voice pico (es)"]).endswith(
        "The small voice (pico) is not available for Macs. Choose another voice for all of it: --voice espeak."
    )
    assert found["voice espeak (es)"].works
    with pytest.raises(MissingError, match="--voice espeak"):
        choose.choose_voice("pico", "es", choose.engines(mac))

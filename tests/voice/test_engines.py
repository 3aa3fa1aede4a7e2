"""Every engine is on the list, says what it is, finds its voices in the language's folder, and speaks."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from annotator import assets, languages
from annotator.cache import Cache, default_root
from annotator.cli import main
from annotator.errors import AnnotatorError, MissingError
from annotator.media.audio import LOUDNESS_LUFS
from annotator.voice import choose, leveling, mastering, narrate
from annotator.voice.engines import engine, kokoro
from annotator.voice.engines.engine import Engine, EngineError, Sound
from annotator.voice.engines.espeak import Espeak
from annotator.voice.engines.kokoro import Kokoro
from annotator.voice.engines.pico import Pico, apply_speed, insert_breaks
from annotator.voice.engines.voice_tables import EngineVoices, languages_of, voices_of
from annotator.voice.narrate import SayRequest
from tests.helpers.voices import Fake

SENTENCES = [("es", "Toque las letras azules."), ("en", "Tap the blue letters.")]
VOICE = Path(engine.__file__).parent
IDENTITY = Fake().identity("one", 1.0)


def speaks(engine: Engine, lang: str, text: str) -> Sound:
    sound = engine.synthesize(text, lang, engine.voices(lang)[0], 0.9)
    assert 0.8 < sound.seconds < 4
    assert sound.samples.dtype == np.float32
    assert 0.05 < float(np.abs(sound.samples).max()) <= 1
    return sound


@pytest.mark.pico
@pytest.mark.parametrize(("lang", "text"), SENTENCES)
def test_pico(lang: str, text: str) -> None:
    speaks(Pico(), lang, text)


@pytest.mark.pico
def test_pico_sounds_the_same_in_every_run() -> None:
    one, two = (Pico().synthesize("Toque Unirse.", "es", "es-ES", 1.0).samples for _ in range(2))
    assert np.array_equal(one, two)


@pytest.mark.slow
@pytest.mark.pico
def test_pico_with_several_threads(tmp_path: Path) -> None:
    texts = [SayRequest("en", f"Tap number {number} now.") for number in range(12)]
    one = narrate.narrate(texts, {"en": "pico"}, Cache(tmp_path / "one"), jobs=1)
    many = narrate.narrate(list(reversed(texts)), {"en": "pico"}, Cache(tmp_path / "many"), jobs=4)
    for (first,), (second,) in zip(one.spoken, reversed(many.spoken), strict=True):
        assert first.text == second.text
        assert first.clip.digest == second.clip.digest, "a sentence sounds the same whatever was spoken before it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Si no oye nada.", 'Si no <break time="30ms"/>oye nada.'),
        ("Ahora hable.", 'Ahora <break time="30ms"/>hable.'),
        ("cinco cinco, uno", 'cinco <break time="60ms"/>cinco, uno'),
        ("dos cincos", "dos cincos"),
        ('app<break time="40ms"/> y <phoneme alphabet="xsampa" ph="a"/>', None),
    ],
)
def test_pico_keeps_spanish_words_apart(text: str, expected: str | None) -> None:
    assert insert_breaks(text, "es-MX") == (expected or text)
    assert insert_breaks(text, "en") == text


@pytest.mark.pico
@pytest.mark.parametrize("quote", ['"', "'"])
def test_pico_speaks_slow_words_slowly_and_the_rest_as_before(quote: str) -> None:
    text = f"Tap <speed level={quote}75{quote}>Sign in</speed> now."
    assert apply_speed(text, 0.92) == 'Tap <speed level="75">Sign in<speed level="92"> now.'
    assert apply_speed(text, 0.6) == 'Tap <speed level="60">Sign in<speed level="60"> now.', (
        "never faster than asked for"
    )
    assert apply_speed("Tap Next.", 0.92) == "Tap Next."
    voice = Pico()
    seconds = [
        voice.synthesize(each, "en", "en-US", 0.7).seconds
        for each in ("Open the blue door and wait.", 'Open <speed level="70">the</speed> blue door and wait.')
    ]
    assert abs(seconds[0] - seconds[1]) < 0.15, "after a slow word the speed is the asked one, not the engine's own"


@pytest.mark.pico
def test_pico_is_heard_to_keep_words_apart() -> None:
    voice = Pico()
    apart_seconds = voice.synthesize("No hay.", "es", "es-ES", 1.0).seconds
    # As another language the sentence goes to the same voice without breaks.
    together = voice.synthesize("No hay.", "it", "es-ES", 1.0).seconds
    assert apart_seconds > together + 0.02, "the break is a pause, not read out nor ignored"


@pytest.mark.pico
def test_pico_says_what_it_cannot_speak() -> None:
    with pytest.raises(EngineError, match="Hola") as raised:
        Pico().synthesize("Hola.", "es", "xx-XX", 1.0)
    assert raised.value.detail


@pytest.mark.parametrize(("lang", "text"), SENTENCES)
def test_espeak(need: Callable[[str], str], lang: str, text: str) -> None:
    need("espeak-ng")
    speaks(Espeak(), lang, text)


def test_espeak_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingError, match="espeak-ng") as raised:
        Espeak().require_installed("es")
    assert "or the natural voice" in raised.value.remedy


def natural() -> None:
    if find_spec("kokoro_onnx") is None:
        if os.environ.get("ANNOTATOR_TESTS_COMPLETE"):
            pytest.fail("the extra natural is not installed, and ANNOTATOR_TESTS_COMPLETE is set")
        pytest.skip("the extra natural is not installed")


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_kokoro(capfd: pytest.CaptureFixture[str]) -> None:
    natural()
    engine = Kokoro(Cache(default_root()))
    engine.require_installed("es")
    plain = speaks(engine, "es", "Toque las letras azules.")
    speaks(engine, "es", "Toque, <en>Join</en>, ahora.")
    again = engine.synthesize("Toque las letras azules.", "es", "ef_dora", 0.9)
    assert np.array_equal(plain.samples, again.samples)
    captured = capfd.readouterr()
    assert captured.out + captured.err == ""


def test_kokoro_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kokoro, "_MODEL_PARTS", ("no_such_package",))
    with pytest.raises(MissingError, match="Add the natural voice"):
        Kokoro(Cache(tmp_path)).require_installed("es")


def test_a_kokoro_whose_packages_are_damaged_leaves_no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "half_a_model").mkdir()
    (tmp_path / "half_a_model" / "part.bin").write_bytes(b"half")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(kokoro, "_MODEL_PARTS", ("half_a_model",))
    with pytest.raises(MissingError, match="--extra natural"):
        Kokoro(Cache(tmp_path / "cache")).synthesize("Hola.", "es", "ef_dora", 0.9)
    assert not list((tmp_path / "cache").glob("model/*/*")), "installed again, it speaks"


def test_every_engine_in_the_folder_is_registered(tmp_path: Path) -> None:
    engines = {
        node.name
        for path in VOICE.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name != "Engine"
        if any(isinstance(part, ast.FunctionDef) and part.name == "synthesize" for part in node.body)
    }
    assert engines == {type(made).__name__ for made in choose.engines(Cache(tmp_path))}


def test_engines_say_what_they_are(tmp_path: Path) -> None:
    made = choose.engines(Cache(tmp_path))
    assert tuple(one.name for one in made) == choose.NAMES
    for one in made:
        assert one.languages
        assert all(one.voices(lang) for lang in one.languages), one.name
        assert one.online == bool(one.traits.company), f"{one.name}: say which company gets the texts"
        try:
            one.require_installed(one.languages[0])
        except AnnotatorError:
            continue  # it is not installed here
        assert one.version(), f"{one.name}: pack.json names the version that spoke"
    assert [one.name for one in made if one.online] == ["gtts"]
    assert made[0].traits.install, "the most natural voice says how it is installed"


@pytest.mark.parametrize("command", ["build", "check", "say", "site", "recording-kit"])
def test_help_says_how_a_voice_is_named_and_who_gets_the_text(command: str) -> None:
    shown = " ".join(CliRunner().invoke(main, [command, "--help"]).output.split())
    assert "The voice: auto (the most natural voice here), an engine that annotator doctor lists" in shown
    assert "or one voice of an engine, such as kokoro:em_alex." in shown
    assert "gtts sends the text to Google." in shown


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


def test_the_key_changes_with_whatever_shapes_the_sound() -> None:
    key = narrate.cache_key("Hola.", "es", IDENTITY)
    assert key == narrate.cache_key("Hola.", "es", tuple(IDENTITY))
    others = {
        narrate.cache_key("Hola!", "es", IDENTITY),
        narrate.cache_key("Hola.", "es-MX", IDENTITY),
        *(
            narrate.cache_key("Hola.", "es", (*IDENTITY[:at], "other", *IDENTITY[at + 1 :]))
            for at in range(len(IDENTITY))
        ),
    }
    assert len({key, *others}) == 3 + len(IDENTITY)


def test_a_clip_is_a_finished_file(tmp_path: Path) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(narrate.speak(Fake(), "Toque Unirse.", "es", "one", 1.0))
    clip = narrate.read_clip(path)
    read = mastering.read_wav(path.read_bytes())
    assert clip.seconds == pytest.approx(read.seconds)
    assert clip.path == path
    assert len(clip.digest) >= 32
    assert leveling.measure(read.samples).lufs == pytest.approx(LOUDNESS_LUFS, abs=0.5)

"""Narration: sentence by sentence, cached, one voice for a language, and never a mixture."""

from __future__ import annotations

import subprocess
import sys
import wave

import pytest

from annotator.cache import Cache
from annotator.errors import AnnotatorError, MissingError, ServiceError
from annotator.model import VoiceChoice
from annotator.privacy.matcher import Matcher
from annotator.privacy.private_texts import Privacy
from annotator.voice import leveling, mastering
from annotator.voice.engines.engine import EngineError
from annotator.voice.narrate import SayRequest, narrate
from tests.helpers.voices import Fake

TEXTS = [SayRequest("es", "¡Listo! Toque aquí. 👍"), SayRequest("en", "🎉! 👍! Tap Join."), SayRequest("es", "¡Listo!")]


def test_sentences_in_order_with_captions_as_typed(cache: Cache) -> None:
    fake = Fake()
    narration = narrate(TEXTS, {"es": "fake:two"}, cache, engines=[fake])
    assert [[spoken.text for spoken in part] for part in narration.spoken] == [
        ["¡Listo!", "Toque aquí. 👍"],
        ["🎉! 👍! Tap Join."],
        ["¡Listo!"],
    ]
    assert narration.voices["es"].voice == "two"
    assert narration.voices["en"].voice == "one"
    assert (narration.sentences, narration.cached) == (4, 0)
    assert sorted(fake.said) == ["Tap Join.", "Toque aquí.", "¡Listo!"]


def test_clips_are_what_the_contract_says(cache: Cache) -> None:
    clip = narrate(TEXTS, {}, cache, engines=[Fake()]).spoken[0][1].clip
    with wave.open(str(clip.path)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 24_000)
        assert reader.getnframes() / 24_000 == clip.seconds
    read = mastering.read_wav(clip.path.read_bytes())
    assert leveling.measure(read.samples).lufs == pytest.approx(-16, abs=0.5)


def test_second_time_speaks_nothing(cache: Cache) -> None:
    first = narrate(TEXTS, {}, cache, engines=[Fake()])
    fake = Fake()
    second = narrate(TEXTS, {}, cache, engines=[fake])
    assert fake.said == []
    assert second.cached == 4
    assert second.spoken == first.spoken


@pytest.mark.parametrize("other", [VoiceChoice("fake", "two"), VoiceChoice("fake", None, 0.5)])
def test_voice_and_speed_are_part_of_the_key(cache: Cache, other: VoiceChoice) -> None:
    narrate(TEXTS, {}, cache, engines=[Fake()])
    assert narrate(TEXTS, {"es": other}, cache, engines=[Fake()]).cached == 1


def test_language_is_part_of_the_key(cache: Cache) -> None:
    narrate([SayRequest("en", "Zoom.")], {}, cache, engines=[Fake()])
    assert narrate([SayRequest("es", "Zoom.")], {}, cache, engines=[Fake()]).cached == 0


def test_lexicon_of_the_school_is_spoken_but_not_shown(cache: Cache) -> None:
    fake = Fake()
    narration = narrate(
        [SayRequest("es", "Abra Sigue.")], {}, cache, lexicons={"es": {"Sigue": "Sigüe"}}, engines=[fake]
    )
    assert fake.said == ["Abra Sigüe."]
    assert narration.spoken[0][0].text == "Abra Sigue."


@pytest.mark.parametrize(
    "error", [EngineError("It broke."), ServiceError("No answer.", "Later."), MissingError("Gone.")]
)
def test_a_failure_keeps_what_is_done_and_says_how_to_go_on(cache: Cache, error: AnnotatorError) -> None:
    texts = [SayRequest("es", "Uno largo de verdad. Dos también. Tres.")]
    fake = Fake(fail=lambda text: error if text == "Tres." else None)
    with pytest.raises(type(error), match="Tres") as raised:
        narrate(texts, {}, cache, engines=[fake], jobs=1)
    assert raised.value.exit_code == error.exit_code
    assert raised.value.remedy
    again = Fake()
    assert narrate(texts, {}, cache, engines=[again]).cached == 2
    assert again.said == ["Tres."]


def test_no_sentence_is_begun_after_a_failure(cache: Cache) -> None:
    fake = Fake(fail=lambda text: EngineError("It broke."))
    with pytest.raises(EngineError):
        narrate([SayRequest("es", "Uno. Dos. Tres. Cuatro. Cinco.")], {}, cache, engines=[fake], jobs=1)
    assert len(fake.said) <= 2


def test_nothing_to_say(cache: Cache) -> None:
    assert narrate([SayRequest("es", "  ")], {}, cache, engines=[Fake()]).spoken == ((),)
    with pytest.raises(AnnotatorError, match="no words to speak"):
        narrate([SayRequest("es", "👍")], {}, cache, engines=[Fake()])


def test_names_are_not_sent_to_a_service(cache: Cache) -> None:
    online = Fake()
    online.online = True
    listed = Matcher(Privacy(("Paz Ríos, Lucía",)))
    with pytest.raises(AnnotatorError, match=r"“Es •••\.” has a name"):
        narrate([SayRequest("es", "Es lucía  paz.")], {"es": "fake"}, cache, matcher=listed, engines=[online])
    assert online.said == []
    narrate([SayRequest("es", "Es la paz.")], {"es": "fake"}, cache, matcher=listed, engines=[online])


def test_progress_counts_to_the_end(cache: Cache) -> None:
    seen: list[tuple[str, int, int]] = []
    narrate(TEXTS, {}, cache, engines=[Fake()], progress=lambda *step: seen.append(step))
    assert seen[0] == ("voice", 0, 3)
    assert seen[-1] == ("voice", 3, 3)


@pytest.mark.pico
def test_from_the_cache_nothing_heavy_is_loaded(cache: Cache) -> None:
    narrate([SayRequest("en", "Tap Join.")], {"en": "pico"}, cache)
    code = (
        "import sys; from pathlib import Path; from annotator.cache import Cache;"
        "from annotator.voice.narrate import narrate, SayRequest;"
        "n = narrate([SayRequest('en', 'Tap Join.')], {'en': 'pico'}, Cache(Path(sys.argv[1])));"
        "assert n.cached == 1;"
        "heavy = {'numpy', 'onnxruntime', 'kokoro_onnx', 'gtts', 'requests', 'imageio_ffmpeg'} & set(sys.modules);"
        "sys.exit(' '.join(heavy) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(cache.root)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr

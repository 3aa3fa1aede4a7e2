"""The sound of the whole: samples where they belong, and the loudness of the finished file."""

from __future__ import annotations

import wave
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from annotator.cache import Cache, digest
from annotator.errors import OutputError
from annotator.model import SAMPLE_RATE, Clip, EndCard, Section, Theme, Timeline, TitleCard, Utterance
from annotator.timeline import plan
from annotator.video import probe
from annotator.video.sound_runs import pcm_sections
from annotator.video.soundtrack import encode_aac, write_voice_message
from tests.helpers.soundtracks import written_aac

MakeTimeline = Callable[..., Timeline]


def test_clips_stand_at_their_samples_and_the_whole_is_as_long_as_the_picture(make_timeline: MakeTimeline) -> None:
    timeline = make_timeline("Toque Unirse.", "Espere a la maestra un momento.")
    samples = array("h", b"".join(pcm_sections(timeline)))
    assert len(samples) == round(timeline.seconds * 24_000)
    sounds = [sounding for section in timeline.sections for sounding in section.sounds]
    for sounding in sounds:
        at = round(sounding.start * 24_000)
        assert samples[at - 1] == 0
        assert samples[at + 1] != 0
        assert samples[at + round(sounding.clip.seconds * 24_000)] == 0


@pytest.mark.parametrize("amplitude", [0.2426, 0.02, 0.95])
@pytest.mark.parametrize("kind", ["aac", "opus"])
def test_the_finished_file_has_the_common_loudness(
    make_timeline: MakeTimeline, cache: Cache, tmp_path: Path, amplitude: float, kind: str
) -> None:
    timeline = make_timeline("Toque Unirse.", amplitude=amplitude)
    if kind == "aac":
        heard = written_aac(timeline, tmp_path / "voz.m4a", cache)
    else:
        write_voice_message(timeline, tmp_path / "voz.ogg", cache)
        heard = probe.measure_loudness(tmp_path / "voz.ogg")
    assert heard.lufs == pytest.approx(-16, abs=1.5)
    assert heard.peak_dbtp <= -0.5


def test_peaks_are_limited_where_a_quiet_voice_must_be_lifted(
    make_clip: Callable[..., Clip], cache: Cache, tmp_path: Path
) -> None:
    quiet, click = make_clip(3.0, 0.12), make_clip(0.02, 0.99, 3000.0)
    said = tuple(Utterance("", clip) for clip in (quiet, click, quiet, click, quiet))
    timeline = plan([Section("title", (TitleCard("Hola", Theme()),), said)])
    heard = written_aac(timeline, tmp_path / "voz.m4a", cache)
    assert heard.lufs == pytest.approx(-16, abs=1.5)
    assert heard.peak_dbtp <= -0.5


def test_a_sound_of_another_format_is_an_error(make_timeline: MakeTimeline, cache: Cache, tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    timeline = plan([Section("title", (TitleCard("Hola", Theme()),), (Utterance("", Clip(broken, 1.0, "d")),))])
    with pytest.raises(OutputError, match=r"broken\.wav"):
        write_voice_message(timeline, tmp_path / "v.ogg", cache)


def test_nothing_said_is_silence_and_no_error(cache: Cache, tmp_path: Path) -> None:
    timeline = plan([Section("title", (TitleCard("Hola", Theme()),), ())])
    assert encode_aac(timeline, cache).loudness is None
    assert written_aac(timeline, tmp_path / "voz.m4a", cache).lufs <= -70


def test_a_caption_alone_does_not_make_the_sound_again(make_timeline: MakeTimeline, cache: Cache) -> None:
    timeline = make_timeline("Toque Unirse.")
    section = timeline.sections[1]
    other = replace(timeline, sections=(timeline.sections[0], replace(section, text="Otra"), timeline.sections[2]))
    assert encode_aac(timeline, cache) == encode_aac(other, cache)


@pytest.mark.slow
def test_a_very_peaky_voice_reaches_the_common_loudness(cache: Cache, tmp_path: Path) -> None:
    count = 8 * SAMPLE_RATE
    seconds = np.arange(count) / SAMPLE_RATE
    # A short loud burst four times a second over a very quiet hum: far more peak than loudness.
    wave_form = 0.6 * np.sin(2 * np.pi * 300 * seconds) * np.exp(-90 * (seconds % 0.25))
    path = tmp_path / "peaky.wav"
    with wave.open(str(path), "wb") as writer:
        writer.setparams((1, 2, SAMPLE_RATE, count, "NONE", ""))
        writer.writeframes((32767 * wave_form).astype("<i2").tobytes())
    clip = Clip(path, count / SAMPLE_RATE, digest(path.read_bytes()))
    card = EndCard("¡Listo!", (), Theme())
    timeline = plan([Section("end", (card,), (Utterance("¡Listo!", clip),))])
    heard = written_aac(timeline, tmp_path / "voz.m4a", cache)
    assert abs(heard.lufs + 16) <= 1.5
    assert heard.peak_dbtp <= -0.5

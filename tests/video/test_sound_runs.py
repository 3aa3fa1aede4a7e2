"""Runs: one for each clip with silence around it, cut where its section ends, and the same wherever it is heard."""

from __future__ import annotations

import wave
from array import array
from collections.abc import Callable
from dataclasses import replace

from annotator.model import (
    SAMPLE_RATE,
    Clip,
    ScheduledClip,
    Screen,
    Section,
    StepCard,
    StepNumber,
    Theme,
    TimedSection,
    Timeline,
    Utterance,
)
from annotator.timeline import plan, plan_clip
from annotator.video.run_encoder import run_key
from annotator.video.sound_runs import find_runs, pcm_sections, run_pcm

MakeClip = Callable[..., Clip]


def of_clips(*clips: tuple[float, Clip], seconds: float = 10.0) -> Timeline:
    """A timeline of one section with clips at these seconds."""
    sounds = tuple(ScheduledClip(start, clip) for start, clip in clips)
    return Timeline((TimedSection("a", 0.0, seconds, "", (), (), sounds),))


def test_each_sentence_is_a_run_of_its_own(make_timeline: Callable[..., Timeline]) -> None:
    timeline = make_timeline("Toque Unirse.", "Espere a la maestra un momento.")
    sounds = [sound for section in timeline.sections for sound in section.sounds]
    runs = find_runs(timeline)
    assert [run.start for run in runs] == [round(sound.start * SAMPLE_RATE) for sound in sounds]
    assert [run.samples for run in runs] == [round(sound.clip.seconds * SAMPLE_RATE) for sound in sounds]
    whole = b"".join(pcm_sections(timeline))
    for run in runs:
        assert run_pcm(run) == whole[2 * run.start : 2 * (run.start + run.samples)]


def test_clips_with_hardly_any_silence_between_them_are_one_run(make_clip: MakeClip) -> None:
    first, second = make_clip(1.0), make_clip(0.5, 0.1, 500.0)
    timeline = of_clips((1.0, first), (2.1, second), (6.0, second))
    runs = find_runs(timeline)
    assert [(run.start, len(run.parts)) for run in runs] == [(24_000, 2), (144_000, 1)]
    whole = b"".join(pcm_sections(timeline))
    for run in runs:
        assert run_pcm(run) == whole[2 * run.start : 2 * (run.start + run.samples)]


def test_of_clips_that_overlap_the_later_one_is_heard_and_no_sound_outlasts_its_section(make_clip: MakeClip) -> None:
    timeline = of_clips((1.0, make_clip(2.0)), (2.0, make_clip(1.5, 0.1, 500.0)), seconds=3.2)
    (run,) = find_runs(timeline)
    assert run.start + run.samples == round(3.2 * SAMPLE_RATE)
    assert run_pcm(run) == b"".join(pcm_sections(timeline))[2 * run.start :]


def test_a_sentence_is_the_same_run_in_the_film_and_in_the_clip_of_its_step(make_clip: MakeClip) -> None:
    cards = tuple(StepCard(view, StepNumber(1), 1, Screen("1"), Theme()) for view in ("whole", "close"))
    step = Section("step-1", cards, (Utterance("Toque Unirse.", make_clip(1.5)),), chip="Unirse")
    film = plan([step, replace(step, key="step-2")])
    clip = plan_clip([step], [Utterance("Paso 1 de 2.", make_clip(1.2))]).timeline
    in_film, in_clip = (find_runs(timeline) for timeline in (film, clip))
    assert run_key(in_film[0]) == run_key(in_film[1]) == run_key(in_clip[1])
    assert in_film[0].start != in_clip[1].start
    assert run_key(in_clip[0]) != run_key(in_clip[1])


def test_a_clip_shorter_than_it_says_is_followed_by_silence(make_clip: MakeClip) -> None:
    clip = make_clip(1.0)
    (run,) = find_runs(of_clips((0.5, replace(clip, seconds=1.25))))
    samples = array("h", run_pcm(run))
    with wave.open(str(clip.path)) as reader:
        assert reader.getnframes() == SAMPLE_RATE
    assert len(samples) == 30_000
    assert not any(samples[SAMPLE_RATE:])

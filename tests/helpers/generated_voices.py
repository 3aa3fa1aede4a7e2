"""Timelines of peaky, quiet and mixed voices, the same on every run: speech of two engines, and what is harder than speech.

A seed with an even number gives what engines return; one with an odd number what people record, at -50 to 0 dBFS, with
peaks 6 to 30 dB over the mean. Both become clips as in every build.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from annotator.cache import digest
from annotator.model import SAMPLE_RATE, Clip, Screen, Section, StepCard, StepNumber, Theme, Timeline, Utterance
from annotator.timeline import plan
from annotator.voice import leveling, mastering
from annotator.voice.engines.engine import Engine, Sound
from annotator.voice.engines.espeak import Espeak
from annotator.voice.engines.pico import Pico

Samples = npt.NDArray[np.float32]
SENTENCES = (
    "Toque las letras azules que le mandó la maestra.",
    "Espere hasta que la maestra le dé permiso de entrar.",
    "Toque el ícono de la cámara.",
    "Ahora hágalo usted, y luego regrese aquí.",
    "¿Su pantalla se ve diferente?",
    "Llame a la escuela al 410-555-0100.",
    "Escriba la contraseña que está en la tarjeta, sin espacios, y toque el botón verde.",
    "¡Listo!",
)


def timeline(seed: int, folder: Path) -> Timeline:
    """The timeline of a seed; its clips are written into ``folder``."""
    chance = np.random.default_rng(seed)
    kinds = list(VOICES if seed % 5 == 4 else [list(VOICES)[int(chance.integers(len(VOICES)))]])
    clips = []
    for number in range(int(1 + 60 * chance.random() ** 3)):
        raw = VOICES[kinds[int(chance.integers(len(kinds)))]](chance)
        if seed % 2 == 0:
            samples = mastering.finish_speech(Sound(raw, SAMPLE_RATE))
        else:
            shaped = peaky(raw, float(chance.uniform(6, 30)), chance)
            samples = leveling.normalize_loudness(levelled(shaped, float(chance.uniform(-50, 0))))
        clips.append(written(samples, folder / f"{seed}-{number}.wav"))
    return of_clips(clips)


def of_clips(clips: list[Clip], in_a_step: int = 8) -> Timeline:
    """A tutorial of these clips, so many in each step."""
    look = Theme()
    sections = []
    for number, first in enumerate(range(0, len(clips), in_a_step), start=1):
        cards = tuple(StepCard(view, StepNumber(number), len(clips), Screen("0"), look) for view in ("whole", "close"))
        said = tuple(Utterance("", clip, memo=True) for clip in clips[first : first + in_a_step])
        sections.append(Section(f"step-{number}", cards, said))
    return plan(sections)


def written(samples: Samples, path: Path) -> Clip:
    """The samples as a clip."""
    path.write_bytes(mastering.wav_bytes(samples))
    return Clip(path, len(samples) / SAMPLE_RATE, digest(path.read_bytes()))


def levelled(samples: Samples, dbfs: float) -> Samples:
    """At a mean level (RMS) in dBFS, or less where the peak would be over full scale."""
    mean = float(np.sqrt(np.square(samples).mean()))
    gain = min(10 ** (dbfs / 20) / max(mean, 1e-9), 1 / max(float(np.abs(samples).max()), 1e-9))
    return (samples * np.float32(gain)).astype(np.float32)


def peaky(samples: Samples, crest_db: float, chance: np.random.Generator) -> Samples:
    """The same with another ratio of peak to mean: up to 20 dB by a power of each sample, beyond it by knocks."""
    low, high = 0.2, 8.0
    full = samples / max(float(np.abs(samples).max()), 1e-9)
    for _ in range(12):
        power = (low + high) / 2
        shaped = np.sign(full) * np.abs(full) ** power
        low, high = (power, high) if crest(shaped) < min(crest_db, 20.0) else (low, power)
    knock = np.exp(-np.arange(480) / 40) * np.sin(np.arange(480) * chance.uniform(0.05, 0.8))
    for place in chance.integers(0, max(1, len(shaped) - 480), int(chance.integers(1, 4))) if crest_db > 20 else ():
        shaped[place : place + 480] += (10 ** ((crest_db - 20) / 20) * knock)[: len(shaped) - place]
    return shaped.astype(np.float32)


def crest(samples: npt.NDArray[np.floating[npt.NBitBase]]) -> float:
    """How far the peak is above the mean (RMS), in dB."""
    return float(
        20 * np.log10(max(float(np.abs(samples).max()), 1e-9) / max(float(np.sqrt(np.square(samples).mean())), 1e-9))
    )


def syllables(chance: np.random.Generator, count: int) -> Samples:
    """An envelope of 2 to 5 syllables a second, with pauses."""
    seconds = np.arange(count) / SAMPLE_RATE
    wave = np.sin(2 * np.pi * chance.uniform(2, 5) * seconds + chance.uniform(0, 6)) + chance.uniform(-0.2, 0.6)
    pauses = np.sin(2 * np.pi * chance.uniform(0.2, 0.5) * seconds + chance.uniform(0, 6)) > -0.8
    return np.asarray(np.clip(wave, 0, 1) ** 1.5 * pauses, dtype=np.float32)


def _length(chance: np.random.Generator) -> int:
    return int(chance.uniform(0.4, 3.0) * SAMPLE_RATE)


def _noise(chance: np.random.Generator) -> Samples:
    count = _length(chance)
    noise = chance.standard_normal(count)
    smooth = int(chance.integers(1, 12))
    return np.asarray(np.convolve(noise, np.ones(smooth) / smooth, "same") * syllables(chance, count), np.float32)


def _buzz(chance: np.random.Generator) -> Samples:
    count = _length(chance)
    phase = 2 * np.pi * np.cumsum(chance.uniform(90, 250) * (1 + 0.1 * syllables(chance, count))) / SAMPLE_RATE
    tones = sum(np.sin(k * phase) / k ** chance.uniform(0.6, 1.6) for k in range(1, 24))
    return np.asarray(tones * syllables(chance, count), np.float32)


def _tone(chance: np.random.Generator) -> Samples:
    count = _length(chance)
    hertz = 10 ** chance.uniform(2, 3.8)
    return np.asarray(np.sin(2 * np.pi * hertz * np.arange(count) / SAMPLE_RATE), np.float32)


def _taps(chance: np.random.Generator) -> Samples:
    """Somebody who taps on the table: short bursts over the noise of a room."""
    count = _length(chance)
    seconds = np.arange(count) / SAMPLE_RATE
    bursts = np.exp(-chance.uniform(20, 200) * (seconds % chance.uniform(0.1, 0.7)))
    burst = np.sin(2 * np.pi * chance.uniform(150, 3000) * seconds) * bursts
    return np.asarray(burst + 0.003 * chance.standard_normal(count), np.float32)


@functools.cache
def _spoken(engine: Engine, number: int, voice: str) -> Samples:
    return mastering.resample(engine.synthesize(SENTENCES[number], "es", voice, 1.0))


@functools.cache
def _engine(name: str) -> Engine:
    # Where espeak-ng is missing, all else can be tried.
    return Espeak() if name == "espeak" and shutil.which("espeak-ng") else Pico()


def _speech(name: str) -> Callable[[np.random.Generator], Samples]:
    def speak(chance: np.random.Generator) -> Samples:
        engine = _engine(name)
        return _spoken(engine, int(chance.integers(len(SENTENCES))), engine.voices("es")[0])

    return speak


VOICES: dict[str, Callable[[np.random.Generator], Samples]] = {
    "espeak": _speech("espeak"),
    "pico": _speech("pico"),
    "noise": _noise,
    "buzz": _buzz,
    "tone": _tone,
    "taps": _taps,
}
"""What a voice may be, each as a function of chance."""

"""The job of the benchmark: a tutorial of so many steps with 6 s memos, box targets and screens of a phone."""

from __future__ import annotations

import random
import shutil
import wave
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from annotator import assets
from annotator.model import SAMPLE_RATE

SECONDS = 6.0
BOX = (20, 60, 60, 8)
"""The target of every step, in percent of the picture: left, top, width, height."""
_WORDS = [
    "clase",
    "maestra",
    "tarea",
    "mensaje",
    "llamada",
    "nombre",
    "escuela",
    "lunes",
    "martes",
    "hora",
    "salón",
    "cuaderno",
    "lectura",
    "aviso",
]


def make(folder: Path, steps: int, languages: tuple[str, ...] = ("es",)) -> Path:
    """Write the tutorial; pictures and memos are the same on every run."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [f"# {lang}: Entrar a la clase ({lang})" for lang in languages] + ["", "- device: Android phone"]
    lines += [f"- why {lang}: Así ve a la maestra." for lang in languages]
    left, top, width, height = BOX
    for number in range(1, steps + 1):
        screen(folder / f"{number:02}.png", number)
        lines += ["", f"![]({number:02}.png)", f"- tap: {left}% {top}% {width}% {height}%"]
        lines += [f"- {lang}: {caption(number, lang)}" for lang in languages]
        for lang in languages:
            memo(folder / f"{number:02}.{lang}.wav", SECONDS, hash_of(number, lang))
    for lang in languages:
        memo(folder / f"title.{lang}.wav", 4.0, hash_of(0, lang))
        memo(folder / f"end.{lang}.wav", 6.0, hash_of(-1, lang))
    (folder / "tutorial.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def caption(number: int, lang: str) -> str:
    """What a step says: two sentences, as tutorials have them."""
    word = random.Random(number).choice(_WORDS)
    return {"es": f"Toque el botón azul de {word}. Luego espere.", "en": f"Tap the blue button of {word}. Then wait."}[
        lang
    ]


def hash_of(number: int, lang: str) -> int:
    return number * 10 + len(lang) + ord(lang[0])


def screen(path: Path, seed: int) -> None:
    """A phone's screen, 1080 × 2400: a bar, a photograph, rows of text, and a blue button where the target is."""
    chance = random.Random(seed)
    image = Image.new("RGB", (1080, 2400), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Bold.ttf")), 44)
    pen.rectangle((0, 0, 1080, 180), fill=(11, 79 + seed % 40, 108))
    noise = np.random.default_rng(seed).integers(0, 255, (24, 40, 3), dtype=np.uint8)
    image.paste(Image.fromarray(noise).resize((1000, 600), Image.Resampling.BICUBIC), (40, 240))
    for row in range(16):
        y = 900 + 90 * row
        pen.text((60, y), " ".join(chance.choices(_WORDS, k=5)), font=font, fill=(40, 40, 40))
    left, top, width, height = BOX
    box = (left * 10.8, top * 24, (left + width) * 10.8, (top + height) * 24)
    pen.rounded_rectangle(box, 40, fill=(11, 92, 255))
    pen.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), "Entrar", font=font, fill="white", anchor="mm")
    image.save(path)


def memo(path: Path, seconds: float, seed: int) -> None:
    """Something like a voice: a buzz with formants that comes in syllables, over a quiet room."""
    chance = np.random.default_rng(seed)
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pitch = 130 + 25 * np.sin(2 * np.pi * 0.4 * time + seed)
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    voice = sum(np.sin(k * phase + k * k) / k ** (1 + 0.3 * np.sin(2 * np.pi * 1.3 * time)) for k in range(1, 24))
    syllables = np.clip(np.sin(2 * np.pi * 2.1 * time + seed) + 0.4, 0, 1)
    sound = 0.12 * voice * syllables + 0.0006 * chance.standard_normal(len(time))
    with wave.open(str(path), "wb") as writer:
        writer.setparams((1, 2, SAMPLE_RATE, len(time), "NONE", ""))
        writer.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())

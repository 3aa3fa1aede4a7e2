"""The job of the benchmark: a tutorial of so many steps with spoken memos, box targets and screens of a phone."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from annotator import assets

VOICES = {"es": "es-419", "en": "en-us"}
WORDS_A_MINUTE = 100
"""Slow enough that a step's memo takes about 6 s."""
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


LONGER = (
    "Busque el botón azul en la mitad de la pantalla, y tóquelo una sola vez. Después espere hasta que vea la clase."
)
FRAME_WORDS = {
    "es": {
        "title": "Entrar a la clase. Así ve a la maestra.",
        "end": "¡Listo! Si su pantalla se ve diferente, llame a la escuela.",
    },
    "en": {
        "title": "Join the class. This way you see the teacher.",
        "end": "Done! If your screen looks different, call the school.",
    },
}


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
            memo(folder / f"{number:02}.{lang}.wav", caption(number, lang), lang)
    for lang in languages:
        for name, words in FRAME_WORDS[lang].items():
            memo(folder / f"{name}.{lang}.wav", words, lang)
    (folder / "tutorial.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def caption(number: int, lang: str) -> str:
    """What a step says: two sentences, as tutorials have them."""
    word = random.Random(number).choice(_WORDS)
    return {"es": f"Toque el botón azul de {word}. Luego espere.", "en": f"Tap the blue button of {word}. Then wait."}[
        lang
    ]


def change_a_step(folder: Path) -> None:
    """Give the first step more words, which take longer to read than its memo: all that is heard after it moves."""
    script = folder / "tutorial.md"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace(caption(1, "es"), LONGER, 1), encoding="utf-8")


def speak_a_step_anew(folder: Path) -> None:
    """Give the first step a new memo, too."""
    memo(folder / "01.es.wav", LONGER, "es")


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


def memo(path: Path, text: str, lang: str) -> None:
    """A person's recording, as far as a machine can make one: espeak-ng, whose peaks are as high as a real voice's."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise SystemExit("The memos of this benchmark are spoken by espeak-ng: install it, and run this again.")
    subprocess.run([program, "-v", VOICES[lang], "-s", str(WORDS_A_MINUTE), "-w", str(path), text], check=True)

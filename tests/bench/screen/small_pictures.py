"""Measures reading on small pictures: `python -m tests.bench.screen.small_pictures [--every N] [--buttons N]`.

Rescales the upright pictures of the labelled set, and pages of large buttons drawn here, to each of WIDTHS, saves them as
JPEG of each of QUALITIES in turn, and prints the recall of the labels' texts by width, and the CPU time in proportion to
the reading of before, which did not enlarge them and read six texts at a time.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from annotator import assets
from annotator.model import TextLine
from annotator.screen import ocr
from annotator.screen.load import Pixels

SET = Path(__file__).parents[2] / "labelled"
WIDTHS = (480, 540, 576, 720, 1080)
QUALITIES = (50, 70, 90)
COLORS = ("#1a73e8", "#0b57d0", "#2962ff", "#1e5ac8", "#0000ff", "#188038", "#c5221f")
WORDS = ("Entrar", "Unirse", "Join", "Continuar", "Sign in", "Aceptar", "Permitir")
Labels = list[tuple[str, float]]
"""Texts, and the fraction of the height at which each is centred."""


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in plain if character.isalnum())


def labelled(every: int) -> Iterator[tuple[Image.Image, Labels]]:
    for label in json.loads((SET / "labels.json").read_text(encoding="utf-8"))[::every]:
        with Image.open(SET / label["file"]) as file:
            picture = file.convert("RGB")
        if picture.height > picture.width:
            texts = [(item["text"], (item["box"][1] + item["box"][3] / 2) / picture.height) for item in label["texts"]]
            yield picture, texts


def buttons(count: int) -> Iterator[tuple[Image.Image, Labels]]:
    chance = random.Random(14)
    for _ in range(count):
        image = Image.new("RGB", (1080, 1920), chance.choice(("white", "#f2f2f2", "#202020")))
        pen, font_name = ImageDraw.Draw(image), chance.choice(("Andika-Regular.ttf", "Andika-Bold.ttf"))
        font = ImageFont.truetype(str(assets.asset("fonts", font_name)), chance.choice((44, 52, 60, 72)))
        color, word = chance.choice(COLORS), chance.choice(WORDS)
        height, width = chance.choice((160, 300, 400, 560)), chance.choice((520, 700, 960))
        top, labels = chance.randrange(40, 300), []
        for y in (top, top + height + chance.randrange(60, 460)):
            pen.rounded_rectangle((540 - width // 2, y, 540 + width // 2, y + height), 40, fill=color)
            pen.text((540, y + height / 2), word, font=font, fill="white", anchor="mm")
            labels.append((word, (y + height / 2) / 1920))
        yield image, labels


def as_before(width: int, height: int) -> float:
    longer = max(width, height)
    return 2.0 if longer < 600 else min(1.0, ocr.RECOGNIZE_PX / longer)


def seconds(pixels: Pixels, *, before: bool) -> tuple[float, tuple[TextLine, ...]]:
    """CPU seconds of reading as now or as ``before``, and the texts."""
    engine, now = ocr._engine(), ocr.scale_to_read
    detector, reader = engine._load_det_model(), engine._load_rec_model()
    kept = detector.postprocess_op.box_thresh, reader.rec_batch_num, reader.rec_image_shape
    try:
        if before:
            ocr.scale_to_read = as_before  # type: ignore[assignment]
            detector.postprocess_op.box_thresh, reader.rec_batch_num, reader.rec_image_shape = 0.5, 6, [3, 48, 320]
        start = time.process_time()
        lines = ocr.recognize(pixels)
        return time.process_time() - start, lines
    finally:
        ocr.scale_to_read = now
        detector.postprocess_op.box_thresh, reader.rec_batch_num, reader.rec_image_shape = kept


def is_read(text: str, middle: float, lines: tuple[TextLine, ...], height: int) -> bool:
    """Whether ``text`` is among the lines at its height, but for a letter or two of a longer one."""
    reach = 0.02 * height
    near = [line for line in lines if line.box.y - reach < middle * height < line.box.bottom + reach]
    got = fold(" ".join(line.text for line in near))
    return fold(text) in got or (len(text) > 6 and fuzz.partial_ratio(fold(text), got) >= 85)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=4, help="each N-th picture of the labelled set")
    parser.add_argument("--buttons", type=int, default=8, help="how many pages of buttons")
    options = parser.parse_args()
    seconds(np.full((64, 64, 3), 255, np.uint8), before=False)  # loads the models
    for width in WIDTHS:
        counts: Counter[str] = Counter()
        spent: dict[str, float] = defaultdict(float)
        qualities = cycle(QUALITIES)
        sets: dict[str, Any] = {"labelled": labelled(options.every), "buttons": buttons(options.buttons)}
        for kind, pictures in sets.items():
            for picture, labels in pictures:
                size = (width, round(picture.height * width / picture.width))
                data = BytesIO()
                picture.resize(size, Image.Resampling.LANCZOS).save(data, "JPEG", quality=next(qualities))
                pixels = np.array(Image.open(data))
                for when in ("before", "now"):
                    cpu, lines = seconds(pixels, before=when == "before")
                    spent[f"{kind} {when}"] += cpu
                    counts[f"{kind} {when}"] += sum(is_read(text, middle, lines, size[1]) for text, middle in labels)
                counts[kind] += len(labels)
        for kind in sets:
            was, now, whole = counts[f"{kind} before"], counts[f"{kind} now"], counts[kind]
            ratio = spent[f"{kind} now"] / spent[f"{kind} before"]
            sys.stdout.write(f"{width} px, {kind}: read {now}/{whole}, before {was}; CPU x {ratio:.2f}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

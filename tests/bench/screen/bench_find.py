"""Measures finding and snapping on the drawn screens: `python -m tests.bench.screen.bench_find FOLDER`, made by screens.py.

Prints hit rate and false hits of texts, IoU of outlines for texts and for points, hits of icons, and CPU seconds.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from annotator.cache import Cache
from annotator.model import Box, TextLine
from annotator.screen import boxes, ocr
from annotator.screen.element import touch_target
from annotator.screen.load import Picture, load
from annotator.screen.locate import icons, text_match
from annotator.text import folding

INSIDE = ((0.5, 0.5), (0.2, 0.3), (0.85, 0.7), (0.35, 0.75), (0.7, 0.25))


@dataclass
class Tally:
    wanted: int = 0
    found: int = 0
    absent: int = 0
    false: list[tuple[str, str, str]] = field(default_factory=list)
    text_iou: list[float] = field(default_factory=list)
    outline_iou: list[float] = field(default_factory=list)
    point_iou: list[float] = field(default_factory=list)
    icons: int = 0
    icons_found: int = 0
    icons_false: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def spend(self, what: str, since: float) -> None:
        self.seconds[what] = self.seconds.get(what, 0.0) + time.process_time() - since


def texts_of(
    label: dict[str, Any], picture: Picture, texts: tuple[TextLine, ...], pool: list[str], tally: Tally
) -> None:
    for item in label["texts"]:
        truth, start = Box(*item["box"]), time.process_time()
        places = text_match.find_wordings([item["text"]], texts)
        tally.spend("match", start)
        tally.wanted += 1
        best = max(places, key=lambda place: boxes.iou(place.box, truth), default=None)
        if best is None or boxes.iou(best.box, truth) < 0.3:
            tally.missed.append((label["file"], item["text"]))
            continue
        tally.found += 1
        tally.text_iou.append(boxes.iou(best.box, truth))
        if item["outline"]:
            element, start = Box(*item["outline"]), time.process_time()
            tally.outline_iou.append(
                boxes.iou(touch_target.find_touch_target(picture.pixels, best.box, texts), element)
            )
            tally.spend("snap", start)
            for x, y in INSIDE:
                point = Box(int(element.x + element.w * x), int(element.y + element.h * y), 1, 1)
                tally.point_iou.append(boxes.iou(touch_target.find_touch_target(picture.pixels, point, texts), element))
    page = folding.fold(label["all"]).replace(" ", "")
    for word in pool:
        if folding.fold(word).replace(" ", "") not in page:
            tally.absent += 1
            if places := text_match.find_wordings([word], texts):
                tally.false.append((label["file"], word, places[0].text))


def icons_of(labels: list[dict[str, Any]], pictures: dict[str, Picture], tally: Tally) -> None:
    """Each icon is cut from another rendering of the page, at another scale or quality."""
    chance = random.Random(1)
    for label in labels:
        pixels = pictures[label["file"]].pixels
        for other in labels:
            theme = other["file"].rsplit("-", 1)[1][:4] == label["file"].rsplit("-", 1)[1][:4]
            same_page = other["page"] == label["page"] and other is not label and theme
            if not same_page or not 0.5 <= label["scale"] / other["scale"] <= 2:
                continue
            for item in other["icons"]:
                truths = [Box(*own["box"]) for own in label["icons"] if own["icon"] == item["icon"]]
                if len(truths) != 1:
                    continue
                start = time.process_time()
                sights = icons.locate_icons(
                    pixels, [icons.Icon(cut(pictures[other["file"]], item["box"]), glyph=False)], 20
                )[0]
                tally.spend("icon", start)
                tally.icons += 1
                tally.icons_found += bool(sights) and boxes.iou(sights[0].box, truths[0]) > 0.3
        shown = {own["icon"] for own in label["icons"]}
        strangers = [(o, i) for o in labels if o["page"] != label["page"] for i in o["icons"] if i["icon"] not in shown]
        for other, item in chance.sample(strangers, min(2, len(strangers))):
            if f">{item['icon']}<" in label["drawn"]:
                continue
            sights = icons.locate_icons(
                pixels, [icons.Icon(cut(pictures[other["file"]], item["box"]), glyph=False)], 20
            )[0]
            tally.icons_false += bool(sights)


def cut(picture: Picture, box: list[int]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    x, y, w, h = box
    margin = round(w * 0.12)
    part = picture.pixels[max(0, y - margin) : y + h + margin, max(0, x - margin) : x + w + margin]
    return np.ascontiguousarray(part)


def main(folder: Path) -> None:
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    pool = sorted({item["text"] for label in labels for item in label["texts"]})
    pictures = {label["file"]: load(folder / label["file"]) for label in labels}
    tally = Tally()
    with tempfile.TemporaryDirectory() as cache:
        for label in labels:
            picture, start = pictures[label["file"]], time.process_time()
            texts = ocr.read_texts(picture, Cache(Path(cache)))
            tally.spend("read", start)
            texts_of(label, picture, texts, pool, tally)
    icons_of(labels, pictures, tally)
    count = len(labels)
    lines = [
        f"screens       {count}",
        f"texts         {tally.found}/{tally.wanted} = {tally.found / tally.wanted:.4f}, IoU {np.mean(tally.text_iou):.3f}",
        f"false hits    {len(tally.false)}/{tally.absent} = {len(tally.false) / tally.absent:.4f}",
        f"outlines      mean IoU {np.mean(tally.outline_iou):.3f} of {len(tally.outline_iou)}",
        f"points        mean IoU {np.mean(tally.point_iou):.3f} of {len(tally.point_iou)}",
        f"icons         {tally.icons_found}/{tally.icons}, false {tally.icons_false}",
        f"CPU seconds   read {tally.seconds['read'] / count:.2f} a picture, "
        f"match {1000 * tally.seconds['match'] / tally.wanted:.0f} ms a query, "
        f"snap {1000 * tally.seconds['snap'] / len(tally.outline_iou):.0f} ms, "
        f"icon {1000 * tally.seconds['icon'] / max(1, tally.icons):.0f} ms",
        *(f"missed        {file}: {text}" for file, text in tally.missed),
        *(f"false         {file}: {word} as {seen}" for file, word, seen in tally.false),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
